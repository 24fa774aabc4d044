"""What stands beside figures: measures wanted, what the Board makes of a figure, and data packs."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.figures.measures import Commentary, PlannedMeasure
from goldenthread.trail import operations as trail
from tests.integration.figure_pages.conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.system("a test")
SAID = "Redirecting what is not safeguarding at the front door explains the fall."


def commentary(board: Board, **fields: Any) -> Commentary:
    given = {"figure_id": "concerns.received", "period": "2023-24", "text": SAID, "written_by": "Analyst", **fields}
    return trail.add(Commentary(board=board, **given), by=BY)


@pytest.mark.capability("S39")
def test_what_the_board_makes_of_a_figure_stands_on_its_page(enter: Enter, year: Any):
    commentary(Board.objects.get(slug="example"))

    shown = enter("analyst").get("/board/example/figures/concerns.received/", {"period": "2023-24"}).content.decode()
    other = enter("analyst").get("/board/example/figures/enquiries.started/", {"period": "2023-24"}).content.decode()

    assert (SAID in shown, SAID in other) == (True, False)
    assert "Nobody has written anything about it yet." in other


@pytest.mark.capability("S39")
def test_the_list_says_which_figures_have_no_commentary_yet(enter: Enter, year: Any):
    commentary(Board.objects.get(slug="example"))
    asked = {"period": "2023-24"}

    whole = enter("analyst").get("/board/example/figures/", asked).content.decode()
    missing = enter("analyst").get("/board/example/figures/", {**asked, "commentary": "missing"}).content.decode()
    reader = enter("agency_lead").get("/board/example/figures/", {**asked, "commentary": "missing"}).content.decode()

    assert "without commentary</a> for 2023-24" in whole
    assert "figures/concerns.received/" in whole
    assert "figures/concerns.received/" not in missing
    assert "figures/concerns.adults/" in missing
    assert "without commentary" not in reader


def test_whoever_may_not_read_the_scorecard_reads_no_commentary(enter: Enter, year: Any):
    commentary(Board.objects.get(slug="example"))

    page = enter("agency_lead").get("/board/example/figures/concerns.received/", {"period": "2023-24"})

    assert SAID not in page.content.decode()


def test_a_figure_that_is_none_is_refused(year: Any):
    with pytest.raises(ValidationError, match=r"There is no figure called “concerns\.lost”"):
        commentary(Board.objects.get(slug="example"), figure_id="concerns.lost")


@pytest.mark.capability("S41", "S101")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"state": "parked"}, "Say why the measure is put aside"),
        ({"state": "delivered"}, "Name the figure that the measure became."),
        ({"state": "parked", "put_aside_because": "Partners cannot record it."}, None),
        ({"state": "delivered", "figure_id": "concerns.received"}, None),
        ({"state": "planned"}, None),
    ],
)
def test_a_measure_is_put_aside_with_a_reason_and_delivered_as_a_figure(year: Any, fields: Any, told: str | None):
    measure = PlannedMeasure(board=Board.objects.get(slug="example"), title="Right to know requests", **fields)

    if told is None:
        assert trail.add(measure, by=BY).pk == measure.pk
    else:
        with pytest.raises(ValidationError, match=told):
            trail.add(measure, by=BY)


@pytest.mark.capability("S36")
def test_the_measures_of_a_theme_are_listed_with_how_far_they_are_and_their_burden(enter: Enter, year: Any):
    board = Board.objects.get(slug="example")
    theme = board.themes.create(slug="poverty", name="The effect of poverty", is_of_the_scorecard=True)
    trail.add(PlannedMeasure(board=board, title="Concerns by deprivation", theme=theme, times_a_year=2), by=BY)
    trail.add(PlannedMeasure(board=board, title="Calls to helplines"), by=BY)

    page = enter("analyst").get("/board/example/measures/", {"theme": str(theme.pk)}).content.decode()

    assert ("Concerns by deprivation" in page, "Calls to helplines" in page) == (True, False)
    assert "2 numbers a year" in page
