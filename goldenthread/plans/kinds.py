"""What the Board set out to do, as pages."""

from __future__ import annotations

from goldenthread.core import clock
from goldenthread.core.access.acts import Act
from goldenthread.core.filters import years
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.plans import forms
from goldenthread.plans.models import (
    GoldenThread,
    MemberContribution,
    Outcome,
    PlanItem,
    Principle,
    Priority,
    Undertaking,
)
from goldenthread.plans.words import of

SHAPES = {Outcome.DONE: "good", Outcome.PARTLY: "part", Outcome.NOT_DONE: "bad", Outcome.PLANNED: "ring"}


def outcome(one: Undertaking | PlanItem) -> Status:
    return Status(SHAPES[Outcome(one.outcome)], one.get_outcome_display())


def thread(one: Undertaking | PlanItem, *, back: bool) -> str:
    """Where it was carried from, or into, in words."""
    if back:
        return f"{one.carried_from.period}: {one.carried_from.text}" if one.carried_from else ""
    return ", ".join(f"{each.period}: {each.text}" for each in one.carried_into.all())


def can_go_on(one: Undertaking | PlanItem) -> bool:
    """Whether it can be carried forward: it is not done, and does not go on already."""
    return one.outcome != Outcome.DONE and not one.carried_into.exists()


THREAD = (
    Row("Carried forward from", lambda one: thread(one, back=True)),
    Row("Goes on in", lambda one: thread(one, back=False)),
)


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
            Column("Who leads on it", lambda one: one.led_elsewhere_by or "This Board", sort="led_elsewhere_by"),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Strategic plan", lambda one: one.plan),
            Row("Why the Board chose it", lambda one: one.rationale, is_long=True),
            Row("Who stands up for it", lambda one: one.sponsor),
            Row("Shared with", lambda one: one.joint_with),
            Row("Who leads on it", lambda one: one.led_elsewhere_by or "This Board"),
        ),
        empty="Add the priorities of the strategic plan.",
        form=forms.PriorityForm,
        new_words="Add a priority",
        search=("name", "rationale"),
        filters=(years(Priority),),
        parts=(
            Part("objectives", "priority", "What it wants to reach"),
            Part("deliverables", "priority", "What is to be delivered"),
            Part("campaigns", "priority", "Campaigns"),
            Part("external-strategies", "priority", "Strategies of others"),
            Part("services", "priority", "Where people can get help"),
        ),
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
        has_own_page=True,
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
        parts=(Part("principle-accounts", "principle", "What the Board did under it, year by year"),),
        has_own_page=True,
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
            Row("Who leads it", lambda one: one.lead),
            Row("How its effect is known", lambda one: one.measure, is_long=True),
            Row("Due on", lambda one: one.due_on),
            *THREAD,
        ),
        doors=(Door("Carry it forward", "undertakings-carry", "plans", Act.EDIT, can_go_on),),
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
            Row("What difference it made", lambda one: one.difference, is_long=True),
            Row("What shows it", lambda one: one.evidence, is_long=True),
            Row("Who leads it", lambda one: one.lead),
            Row("Due on", lambda one: one.due_on),
            *THREAD,
        ),
        doors=(Door("Carry it forward", "plan-items-carry", "plans", Act.EDIT, can_go_on),),
        empty="Add what each group set out to do.",
        form=forms.PlanItemForm,
        new_words="Add a piece of work",
        begun=lambda _: {},
        search=("text", "done", "difference"),
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
        intro=(
            "What a member did in the year, where it was not asked for its annual report. The annual report prints the accepted "
            "answer to the ask “Annual report of a member”; only where there is none does it print what stands here."
        ),
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
        empty="Ask members for their annual report. Add a return here only for one that was not asked.",
        form=forms.MemberReturnForm,
        new_words="Add a return",
        begun=lambda _: {},
        search=("agency__name", "text"),
        filters=(years(MemberContribution, "agency__board"),),
        with_them=("agency",),
        can_be_taken_away=True,
    )
)

from goldenthread.plans import frame_kinds, programme_kinds, register_kinds, strategy_kinds  # noqa: E402, F401  (kinds too)
from goldenthread.plans.register import kinds as _of_risks  # noqa: E402, F401  (the same)
