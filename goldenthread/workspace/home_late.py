"""What is late, told on people's first pages: by one rule, whatever it is, with what is latest at the top.

Late is what is open and had a day that has passed (`core.late`): actions, answers, challenges, deliverables, risks to look at
again, forums to review, measures to take again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from goldenthread.asks import queries as asks
from goldenthread.asks.models import Answer
from goldenthread.core.access import Act, visible_to
from goldenthread.core.homes import Line, Told, tells_of
from goldenthread.core.late import late
from goldenthread.core.todo import Asked
from goldenthread.learning import queries as learning
from goldenthread.learning.models import open_actions
from goldenthread.meetings.challenges import Challenge
from goldenthread.meetings.steps import State
from goldenthread.plans import queries as plans
from goldenthread.plans.models import BoardRisk, Forum
from goldenthread.workspace.home_parts import at, counted, to


def _told(
    asked: Asked,
    past: QuerySet[Any],
    slug: str,
    *,
    words: Callable[[Any], str],
    says: Callable[[Any], str],
    said: tuple[str, str],
    all_of_them: tuple[str, str],
    day: str = "due_on",
) -> Told | None:
    """What a first page tells of one kind of thing that is late, the latest first; None where nothing is.

    Args:
        past: those whose day has passed, as far as they may be seen.
        words, says: what a line is called, and what stands below it.
        said: what follows the number, for one and for several.
        all_of_them: the list of them all, and what the way there is called.
        day: the field that holds the day.
    """
    rows, count = counted(past.order_by(day, "pk"))
    if not count:
        return None
    lines = [
        Line(words(one), to(asked, slug, one), late(getattr(one, day), asked.today), says(one), getattr(one, day))
        for one in rows
    ]
    return Told(lines, count, f"{count} {said[0] if count == 1 else said[1]}", *all_of_them)


@tells_of("late")
def actions_past_their_day(asked: Asked) -> Told | None:
    if not asked.standing.may("actions", Act.READ, asked.board_id):
        return None
    past = visible_to(asked.standing, Act.READ, open_actions(board=asked.board_id, due_on__lt=asked.today))
    return _told(
        asked,
        past.select_related("agency", "person"),
        "actions",
        words=lambda one: str(one.text),
        says=lambda one: one.agency.name if one.agency else one.who,
        said=("action is past its day.", "actions are past their day."),
        all_of_them=(f"{at(asked, 'actions')}?needs=late&sort=due", "All late actions"),
    )


def outstanding(asked: Asked) -> QuerySet[Any]:
    """Answers that have not come, each with the day it is due."""
    found = Answer.objects.filter(asks.OUTSTANDING, recipient__ask__board=asked.board_id)
    due = found.annotate(due=Coalesce("recipient__extended_to", "recipient__ask__due_on"))
    return visible_to(asked.standing, Act.READ, due).select_related("recipient__ask", "recipient__agency")


@tells_of("late")
def answers_past_their_day(asked: Asked) -> Told | None:
    if not asked.standing.may("answers", Act.READ, asked.board_id):
        return None
    may_see_asks = asked.standing.may("asks", Act.READ, asked.board_id)
    return _told(
        asked,
        outstanding(asked).filter(due__lt=asked.today),
        "answers",
        words=lambda one: f"{one.recipient.ask.title}, {one.recipient.agency.name}",
        says=lambda one: "Begun and saved." if one.saved_at else "Not begun.",
        said=("answer has not come.", "answers have not come."),
        all_of_them=(at(asked, "asks") if may_see_asks else "", "All asks"),
        day="due",
    )


@tells_of("late")
def challenges_unanswered(asked: Asked) -> Told | None:
    """Challenges whose day has passed and to which not everybody has answered."""
    if not asked.standing.may("challenges", Act.READ, asked.board_id):
        return None
    open_ = Challenge.objects.filter(board=asked.board_id, state=State.OPEN.value, due_on__lt=asked.today)
    return _told(
        asked,
        visible_to(asked.standing, Act.READ, open_).prefetch_related("replies__agency"),
        "challenges",
        words=lambda one: str(one.title),
        says=_unanswered_by,
        said=("challenge waits for an answer past the day given.", "challenges wait for an answer past the day given."),
        all_of_them=(at(asked, "challenges"), "All challenges"),
    )


def _unanswered_by(one: Challenge) -> str:
    """Who has not answered a challenge; read from what was fetched."""
    names = [each.agency.name for each in one.replies.all() if each.replied_on is None]
    waits = ", ".join([*names[:3], *([one.to_board] if one.to_board else [])])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"A challenge. It waits for {waits}{more}." if waits else "A challenge."


@tells_of("late")
def deliverables_past_their_day(asked: Asked) -> Told | None:
    if not asked.standing.may("plans", Act.READ, asked.board_id):
        return None
    past = visible_to(asked.standing, Act.READ, plans.open_deliverables(asked.board_id).filter(due_on__lt=asked.today))
    return _told(
        asked,
        plans.with_leads(past),
        "deliverables",
        words=lambda one: str(one.title),
        says=lambda one: f"Of the plan. {one.led_by} leads it." if one.led_by else "Of the plan. Nobody leads it.",
        said=("deliverable of the plan is past its day.", "deliverables of the plan are past their day."),
        all_of_them=(at(asked, "delivery-plan"), "The delivery plan"),
    )


@tells_of("late")
def risks_not_looked_at(asked: Asked) -> Told | None:
    """Open risks whose day to be looked at again has passed."""
    if not asked.standing.may("risk_register", Act.READ, asked.board_id):
        return None
    is_open = {"board": asked.board_id, "status": BoardRisk.Status.OPEN}
    past = BoardRisk.objects.filter(**is_open, review_on__lt=asked.today)
    return _told(
        asked,
        visible_to(asked.standing, Act.READ, past),
        "risks",
        words=lambda one: f"Look again at the risk: {one.title}",
        says=lambda one: f"{one.owner} holds it." if one.owner else "Nobody is named who holds it.",
        said=("risk was to be looked at again.", "risks were to be looked at again."),
        all_of_them=(at(asked, "risks"), "The register"),
        day="review_on",
    )


@tells_of("late")
def forums_not_reviewed(asked: Asked) -> Told | None:
    """Forums and panels whose day to be reviewed has passed."""
    if not asked.standing.may("plans", Act.READ, asked.board_id):
        return None
    past = Forum.objects.filter(board=asked.board_id, review_on__lt=asked.today)
    return _told(
        asked,
        visible_to(asked.standing, Act.READ, past),
        "forums",
        words=lambda one: f"Review: {one.name}",
        says=lambda one: f"A forum. {one.led_by} leads it." if one.led_by else "A forum.",
        said=("forum was to be reviewed.", "forums were to be reviewed."),
        all_of_them=(at(asked, "forums"), "All forums"),
        day="review_on",
    )


@tells_of("late")
def measures_not_taken(asked: Asked) -> Told | None:
    """Measures of impact whose day has passed without a verdict."""
    if not asked.standing.may("measures", Act.READ, asked.board_id):
        return None
    due = learning.due_again(asked.board, asked.today).filter(Q(due_on__lt=asked.today))
    return _told(
        asked,
        visible_to(asked.standing, Act.READ, due).distinct().select_related("recommendation__source", "action"),
        "impact-measures",
        words=lambda one: f"Measure again: {one}",
        says=lambda one: f"The measure of {one.recommendation or one.action}.",
        said=("measure has no verdict past the day chosen.", "measures have no verdict past the day chosen."),
        all_of_them=(at(asked, "impact-measures"), "All measures"),
    )
