"""What to put in the addresses of the workspace's own pages: extracts, accounts, figures, the report."""

from django.db.models import Model

from goldenthread.boards.standing import RoleHeld, RoleProposal
from goldenthread.casework.models import Extract
from goldenthread.core.access import Role
from goldenthread.figures.models import FrozenSet, PublishedRelease, ReleaseProposal
from goldenthread.reports.models import BuiltFile, Draft, Proposal, Report, Section, SectionVersion
from goldenthread.workspace.models import CheckedExtract, Job, SpreadsheetImport
from tests.factories import people, records
from tests.factories.walk import STRICTER, Land, Put, fills


@fills("bring-in/<uuid:key>")
def _import(land: Land) -> Model:
    return land.near_record(SpreadsheetImport)


@fills("extracts/sent/<uuid:pk>")
def _sent(land: Land) -> Model:
    return land.near_record(CheckedExtract)


@fills("extracts/<uuid:pk>")
def _extract(land: Land) -> Model:
    return land.near_record(Extract)


@fills("frozen-sets/<uuid:pk>")
def _frozen(land: Land) -> Model:
    return land.near_record(FrozenSet)


@fills("long-work/<uuid:pk>")
def _job(land: Land) -> Model:
    return land.near_record(Job)


@fills("accounts/<uuid:pk>")
def _account(land: Land) -> Model:
    """A colleague in the agency of whoever is near."""
    return people.person("colleague@walk.example", board=land.here, role=Role.MEMBER, agency=land.agency)


@fills("accounts/<uuid:pk>/role/<uuid:held>")
def _held(land: Land) -> str:
    return str(RoleHeld.objects.filter(user__email="colleague@walk.example").latest("from_on").pk)


@fills("accounts/<uuid:pk>/account/<slug:what>")
def _what(land: Land) -> str:
    return "close"


@fills("accounts/proposals/<uuid:pk>")
def _proposal(land: Land) -> Model:
    return land.near_record(RoleProposal)


@fills("accounts/proposals/<uuid:pk>/<slug:what>")
def _decision(land: Land) -> str:
    return "refuse"


@fills("figures/<str:figure_id>")
def _figure(land: Land) -> str:
    return "concerns.received"


@fills("releases/<uuid:pk>")
def _release(land: Land) -> Model:
    return land.near_record(PublishedRelease)


@fills("releases/proposals/<uuid:pk>")
def _release_proposal(land: Land) -> Model:
    return land.near_record(ReleaseProposal)


REPORT = "reports/<slug:period>"
SECTION = f"{REPORT}/sections/<slug:section>"


@fills(REPORT)
def _report(land: Land) -> Put:
    found = Report.objects.filter(board=land.here, period="2023-24").first()
    return Put(found or records.make(Report, land.here, period="2023-24"), "2023-24")


@fills(SECTION)
def _section(land: Land) -> Put:
    found = Section.objects.filter(report=_report(land).record).first()
    made = found or records.make(Section, land.here, report=_report(land).record)
    return Put(made, made.slug)


@fills(f"{SECTION}/step/<slug:step>")
def _step(land: Land) -> str:
    return "hand-in"


@fills(f"{SECTION}/versions/<int:number>")
def _version(land: Land) -> Put:
    made = records.make(SectionVersion, land.here, section=_section(land).record)
    return Put(made, str(made.number))


@fills(f"{REPORT}/drafts/<int:number>")
def _draft(land: Land) -> Put:
    made = records.make(Draft, land.here, report=_report(land).record)
    return Put(made, str(made.number))


@fills(f"{REPORT}/files/<uuid:pk>")
def _file(land: Land) -> Model:
    draft = records.make(Draft, land.here, report=_report(land).record)
    return records.make(BuiltFile, land.here, draft=draft)  # type: ignore[no-any-return]


@fills(f"{REPORT}/publish/<uuid:pk>")
def _publication(land: Land) -> Model:
    draft = records.make(Draft, land.here, report=_report(land).record)
    return records.make(Proposal, land.here, draft=draft)  # type: ignore[no-any-return]


STRICTER |= {
    "accounts/<uuid:pk>/account/<slug:what>/": "It asks who may close an account, not only who may read of it.",
    "extracts/new/": "An agency's contributor sends for an agency of theirs, and may be in none.",
    "extracts/sent/<uuid:pk>/rows.csv": "Rows hold what people wrote: they go to whoever may send or take away.",
    f"{SECTION}/step/<slug:step>/": "A section's owner may take steps that others of the role may not.",
    "figures/<str:figure_id>/records/": "There has to be data, and whoever reads it says what for.",
    "figures/<str:figure_id>/records/close/": "The same.",
}
