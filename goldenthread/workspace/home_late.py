"""What is late, told on people's first pages: by one rule, whatever it is, with what is latest at the top.

Late is what is open and had a day that has passed (`core.late`): actions, answers, challenges, deliverables, risks to look at
again, forums to review, measures to take again.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from goldenthread.asks import queries as asks
from goldenthread.asks.models import Answer
from goldenthread.core.access import Act, visible_to
from goldenthread.core.homes import Line, Told, tells_of
from goldenthread.core.late import late
from goldenthread.core.todo import Asked
from goldenthread.learning import queries as learning
from goldenthread.learning.kinds import state as state_of_action
from goldenthread.learning.models import open_actions
from goldenthread.meetings.challenges import Challenge
from goldenthread.meetings.steps import State
from goldenthread.plans import queries as plans
from goldenthread.plans.models import BoardRisk, Forum
from goldenthread.workspace.home_parts import at, counted, to


@tells_of("late")
def actions_past_their_day(asked: Asked) -> Told | None:
    if not asked.standing.may("actions", Act.READ, asked.board_id):
        return None
    past = visible_to(asked.standing, Act.READ, open_actions(board=asked.board_id, due_on__lt=asked.today))
    rows, count = counted(past.select_related("agency", "person").order_by("due_on", "pk"))
    lines = [
        Line(
            one.text,
            to(asked, "actions", one),
            state_of_action(one),
            one.agency.name if one.agency else one.who,
            one.due_on,
        )
        for one in rows
    ]
    said = f"{count} {'action is past its' if count == 1 else 'actions are past their'} day."
    return (
        Told(lines, count, said, f"{at(asked, 'actions')}?needs=late&sort=due", "All late actions") if count else None
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
    rows, count = counted(outstanding(asked).filter(due__lt=asked.today).order_by("due", "pk"))
    lines = [
        Line(
            f"{one.recipient.ask.title}, {one.recipient.agency.name}",
            to(asked, "answers", one),
            late(one.due, asked.today),
            "Begun and saved." if one.saved_at else "Not begun.",
            one.due,
        )
        for one in rows
    ]
    if not count:
        return None
    said = f"{count} {'answer has' if count == 1 else 'answers have'} not come."
    may_see_matrix = asked.standing.may("asks", Act.READ, asked.board_id)
    return Told(lines, count, said, at(asked, "asks") if may_see_matrix else "", "All asks")


@tells_of("late")
def challenges_unanswered(asked: Asked) -> Told | None:
    """Challenges whose day has passed and to which not everybody has answered."""
    if not asked.standing.may("challenges", Act.READ, asked.board_id):
        return None
    open_ = Challenge.objects.filter(board=asked.board_id, state=State.OPEN.value, due_on__lt=asked.today)
    seen = visible_to(asked.standing, Act.READ, open_).prefetch_related("replies__agency").order_by("due_on", "pk")
    rows, count = counted(seen)
    lines = [
        Line(one.title, to(asked, "challenges", one), late(one.due_on, asked.today), _unanswered_by(one), one.due_on)
        for one in rows
    ]
    said = f"{count} {'challenge waits' if count == 1 else 'challenges wait'} for an answer past the day given."
    return Told(lines, count, said, at(asked, "challenges"), "All challenges") if count else None


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
    rows, count = counted(plans.with_leads(past).order_by("due_on", "pk"))
    lines = [
        Line(
            one.title,
            to(asked, "deliverables", one),
            late(one.due_on, asked.today),
            f"Of the plan. {one.led_by} leads it." if one.led_by else "Of the plan. Nobody leads it.",
            one.due_on,
        )
        for one in rows
    ]
    said = f"{count} {'deliverable of the plan is past its' if count == 1 else 'deliverables of the plan are past their'} day."
    return Told(lines, count, said, at(asked, "delivery-plan"), "The delivery plan") if count else None


@tells_of("late")
def risks_not_looked_at(asked: Asked) -> Told | None:
    """Open risks whose day to be looked at again has passed."""
    if not asked.standing.may("risk_register", Act.READ, asked.board_id):
        return None
    past = BoardRisk.objects.filter(
        board=asked.board_id, status=BoardRisk.Status.OPEN, review_on__lt=asked.today
    ).order_by("review_on", "pk")
    rows, count = counted(visible_to(asked.standing, Act.READ, past))
    lines = [
        Line(
            f"Look again at the risk: {one.title}",
            to(asked, "risks", one),
            late(one.review_on, asked.today),
            f"{one.owner} holds it." if one.owner else "Nobody is named who holds it.",
            one.review_on,
        )
        for one in rows
    ]
    said = f"{count} {'risk was' if count == 1 else 'risks were'} to be looked at again."
    return Told(lines, count, said, at(asked, "risks"), "The register") if count else None


@tells_of("late")
def forums_not_reviewed(asked: Asked) -> Told | None:
    """Forums and panels whose day to be reviewed has passed."""
    if not asked.standing.may("plans", Act.READ, asked.board_id):
        return None
    past = Forum.objects.filter(board=asked.board_id, review_on__lt=asked.today).order_by("review_on", "pk")
    rows, count = counted(visible_to(asked.standing, Act.READ, past))
    lines = [
        Line(
            f"Review: {one.name}",
            to(asked, "forums", one),
            late(one.review_on, asked.today),
            f"A forum. {one.led_by} leads it." if one.led_by else "A forum.",
            one.review_on,
        )
        for one in rows
    ]
    said = f"{count} {'forum was' if count == 1 else 'forums were'} to be reviewed."
    return Told(lines, count, said, at(asked, "forums"), "All forums") if count else None


@tells_of("late")
def measures_not_taken(asked: Asked) -> Told | None:
    """Measures of impact whose day has passed without a verdict."""
    if not asked.standing.may("measures", Act.READ, asked.board_id):
        return None
    due = learning.due_again(asked.board, asked.today).filter(Q(due_on__lt=asked.today))
    seen = visible_to(asked.standing, Act.READ, due).distinct()
    rows, count = counted(seen.select_related("recommendation__source", "action").order_by(F("due_on"), "pk"))
    lines = [
        Line(
            f"Measure again: {one}",
            to(asked, "impact-measures", one),
            late(one.due_on, asked.today),
            f"The measure of {one.recommendation or one.action}.",
            one.due_on,
        )
        for one in rows
    ]
    said = f"{count} {'measure has' if count == 1 else 'measures have'} no verdict past the day chosen."
    return Told(lines, count, said, at(asked, "impact-measures"), "All measures") if count else None
