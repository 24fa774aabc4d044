"""What rooms tell on first pages: what is worrying, challenged and changed. What is late and what comes has a file each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce
from django.urls import reverse

from goldenthread.core.access import Act, visible_to
from goldenthread.core.homes import SHOWN, Line, Told, tells_of
from goldenthread.core.shapes import Status
from goldenthread.core.todo import Asked
from goldenthread.learning.kinds import became
from goldenthread.learning.models import Recommendation
from goldenthread.learning.proving import Verdict
from goldenthread.meetings.challenges import Challenge
from goldenthread.meetings.kinds_of_business import challenge_state
from goldenthread.plans.models import BoardRisk
from goldenthread.plans.register import bands

LATELY = timedelta(days=365)


def at(asked: Asked, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


def to(asked: Asked, kind: str, record: Any) -> str:
    return at(asked, f"{kind}-record", pk=record.pk)


def counted(found: QuerySet[Any], most: int = SHOWN) -> tuple[list[Any], int]:
    """The first few of a query, and how many there are in all: one question."""
    rows = list(found.annotate(_in_all=Window(Count("pk")))[:most])
    return rows, rows[0]._in_all if rows else 0


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
    return Told(lines, len(grave), said, at(asked, "risks"), "The register")


def _risk(asked: Asked, one: BoardRisk, own: Sequence[bands.Band]) -> Line:
    band = bands.said(one.score, own)
    return Line(one.title, to(asked, "risks", one), band if isinstance(band, Status) else None, one.mitigation)


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
    lines = [Line(one.title, to(asked, "challenges", one), challenge_state(one), _told_of(one)) for one in rows]
    said = f"{count} open, or closed in the last year."
    return Told(lines, count, said, at(asked, "challenges"), "All challenges") if count else None


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
        return to(asked, "recommendations", one.measure.recommendation)
    return to(asked, "actions", one.measure.action)


@tells_of("changed")
def recommendations_that_helped(asked: Asked) -> Told | None:
    """What was carried out, and made a difference that somebody wrote down."""
    if not asked.standing.may("learning", Act.READ, asked.board_id):
        return None
    done = Recommendation.objects.filter(source__board=asked.board_id, status=Recommendation.Status.IMPLEMENTED)
    seen = visible_to(asked.standing, Act.READ, done).select_related("source")
    measured = Verdict.objects.filter(
        Q(measure__recommendation=OuterRef("pk")) | Q(measure__action__recommendation=OuterRef("pk"))
    )
    of = seen.annotate(_is_measured=Exists(measured)).annotate(
        _helped=Window(Count("pk", filter=~Q(difference=""))),
        _measured=Window(Count("pk", filter=Q(_is_measured=True))),
    )
    with_words_first = Case(When(difference="", then=1), default=0)
    rows, count = counted(of.order_by(with_words_first, "order", "pk"))
    helped = [one for one in rows if one.difference]
    lines = [Line(one.text, to(asked, "recommendations", one), became(one), one.difference) for one in helped[:SHOWN]]
    how_many, again = (rows[0]._helped, rows[0]._measured) if rows else (0, 0)
    said = _how_many_helped(count, how_many, again)
    return Told(lines, how_many, said, f"{at(asked, 'recommendations')}?became=implemented", "All of them")


def _how_many_helped(done: int, in_words_too: int, measured: int) -> str:
    """ "Of 10 recommendations said to be done, 2 were measured afterwards, and none says in words what difference it made"."""
    of = f"Of {done} {'recommendation' if done == 1 else 'recommendations'} said to be done"
    again = f"{measured or 'none'} {'was' if measured < 2 else 'were'} measured afterwards"
    words = f"{in_words_too or 'none'} {'says' if in_words_too < 2 else 'say'} in words what difference it made"
    return f"{of}, {again}, and {words}." if done else "No recommendation is said to be done yet."
