"""Learning and actions as pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Model, Q, When

from goldenthread.boards.offered import agencies, themes
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.late import late
from goldenthread.core.shapes import Status
from goldenthread.learning import forms, markers, operations
from goldenthread.learning.models import Action, Finding, Recommendation, Source
from goldenthread.plans.offered import principles

BECAME = {
    Recommendation.Status.ACCEPTED: "ring",
    Recommendation.Status.PARTLY: "part",
    Recommendation.Status.IMPLEMENTED: "good",
    Recommendation.Status.UNDER_WAY: "part",
    Recommendation.Status.NOT_IMPLEMENTING: "info",
}
ENDED = {
    Action.Status.EVIDENCED: Status("good", "Done and evidenced"),
    Action.Status.DONE: Status("part", "Done, not yet evidenced"),
    Action.Status.SUPERSEDED: Status("info", "Closed, not done"),
}


def state(one: Action) -> Status:
    """How an action stands today: done, closed, late by so many days, stalled, or to come."""
    ended = ENDED.get(Action.Status(one.status))
    if ended is not None:
        return ended
    if is_late := late(one.due_on, clock.today()):
        return is_late
    if one.status == Action.Status.STALLED:
        return Status("bad", "Stalled")
    if one.status == Action.Status.IN_PROGRESS:
        return Status("part", "In progress")
    return Status("ring", "Not due yet" if one.due_on else "No date yet")


def became(one: Recommendation) -> Status:
    return Status(BECAME[Recommendation.Status(one.status)], one.get_status_display())


def sources(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Source.objects.filter(board_id=board_id)]


NEEDS = (
    ("late", "Late"),
    ("blocked", "Something stands in its way"),
    ("unevidenced", "Done, and nothing accepted that shows it"),
    ("undated", "No day yet"),
    ("unowned", "No owner yet"),
)


def needs(value: str) -> Q:
    """What a choice of “needs attention” asks for."""
    is_open = Q(status__in=Action.OPEN)
    return {
        "late": is_open & Q(due_on__lt=clock.today()),
        "blocked": is_open & (Q(status=Action.Status.STALLED) | ~Q(blocked_because="")),
        "unevidenced": Q(status=Action.Status.DONE),
        "undated": is_open & Q(due_on=None),
        "unowned": is_open & Q(agency=None, person=None, owner=""),
    }[value]


def _answers_under(value: str) -> Q:
    """Recommendations that answer a finding under a principle, each once."""
    return Q(pk__in=Recommendation.objects.filter(answers__principle=UUID(value)).values("pk"))


STRENGTH = (("True", "Good practice"), ("False", "To mend"))


def _themes_of(one: Source | Finding | Recommendation | Action) -> str:
    return ", ".join(theme.name for theme in one.themes.all())


def _give(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Action)  # noqa: S101  (the kind's own model)
    return operations.give(given, by=by)


def _change(given: Model, values: Mapping[str, Any], by: Actor, seen: Mapping[str, str]) -> Model:
    assert isinstance(given, Action)  # noqa: S101  (the kind's own model)
    return operations.change(given, values, by=by, seen=seen)


kind(
    Kind(
        model=Action,
        slug="actions",
        one="action",
        many="actions",
        heading="Action register",
        intro="Work that somebody has accepted, with a date.",
        columns=(
            Column("What is to be done", lambda one: one.text, sort="text"),
            Column("Agency", lambda one: one.agency.name if one.agency else "", sort="agency__name"),
            Column("Who does it", lambda one: one.who, sort="owner"),
            Column("Due", lambda one: one.due_on, sort="due_on"),
            Column("State", state, sort="status"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency),
            Row("Who does it", lambda one: one.who),
            Row("Due", lambda one: one.due_on),
            Row("State", state),
            Row("Done on", lambda one: one.done_on),
            Row("How far it has come", lambda one: one.note, is_long=True),
            Row("Agreed at", lambda one: one.meeting),
            Row("Answers", lambda one: one.recommendation),
            Row("Themes", _themes_of),
        ),
        empty="Add what a meeting agreed, or bring in your action log.",
        form=forms.NewActionForm,
        changing_form=forms.ActionForm,
        new_words="Add an action",
        search=("text", "owner", "note", "agency__name", "person__name"),
        order_by=(Case(When(status__in=Action.OPEN, then=0), default=1), F("due_on").asc(nulls_last=True)),
        filters=(
            Filter("needs", "Needs attention", "status", lambda _: NEEDS, narrows=needs),
            Filter("state", "State", "status", lambda _: Action.Status.choices),
            Filter("agency", "Agency", "agency", agencies),
            Filter("theme", "Theme", "themes", themes),
        ),
        with_them=("agency", "person", "meeting__group", "recommendation__source"),
        can_be_taken_away=True,
        has_own_page=True,
        adds=_give,
        changes=_change,
    )
)
kind(
    Kind(
        model=Source,
        slug="sources",
        one="source of learning",
        many="sources of learning",
        intro="Reviews, audits, after action reviews, learning days and all else that the Board learned from.",
        columns=(
            Column("Source", lambda one: one.title, sort="title"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Ended", lambda one: as_known(one.ended_on, one.ended_precision), sort="ended_on"),
        ),
        rows=(
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Ended", lambda one: as_known(one.ended_on, one.ended_precision)),
            Row("Summary", lambda one: one.summary, is_long=True),
            Row("Agency it is about", lambda one: one.agency),
            Row("Ask it came from", lambda one: one.ask),
            Row("Where it can be read", lambda one: one.link),
            Row("Themes", _themes_of),
            Row("Facilitator", lambda one: one.facilitator),
            Row("What was expected to happen", lambda one: one.expected, is_long=True),
            Row("What happened", lambda one: one.happened, is_long=True),
            Row("Why it was different", lambda one: one.why_different, is_long=True),
            Row("What was learned", lambda one: one.learned, is_long=True),
        ),
        empty="Add a review, an audit or a learning day.",
        form=forms.SourceForm,
        new_words="Add a source of learning",
        search=("title", "summary", "learned"),
        filters=(
            Filter("kind", "What it is", "kind", lambda _: Source.Kind.choices),
            Filter("theme", "Theme", "themes", themes),
        ),
        with_them=("agency", "ask"),
        parts=(
            Part("findings", "source", "What it found"),
            Part("recommendations", "source", "What it asks"),
        ),
    )
)
kind(
    Kind(
        model=Finding,
        slug="findings",
        one="finding",
        many="findings",
        intro="What reviews and audits found, good practice too.",
        columns=(
            Column("Finding", lambda one: one.text, sort="text"),
            Column("Number", lambda one: one.number, sort="number", is_number=True),
            Column("From", lambda one: one.source.title, sort="source__title"),
            Column("Strength", lambda one: one.is_strength, sort="is_strength"),
        ),
        rows=(
            Row("From", lambda one: one.source),
            Row("Number", lambda one: one.number),
            Row("A strength", lambda one: one.is_strength),
            Row("Themes", _themes_of),
            Row("Where in the system it lies", lambda one: one.get_domain_display()),
            Row("Principle", lambda one: one.principle),
            Row("Quality marker for reviews", lambda one: markers.named(one.quality_marker)),
        ),
        empty="Add a finding to a source of learning.",
        form=forms.FindingForm,
        new_words="Add a finding",
        begun=lambda _: {},
        search=("text", "source__title"),
        filters=(
            Filter("source", "From", "source", sources),
            Filter("theme", "Theme", "themes", themes),
            Filter("domain", "Where it lies", "domain", lambda _: Theme.Domain.choices),
            Filter("principle", "Principle", "principle", principles),
            Filter(
                "strength",
                "Good practice or not",
                "is_strength",
                lambda _: STRENGTH,
            ),
        ),
        with_them=("source", "principle"),
    )
)
kind(
    Kind(
        model=Recommendation,
        slug="recommendations",
        one="recommendation",
        many="recommendations",
        intro="What each review or audit asks, in its own numbering, and what became of it.",
        columns=(
            Column("Recommendation", lambda one: one.text, sort="text"),
            Column("Number", lambda one: one.number, sort="number"),
            Column("From", lambda one: one.source.title, sort="source__title"),
            Column("What became of it", became, sort="status"),
        ),
        rows=(
            Row("From", lambda one: one.source),
            Row("Number", lambda one: one.number),
            Row("What became of it", became),
            Row("What was done", lambda one: one.response, is_long=True),
            Row("What difference it made", lambda one: one.difference, is_long=True),
            Row("Year in which something was done", lambda one: one.worked_on_in),
            Row("Reasons for not acting", lambda one: one.reasons, is_long=True),
        ),
        empty="Add a recommendation to a source of learning.",
        form=forms.RecommendationForm,
        new_words="Add a recommendation",
        begun=lambda _: {},
        search=("text", "number", "response", "source__title"),
        filters=(
            Filter("became", "What became of it", "status", lambda _: Recommendation.Status.choices),
            Filter("source", "From", "source", sources),
            Filter("theme", "Theme", "themes", themes),
            Filter("principle", "Principle", "answers__principle", principles, narrows=_answers_under),
        ),
        with_them=("source",),
        order_by=(F("source__ended_on").desc(nulls_last=True), "source__title", "order"),
        parts=(Part("actions", "recommendation", "Actions that answer it"),),
        has_own_page=True,
    )
)

from goldenthread.learning import kinds_of_proof  # noqa: E402, F401  (evidence, measures, evaluation: pages too)
