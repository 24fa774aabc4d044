"""Panels, positions of trust, disagreements, concerns about providers and after action reviews: dull and fixed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case
from goldenthread.panels import models as panels
from tests.factories.records import AT, _numbers, agency_of, below, make, makes, of, simple, slug, user_of

ON = date(2024, 3, 1)


def panel_of(on: Board) -> panels.Panel:
    found = panels.Panel.objects.filter(board=on).first()
    return found or make(panels.Panel, on)


simple(panels.Panel, name=slug, sort="high_risk", what_for="Adults at high risk")
below(panels.PanelCriterion, "panel", panel_of, text="Other ways were tried")
below(panels.PanelMeeting, "panel", panel_of, held_on=lambda: date.fromordinal(730_000 + next(_numbers)))
below(panels.PanelLook, "panel", panel_of, looked_on=ON, from_on=ON, to_on=ON, works="It works")
below(panels.PanelAwareness, "panel", panel_of, held_on=ON, what="A talk", people=50)
below(panels.PanelCount, "panel", panel_of, from_on=ON, to_on=ON, cases=12)


@makes(panels.PathwayClock)
def _clock(on: Board, **fields: Any) -> Model:
    """Each step has one clock on a Board."""
    given = {"number": 7, "unit": "working_days", **fields}
    return panels.PathwayClock.objects.update_or_create(
        board=on, step=given.pop("step", "trust.meeting"), defaults=given
    )[0]


@makes(panels.PanelMember)
def _member(on: Board, **fields: Any) -> Model:
    given = {"panel": None, "user": None, "asked_by": None, "from_on": ON, "asked_at": AT, "part": "panel", **fields}
    given["panel"] = given["panel"] or panel_of(on)
    given["user"] = given["user"] or user_of(on)
    given["asked_by"] = given["asked_by"] or user_of(on)
    return panels.PanelMember.objects.create(**given)


def head(model: type[Model], **fixed: Any) -> None:
    """A head record, with the case it is given (once) or a case of its own."""

    @makes(model)
    def maker(on: Board, **fields: Any) -> Model:
        case: Case | None = fields.pop("case", None)
        found = model._default_manager.filter(pk=case.pk).first() if case else None
        if found is not None:
            return found
        chosen = {name: given(on) if callable(given) else given for name, given in fixed.items() if name not in fields}
        key = {"id": case.pk} if case else {}
        return model._default_manager.create(**{"board": on, **key, **chosen, **fields})


def part(model: type[Model], of_head: type[Model], **fixed: Any) -> None:
    """A part of a case: of the one it is given, or of the Board's first head record of this sort."""

    @makes(model)
    def maker(on: Board, **fields: Any) -> Model:
        if fields.get("case") is None:
            fields["case"] = of(of_head)(on).case
        chosen = {name: given(on) if callable(given) else given for name, given in fixed.items() if name not in fields}
        return model._default_manager.create(**chosen, **fields)


head(
    panels.PanelCase,
    panel=panel_of,
    called="Adult M",
    reason="Other ways were tried",
    consent="given",
    agency=agency_of,
)
head(panels.PositionOfTrust, agency=agency_of)
head(panels.Escalation, called="Who leads", category="roles", issue="Nobody leads", agency=agency_of)
head(
    panels.ProviderConcern, called="Provider M", service="care_home", trigger="pattern", text="Falls", agency=agency_of
)
head(panels.AfterActionReview, called="A move", event="People were moved", agency=agency_of)

TAKEN = {"verb": "accept", "now": "accepted", "taken_on": ON, "taken_at": AT, "taken_by": "Ada"}
part(panels.PanelStep, panels.PanelCase, **TAKEN)
part(panels.TrustStep, panels.PositionOfTrust, **TAKEN)
part(panels.EscalationStep, panels.Escalation, **TAKEN)
part(panels.ProviderStep, panels.ProviderConcern, **TAKEN)
part(panels.AfterActionStep, panels.AfterActionReview, **TAKEN)

part(panels.PanelRisk, panels.PanelCase, sort="fire", text="Fire", likelihood=4, impact=5)
part(panels.PanelCapacity, panels.PanelCase, decision="Where to live", answer="has")
part(panels.ClutterRating, panels.PanelCase, room="Kitchen", rating=7, rated_on=ON)
part(panels.PanelAction, panels.PanelCase, agency=agency_of, text="Visit", due_on=ON)
part(
    panels.PanelActionWord,
    panels.PanelCase,
    action=of(panels.PanelAction),
    agency=agency_of,
    stands="stuck",
    text="Nobody answers the door",
    said_by=user_of,
    said_at=AT,
)
part(panels.PanelListing, panels.PanelCase, meeting=lambda on: make(panels.PanelMeeting, on))

part(panels.TrustSetting, panels.PositionOfTrust, where="A care home", sector="care_home")
part(panels.TrustDisclosure, panels.PositionOfTrust, told_to="Registered manager", what="That there is an allegation",
     told_on=ON, basis="safeguarding", proportionate="They decide who works", person_told="before")  # fmt: skip
part(panels.TrustMeeting, panels.PositionOfTrust, held_on=ON, who="Manager", agreed="Suspend")
part(panels.TrustReferral, panels.PositionOfTrust, to="barring", why="The test is met")

part(panels.EscalationStage, panels.Escalation, stage="stage1", talked_on=ON, people="Nurse", reasons="No plan")
part(panels.EscalationAsked, panels.Escalation, agency=agency_of, asked="Who leads?", asked_on=ON)
part(panels.ProviderMeeting, panels.ProviderConcern, held_on=ON, who="Council", themes="Falls", agreed="A plan")
part(panels.ProviderAction, panels.ProviderConcern, agency=agency_of, text="Train staff", due_on=ON)


@makes(panels.AfterActionVoice)
def _voice(on: Board, **fields: Any) -> Model:
    """An agency gives one account."""
    case = fields.pop("case", None) or of(panels.AfterActionReview)(on).case
    agency = fields.pop("agency", None) or agency_of(on)
    given = {"saw": "Nobody rang", **fields}
    return panels.AfterActionVoice.objects.update_or_create(case=case, agency=agency, defaults=given)[0]
