"""How a cell that holds an amount of money is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.shapes import Pounds
from goldenthread.workspace.year_zero.readers import CannotRead, Money


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("1250.50", 125_050),
        ("£1,250.50", 125_050),
        ("1250.5", 125_050),
        ("1250", 125_000),
        (" £ 1,250 ", 125_000),
        ("-120", -12_000),
        ("−120.00", -12_000),
        ("(120.00)", -12_000),
        ("£(120)", -12_000),
        ("120.00-", -12_000),
        ("120.00 CR", -12_000),
        ("120.00 DR", 12_000),
        ("12.5000", 1_250),
        ("0", 0),
        ("-", None),
        ("", None),
        ("£", None),
        ("n/a", None),
    ],
)
def test_amounts_as_ledgers_write_them(text: str, pence: int | None):
    assert Money().read(text) == pence


@pytest.mark.parametrize("text", ["lots", "1.234", "1,2,3", "12.345", "(120", "1e5", "12 34", "99999999999999"])
def test_what_is_no_amount_is_refused(text: str):
    with pytest.raises(CannotRead):
        Money().read(text)


@given(st.integers(-(10**11), 10**11))
def test_an_amount_that_we_wrote_is_read_back(pence: int):
    assert Money().read(str(Pounds(pence))) == pence
