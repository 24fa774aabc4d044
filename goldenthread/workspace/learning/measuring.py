"""Which figures can be a measure, and what each is in a year: only what was released is read."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse

from goldenthread.core.measured import Known, Reading, names_figures, reads_figures
from goldenthread.core.periods import Period
from goldenthread.figures import wording
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.store import latest_release


@names_figures
def figures() -> Iterable[Known]:
    return [Known(one.id, one.title, one.unit, is_one_value=not one.breakdown) for one in all_definitions().values()]


@reads_figures
def read(board: Any, name: str, period: Period) -> Reading | None:
    """A figure of the last release of a year; None where there is none, or where it was withheld."""
    release = latest_release(board, period.label)
    figure = release.figures.get(name) if release else None
    if figure is None:
        return None
    value = figure.value.value
    address = reverse("workspace:figures-one", kwargs={"board": board.slug, "figure_id": name})
    words = wording.say(figure.value, figure.definition.unit)
    return Reading(Decimal(str(value)) if value is not None else None, words, f"{address}?year={period.label}")
