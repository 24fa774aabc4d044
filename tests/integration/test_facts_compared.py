"""A fact about the place beside other places and years: on its page, and in the report. The values are made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import live
from goldenthread.figures.disclosure import release
from goldenthread.figures.store import save_release
from goldenthread.reports import charts, gather, operations, pdf, standalone, word
from goldenthread.reports.document import Chart, Paragraph, Section, Table
from goldenthread.reports.operations import WrittenSection
from tests.factories import people

pytestmark = pytest.mark.django_db
BY = Actor.system("a test")
YEARS = ("2019", "2020", "2021")
SERIES = {"": (8.1, 8.4, 7.8), "England and Wales": (10.5, 9.9, 10.7), "London": (7.3, None, 7)}
SAID = (
    "Made-up events per 100,000 people: {own} from 8.1 (2019) to 7.8 (2021), "
    "England and Wales from 10.5 (2019) to 10.7 (2021) and London from 7.3 (2019) to 7 (2021)."
)


@pytest.fixture
def board() -> Board:
    return people.board("example")


def keep(board: Board, years: tuple[str, ...] = YEARS) -> list[Any]:
    return [
        board.context_facts.create(
            code=f"rate-{order}-{when}", heading="Example", statement="Made-up events per 100,000 people", value=value,
            unit="rate", precision=1, geography=place, as_of=when, source="Example Office 2022", order=order,
        )
        for order, (place, values) in enumerate(SERIES.items())
        for when, value in zip(YEARS, values, strict=True)
        if value is not None and when in years
    ]  # fmt: skip


def told(board: Board, code: str) -> tuple[Any, Section]:
    save_release(release(live.dataset(board, Period(2023)), Period(2023)), board=board, by=BY)
    text = f"{{{{compare {code}}}}}"
    section = WrittenSection("place", "The place", 1, "What is so.", "Business manager", (), text)
    report = operations.create(
        board=board, period=Period(2023), sections=[section], version="0.1", dated_on=date(2024, 9, 1), by=BY
    )
    document = gather.document(report)
    return document, document.sections[0]


def words(line: Any) -> str:
    return "".join(run.text for run in line)


@pytest.mark.capability("S118")
def test_several_years_show_in_the_report_as_lines_with_their_table_and_a_sentence(board: Board):
    keep(board)

    document, section = told(board, "rate-0-2021")

    said, chart, source = section.blocks
    assert isinstance(said, Paragraph)
    assert isinstance(chart, Chart)
    assert isinstance(source, Paragraph)
    assert words(said.inlines) == SAID.format(own=board.area)
    assert words(source.inlines) == "Source: Example Office 2022."
    assert [[words(cell.inlines) for cell in row] for row in chart.table.rows] == [
        ["2019", "8.1", "10.5", "7.3"],
        ["2020", "8.4", "9.9", "[x]"],
        ["2021", "7.8", "10.7", "7"],
    ]
    assert chart.sentence == words(said.inlines)
    assert "/figures/2023-24/context.facts/" in standalone.render(document)


@pytest.mark.capability("S118")
def test_a_line_stops_where_its_source_gives_no_value(board: Board):
    keep(board)
    _, section = told(board, "rate-0-2021")
    (chart,) = [block for block in section.blocks if isinstance(block, Chart)]

    for width in (charts.WIDE, charts.NARROW):
        spec = charts.spec(chart, width)
        gaps = [(row["place"], row["when"]) for row in spec["data"]["values"] if row["value"] is None]
        drawn = charts.svg(chart, width, unique="x")
        assert gaps == [("London", "2020")]
        assert all(f">{name}<" in drawn for name in (board.area, "England and Wales", "London"))
        assert "style=" not in drawn
        assert "<script" not in drawn


@pytest.mark.capability("S118")
def test_one_year_shows_as_a_table_of_places(board: Board):
    keep(board, ("2021",))

    _, section = told(board, "rate-1-2021")

    said, table, _ = section.blocks
    assert isinstance(said, Paragraph)
    assert isinstance(table, Table)
    assert words(said.inlines) == (
        f"Made-up events per 100,000 people, 2021: {board.area} 7.8, England and Wales 10.7 and London 7."
    )
    assert [words(row[0].inlines) for row in table.rows] == [board.area, "England and Wales", "London"]


def test_a_comparison_is_in_the_pdf_and_in_word(board: Board):
    keep(board)
    document, _ = told(board, "rate-0-2021")

    assert pdf.render(document, {}).startswith(b"%PDF")
    assert word.render(document)


def test_a_fact_that_is_not_there_is_refused_by_name(board: Board):
    keep(board)

    with pytest.raises(Refused, match="has no row “rate-9”"):
        told(board, "rate-9")


@pytest.mark.capability("S118")
def test_a_facts_page_draws_several_years_and_says_them(board: Board):
    kept = keep(board)
    manager = people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))

    page = manager.get(f"/board/example/facts/{kept[0].pk}/").content.decode()

    assert SAID.format(own=board.area) in page
    assert "compare rate-0-2019" in page
    assert page.count("<svg") >= 2
    assert '<th scope="row">2020</th>' in page


def test_a_fact_alone_is_compared_with_nothing(board: Board):
    kept = keep(board, ("2021",))[:1]
    board.context_facts.exclude(pk=kept[0].pk).delete()
    manager = people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))

    page = manager.get(f"/board/example/facts/{kept[0].pk}/").content.decode()

    assert ("Beside other places" in page, "add facts with the same heading" in page) == (False, True)
