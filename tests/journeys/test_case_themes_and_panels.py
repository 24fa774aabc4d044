"""A thematic review of three people, and a case before a panel for three months, as their people work on them in browsers.

Six agencies are there in each; a seventh looks on, and finds nothing of either: no list tells of it, and every address where
anybody was answers as if it had never been.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys import panel_of_three_months, thematic_review
from tests.journeys.out_of_sight import Cases

pytestmark = pytest.mark.browser

Story = tuple[tuple[str, tuple[Callable[..., Any], ...]], ...]


def play(browser: Browser, folder: Path, story: Story) -> None:
    """An installation, opened on one day after another; what is learned on the way is told to the next."""
    office = Cases(browser, folder)
    office.begin()
    told: dict[str, str] = {}
    for day, deeds in story:
        with office.on(day):
            for does in deeds:
                does(office, told)


@pytest.mark.capability("S29", "S77", "S98", "S143")
def test_a_panel_works_on_a_case_for_three_months_and_the_board_asks_whether_the_panel_works(
    browser: Browser, tmp_path: Path
):
    play(browser, tmp_path / "office", panel_of_three_months.STORY)


@pytest.mark.capability("S20", "S83", "S92", "S181")
def test_a_thematic_review_from_three_people_to_a_summary(browser: Browser, tmp_path: Path):
    play(browser, tmp_path / "office", thematic_review.STORY)
