"""Telling people of roles that wait for a second person."""

from __future__ import annotations

from goldenthread.boards import proposals
from goldenthread.boards.standing import RoleProposal
from goldenthread.core.notices import Way, notice_kind, settle, tell

TO_AGREE = notice_kind("roles-to-agree", "A role waits for you to agree to it", way=Way.NOW, is_optional=False)
"""It cannot be turned off: nobody gets in, or is let go, until a second person has looked."""


def address(proposal: RoleProposal) -> str:
    """Where a proposal stands among what waits."""
    return f"/board/{proposal.board.slug}/accounts/#proposal-{proposal.pk}"


def was_proposed(proposal: RoleProposal) -> None:
    """Tell those who may agree, save who proposed it and whom it is about."""
    others = set(proposals.who_may_agree(proposal.board)) - {proposal.proposed_by_id, proposal.user_id}
    words = f"{proposal.get_deed_display()}, {proposal.get_role_display().lower()}: it waits for you to agree, or not"
    tell(TO_AGREE, board=proposal.board, to=others, words=words, address=address(proposal))


def was_decided(proposal: RoleProposal) -> None:
    settle(TO_AGREE, board=proposal.board, address=address(proposal))
