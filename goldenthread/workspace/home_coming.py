"""What has its day soon, told on people's first pages: meetings, answers, replies, actions, deliverables, training."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core.access import Act, visible_to
from goldenthread.core.homes import Line, Told, tells_of
from goldenthread.core.todo import Asked
from goldenthread.learning.models import open_actions
from goldenthread.meetings.challenges import Challenge
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.steps import State
from goldenthread.plans import queries as plans
from goldenthread.training.models import Session
from goldenthread.workspace.home_late import outstanding
from goldenthread.workspace.home_parts import at, to

AHEAD = timedelta(days=14)
"""How far ahead a first page looks."""
FIRST = 8
"""How many of each sort are fetched."""


@tells_of("coming")
def meetings(asked: Asked) -> Told | None:
    """The next meetings; a first page that looks two weeks ahead leaves out what is later."""
    ahead = Meeting.objects.filter(group__board=asked.board_id, held_on__gte=asked.today, cancelled_on=None)
    seen = visible_to(asked.standing, Act.READ, ahead).select_related("group").prefetch_related("group__names")
    lines = [
        Line(one.group.name_on(one.held_on), to(asked, "meetings", one), on=one.held_on)
        for one in seen.order_by("held_on", "pk")[:FIRST]
    ]
    return Told(lines, len(lines))


@tells_of("coming")
def answers_due(asked: Asked) -> Told | None:
    """Answers due within two weeks: for the business unit by ask, for an agency its own."""
    if not asked.standing.may("answers", Act.READ, asked.board_id):
        return None
    soon = outstanding(asked).filter(due__gte=asked.today, due__lte=asked.today + AHEAD).order_by("due", "pk")
    found: dict[tuple[Any, date], list[Any]] = {}
    for one in soon[:100]:
        found.setdefault((one.recipient.ask, one.due), []).append(one)
    lines = [
        Line(f"{ask.title}: {_waited_for(waiting)}", _where_to(asked, ask, waiting), on=due)
        for (ask, due), waiting in list(found.items())[:FIRST]
    ]
    return Told(lines, len(lines))


def _where_to(asked: Asked, ask: Any, waiting: list[Any]) -> str:
    """The answer, where one is waited for; the ask, where more are."""
    return to(asked, "answers", waiting[0]) if len(waiting) == 1 else to(asked, "asks", ask)


def _waited_for(waiting: list[Any]) -> str:
    return waiting[0].recipient.agency.name if len(waiting) == 1 else f"{len(waiting)} agencies have not answered"


@tells_of("coming")
def replies_due(asked: Asked) -> Told | None:
    """Challenges that are to be answered within two weeks."""
    if not asked.standing.may("challenges", Act.READ, asked.board_id):
        return None
    soon = Challenge.objects.filter(
        board=asked.board_id, state=State.OPEN.value, due_on__gte=asked.today, due_on__lte=asked.today + AHEAD
    )
    seen = visible_to(asked.standing, Act.READ, soon).order_by("due_on", "pk")[:FIRST]
    lines = [Line(f"Reply to a challenge: {one.title}", to(asked, "challenges", one), on=one.due_on) for one in seen]
    return Told(lines, len(lines))


@tells_of("coming")
def actions_due(asked: Asked) -> Told | None:
    """Open actions due within two weeks."""
    if not asked.standing.may("actions", Act.READ, asked.board_id):
        return None
    soon = open_actions(board=asked.board_id, due_on__gte=asked.today, due_on__lte=asked.today + AHEAD)
    seen = visible_to(asked.standing, Act.READ, soon).order_by("due_on", "pk")[:FIRST]
    return Told([Line(one.text, to(asked, "actions", one), on=one.due_on) for one in seen], len(seen))


@tells_of("coming")
def deliverables_due(asked: Asked) -> Told | None:
    """Deliverables of the plan due within two weeks."""
    if not asked.standing.may("plans", Act.READ, asked.board_id):
        return None
    soon = plans.open_deliverables(asked.board_id).filter(due_on__gte=asked.today, due_on__lte=asked.today + AHEAD)
    seen = visible_to(asked.standing, Act.READ, soon).order_by("due_on", "pk")[:FIRST]
    lines = [Line(f"To be delivered: {one.title}", to(asked, "deliverables", one), on=one.due_on) for one in seen]
    return Told(lines, len(lines))


@tells_of("coming")
def training(asked: Asked) -> Told | None:
    """Training sessions within two weeks, for whoever keeps the training."""
    if not asked.standing.may("training_records", Act.EDIT, asked.board_id):
        return None
    soon = Session.objects.filter(
        course__board=asked.board_id,
        called_off_on=None,
        held_precision="day",
        held_on__gte=asked.today,
        held_on__lte=asked.today + AHEAD,
    )
    seen = visible_to(asked.standing, Act.READ, soon).select_related("course").order_by("held_on", "pk")[:FIRST]
    lines = [Line(f"Training: {one.course}", at(asked, "sessions-register", pk=one.pk), on=one.held_on) for one in seen]
    return Told(lines, len(lines))
