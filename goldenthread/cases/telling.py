"""Telling people of what happens at the door of a case. It names the case by its reference, and nobody and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.cases.models import Opening, TwoPersonAct
from goldenthread.core.notices import Way, notice_kind, settle, tell

OPENED = notice_kind("case-opened", "A case was opened in an emergency", way=Way.NOW, is_optional=False)
"""It cannot be turned off: each is judged."""
OFTEN = notice_kind("cases-opened-often", "Somebody opens cases in emergencies often", way=Way.NOW, is_optional=False)
LATE = notice_kind(
    "opening-not-judged", "An opening in an emergency was not judged in time", way=Way.NOW, is_optional=False
)
GOVERNANCE = notice_kind(
    "case-opened-for-governance", "Information governance opened a case you co-ordinate", way=Way.NOW, is_optional=False
)
TO_NAME = notice_kind("naming-to-agree", "Naming somebody on a case waits for you", way=Way.NOW, is_optional=False)
TO_TAKE = notice_kind(
    "file-to-agree", "Taking a large file out of a case waits for you", way=Way.NOW, is_optional=False
)
WAITS = {
    "name": "naming somebody on it",
    "agencies": "letting agencies take part in it",
    "end-recusal": "letting somebody back to it who stands aside",
}
"""What waits at the door of a case, by its deed (`two_people.AT_THE_DOOR`)."""
People = Iterable[UUID]


def opening_address(opening: Opening) -> str:
    return f"/board/{opening.case.board.slug}/cases/openings/{opening.pk}/"


def waiting_address(act: TwoPersonAct) -> str:
    return f"/board/{act.case.board.slug}/cases/waiting/#act-{act.pk}"


def was_opened(opening: Opening, to: People) -> None:
    words = f"Case {opening.case.reference} was opened in an emergency. Judge it within three working days"
    tell(OPENED, board=opening.case.board, to=to, words=words, address=opening_address(opening), about=opening)


def is_often(opening: Opening, to: People) -> None:
    words = f"Case {opening.case.reference}: whoever opened it has opened more than two cases within 30 days"
    tell(OFTEN, board=opening.case.board, to=to, words=words, address=opening_address(opening), about=opening)


def was_not_judged(opening: Opening, to: People) -> None:
    words = f"Case {opening.case.reference} was opened in an emergency, and nobody judged that in time"
    tell(LATE, board=opening.case.board, to=to, words=words, address=opening_address(opening), about=opening)


def was_judged(opening: Opening) -> None:
    settle(OPENED, OFTEN, LATE, board=opening.case.board, address=opening_address(opening))


def was_opened_for_governance(opening: Opening, to: People) -> None:
    case = opening.case
    words = f"Case {case.reference} was opened for information governance. The log of the case says why"
    address = f"/board/{case.board.slug}/cases/{case.pk}/log/"
    tell(GOVERNANCE, board=case.board, to=to, words=words, address=address, about=case)


def waits_to_be_named(act: TwoPersonAct, to: People) -> None:
    what = WAITS[act.deed]
    words = f"Case {act.case.reference}: {what} waits for you to agree, or not"
    tell(TO_NAME, board=act.case.board, to=to, words=words, address=waiting_address(act), about=act)


def was_decided(act: TwoPersonAct) -> None:
    settle(TO_NAME, board=act.case.board, address=waiting_address(act))


def taken_address(act: TwoPersonAct) -> str:
    return f"/board/{act.case.board.slug}/cases/{act.case_id}/taken-away/#act-{act.pk}"


def waits_to_be_taken(act: TwoPersonAct, to: People) -> None:
    words = f"Case {act.case.reference}: taking a file out of it waits for you to agree, or not"
    tell(TO_TAKE, board=act.case.board, to=to, words=words, address=taken_address(act), about=act)


def was_decided_to_take(act: TwoPersonAct) -> None:
    settle(TO_TAKE, board=act.case.board, address=taken_address(act))
