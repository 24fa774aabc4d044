"""Several agencies' answers to one form, question by question, with totals where numbers add. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.asks.definitions import NIL, Answers, Ask, Form, Question, is_asked
from goldenthread.asks.reading_numbers import number
from goldenthread.asks.saying import NOTHING, cell_in_words, in_words, number_in_words

NIL_RETURN, NOT_ASKED = "Nil return", "Not asked"
DO_NOT_ADD = frozenset({"percent"})
"""Units of which a sum says nothing."""


@dataclass(frozen=True)
class Given:
    """What one agency handed in, with what it said of what looked unusual: key, warning, words."""

    answers: Answers
    explained: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class Cell:
    """One agency's answer to one question. `value` is the number, where it is one."""

    words: str
    said: tuple[tuple[str, str], ...] = ()
    value: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One question, or one cell of a question that is a table, with every agency's answer."""

    words: str
    cells: tuple[Cell, ...]
    is_number: bool = False
    total: Decimal | None = None
    unit: str = ""

    @property
    def is_silent(self) -> bool:
        """Nobody answered it."""
        return all(one.words in {NOTHING, NOT_ASKED, NIL_RETURN} for one in self.cells)

    @property
    def counted(self) -> int:
        """How many agencies gave a number."""
        return sum(one.value is not None for one in self.cells)

    @property
    def total_words(self) -> str:
        """ "452 people", or "452 people, from 3 of 4" where an agency gave no number. Empty where it does not add."""
        if self.total is None:
            return ""
        came = f", from {self.counted} of {len(self.cells)}" if self.counted < len(self.cells) else ""
        return f"{number_in_words(str(self.total), self.unit)}{came}"


@dataclass(frozen=True)
class Part:
    """A section of the form."""

    title: str
    lines: tuple[Line, ...]


def parts(form: Form, given: Sequence[Given]) -> list[Part]:
    """Every section with its questions, and each agency's answer in the order given. Nil returns come first, in their words."""
    found = []
    if any(NIL in one.answers for one in given):
        said = tuple(Cell(str(one.answers.get(NIL) or "It answered the questions")) for one in given)
        found.append(Part(NIL_RETURN, (Line("Why there is nothing to tell", said),)))
    for section in form.sections:
        lines = tuple(line for one in section.questions for line in _lines(form, one, given))
        found.append(Part(section.title, lines))
    return [one for one in found if one.lines]


def _lines(form: Form, question: Question, given: Sequence[Given]) -> Iterator[Line]:
    if question.kind is Ask.MATRIX:
        yield from _table(form, question, given)
        return
    is_number = question.kind is Ask.NUMBER
    cells = tuple(_cell(form, question, one) for one in given)
    yield _line(question.words, cells, is_number=is_number, unit=question.unit)


def _line(words: str, cells: tuple[Cell, ...], *, is_number: bool, unit: str) -> Line:
    numbers = [one.value for one in cells if one.value is not None]
    adds = is_number and unit not in DO_NOT_ADD and len(numbers) > 1
    return Line(words, cells, is_number, sum(numbers, Decimal(0)) if adds else None, unit)


def _cell(form: Form, question: Question, one: Given) -> Cell:
    value = one.answers.get(question.key)
    said = _said(question, one)
    if NIL in one.answers:
        return Cell(NIL_RETURN)
    if not is_asked(question, one.answers, list(form.questions())):
        return Cell(NOT_ASKED)
    is_number = question.kind is Ask.NUMBER
    return Cell(in_words(question, value), said, number(value) if is_number and value is not None else None)


def _said(question: Question, one: Given) -> tuple[tuple[str, str], ...]:
    return tuple((each["warning"], each["words"]) for each in one.explained if each.get("key") == question.key)


def _table(form: Form, question: Question, given: Sequence[Given]) -> Iterator[Line]:
    """A question that is a table: a line for each of its cells. What was said of it stands with the first."""
    is_first = True
    for row in question.rows:
        for column in question.columns:
            is_number = question.takes(column) is Ask.NUMBER
            cells = tuple(
                _of_table(form, question, one, row.key, column, said=_said(question, one) if is_first else ())
                for one in given
            )
            yield _line(f"{question.words}: {row.words}, {column.words}", cells, is_number=is_number, unit=column.unit)
            is_first = False


def _of_table(
    form: Form, question: Question, one: Given, row: str, column: Any, *, said: tuple[tuple[str, str], ...]
) -> Cell:
    if NIL in one.answers:
        return Cell(NIL_RETURN)
    if not is_asked(question, one.answers, list(form.questions())):
        return Cell(NOT_ASKED)
    rows = one.answers.get(question.key)
    cells = rows.get(row) if isinstance(rows, Mapping) else None
    value = cells.get(column.key) if isinstance(cells, Mapping) else None
    is_number = question.takes(column) is Ask.NUMBER
    words = cell_in_words(question, column, value)
    return Cell(words, said, number(value) if is_number and value is not None else None)


def as_lines(every: Iterable[Part]) -> Iterator[list[Any]]:
    """The same as lines of a file: part, question, answers, total; below it what was said of what looked unusual."""
    for part in every:
        for line in part.lines:
            cells = [one.words if one.value is None else one.value for one in line.cells]
            yield [part.title, line.words, *cells, "" if line.total is None else line.total]
            if any(one.said for one in line.cells):
                said = [
                    "\n".join(f"{warning} The agency says: {words}" for warning, words in one.said)
                    for one in line.cells
                ]
                yield [part.title, f"{line.words}: what looked unusual", *said, ""]
