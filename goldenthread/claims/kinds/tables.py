"""Tables against themselves: columns and rows against their totals, shares against the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.cells import TOTAL, Cell, tables_of, with_shares
from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.document import Layout
from goldenthread.claims.intervals import Interval
from goldenthread.claims.judging import shown
from goldenthread.claims.prose import Prose
from goldenthread.claims.quantities import Unit

TRUE = (
    (
        "| Source | 2022/23 | 2023/24 |\n|---|---|---|\n| Police | 12 | 20 |\n| Hospitals | 30 | 31 |\n|"
        " Others | 8 | 4 |\n| Total | 50 | 55 |\n"
    ),
    "Type\tNumber\t%\nNeglect\t30\t60%\nPhysical\t15\t30%\nOther\t5\t10%\nTotal\t50\t100%\n",
)
FALSE = (
    (
        "| Source | 2022/23 | 2023/24 |\n|---|---|---|\n| Police | 12 | 20 |\n| Hospitals | 30 | 31 |\n|"
        " Others | 8 | 4 |\n| Total | 50 | 57 |\n"
    ),
    "Type\tNumber\t%\nNeglect\t30\t60%\nPhysical\t15\t35%\nOther\t5\t10%\nTotal\t50\t100%\n",
)

BOTH = re.compile(r"^(?P<count>\d[\d,]*)\s\((?P<share>\d+(?:\.\d+)?)\s?%\)$")
SUBTOTAL = re.compile(
    r"\b(?:sub-?\s?total|of which|including|mean|average|median|rate|change|difference)\b", re.IGNORECASE
)
NEAR_MISS = 0.2


def find(prose: Prose) -> Iterator[Claim]:
    """Every total and share of a table."""
    for place, rows in tables_of(prose.document.blocks):
        width = max(len(row) for row in rows)
        cells = with_shares([row for row in rows if len(row) == width])
        if len(cells) < 3 or width < 2 or any(SUBTOTAL.search(row[0].text) for row in cells):
            continue
        yield from _columns(cells, width)
        yield from _rows(cells, width)
        yield from _shares(cells, width)
        yield from _changes(cells, width)
        yield from _told_above(prose, place, cells)


def _told_above(prose: Prose, place: int, cells: Sequence[Sequence[Cell]]) -> Iterator[Claim]:
    """A table without a total, under a sentence or caption that names it: “Who raised the 1,146 concerns?”"""
    if place == 0 or any(TOTAL.match(row[0].text) for row in cells) or not _is_head(cells[0]):
        return
    block = prose.document.blocks[place - 1]
    above = [one for one in prose.sentences if one.block is block]
    totals = [(one, number) for one in above[-1:] for number in one.numbers if number.unit is Unit.COUNT]
    if block.layout is Layout.ROW or len(totals) != 1 or totals[0][1].is_hedged or len(cells) < 4:
        return
    sentence, total = totals[0]
    parts = [row[1] for row in cells[1:]]
    shares = [row[2] for row in cells[1:]] if len(cells[0]) == 3 else []
    if any(part.value is None or part.unit is not Unit.COUNT for part in parts) or (len(cells[0]) > 2 and not shares):
        return
    if shares and (
        any(one.unit is not Unit.PERCENT for one in shares)
        or abs(sum(one.value or 0 for one in shares) - 100) > len(shares)
    ):
        return
    value = sum(part.value or 0.0 for part in parts)
    is_true = total.hedged.holds(value)
    if not is_true and abs(value - total.value) > NEAR_MISS * total.value:
        return
    span = sentence.span(total.start, min(total.end + len(total.noun) + 1, sentence.start + len(sentence.text)))
    at = Cell(total.text, total.value, Unit.COUNT, total.bounds, 0, span)
    yield _claim(
        at,
        Kind.SUM,
        is_true=is_true,
        stated=f"{total.text} in all",
        recomputed=shown(value),
        working=f"{' + '.join(part.text for part in parts)} = {shown(value)}; {total.text} is stated",
        advice=f"a total of {shown(value)}, or other values in the table.",
        used=[at, *parts],
    )


def _columns(cells: Sequence[Sequence[Cell]], width: int) -> Iterator[Claim]:
    totals = [place for place, row in enumerate(cells) if TOTAL.match(row[0].text)]
    if len(totals) != 1 or totals[0] != len(cells) - 1:
        return
    last = cells[totals[0]]
    body = [row for row in cells[: totals[0]] if not _is_head(row)]
    columns = [
        column
        for column in range(1, width)
        if last[column].unit is not Unit.PERCENT or column == 1 or last[column - 1].unit is Unit.PERCENT
    ]  # a share beside its count is held to that instead
    found = {column: list(_total([row[column] for row in body], last[column])) for column in columns}
    is_sure = any(one.verdict is Verdict.OK for claims in found.values() for one in claims)
    for column in columns:
        yield from _total([row[column] for row in body], last[column], is_sure=is_sure)


def _is_head(row: Sequence[Cell]) -> bool:
    return all(cell.value is None for cell in row[1:])


def _rows(cells: Sequence[Sequence[Cell]], width: int) -> Iterator[Claim]:
    head = cells[0]
    if (
        width < 4
        or not _is_head(head)
        or not re.fullmatch(r"(?:grand\s|overall\s)?totals?", head[-1].text, re.IGNORECASE)
    ):
        return
    for row in cells[1:]:
        yield from _total(row[1:-1], row[-1])


def _total(parts: Sequence[Cell], total: Cell, *, is_sure: bool = False) -> Iterator[Claim]:
    if (
        total.value is None
        or len(parts) < 2
        or any(part.value is None or part.unit is not total.unit for part in parts)
    ):
        return
    value = sum(part.value or 0.0 for part in parts)
    bounds = Interval(sum(part.bounds.low for part in parts), sum(part.bounds.high for part in parts))
    is_true = bounds.meets(total.bounds)
    if not is_true and not is_sure and abs(value - total.value) > NEAR_MISS * max(abs(total.value), 1):
        return
    decimals = max(part.decimals for part in (*parts, total))
    unit = total.unit
    yield _claim(
        total,
        Kind.SUM,
        is_true=is_true,
        stated=f"a total of {total.text}",
        recomputed=shown(value, unit, decimals),
        working=f"{' + '.join(part.text for part in parts)} = {shown(value, unit, decimals)}",
        advice=f"a total of {shown(value, unit, decimals)}, or other values.",
        used=[*parts, total],
    )


def _shares(cells: Sequence[Sequence[Cell]], width: int) -> Iterator[Claim]:
    """A column of shares right after a column of counts, above their total; and cells such as “30 (60%)”."""
    last = cells[-1]
    if not TOTAL.match(last[0].text):
        return
    for column in range(1, width - 1):
        whole, hundred = last[column], last[column + 1]
        if not whole.value or whole.unit is Unit.PERCENT or hundred.unit is not Unit.PERCENT or hundred.value != 100:
            continue
        rows = [
            row
            for row in cells[:-1]
            if row[column].value is not None
            and row[column + 1].unit is Unit.PERCENT
            and row[column + 1].value is not None
        ]
        found = [(row, Interval.exactly(100 * (row[column].value or 0.0) / whole.value)) for row in rows]
        wrong = [row for row, share in found if not share.meets(row[column + 1].bounds)]
        if len(wrong) > max(1, len(found) // 3):
            continue
        for row, share in found:
            part, said = row[column], row[column + 1]
            exact = shown(share.low, Unit.PERCENT, said.decimals + 1)
            yield _claim(
                said,
                Kind.PERCENT_OF_TOTAL,
                is_true=share.meets(said.bounds),
                stated=f"{part.text} is {said.text}",
                recomputed=exact,
                working=f"{part.text} / {whole.text} = {exact}",
                advice=f"{shown(share.low, Unit.PERCENT, said.decimals)} if the counts are right.",
                used=[part, said, whole],
            )


CHANGE = re.compile(r"^(?:change|difference|variance|movement|\+/-|% change)\b.{0,16}$", re.IGNORECASE)


def _changes(cells: Sequence[Sequence[Cell]], width: int) -> Iterator[Claim]:
    """A last column that is what became of the two before: a change, a variance, or a rate of the second to the first."""
    head, body = cells[0], [row for row in cells[1:] if not _is_head(row)]
    if width < 4 or not _is_head(head) or len(body) < 3:
        return
    rows = [row for row in body if all(cell.value is not None for cell in row[-3:])]
    is_share = bool(rows) and all(row[-1].unit is Unit.PERCENT for row in rows)
    is_change = CHANGE.match(head[-1].text) is not None
    if not is_share and not is_change:
        return
    kind = Kind.PERCENT_CHANGE if is_share and is_change else Kind.PERCENT_OF_TOTAL if is_share else Kind.DIFFERENCE
    results = [(row, _became(kind, row[-3].value or 0.0, row[-2].value or 0.0)) for row in rows]
    right = [row for row, value in results if row[-1].bounds.holds(value)]
    if len(right) < max(2, len(rows) // 2):
        return
    for row, value in results:
        said = row[-1]
        result = shown(value, Unit.PERCENT if is_share else Unit.COUNT, said.decimals)
        yield _claim(
            said,
            kind,
            is_true=row in right,
            stated=said.text,
            recomputed=result,
            working=f"{row[-2].text} beside {row[-3].text}: {result}",
            advice=f"{result}, or other values.",
            used=[said, row[-3], row[-2]],
        )


def _became(kind: Kind, old: float, new: float) -> float:
    """What a last column should hold: a difference, a change in per cent of the first, or the second as a share of the first."""
    if kind is Kind.DIFFERENCE:
        return new - old
    if not old:
        return 0.0
    return 100 * (new - old) / old if kind is Kind.PERCENT_CHANGE else 100 * new / old


def _claim(
    at: Cell,
    kind: Kind,
    *,
    is_true: bool,
    stated: str,
    recomputed: str,
    working: str,
    advice: str,
    used: Sequence[Cell],
) -> Claim:
    return Claim(
        kind,
        at.span[0],
        at.span[1],
        stated,
        recomputed,
        working,
        Verdict.OK if is_true else Verdict.WRONG,
        None if is_true else Severity.INCONSISTENT,
        0.85,
        "" if is_true else advice,
        tuple(cell.span for cell in used),
    )
