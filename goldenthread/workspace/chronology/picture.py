"""The timeline as a picture: how many rows each agency has in each month, drawn as circles; words and a table say the same.

Colours are the product’s own names, so that dark mode and print follow. Nothing of a case is kept beside the picture: unlike the
charts of the report, it is drawn anew each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import vl_convert

from goldenthread.reports.charts import FONT, FONTS, INK, LINE, NAMES, NARROW, SECOND, SERIES, WIDE

ROW = {WIDE: 44, NARROW: 64}
"""The height an agency’s line of circles has; on a phone its name stands above it."""
FEW_MONTHS = 36
"""Up to so many months are drawn as months; more as quarters or years, so that a circle can be told from the next."""
FEW_QUARTERS = 40


@dataclass(frozen=True)
class Bin:
    """Rows of one agency in a span of time: where it stands among the spans, what the span is called, and how many."""

    agency: str
    place: int
    words: str
    rows: int


@dataclass(frozen=True)
class Timeline:
    """All that is drawn: the spans in order, each agency’s number in each, and a sentence that says it."""

    spans: tuple[str, ...]
    bins: tuple[Bin, ...]
    agencies: tuple[str, ...]
    title: str
    sentence: str

    @property
    def table(self) -> list[tuple[str, list[int]]]:
        """Each span that has a row, with the number of each agency."""
        counts = {(one.place, one.agency): one.rows for one in self.bins}
        there = sorted({one.place for one in self.bins})
        return [(self.spans[at], [counts.get((at, name), 0) for name in self.agencies]) for at in there]


def bind(counted: Sequence[tuple[str, int, int, int]]) -> Timeline | None:
    """Make a timeline of (agency, year, month, rows); None where there is nothing to draw."""
    if not counted:
        return None
    first = min((year, month) for _, year, month, _ in counted)
    last = max((year, month) for _, year, month, _ in counted)
    each = _each((last[0] - first[0]) * 12 + last[1] - first[1] + 1)
    start = _place(*first, each)
    spans = tuple(_words(start + place, each) for place in range(_place(*last, each) - start + 1))
    totals: dict[tuple[str, int], int] = {}
    for agency, year, month, rows in counted:
        key = agency, _place(year, month, each) - start
        totals[key] = totals.get(key, 0) + rows
    agencies = tuple(sorted({agency for agency, _, _, _ in counted}))
    bins = tuple(Bin(agency, place, spans[place], rows) for (agency, place), rows in sorted(totals.items()))
    most = max(bins, key=lambda one: one.rows)
    rows = sum(one.rows for one in bins)
    title = f"Most was recorded in {most.words}, by {most.agency}"
    sentence = (
        f"{_many(rows, 'row')} of {_many(len(agencies), 'agency', 'agencies')}, from {spans[0]} to {spans[-1]}. "
        f"The most in one {WORD[each]} is {most.rows:,}, by {most.agency} in {most.words}. "
        f"In {_many(len(spans) - len({one.place for one in bins}), WORD[each])} nothing is recorded."
    )
    return Timeline(spans, bins, agencies, title, sentence)


WORD = {1: "month", 3: "quarter", 12: "year"}


def _each(months: int) -> int:
    return 1 if months <= FEW_MONTHS else 3 if months <= FEW_QUARTERS * 3 else 12


def _place(year: int, month: int, each: int) -> int:
    return (year * 12 + month - 1) // each


def _words(place: int, each: int) -> str:
    year, month = divmod(place * each, 12)
    if each == 12:
        return str(year)
    first = date(year, month + 1, 1)
    return f"{first:%B %Y}" if each == 1 else f"{first:%B} to {date(year, month + 3, 1):%B %Y}"


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def svg(timeline: Timeline, width: int, unique: str) -> str:
    """The timeline as SVG for a page: named colours, a title and a description, no style and no script."""
    vl_convert.register_font_directory(str(FONTS))
    drawn: str = vl_convert.vegalite_to_svg(spec(timeline, width))
    drawn = drawn[drawn.index("<svg") :]
    for literal, name in NAMES.items():
        drawn = re.sub(literal, name, drawn, flags=re.IGNORECASE)
    drawn = re.sub(r"(clip|gradient)(\w*?_?\d+)", rf"\1\2-{unique}", drawn)
    drawn = _lighter(re.sub(r"\s(?:aria-[\w-]+|role|class)=\"[^\"]*\"", "", drawn))
    head = (
        f'role="img" aria-labelledby="{unique}-t {unique}-d"><title id="{unique}-t">{escape(timeline.title)}</title>'
        f'<desc id="{unique}-d">{escape(timeline.sentence)}</desc>'
    )
    return re.sub(r"^<svg([^>]*)>", lambda match: f"<svg{match[1]} {head}", drawn, count=1)


CIRCLE = re.compile(r"""<path transform="translate\(([\d.]+),([\d.]+)\)" d="M([\d.]+),0A[^"]*" fill="([^"]+)"[^>]*/>""")


def _lighter(drawn: str) -> str:
    """The same picture in fewer letters: a page of many circles stays small."""
    drawn = CIRCLE.sub(lambda one: f'<circle cx="{_n(one[1])}" cy="{_n(one[2])}" r="{_n(one[3])}"/>', drawn)
    drawn = re.sub(r"<g>(?=<circle)", '<g fill="var(--c1)" opacity="0.85">', drawn)
    return re.sub(r"\d+\.\d{3,}", lambda one: _n(one[0]), drawn)


def _n(number: str) -> str:
    return f"{float(number):.1f}".removesuffix(".0")


def spec(timeline: Timeline, width: int) -> dict[str, Any]:
    """The Vega-Lite specification, as plain data."""
    is_narrow = width == NARROW
    values = [{"agency": one.agency, "place": one.place, "rows": one.rows} for one in timeline.bins]
    across = {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [-0.6, len(timeline.spans) - 0.4], "nice": False},
        "axis": {
            "title": None,
            "grid": True,
            "gridColor": LINE,
            "values": _ticks(timeline, is_narrow=is_narrow),
            "labelExpr": _labels(timeline),
            "labelAngle": 0,
        },
    }
    up = {
        "field": "agency",
        "type": "nominal",
        "sort": list(timeline.agencies),
        "axis": None
        if is_narrow
        else {"title": None, "labelColor": INK, "labelFontSize": 16, "labelLimit": 260, "labelPadding": 12, "grid": True,
              "gridColor": LINE},
    }  # fmt: skip
    largest = {WIDE: 900, NARROW: 500}[width]
    most = max(one.rows for one in timeline.bins)
    size = {
        "field": "rows",
        "type": "quantitative",
        "scale": {"domain": [0, most], "range": [0, largest]},
        "legend": None,
    }
    circles = {
        "mark": {
            "type": "point",
            "filled": True,
            "color": SERIES[0],
            "opacity": 0.85,
            "yOffset": 10 if is_narrow else 0,
        },
        "encoding": {"x": across, "y": up, "size": size},
    }
    layers: list[dict[str, Any]] = [circles]
    if is_narrow:
        name = {"x": {"value": 0}, "y": up, "text": {"field": "agency"}}
        those = [{"aggregate": [{"op": "count", "as": "n"}], "groupby": ["agency"]}]
        layers.append({"transform": those, "mark": {"type": "text", "align": "left", "yOffset": -20}, "encoding": name})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": {"left": 2, "right": 24, "top": 6, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": width,
        "height": {"step": ROW[width]},
        "data": {"values": values},
        "config": {
            "font": FONT,
            "text": {"font": FONT, "fontSize": 16, "color": INK},
            "axis": {"labelFontSize": 15, "labelColor": SECOND, "domain": False, "ticks": False},
            "view": {"stroke": None},
        },
        "layer": layers,
    }


def _ticks(timeline: Timeline, *, is_narrow: bool) -> list[int]:
    """Which spans are named under the picture: as many as have room."""
    room = 3 if is_narrow else 6
    step = max(1, -(-len(timeline.spans) // room))
    return list(range(0, len(timeline.spans), step))


def _labels(timeline: Timeline) -> str:
    short = {place: _short(words) for place, words in enumerate(timeline.spans)}
    return "".join(f"datum.value == {place} ? '{words}' : " for place, words in short.items()) + "''"


def _short(words: str) -> str:
    """March 2024 as Mar 2024; January to March 2024 as Jan 2024."""
    parts = words.split()
    return words if len(parts) == 1 else f"{parts[0][:3]} {parts[-1]}"
