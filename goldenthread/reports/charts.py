"""Drawing charts: a Vega-Lite specification as plain data, rendered to SVG and PNG.

Colours are written as the product's own names (`var(--c1)`) so that dark mode and print follow; files that cannot use
names get the light series. Text is at 15 px or more, in two widths; the page shows one.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any

import vl_convert

from goldenthread.reports import chart_lines
from goldenthread.reports.chart_kinds import kind_of, labelled, measured
from goldenthread.reports.document import Chart

FONTS = Path(__file__).parent.parent / "core" / "static" / "core" / "fonts" / "ttf"
FONT = "Atkinson Hyperlegible Next"
WIDE, NARROW = 860, 330
LONGEST = {WIDE: 38, NARROW: 40}
"""So many letters of a label stand on one line; the rest goes on below."""
LINE_HEIGHT = 18
WIDE_LABEL = 24
"""Longer labels leave less width for the bars, so the value after the longest needs more of it."""
INK, SECOND, LINE, CARD = "#1D2430", "#4C5462", "#DDD8CC", "#FFFFFF"
SERIES = ("#124179", "#B47D29", "#7B152F")
GREY = "#7B7F86"
NAMES = {
    INK: "var(--ink)",
    SECOND: "var(--ink-2)",
    LINE: "var(--line)",
    CARD: "var(--card)",
    SERIES[0]: "var(--c1)",
    SERIES[1]: "var(--c2)",
    SERIES[2]: "var(--c4)",
    GREY: "var(--c-context)",
    chart_lines.COLOURS[2]: "var(--c3)",
    chart_lines.COLOURS[4]: "var(--c5)",
}


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def svg(chart: Chart, width: int, *, unique: str) -> str:
    """The chart as SVG for a page: named colours, a title and a description, no style and no script."""
    drawn = _named(_drawn(chart, width), unique)
    if chart.kind == "parts":
        drawn = _patterned(drawn, unique, "var(--c2)", "var(--c4)", "var(--card)")
    return _told(drawn, chart.title, chart.sentence, bound=chart.figure.id, unique=unique)


def page_svg(specification: dict[str, Any], *, title: str, sentence: str, bound: str, unique: str) -> str:
    """Any chart of the house as SVG for a page. `bound` names what it draws; `unique` tells it from others on the page."""
    drawn = _named(_rendered(json.dumps(specification, sort_keys=True)), unique)
    return _told(drawn, title, sentence, bound=bound, unique=unique)


def _named(drawn: str, unique: str) -> str:
    """Colours by their names, and parts that are referred to by names of this chart alone."""
    for literal, name in NAMES.items():
        drawn = re.sub(literal, name, drawn, flags=re.IGNORECASE)
    return re.sub(r"(clip|gradient)(\w*?_?\d+)", rf"\1\2-{unique}", drawn)


def _told(drawn: str, title: str, sentence: str, *, bound: str, unique: str) -> str:
    """The drawing with its title and description for whoever does not see it."""
    head = (
        f'role="img" aria-labelledby="{unique}-t {unique}-d" data-bound="{bound}">'
        f'<title id="{unique}-t">{escape(title)}</title><desc id="{unique}-d">{escape(sentence)}</desc>'
    )
    drawn = re.sub(r"\s(?:aria-[\w-]+|role|class)=\"[^\"]*\"", "", drawn)
    return re.sub(r"^<svg([^>]*)>", lambda match: f"<svg{match[1]} {head}", drawn, count=1)


def _patterned(drawn: str, unique: str, second: str, third: str, over: str) -> str:
    """Parts of a whole told apart without colour: solid, hatched, dotted. The colours are as `drawn` writes them."""
    fills = {
        "hatch": (second, f'<path d="M0 8 L8 0" stroke="{over}" stroke-width="1.5"/>'),
        "dots": (third, f'<circle cx="4" cy="4" r="1.3" fill="{over}"/>'),
    }
    made = ""
    for name, (colour, mark) in fills.items():
        pattern = re.escape(f'fill="{colour}"')
        drawn = re.sub(pattern, f'fill="url(#{unique}-{name})"', drawn, flags=re.IGNORECASE)
        made += (
            f'<pattern id="{unique}-{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{colour}"/>{mark}</pattern>'
        )
    return re.sub(r"^(<svg[^>]*>)", rf"\1<defs>{made}</defs>", drawn, count=1)


def plain_svg(chart: Chart, width: int = WIDE) -> str:
    """The chart as SVG with its own light colours, for files."""
    drawn = _drawn(chart, width)
    return _patterned(drawn, "part", SERIES[1], SERIES[2], CARD) if chart.kind == "parts" else drawn


def png(chart: Chart, width: int = WIDE) -> bytes:
    """The chart as PNG at twice its size, for Word."""
    _register_fonts()
    drawn: bytes = vl_convert.svg_to_png(plain_svg(chart, width), scale=2)
    return drawn


@cache
def _rendered(specification: str) -> str:
    _register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(specification)
    return drawn[drawn.index("<svg") :]


def _drawn(chart: Chart, width: int) -> str:
    return _rendered(json.dumps(spec(chart, width), sort_keys=True))


def spec(chart: Chart, width: int) -> dict[str, Any]:
    """The Vega-Lite specification, as plain data."""
    if chart.kind == "lines":
        return whole(chart_lines.rows(chart), width, _lines)
    kind = kind_of(chart.figure)
    rows: list[dict[str, Any]] = [
        {
            "key": row.key,
            "label": "\n".join(wrap(row.label, LONGEST[width], break_long_words=False)) or row.label,
            "value": measured(chart.figure, row),
            "text": labelled(chart.figure, row),
            "low": row.low if kind == "rates" else None,
            "high": row.high if kind == "rates" else None,
            "place": place,
        }
        for place, row in enumerate(chart.figure.rows)
    ]
    for one in rows:
        one["more"] = str(one["label"]).count("\n")
    return whole(rows, width, {"run": _run, "parts": _parts, "rates": _rates, "bars": _bars}[kind])


def _lines(rows: list[dict[str, Any]], width: int) -> dict[str, Any]:
    return chart_lines.layers(rows, is_narrow=width == NARROW, ink=INK, grid=LINE)


def whole(rows: list[dict[str, Any]], width: int, layers: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """A specification in the house's type and colours: rows, drawn by layers at a width."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": {"left": 2, "right": 8, "top": 6, "bottom": 4},
        "autosize": {"type": "fit", "contains": "padding"},
        "width": width,
        "data": {"values": rows},
        "config": {
            "font": FONT,
            "lineBreak": "\n",
            "text": {"font": FONT, "fontSize": 16, "color": INK},
            "axis": {"labelFontSize": 15, "labelColor": SECOND, "domain": False, "ticks": False, "titleColor": SECOND},
            "view": {"stroke": None},
        },
        **layers(rows, width),
    }


def _bars(rows: list[dict[str, Any]], width: int) -> dict[str, Any]:
    """Horizontal bars, the value after each; on a phone the label stands above its bar."""
    is_narrow = width == NARROW
    more = max((row["more"] for row in rows), default=0)
    step = (58 if is_narrow else 40) + LINE_HEIGHT * more
    most = max((row["high"] or row["value"] or 0 for row in rows), default=1) or 1
    beside = max((len(line) for row in rows for line in row["label"].split("\n")), default=0)
    room = 1.32 if is_narrow else 1.22 if beside > WIDE_LABEL else 1.12
    scale = {"domain": [0, most * room], "nice": False}
    across = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    up = {
        "field": "label",
        "type": "nominal",
        "sort": [row["label"] for row in rows],
        "axis": None
        if is_narrow
        else {"title": None, "labelColor": INK, "labelFontSize": 16, "labelLimit": 300, "labelPadding": 12},
    }
    offset = 9 + LINE_HEIGHT * more / 2 if is_narrow else 0
    bar = {
        "mark": {"type": "bar", "height": 24, "color": SERIES[0], "yOffset": offset},
        "encoding": {"x": across, "y": up},
    }
    after = {"x": {**across, "field": "end"}, "y": up, "text": {"field": "text"}}
    value = {
        "transform": [{"calculate": "datum.high ? datum.high : (datum.value ? datum.value : 0)", "as": "end"}],
        "mark": {"type": "text", "align": "left", "dx": 10, "fontWeight": 600, "yOffset": offset},
        "encoding": after,
    }
    layers: list[dict[str, Any]] = [bar, value]
    if is_narrow:
        above = {"x": {"value": 0}, "y": up, "text": {"field": "label"}}
        for lines in sorted({row["more"] for row in rows}):
            mark = {"type": "text", "align": "left", "yOffset": offset - 24 - LINE_HEIGHT * lines}
            those = [{"filter": f"datum.more == {lines}"}]
            layers.append({"transform": those, "mark": mark, "encoding": above})
    return {"height": {"step": step}, "layer": layers}


def _rates(rows: list[dict[str, Any]], width: int) -> dict[str, Any]:
    """Bars with their likely ranges: a thin line with caps."""
    drawn = _bars(rows, width)
    across = drawn["layer"][0]["encoding"]["x"]
    up = drawn["layer"][0]["encoding"]["y"]
    offset = drawn["layer"][0]["mark"]["yOffset"]
    line = {"x": {**across, "field": "low"}, "x2": {"field": "high"}, "y": up}
    known = [{"filter": "datum.low != null"}]
    inside = {"type": "rule", "strokeWidth": 4, "color": CARD, "yOffset": offset}
    over = {"type": "rule", "strokeWidth": 1.5, "color": INK, "yOffset": offset}
    caps = [
        {
            "transform": known,
            "mark": {"type": "tick", "thickness": 1.5, "size": 12, "color": INK, "yOffset": offset},
            "encoding": {"x": {**across, "field": end}, "y": up},
        }
        for end in ("low", "high")
    ]
    ranges = [{"transform": known, "mark": mark, "encoding": line} for mark in (inside, over)]
    return {**drawn, "layer": [*drawn["layer"], *ranges, *caps]}


def _parts(rows: list[dict[str, Any]], width: int) -> dict[str, Any]:
    """One whole in at most three parts, told apart by colour, by their order and by their own labels."""
    if width == NARROW:
        return _bars(rows, width)
    total = sum(row["value"] or 0 for row in rows) or 1
    start = 0.0
    for place, row in enumerate(rows):
        row["start"], row["end"] = start, start + (row["value"] or 0)
        row["colour"] = SERIES[place % 3]
        row["middle"] = start
        row["share"] = f"{row['text']} ({100 * (row['value'] or 0) / total:.0f}%)"
        start = row["end"]
    if rows:
        rows[-1]["middle"] = min(rows[-1]["middle"], total * 0.84)
    scale = {"domain": [0, total], "nice": False}
    across = {"field": "start", "type": "quantitative", "axis": None, "scale": scale}
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    bar = {
        "mark": {"type": "bar", "height": 46, "stroke": CARD, "strokeWidth": 3},
        "encoding": {"x": across, "x2": {"field": "end"}, "y": {"value": 30}, "color": colour},
    }
    place_of = {"x": {**across, "field": "middle"}}
    name = {
        "mark": {"type": "text", "align": "left", "fontWeight": 700},
        "encoding": {**place_of, "y": {"value": 74}, "text": {"field": "label"}},
    }
    count = {
        "mark": {"type": "text", "align": "left"},
        "encoding": {**place_of, "y": {"value": 96}, "text": {"field": "share"}},
    }
    return {"height": 110, "layer": [bar, name, count]}


def _run(rows: list[dict[str, Any]], width: int) -> dict[str, Any]:
    """Months as a line with dots, the average a solid line, and the limits of chance (XmR) dotted."""
    values = [row["value"] for row in rows if row["value"] is not None]
    average = sum(values) / len(values) if values else 0
    moves = [abs(after - before) for before, after in itertools.pairwise(values)]
    reach = 2.66 * sum(moves) / len(moves) if moves else 0
    low, high = max(average - reach, 0), average + reach
    for row in rows:
        year, _, month = str(row["key"]).partition("-")
        row["month"] = f"{_MONTHS[int(month) - 1]}" + (f" {year}" if month in {"04", "01"} and width == WIDE else "")
    across = {
        "field": "key",
        "type": "ordinal",
        "sort": [row["key"] for row in rows],
        "axis": {"title": None, "labelAngle": 0, "labelExpr": _labels(rows, width), "labelOverlap": False},
    }
    scale = {"domain": [0, max([high, *values]) * 1.1], "nice": False}
    up = {
        "field": "value",
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": None, "grid": True, "gridColor": LINE, "tickCount": 4},
    }
    lines = [
        {
            "mark": {"type": "rule", "color": colour, "strokeWidth": 1.5, "strokeDash": dash},
            "encoding": {"y": {"datum": at}},
        }
        for at, colour, dash in ((average, INK, [1, 0]), (low, SECOND, [3, 5]), (high, SECOND, [3, 5]))
    ]
    trace = {"mark": {"type": "line", "color": SERIES[0], "strokeWidth": 2.5}, "encoding": {"x": across, "y": up}}
    dots = {
        "mark": {"type": "point", "filled": True, "size": 70, "color": SERIES[0], "opacity": 1},
        "encoding": {"x": across, "y": up},
    }
    outside = {
        "transform": [{"filter": f"datum.value > {high} || datum.value < {low}"}],
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 160, "color": SERIES[1], "stroke": INK},
        "encoding": {"x": across, "y": up},
    }
    return {"height": 260, "layer": [*lines, trace, dots, outside]}


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _labels(rows: list[dict[str, Any]], width: int) -> str:
    """Month names under the axis; on a phone every third."""
    every = 1 if width == WIDE else 3
    pairs = {row["key"]: row["month"] if place % every == 0 else "" for place, row in enumerate(rows)}
    return "".join(f"datum.value == '{key}' ? '{name}' : " for key, name in pairs.items()) + "''"
