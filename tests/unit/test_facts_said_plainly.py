"""A fact's value reads as people write it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.kinds import named


@pytest.mark.parametrize(
    ("value", "said"),
    [("420.0000", "420"), ("100", "100"), ("7.8000", "7.8"), ("225300", "225300"), ("0", "0"), ("-0.50", "-0.5")],
)
def test_a_value_is_never_said_with_an_exponent(value: str, said: str):
    facts = named("facts")
    fact = facts.model(value=Decimal(value))

    column = next(one for one in facts.columns if one.words == "Value")
    row = next(one for one in facts.rows if one.words == "Value")

    assert (str(column.show(fact)), str(row.show(fact))) == (said, said)
