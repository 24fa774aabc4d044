"""Pages of the plan as a whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.core.kinds import named
from goldenthread.core.periods import Period
from goldenthread.plans import checks, facts, operations, queries, steps
from goldenthread.plans.kinds import outcome
from goldenthread.plans.models import Deliverable, PlanItem, StrategicPlan
from goldenthread.plans.strategy_kinds import how_far, judged, plan_state
from goldenthread.workspace import records
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.plans import years


def _page(request: Any, template: str, view: str, **context: Any) -> HttpResponse:
    beside = siblings(view, request.standing, request.board)
    return render(request, f"workspace/plans/{template}.html", {"siblings": beside, "here": view, **context})


def to(request: Any, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, **more})


def _years_of_priorities(request: Any) -> set[str]:
    seen = visible_to(request.standing, Act.READ, request.board.priorities.all())
    return set(seen.values_list("period", flat=True))


@needs("plans", get=Act.READ)
def strategy(request: Any) -> HttpResponse:
    """The strategy map: priorities, what is delivered for each, and how its effect is known."""
    found = years.of(request, _years_of_priorities(request))
    plan = queries.plan_on(request.board, found.shown)
    under = queries.map_of(queries.priorities_of(request.board, found.shown), request.standing)
    context = {
        "years": found,
        "plan": plan,
        "plan_state": plan_state(plan) if plan else None,
        "under": [_drawn(request, one) for one in under],
        "threads": list(request.board.golden_threads.filter(period=found.shown.label)),
        "may_add": request.standing.may("plans", Act.CREATE, request.board.pk),
    }
    return _page(request, "strategy", "strategy", **context)


def _drawn(request: Any, under: queries.Under) -> dict[str, Any]:
    return {
        "priority": under.priority,
        "objectives": [(one, judged(one)) for one in under.objectives],
        "deliverables": [(one, how_far(one)) for one in under.deliverables],
        "done": under.done,
        "count": len(under.deliverables),
        "new": f"{to(request, 'deliverables-new')}?priority={under.priority.pk}",
    }


@needs("plans", get=Act.READ)
def delivery(request: Any) -> HttpResponse:
    """A year's delivery plan: what is due in it, by day."""
    seen = visible_to(request.standing, Act.READ, request.board.deliverables.exclude(due_on=None))
    known = {Period.containing(day).label for day in seen.values_list("due_on", flat=True)}
    found = years.of(request, known)
    due = list(queries.due_in(request.board, found.shown, request.standing))
    context = {
        "years": found,
        "rows": [(one, how_far(one)) for one in due],
        "counts": _counts(due),
        "may_add": request.standing.may("plans", Act.CREATE, request.board.pk),
    }
    return _page(request, "delivery", "delivery-plan", **context)


def _counts(due: list[Deliverable]) -> list[tuple[str, int]]:
    by = {words: sum(one.status == value for one in due) for value, words in Deliverable.Status.choices}
    return [(words, count) for words, count in by.items() if count]


@needs("plans", get=Act.READ)
def groups(request: Any) -> HttpResponse:
    """Set out, did, difference: each group's year."""
    seen = visible_to(request.standing, Act.READ, PlanItem.objects.filter(group__board=request.board))
    found = years.of(request, set(seen.values_list("period", flat=True)))
    shown = [
        (one, [(item, outcome(item)) for item in one.items])
        for one in queries.group_years(request.board, found.shown, request.standing)
    ]
    may_add = request.standing.may("plans", Act.CREATE, request.board.pk)
    return _page(request, "groups", "set-out-and-did", years=found, groups=shown, may_add=may_add)


@needs("plan_capacity", get=Act.READ)
def load(request: Any) -> HttpResponse:
    """What the plan asks of each group and person in a year, against the hours they have."""
    known = set(request.board.capacities.values_list("period", flat=True))
    found = years.of(request, known)
    rows = queries.loads(request.board, found.shown)
    is_synthetic = request.board.capacities.filter(period=found.shown.label, is_synthetic=True).exists()
    context = {
        "years": found,
        "rows": rows,
        "over": [one for one in rows if one.is_over],
        "quarters": ["April to June", "July to September", "October to December", "January to March"],
        "is_synthetic": is_synthetic,
        "may_add": request.standing.may("plan_capacity", Act.CREATE, request.board.pk),
    }
    return _page(request, "load", "plan-load", **context)


@needs("plans", get=Act.READ)
def contradictions(request: Any) -> HttpResponse:
    """What in the plan cannot all be true, each with the page where it is mended."""
    gathered = facts.gather(request.board, request.standing, clock.today())
    found = checks.contradictions(gathered)
    shown = [(check, [(one, mend(request.board, one)) for one in some]) for check, some in found]
    count = sum(len(some) for _, some in found)
    may_change = request.standing.may("plans", Act.EDIT, request.board.pk)
    context = {"found": shown, "count": count, "checks": list(checks.CHECKS.values()), "may_change": may_change}
    return _page(request, "checks", "plan-checks", **context)


def mend(board: Board, found: checks.Found) -> str:
    """The page where a contradiction is mended."""

    def at(view: str, **more: Any) -> str:
        return reverse(f"workspace:{view}", kwargs={"board": board.slug, **more})

    if found.page == "load":
        return at("plan-load")
    if found.page == "progress":
        return at("plan-progress", pk=found.record.pk)
    if found.page == "deliver":
        return f"{at('deliverables-new')}?priority={found.record.pk}"
    base = records.address_of(found.record, board.slug)
    return f"{base}change/" if found.page == "change" else base


@needs("plans", get=Act.READ)
def plan(request: Any, pk: UUID) -> HttpResponse:
    """One plan: where it stands, what can be done next, and what it came to."""
    kind = named("strategic-plans")
    return _plan(request, records.one_of(request, kind, pk))


def _plan(request: Any, found: Any, *, refused: str = "", status: int = 200) -> HttpResponse:
    may_decide = allow(request.standing, Act.APPROVE, found)
    objectives = list(found.objectives.select_related("priority"))
    achieved = sum(one.achieved == "achieved" for one in objectives)
    context = {
        "steps": steps.open_from(steps.State(found.status)) if may_decide else (),
        "refused": refused,
        "objectives": [(one, judged(one)) for one in objectives],
        "judged": sum(bool(one.achieved) for one in objectives),
        "achieved": achieved,
    }
    shown = records.show(request, named("strategic-plans"), found, template="plans/plan", **context)
    shown.status_code = status
    return shown


@needs("plans", post=Act.APPROVE)
def step(request: Any, pk: UUID, step: str) -> HttpResponse:
    found: Any = records.one_of(request, named("strategic-plans"), pk, Act.APPROVE)
    wanted = steps.named(step)
    if wanted is None:
        raise NotFound(NO_SUCH_PAGE)
    try:
        operations.take(wanted, plan=found, by=actor_of(request))
    except NotPossibleNow as error:
        return _plan(request, StrategicPlan.objects.get(pk=found.pk), refused=str(error), status=409)
    done = {"agree": "The plan is agreed.", "close": "The plan is closed.", "take back": "The plan is a draft again."}
    messages.success(request, done[wanted.verb])
    return HttpResponseRedirect(to(request, "strategic-plans-record", pk=found.pk))
