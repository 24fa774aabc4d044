from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period, Quarters, stretch, stretches_of, year_of

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


NONE = ["2023/34", "2023-25", "2024/24", "2023-2024", "23-24", "", "2023-2", "9999-00", "0000-01", "1899-00", "2200-01"]


@pytest.mark.parametrize("text", [*NONE, "٢٠٢٣-٢٤"])
def test_what_is_not_a_financial_year_is_refused(text: str):
    with pytest.raises(Refused, match="is not a financial year"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["1900-01", "2199-00"])
def test_the_first_and_the_last_year_have_neighbours(text: str):
    year = Period.parse(text)

    assert (year.label, year.previous().end < year.start, year.next().start > year.end) == (text, True, True)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2023, 3, 31), "2022-23"),
        (date(2023, 4, 1), "2023-24"),
        (date(2024, 3, 31), "2023-24"),
        (date(2024, 4, 1), "2024-25"),
        (date(1999, 4, 1), "1999-00"),
    ],
)
def test_a_year_runs_from_1_april_to_31_march(day: date, label: str):
    assert Period.containing(day).label == label


@given(DAYS)
def test_every_day_is_in_its_own_year_and_in_no_other(day: date):
    period = Period.containing(day)

    assert day in period
    assert day not in period.previous()
    assert day not in period.next()


@given(DAYS)
def test_a_label_reads_back_as_the_same_year(day: date):
    period = Period.containing(day)

    assert Period.parse(period.label) == period
    assert period.previous().end + timedelta(days=1) == period.start


@pytest.mark.parametrize(
    ("text", "start", "end", "months"),
    [
        ("2023-24 Q1", date(2023, 4, 1), date(2023, 6, 30), "April to June 2023"),
        ("2023-24 Q2", date(2023, 7, 1), date(2023, 9, 30), "July to September 2023"),
        ("2023-24 Q3", date(2023, 10, 1), date(2023, 12, 31), "October to December 2023"),
        ("2023-24 Q4", date(2024, 1, 1), date(2024, 3, 31), "January to March 2024"),
        ("2023-24 Q1-Q2", date(2023, 4, 1), date(2023, 9, 30), "April to September 2023"),
        ("2023-24 Q1-Q3", date(2023, 4, 1), date(2023, 12, 31), "April to December 2023"),
        ("2023-24 Q3-Q4", date(2023, 10, 1), date(2024, 3, 31), "October to March 2024"),
        ("2023-24", date(2023, 4, 1), date(2024, 3, 31), "April 2023 to March 2024"),
    ],
)
def test_quarters_of_a_year_are_read_with_their_days(text: str, start: date, end: date, months: str):
    found = stretch(text)

    assert (found.start, found.end, found.months, found.label) == (start, end, months, text)
    assert year_of(found) == Period(2023)


@pytest.mark.parametrize(
    "text", ["2023-24 Q0", "2023-24 Q5", "2023-24 Q3-Q1", "2023-24 Q1-Q4", "2023-24Q1", "Q1", "2023-25 Q1"]
)
def test_quarters_that_there_are_none_of_are_refused(text: str):
    with pytest.raises(Refused):
        stretch(text)


@given(DAYS)
def test_every_day_is_in_one_quarter_of_its_year(day: date):
    year, *parts = stretches_of(Period.containing(day))
    single = [one for one in parts if isinstance(one, Quarters) and one.first == one.last]

    assert sum(day in one for one in single) == 1
    assert [stretch(one.label) for one in (year, *parts)] == [year, *parts]
    assert all(one.previous().next() == one and day not in one.previous() for one in parts)
