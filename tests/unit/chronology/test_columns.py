"""What is read of a file's cells, and what is said of those that cannot be read."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from goldenthread.reviews.chronology_columns import COLUMNS, Choices, Problem, Wrong, check, day_of, time_of

CHOICES = Choices(
    {
        "precision": [("exact", "Exactly"), ("approximate", "About then"), ("range", "From one day to another"),
                      ("month", "Only the month"), ("year", "Only the year")],
        "seen": [("alone", "Seen alone"), ("not_seen", "Not seen"), ("not_recorded", "The record does not say")],
        "weight": [("routine", "Routine"), ("turning", "A turning point")],
        "keeping": [("open", "The report may draw on it"), ("stays", "Stays with us: it is not handed in")],
    },
    {"Adult Q": "q", "The daughter": "d"},
)  # fmt: skip
HEADINGS = [one.heading for one in COLUMNS]


def table(*rows: dict[str, str]) -> dict[str, list[list[str]]]:
    given = {"Day": "5/3/2024", "Which record says so": "Notes", "What happened": "A visit."}
    return {"Chronology": [HEADINGS, *[[{**given, **row}.get(one, "") for one in HEADINGS] for row in rows]]}


def checked(**said: str) -> Any:
    return check(table({name.replace("_", " "): words for name, words in said.items()}), CHOICES)


@pytest.mark.parametrize(
    ("text", "day", "precision", "at"),
    [
        ("5/3/2024", date(2024, 3, 5), "exact", None),
        ("05.03.2024", date(2024, 3, 5), "exact", None),
        ("2024-03-05", date(2024, 3, 5), "exact", None),
        ("2024-03-05T14:30:00", date(2024, 3, 5), "exact", time(14, 30)),
        ("5 March 2024", date(2024, 3, 5), "exact", None),
        ("Tuesday 5th Mar 2024", date(2024, 3, 5), "exact", None),
        ("29/2/2024", date(2024, 2, 29), "exact", None),
        ("March 2024", date(2024, 3, 1), "month", None),
        ("2024", date(2024, 1, 1), "year", None),
    ],
)
def test_days_as_people_write_them(text: str, day: date, precision: str, at: time | None):
    assert day_of(text) == (day, precision, at)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "29/2/2023", "31/4/2024", "5/13/2024", "1/1/0024", "5/3/24", "=1", "Marvember 2024"]
)
def test_what_is_no_day_is_refused(text: str):
    with pytest.raises(Wrong, match="5/3/2024"):
        day_of(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("14:30", time(14, 30)), ("14.30", time(14, 30)), ("2.30pm", time(14, 30)), ("12am", time(0, 0)), ("12pm", time(12, 0)),
     ("9 am", time(9, 0)), ("14:30:00", time(14, 30)), ("00:00", time(0, 0)), ("23:59", time(23, 59))],
)  # fmt: skip
def test_times_as_people_write_them(text: str, wanted: time):
    assert time_of(text) == wanted


@pytest.mark.parametrize("text", ["24:00", "14:60", "noon", "14", "-1:00"])
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(Wrong, match="14:30"):
        time_of(text)


def test_a_row_is_read_whole():
    found = checked(
        Time="14:30", Who_was_there="The daughter; adult q", Was_the_adult_seen="seen ALONE", Your_number="7"
    )

    assert found.problems == []
    assert found.rows == [
        {
            "own_number": "7", "on": "2024-03-05", "at": "14:30", "precision": "exact", "until_on": None,
            "source_record": "Notes", "event": "A visit.", "people": ["d", "q"], "present": "", "seen": "alone", "voice": "",
            "decision": "", "expected": "", "comment": "", "weight": "routine", "keeping": "open",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "precision", "on"),
    [
        ({"Day": "March 2024"}, "month", "2024-03-01"),
        ({"Day": "2024"}, "year", "2024-01-01"),
        ({"How_exactly": "About then"}, "approximate", "2024-03-05"),
        ({"How_exactly": "only the month"}, "month", "2024-03-01"),
        ({"Up_to_and_with": "9/3/2024"}, "range", "2024-03-05"),
    ],
)
def test_how_exactly_follows_from_the_day_unless_it_is_said(said: dict[str, str], precision: str, on: str):
    (row,) = checked(**said).rows

    assert (row["precision"], row["on"]) == (precision, on)


@pytest.mark.parametrize(
    ("said", "column", "words"),
    [
        ({"Day": ""}, "Day", "empty"),
        ({"Day": "soon"}, "Day", "not a day"),
        ({"What_happened": ""}, "What happened", "empty"),
        ({"Which_record_says_so": "x" * 201}, "Which record says so", "longer than 200"),
        ({"Time": "late"}, "Time", "not a time"),
        ({"Day": "March 2024", "Time": "14:30"}, "Time", "Only a day that is known"),
        ({"Day": "2024", "How_exactly": "Exactly"}, "How exactly", "does not say as much"),
        ({"How_exactly": "roughly"}, "How exactly", "“About then”"),
        ({"How_exactly": "From one day to another"}, "Up to and with", "last day"),
        ({"Up_to_and_with": "4/3/2024"}, "Up to and with", "before the first"),
        ({"Up_to_and_with": "March 2024"}, "Up to and with", "whole day"),
        ({"Up_to_and_with": "9/3/2024", "How_exactly": "Exactly"}, "Up to and with", "Only a row from one day"),
        ({"Who_was_there": "Adult Q; Jo Bloggs"}, "Who was there", "“Jo Bloggs”"),
        ({"Was_the_adult_seen": "maybe"}, "Was the adult seen", "“Seen alone”"),
        ({"How_far_it_may_go": "far"}, "How far it may go", "Stays with us"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(said: dict[str, str], column: str, words: str):
    found = checked(**said)

    assert found.rows == []
    (problem,) = found.problems
    assert (problem.sheet, problem.row, problem.column) == ("Chronology", 2, column)
    assert words in problem.words


def test_every_problem_is_told_at_once():
    found = check(table({"Day": "soon"}, {}, {"Time": "late", "Was the adult seen": "maybe"}), CHOICES)

    assert sorted((one.row, one.column) for one in found.problems) == [
        (2, "Day"),
        (4, "Time"),
        (4, "Was the adult seen"),
    ]


def test_rows_that_cannot_be_told_apart_are_refused():
    same, numbered = (
        check(table({}, {}), CHOICES),
        check(table({"Your number": "1"}, {"Your number": "1", "Day": "2024"}), CHOICES),
    )

    assert [(one.row, "says the same as row 2" in one.words) for one in same.problems] == [(3, True)]
    assert [(one.row, "same number as row 2" in one.words) for one in numbered.problems] == [(3, True)]


def test_a_table_needs_its_headings_and_knows_no_others():
    without = check({"Notes": [["When", "What"], ["today", "a visit"]]}, CHOICES)
    more = check({"C": [[*HEADINGS, "Mood"], ["", "2024", *[""] * 3, "Notes", "A visit."]]}, CHOICES)

    assert "Day, Which record says so and What happened" in without.problems[0].words
    assert (more.problems[0].row, more.problems[0].column) == (1, "Mood")


def test_lines_above_the_headings_and_empty_rows_are_passed_over():
    rows = [["Chronology of the Example agency"], [], *table({})["Chronology"], [""] * 16]

    assert len(check({"C": rows}, CHOICES).rows) == 1


def test_headings_alone_are_no_chronology():
    assert check({"C": [HEADINGS]}, CHOICES).problems == [
        Problem("", None, "", "There is no row below the headings. Fill in at least one.")
    ]
