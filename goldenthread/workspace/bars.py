"""Bars of numbers that a page counted itself, drawn as figures are."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow
from goldenthread.workspace.figures.over_time import Drawn, drawn


def bars(
    figure_id: str, rows: Iterable[tuple[str, float]], *, period: Period, title: str, subtitle: str
) -> Drawn | None:
    """A bar for each (label, number), in the unit of the figure that counts the same; None where there is nothing to draw."""
    counted = [(label, number) for label, number in rows if number]
    if not counted:
        return None
    whole = PublishedNumber(sum(number for _, number in counted))
    taken = Snapshot("live", "", period.label, "0" * 64, clock.now(), is_synthetic=False)
    shown = tuple(
        PublishedRow(str(place), label, PublishedNumber(number), whole, PublishedNumber(number))
        for place, (label, number) in enumerate(counted)
    )
    definition = all_definitions()[figure_id]
    figure = PublishedFigure(definition, period.label, whole, None, whole, None, None, shown, None, None, taken)
    sentence = f"{title}. {'; '.join(f'{label} {number:,.0f}' for label, number in counted)}."
    return drawn(figure, title, subtitle, sentence, figure_id.replace(".", "-").replace("_", "-"))
