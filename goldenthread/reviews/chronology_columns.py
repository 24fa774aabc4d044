"""The columns of a chronology in a file, and what stands in their cells. Free of Django, so that each cell is checked alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from goldenthread.core.days import MONTHS
from goldenthread.reviews import chronology_days as days
from goldenthread.reviews.chronology_days import Precision

Values = dict[str, Any]
"""What a row says, as plain data: days and times in ISO, people by their keys."""

PEOPLE, DAY, EVENT = "people", "on", "event"


@dataclass(frozen=True)
class Column:
    """One column: the row's field, the heading, what is to be written there, and the longest text it takes."""

    name: str
    heading: str
    help: str
    most: int = 5_000
    is_wanted: bool = False
    width: int = 24


COLUMNS = (
    Column("own_number", "Your number", "So that a later file can correct this row. May be left empty.", 30, width=12),
    Column(DAY, "Day", "5/3/2024; or March 2024, or 2024, where no more is known.", 30, is_wanted=True, width=14),
    Column("at", "Time", "As the record says it: 14:30.", 10, width=8),
    Column("precision", "How exactly", "Left empty, it follows from the day.", 40, width=18),
    Column("until_on", "Up to and with", "The last day, where it went on from one day to another.", 30, width=14),
    Column("source_record", "Which record says so", "Such as case notes, or the call log.", 200, is_wanted=True),
    Column(EVENT, "What happened", "Name nobody: use pseudonyms and roles.", is_wanted=True, width=48),
    Column(PEOPLE, "Who was there", "Pseudonyms of this case, with ; between them.", 500),
    Column("present", "Who else was there", "By role, such as district nurse.", 300),
    Column("seen", "Was the adult seen", "One of the choices.", 40),
    Column("voice", "What the adult said or wanted", "In their words, where the record has them.", width=36),
    Column("decision", "What was decided or done", "", width=36),
    Column("expected", "What should have happened", "By which standard or procedure.", width=36),
    Column("comment", "Your comment", "", width=36),
    Column("weight", "What it means for the review", "One of the choices.", 40),
    Column("keeping", "How far it may go", "One of the choices.", 60),
)
BY_NAME = {one.name: one for one in COLUMNS}
WANTED = tuple(one.heading for one in COLUMNS if one.is_wanted)
MOST_HEADING_ROWS = 15


@dataclass(frozen=True)
class Problem:
    """What keeps a file out, where it stands, and what to do."""

    sheet: str
    row: int | None
    column: str
    words: str


@dataclass
class Checked:
    """What was read of a file: its rows, or why it is not taken. Where there is one problem, nothing is taken."""

    rows: list[Values] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Choices:
    """What can be written where there is a choice, by column: (value, words); and the people of the case by their pseudonyms."""

    listed: Mapping[str, Iterable[tuple[str, str]]]
    people: Mapping[str, str]

    def value(self, name: str, text: str) -> str | None:
        """The value of a choice by its words, or by itself; None where there is none like that."""
        wanted = _plain(text)
        return next((value for value, words in self.listed[name] if wanted in {_plain(words), _plain(value)}), None)

    def words(self, name: str) -> str:
        return ", ".join(f"“{words}”" for _, words in self.listed[name])


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("_", " ").split())


class Wrong(ValueError):
    """A cell that cannot be read; the text says what to write."""


def check(sheets: Mapping[str, list[list[str]]], choices: Choices) -> Checked:
    """Check every row of every sheet that has the headings. All problems are told at once."""
    found = Checked()
    tables = [(name, rows, _headings(rows)) for name, rows in sheets.items()]
    with_headings = [(name, rows, head) for name, rows, head in tables if head is not None]
    if not with_headings:
        words = (
            f"No sheet or table has the headings {_listed(WANTED)}. Copy your rows into the template, and send that."
        )
        found.problems.append(Problem("", None, "", words))
    for name, rows, head in with_headings:
        _sheet(name, rows, head or 0, choices, found)
    if with_headings and not found.rows and not found.problems:
        found.problems.append(Problem("", None, "", "There is no row below the headings. Fill in at least one."))
    _alike(found)
    return found


def _headings(rows: list[list[str]]) -> int | None:
    """In which row the headings stand."""
    wanted = {_plain(one) for one in WANTED}
    for place, row in enumerate(rows[:MOST_HEADING_ROWS]):
        if wanted <= {_plain(cell) for cell in row}:
            return place
    return None


def _sheet(name: str, rows: list[list[str]], head: int, choices: Choices, found: Checked) -> None:
    known = {_plain(one.heading): one for one in COLUMNS}
    places: dict[int, Column] = {}
    for place, cell in enumerate(rows[head]):
        column = known.get(_plain(cell))
        if column is None and cell.strip():
            words = "This column is not one of the template’s. Move what it holds into one of those, and take it out."
            found.problems.append(Problem(name, head + 1, cell.strip()[:60], words))
        elif column in places.values():
            found.problems.append(
                Problem(name, head + 1, cell.strip()[:60], "This column is there twice. Take one out.")
            )
        elif column is not None:
            places[place] = column
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        said = {one.name: row[place].strip() for place, one in places.items() if place < len(row)}
        if any(said.values()):
            values, wrong = read(said, choices)
            found.problems += [Problem(name, number, BY_NAME[where].heading, words) for where, words in wrong]
            if not wrong:
                found.rows.append({**values, "_at": [name, number]})


def _alike(found: Checked) -> None:
    """Rows that say the same, or have the same number, cannot be told apart when the file is sent again."""
    seen: dict[str, list[Any]] = {}
    for row in found.rows:
        sheet, number = row["_at"]
        key = f"number {row['own_number']}" if row["own_number"] else repr(content(row))
        if key in seen:
            other = f"row {seen[key][1]}" + (f" of {seen[key][0]}" if seen[key][0] != sheet else "")
            words = f"It has the same number as {other}. Give each its own." if row["own_number"] else (
                f"It says the same as {other}. Take one out, or give each a number of its own."
            )  # fmt: skip
            found.problems.append(Problem(sheet, number, "Your number", words))
        seen.setdefault(key, row["_at"])
    for row in found.rows:
        del row["_at"]


def content(row: Values) -> Values:
    """What a row says, without the number it is known by."""
    return {one.name: row.get(one.name) for one in COLUMNS if one.name != "own_number"}


def read(said: Mapping[str, str], choices: Choices) -> tuple[Values, list[tuple[str, str]]]:
    """What the cells of one row say, and what is wrong with them by column."""
    values: Values = {one.name: said.get(one.name, "") for one in COLUMNS}
    wrong: list[tuple[str, str]] = []
    for one in COLUMNS:
        if one.is_wanted and not values[one.name]:
            wrong.append((one.name, "This is empty. Every row says it."))
        elif len(values[one.name]) > one.most:
            wrong.append((one.name, f"This is longer than {one.most:,} characters. Shorten it."))
    if wrong:
        return values, wrong
    for name in ("seen", "weight", "keeping"):
        _choice(values, name, choices, wrong)
    _people(values, choices, wrong)
    try:
        _when(values, choices)
    except Wrong as error:
        wrong.append((str(error.args[1]), str(error.args[0])))
    return values, wrong


def _choice(values: Values, name: str, choices: Choices, wrong: list[tuple[str, str]]) -> None:
    if not values[name]:
        values[name] = {"seen": "not_recorded", "weight": "routine", "keeping": "open"}[name]
        return
    found = choices.value(name, values[name])
    if found is None:
        wrong.append((name, f"Write one of {choices.words(name)}, or leave it empty."))
    else:
        values[name] = found


def _people(values: Values, choices: Choices, wrong: list[tuple[str, str]]) -> None:
    named = [one.strip() for one in re.split(r"[;\n]", values[PEOPLE]) if one.strip()]
    known = {_plain(pseudonym): key for pseudonym, key in choices.people.items()}
    strangers = [one for one in named if _plain(one) not in known]
    if strangers:
        words = f"Nobody in this case is called {_listed([f'“{one}”' for one in strangers])}. "
        wrong.append((PEOPLE, f"{words}Write pseudonyms of this case, and others by role under “Who else was there”."))
        return
    values[PEOPLE] = sorted({known[_plain(one)] for one in named})


def _when(values: Values, choices: Choices) -> None:
    """Day, time, how exactly and the last day, together.

    Raises:
        Wrong: with the words, and the column.
    """
    day, implied, clock = day_of(values[DAY])
    precision = implied
    if values["precision"]:
        stated = choices.value("precision", values["precision"])
        if stated is None:
            raise Wrong(f"Write one of {choices.words('precision')}, or leave it empty.", "precision")
        precision = Precision(stated)
        if implied in days.LOOSE and precision != implied:
            raise Wrong("The day does not say as much as this. Write the whole day, or leave this empty.", "precision")
    until = None
    if values["until_on"]:
        until, loose, _ = day_of(values["until_on"], "until_on")
        if loose in days.LOOSE:
            raise Wrong("Write a whole day, such as 7/3/2024.", "until_on")
        precision = Precision.RANGE if not values["precision"] else precision
    at = time_of(values["at"]) if values["at"] else clock
    values[DAY] = days.begins(day, precision).isoformat()
    values["until_on"] = until.isoformat() if until else None
    values["at"] = f"{at:%H:%M}" if at else None
    values["precision"] = str(precision)
    _together(day, precision, until, at)


def _together(day: date, precision: Precision, until: date | None, at: time | None) -> None:
    if precision is Precision.RANGE and until is None:
        raise Wrong("Write the last day, or another way in which the day is known.", "until_on")
    if until is not None and precision is not Precision.RANGE:
        raise Wrong(
            "Only a row from one day to another has a last day. Empty this, or say so under “How exactly”.", "until_on"
        )
    if until is not None and until < day:
        raise Wrong("The last day must not be before the first.", "until_on")
    if at is not None and precision not in days.HAS_TIME:
        raise Wrong("Only a day that is known has a time. Empty this, or write the whole day.", "at")


def day_of(text: str, column: str = DAY) -> tuple[date, Precision, time | None]:
    """A day as people and spreadsheets write it, how exactly it is known, and the time where a cell holds one.

    Raises:
        Wrong: it is no day.
    """
    said = " ".join(text.split())
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?", said):
            found = datetime.fromisoformat(said)
            return _between(found.date()), Precision.EXACT, found.time() if len(said) > len("2024-03-05") else None
        if parts := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", said):
            return _between(date(int(parts[3]), int(parts[2]), int(parts[1]))), Precision.EXACT, None
        if parts := re.fullmatch(r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+),? (\d{4})", said):
            return _between(date(int(parts[3]), _month(parts[2]), int(parts[1]))), Precision.EXACT, None
        if parts := re.fullmatch(r"([A-Za-z]+) (\d{4})", said):
            return _between(date(int(parts[2]), _month(parts[1]), 1)), Precision.MONTH, None
        if re.fullmatch(r"\d{4}", said):
            return _between(date(int(said), 1, 1)), Precision.YEAR, None
    except (ValueError, KeyError):
        pass
    raise Wrong("This is not a day. Write it like 5/3/2024, or March 2024, or 2024.", column)


def _month(name: str) -> int:
    return MONTHS[name.lower()]


def _between(day: date) -> date:
    if not 1900 <= day.year <= 2199:
        raise ValueError(day)
    return day


def time_of(text: str) -> time:
    """A time as people write it.

    Raises:
        Wrong: it is no time.
    """
    said = text.strip().lower().replace(" ", "")
    if parts := re.fullmatch(r"(\d{1,2})[:.](\d\d)(?::\d\d(?:\.\d+)?)?(am|pm)?", said) or re.fullmatch(
        r"(\d{1,2})()(am|pm)", said
    ):
        hour, minute = int(parts[1]), int(parts[2] or 0)
        if parts[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if parts[3] == "pm" else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Wrong("This is not a time. Write it like 14:30.", "at")


def _listed(words: Iterable[str]) -> str:
    said = list(words)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
