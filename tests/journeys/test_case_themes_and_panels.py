"""A case before a panel for three months, as its people work on it in browsers.

Six agencies are there; a seventh looks on, and finds nothing of it: no list tells of it, and every address where
anybody was answers as if it had never been.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys import panel_of_three_months
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
