"""A risk's scores over time, as a chart with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow
from goldenthread.plans.models import RiskScore
from goldenthread.reports import charts
from goldenthread.reports.document import Chart, Table


@dataclass(frozen=True)
class Drawn:
    """The chart at its two widths, its words, and the rows of its table."""

    title: str
    sentence: str
    wide: SafeString
    narrow: SafeString
    scores: list[RiskScore]


def over_time(scores: Sequence[RiskScore]) -> Drawn | None:
    """The scores of a risk, oldest first; None where there are fewer than two to compare."""
    if len(scores) < 2:
        return None
    title = _title(scores)
    chart = Chart(
        _figure(scores), title, "Likelihood times impact, of 25", _sentence(scores), Table("", [], []), "bars"
    )
    wide, narrow = (
        SafeString(charts.svg(chart, width, unique=f"risk-{name}"))
        for width, name in ((charts.WIDE, "w"), (charts.NARROW, "n"))
    )
    return Drawn(title, chart.sentence, wide, narrow, list(scores))


def _title(scores: Sequence[RiskScore]) -> str:
    first, last = scores[0].score, scores[-1].score
    if first == last:
        return f"The score is {last}, as it was at first"
    return f"The score went {'up' if last > first else 'down'} from {first} to {last}"


def _day(one: RiskScore) -> str:
    return f"{one.scored_on.day} {one.scored_on:%B %Y}"


def _sentence(scores: Sequence[RiskScore]) -> str:
    return "; ".join(f"{_day(one)}: {one.score} of 25" for one in scores) + "."


def _figure(scores: Sequence[RiskScore]) -> PublishedFigure:
    usual = next(iter(all_definitions().values()))
    definition: Any = replace(usual, id="risks.score", title="Score of a risk", unit="count", caveat="")
    rows = tuple(_row(place, one) for place, one in enumerate(scores))
    whole = PublishedNumber(25.0)
    period = Period.containing(clock.today()).label
    taken = Snapshot("live", "", period, "0" * 64, clock.now(), is_synthetic=False)
    return PublishedFigure(definition, period, whole, None, whole, None, None, rows, None, None, taken)


def _row(place: int, one: RiskScore) -> PublishedRow:
    number = PublishedNumber(float(one.score))
    return PublishedRow(str(place), _day(one), number, PublishedNumber(25.0), number)
