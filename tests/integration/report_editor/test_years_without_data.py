"""A report of a year whose case records nobody has sent: it prints no nought, and cannot be handed in as if it did."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.reports import operations, skeleton, writing
from goldenthread.reports.models import Report, Section
from goldenthread.reports.operations import WrittenSection
from tests.factories import figures
from tests.factories.report_writing import SYSTEM, SignIn

ADDRESS = "/board/example/reports/2024-25/"
SENTENCE = "The Board received [[concerns.received]] concerns, [[concerns.received|change]]."


@pytest.fixture
def untold(board: Board) -> Report:
    """A report of 2024-25 on a Board whose extract ends in March 2024."""
    figures.a_year(board)
    written = WrittenSection("summary", "Summary", 1, "Much was done.", "Board manager", ("a",), SENTENCE)
    return operations.create(
        board=board, period=Period(2024), sections=[written], version="0.1", dated_on=date(2025, 9, 1), by=SYSTEM
    )


def test_a_number_of_a_year_without_data_is_marked_and_says_why(untold: Report, manager: User, sign_in: SignIn):
    said = sign_in(manager).get(f"{ADDRESS}sections/summary/").content.decode()

    assert "No data are loaded for 2024-25; one figure waits for it: " in said
    assert '<span class="gt-loose">[x]' in said
    assert "0 concerns" not in said
    assert "fewer" not in said


def test_such_a_section_is_not_ready(untold: Report):
    section: Section = untold.sections.get()

    with pytest.raises(writing.NotReady):
        writing.take(name="hand-in", section=section, by=SYSTEM)


def test_the_picker_says_that_there_are_no_data(untold: Report, manager: User, sign_in: SignIn):
    said = sign_in(manager).get(f"{ADDRESS}figures/?q=concerns+received").content.decode()

    assert "<b>[x]</b>" in said
    assert "No data loaded for 2024-25." in said
    assert "[[concerns.received|change]]" not in said


def test_the_picker_says_which_part_of_the_year_is_there(board: Board, manager: User, sign_in: SignIn):
    part = figures.extract(board, date(2024, 4, 1), date(2024, 6, 30))
    figures.concerns(part, ["C1"], raised_on=date(2024, 5, 1))
    writing.begin(board=board, period=Period(2024), sections=skeleton.plain(), dated_on=date(2025, 9, 1), by=SYSTEM)

    said = sign_in(manager).get(f"{ADDRESS}figures/?q=concerns+received").content.decode()

    assert "Data cover 1 April 2024 to 30 June 2024 only." in said
