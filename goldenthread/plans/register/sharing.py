"""What one Board lets another see of a risk. This is the one place where a Board's page reads what belongs to another."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.boards.models import Board
from goldenthread.plans.models import RiskShare, SharedRisk


@dataclass(frozen=True)
class Offered:
    """A copy of what is shown: title, score and state. It holds no way to the record."""

    share_id: UUID
    from_board: str
    title: str
    likelihood: int
    impact: int
    status: str
    why: str

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


def shown_to(board: Board) -> dict[UUID, Offered]:
    """What other Boards share with this one by its short name, and share still."""
    given = RiskShare.objects.filter(with_board=board.slug, ended_at=None).exclude(risk__board=board)
    return {one.pk: _offered(one) for one in given.select_related("risk__board")}


def _offered(given: RiskShare) -> Offered:
    risk = given.risk
    return Offered(given.pk, risk.board.name, risk.title, risk.likelihood, risk.impact, risk.status, given.why)


def not_taken(board: Board) -> list[Offered]:
    """What is shared with this Board and is not on its register yet."""
    taken = set(SharedRisk.objects.filter(board=board).values_list("share_id", flat=True))
    return [one for key, one in shown_to(board).items() if key not in taken]
