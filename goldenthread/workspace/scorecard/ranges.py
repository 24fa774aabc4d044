"""A chart of values with their likely ranges beside one value that all are held against."""

from __future__ import annotations

from typing import Any

from goldenthread.reports import charts
from goldenthread.workspace.scorecard.drawing import HALO


def layers(rows: list[dict[str, Any]], width: int, beside: float = 1) -> dict[str, Any]:
    """The layers of a chart of values with their ranges, one under another.

    Args:
        rows: name, value, low and high of each.
        beside: the value that all are held against, drawn as an upright line.
    """
    is_narrow = width == charts.NARROW
    most = max(row["high"] for row in rows)
    across = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, max(most, beside) * 1.1], "nice": False},
        "axis": {"title": None, "grid": True, "gridColor": charts.LINE, "tickCount": 5},
    }
    look = {"title": None, "labelColor": charts.INK, "labelFontSize": 16, "labelLimit": 330, "labelPadding": 12}
    up = {
        "field": "name",
        "type": "nominal",
        "sort": [row["name"] for row in rows],
        "axis": None if is_narrow else look,
    }
    offset = 12 if is_narrow else 0
    one = {"mark": {"type": "rule", "color": charts.INK, "strokeWidth": 1.5}, "encoding": {"x": {"datum": beside}}}
    reach = {
        "mark": {"type": "rule", "strokeWidth": 2, "color": charts.SERIES[0], "yOffset": offset},
        "encoding": {"x": {**across, "field": "low"}, "x2": {"field": "high"}, "y": up},
    }
    dots = {
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": 130,
            "color": charts.SERIES[0],
            "yOffset": offset,
        },
        "encoding": {"x": across, "y": up},
    }
    layers: list[dict[str, Any]] = [one, reach, dots]
    if is_narrow:
        above = {"x": {"value": 0}, "y": up, "text": {"field": "name"}}
        name = {"type": "text", "align": "left", "yOffset": -14, "limit": 320}
        halo = {**name, **HALO}
        layers += [{"mark": mark, "encoding": above} for mark in (halo, name)]
    return {"height": {"step": 60 if is_narrow else 44}, "layer": layers}
