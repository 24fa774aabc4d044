"""The addresses of panels and the other pathways, under a Board's own. Everything of one case is below `cases/<case>/`."""

from django.urls import URLPattern, path

from goldenthread.cases.models import Sort
from goldenthread.core.shapes import Status
from goldenthread.panels.models import AfterActionVoice, EscalationAsked, PanelAction, ProviderAction
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.places import CasePlace
from goldenthread.workspace.panels import actions, case_pages, entry, panel_pages, todo, trust_pages
from goldenthread.workspace.panels.pathways import AFTER_ACTION, ESCALATION, EVERY, TRUST, Shown

__all__ = ["todo", "urlpatterns"]

ASKED = {
    Sort.PANEL: PanelAction,
    Sort.ESCALATION: EscalationAsked,
    Sort.PROVIDER: ProviderAction,
    Sort.AFTER_ACTION: AfterActionVoice,
}
"""What an agency is asked in each sort of case."""
WRITTEN = ("trust-settings", "trust-disclosures", "trust-meetings", "trust-referrals")


def _of(shown: Shown) -> list[URLPattern]:
    """The pages that every pathway has."""
    inside = f"cases/<uuid:case>/{shown.kind}/"
    return [
        path(f"{shown.entry}/", entry.listing(shown), name=shown.entry),
        path(f"{shown.entry}/new/", entry.new(shown), name=f"{shown.entry}-new"),
        path(f"{inside}front/", case_pages.front(shown), name=shown.front),
        path(f"{inside}<uuid:pk>/", case_pages.record(shown), name=f"{shown.kind}-record"),
        path(f"{inside}steps/<slug:step>/", case_pages.step(shown), name=f"{shown.kind}-step"),
    ]


for _shown in EVERY:
    _asked = ASKED.get(_shown.sort)
    places.declare(_shown.sort, CasePlace("Where it stands", _shown.front, _shown.row, order=10, asked=_asked))
    places.declare_front(_shown.sort, _shown.front, listed=_shown.entry)
    places.declare_head(_shown.sort, _shown.model, lambda one: Status(one.stands.shape, one.stands.words))

urlpatterns = [
    *(one for shown in EVERY for one in _of(shown)),
    *(
        path(f"cases/<uuid:case>/{shown.kind}/share/", case_pages.share(shown), name=f"{shown.kind}-share")
        for shown in (ESCALATION, AFTER_ACTION)
    ),
    path(f"cases/<uuid:case>/{TRUST.kind}/give/", trust_pages.give, name="trust-record-give"),
    path(f"cases/<uuid:case>/{TRUST.kind}/waiting/<uuid:pk>/", trust_pages.step_waiting, name="trust-record-waiting"),
    *(
        path(f"cases/<uuid:case>/{slug}/<uuid:pk>/agree/", trust_pages.agree(slug), name=f"{slug}-agree")
        for slug in WRITTEN
    ),
    path("cases/<uuid:case>/panel-actions/<uuid:pk>/stands/", actions.stands, name="panel-actions-stands"),
    path("positions-of-trust/waiting/<uuid:pk>/", trust_pages.waiting, name="positions-of-trust-waiting"),
    path("panels/<uuid:pk>/members/", panel_pages.members, name="panel-members"),
    path("panels/<uuid:pk>/members/new/", panel_pages.seat, name="panel-members-new"),
    path("panels/<uuid:pk>/works/", panel_pages.works, name="panel-works"),
    path("panel-members/<uuid:pk>/", panel_pages.one_seat, name="panel-members-one"),
    path("panel-meetings/<uuid:pk>/list/", panel_pages.meeting_list, name="panel-list"),
    path("pathway-numbers/", panel_pages.numbers, name="pathway-numbers"),
    path("pathway-deadlines/", panel_pages.deadlines, name="pathway-deadlines"),
]
