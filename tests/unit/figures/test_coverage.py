"""A year of which nobody sent data is not a year of noughts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.core.periods import Period
from goldenthread.figures import coverage, disclosure
from goldenthread.figures.store import from_json, to_json
from tests.factories.worlds import concern, dataset

YEAR = Period(2023)
HALF = (date(2023, 4, 1), date(2023, 9, 30))
REST = (date(2023, 10, 1), date(2024, 3, 31))
TWO_YEARS = (date(2022, 4, 1), date(2024, 3, 31))


def world():
    """Ten concerns of 2023-24, and twelve of the year before."""
    earlier = [concern(number, raised_on=date(2022, 5, 1)) for number in range(100, 112)]
    return dataset(concerns=[*(concern(number) for number in range(10)), *earlier])


def test_days_that_join_are_one_stretch_and_a_gap_is_said():
    assert coverage.known([HALF, REST], YEAR) == ""
    assert coverage.known([HALF], YEAR) == "1 April 2023 to 30 September 2023"
    assert coverage.known([TWO_YEARS], YEAR.next()) == coverage.NONE
    assert coverage.known([(date(2023, 4, 1), date(2023, 6, 30)), REST], YEAR) == (
        "1 April 2023 to 30 June 2023 and 1 October 2023 to 31 March 2024"
    )


def test_a_year_without_data_has_no_number_no_rows_and_no_change():
    made = disclosure.release(replace(world(), spans=(TWO_YEARS,)), YEAR.next())
    received, by_source = made.figures["concerns.received"], made.figures["concerns.by_source"]
    assert (received.value.value, received.value.mark, received.change) == (None, "x", None)
    assert (by_source.rows, received.cover) == ((), coverage.NONE)
    assert coverage.said(received.cover, received.period) == "no data loaded for 2024-25"
    assert made.figures["reviews.referrals"].value.value == 0, "the Board's own nought is nought"


def test_a_year_that_is_covered_in_part_is_counted_and_not_compared():
    made = disclosure.release(replace(world(), spans=((date(2022, 4, 1), date(2023, 9, 30)),)), YEAR)
    received = made.figures["concerns.received"]
    assert (received.value.value, received.change) == (10, None)
    assert coverage.said(received.cover, YEAR.label) == "data cover 1 April 2023 to 30 September 2023 only"


def test_two_whole_years_are_compared_and_a_year_after_none_is_not():
    whole = disclosure.release(replace(world(), spans=(TWO_YEARS,)), YEAR)
    alone = disclosure.release(replace(world(), spans=(HALF, REST)), YEAR)
    change = whole.figures["concerns.received"].change
    assert change is not None
    assert change.difference == -2
    assert alone.figures["concerns.received"].change is None
    assert alone.figures["concerns.received"].previous is None


def test_what_the_data_cover_is_kept_with_a_release():
    made = disclosure.release(replace(world(), spans=(HALF,)), YEAR)
    assert from_json(to_json(made)) == made
