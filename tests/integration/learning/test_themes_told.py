"""The themes of reviews in the report: its chart and its table speak of the same themes, in the same words."""

from datetime import date

import pytest

from goldenthread.boards.themes import Theme
from goldenthread.core.periods import Period
from goldenthread.figures import live_cases
from goldenthread.learning.models import Finding, Source
from goldenthread.reports import records as printed
from goldenthread.reports.document import Paragraph, Table
from goldenthread.reviews.models import Review, ReviewTheme
from tests.factories import records
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]
YEAR = Period(2023)


@pytest.fixture
def hoarding(room: Room) -> Theme:
    return records.make(Theme, room.board, name="Self-neglect and hoarding")


def review(room: Room, title: str, theme: Theme | None, **said: object) -> Review:
    words = {"ended_on": said.pop("ended_on", None), "title": title, "kind": "review"}
    source = records.make(Source, room.board, **words)
    if theme is not None:
        source.themes.add(theme)
    return records.make(Review, room.board, source=source, **said)


def drawn(room: Room) -> list[tuple[str, str]]:
    rows = live_cases.review_themes(room.board)
    return sorted((row["review_id"], row["theme"]) for row in rows)


def told(room: Room, period: Period = YEAR) -> list[list[str]]:
    (table,) = printed.blocks(room.board, period, "theme_recurrence")
    assert isinstance(table, Table)
    return [table.columns, *([str(cell.inlines[0].text) for cell in row] for row in table.rows)]


@pytest.mark.capability("S72")
def test_the_table_counts_reviews_under_way_and_those_whose_day_is_not_known(room: Room, hoarding: Theme):
    review(room, "Ann", hoarding, ended_on=date(2023, 11, 1), commissioned_on=date(2022, 5, 1))
    review(room, "Ben", hoarding, commissioned_on=date(2023, 5, 1))
    review(room, "Cas", hoarding, commissioned_on=None, is_published=True)
    review(room, "Dee", hoarding, commissioned_on=date(2024, 5, 1))
    review(room, "Eve", hoarding, commissioned_on=date(2023, 5, 1), is_fictional=True)

    assert told(room) == [
        ["Theme", "2023-24", "Day not known", "Under way", "All"],
        ["Self-neglect and hoarding", "1", "1", "1", "3"],
    ]


def test_a_theme_that_came_up_once_does_not_come_up_again(room: Room, hoarding: Theme):
    review(room, "Ann", hoarding, ended_on=date(2023, 11, 1))

    (said,) = printed.blocks(room.board, YEAR, "theme_recurrence")

    assert isinstance(said, Paragraph)
    assert said.says_none


@pytest.mark.capability("S72")
def test_the_chart_counts_reviews_in_the_words_of_the_boards_list(room: Room, hoarding: Theme):
    carries = review(room, "Ann", hoarding)
    records.make(ReviewTheme, room.board, review=carries, theme="Hoarding")
    deeper = review(room, "Ben", None)
    records.make(Finding, room.board, source=deeper.source, text="Nobody asked.").themes.add(hoarding)
    own_words = review(room, "Cas", None)
    records.make(ReviewTheme, room.board, review=own_words, theme="Neurodiversity")
    review(room, "Dee", hoarding, is_fictional=True)

    assert drawn(room) == sorted(
        [
            (carries.source.slug, "Self-neglect and hoarding"),
            (deeper.source.slug, "Self-neglect and hoarding"),
            (own_words.source.slug, "Neurodiversity"),
        ]
    )
