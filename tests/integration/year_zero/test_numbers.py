"""Bringing in values of other places, and people by age: as records of the scorecard, nothing doubled, faults in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.scorecard import queries as scorecard
from goldenthread.scorecard.models import ComparedValue, PeopleByAge
from goldenthread.workspace.year_zero import operations, queries
from goldenthread.workspace.year_zero.planning import Existing
from tests.factories.bringing_in import PAT, bring_in, ready, sheet_of, wrong_rows

HEADINGS = ["Area name", "Indicator", "Financial year", "Count", "Denominator", "Source", "Definition", "Ours"]
SAID = ["Example return", "Concerns that met the duty"]
LED = "Concerns that led to an enquiry"


def compared(*rows: list[Any]) -> list[list[Any]]:
    return [HEADINGS, *rows]


@pytest.mark.capability("S126")
def test_values_of_other_places_come_in_with_year_source_and_definition(board: Board, tmp_path: Path):
    path = sheet_of(
        compared(
            ["Ash", LED, "2023-24", "1,300", "5,200", *SAID, ""],
            ["Elm", "concerns-led-to-enquiry", "2023/24", 900, 3300, *SAID, "No"],
            ["Oak", LED, "FY 2023-2024", 346, 2956, *SAID, "Yes"],
        ),
        tmp_path,
    )

    sheet = bring_in(board, path, "compared")

    found = ComparedValue.objects.filter(board=board).order_by("place")
    assert list(found.values_list("place", "indicator", "period", "numerator", "denominator", "is_ours")) == [
        ("Ash", "concerns-led-to-enquiry", "2023-24", 1300, 5200, False),
        ("Elm", "concerns-led-to-enquiry", "2023-24", 900, 3300, False),
        ("Oak", "concerns-led-to-enquiry", "2023-24", 346, 2956, True),
    ]
    assert {(one.source, one.definition, one.is_synthetic) for one in found} == {(*SAID, board.is_demonstration)}
    assert wrong_rows(sheet) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Ash", LED, "2023", 1, 2, *SAID], "“2023” is not a financial year. Write it as 2023-24."),
        (["Ash", LED, "2023-25", 1, 2, *SAID], "“2023-25” is not a financial year"),
        (["Ash", LED, "2023-24", 3, 2, *SAID], "3 is more than the 2 it is out of. Check both numbers"),
        (["Ash", LED, "2023-24", 1, 0, *SAID], "“0” is too small. Write a whole number of 1 or more."),
        (["Ash", LED, "2023-24", "11.7%", 2, *SAID], "“11.7%” is not a whole number"),
        (["Ash", LED, "2023-24", "[c]", 2, *SAID], "“[c]” is not a whole number"),
        (["Ash", LED, "2023-24", 1, 2, "", "Concerns"], "Source is empty. Write the source."),
        (["Ash", LED, "2023-24", 1, 2, "A return", ""], "What the source counts is empty"),
        (["", LED, "2023-24", 1, 2, *SAID], "Place is empty. Write the place."),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_to_write(board: Board, tmp_path: Path, row: list[Any], said: str):
    good = ["Elm", LED, "2023-24", 1, 2, *SAID]

    sheet = bring_in(board, sheet_of(compared(row, good), tmp_path), "compared")

    assert [one["row"] for one in sheet.left_out] == [2]
    assert said in sheet.left_out[0]["why"]
    assert list(ComparedValue.objects.values_list("place", flat=True)) == ["Elm"]


def test_a_count_may_be_more_than_its_people(board: Board, tmp_path: Path):
    rows = compared(["Ash", "Concerns received", "2023-24", 300, 200, *SAID])

    assert wrong_rows(bring_in(board, sheet_of(rows, tmp_path), "compared")) == []


def test_a_name_that_no_indicator_has_is_asked_about(board: Board, tmp_path: Path):
    rows = compared(["Ash", "Conversion", "2023-24", 1, 2, *SAID])

    (question,) = queries.questions(ready(board, sheet_of(rows, tmp_path), "compared"))

    assert question.text == "Conversion"
    assert ("concerns-led-to-enquiry", LED) in question.options[0][1]


def test_the_same_place_and_year_is_changed_and_not_doubled(board: Board, tmp_path: Path):
    bring_in(board, sheet_of(compared(["Ash", LED, "2023-24", 1, 2, *SAID]), tmp_path), "compared")
    again = sheet_of(compared(["ash", LED, "2023-24", 2, 4, *SAID], ["Ash", LED, "2022-23", 1, 3, *SAID]), tmp_path)

    bring_in(board, again, "compared", existing=Existing.CHANGE)

    found = ComparedValue.objects.order_by("period").values_list("place", "period", "numerator", "denominator")
    assert list(found) == [("Ash", "2022-23", 1, 3), ("Ash", "2023-24", 2, 4)]


@pytest.mark.capability("S126")
def test_people_by_age_come_in_and_are_a_population(board: Board, tmp_path: Path):
    rows = [
        ["Age", "Sex", "Population", "Year", "Source", "Definition"],
        ["Aged 0 to 17", "Persons", 50_000, "Census 2021", "Census", "Usual residents"],
        ["18-64", "Persons", "140,000", "Census 2021", "Census", "Usual residents"],
        ["65 to 84 years", "", 24_000, "Census 2021", "Census", "Usual residents"],
        ["85+", "Persons", 3_350, "Census 2021", "Census", "Usual residents"],
        ["18 and over", "Females", 85_000, "Census 2021", "Census", "Usual residents"],
    ]
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    path = tmp_path / "people.xlsx"
    book.save(path)

    sheet = bring_in(board, path, "people")

    found = scorecard.people_by_age(
        PeopleByAge.objects.filter(board=board), PeopleByAge.Area.OURS, Period(2023), "our area"
    )
    assert found is not None
    assert (found.adults, found.women, found.year, wrong_rows(sheet)) == (167_350, 85_000, 2021, [])
    operations.undo(sheet, by=PAT)
    assert not PeopleByAge.objects.exists()


def test_the_same_people_twice_are_the_same(board: Board, tmp_path: Path):
    rows = [["Ages", "People", "Year", "Source", "Definition"], ["18 and over", 900, 2021, "Census", "Residents"]]
    bring_in(board, sheet_of(rows, tmp_path), "people")

    again = ready(board, sheet_of([*rows[:1], ["18+", 900, "mid-2021", "Census", "Residents"]], tmp_path), "people")

    assert {one.outcome for one in queries.plan(again).lines} == {"there already"}


@pytest.mark.parametrize(
    ("ages", "year", "said"),
    [
        ("All ages", "2021", "“All ages” does not say which ages. Write 18 to 64, 85 and over, or one age."),
        ("64 to 18", "2021", "“64 to 18” are no ages that people have"),
        ("18 to 640", "2021", "are no ages that people have"),
        ("18 to 64", "twenty", "“twenty” is not a year. Write it as 2021."),
        ("18 to 64", "21", "“21” is not a year"),
    ],
)
def test_ages_and_years_that_are_none_say_what_to_write(board: Board, tmp_path: Path, ages: str, year: str, said: str):
    rows = [["Ages", "People", "Year", "Source", "Definition"], [ages, 900, year, "Census", "Residents"]]
    plan = queries.plan(ready(board, sheet_of(rows, tmp_path), "people"))

    assert said in " ".join(f"{one.wrong}. {one.remedy}" for one in plan.problems)
