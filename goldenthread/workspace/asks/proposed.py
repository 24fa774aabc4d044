"""What an accepted answer proposes to do, beside what the action register has of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from goldenthread.asks.models import Answer
from goldenthread.core.access import allow
from goldenthread.core.access.acts import Act
from goldenthread.core.shapes import Status
from goldenthread.learning import carrying
from goldenthread.learning.kinds import state
from goldenthread.learning.models import Action
from goldenthread.workspace.asks.finding import to


@dataclass(frozen=True)
class Proposed:
    """One action an answer lists: where it is in the register, or the way to put it there."""

    one: carrying.Proposal
    state: Status | None = None
    address: str = ""
    make: str = ""

    @property
    def is_kept(self) -> bool:
        return self.one.action is not None


def proposed_by(request: Any, answer: Answer) -> list[Proposed]:
    """The actions an accepted answer lists. Whoever may not see an action is told that the register has it, and no more."""
    may_make = allow(request.standing, Act.CREATE, Action(board=request.board, agency=answer.recipient.agency))
    return [_shown(request, answer, one, may_make=may_make) for one in carrying.proposals(answer)]


def _shown(request: Any, answer: Answer, one: carrying.Proposal, *, may_make: bool) -> Proposed:
    if one.action is None:
        asked = urlencode({"proposed_in": answer.pk, "proposed_as": one.line})
        return Proposed(one, make=f"{to(request, 'actions-new')}?{asked}" if may_make else "")
    if not allow(request.standing, Act.READ, one.action):
        return Proposed(one)
    return Proposed(one, state(one.action), to(request, "actions-record", pk=one.action.pk))
