"""Guessing which row holds the headings, and which column is which: offered, never taken without asking."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from goldenthread.workspace.year_zero.declared import Field, SpreadsheetKind
from goldenthread.workspace.year_zero.readers import CannotRead, day_of

LOOKED_AT = 25
"""Headings are looked for among this many rows."""
LIKE_ENOUGH = 0.86

Rows = Sequence[Sequence[str]]


def words(heading: str) -> str:
    """A heading as words to compare: "Due Date (dd/mm)" and "due_date" begin the same."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", split)
    return " ".join(re.findall(r"[a-z0-9]+", (without if without.strip() else split).casefold()))


def likeness(heading: str, field: Field) -> float:
    """How surely a heading is a field's, from 0 to 1."""
    said = words(heading)
    if not said:
        return 0
    known = [words(field.title), *field.synonyms]
    if said in known:
        return 1 - known.index(said) / 1000
    best = max(SequenceMatcher(None, said, one).ratio() for one in known)
    if best >= LIKE_ENOUGH:
        return best * 0.95
    held = [one for one in known if len(one) > 3 and re.search(rf"\b{re.escape(one)}\b", said)]
    return 0.7 if held and len(said.split()) <= 5 else 0


def header_row(rows: Rows, kind: SpreadsheetKind) -> int:
    """The number of the row that most looks like headings, from 1."""
    best, best_score = 1, 0.0
    for number, row in enumerate(rows[:LOOKED_AT], start=1):
        filled = [cell for cell in row if cell]
        if len(filled) < 2:
            continue
        score = sum(max((likeness(cell, field) for field in kind.fields), default=0) for cell in filled)
        score += 0.6 * sum(1 for cell in filled if kind.wide and is_day(cell))
        score += 0.2 * len(set(filled)) / len(filled) + 0.1 * (len(filled) == max(map(len, rows[:LOOKED_AT])))
        score -= 0.5 * sum(1 for cell in filled if len(cell) > 60)
        if score > best_score + 0.01:
            best, best_score = number, score
    if not best_score:
        best = next((number for number, row in enumerate(rows, start=1) if any(row)), 1)
    return best


def columns(headings: Sequence[str], kind: SpreadsheetKind, remembered: Mapping[str, str]) -> dict[str, int]:
    """For each field, the place of the column that is likely its own: as matched last time, or by its heading."""
    found: dict[str, int] = {}
    places = {words(heading): place for place, heading in reversed(list(enumerate(headings))) if words(heading)}
    for name, heading in remembered.items():
        if words(heading) in places and places[words(heading)] not in found.values():
            found[name] = places[words(heading)]
    pairs = sorted(
        (
            (-likeness(heading, field), order, place, field.name)
            for order, field in enumerate(kind.fields)
            for place, heading in enumerate(headings)
        ),
    )
    for minus, _, place, name in pairs:
        if minus < 0 and name not in found and place not in found.values():
            found[name] = place
    return found


def is_day(heading: str) -> bool:
    """Whether a heading is a date, so that its column is a meeting. "2023" and "1" are not."""
    if not re.search(r"\d", heading) or re.fullmatch(r"\d{1,4}", heading.strip()):
        return False
    try:
        day_of(heading)
    except CannotRead:
        return False
    return True


def day_columns(headings: Sequence[str], kind: SpreadsheetKind, mapping: Mapping[str, int]) -> list[int]:
    """The places of the columns that are a meeting each; none unless there are two, or one and no column of dates."""
    if kind.wide is None or kind.wide.heading in mapping:
        return []
    taken = set(mapping.values())
    return [place for place, heading in enumerate(headings) if place not in taken and is_day(heading)]
