"""The strategic plan and its parts, as pages."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.filters import there, ways, years
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.late import late
from goldenthread.core.shapes import Status
from goldenthread.plans import forms, steps
from goldenthread.plans.models import Activity, Capacity, Deliverable, Objective, ProgressNote, StrategicPlan, WorkItem
from goldenthread.plans.offered import golden_threads, principles
from goldenthread.plans.words import of

PLAN_SHAPES = {"draft": "ring", "agreed": "good", "closed": "info"}
DELIVERABLE_SHAPES = {"not_started": "ring", "under_way": "part", "done": "good", "stopped": "info", "carried": "info"}
JUDGED = {"achieved": "good", "partly": "part", "not": "bad", "unknown": "info", "": "ring"}


def plan_state(one: StrategicPlan) -> Status:
    return Status(PLAN_SHAPES[one.status], one.get_status_display())


def how_far(one: Deliverable) -> Status:
    """How far a deliverable is; where its day has passed, how late."""
    if one.is_open and (is_late := late(one.due_on, clock.today())):
        return Status("late", f"{one.get_status_display()}, {is_late.words}")
    return Status(DELIVERABLE_SHAPES[one.status], one.get_status_display())


def judged(one: Objective) -> Status:
    return Status(JUDGED[one.achieved], one.get_achieved_display() or "Not judged yet")


kind(
    Kind(
        model=StrategicPlan,
        slug="strategic-plans",
        one="strategic plan",
        many="strategic plans",
        intro="What the Board set out to do over some years, and what each plan came to.",
        columns=(
            Column("Plan", lambda one: one.name, sort="name"),
            Column("From", lambda one: one.first_period, sort="first_period"),
            Column("To", lambda one: one.last_period, sort="last_period"),
            Column("State", plan_state, sort="status"),
        ),
        rows=(
            Row("Years", lambda one: f"{one.first_period} to {one.last_period}"),
            Row("State", plan_state),
            Row("Agreed on", lambda one: one.agreed_on),
            Row("Closed on", lambda one: one.closed_on),
            Row("Why these priorities", lambda one: one.rationale, is_long=True),
            Row("Where it is published", lambda one: one.link),
            Row("What it came to", lambda one: one.evaluation, is_long=True),
        ),
        empty="Add the plan the Board works to. Its priorities, objectives and deliverables hang on it.",
        form=forms.StrategicPlanForm,
        new_words="Add a strategic plan",
        search=("name", "rationale"),
        filters=(Filter("state", "State", "status", lambda _: steps.CHOICES),),
        parts=(
            Part("priorities", "plan", "Its priorities"),
            Part("objectives", "plan", "What it wants to reach, and what came of it"),
        ),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=Objective,
        slug="objectives",
        one="objective",
        many="objectives",
        intro="What each plan wants to reach, how it is measured, and, at the end, what was found.",
        columns=(
            Column("Objective", lambda one: one.text, sort="text"),
            Column("Priority", lambda one: one.priority.name if one.priority else "All", sort="priority__name"),
            Column("Plan", lambda one: one.plan.name, sort="plan__name"),
            Column("Achieved", judged, sort="achieved"),
        ),
        rows=(
            Row("Plan", lambda one: one.plan),
            Row("Priority", lambda one: one.priority),
            Row("How it is measured", lambda one: one.measure, is_long=True),
            Row("What was found", lambda one: one.result, is_long=True),
            Row("Achieved", judged),
        ),
        empty="Add what the plan wants to reach under each priority.",
        form=forms.ObjectiveForm,
        new_words="Add an objective",
        begun=lambda _: {},
        search=("text", "measure", "result"),
        filters=(Filter("achieved", "Achieved", "achieved", lambda _: of(Objective.Achieved.choices)),),
        with_them=("plan", "priority"),
        parts=(Part("deliverables", "objective", "What is to be delivered for it"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Deliverable,
        slug="deliverables",
        one="deliverable",
        many="deliverables",
        intro="What the plan is to bring about: who leads, by when, and how its effect is known.",
        columns=(
            Column("What is delivered", lambda one: one.title, sort="title"),
            Column("Priority", lambda one: one.priority.name, sort="priority__name"),
            Column("Who leads", lambda one: one.led_by),
            Column("Due on", lambda one: one.due_on, sort="due_on"),
            Column("How far", how_far, sort="status"),
        ),
        rows=(
            Row("Priority", lambda one: one.priority),
            Row("Objective", lambda one: one.objective),
            Row("Why", lambda one: one.rationale, is_long=True),
            Row("Who leads", lambda one: one.led_by),
            Row("Shared with", lambda one: one.joint_with if one.is_joint else "This Board alone"),
            Row("Begins on", lambda one: one.from_on),
            Row("Due on", lambda one: one.due_on),
            Row("Hours it will take", lambda one: one.hours),
            Row("How its effect is known", lambda one: one.measure, is_long=True),
            Row("How far it is", how_far),
            Row("Done on", lambda one: one.done_on),
            Row("What difference it made", lambda one: one.difference, is_long=True),
            Row("What shows it", lambda one: one.evidence, is_long=True),
            Row("Golden threads", lambda one: ", ".join(each.name for each in one.golden_threads.all())),
            Row("Principles", lambda one: ", ".join(each.name for each in one.principles.all())),
            Row("Themes", lambda one: ", ".join(each.name for each in one.themes.all())),
            Row("Carried forward from", lambda one: one.carried_from),
            Row("Goes on as", lambda one: ", ".join(str(each) for each in one.carried_into.all())),
        ),
        empty="Add what is to be delivered for each priority.",
        form=forms.DeliverableForm,
        new_words="Add a deliverable",
        search=("title", "rationale", "measure"),
        filters=(
            Filter("state", "How far", "status", lambda _: of(Deliverable.Status.choices)),
            Filter("thread", "Golden thread", "golden_threads", golden_threads),
            Filter("principle", "Principle", "principles", principles),
        ),
        with_them=("priority", "objective", "lead_agency", "lead_group", "lead_person"),
        before=("lead_group__names",),
        parts=(
            Part("activities", "deliverable", "What is done for it"),
            Part("progress-notes", "deliverable", "How far it was"),
        ),
        can_be_taken_away=True,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=Activity,
        slug="activities",
        one="activity",
        many="activities",
        intro="The steps on the way to each deliverable.",
        columns=(
            Column("What is done", lambda one: one.text, sort="text"),
            Column("Deliverable", lambda one: one.deliverable.title, sort="deliverable__title"),
            Column("Who does it", lambda one: one.owner, sort="owner"),
            Column("Due on", lambda one: one.due_on, sort="due_on"),
            Column("Done", lambda one: one.is_done, sort="is_done"),
        ),
        rows=(
            Row("Deliverable", lambda one: one.deliverable),
            Row("Who does it", lambda one: one.owner),
            Row("Begins on", lambda one: one.from_on),
            Row("Due on", lambda one: one.due_on),
            Row("Done", lambda one: one.is_done),
        ),
        empty="Add the steps on the way to a deliverable, on its own page.",
        form=forms.ActivityForm,
        new_words="Add an activity",
        begun=lambda _: {},
        search=("text", "owner"),
        filters=(
            there(
                Activity, "deliverable", "Deliverable", "deliverable", "deliverable__title", board="deliverable__board"
            ),
            ways(
                "state",
                "State",
                "is_done",
                ("open", "Still to be done", lambda: Q(is_done=False)),
                ("late", "Late", lambda: Q(is_done=False, due_on__lt=clock.today())),
                ("done", "Done", lambda: Q(is_done=True)),
            ),
        ),
        with_them=("deliverable",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=ProgressNote,
        slug="progress-notes",
        one="note of progress",
        many="notes of progress",
        intro="How far each part of the plan was, as whoever leads it said at the time.",
        columns=(
            Column("How far it was", lambda one: one.text, sort="text"),
            Column("Deliverable", lambda one: one.deliverable.title, sort="deliverable__title"),
            Column("State", lambda one: Status(DELIVERABLE_SHAPES[one.status], one.get_status_display())),
            Column("Said by", lambda one: one.said_by, sort="said_by"),
            Column("Said at", lambda one: one.said_at, sort="said_at"),
        ),
        rows=(
            Row("Deliverable", lambda one: one.deliverable),
            Row("State", lambda one: one.get_status_display()),
            Row("Said by", lambda one: one.said_by),
            Row("Said at", lambda one: one.said_at),
        ),
        empty="Notes come from “Say how far it is” on the page of a deliverable.",
        begun=lambda _: {},
        filters=(Filter("state", "How far", "status", lambda _: of(Deliverable.Status.choices)),),
        search=("text", "said_by"),
        with_them=("deliverable",),
    )
)
kind(
    Kind(
        model=Capacity,
        slug="capacities",
        one="capacity",
        many="capacities",
        intro="How many hours each group and person has for the plan, quarter by quarter.",
        columns=(
            Column("Who", lambda one: str(one.person or one.group)),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Quarter", lambda one: one.get_quarter_display(), sort="quarter"),
            Column("Hours", lambda one: one.hours, sort="hours", is_number=True),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Quarter", lambda one: one.get_quarter_display()),
            Row("Hours they have", lambda one: one.hours),
        ),
        empty="Add the hours that groups and people have, and the load is shown against them.",
        form=forms.CapacityForm,
        new_words="Add hours",
        filters=(years(Capacity),),
        with_them=("group", "person"),
        before=("group__names",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=WorkItem,
        slug="work-programme",
        one="part of the programme",
        many="parts of the programme",
        heading="Programme of the year",
        intro="The year’s learning, audits, training and communications, in the order in which they are planned.",
        columns=(
            Column("What is planned", lambda one: one.title, sort="title"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Planned for", lambda one: one.planned_on, sort="planned_on"),
            Column("Group", lambda one: str(one.group) if one.group else ""),
            Column("Took place", lambda one: one.done_on, sort="done_on"),
        ),
        rows=(
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Year", lambda one: one.period),
            Row("Group that sees to it", lambda one: one.group),
            Row("Planned for", lambda one: one.planned_on),
            Row("Took place on", lambda one: one.done_on),
            Row("What came of it", lambda one: one.came_of_it, is_long=True),
        ),
        empty="Add what is planned for the year: learning, audits, training and communications.",
        form=forms.WorkItemForm,
        new_words="Add to the programme",
        search=("title", "came_of_it"),
        filters=(
            years(WorkItem),
            Filter("kind", "What it is", "kind", lambda _: of(WorkItem.Kind.choices)),
        ),
        with_them=("group",),
        before=("group__names",),
        can_be_taken_away=True,
    )
)
