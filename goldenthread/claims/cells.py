"""Tables as cells: what each says, and its value where it holds a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.claims.document import Block, Layout
from goldenthread.claims.intervals import Interval
from goldenthread.claims.quantities import Unit

NUMBER = re.compile(
    (
        r"^\(?(?P<pound>£)?\s?(?P<digits>[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)\s?(?P<scale>k|m|"
        r"million)?\s?(?P<percent>%)?\)?\*?$"
    ),
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"^(?:grand\s|overall\s)?(?:total|totals|all|sum)\b(?!\s(?:number|concerns|enquiries|referrals)\s(?:of|per|that))",
    re.IGNORECASE,
)
YEAR = re.compile(r"^(?:19|20)\d\d$")
SHARE = re.compile(r"^\(?(?:%|per ?cent|percentage|share)(?![a-z]).{0,14}$", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """A cell: its words, and its value with all that rounding allows where it holds a number."""

    text: str
    value: float | None
    unit: Unit
    bounds: Interval
    decimals: int
    span: tuple[int, int]


def with_shares(cells: list[list[Cell]]) -> list[list[Cell]]:
    """The cells, those under “%” or “share” as shares though no sign stands beside them."""
    if not cells:
        return cells
    shares = {place for place, cell in enumerate(cells[0]) if cell.value is None and SHARE.match(cell.text)}
    return [
        [
            replace(cell, unit=Unit.PERCENT, bounds=Interval(cell.value - half, cell.value + half))
            if place in shares and cell.value is not None and (half := 0.5 * 10**-cell.decimals)
            else cell
            for place, cell in enumerate(row)
        ]
        for row in cells
    ]


def tables_of(blocks: Sequence[Block]) -> Iterator[tuple[int, list[list[Cell]]]]:
    """Rows that stand together, as cells, with the place of the first among the blocks."""
    here: list[list[Cell]] = []
    for place, block in enumerate(blocks):
        if block.layout is Layout.ROW:
            row = [_cell(block, left, right) for left, right in block.cells]
            here.append([_as_heading(cell) for cell in row] if not here else [_as_heading(row[0]), *row[1:]])
            continue
        if here:
            yield place - len(here), here
        here = []
    if here:
        yield len(blocks) - len(here), here


def _as_heading(cell: Cell) -> Cell:
    """A year in the first row or column is a name, not a value."""
    return replace(cell, value=None) if YEAR.match(cell.text) else cell


def _cell(row: Block, left: int, right: int) -> Cell:
    text = row.text[left:right].strip()
    span = row.span(left, right) if right > left else (row.offsets[0], row.offsets[0])
    match = NUMBER.match(text)
    if match is None:
        return Cell(text, None, Unit.COUNT, Interval.exactly(0), 0, span)
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    value = float(digits)
    if text.startswith("(") and text.endswith(")") and not match["percent"]:
        value = -value  # as accounts write it
    unit = Unit.PERCENT if match["percent"] else Unit.MONEY if match["pound"] else Unit.COUNT
    scale = {"k": 1e3, "m": 1e6, "million": 1e6}.get((match["scale"] or "").lower(), 1.0)
    half = 0.5 * 10**-decimals * scale if unit is Unit.PERCENT or decimals or scale > 1 else 0.0
    value = round(value * scale, 6)
    return Cell(text, value, unit, Interval(value - half, value + half), decimals, span)
