"""What rooms tell on people's first pages: what is late, worrying, challenged and changed, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce
from django.urls import reverse

from goldenthread.asks import queries as asks
from goldenthread.asks.lateness import days
from goldenthread.asks.models import Answer
from goldenthread.core.access import Act, visible_to
from goldenthread.core.homes import SHOWN, Line, Told, tells_of
from goldenthread.core.shapes import Status
from goldenthread.core.todo import Asked
from goldenthread.learning.kinds import became
from goldenthread.learning.kinds import state as state_of_action
from goldenthread.learning.models import Recommendation, open_actions
from goldenthread.learning.proving import Verdict
from goldenthread.meetings.challenges import Challenge
from goldenthread.meetings.kinds_of_business import challenge_state
from goldenthread.meetings.models import Meeting
from goldenthread.plans.models import BoardRisk
from goldenthread.plans.register import bands

AHEAD = timedelta(days=14)
LATELY = timedelta(days=365)
FIRST = 8
"""How many of each sort are fetched for what comes next."""


def _at(asked: Asked, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


def _to(asked: Asked, kind: str, record: Any) -> str:
    return _at(asked, f"{kind}-record", pk=record.pk)


def counted(found: QuerySet[Any], most: int = SHOWN) -> tuple[list[Any], int]:
    """The first few of a query, and how many there are in all: one question."""
    rows = list(found.annotate(_in_all=Window(Count("pk")))[:most])
    return rows, rows[0]._in_all if rows else 0


@tells_of("late")
def actions_past_their_day(asked: Asked) -> Told | None:
    if not asked.standing.may("actions", Act.READ, asked.board_id):
        return None
    past = visible_to(asked.standing, Act.READ, open_actions(board=asked.board_id, due_on__lt=asked.today))
    rows, count = counted(past.select_related("agency", "person").order_by("due_on", "pk"))
    lines = [
        Line(
            one.text,
            _to(asked, "actions", one),
            state_of_action(one),
            one.agency.name if one.agency else one.who,
            one.due_on,
        )
        for one in rows
    ]
    said = f"{count} {'action is past its' if count == 1 else 'actions are past their'} day."
    return Told(lines, count, said, f"{_at(asked, 'actions')}?sort=due", "All actions")


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
            _to(asked, "answers", one),
            Status("late", f"{days((asked.today - one.due).days)} late"),
            _begun(one),
            one.due,
        )
        for one in rows
    ]
    if not count:
        return None
    said = f"{count} {'answer has' if count == 1 else 'answers have'} not come."
    may_see_matrix = asked.standing.may("asks", Act.READ, asked.board_id)
    return Told(lines, count, said, _at(asked, "asks") if may_see_matrix else "", "All asks")


def _begun(one: Answer) -> str:
    return "Begun and saved." if one.saved_at else "Not begun."


@tells_of("worrying")
def grave_risks(asked: Asked) -> Told | None:
    if not asked.standing.may("risk_register", Act.READ, asked.board_id):
        return None
    open_ = BoardRisk.objects.filter(board=asked.board_id, status=BoardRisk.Status.OPEN)
    seen = list(visible_to(asked.standing, Act.READ, open_))
    own = bands.of_board(asked.board)
    grave = sorted((one for one in seen if bands.is_grave(one.score, own)), key=lambda one: -one.score)
    lines = [_risk(asked, one, own) for one in grave[:SHOWN]]
    said = f"{len(seen)} open {'risk' if len(seen) == 1 else 'risks'} on the register."
    return Told(lines, len(grave), said, _at(asked, "risks"), "The register")


def _risk(asked: Asked, one: BoardRisk, own: Sequence[bands.Band]) -> Line:
    band = bands.said(one.score, own)
    return Line(one.title, _to(asked, "risks", one), band if isinstance(band, Status) else None, one.mitigation)


@tells_of("challenged")
def challenges(asked: Asked) -> Told | None:
    """What was asked of whom and is open, and what closed in the last year; those without an answer first."""
    if not asked.standing.may("challenges", Act.READ, asked.board_id):
        return None
    since = asked.today - LATELY
    lately = Q(closed_on=None) | Q(closed_on__gte=since)
    found = visible_to(asked.standing, Act.READ, Challenge.objects.filter(lately, board=asked.board_id))
    open_first = found.order_by(Coalesce("closed_on", date(1900, 1, 1)), "due_on", "pk").select_related("raised_by")
    rows, count = counted(open_first)
    lines = [Line(one.title, _to(asked, "challenges", one), challenge_state(one), _told_of(one)) for one in rows]
    said = f"{count} open, or closed in the last year."
    return Told(lines, count, said, _at(asked, "challenges"), "All challenges") if count else None


def _told_of(one: Challenge) -> str:
    return one.what_changed or f"Asked by {one.who}."


@tells_of("changed")
def what_measuring_showed(asked: Asked) -> Told | None:
    """Verdicts of the last year: what was measured again after an action."""
    if not asked.standing.may("measures", Act.READ, asked.board_id):
        return None
    since = asked.today - LATELY
    found = Verdict.objects.filter(measure__board=asked.board_id, given_on__gte=since)
    seen = visible_to(asked.standing, Act.READ, found).select_related("measure__recommendation", "measure__action")
    rows, count = counted(seen.order_by("-given_on", "pk"), 3)
    lines = [
        Line(_about(one), _where(asked, one), Status(SHAPES[one.says], one.get_says_display()), one.text)
        for one in rows
    ]
    return Told(lines, count) if count else None


SHAPES = {"improved": "good", "no_change": "ring", "worse": "bad", "cannot_tell": "part"}


def _about(one: Verdict) -> str:
    asked_for = one.measure.recommendation or one.measure.action
    return asked_for.text if asked_for is not None else str(one.measure)


def _where(asked: Asked, one: Verdict) -> str:
    if one.measure.recommendation is not None:
        return _to(asked, "recommendations", one.measure.recommendation)
    return _to(asked, "actions", one.measure.action)


@tells_of("changed")
def recommendations_that_helped(asked: Asked) -> Told | None:
    """What was carried out, and made a difference that somebody wrote down."""
    if not asked.standing.may("learning", Act.READ, asked.board_id):
        return None
    done = Recommendation.objects.filter(source__board=asked.board_id, status=Recommendation.Status.IMPLEMENTED)
    seen = visible_to(asked.standing, Act.READ, done).select_related("source")
    of = seen.annotate(_helped=Window(Count("pk", filter=~Q(difference=""))))
    with_words_first = Case(When(difference="", then=1), default=0)
    rows, count = counted(of.order_by(with_words_first, "order", "pk"))
    helped = [one for one in rows if one.difference]
    lines = [Line(one.text, _to(asked, "recommendations", one), became(one), one.difference) for one in helped[:SHOWN]]
    how_many = rows[0]._helped if rows else 0
    said = f"Of {count} recommendations said to be done, {how_many} say what difference it made."
    return Told(lines, how_many, said, f"{_at(asked, 'recommendations')}?became=implemented", "All of them")


@tells_of("coming")
def meetings(asked: Asked) -> Told | None:
    ahead = Meeting.objects.filter(group__board=asked.board_id, held_on__gte=asked.today).order_by("held_on", "pk")
    seen = visible_to(asked.standing, Act.READ, ahead).select_related("group").prefetch_related("group__names")
    lines = [Line(one.group.name_on(one.held_on), _to(asked, "meetings", one), on=one.held_on) for one in seen[:3]]
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
    return _to(asked, "answers", waiting[0]) if len(waiting) == 1 else _to(asked, "asks", ask)


def _waited_for(waiting: list[Any]) -> str:
    return waiting[0].recipient.agency.name if len(waiting) == 1 else f"{len(waiting)} agencies have not answered"


@tells_of("coming")
def actions_due(asked: Asked) -> Told | None:
    """Open actions due within two weeks."""
    if not asked.standing.may("actions", Act.READ, asked.board_id):
        return None
    soon = open_actions(board=asked.board_id, due_on__gte=asked.today, due_on__lte=asked.today + AHEAD)
    seen = visible_to(asked.standing, Act.READ, soon).order_by("due_on", "pk")[:FIRST]
    return Told([Line(one.text, _to(asked, "actions", one), on=one.due_on) for one in seen], len(seen))
