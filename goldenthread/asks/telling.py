"""Telling people of asks and answers: their agency was asked, an answer came back with a question, one was accepted."""

from __future__ import annotations

from uuid import UUID

from goldenthread.asks import queries
from goldenthread.asks.models import Answer
from goldenthread.boards.proposals import holding
from goldenthread.core.access import Role
from goldenthread.core.days import said
from goldenthread.core.notices import NoticeKind, Way, notice_kind, settle, tell

ASKED = notice_kind("asks-asked", "Your agency is asked for something", way=Way.NOW)
RETURNED = notice_kind("asks-returned", "An answer of your agency comes back with a question", way=Way.NOW)
ACCEPTED = notice_kind("asks-accepted", "An answer of your agency is accepted")
LONGER = notice_kind("asks-longer", "The Board decides whether your agency gets longer", way=Way.NOW)

REMINDED = notice_kind("asks-reminded", "An answer of your agency is late, and the Board reminds you", way=Way.NOW)
LONG_LATE = notice_kind("asks-long-late", "An answer is late beyond the days its ask allows", way=Way.NOW)


SIGNED_OFF = notice_kind("asks-signed-off", "An agency signs off an answer, and it waits to be read and accepted")
OFFICE = (Role.BOARD_MANAGER, Role.BOARD_OFFICER)


def address(answer: Answer) -> str:
    """The page of an answer."""
    return f"/board/{answer.recipient.ask.board.slug}/answers/{answer.pk}/"


def was_asked(answer: Answer) -> None:
    ask = answer.recipient.ask
    _tell(
        ASKED, answer, f"{ask.title}: {answer.recipient.agency} is asked to answer by {said(answer.recipient.due_on)}"
    )


def was_returned(answer: Answer) -> None:
    _tell(RETURNED, answer, f"{answer.recipient.ask.title}: the Board has a question about your answer")
    _settle(SIGNED_OFF, answer)


def was_accepted(answer: Answer) -> None:
    _tell(ACCEPTED, answer, f"{answer.recipient.ask.title}: your answer was accepted")
    _settle(SIGNED_OFF, answer)


def was_handed_in(answer: Answer) -> None:
    """What the agency was asked is done: nobody there need read that it was asked."""
    _settle(ASKED, answer)
    _settle(RETURNED, answer)
    _settle(LONGER, answer)


def was_signed_off(answer: Answer) -> None:
    """Tell the Board's office that an answer waits to be read and accepted."""
    board = answer.recipient.ask.board
    words = f"{answer.recipient.ask.title}: {answer.recipient.agency} signed off its answer"
    tell(SIGNED_OFF, board=board, to=holding(board, OFFICE), words=words, address=address(answer), about=answer)


def was_decided(answer: Answer, *, is_agreed: bool) -> None:
    until = said(answer.recipient.due_on)
    words = f"you have until {until}" if is_agreed else f"no longer was agreed, it is due on {until}"
    _tell(LONGER, answer, f"{answer.recipient.ask.title}: {words}")


def was_reminded(answer: Answer, *, late: str) -> None:
    _tell(REMINDED, answer, f"{answer.recipient.ask.title}: your answer is {late} late")


def is_long_late(answer: Answer, *, to: list[UUID], late: str) -> None:
    """For the chair: the page of the ask, where who was reminded and when stands."""
    ask = answer.recipient.ask
    tell(
        LONG_LATE,
        board=ask.board,
        to=to,
        words=f"{ask.title}: the answer of {answer.recipient.agency} is {late} late",
        address=f"/board/{ask.board.slug}/asks/{ask.pk}/",
        about=ask,
    )


def _settle(kind: NoticeKind, answer: Answer) -> None:
    settle(kind, board=answer.recipient.ask.board, address=address(answer))


def _tell(kind: NoticeKind, answer: Answer, words: str) -> None:
    tell(
        kind,
        board=answer.recipient.ask.board,
        to=queries.people_of(answer),
        words=words,
        address=address(answer),
        about=answer,
    )
