"""Charts of the scorecard, as plain data for the house's renderer: a series with its limits, and a funnel of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.reports import charts
from goldenthread.scorecard.methods.funnel import Funnel, Stands
from goldenthread.scorecard.reading import Reading, said
from goldenthread.workspace.figures.over_time import Drawn

HEIGHT, HEADROOM = 260, 1.1
"""How high a chart is in pixels, and how much of its height lies above the highest value."""
POINT = {"type": "point", "filled": True, "opacity": 1}
OUTSIDE = {**POINT, "shape": "diamond", "size": 160, "color": charts.SERIES[1], "stroke": charts.INK}
ASIDE = 0.24
"""How much of the width of the points is left beside them for the names of the lines, where the chart is wide."""
APART = 36
"""A name of a limit stands where the limit is at least so many pixels from the mean."""
MOST_NAMED = 3
"""So many points that stand out are named at most; where there are more, the table tells them."""
HALO = {"stroke": charts.CARD, "strokeWidth": 5, "strokeJoin": "round"}
"""The look of a name’s ground, so that a line behind it does not cross it."""
LABELS = {charts.WIDE: 7, charts.NARROW: 3}
"""So many names stand under the axis at most."""


def series(found: Reading) -> Drawn | None:
    """The points until now with the mean and the limits of each phase; nothing where fewer than two are known."""
    if sum(point.value is not None for point in found.trace) < 2:
        return None
    one = found.indicator
    rows = _rows(found)
    names = _names(found, rows)
    per = {"month": "Each month", "quarter": "Each quarter", "year": "Each financial year"}[one.every]
    if one.over:
        per = f"The {one.over} months to the end of each quarter"
    known = "; ".join(f"{row['name']} {found.say(row['value'])}" for row in rows)
    subtitle = f"{one.definition.numerator[:1].upper()}{one.definition.numerator[1:]}. {per}."
    if found.chart:
        subtitle += " The solid line is the average; between the dotted lines, chance alone keeps it."
    title = f"{one.title}: {found.state.lower()}" if found.chart else one.title
    sentence = f"{one.title}. {found.sentence} {known}."

    def drawn(width: int, unique: str) -> str:
        specification = charts.whole(rows, width, lambda given, across: _series_layers(given, across, names))
        return charts.page_svg(specification, title=title, sentence=sentence, bound=one.id, unique=unique)

    return Drawn(title, subtitle, drawn(charts.WIDE, "series-w"), drawn(charts.NARROW, "series-n"))


def _rows(found: Reading) -> list[dict[str, Any]]:
    """A row for each point, with the mean and limits that hold there."""
    chart = found.chart
    outside = (
        {place for signal in chart.signals for place in signal.points if len(signal.points) == 1} if chart else set()
    )
    if chart and found.leaves_limits:
        outside.add(chart.last)
    rows = []
    for place, point in enumerate(found.trace):
        phase = next((one for one in chart.phases if one.start <= place < one.stop), None) if chart else None
        rows.append(
            {
                "order": place,
                "name": point.slot.short,
                "value": point.value,
                "text": found.say(point.value),
                "outside": place in outside,
                "phase": phase.start if phase else None,
                "mean": phase.mean if phase else None,
                "low": phase.low if phase else None,
                "high": phase.high if phase else None,
            }
        )
    return rows


def _names(found: Reading, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is written into a wide chart: the mean and limits beside their ends, and the points that stand out."""
    last = len(rows) - 1
    ends, height = rows[last], max((row["high"] or 0 for row in rows), default=0)
    named = []
    if ends["mean"] is not None:
        named.append(
            {"order": last, "value": ends["mean"], "name": f"average {found.say(ends['mean'])}", "where": "end"}
        )
        for field, name in (("high", "upper limit"), ("low", "lower limit")):
            if abs(ends[field] - ends["mean"]) * HEIGHT >= APART * height * HEADROOM:
                named.append({"order": last, "value": ends[field], "name": name, "where": "end"})
    outside = [row for row in rows if row["outside"]]
    if len(outside) <= MOST_NAMED:
        for row in outside:
            is_low = row["mean"] is not None and row["value"] < row["mean"]
            where = "above" if not is_low else "left" if row["order"] > last / 4 else "right"
            named.append({**row, "name": f"{row['name']}: {row['text']}", "where": where})
    return named


def _written(names: list[dict[str, Any]], across: dict[str, Any], up: dict[str, Any]) -> list[dict[str, Any]]:
    """Layers of names: of lines to the right of their ends, of points where their own line is least in the way; with a halo."""
    bold = {"type": "text", "fontWeight": 600}
    marks = {
        "end": {"type": "text", "align": "left", "dx": 12, "baseline": "middle"},
        "above": {**bold, "align": "center", "dy": -16},
        "left": {**bold, "align": "right", "dx": -12, "baseline": "middle"},
        "right": {**bold, "align": "left", "dx": 12, "baseline": "middle"},
    }
    encoding = {"x": across, "y": up, "text": {"field": "name"}}
    layers = []
    for where, mark in marks.items():
        of_it = [one for one in names if one["where"] == where]
        for look in (HALO, {}):
            layers += [{"data": {"values": of_it}, "mark": {**mark, **look}, "encoding": encoding}] if of_it else []
    return layers


def _series_layers(rows: list[dict[str, Any]], width: int, names: list[dict[str, Any]]) -> dict[str, Any]:
    is_wide = width == charts.WIDE
    aside = ASIDE * len(rows) if is_wide and any(one["where"] == "end" for one in names) else 0
    top = max([row[name] for row in rows for name in ("value", "high") if row[name] is not None], default=1) or 1
    every = max(1, -(-len(rows) // LABELS[width]))
    named = "".join(f"datum.value == {row['order']} ? '{row['name']}' : " for row in rows if row["order"] % every == 0)
    across = {
        "field": "order",
        "type": "quantitative",
        "scale": {"domain": [-0.4, len(rows) - 0.6 + aside], "nice": False},
        "axis": {
            "title": None,
            "grid": False,
            "labelPadding": 14,
            "labelExpr": f"{named}''",
            "values": [row["order"] for row in rows if row["order"] % every == 0],
        },
    }
    up = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top * HEADROOM], "nice": False},
        "axis": {"title": None, "grid": True, "gridColor": charts.LINE, "tickCount": 4},
    }
    band = {
        "transform": [{"filter": "datum.low != null"}],
        "mark": {"type": "area", "color": charts.LINE, "opacity": 0.45},
        "encoding": {
            "x": across,
            "y": {**up, "field": "low"},
            "y2": {"field": "high"},
            "detail": {"field": "phase", "type": "nominal"},
        },
    }
    lines = [
        {
            "transform": [{"filter": f"datum.{field} != null"}],
            "mark": {"type": "line", "color": colour, "strokeWidth": 1.5, "strokeDash": dash},
            "encoding": {"x": across, "y": {**up, "field": field}, "detail": {"field": "phase", "type": "nominal"}},
        }
        for field, colour, dash in (
            ("mean", charts.INK, [1, 0]),
            ("low", charts.SECOND, [3, 5]),
            ("high", charts.SECOND, [3, 5]),
        )
    ]
    invalid = "break-paths-filter-domains"
    trace = {"mark": {"type": "line", "color": charts.SERIES[0], "strokeWidth": 2.5, "invalid": invalid}}
    dots = {"transform": [{"filter": "datum.value != null"}], "mark": {**POINT, "size": 60, "color": charts.SERIES[0]}}
    beyond = {"transform": [{"filter": "datum.outside"}], "mark": OUTSIDE}
    marks: list[dict[str, Any]] = [{**mark, "encoding": {"x": across, "y": up}} for mark in (trace, dots, beyond)]
    return {"height": HEIGHT, "layer": [band, *lines, *marks, *(_written(names, across, up) if is_wide else [])]}


def funnel(found: Funnel, *, ours: str, title: str, sentence: str) -> Drawn:
    """Places by their size and value, with the average and the limits that size explains."""
    unit = 100 if found.per == 1 else 1
    points = [
        {
            "size": point.base,
            "value": point.value * unit,
            "name": point.name,
            "ours": point.name == ours,
            "outside": point.stands in {Stands.FAR_ABOVE, Stands.FAR_BELOW},
        }
        for point in found.points
    ]
    lines = [
        {"size": line.base, "value": value * unit, "line": name}
        for line in found.lines
        for name, value in (
            ("low", line.low), ("high", line.high), ("far_low", line.far_low), ("far_high", line.far_high)
        )
    ]  # fmt: skip
    top = max([one["value"] for one in points] + [one["value"] for one in lines]) * 1.1  # type: ignore[type-var,operator]

    def layers(rows: list[dict[str, Any]], _: int) -> dict[str, Any]:
        return _funnel_layers(rows, lines, average=found.average * unit, top=float(top))

    def drawn(width: int, unique: str) -> str:
        specification = charts.whole(points, width, layers)
        return charts.page_svg(specification, title=title, sentence=sentence, bound="funnel", unique=unique)

    subtitle = (
        f"{found.definition}, {found.year}. Across: how large the place is; up: its value. The solid line is the average, the "
        f"dotted lines the limits of 95% and 99.8%. Source: {found.source}."
    )
    return Drawn(title, subtitle, drawn(charts.WIDE, "funnel-w"), drawn(charts.NARROW, "funnel-n"))


def _funnel_layers(
    rows: Sequence[dict[str, Any]], lines: list[dict[str, Any]], *, average: float, top: float
) -> dict[str, Any]:
    most, least = max(row["size"] for row in rows), min(row["size"] for row in rows)
    across = {
        "field": "size",
        "type": "quantitative",
        "scale": {"domain": [least * 0.9, most * 1.08], "nice": False},
        "axis": {"title": None, "grid": False, "tickCount": 4},
    }
    up = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": None, "grid": True, "gridColor": charts.LINE, "tickCount": 4},
    }
    limits = {
        "data": {"values": lines},
        "mark": {"type": "line", "color": charts.SECOND, "strokeWidth": 1.5, "strokeDash": [3, 5]},
        "encoding": {"x": across, "y": up, "detail": {"field": "line", "type": "nominal"}},
    }
    middle = {"mark": {"type": "rule", "color": charts.INK, "strokeWidth": 1.5}, "encoding": {"y": {"datum": average}}}
    both = {"x": across, "y": up}
    others = {
        "transform": [{"filter": "!datum.ours && !datum.outside"}],
        "mark": {**POINT, "size": 70, "color": charts.GREY},
        "encoding": both,
    }
    far = {"transform": [{"filter": "!datum.ours && datum.outside"}], "mark": OUTSIDE, "encoding": both}
    mine = {
        "transform": [{"filter": "datum.ours"}],
        "mark": {**POINT, "size": 150, "shape": "square", "color": charts.SERIES[0]},
        "encoding": both,
    }
    name = {
        "transform": [{"filter": "datum.ours"}],
        "mark": {"type": "text", "dy": -16, "fontWeight": 600},
        "encoding": {**both, "text": {"field": "name"}},
    }
    return {"height": HEIGHT, "layer": [limits, middle, others, far, mine, name]}


def lines_of(found: Reading) -> list[tuple[str, str, str, str]]:
    """The series as a table: period, value, what it was counted from, and the limits that hold there; newest first."""
    rows = []
    for row, point in zip(_rows(found), found.trace, strict=True):
        parts = ""
        if found.unit == "percent" and point.denominator is not None and point.numerator is not None:
            parts = f"{point.numerator:,.0f} of {point.denominator:,.0f}"
        limits = (
            "" if row["low"] is None else f"{said(found.indicator, row['low'])} to {said(found.indicator, row['high'])}"
        )
        rows.append((point.slot.label, row["text"], parts, limits))
    return rows[::-1]
