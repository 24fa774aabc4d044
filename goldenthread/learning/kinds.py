"""Learning and actions as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.days import as_known
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.learning import forms
from goldenthread.learning.models import Action, Finding, Recommendation, Source

BECAME = {
    Recommendation.Status.ACCEPTED: "ring",
    Recommendation.Status.PARTLY: "part",
    Recommendation.Status.IMPLEMENTED: "good",
    Recommendation.Status.UNDER_WAY: "part",
    Recommendation.Status.NOT_IMPLEMENTING: "info",
}


def state(one: Action) -> Status:
    """How an action stands today: done, closed, late by so many days, stalled, or to come."""
    if one.status == Action.Status.EVIDENCED:
        return Status("good", "Done and evidenced")
    if one.status == Action.Status.DONE:
        return Status("part", "Done, not yet evidenced")
    if one.status == Action.Status.SUPERSEDED:
        return Status("info", "Closed, not done")
    if one.due_on is None:
        return Status("ring", "No date yet")
    late = (clock.today() - one.due_on).days
    if late > 0:
        return Status("late", f"{late:,} {'day' if late == 1 else 'days'} late")
    return Status("ring", "Not due yet")


def became(one: Recommendation) -> Status:
    return Status(BECAME[Recommendation.Status(one.status)], one.get_status_display())


def agencies(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Agency.objects.filter(board_id=board_id)]


def sources(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Source.objects.filter(board_id=board_id)]


kind(
    Kind(
        model=Action,
        slug="actions",
        one="action",
        many="actions",
        intro="Work that somebody has accepted, with a date.",
        columns=(
            Column("What is to be done", lambda one: one.text, sort="text"),
            Column("Agency", lambda one: one.agency.name if one.agency else "", sort="agency__name"),
            Column("Who does it", lambda one: one.owner, sort="owner"),
            Column("Due", lambda one: one.due_on, sort="due_on"),
            Column("State", state, sort="status"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency),
            Row("Who does it", lambda one: one.owner),
            Row("Due", lambda one: one.due_on),
            Row("State", state),
            Row("Done on", lambda one: one.done_on),
            Row("How far it has come", lambda one: one.note, is_long=True),
            Row("Agreed at", lambda one: one.meeting),
            Row("Answers", lambda one: one.recommendation),
        ),
        empty="Add what a meeting agreed, or bring in your action log.",
        form=forms.NewActionForm,
        changing_form=forms.ActionForm,
        new_words="Add an action",
        search=("text", "owner", "note", "agency__name"),
        order_by=("-status", F("due_on").asc(nulls_last=True)),  # what is open, before what is done
        filters=(
            Filter("state", "State", "status", lambda _: Action.Status.choices),
            Filter("agency", "Agency", "agency", agencies),
        ),
        with_them=("agency", "meeting__group", "recommendation__source"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Source,
        slug="sources",
        one="source of learning",
        many="sources of learning",
        intro="Reviews, audits and learning days that the Board learned from.",
        columns=(
            Column("Source", lambda one: one.title, sort="title"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Ended", lambda one: as_known(one.ended_on, one.ended_precision), sort="ended_on"),
        ),
        rows=(
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Ended", lambda one: as_known(one.ended_on, one.ended_precision)),
            Row("Summary", lambda one: one.summary, is_long=True),
        ),
        empty="Add a review, an audit or a learning day.",
        form=forms.SourceForm,
        new_words="Add a source of learning",
        search=("title", "summary"),
        filters=(Filter("kind", "What it is", "kind", lambda _: Source.Kind.choices),),
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
        ),
        empty="Add a finding to a source of learning.",
        form=forms.FindingForm,
        new_words="Add a finding",
        begun=lambda _: {},
        search=("text", "source__title"),
        filters=(Filter("source", "From", "source", sources),),
        with_them=("source",),
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
        ),
        with_them=("source",),
        parts=(Part("actions", "recommendation", "Actions that answer it"),),
    )
)
