"""Shares that stand beside each other are told to the same place."""

from __future__ import annotations

import pytest

from goldenthread.figures import shares


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ([57.18, 33.9, 8.92], ["57%", "34%", "9%"]),
        ([10.59, 5.93, 9.8], ["10.6%", "5.9%", "9.8%"]),
        ([19.96, 5], ["20.0%", "5.0%"]),
        ([19.99, 20.0, 5.5], ["20%", "20%", "6%"]),
        ([100, 50, 0], ["100%", "50%", "0%"]),
        ([5, 12], ["5%", "12%"]),
        ([99.6, 0.4], ["99.6%", "0.4%"]),
        ([99.5, 0.5], ["99.5%", "0.5%"]),
        ([-12.4, 30.2], ["−12%", "30%"]),
    ],
)
def test_shares_beside_each_other_have_one_precision(beside: list[float], said: list[str]):
    places = shares.decimals(beside)

    assert [shares.to_place(one, places) for one in beside] == said


def test_no_shares_have_no_decimals():
    assert shares.decimals([]) == 0
