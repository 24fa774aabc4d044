"""What prose says of rows of values, in a table or in a sentence: which is highest, which rose in every year."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.claims.cells import Cell
from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.prose import Sentence
from goldenthread.claims.quantities import Unit

HIGH = r"(?:highest|largest|biggest|greatest|most(?:\s(?:common|frequent|commonly|often|reported))?|busiest|strongest)"
LOW = r"(?:lowest|smallest|least\s(?:common|frequent|often)|fewest|quietest|weakest)"
RANKED = re.compile(
    (
        rf"^[^.;:]{{0,60}}?(?:\b(?:was|is|were|are|remained?|remains|had|at|drew|saw|took|made|received|got|"
        rf"came)\s|^\s)(?:at\s)?(?:by\sfar\s)?(?P<own>its\s|their\s)?(?:the\s|a\s)?(?P<not>second|third|next|"
        rf"joint|one\sof|among)?[^.;:]{{0,12}}?\b(?P<way>{HIGH}|{LOW})\b(?:[^.;:«]{{0,24}}?\b(?:in|"
        rf"during)\s(?P<year>«T\d+»))?"
    ),
    re.IGNORECASE,
)
STEADY = re.compile(
    r"^[^.;:,]{0,20}?\b(?:has|have|had)?\s?(?P<way>fallen|fell|falls|decreased|declined|dropped|reduced|"
    r"gone\sdown|risen|rose|rises|increased|grown|gone\sup)\s(?:steadily\s)?"
    r"(?:in\s(?:each|every)\s(?:year|quarter|month)|(?:each|every)\s(?:year|quarter|month)|year\son\syear)\b",
    re.IGNORECASE,
)
FALLS = re.compile(r"fall|fell|decreas|declin|drop|reduc|down", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """Rows of values, their names first: the places of its blocks, its heading row if it has one, rows without the total."""

    place: int
    end: int
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def rows_named(said: str, table: Table) -> list[tuple[tuple[Cell, ...], int, int]]:
    """The rows whose names stand in a text, and where."""
    found = []
    for row in table.rows:
        label = " ".join(row[0].text.lower().split())
        if len(label) < 2 or len(label.split()) > 5:
            continue
        match = re.search(rf"(?<!\w){re.escape(label)}s?(?!\w)", said, re.IGNORECASE)
        if match is not None:
            found.append((row, match.start(), match.end()))
    return found


def ranked(
    sentence: Sentence,
    table: Table,
    row: Sequence[Cell],
    match: re.Match[str],
    span: tuple[int, int],
) -> Iterator[Claim]:
    """Whether a row that is said to be highest or lowest is; `span` is where that is said, in the document\'s text."""
    is_high = re.fullmatch(HIGH, match["way"], re.IGNORECASE) is not None
    best = max if is_high else min
    if match["year"] or match["own"]:
        if not match["year"] or not table.head:
            return
        key = sentence.time(match["year"]).key
        columns = [place for place, cell in enumerate(table.head) if place and year_key(cell.text) == key]
        values = [cell.value for cell in row[1:] if cell.value is not None]
        if len(columns) != 1 or len(values) < 2 or row[columns[0]].value is None:
            return
        is_true = row[columns[0]].value == best(values)
        told = f"{row[0].text}: {', '.join(cell.text for cell in row[1:])}"
    else:
        numeric = [place for place in range(1, len(row)) if all(one[place].value is not None for one in table.rows)]
        numeric = [place for place in numeric if row[place].unit is not Unit.PERCENT] or numeric
        if len(numeric) > 1 and table.head:
            said = sentence.text.lower()
            numeric = [place for place in numeric if table.head[place].text.lower() in said]
        if len(numeric) != 1 or len(table.rows) < 3:
            return
        column = numeric[0]
        is_true = row[column].value == best(one[column].value or 0.0 for one in table.rows)
        told = ", ".join(f"{one[0].text} {one[column].text}" for one in table.rows[:8])
    yield row_claim(
        Kind.SUPERLATIVE,
        span,
        is_true=is_true,
        stated=match["way"],
        told=told,
        advice="the row that is, or another word.",
        row=row,
    )


def year_key(text: str) -> str:
    """A heading's year, as times in prose name it."""
    match = re.search(r"((?:19|20)\d\d)\s?[/-]\s?(\d{2,4})", text.replace("–", "-"))
    if match is None:
        return text.strip()
    last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
    return f"{match[1]}-{last}"


def steady(row: Sequence[Cell], match: re.Match[str], span: tuple[int, int]) -> Iterator[Claim]:
    """Whether a row that is said to rise or fall all the time does."""
    values = [cell.value for cell in row[1:] if cell.value is not None]
    if len(values) < 3 or len(values) != len(row) - 1:
        return
    pairs = list(itertools.pairwise(values))
    is_down = bool(FALLS.search(match["way"]))
    is_true = all((later < earlier) if is_down else (later > earlier) for earlier, later in pairs)
    told = f"{row[0].text}: {', '.join(cell.text for cell in row[1:])}"
    yield row_claim(
        Kind.DIRECTION,
        span,
        is_true=is_true,
        stated=match.group(0).strip(),
        told=told,
        advice="what the row shows.",
        row=row,
    )


def row_claim(
    kind: Kind, span: tuple[int, int], *, is_true: bool, stated: str, told: str, advice: str, row: Sequence[Cell]
) -> Claim:
    """A finding about a row; `span` is where it stands in the document's text."""
    return Claim(
        kind,
        *span,
        stated,
        told,
        told,
        Verdict.OK if is_true else Verdict.WRONG,
        None if is_true else Severity.INCONSISTENT,
        0.8,
        "" if is_true else advice,
        (span, *(cell.span for cell in row[1:])),
    )
