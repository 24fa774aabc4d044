"""Telling people of actions and evidence: their agency was given an action, or its evidence came back with a question."""

from __future__ import annotations

from goldenthread.boards import proposals
from goldenthread.core.days import as_known
from goldenthread.core.notices import Way, notice_kind, settle, tell
from goldenthread.learning.models import Action, Evidence

GIVEN = notice_kind("actions-given", "Your agency is given an action")
SENT_BACK = notice_kind("evidence-sent-back", "Evidence of your agency comes back with a question", way=Way.NOW)


def was_given(action: Action) -> None:
    """Tell an agency that an action is now its own; nothing where no agency does it."""
    if action.agency is None or not action.is_open:
        return
    due = f", due on {as_known(action.due_on, 'day')}" if action.due_on else ", with no day yet"
    tell(
        GIVEN,
        board=action.board,
        to=proposals.working_for(action.agency.pk),
        words=f"{action.agency} is given an action{due}",
        address=f"/board/{action.board.slug}/actions/{action.pk}/",
        about=action,
    )


def _page(evidence: Evidence) -> str:
    return f"/board/{evidence.action.board.slug}/evidence/{evidence.pk}/again/"


def was_sent_back(evidence: Evidence) -> None:
    """Tell the agency whose evidence it is, and who handed it in."""
    agency = evidence.action.agency
    tell(
        SENT_BACK,
        board=evidence.action.board,
        to=[evidence.handed_in_user_id, *(proposals.working_for(agency.pk) if agency else [])],
        words="The Board has a question about evidence that was handed in",
        address=_page(evidence),
        about=evidence,
    )


def was_handed_in_again(evidence: Evidence) -> None:
    settle(SENT_BACK, board=evidence.action.board, address=_page(evidence))


def is_done(action: Action) -> None:
    """An action that is done, closed, or another agency's by now, need not be read of any more by whoever was told."""
    settle(GIVEN, board=action.board, address=f"/board/{action.board.slug}/actions/{action.pk}/")
