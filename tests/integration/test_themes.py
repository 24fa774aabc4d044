"""The themes a Board begins with."""

import pytest

from goldenthread.asks import library
from goldenthread.boards import beginning, operations
from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.console("somebody at the server")


@pytest.fixture
def board():
    return operations.create_board(slug="ours", name="Our Board", area="Here", authority="Our Council", by=BY)


def test_a_new_board_begins_with_the_themes_and_eleven_of_them_are_reported_on(board: Board):
    assert Theme.objects.filter(board=board).count() == len(beginning.shipped_themes())
    assert Theme.objects.filter(board=board, is_of_the_scorecard=True).count() == 11


def test_adding_them_again_changes_nothing_and_leaves_what_the_board_renamed(board: Board):
    Theme.objects.filter(board=board, slug="poverty").update(name="Money worries")
    Theme.objects.filter(board=board, slug="funding").delete()

    added = beginning.add_themes(board, by=BY)

    assert [one.slug for one in added] == ["funding"]
    assert Theme.objects.get(board=board, slug="poverty").name == "Money worries"


def test_each_theme_reported_on_has_numbers_of_its_own_in_the_highlight_report():
    scorecard = {one["slug"] for one in beginning.shipped_themes() if one.get("scorecard")}
    tagged = {one.theme for one in library.shipped()["highlight-report"].questions() if one.theme}

    assert tagged == scorecard
