"""How many enquiries were open with another agency: month by month, and on the last day."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.periods import Period
from goldenthread.figures import disclosure
from goldenthread.figures.engine import ask, compute
from goldenthread.figures.questions import question
from tests.factories.worlds import dataset, enquiry

YEAR = Period(2023)
WORLD = dataset(
    adults=[{"adult_id": f"A{number}"} for number in range(30)],
    enquiries=[
        *(enquiry(number, made_by="elft", concluded_on=date(2023, 7, 31)) for number in range(6)),
        *(enquiry(number, made_by="elft") for number in range(10, 17)),
        enquiry(20, made_by="local_authority"),
        enquiry(21, made_by="trust"),
    ],
)


@pytest.mark.capability("S133")
def test_what_is_open_to_one_agency_is_counted_on_the_last_day_of_each_month():
    found = compute(WORLD, YEAR)["enquiries.open_elsewhere_by_month"]
    counts = {row.label: row.numerator for row in found.categories if row.key.startswith("elft")}

    assert (counts["ELFT, May 2023"], counts["ELFT, June 2023"], counts["ELFT, July 2023"]) == (13, 13, 7)
    assert "ELFT, April 2023" not in counts
    assert len(counts) == 11


@pytest.mark.capability("S136")
def test_what_is_open_on_the_last_day_is_counted_by_agency_without_the_councils_own():
    found = compute(WORLD, YEAR)["enquiries.open_elsewhere"]

    assert {row.key: row.numerator for row in found.categories} == {"elft": 7, "trust": 1}


def test_a_few_are_withheld_in_both():
    made = disclosure.release(WORLD, YEAR)
    month, day = made.figures["enquiries.open_elsewhere_by_month"], made.figures["enquiries.open_elsewhere"]

    assert {row.numerator.mark for row in month.rows if row.key.startswith("trust")} == {"c"}
    assert [row.numerator.mark for row in day.rows] == ["", "c"]


def test_its_records_can_be_opened():
    asked = question("enquiries.open_elsewhere_by_month", of_a_category=True)
    given = {"period_start": YEAR.start, "period_end": YEAR.end, "category": "elft 2023-09"}

    assert len(ask(WORLD, asked.sql, given)) == 7
