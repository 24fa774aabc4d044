"""What in learning cannot all be so, or cannot stay so: each with the page where it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.boards.models import Board, Seat
from goldenthread.core.access import Act, Standing, visible_to
from goldenthread.core.days import as_known
from goldenthread.learning import queries
from goldenthread.learning.models import Action, Recommendation

NO_MEASURE = "No measure chosen"
MEASURED_AS = {
    Recommendation.Status.ACCEPTED: "accepted",
    Recommendation.Status.PARTLY: "accepted in part",
    Recommendation.Status.UNDER_WAY: "under way",
    Recommendation.Status.IMPLEMENTED: "called done",
}


@dataclass(frozen=True)
class Contradiction:
    """What does not fit, said in a sentence; the page that mends it, and what its button says."""

    kind: str
    says: str
    about: str
    view: str
    key: UUID
    button: str


def found(board: Board, standing: Standing, day: date) -> list[Contradiction]:
    """Everything that does not fit, as far as this person may see it."""
    actions = _open(board, standing)
    return [
        *unmeasured(board, standing, day),
        *not_all_done(board, standing),
        *owner_gone(board, actions, day),
        *(one for action in actions for one in of_action(action)),
        *without_a_measure(board, standing),
    ]


def _open(board: Board, standing: Standing) -> list[Action]:
    every = Action.objects.filter(board=board, status__in=Action.OPEN)
    seen = visible_to(standing, Act.READ, every)
    waits = Prefetch("depends_on", visible_to(standing, Act.READ, Action.objects.filter(board=board)))
    return list(seen.select_related("agency", "person", "meeting", "recommendation__source").prefetch_related(waits))


def unmeasured(board: Board, standing: Standing, day: date) -> Iterator[Contradiction]:
    """An action is done, the day to measure again has passed, and nobody has said what it showed."""
    due = queries.due_again(board, day).filter(
        Q(action__status__in=Action.FINISHED) | Q(recommendation__status="implemented")
    )
    for one in visible_to(standing, Act.READ, due.distinct()).select_related("action", "recommendation__source"):
        about = str(one.action or one.recommendation)
        says = f"It was to be measured again by {as_known(one.due_on, 'day')}, and there is no verdict."
        yield Contradiction("Done, and not measured", says, about, "measures-verdict", one.pk, "Give a verdict")


def without_a_measure(board: Board, standing: Standing) -> Iterator[Contradiction]:
    """The Board agreed to act, or says that it did, and nobody chose how it will be seen whether that helped.

    A measure of an action counts for the recommendation it answers. What nobody may measure is not asked for.
    """
    if not standing.may("measures", Act.READ, board.pk):
        return
    agreed = Recommendation.objects.filter(source__board=board).exclude(status=Recommendation.Status.NOT_IMPLEMENTING)
    bare = agreed.filter(measures=None).exclude(pk__in=_measured_by_an_action(board))
    for one in visible_to(standing, Act.READ, bare).select_related("source").order_by("source__title", "order"):
        says = f"It is {MEASURED_AS[Recommendation.Status(one.status)]}, and no measure was chosen."
        yield Contradiction(NO_MEASURE, says, str(one), "measure-recommendation", one.pk, "Choose a measure")
    alone = Action.objects.filter(board=board, recommendation=None, measures=None, status__in=Action.FINISHED)
    for action in visible_to(standing, Act.READ, alone.filter(also_answers=None)):
        says = "It is done, and no measure was chosen."
        yield Contradiction(NO_MEASURE, says, action.text, "measure-action", action.pk, "Choose a measure")


def _measured_by_an_action(board: Board) -> QuerySet[Any, Any]:
    """Recommendations that an action with a measure answers."""
    measured = Action.objects.filter(board=board, measures__isnull=False)
    direct = measured.filter(recommendation__isnull=False).values("recommendation")
    also = measured.filter(also_answers__isnull=False).values("also_answers")
    return Recommendation.objects.filter(Q(pk__in=direct) | Q(pk__in=also)).values("pk")


def not_all_done(board: Board, standing: Standing) -> Iterator[Contradiction]:
    """A recommendation is called done while actions that answer it are open."""
    called = Recommendation.objects.filter(source__board=board, status=Recommendation.Status.IMPLEMENTED)
    open_ = Prefetch("actions", Action.objects.filter(status__in=Action.OPEN), to_attr="still_open")
    for one in visible_to(standing, Act.READ, called).select_related("source").prefetch_related(open_):
        number = len(one.still_open)  # fetched above
        if number:
            says = f"It is called done, and {number} of its actions {'is' if number == 1 else 'are'} open."
            yield Contradiction(
                "Done, with open actions", says, str(one), "recommendations-record", one.pk, "Look at it"
            )


def owner_gone(board: Board, actions: Iterable[Action], day: date) -> Iterator[Contradiction]:
    """The agency or the person that accepted an action has left."""
    agencies, people = left(board, day)
    for one in actions:
        says = owner_left(one, agencies, people)
        if says:
            yield Contradiction("Its owner has left", says, one.text, "actions-change", one.pk, "Name another owner")


def left(board: Board, day: date) -> tuple[set[UUID], set[UUID]]:
    """The agencies and people of a Board all of whose seats have ended."""
    return _left(board, day, "agency_id"), _left(board, day, "held_by_id")


def _left(board: Board, day: date, name: str) -> set[UUID]:
    """Those who held a seat, by this column, and hold none on this day."""
    seats = Seat.objects.filter(board=board, **{f"{name}__isnull": False})
    ended = set(seats.filter(to_on__lt=day).values_list(name, flat=True))
    return ended - set(seats.exclude(to_on__lt=day).values_list(name, flat=True))


def owner_left(action: Action, agencies: set[UUID], people: set[UUID]) -> str:
    """A sentence where an action's agency or person has left the Board; else ""."""
    if action.agency_id in agencies and action.agency:
        return f"{action.agency} has left the Board, and this action is still open."
    if action.person_id in people and action.person:
        return f"{action.person.name} no longer holds a seat, and this action is still open."
    return ""


def of_action(one: Action) -> Iterator[Contradiction]:
    """An action is due before what asked for it; or waits for another that comes too late, or not at all."""
    if says := due_before(one):
        yield Contradiction("Due too soon", says, one.text, "actions-due", one.pk, "Move its day")
    for other in one.depends_on.all():
        if says := waits_in_vain(one, other):
            yield Contradiction("Waits in vain", says, one.text, "actions-waits", one.pk, "Change what it waits for")


def due_before(action: Action) -> str:
    """A sentence where an action is due before the meeting or the source it comes from; else ""."""
    due = action.due_on
    if due is None:
        return ""
    if action.meeting and due < action.meeting.held_on:
        held = as_known(action.meeting.held_on, "day")
        return f"It is due on {as_known(due, 'day')}, before the meeting that agreed it ({held})."
    source = action.recommendation.source if action.recommendation else None
    if source and source.ended_on and due < source.ended_on:
        ended = as_known(source.ended_on, source.ended_precision)
        return f"It is due on {as_known(due, 'day')}, before its source ended ({ended})."
    return ""


def waits_in_vain(action: Action, other: Action) -> str:
    if other.status == Action.Status.SUPERSEDED:
        return f"It waits for “{other.text}”, which was closed without being done."
    if other.is_open and action.due_on and other.due_on and other.due_on > action.due_on:
        due, later = as_known(action.due_on, "day"), as_known(other.due_on, "day")
        return f"It is due on {due} and waits for “{other.text}”, due on {later}."
    return ""


def sentences(action: Action, waits: Iterable[Action], day: date) -> list[str]:
    """What does not fit about one action, for its own page; `waits` are those of its ties that may be seen."""
    if not action.is_open:
        return []
    agencies, people = left(action.board, day)
    said = [owner_left(action, agencies, people), due_before(action), *(waits_in_vain(action, one) for one in waits)]
    return [one for one in said if one]
