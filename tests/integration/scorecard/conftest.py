"""A Board with two years of case records, whoever looks at its scorecard, and what stands beside indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from goldenthread.boards.models import Board
from goldenthread.casework.models import Adult, Concern, Extract
from goldenthread.core.actors import Actor
from goldenthread.figures import basis
from goldenthread.scorecard import queries
from tests.factories import figures, people

BY = Actor.system("a test")
PAGE = "/board/example/scorecard/"
ONE = f"{PAGE}indicators/concerns-received/"
SHARE = f"{PAGE}indicators/concerns-led-to-enquiry/"
GROUPS = f"{PAGE}groups/"

MONTHS = [date(2022 + (month + 3) // 12, (month + 3) % 12 + 1, 10) for month in range(24)]


@pytest.fixture(autouse=True)
def _computed_anew() -> Iterator[None]:
    """What one test computed is not what the next one reads."""
    for forget in (basis.forget, queries.forget):
        forget()
    yield
    for forget in (basis.forget, queries.forget):
        forget()


@pytest.fixture
def board(db: None) -> Board:
    return people.board("example", is_demonstration=False)


def each_month(of: Extract, counts: list[int], **cells: Any) -> None:
    """So many concerns in each month from April 2022, each about an adult of its own; every fourth leads to an enquiry."""
    names = [(f"M{place}-{number}", day, number) for place, day in enumerate(MONTHS) for number in range(counts[place])]
    given = {"source": "police", "area": "own", **cells}
    Adult.objects.bulk_create(
        Adult(extract=of, adult_id=f"A-{name}", date_of_birth=date(1950, 1, 1), ethnicity=_group(number))
        for name, _, number in names
    )
    Concern.objects.bulk_create(
        Concern(
            extract=of,
            concern_id=name,
            adult_id=f"A-{name}",
            raised_on=day,
            decided_on=day,
            decision="no_enquiry" if number % 4 else "s42_duty_met",
            **given,
        )
        for name, day, number in names
    )


def _group(number: int) -> str:
    return ("white_british", "asian_indian")[number % 2] if number % 5 else "not_known"


@pytest.fixture
def two_years(board: Board) -> Extract:
    """Forty or forty-four concerns a month, and ninety in the last."""
    made = figures.extract(board)
    each_month(made, [40, 44] * 11 + [40, 90])
    return made


Enter = Callable[..., Client]


@pytest.fixture
def enter(board: Board) -> Enter:
    """Come in as somebody with a role on the Board."""

    def come(role: str, **fields: Any) -> Client:
        user = people.person(f"{role.replace('_', '-')}@example.example", board=board, role=role, **fields)
        return people.signed_in(Client(), user)

    return come


def lines(page: Any) -> dict[str, list[str]]:
    """The cells of each line of tables, by its first; the first line of a name."""
    tree = html.fromstring(page.content.decode())
    rows = [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in tree.xpath("//main//tbody/tr")]
    return {row[0]: row[1:] for row in reversed(rows)}


def words(page: Any) -> str:
    return " ".join(html.fromstring(page.content.decode()).xpath("//main")[0].text_content().split())
