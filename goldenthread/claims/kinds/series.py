"""A row of values in a sentence, and what is said of it: “Q1 310, Q2 344, Q3 372. They fell in every quarter.”"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.cells import TOTAL, Cell
from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.intervals import Interval
from goldenthread.claims.judging import shown
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Unit
from goldenthread.claims.rows import HIGH, LOW, RANKED, STEADY, Table, ranked, row_claim, rows_named, steady

TRUE = (
    "Applications: Q1 310, Q2 344, Q3 372, Q4 401. They rose in every quarter.",
    "Complaints: repairs 411, estates 133, lettings 58, income 29. Repairs drew the most, followed by estates.",
)
FALSE = (
    "Applications: Q1 310, Q2 344, Q3 372, Q4 401. They dropped in every quarter.",
    "Complaints: repairs 411, estates 133, lettings 58, income 29. Repairs drew the most, followed by lettings.",
    "Complaints: repairs 411, estates 133, lettings 58, income 29. Estates drew the fewest.",
)


def find(prose: Prose) -> Iterator[Claim]:
    """“Q1 310, Q2 344, Q3 372. They fell in every quarter.”: a row of values in a sentence, and what is said of it."""
    for sentence in prose.told:
        if len(sentence.numbers) < 3 or (series := _series(sentence)) is None:
            continue
        table, end, total = series
        if (found := _total(prose, sentence, table, total)) is not None:
            yield found
        yield from _said_of(sentence, table, end)
        following = [one for one in prose.after(sentence, 3) if one.block is sentence.block]
        for later in following:
            yield from _said_of(later, table, 0)


def _said_of(sentence: Sentence, table: Table, begin: int) -> Iterator[Claim]:
    text = sentence.text
    named = [one for one in rows_named(text, table) if one[1] >= begin]
    for place, (row, start, end) in enumerate(named):
        stop = named[place + 1][1] if place + 1 < len(named) else len(text)
        rest = text[end:stop]
        match = RANKED.match(rest)
        if match and not match["not"] and not match["own"]:
            yield from ranked(sentence, table, row, match, _span(sentence, start, end + match.end()))
            yield from _runner_up(sentence, table, row, text[end:], end)
    yield from _named_last(sentence, table, begin)
    pronoun = re.match(r"^(?:They|It|These|The (?:number|figure)s?)\b", text)
    if pronoun and not begin and (match := STEADY.match(text[pronoun.end() :])):
        whole = (
            Cell("all", None, Unit.COUNT, table.rows[0][1].bounds, 0, table.rows[0][1].span),
            *(row[1] for row in table.rows),
        )
        yield from steady(whole, match, _span(sentence, 0, pronoun.end() + match.end()))


LAST = re.compile(
    rf"\b[Tt]he\s(?P<way>{HIGH}|{LOW}|best|worst)\s[^.;:]{{0,30}}?\b(?:was|is|were)\s(?:for\s|in\s|at\s|"
    rf"that\sof\s)?(?P<name>[A-Z][\w '-]{{0,30}}?)(?:'s)?(?=[,.;]|$)"
)


def _named_last(sentence: Sentence, table: Table, begin: int) -> Iterator[Claim]:
    """“The lowest number was Denham's.”"""
    for match in LAST.finditer(sentence.text, begin):
        rows = [row for row in table.rows if row[0].text.lower() == match["name"].lower()]
        if len(rows) != 1:
            continue
        values = [row[1].value or 0.0 for row in table.rows]
        is_high = re.fullmatch(LOW, match["way"], re.IGNORECASE) is None
        if match["way"] in {"best", "worst"}:
            is_true = rows[0][1].value in {max(values), min(values)}
        else:
            is_true = rows[0][1].value == (max if is_high else min)(values)
        told = ", ".join(f"{row[0].text} {row[1].text}" for row in table.rows[:8])
        yield row_claim(
            Kind.SUPERLATIVE,
            _span(sentence, match.start(), match.end()),
            is_true=is_true,
            stated=match["way"],
            told=told,
            advice="the one that is, or another word.",
            row=rows[0],
        )


def _span(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    return sentence.span(sentence.start + start, sentence.start + end)


def _runner_up(sentence: Sentence, table: Table, row: Sequence[Cell], rest: str, at: int) -> Iterator[Claim]:
    """“…, followed by lettings”: the second of the series."""
    match = re.search(r"^[^.;]{0,60}?\bfollowed\sby\s(?:the\s)?(?P<name>[A-Za-z][\w '-]{2,30}?)(?=[,.;]|$)", rest)
    order = sorted(table.rows, key=lambda one: -(one[1].value or 0.0))
    if match is None or order[0] is not row:
        return
    named = [one for one in table.rows if one[0].text.lower() == match["name"].lower()]
    if len(named) != 1:
        return
    told = ", ".join(f"{one[0].text} {one[1].text}" for one in order[:6])
    span = _span(sentence, at + match.start("name") - 12, at + match.end("name"))
    is_true = named[0] is order[1] or named[0][1].value == order[1][1].value
    yield Claim(
        Kind.SUPERLATIVE,
        *span,
        match["name"],
        f"{order[1][0].text} {order[1][1].text}",
        told,
        Verdict.OK if is_true else Verdict.WRONG,
        None if is_true else Severity.INCONSISTENT,
        0.8,
        "" if is_true else f"{order[1][0].text}, or other values.",
        (span,),
    )


def _series(sentence: Sentence) -> tuple[Table, int, Cell | None] | None:
    """Three or more names, each with one value of one unit, parted by commas or semicolons; where the last ends; the
    one called total."""
    rows: list[tuple[Cell, ...]] = []
    here = 0
    end = 0
    for number in sentence.numbers:
        begin, stop = number.start - sentence.start, number.end - sentence.start
        between = sentence.text[here:begin]
        match = re.search(
            r"(?:^|[:;,.]\s(?:and\s)?|^\W*\s?)(?P<name>[A-Za-z][A-Za-z0-9 '&/-]{1,34}?)(?:,|:|\sat|\swith)?\s$", between
        )
        is_closed = re.match(r"[,;.)]|$|\s?\(", sentence.text[stop:]) is not None
        here = stop
        if match is None and (
            named := re.match(r"\s\((?P<name>[A-Za-z][A-Za-z0-9 '&/-]{0,30})\)", sentence.text[stop:])
        ):
            match, is_closed, here = named, True, stop + named.end()
        if match is None or not is_closed or len(match["name"].split()) > 4 or number.is_hedged:
            if len(rows) >= 3:
                break
            rows = []
            continue
        if rows and rows[-1][1].unit is not number.unit:
            if len(rows) >= 3:
                break
            rows = []
        span = sentence.span(number.start, number.end)
        name = Cell(match["name"], None, Unit.COUNT, number.bounds, 0, span)
        rows.append((name, Cell(number.text, number.value, number.unit, number.bounds, number.decimals, span)))
        end = stop
    totals = [row[1] for row in rows if TOTAL.match(row[0].text) or row[0].text.lower() == "year"]
    kept = [row for row in rows if row[1] not in totals]
    return (Table(0, 0, (), tuple(kept)), end, totals[0] if len(totals) == 1 else None) if len(kept) >= 3 else None


def _total(prose: Prose, sentence: Sentence, table: Table, total: Cell | None) -> Claim | None:
    """A series and its total, in the sentence or right before: “Closed: 940. Reasons: needs met, 611; moved away, 74;
    …”"""
    parts = [row[1] for row in table.rows]
    if any(part.unit not in {Unit.COUNT, Unit.MONEY} for part in parts):
        return None
    value = sum(part.value or 0.0 for part in parts)
    if total is None:
        before = [one for one in prose.before(sentence, 1) if one.block is sentence.block]
        numbers = [number for one in before for number in one.numbers if number.unit is parts[0].unit]
        if len(numbers) != 1 or not re.search(r":\s\S+\s*\.?$", before[0].text):
            return None
        (number,) = numbers
        total = Cell(number.text, number.value, number.unit, number.bounds, 0, before[0].span(number.start, number.end))
    low, high = sum(part.bounds.low for part in parts), sum(part.bounds.high for part in parts)
    is_true = Interval(low, high).meets(total.bounds)
    if not is_true and abs(value - (total.value or 0.0)) > 0.2 * (total.value or 1.0):
        return None
    told = " + ".join(part.text for part in parts)
    start, end = min(total.span[0], parts[0].span[0]), max(total.span[1], parts[-1].span[1])
    unit, decimals = parts[0].unit, max(part.decimals for part in parts)
    return Claim(
        Kind.SUM,
        start,
        end,
        f"{total.text} in all",
        shown(value, unit, decimals),
        f"{told} = {shown(value, unit, decimals)}; {total.text} is stated",
        Verdict.OK if is_true else Verdict.WRONG,
        None if is_true else Severity.INCONSISTENT,
        0.8,
        "" if is_true else f"a total of {shown(value, unit, decimals)}, or other parts.",
        (total.span, *(part.span for part in parts)),
    )
