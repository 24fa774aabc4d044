"""One figure: what it means, its years, what is published of it, and where it came from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.boards.models import Board
from goldenthread.figures.definitions import all_definitions
from goldenthread.reports.models import Report
from goldenthread.workspace.figures.printed import bound_in
from tests.factories import figures, records
from tests.integration.figure_pages.conftest import Enter
from tests.integration.figure_pages.test_browsing import release

FIGURE = "/board/example/figures/concerns.led_to_enquiry/"


def words(page: Any) -> str:
    tree = html.fromstring(page.content.decode())
    return " ".join(" ".join(tree.xpath("//main//text()[not(ancestor::svg)]")).split())


def test_the_headline_the_meaning_and_the_years(enter: Enter, year: Any):
    said = words(enter("analyst").get(FIGURE, {"period": "2023-24"}))

    assert "Concerns that led to a section 42 enquiry: 25%" in said
    assert "10 of 40, April 2023 to March 2024." in said
    assert "Highest in 2023-24 (25%), lowest in 2022-23 (0%)." in said
    assert "In 2023-24 it was 25 percentage points higher than the year before." in said
    assert "SELECT count(CASE WHEN decision = 's42_duty_met' THEN 1 END) AS numerator" in said
    assert "Example Council, case extract of 31 May 2024, April 2022 to March 2024." in said


def test_the_chart_has_a_title_a_description_and_a_table(enter: Enter, year: Any):
    tree = html.fromstring(enter("analyst").get(FIGURE, {"period": "2023-24"}).content.decode())

    described = list(tree.xpath("//*[local-name()='svg'][@role='img']/*[local-name()='desc']/text()"))
    cells = [["".join(cell.itertext()).strip() for cell in row] for row in tree.xpath("//main//table/tbody/tr")]
    assert described == ["Concerns that led to a section 42 enquiry. 2022-23 0%; 2023-24 25%."] * 2
    assert [row[:3] for row in cells] == [["2022-23", "0%", "0 of 30"], ["2023-24", "25%", "10 of 40"]]
    assert tree.xpath("//main//@style") == []


def test_data_of_today_may_change_and_frozen_data_have_a_seal(enter: Enter, board: Board, year: Any, tmp_path: Path):
    client = enter("analyst")
    today = words(client.get(FIGURE, {"period": "2023-24"}))
    seal = figures.frozen(board, tmp_path).sha256
    by_itself = words(client.get(FIGURE, {"period": "2023-24"}))
    by_name = words(client.get(FIGURE, {"period": "2023-24", "data": "now"}))

    assert "They may change until they are frozen." in today
    assert seal in by_itself
    assert "They may change until they are frozen." in by_name


def test_frozen_data_that_were_changed_are_not_shown(enter: Enter, board: Board, year: Any, tmp_path: Path):
    folder = Path(figures.frozen(board, tmp_path).folder)
    (folder / "concerns.parquet").write_bytes((folder / "adults.parquet").read_bytes())

    page = enter("analyst").get(FIGURE, {"period": "2023-24"})

    assert page.status_code == 400
    assert "cannot be trusted" in words(page)


def test_it_says_what_is_published_and_which_sections_print_it(enter: Enter, board: Board, year: Any):
    release(board)
    report = records.make(Report, board, period="2023-24")
    report.sections.create(
        slug="concerns", order=1, title="Concerns", owner="Ada", text="It was [[concerns.led_to_enquiry|range]].\n"
    )
    report.sections.create(slug="money", order=2, title="Money", owner="Ada", text="It was [[money.income]].")

    said = words(enter("analyst").get(FIGURE, {"period": "2023-24"}))

    assert "Published as it stands here." in said
    assert "Concerns, annual report 2023-24 (in preparation): in 1 place of its text" in said
    assert "Money, annual report" not in said
    assert "Released by set the scene" in said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[concerns.received]] and [[ concerns.received|change ]]", (2, ())),
        ("[[concerns.received_late]]", (0, ())),
        ("{{chart concerns.received}}\n{{table concerns.received}}", (0, ("chart", "table"))),
        ("{{numbers concerns.received | money.income}}", (0, ("big number",))),
        ("concerns.received", (0, ())),
    ],
)
def test_a_figure_is_printed_where_a_text_binds_to_it(text: str, found: tuple[int, tuple[str, ...]]):
    assert bound_in(text, "concerns.received") == found


def test_every_figure_has_a_page(enter: Enter, year: Any):
    client = enter("analyst")

    pages = {one: client.get(f"/board/example/figures/{one}/", {"period": "2023-24"}) for one in all_definitions()}

    assert {one: page.status_code for one, page in pages.items() if page.status_code != 200} == {}
    unnamed = [one for one, page in pages.items() if all_definitions()[one].title not in words(page).replace("’", "'")]
    assert unnamed == []


def test_there_is_no_page_of_a_figure_that_there_is_not(enter: Enter, year: Any):
    assert enter("analyst").get("/board/example/figures/concerns.imagined/").status_code == 404


def test_counting_people_by_role_the_records_are_closed_to_a_member(enter: Enter, year: Any):
    assert "You see counts only." in words(enter("member").get(FIGURE, {"period": "2023-24"}))
    assert "Open the records" in words(enter("analyst").get(FIGURE, {"period": "2023-24"}))


def test_a_page_seen_before_asks_few_questions(enter: Enter, year: Any):
    client = enter("analyst")
    client.get(FIGURE, {"period": "2023-24"})
    with CaptureQueriesContext(connection) as found:
        client.get(FIGURE, {"period": "2023-24"})

    assert len(found) <= 24
