"""Everything of a Board's plan that the checks look at, read at once, so that their queries do not grow with the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.boards.models import Board
from goldenthread.core.access import Standing, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.periods import Period
from goldenthread.plans import queries
from goldenthread.plans.models import Deliverable, PlanItem, Priority, StrategicPlan, Undertaking


@dataclass
class Facts:
    """A plan as it stands on a day. `loads` is empty for whoever may not see hours."""

    board: Board
    today: date
    plans: list[StrategicPlan]
    priorities: list[Priority]
    deliverables: list[Deliverable]
    undertakings: list[Undertaking]
    items: list[PlanItem]
    left: set[UUID]
    loads: list[queries.Load]
    period: Period

    @property
    def open(self) -> list[Deliverable]:
        return [one for one in self.deliverables if one.is_open]

    def plan_of(self, one: Deliverable) -> StrategicPlan | None:
        return one.priority.plan


def gather(board: Board, standing: Standing, today: date) -> Facts:
    """What this person may see of the Board's plan today."""
    period = Period.containing(today)

    def seen(found: Any) -> Any:
        return visible_to(standing, Act.READ, found)

    deliverables = queries.with_leads(seen(board.deliverables.all())).select_related(
        "priority__plan", "objective", "lead_agency", "lead_group", "lead_person"
    )
    sees_hours = standing.is_trusted or standing.may("plan_capacity", Act.READ, board.pk)
    return Facts(
        board=board,
        today=today,
        plans=list(seen(board.strategic_plans.all()).prefetch_related("objectives")),
        priorities=list(seen(board.priorities.all()).select_related("plan").prefetch_related("deliverables")),
        deliverables=list(deliverables),
        undertakings=list(seen(board.undertakings.all()).select_related("carried_from")),
        items=list(seen(PlanItem.objects.filter(group__board=board)).select_related("carried_from")),
        left=queries.people_who_left(board.pk, today),
        loads=queries.loads(board, period) if sees_hours else [],
        period=period,
    )


def chain(record: Any, known: Iterable[Any]) -> int:
    """How many times something was carried forward before it came to this record."""
    by_key = {one.pk: one for one in known}
    length, here, seen = 0, record, set()
    while here is not None and here.carried_from_id and here.pk not in seen:
        seen.add(here.pk)
        length += 1
        here = by_key.get(here.carried_from_id)
    return length
