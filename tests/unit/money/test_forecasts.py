"""What a year will have cost, by each way of working it out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import Period
from goldenthread.money import forecasts
from goldenthread.money.forecasts import BUDGET, BY_HAND, COMMITTED, EVENLY, Line

HALF = (183, 366)
pence = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("line", "forecast"),
    [
        (Line("Reviews", 1000, 400, 300, COMMITTED), 700),
        (Line("Staff", 1000, 400, 0, EVENLY), 800),
        (Line("Staff", 1000, 400, 500, EVENLY), 900),
        (Line("Website", 1000, 400, 0, BUDGET), 1000),
        (Line("Website", 1000, 900, 300, BUDGET), 1200),
        (Line("Chair", 1000, 400, 0, BY_HAND, 950), 950),
        (Line("Refund", 0, -50, 0, EVENLY), -50),
    ],
)
def test_each_way_of_working_it_out(line: Line, forecast: int):
    assert line.forecast(HALF) == forecast
    assert line.variance(HALF) == forecast - line.budget


@pytest.mark.parametrize(
    ("today", "gone"),
    [(date(2024, 3, 31), 0), (date(2024, 4, 1), 1), (date(2025, 3, 31), 365), (date(2025, 4, 1), 365)],
)
def test_days_gone_by_are_those_of_the_year(today: date, gone: int):
    assert forecasts.elapsed(Period(2024), today) == (gone, 365)


@given(pence, pence, st.integers(0, 366), st.sampled_from([COMMITTED, EVENLY, BUDGET]))
def test_a_forecast_is_never_below_what_is_sure(spent: int, committed: int, gone: int, method: str):
    assert Line("Any", 0, spent, committed, method).forecast((gone, 366)) >= spent + committed


@given(pence)
def test_on_the_last_day_what_goes_on_evenly_is_what_was_spent(spent: int):
    assert forecasts.evenly(spent, 365, 365) == spent


def test_real_terms_are_worked_out_from_two_indexes_of_one_series():
    assert forecasts.in_real_terms(22_210_000, Decimal(90), Decimal(100)) == 24_677_778


@given(pence, st.decimals("0.01", "1000", places=4))
def test_at_the_same_prices_an_amount_is_worth_itself(amount: int, index: Decimal):
    assert forecasts.in_real_terms(amount, index, index) == amount
