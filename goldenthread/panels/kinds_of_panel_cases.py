"""A case before a panel, and what is part of it, as pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from goldenthread.boards.models import Agency
from goldenthread.cases import naming
from goldenthread.cases.models import Sort
from goldenthread.core import clock
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.panels import actions, paneling
from goldenthread.panels.forms import form_of, told_first
from goldenthread.panels.models import (
    ClutterRating,
    PanelAction,
    PanelCapacity,
    PanelCase,
    PanelListing,
    PanelMeeting,
    PanelRisk,
    Pathway,
)
from goldenthread.trail import operations as trail

IN = (str(Sort.PANEL),)
HOW_FULL = (("low", "Low: 1 to 3"), ("medium", "Medium: 4 to 6"), ("high", "High: 7 to 9"))
BANDS = {"low": (1, 3), "medium": (4, 6), "high": (7, 9)}
DONE = (("yes", "Done"), ("no", "Not done yet"))


def agencies(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Agency.objects.filter(board=board_id)]


def stands(one: Pathway) -> Status:
    return Status(one.stands.shape, one.stands.words)


def scored(score: int, likelihood: int, impact: int) -> str:
    return f"{score} of 25: likelihood {likelihood}, gravity {impact}"


def how_it_stands(one: PanelAction) -> Status:
    """Whether an agency’s action is done, late, goes on, or cannot go on."""
    if one.done_on is not None:
        return Status("good", "Done")
    if one.is_stuck:
        return Status("bad", "It cannot go on")
    return Status("late", "Late") if one.due_on < clock.today() else Status("part", "Not done yet")


def was_done(value: str) -> Q:
    return Q(done_on__isnull=value == "no")


def with_its_agency(_: RecordForm, given: Model, by: Actor) -> Model:
    """Keep what one agency does or says in a case. Its leads see that, and nothing else of the case until two people let it take
    part."""
    kept: Any = trail.add(given, by=by)
    if kept.agency is not None:
        naming.is_asked(kept.case, kept.agency, by=by)
    return kept  # type: ignore[no-any-return]


def _listed(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, PanelListing)  # noqa: S101  (the kind's own model)
    return paneling.put_on_list(given, by=by)


def _agreed(one: Model, values: Mapping[str, Any], by: Actor, seen: Mapping[str, str]) -> Model:
    assert isinstance(one, PanelListing)  # noqa: S101  (the kind's own model)
    return paneling.agree_at_meeting(one, dict(values), by=by, seen=dict(seen))


def _meetings(board_id: UUID) -> Iterable[tuple[str, str]]:
    found = PanelMeeting.objects.filter(panel__board=board_id).select_related("panel")
    return [(str(one.pk), str(one)) for one in found[:60]]


FIELDS = ("panel", "agency", "begun_on", "called", "reason", "criteria", "consent", "without_consent", "views", "advocacy",
          "legal_options")  # fmt: skip
RISKS = told_first("Give each risk a likelihood and a gravity from 1 (hardly, slight) to 5 (almost certain, death).")


kind(
    Kind(
        model=PanelCase,
        slug="panel-case",
        one="case before a panel",
        many="cases before panels",
        heading="Before the panel",
        intro="The case as it was brought, and where it stands.",
        columns=(
            Column("Who it is about", lambda one: one.called, sort="called"),
            Column("Panel", lambda one: one.panel, sort="panel__name"),
            Column("Stands", stands, sort="state"),
        ),
        rows=(
            Row("Panel", lambda one: one.panel),
            Row("Brought by", lambda one: one.agency),
            Row("Brought on", lambda one: one.begun_on),
            Row("Why it comes to the panel", lambda one: one.reason, is_long=True),
            Row("Criteria met", lambda one: "; ".join(str(each) for each in one.criteria.all())),
            Row("Did the adult agree?", lambda one: one.get_consent_display()),
            Row("Why without their agreement", lambda one: one.without_consent, is_long=True),
            Row("What the adult says, and wants", lambda one: one.views, is_long=True),
            Row("Advocacy", lambda one: one.get_advocacy_display()),
            Row("Legal options considered", lambda one: one.legal_options, is_long=True),
            Row("Lead agency", lambda one: one.lead_agency),
            Row("Key worker", lambda one: one.key_worker),
            Row("Comes back on", lambda one: one.review_on),
            Row("What became of the risk", lambda one: one.get_effect_display()),
            Row("A review after the death", lambda one: one.get_after_death_display()),
            Row("Why", lambda one: one.after_death_why, is_long=True),
        ),
        empty="An agency brings a case to the panel.",
        changing_form=form_of(PanelCase, *FIELDS[2:], "lead_agency", "key_worker", "review_on"),
        search=("called", "reason"),
        filters=(Filter("stands", "Stands", "state", lambda _: PanelCase.PROCESS.choices()),),
        with_them=("panel", "agency", "lead_agency", "case"),
        before=("criteria",),
        parts=(
            Part("panel-risks", "case_id", "Risks, then and now"),
            Part("panel-actions", "case_id", "Who does what"),
            Part("panel-listings", "case_id", "Meetings it was on the list of"),
            Part("panel-capacities", "case_id", "Mental capacity, decision by decision"),
            Part("clutter-ratings", "case_id", "How full the rooms are"),
        ),
        in_cases=IN,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=PanelRisk,
        slug="panel-risks",
        one="risk to the adult",
        many="risks to the adult",
        heading="Risks, then and now",
        intro="Each risk as it was when it was brought, who holds it, and how it is now.",
        columns=(
            Column("Risk", lambda one: one.text, sort="text"),
            Column("What sort", lambda one: one.get_sort_display(), sort="sort"),
            Column("Then, of 25", lambda one: one.before, is_number=True),
            Column("Now, of 25", lambda one: one.now, is_number=True),
            Column("Held by", lambda one: one.agency),
        ),
        rows=(
            Row("What sort", lambda one: one.get_sort_display()),
            Row("Then", lambda one: scored(one.before, one.likelihood, one.impact)),
            Row("Now", lambda one: "" if one.now is None else scored(one.now, one.likelihood_now, one.impact_now)),
            Row("Looked at again on", lambda one: one.looked_on),
            Row("Held by", lambda one: one.agency),
        ),
        empty="Add each risk, with how likely and how grave it is.",
        form=form_of(PanelRisk, "sort", "text", "likelihood", "impact", "agency", base=RISKS),
        changing_form=form_of(
            PanelRisk, "sort", "text", "likelihood", "impact", "agency", "likelihood_now", "impact_now", "looked_on", base=RISKS
        ),
        new_words="Add a risk",
        search=("text",),
        filters=(Filter("what", "What sort", "sort", lambda _: PanelRisk.Sort.choices),),
        with_them=("agency",),
        in_cases=IN,
    )
)  # fmt: skip
kind(
    Kind(
        model=PanelCapacity,
        slug="panel-capacities",
        one="decision and capacity",
        many="decisions and capacity",
        heading="Mental capacity, decision by decision",
        intro="Whether the adult can make each decision that matters here. It is always about one decision, at one time.",
        columns=(
            Column("Decision", lambda one: one.decision, sort="decision"),
            Column("What was found", lambda one: one.get_answer_display(), sort="answer"),
            Column("On", lambda one: one.assessed_on, sort="assessed_on"),
        ),
        rows=(
            Row("What was found", lambda one: one.get_answer_display()),
            Row("On", lambda one: one.assessed_on),
            Row("By", lambda one: one.assessed_by),
            Row("On what grounds", lambda one: one.note, is_long=True),
        ),
        empty="Add each decision that the adult’s safety hangs on.",
        form=form_of(PanelCapacity, "decision", "answer", "assessed_on", "assessed_by", "note"),
        new_words="Add a decision",
        search=("decision", "note"),
        filters=(Filter("found", "What was found", "answer", lambda _: PanelCapacity.Answer.choices),),
        in_cases=IN,
    )
)
kind(
    Kind(
        model=ClutterRating,
        slug="clutter-ratings",
        one="room",
        many="rooms",
        heading="How full the rooms are",
        intro="By the Clutter Image Rating, 1 to 9. Photographs of somebody’s home are not kept here.",
        columns=(
            Column("Room", lambda one: one.room, sort="room"),
            Column("Rating", lambda one: one.rating, sort="rating", is_number=True),
            Column("That is", lambda one: one.band),
            Column("On", lambda one: one.rated_on, sort="rated_on"),
        ),
        rows=(
            Row("Rating", lambda one: one.rating),
            Row("That is", lambda one: one.band),
            Row("On", lambda one: one.rated_on),
        ),
        empty="Where hoarding is a risk, add each room.",
        form=form_of(ClutterRating, "room", "rating", "rated_on"),
        new_words="Add a room",
        search=("room",),
        filters=(
            Filter("full", "How full", "rating", lambda _: HOW_FULL, lambda value: Q(rating__range=BANDS[value])),
        ),
        in_cases=IN,
    )
)
kind(
    Kind(
        model=PanelAction,
        slug="panel-actions",
        one="agency’s action",
        many="agencies’ actions",
        heading="Who does what",
        intro="What each agency does. An agency sees its own, and not the others’.",
        columns=(
            Column("What", lambda one: one.text, sort="text"),
            Column("Agency", lambda one: one.agency, sort="agency__name"),
            Column("Due", lambda one: one.due_on, sort="due_on"),
            Column("How it stands", how_it_stands),
            Column("Done", lambda one: one.done_on or "Not yet", sort="done_on"),
        ),
        rows=(
            Row("How it stands", how_it_stands),
            Row("Agency", lambda one: one.agency),
            Row("Who does it", lambda one: one.who),
            Row("Due", lambda one: one.due_on),
            Row("Done", lambda one: one.done_on or "Not yet"),
            Row("What came of it", lambda one: one.came_to, is_long=True),
        ),
        empty="Add what each agency does, and by when.",
        form=form_of(PanelAction, "agency", "text", "who", "due_on"),
        changing_form=form_of(PanelAction, "text", "who", "due_on", "done_on", "came_to"),
        new_words="Add an action",
        search=("text", "who"),
        filters=(
            Filter("agency", "Agency", "agency", agencies),
            Filter("done", "Done", "done_on", lambda _: DONE, was_done),
        ),
        with_them=("agency",),
        adds=with_its_agency,
        parts=(Part("panel-action-words", "action_id", "What was said of it"),),
        doors=(
            Door("Say how it stands", "panel-actions-stands", "panel_cases", Act.CREATE, opens_for=actions.may_say),
        ),
        in_cases=IN,
    )
)
kind(
    Kind(
        model=PanelListing,
        slug="panel-listings",
        one="place on a meeting’s list",
        many="places on meetings’ lists",
        heading="Meetings it was on the list of",
        intro="Which meetings talked about this case, what they agreed, and when it comes back.",
        columns=(
            Column("Meeting", lambda one: one.meeting, sort="meeting__held_on"),
            Column("What was agreed", lambda one: one.agreed),
            Column("Comes back on", lambda one: one.comes_back_on, sort="comes_back_on"),
        ),
        rows=(
            Row("What was agreed", lambda one: one.agreed, is_long=True),
            Row("Comes back on", lambda one: one.comes_back_on),
        ),
        empty="Put the case on the list of a meeting.",
        form=form_of(PanelListing, "meeting", "comes_back_on"),
        changing_form=form_of(PanelListing, "agreed", "comes_back_on"),
        new_words="Put it on a meeting’s list",
        search=("agreed",),
        filters=(Filter("meeting", "Meeting", "meeting", _meetings),),
        with_them=("meeting", "meeting__panel"),
        adds=_listed,
        changes=_agreed,
        in_cases=IN,
    )
)
