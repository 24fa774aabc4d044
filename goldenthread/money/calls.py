"""Calling on members when more is spent than came in: how much, and who pays which part. Free of Django; whole pence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

Member = TypeVar("Member")
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Call:
    """What an overspend comes to.

    Args:
        over: how much more is spent than came in.
        from_reserve: what of it the reserve bears.
        borne: what of the rest the Board bears itself, as agreed.
        called: what members are called on for.
    """

    over: int
    from_reserve: int
    borne: int
    called: int


def call(*, income: int, spending: int, reserve: int, least: int, borne_most: int, reserve_first: bool) -> Call:
    """How an overspend is met: the reserve down to the least to keep (if so agreed), then the Board, then its members."""
    over = max(0, spending - income)
    spare = max(0, reserve - least) if reserve_first else 0
    from_reserve = min(over, spare)
    borne = min(over - from_reserve, borne_most)
    return Call(over, from_reserve, borne, over - from_reserve - borne)


def shared_out(pence: int, shares: Mapping[Member, Decimal]) -> dict[Member, int]:
    """An amount by shares of a hundred, to the penny: what rounding leaves goes to the largest remainders, in order.

    The shares must come to a hundred (`come_to_a_hundred`).
    """
    exact = {member: Decimal(pence) * Decimal(share) / WHOLE for member, share in shares.items()}
    whole = {member: int(amount) for member, amount in exact.items()}
    left = pence - sum(whole.values())
    largest = sorted(exact, key=lambda member: exact[member] - whole[member], reverse=True)
    for member in largest[:left]:
        whole[member] += 1
    return whole


def come_to_a_hundred(shares: Mapping[Member, Decimal]) -> bool:
    return sum((Decimal(share) for share in shares.values()), Decimal(0)) == WHOLE
