"""A form's questions as boxes on a page, and what was typed into them as answers. What cannot be read is kept as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from goldenthread.asks.checking import Fault, cell_question
from goldenthread.asks.definitions import Answers, Ask, Choice, Form, Question
from goldenthread.asks.reading_numbers import day_written
from goldenthread.asks.saying import in_words, is_empty
from goldenthread.core.days import PARTS

MOST_CASES = 200
LONG = 120
"""A text longer than this is shown in a tall box inside a table."""


@dataclass(frozen=True)
class Box:
    """One box: a name to send, an id to lead to, and what stands in it."""

    question: Question
    name: str
    value: Any
    errors: tuple[str, ...] = ()
    suggestion: str = ""
    """What the Board's record says, where the agency is to say it itself."""

    @property
    def id(self) -> str:
        return id_of(self.name)

    @property
    def kind(self) -> str:
        return str(self.question.kind)

    @property
    def is_long(self) -> bool:
        return self.question.kind is Ask.TEXT

    @property
    def days(self) -> list[tuple[str, str, str, int]]:
        """The three boxes of a day: (name, label, what stands in it, width)."""
        found = parts_of(self.value)
        widths = (2, 2, 4)
        return [
            (f"{self.name}-{part}", part.capitalize(), said, width)
            for part, said, width in zip(PARTS, found, widths, strict=True)
        ]

    @property
    def options(self) -> list[tuple[Choice, str, bool]]:
        """Each choice with the id of its box and whether it is chosen; the first has the question's own id."""
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [
            (one, self.id if place == 0 else f"{self.id}-{place}", one.key in chosen)
            for place, one in enumerate(choices_of(self.question))
        ]

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, as far as there are any."""
        said = [
            f"{self.id}-hint" if self.question.help or self.question.basis or self.suggestion else "",
            f"{self.id}-error" if self.errors else "",
        ]
        return " ".join(one for one in said if one)


@dataclass(frozen=True)
class Asked(Box):
    """A question of a section, with what stands around its box.

    Args:
        last: what was said last time, in words.
        filled: where what stands in it was filled in from.
        figure: of an empty box that a figure begins: what the Board holds of it, or that it holds none.
        condition: when to answer it, where that depends on another answer.
    """

    last: str = ""
    filled: str = ""
    figure: str = ""
    condition: str = ""
    rows: tuple[tuple[Choice, tuple[Box, ...]], ...] = ()
    cases: tuple[tuple[int, tuple[Box, ...]], ...] = ()
    file_address: str = ""
    can_copy: bool = field(default=False)


def choices_of(question: Question) -> tuple[Choice, ...]:
    if question.kind is Ask.YES_NO:
        return (Choice("yes", "Yes"), Choice("no", "No"))
    return question.choices


def name_of(key: str) -> str:
    return f"q-{key}"


def asked(
    question: Question,
    data: Answers,
    *,
    form: Form,
    faults: tuple[Fault, ...] = (),
    last: Answers | None = None,
    filled: str = "",
    figure: str = "",
    more_cases: int = 0,
    file_address: str = "",
    suggested: Mapping[tuple[int, str], str] | None = None,
) -> Asked:
    """One question as the page shows it."""
    name, value = name_of(question.key), data.get(question.key)
    own = tuple(one for one in faults if one.key == question.key)
    made = Asked(
        question,
        name,
        "" if value is None else value,
        tuple(one.words for one in own if not one.at),
        last=in_words(question, last[question.key]) if last and not is_empty(last.get(question.key)) else "",
        filled=filled,
        figure=figure,
        condition=_condition(question, form),
        file_address=file_address,
        can_copy=bool(last) and question.kind is not Ask.FILE,
    )
    if question.kind is Ask.MATRIX:
        return replace(made, rows=tuple(_rows(question, value, own)))
    if question.kind is Ask.CASES:
        return replace(made, cases=tuple(_cases(question, value, own, more_cases, suggested or {})))
    return made


def _condition(question: Question, form: Form) -> str:
    if question.asked_if is None:
        return ""
    on = form.question(question.asked_if.question)
    if on is None:
        return ""
    said = [f"“{one.words}”" for one in choices_of(on) if one.key in question.asked_if.is_one_of]
    return f"Answer this if you said {' or '.join(said)} to “{on.words}”"


def _at(faults: tuple[Fault, ...], at: str) -> tuple[str, ...]:
    return tuple(one.words for one in faults if one.at == at)


def _rows(question: Question, value: Any, faults: tuple[Fault, ...]) -> Iterator[tuple[Choice, tuple[Box, ...]]]:
    given = value if isinstance(value, Mapping) else {}
    for row in question.rows:
        cells = given.get(row.key) if isinstance(given.get(row.key), Mapping) else {}
        yield (
            row,
            tuple(
                Box(
                    replace(cell_question(question, column), help="", basis=""),  # they stand once, over the table
                    f"{name_of(question.key)}.{row.key}.{column.key}",
                    (cells or {}).get(column.key, ""),
                    _at(faults, f"{row.key}.{column.key}"),
                )
                for column in question.columns
            ),
        )


def _cases(
    question: Question, value: Any, faults: tuple[Fault, ...], more: int, suggested: Mapping[tuple[int, str], str]
) -> Iterator[tuple[int, tuple[Box, ...]]]:
    given = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    wanted = max(len(given) + more, 1)
    for place, case in enumerate([*given, *({} for _ in range(wanted - len(given)))], start=1):
        yield (
            place,
            tuple(
                Box(
                    one,
                    f"{name_of(question.key)}.{place}.{one.key}",
                    case.get(one.key, ""),
                    _at(faults, f"{place}.{one.key}"),
                    suggested.get((place, one.key), ""),
                )
                for one in question.of_each
            ),
        )


def typed(question: Question, sent: Any) -> Any:
    """What was typed into a question's boxes, as an answer; "" for nothing. Files come another way.

    Args:
        sent: the form's data, a QueryDict.
    """
    name = name_of(question.key)
    match question.kind:
        case Ask.MATRIX:
            return _typed_matrix(question, sent, name)
        case Ask.CASES:
            return _typed_cases(question, sent, name)
        case _:
            return _typed_one(question, sent, name)


def _typed_one(question: Question, sent: Any, name: str) -> Any:
    match question.kind:
        case Ask.DATE:
            return typed_day([str(sent.get(f"{name}-{part}", "")) for part in PARTS])
        case Ask.CHOICES:
            return [str(one) for one in sent.getlist(name) if str(one)]
        case _:
            return str(sent.get(name, "")).replace("\0", "").replace("\r\n", "\n").strip()


def _typed_matrix(question: Question, sent: Any, name: str) -> dict[str, Any]:
    rows = {
        row.key: {
            column.key: given
            for column in question.columns
            if not is_empty(
                given := _typed_one(cell_question(question, column), sent, f"{name}.{row.key}.{column.key}")
            )
        }
        for row in question.rows
    }
    return {key: cells for key, cells in rows.items() if cells}


def _typed_cases(question: Question, sent: Any, name: str) -> list[dict[str, Any]]:
    places = set()
    for one in sent:
        rest = one.removeprefix(f"{name}.").partition(".")[0]
        if one.startswith(f"{name}.") and rest.isdecimal() and 0 < int(rest[:4]) <= MOST_CASES:
            places.add(int(rest[:4]))
    cases = []
    for place in sorted(places):
        case = {
            each.key: given
            for each in question.of_each
            if not is_empty(given := _typed_one(each, sent, f"{name}.{place}.{each.key}"))
        }
        cases.append(case)
    return [case for case in cases if case]


def typed_day(parts: list[str]) -> str:
    """A day as ISO where it is one; otherwise as typed, so that nothing is lost and the check can say what is wrong.

    A whole day written into the first box is understood too.
    """
    day, month, year = (one.strip() for one in parts)
    if not (day or month or year):
        return ""
    found = day_written(" ".join((day, month, year)) if month or year else day)
    return found.isoformat() if found else "/".join((day, month, year))


def parts_of(value: Any) -> list[str]:
    """A day's three boxes: from ISO, or from what was typed here or in a file. What cannot be parted stands in the first."""
    text = str(value or "")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        said = text.split("/") if text.count("/") == 2 else re.split(r"[ ,./-]+", text.strip())
        return said if len(said) == 3 else [text, "", ""]
    return [str(found.day), str(found.month), str(found.year)]


def id_of(name: str) -> str:
    """The id of a box or a group of boxes, from the name it is sent under."""
    return name.replace(".", "-")


def heading_of(key: str) -> str:
    """The id of the heading over a table or a list: what a link leads to where no single box is meant."""
    return f"{name_of(key)}-heading"


def way_to(question: Question, at: str = "") -> str:
    """The id of the box that a fault is about, which takes the focus when a link leads to it.

    Args:
        at: where inside a table or a list, as a fault says it.
    """
    name = name_of(question.key)
    if question.kind is Ask.CASES:
        place, _, key = at.partition(".")
        place, key = place or "1", key or question.of_each[0].key
        inside = next((one for one in question.of_each if one.key == key), None)
        return _first(inside.kind, f"{name}.{place}.{key}") if inside else heading_of(question.key)
    if question.kind is Ask.MATRIX:
        _, _, key = at.partition(".")
        column = next((one for one in question.columns if one.key == key), None)
        return _first(question.takes(column), f"{name}.{at}") if column else heading_of(question.key)
    return _first(question.kind, name)


def _first(kind: Ask, name: str) -> str:
    """The first box of a question: of a day, the one for its day."""
    return f"{name}-day" if kind is Ask.DATE else id_of(name)
