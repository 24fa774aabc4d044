"""A Board with its people, released figures, and a report that is being written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board, Person
from goldenthread.core.access import Role
from goldenthread.core.periods import Period
from goldenthread.figures.store import save_release
from goldenthread.reports import operations, writing
from goldenthread.reports.models import Report, Section
from goldenthread.reports.operations import WrittenSection
from tests.factories import people, releases
from tests.factories.report_writing import SYSTEM, SignIn

LIMBS = "abcdefg"


@pytest.fixture
def board(db: None) -> Board:
    made = people.board()
    save_release(releases.small(), board=made, by=SYSTEM)
    return made


@pytest.fixture
def manager(board: Board) -> User:
    return people.person("morgan.manager@people.example", board=board, role=Role.BOARD_MANAGER)


@pytest.fixture
def chair(board: Board) -> User:
    return people.person("cass.chair@people.example", board=board, role=Role.CHAIR)


@pytest.fixture
def officer(board: Board) -> User:
    return people.person("oli.officer@people.example", board=board, role=Role.BOARD_OFFICER)


@pytest.fixture
def member(board: Board) -> User:
    return people.person("mel.member@people.example", board=board, role=Role.MEMBER)


@pytest.fixture
def reviewer(board: Board) -> User:
    return people.person("ray.reviewer@people.example", board=board, role=Role.REVIEWER)


@pytest.fixture
def owner(board: Board, member: User) -> Person:
    """The member, as a person of the Board who owns a section."""
    return Person.objects.create(board=board, name=member.name, post="Chair of the reviews group", email=member.email)


@pytest.fixture
def report(board: Board) -> Report:
    """Two sections: one that answers everything the law asks, one that answers nothing of it."""
    first = WrittenSection("summary", "Summary", 1, "Much was done.", "Board manager", tuple(LIMBS), "None this year.")
    second = WrittenSection("money", "Money", 2, "", "Treasurer", (), "Members paid what they had promised.")
    return operations.create(
        board=board, period=Period(2023), sections=[first, second], version="0.1", dated_on=date(2024, 9, 1), by=SYSTEM
    )


@pytest.fixture
def section(report: Report) -> Section:
    return report.sections.get(slug="summary")


@pytest.fixture
def finished(report: Report) -> Report:
    """The report with every section signed off."""
    for one in report.sections.all():
        for name in ("hand-in", "sign-off"):
            writing.take(name=name, section=one, by=SYSTEM)
    return report


@pytest.fixture
def sign_in() -> SignIn:
    """A browser of their own for somebody who is signed in."""
    return lambda user: people.signed_in(Client(), user)


@pytest.fixture(autouse=True)
def _files_go_elsewhere(tmp_path: Path, settings: object) -> None:
    """Drafts, frozen sets and published files of a test stay in its own folder."""
    from goldenthread.config.paths import DataFolder

    settings.DATA = DataFolder(tmp_path / "data")  # type: ignore[attr-defined]
    (tmp_path / "data").mkdir()
