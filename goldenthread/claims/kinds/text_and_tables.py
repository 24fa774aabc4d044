"""Sentences against the table they stand by: highest and lowest rows, changes along a row, values told again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.cells import TOTAL, Cell, tables_of
from goldenthread.claims.claim import Claim, Kind
from goldenthread.claims.document import Layout
from goldenthread.claims.periods import Span
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit
from goldenthread.claims.rows import RANKED, STEADY, Table, ranked, row_claim, rows_named, steady, year_key

_TABLE = (
    "| Offence | 2021/22 | 2022/23 | 2023/24 |\n| Robbery | 210 | 244 | 231 |\n| Burglary | 1,902 |"
    " 1,850 | 1,777 |\n| Theft | 3,411 | 3,690 | 3,802 |\n\n"
)
_PLACES = "Table 3: Location\nOwn home\t98\nCare home\t61\nHospital\t17\nCommunity\t14\nTotal\t190\n\n"
TRUE = (
    _TABLE + "Robbery was highest in 2022/23.",
    _TABLE + "Burglary has fallen in each year.",
    _PLACES + "Community was the least common.",
    _PLACES + "The table shows that the care home came to 61 cases.",
)
FALSE = (
    _TABLE + "Theft was at its lowest in 2022/23.",
    _TABLE + "Robbery has risen in each year.",
    _PLACES + "Hospital was the least common.",
    _PLACES + "The table shows that the care home came to 16 cases.",
)

OTHER_WORDS = re.compile(
    r"\b(?:not|other|except|from|by|than|fell|rose|increas\w*|decreas\w*|up|down)\b", re.IGNORECASE
)
FAR = 8
"""Blocks between a table and a sentence that speaks of it."""


def find(prose: Prose) -> Iterator[Claim]:
    """Every sentence that says of a row what the table can answer."""
    tables = list(_tables(prose))
    if not tables:
        return
    order = {id(block): place for place, block in enumerate(prose.document.blocks)}
    for sentence in prose.told:
        if sentence.block.layout is Layout.CAPTION:
            continue
        place = order[id(sentence.block)]
        near = [table for table in tables if 0 < place - table.end <= FAR or 0 < table.place - place <= 2]
        if near:
            yield from _of(sentence, min(near, key=lambda table: abs(place - table.end)), place)


def _tables(prose: Prose) -> Iterator[Table]:
    for place, rows in tables_of(prose.document.blocks):
        width = max(len(row) for row in rows)
        even = [row for row in rows if len(row) == width and width >= 2]
        if len(even) < 3:
            continue
        is_head = all(cell.value is None for cell in even[0][1:])
        body = tuple(tuple(row) for row in even[is_head:] if not TOTAL.match(row[0].text))
        yield Table(place, place + len(rows) - 1, tuple(even[0]) if is_head else (), body)


def _of(sentence: Sentence, table: Table, place: int) -> Iterator[Claim]:
    said = sentence.skeleton
    yield from _of_year_rows(sentence, table)
    for row, start, end in rows_named(said, table):
        rest = said[end:]
        cut = min((other for _, other, _ in rows_named(rest, table)), default=len(rest))
        rest = rest[:cut]
        if (match := RANKED.match(rest)) and not match["not"]:
            yield from ranked(sentence, table, row, match, sentence.skeleton_span(start, end + match.end()))
        elif match := STEADY.match(rest):
            yield from steady(row, match, sentence.skeleton_span(start, end + match.end()))
        elif 0 < place - table.end <= 2 or re.search(r"\btable\b", sentence.text, re.IGNORECASE):
            yield from _value(sentence, table, row, rest)


def _value(sentence: Sentence, table: Table, row: Sequence[Cell], rest: str) -> Iterator[Claim]:
    """A value right after a row's name that is a slip of the row's, or stands in the row under another year."""
    match = re.match(r"^(?:[^«».;:]|«T\d+»){0,44}?(?P<value>«[CM]\d+»)", rest)
    if match is None or OTHER_WORDS.search(match.group(0)):
        return
    number = sentence[match["value"]]
    cells = [cell for cell in row[1:] if cell.value is not None and cell.unit is not Unit.PERCENT]
    column = _column(sentence, table)
    if column is not None and row[column].value is not None:
        cell = row[column]
        is_true = _digits(cell.text) == _digits(number.text)
        if (
            not is_true
            and _digits(number.text) not in {_digits(other.text) for other in row[1:]}
            and not _is_slip(number, cell)
        ):
            return
    elif len(cells) == 1:
        cell = cells[0]
        is_true = cell.bounds.meets(number.hedged)
        if not is_true and not _is_slip(number, cell):
            return
    else:
        return
    start = sentence.skeleton.index(match["value"])
    span = sentence.skeleton_span(max(start - 30, 0), start + len(match["value"]))
    told = f"the table has {row[0].text}: {cell.text}"
    yield row_claim(
        Kind.REPEAT,
        span,
        is_true=is_true,
        stated=number.text,
        told=told,
        advice=f"{cell.text}, or another value in the table.",
        row=row,
    )


def _column(sentence: Sentence, table: Table) -> int | None:
    """The column whose heading is the one time that a sentence names."""
    said = {" ".join(time.text.lower().split()) for time in sentence.times if time.span is not Span.OTHER}
    found = [place for place, cell in enumerate(table.head) if place and " ".join(cell.text.lower().split()) in said]
    return found[0] if len(found) == 1 and len(said) == 1 else None


def _of_year_rows(sentence: Sentence, table: Table) -> Iterator[Claim]:
    """A table with a row for each year: values copied from another year, and a year that is said to be highest."""
    if (
        not table.rows
        or len(table.rows[0]) != 2
        or not all(re.match(r"^(?:19|20)\d\d", row[0].text) and row[1].value is not None for row in table.rows)
    ):
        return
    years = {year_key(row[0].text): row for row in table.rows}
    for match in re.finditer(
        (
            r"(?P<year>«T\d+»)(?P<rest>[^«».;:]{0,60}?)(?:(?P<value>«[CM]\d+»)|\bthe\s(?P<way>highest|lowest|most|"
            r"fewest)\b)"
        ),
        sentence.skeleton,
    ):
        row = years.get(sentence.time(match["year"]).key)
        if row is None or OTHER_WORDS.search(match["rest"]):
            continue
        values = [one[1].value or 0.0 for one in table.rows]
        told = ", ".join(f"{one[0].text} {one[1].text}" for one in table.rows[:8])
        if match["way"]:
            is_true = row[1].value == (max if match["way"] in {"highest", "most"} else min)(values)
            yield row_claim(
                Kind.SUPERLATIVE,
                sentence.skeleton_span(*match.span()),
                is_true=is_true,
                stated=match["way"],
                told=told,
                advice="the year that is, or another word.",
                row=row,
            )
            continue
        digits = _digits(sentence[match["value"]].text)
        is_true = digits == _digits(row[1].text)
        if is_true or digits in {_digits(one[1].text) for one in table.rows}:
            yield row_claim(
                Kind.REPEAT,
                sentence.skeleton_span(*match.span()),
                is_true=is_true,
                stated=match.group(0)[-6:],
                told=told,
                advice=f"{row[1].text}, or another year.",
                row=row,
            )


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text)


def _is_slip(number: Quantity, cell: Cell) -> bool:
    """Whether one value is the other mistyped: the same digits in another order, or within a tenth of it."""
    value = cell.value or 0.0
    digits = sorted(re.sub(r"\D", "", number.text)) == sorted(re.sub(r"\D", "", cell.text))
    return (digits and value >= 10) or (value >= 20 and abs(number.value - value) <= 0.1 * value)
