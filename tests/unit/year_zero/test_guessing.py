"""Guessing the row of headings and the columns, from how people head them."""

from __future__ import annotations

import pytest

from goldenthread.demo import year_zero_examples as examples
from goldenthread.workspace.year_zero import guessing
from goldenthread.workspace.year_zero.declared import SpreadsheetKind
from goldenthread.workspace.year_zero.kinds import ACTIONS, ATTENDANCE, KINDS, MEMBERS, RISKS, TRAINING


def rows_of(kind: str) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in examples.EXAMPLES[kind]]


@pytest.mark.parametrize(
    ("kind", "row"), [("members", 3), ("actions", 4), ("risks", 1), ("attendance", 3), ("training", 2)]
)
def test_the_row_of_headings_is_found_below_titles(kind: str, row: int):
    assert guessing.header_row(rows_of(kind), KINDS[kind]) == row


def test_a_sheet_without_known_headings_begins_with_its_first_row():
    assert guessing.header_row([[], ["one"], ["two"]], ACTIONS) == 2


@pytest.mark.parametrize(
    ("kind", "headings", "found"),
    [
        (ACTIONS, ["Action", "Owner", "Due"], {"text": 0, "owner": 1, "due_on": 2}),
        (ACTIONS, ["Task", "Lead", "By when"], {"text": 0, "owner": 1, "due_on": 2}),
        (
            ACTIONS,
            ["No.", "What", "Responsible", "Target Date", "Comments"],
            {"text": 1, "owner": 2, "due_on": 3, "note": 4},
        ),
        (ACTIONS, ["action_required", "dueDate", "STATUS"], {"text": 0, "due_on": 1, "status": 2}),
        (
            RISKS,
            ["Risk Description", "L", "I", "Mitigations"],
            {"title": 0, "likelihood": 1, "impact": 2, "mitigation": 3},
        ),
        (RISKS, ["Risk", "Likelihood (1-5)", "Impact [1-5]"], {"title": 0, "likelihood": 1, "impact": 2}),
        (MEMBERS, ["Full name", "Organisation", "Email address"], {"name": 0, "agency": 1, "email": 2}),
        (TRAINING, ["Course name", "Date held", "No of delegates"], {"title": 0, "held_on": 1, "delegates": 2}),
        (ACTIONS, ["Colour", "Shape"], {}),
    ],
)
def test_columns_are_guessed_from_their_headings(kind: SpreadsheetKind, headings: list[str], found: dict[str, int]):
    assert guessing.columns(headings, kind, {}) == found


def test_what_was_matched_last_time_comes_first():
    remembered = {"text": "Notes", "owner": "Who did it"}

    found = guessing.columns(["Action", "Notes", "Who did it"], ACTIONS, remembered)

    assert (found["text"], found["owner"]) == (1, 2)


def test_no_heading_is_guessed_for_two_fields():
    for kind in KINDS.values():
        headings = [synonym for one in kind.fields for synonym in one.synonyms]
        found = guessing.columns(headings, kind, {})
        assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    ("heading", "is_day"),
    [
        ("10/05/2023", True),
        ("2023-05-10", True),
        ("Mar-24", True),
        ("6th Sept 2023", True),
        ("2023", False),
        ("1", False),
        ("Total", False),
        ("Q1", False),
        ("", False),
    ],
)
def test_a_heading_is_a_meeting_where_it_is_a_day(heading: str, is_day: bool):
    assert guessing.is_day(heading) is is_day


def test_a_sheet_with_a_column_of_dates_has_no_column_for_each_meeting():
    headings = ["Date", "Agency", "10/05/2023"]

    assert guessing.day_columns(headings, ATTENDANCE, {"held_on": 0}) == []
    assert guessing.day_columns(headings, ATTENDANCE, {"agency": 1}) == [2]
