"""What the Board set out to do, as pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from goldenthread.core import clock
from goldenthread.core.filters import years
from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.plans import forms
from goldenthread.plans.models import (
    BoardRisk,
    GoldenThread,
    MemberContribution,
    Outcome,
    PlanItem,
    Principle,
    Priority,
    Undertaking,
)

SHAPES = {Outcome.DONE: "good", Outcome.PARTLY: "part", Outcome.NOT_DONE: "bad", Outcome.PLANNED: "ring"}
GRAVE, MIDDLING = 15, 8
"""A score from which a risk is shown as grave, and as middling, of 25."""


def outcome(one: Undertaking | PlanItem) -> Status:
    return Status(SHAPES[Outcome(one.outcome)], one.get_outcome_display())


def of(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(str(value), str(words)) for value, words in choices]


def score(one: BoardRisk) -> Status:
    shape = "bad" if one.score >= GRAVE else "part" if one.score >= MIDDLING else "ring"
    return Status(shape, f"{one.score} of 25")


def looked_at(one: BoardRisk) -> Status | str:
    if one.review_on is None or one.status != BoardRisk.Status.OPEN:
        return ""
    late = (clock.today() - one.review_on).days
    day = f"{one.review_on.day} {one.review_on:%B %Y}"
    return Status("late", f"{day}, {late:,} days late") if late > 0 else day


kind(
    Kind(
        model=Priority,
        slug="priorities",
        one="priority",
        many="priorities",
        intro="What the Board chose to work on, year by year.",
        columns=(
            Column("Priority", lambda one: one.name, sort="name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Shared with", lambda one: one.joint_with, sort="joint_with"),
        ),
        rows=(Row("Year", lambda one: one.period), Row("Shared with", lambda one: one.joint_with)),
        empty="Add the priorities of the strategic plan.",
        form=forms.PriorityForm,
        new_words="Add a priority",
        search=("name",),
        filters=(years(Priority),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=GoldenThread,
        slug="golden-threads",
        one="golden thread",
        many="golden threads",
        intro="Themes that run through all the Board’s work in a year.",
        columns=(
            Column("Theme", lambda one: one.name, sort="name"),
            Column("Year", lambda one: one.period, sort="period"),
        ),
        rows=(Row("Year", lambda one: one.period),),
        empty="Add the themes that run through everything this year.",
        form=forms.GoldenThreadForm,
        new_words="Add a golden thread",
        search=("name",),
        filters=(years(GoldenThread),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Principle,
        slug="principles",
        one="principle",
        many="principles",
        intro="The six principles of adult safeguarding, from the statutory guidance, each in the adult’s own voice.",
        columns=(
            Column("Principle", lambda one: one.name, sort="name"),
            Column("“I” statement", lambda one: one.i_statement),
        ),
        rows=(
            Row("Meaning", lambda one: one.meaning, is_long=True),
            Row("“I” statement", lambda one: one.i_statement, is_long=True),
        ),
        empty="Add the six principles.",
        form=forms.PrincipleForm,
        new_words="Add a principle",
    )
)
kind(
    Kind(
        model=Undertaking,
        slug="undertakings",
        one="recommendation or commitment",
        many="recommendations and commitments",
        intro="What each annual report asked of the year that followed, what was done, and what difference it made.",
        columns=(
            Column("What is to be done", lambda one: one.text, sort="text"),
            Column("Number", lambda one: one.number, sort="number", is_number=True),
            Column("Year", lambda one: one.period, sort="period"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("How far", outcome, sort="outcome"),
        ),
        rows=(
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Number", lambda one: one.number),
            Row("Year", lambda one: one.period),
            Row("How far it is done", outcome),
            Row("What was done", lambda one: one.done, is_long=True),
            Row("What difference it made", lambda one: one.difference, is_long=True),
        ),
        empty="Add what last year’s annual report asked of this year.",
        form=forms.UndertakingForm,
        new_words="Add a recommendation or commitment",
        search=("text", "done", "difference"),
        filters=(
            years(Undertaking),
            Filter("kind", "What it is", "kind", lambda _: of(Undertaking.Kind.choices)),
            Filter("outcome", "How far", "outcome", lambda _: of(Outcome.choices)),
        ),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=PlanItem,
        slug="plan-items",
        one="piece of work",
        many="work of the groups",
        intro="What each group set out to do in a year, and what it did.",
        columns=(
            Column("What it set out to do", lambda one: one.text, sort="text"),
            Column("Group", lambda one: one.group.name_on(clock.today())),
            Column("Year", lambda one: one.period, sort="period"),
            Column("How far", outcome, sort="outcome"),
        ),
        rows=(
            Row("Group", lambda one: one.group.name_on(clock.today())),
            Row("Year", lambda one: one.period),
            Row("How far it is done", outcome),
            Row("What it did", lambda one: one.done, is_long=True),
        ),
        empty="Add what each group set out to do.",
        form=forms.PlanItemForm,
        new_words="Add a piece of work",
        begun=lambda _: {},
        search=("text", "done"),
        filters=(
            years(PlanItem, "group__board"),
            Filter("outcome", "How far", "outcome", lambda _: of(Outcome.choices)),
        ),
        with_them=("group",),
        before=("group__names",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=MemberContribution,
        slug="member-returns",
        one="member’s return",
        many="members’ returns",
        intro="What each member did in the year to carry out the plan; the annual report must say it.",
        columns=(
            Column("Member", lambda one: one.agency.name, sort="agency__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column(
                "Received",
                lambda one: Status("good", "Received") if one.text else Status("ring", "Not received"),
                sort="text",
            ),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("What it did", lambda one: one.text, is_long=True),
        ),
        empty="Add a return for each member, and fill it in when it comes.",
        form=forms.MemberReturnForm,
        new_words="Add a return",
        begun=lambda _: {},
        search=("agency__name", "text"),
        filters=(years(MemberContribution, "agency__board"),),
        with_them=("agency",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=BoardRisk,
        slug="risks",
        one="risk",
        many="risks",
        intro="Risks to the Board’s work: how likely, how grave, who holds each, and when it is looked at again.",
        columns=(
            Column("Risk", lambda one: one.title, sort="title"),
            Column("Score", score),
            Column("Who holds it", lambda one: one.owner, sort="owner"),
            Column("Looked at again", looked_at, sort="review_on"),
            Column("State", lambda one: one.get_status_display(), sort="status"),
        ),
        rows=(
            Row("Score", score),
            Row("Likelihood, of five", lambda one: one.likelihood),
            Row("Impact, of five", lambda one: one.impact),
            Row("Cause", lambda one: one.cause, is_long=True),
            Row("Effect", lambda one: one.effect, is_long=True),
            Row("Who holds it", lambda one: one.owner),
            Row("What is done about it", lambda one: one.mitigation, is_long=True),
            Row("Looked at again", looked_at),
            Row("State", lambda one: one.get_status_display()),
        ),
        empty="Add the Board’s first risk, or bring in your register.",
        form=forms.RiskForm,
        new_words="Add a risk",
        search=("title", "cause", "effect", "owner", "mitigation"),
        order_by=("-status", (F("likelihood") * F("impact")).desc(), "title"),
        filters=(Filter("state", "State", "status", lambda _: of(BoardRisk.Status.choices)),),
    )
)
