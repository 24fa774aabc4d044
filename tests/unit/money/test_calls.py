"""Calls on members: an overspend is met once, and shares come to the penny."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.money import calls

pence = st.integers(0, 10**9)
LUTON = {"council": Decimal("57.18"), "icb": Decimal("33.90"), "police": Decimal("8.92")}


@pytest.mark.parametrize(
    ("spending", "called"),
    [(99_000, 0), (100_000, 0), (100_001, 0), (103_000, 0), (104_000, 0), (104_001, 1), (110_000, 6_000)],
)
def test_members_are_called_on_for_what_is_beyond_the_reserve_and_the_boards_own_part(spending: int, called: int):
    made = calls.call(
        income=100_000, spending=spending, reserve=5_000, least=2_000, borne_most=1_000, reserve_first=True
    )

    assert made.called == called


@given(pence, pence, pence, pence, pence, st.booleans())
def test_every_penny_of_an_overspend_is_met_once(
    income: int, spending: int, reserve: int, least: int, borne: int, first: bool
):
    made = calls.call(
        income=income, spending=spending, reserve=reserve, least=least, borne_most=borne, reserve_first=first
    )

    assert made.over == max(0, spending - income) == made.from_reserve + made.borne + made.called
    assert min(made.from_reserve, made.borne, made.called) >= 0
    assert made.from_reserve <= max(0, reserve - least)


@st.composite
def whole_shares(draw: st.DrawFn) -> dict[str, Decimal]:
    cuts = sorted(draw(st.sets(st.integers(1, 9_999), max_size=9)))
    edges = [0, *cuts, 10_000]
    return {f"member {n}": Decimal(then - first) / 100 for n, (first, then) in enumerate(itertools.pairwise(edges))}


@given(pence, whole_shares())
def test_shares_come_to_the_penny_and_nobody_pays_a_penny_too_much(amount: int, shares: dict[str, Decimal]):
    paid = calls.shared_out(amount, shares)

    assert calls.come_to_a_hundred(shares)
    assert sum(paid.values()) == amount
    assert all(abs(paid[one] - amount * shares[one] / 100) < 1 for one in shares)


def test_what_rounding_leaves_goes_to_the_largest_remainder():
    assert calls.shared_out(100, LUTON) == {"council": 57, "icb": 34, "police": 9}


def test_shares_that_do_not_come_to_a_hundred_are_told():
    assert not calls.come_to_a_hundred({"council": Decimal(57), "icb": Decimal(34)})
