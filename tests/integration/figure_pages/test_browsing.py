"""All figures of a year on one page: their values, the year before, what changed, and what only some may see."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.boards.models import Board
from goldenthread.figures import basis, disclosure, store
from goldenthread.trail.models import Entry
from tests.factories import figures, people
from tests.integration.figure_pages.conftest import Enter

FIGURES = "/board/example/figures/"


def lines(page: Any) -> dict[str, list[str]]:
    """The cells of each figure's line, by its title."""
    tree = html.fromstring(page.content.decode())
    found = {}
    for row in tree.xpath("//main//tbody/tr"):
        title, *cells = ["".join(cell.itertext()).strip() for cell in row]
        found[title] = cells
    return found


def test_a_line_says_this_year_last_year_and_what_changed(enter: Enter, year: Any):
    page = enter("analyst").get(FIGURES, {"period": "2023-24"})

    assert lines(page)["Concerns received"] == ["40", "30", "10 more: no clear change"]
    assert lines(page)["Concerns that led to a section 42 enquiry"][:2] == ["25%", "0%"]
    assert "Small numbers are not hidden here. Do not copy them outside the Board." in page.content.decode()


def test_a_year_that_the_data_do_not_hold_is_not_compared_with(enter: Enter, year: Any):
    page = enter("analyst").get(FIGURES, {"period": "2022-23"})

    assert lines(page)["Concerns received"] == ["30", "", ""]


def test_a_search_finds_by_title_and_by_subject(enter: Enter, year: Any):
    client = enter("analyst")

    by_title = lines(client.get(FIGURES, {"q": "neglect"}))
    by_subject = lines(client.get(FIGURES, {"q": "money"}))
    nothing = client.get(FIGURES, {"q": "elephants"})

    assert list(by_title) == ["Concerns that name self-neglect"]
    assert len(by_subject) == 4
    assert "None fits" in nothing.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("?period=1999-00", 404),
        ("?period=2023/24", 404),
        ("?data=0000", 404),
        ("?board_id=1", 400),
        ("?period=2023-24", 200),
    ],
)
def test_only_what_there_is_can_be_asked_for(enter: Enter, year: Any, asked: str, status: int):
    assert enter("analyst").get(FIGURES + asked).status_code == status


def test_where_what_is_published_differs_it_stands_beside(enter: Enter, board: Board, year: Any):
    release(board)

    found = lines(enter("analyst").get(FIGURES, {"period": "2023-24"}))

    assert found["Concerns that name self-neglect"] == ["2", "0", "2 more: too few to say more", "[c]"]
    assert found["Concerns received"][3] == ""


@pytest.mark.parametrize(
    "role", ["analyst", "board_manager", "board_officer", "chair", "member", "information_governance"]
)
def test_those_who_see_all_of_the_boards_see_small_numbers(enter: Enter, board: Board, year: Any, role: str):
    release(board)

    found = lines(enter(role).get(FIGURES, {"period": "2023-24"}))

    assert found["Concerns that name self-neglect"][0] == "2"


@pytest.mark.parametrize("role", ["agency_lead", "inspector"])
def test_those_who_see_only_some_see_what_was_released(enter: Enter, board: Board, year: Any, role: str):
    release(board)

    page = enter(role).get(FIGURES, {"period": "2023-24"})

    assert lines(page)["Concerns that name self-neglect"][0] == "[c]"
    assert lines(page)["Concerns received"][0] == "40"
    assert "small numbers are withheld" in page.content.decode()


def test_an_agency_lead_sees_the_boards_own_activity_before_it_is_released_and_an_inspector_does_not(
    enter: Enter, board: Board, year: Any
):
    lead = lines(enter("agency_lead").get(FIGURES, {"period": "2023-24"}))
    inspector = lines(enter("inspector").get(FIGURES, {"period": "2023-24"}))

    assert (lead["Meetings of the Board"][0], lead["Concerns received"][0]) == ("0", "Not released")
    assert inspector["Meetings of the Board"][0] == "Not released"


def test_a_figure_not_released_keeps_its_whole_page_from_an_agency_lead(enter: Enter, board: Board, year: Any):
    page = enter("agency_lead").get(f"{FIGURES}concerns.self_neglect/", {"period": "2023-24"}).content.decode()

    assert "Nothing of this figure has been released" in page
    assert "Over the years" not in page


@pytest.mark.parametrize("role", ["agency_contributor", "reviewer", "editor", "administrator", "panel_member"])
def test_nobody_else_comes_in(enter: Enter, year: Any, role: str):
    assert enter(role).get(FIGURES).status_code == 403


def test_somebody_of_another_board_is_told_there_is_no_such_page(year: Any):
    elsewhere = people.person("analyst@other.example", board=people.board("other"), role="analyst")

    assert people.signed_in(Client(), elsewhere).get(FIGURES).status_code == 404


def test_more_records_are_not_more_questions(enter: Enter, year: Any):
    client = enter("analyst")
    few = asked(client, "2023-24")
    figures.concerns(year, [f"N{number}" for number in range(300)])
    basis.forget()
    many = asked(client, "2023-24")

    assert len(many) == len(few) <= 50


def test_a_figure_computed_once_is_not_computed_again(enter: Enter, year: Any):
    client = enter("analyst")
    first = asked(client, "2023-24")
    again = asked(client, "2023-24")

    assert len(again) < len(first)
    assert len(again) <= 22


def asked(client: Client, period: str) -> list[dict[str, str]]:
    with CaptureQueriesContext(connection) as found:
        assert client.get(FIGURES, {"period": period}).status_code == 200
    return list(found.captured_queries)


def test_a_change_that_the_trail_tells_of_changes_the_figures(enter: Enter, board: Board, year: Any):
    client = enter("analyst")
    before = lines(client.get(FIGURES, {"period": "2023-24"}))["Concerns received"][0]
    figures.concerns(year, ["N1"])
    figures.operations.record("load an extract", year, by=figures.SYSTEM)
    after = lines(client.get(FIGURES, {"period": "2023-24"}))["Concerns received"][0]

    assert (before, after) == ("40", "41")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_leaves_as_a_file_that_says_what_it_is_and_the_trail_knows(
    enter: Enter, board: Board, year: Any, form: str
):
    file = enter("board_manager").get(f"{FIGURES}export.{form}", {"period": "2023-24", "q": "neglect"})

    entry = Entry.objects.get(verb="export")
    assert "figures-2023-24-not-for-publication-" in file["Content-Disposition"]
    assert (entry.after["kind"], entry.after["rows"], entry.after["period"]) == ("figures", 1, "2023-24")
    if form == "csv":
        said = file.content.decode("utf-8-sig").splitlines()
        assert said[1] == (
            "Concerns,Concerns that name self-neglect,concerns.self_neglect,2,0,2 more: too few to say more,not released"
        )


@pytest.mark.parametrize("role", ["chair", "member", "agency_lead", "information_governance", "inspector"])
def test_those_who_may_only_read_take_nothing_away(enter: Enter, year: Any, role: str):
    assert enter(role).get(f"{FIGURES}export.csv").status_code == 403


def test_there_is_no_other_kind_of_file(enter: Enter, year: Any):
    assert enter("analyst").get(f"{FIGURES}export.pdf").status_code == 404


def release(board: Board) -> None:
    """Release what the Board's records now say."""
    live = basis.basis(board, figures.YEAR)
    store.save_release(disclosure.release(live.dataset(), figures.YEAR), board=board, by=figures.SYSTEM)
