"""Questions about plans. Those that a page asks take the person's standing, and start from what they may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.boards.models import Board, Group, Person, Seat
from goldenthread.core.access import Standing, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.periods import Period
from goldenthread.plans import load
from goldenthread.plans.models import (
    Capacity,
    Deliverable,
    IssueOfConcern,
    LivedExperience,
    PlanItem,
    Policy,
    Priority,
    Service,
    StrategicPlan,
    Vision,
)

A_YEAR = timedelta(days=365)
SOON = timedelta(days=30)


def plan_on(board: Board, period: Period) -> StrategicPlan | None:
    """The plan that covers a year; of several, the one that was agreed, then the one that began last."""
    covers = board.strategic_plans.filter(first_period__lte=period.label, last_period__gte=period.label)
    return min(covers, key=lambda one: (one.status == "draft", -Period.parse(one.first_period).starts_in), default=None)


def vision_of(board: Board, day: date) -> Vision | None:
    """The vision that holds on a day: the last to begin by then, and one of an unknown day where none did."""
    return board.visions.filter(Q(from_on=None) | Q(from_on__lte=day)).first()


def services_to_check(board: Board, today: date) -> QuerySet[Service]:
    """Services whose day to be checked comes within a month, or whose link nobody has tried for a year."""
    untried = ~Q(link="") & (Q(checked_on=None) | Q(checked_on__lte=today - A_YEAR))
    return board.services.filter(untried | Q(review_on__lte=today + SOON)).order_by("review_on", "name")


def priorities_of(board: Board, period: Period) -> list[Priority]:
    """What the Board worked on in a year: the priorities written for it, and those of a plan that covers it."""
    covers = Q(plan__first_period__lte=period.label, plan__last_period__gte=period.label)
    found = board.priorities.filter(Q(period=period.label) | covers).select_related("plan").order_by("period", "order")
    named: dict[str, Priority] = {}
    for one in found:
        if one.name not in named or one.period == period.label:
            named[one.name] = one
    return list(named.values())


def open_deliverables(board_id: UUID) -> QuerySet[Deliverable]:
    return Deliverable.objects.filter(board=board_id, status__in=("not_started", "under_way"))


def due_in(board: Board, period: Period, standing: Standing) -> QuerySet[Deliverable]:
    """A year's delivery plan: the deliverables due in it, as this person may see them."""
    due = board.deliverables.filter(due_on__range=(period.start, period.end))
    return with_leads(visible_to(standing, Act.READ, due))


def with_leads(found: QuerySet[Deliverable]) -> QuerySet[Deliverable]:
    """With who leads each, and what a row of it shows, so that queries do not grow with rows."""
    return found.select_related("priority", "objective", "lead_agency", "lead_group", "lead_person").prefetch_related(
        "lead_group__names", "activities"
    )


@dataclass
class Under:
    """A priority, with its objectives and what it is to deliver."""

    priority: Priority
    objectives: list[Any] = field(default_factory=list)
    deliverables: list[Deliverable] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(one.status == Deliverable.Status.DONE for one in self.deliverables)


def map_of(priorities: Iterable[Priority], standing: Standing) -> list[Under]:
    """The strategy map: each priority, what it wants to reach, what it delivers, and how that is measured."""
    listed = {one.pk: Under(one) for one in priorities}
    of_them = Deliverable.objects.filter(priority__in=listed)
    for one in with_leads(visible_to(standing, Act.READ, of_them)):
        listed[one.priority_id].deliverables.append(one)
    for priority in Priority.objects.filter(pk__in=listed).prefetch_related("objectives"):
        listed[priority.pk].objectives = list(priority.objectives.all())
    return list(listed.values())


@dataclass(frozen=True)
class GroupYear:
    """What a group set out to do in a year, and what became of it."""

    group: Group
    name: str
    items: list[PlanItem]

    @property
    def done(self) -> int:
        return sum(one.outcome == "done" for one in self.items)


def group_years(board: Board, period: Period, standing: Standing) -> list[GroupYear]:
    """Each group that set out to do something in a year, in the Board's order, with its name then."""
    items = PlanItem.objects.filter(group__board=board, period=period.label)
    seen = visible_to(standing, Act.READ, items).select_related("carried_from").prefetch_related("carried_into")
    by_group: dict[Any, list[PlanItem]] = {}
    for one in seen:
        by_group.setdefault(one.group_id, []).append(one)
    groups = board.groups.filter(pk__in=by_group).prefetch_related("names")
    return [GroupYear(one, one.name_on(period.end), by_group[one.pk]) for one in groups]


def people_who_left(board_id: UUID, day: date) -> set[UUID]:
    """People whose every seat or post on the Board has ended. Whoever never held one has not left it."""
    ended: dict[UUID, bool] = {}
    for person, to_on in Seat.objects.filter(board=board_id, held_by__isnull=False).values_list("held_by", "to_on"):
        is_over = to_on is not None and to_on < day
        ended[person] = ended.get(person, True) and is_over
    return {person for person, is_over in ended.items() if is_over} | _marked_as_gone(board_id, day)


def _marked_as_gone(board_id: UUID, day: date) -> set[UUID]:
    """People whose own record says that they left, where it can say so."""
    names = {one.name for one in Person._meta.get_fields()}
    found: set[UUID] = set()
    for name in names & {"left_on", "to_on"}:
        found |= set(Person.objects.filter(board=board_id, **{f"{name}__lt": day}).values_list("pk", flat=True))
    return found


@dataclass(frozen=True)
class Cell:
    """A quarter of somebody's load: the hours asked of them, and those they have (None: nobody said)."""

    asked: int
    there_are: int | None

    @property
    def is_over(self) -> bool:
        return self.there_are is not None and self.asked > self.there_are


@dataclass(frozen=True)
class Load:
    """Who leads, and their four quarters of a year. `person_id` or `group_id` says which."""

    who: str
    key: UUID
    cells: list[Cell]
    unestimated: int

    @property
    def is_over(self) -> bool:
        return any(one.is_over for one in self.cells)


def loads(board: Board, period: Period) -> list[Load]:
    """What the plan asks of each group and person in a year, against what they have. A person's work is theirs alone."""
    leads: dict[UUID, Any] = {}
    work: dict[UUID, list[Deliverable]] = {}
    for one in with_leads(open_deliverables(board.pk)):
        lead = one.lead_person or one.lead_group
        if lead is not None:
            leads[lead.pk] = lead
            work.setdefault(lead.pk, []).append(one)
    there: dict[tuple[UUID, int], int] = {}
    held = Capacity.objects.filter(board=board, period=period.label).select_related("group", "person")
    for has in held.prefetch_related("group__names"):
        lead = has.person or has.group
        if lead is not None:
            leads[lead.pk] = lead
            there[lead.pk, has.quarter] = there.get((lead.pk, has.quarter), 0) + has.hours
    found = [_load(leads[key], work.get(key, []), there, period) for key in leads]
    return sorted(found, key=lambda one: one.who)


def _load(lead: Any, listed: list[Deliverable], there: dict[tuple[UUID, int], int], period: Period) -> Load:
    asked = load.total(
        load.Work(one.hours, one.from_on or one.due_on, one.due_on) for one in listed if one.hours and one.due_on
    )
    cells = [Cell(asked.get((period.starts_in, quarter), 0), there.get((lead.pk, quarter))) for quarter in range(1, 5)]
    unestimated = sum(one.hours is None or one.due_on is None for one in listed)
    return Load(str(lead), lead.pk, cells, unestimated)


def without_assurance(board: Board, day: date) -> list[IssueOfConcern]:
    """Issues of concern of which the Board heard nothing in twelve months."""
    found = board.issues_of_concern.select_related("group").prefetch_related("assurances", "group__names")
    return [one for one in found if is_stale(one.last_assured_on(), day)]


def is_stale(last: date | None, day: date) -> bool:
    return last is None or last < day - A_YEAR


def policies_new_in(board: Board, period: Period) -> list[Policy]:
    """Policies that came in this year: by their day, or by the year where only that is known."""
    within = Q(in_force_on__range=(period.start, period.end)) | Q(new_in=period.label, in_force_on=None)
    return list(board.policies.filter(within).select_related("supersedes").order_by("name"))


def voices_for(board: Board, use: str, day: date) -> list[LivedExperience]:
    """What people told and agreed to have used in this way on this day. Nothing withdrawn, run out or
    made up is among them."""
    told = board.lived_experience.exclude(story="").filter(is_synthetic=False)
    return [one for one in told if one.may_be_used(use, day)]
