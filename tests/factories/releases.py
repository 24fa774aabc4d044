"""A small release to write reports from."""

from __future__ import annotations

from datetime import date

from goldenthread.core.periods import Period
from goldenthread.figures.disclosure import release
from goldenthread.figures.published import Release
from tests.factories import worlds


def small() -> Release:
    """Forty concerns, ten of which led on; thirty the year before; one withheld decision."""
    concerns = [worlds.concern(n, decision="s42_duty_met" if n < 10 else "no_enquiry") for n in range(40)]
    before = [worlds.concern(100 + n, raised_on=date(2022, 6, 1)) for n in range(30)]
    naming = [worlds.concern(200 + n, alleged_types=["self_neglect"], raised_on=date(2023, 7, 1)) for n in range(2)]
    return release(worlds.dataset(concerns=[*concerns, *before, *naming]), Period(2023))
