"""Lines over the years, a place each: told apart by colour, by the shape of their points and by their own names."""

from __future__ import annotations

from typing import Any

from goldenthread.reports.document import Chart

COLOURS = ("#124179", "#B47D29", "#257573", "#7B152F", "#887FCE")
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down")
HEIGHT = 260
LETTER = 8
"""So wide is a letter of a name, at most."""
APART = 20
"""Names at the ends of lines stand at least so far from each other."""


def rows(chart: Chart) -> list[dict[str, Any]]:
    """A point for each place and year; where the source gives none there is no value, and the line stops."""
    values = {line: row.numerator.value for line, row in zip(chart.lines, chart.figure.rows, strict=True)}
    places = list(dict.fromkeys(place for place, _ in chart.lines))
    return [
        {"place": place, "when": when, "value": values.get((place, when)), "order": order}
        for place in places
        for order, when in enumerate(chart.times)
    ]


def layers(rows: list[dict[str, Any]], *, is_narrow: bool, ink: str, grid: str) -> dict[str, Any]:
    """The drawing: on a wide page each name stands at the end of its line, on a phone in a key above."""
    places = list(dict.fromkeys(row["place"] for row in rows))
    times = list(dict.fromkeys(row["when"] for row in rows))
    top = max([row["value"] for row in rows if row["value"] is not None], default=1) * 1.1 or 1
    key = {"orient": "top", "direction": "vertical", "title": None, "labelFontSize": 15, "symbolSize": 110}
    legend = {**key, "labelColor": ink, "labelLimit": 300} if is_narrow else None
    across = {
        "field": "when",
        "type": "ordinal",
        "sort": times,
        "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy"},
    }
    up = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": None, "grid": True, "gridColor": grid, "tickCount": 4},
    }
    colour = {
        "field": "place",
        "type": "nominal",
        "sort": places,
        "legend": legend,
        "scale": {"domain": places, "range": list(COLOURS[: len(places)])},
    }
    shape = {**colour, "scale": {"domain": places, "range": list(SHAPES[: len(places)])}}
    lines = {
        "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-filter-domains"},
        "encoding": {"x": across, "y": up, "color": colour},
    }
    points = {
        "transform": [{"filter": "datum.value != null"}],
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {"x": across, "y": up, "color": colour, "shape": shape},
    }
    drawn: list[dict[str, Any]] = [lines, points]
    if is_narrow:
        return {"height": HEIGHT, "layer": drawn}
    room = LETTER * max(len(place) for place in places) + 24
    return {"height": HEIGHT, "layer": drawn + _names(rows, top), "padding": _padding(room)}


def _padding(right: int) -> dict[str, int]:
    return {"left": 2, "right": right, "top": 6, "bottom": 4}


def _names(rows: list[dict[str, Any]], top: float) -> list[dict[str, Any]]:
    """Each name at the right edge, level with the last value of its line, as far as the others leave room."""
    ends = {row["place"]: row["value"] for row in rows if row["value"] is not None}
    heights = {place: HEIGHT * (1 - value / top) for place, value in ends.items()}
    found = []
    free = 0.0
    for place in sorted(heights, key=lambda one: heights[one]):
        at = max(heights[place], free)
        free = at + APART
        found.append(
            {
                "data": {"values": [{"name": place}]},
                "mark": {"type": "text", "align": "left", "dx": 10},
                "encoding": {"x": {"value": "width"}, "y": {"value": at}, "text": {"field": "name"}},
            }
        )
    return found
