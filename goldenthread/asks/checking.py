"""Looks an answer over: what must be put right before it can be handed in, and what is worth a second look. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from goldenthread.asks import codebook, second_look
from goldenthread.asks.codebook import Check
from goldenthread.asks.definitions import NIL, Answers, Ask, Column, Form, Question, is_asked
from goldenthread.asks.reading_numbers import day, is_counted, number
from goldenthread.asks.saying import is_empty
from goldenthread.asks.second_look import SecondLook

MOST_TEXT = 20_000
MOST_CASES = 200

__all__ = ["Checked", "Fault", "SecondLook", "check"]


@dataclass(frozen=True)
class Fault:
    """Something to put right. `at` says where inside a table ("level_1.compliant") or a list of cases ("2.grade")."""

    key: str
    words: str
    code: str = ""
    at: str = ""

    @property
    def is_missing(self) -> bool:
        """Nothing is wrong with what was answered; something was not answered yet."""
        return self.code == codebook.MISSING.code


@dataclass(frozen=True)
class Checked:
    """What was found. A half-done answer has only faults that are `missing`."""

    faults: tuple[Fault, ...]
    warnings: tuple[SecondLook, ...]

    @property
    def is_complete(self) -> bool:
        """It can be handed in."""
        return not self.faults

    @property
    def wrong(self) -> tuple[Fault, ...]:
        return tuple(one for one in self.faults if not one.is_missing)

    @property
    def missing(self) -> tuple[Fault, ...]:
        return tuple(one for one in self.faults if one.is_missing)


def check(form: Form, answers: Answers, last: Answers | None = None, today: date | None = None) -> Checked:
    """Look an answer over.

    Args:
        last: the answer that was accepted last time, to compare with.
        today: to tell days that have not come; without it they are not looked for.
    """
    if NIL in answers:
        return Checked(tuple(_nil(form, answers)), ())
    faults = [
        *_unknown(form, answers),
        *(fault for question in form.asked(answers) for fault in _one(question, answers.get(question.key), answers)),
    ]
    return Checked(tuple(faults), tuple(second_look.warnings(form, answers, last or {}, today)))


def _fault(check: Check, key: str, at: str = "", **about: Any) -> Fault:
    return Fault(key, check.words(**{"where": "", **about}), check.code, at)


def _nil(form: Form, answers: Answers) -> Iterator[Fault]:
    if not form.allows_nil:
        yield _fault(codebook.NIL_NOT_TAKEN, NIL)
    elif not isinstance(answers[NIL], str) or not answers[NIL].strip():
        yield _fault(codebook.NIL_WHY, NIL)
    if len(answers) > 1:
        yield _fault(codebook.NIL_ALONE, NIL)


def _unknown(form: Form, answers: Answers) -> Iterator[Fault]:
    known = {question.key for question in form.questions()}
    return (_fault(codebook.NOT_ASKED, key, words=key) for key in answers if key not in known)


def _is_blank(value: Any) -> bool:
    return is_empty(value) or (isinstance(value, str) and not value.strip())


def _one(question: Question, value: Any, beside: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with one answer, or that it is missing: neither it nor what may stand for it `beside` it is given."""
    if _is_blank(value):
        if question.is_required and _is_blank(beside.get(question.or_else)):
            yield _fault(codebook.MISSING, question.key, words=question.words)
    elif question.kind is Ask.MATRIX:
        yield from _matrix(question, value)
    elif question.kind is Ask.CASES:
        yield from _cases(question, value)
    else:
        yield from _value(question, value)


def faults_of(question: Question, value: Any) -> tuple[Fault, ...]:
    """What is wrong with one answer by itself, or missing in it."""
    return tuple(_one(question, value, {}))


def _value(question: Question, value: Any, at: str = "", where: str = "") -> Iterator[Fault]:
    """What is wrong with a single value that was given."""
    found = _wrong(question, value)
    if found is not None:
        which, about = found
        yield _fault(which, question.key, at, where=where, **about)


def _wrong(question: Question, value: Any) -> tuple[Check, dict[str, Any]] | None:
    keys = {one.key for one in question.choices}
    match question.kind:
        case Ask.NUMBER:
            return _number(question, value)
        case Ask.TEXT if not isinstance(value, str) or len(value) > MOST_TEXT:
            return codebook.TOO_LONG, {"most": f"{MOST_TEXT:,}"}
        case Ask.DATE if day(value) is None:
            return codebook.NOT_A_DAY, {}
        case Ask.YES_NO if value not in ("yes", "no"):
            return codebook.NOT_YES_OR_NO, {}
        case Ask.CHOICE if not isinstance(value, str) or value not in keys:
            return codebook.NOT_A_CHOICE, {}
        case Ask.CHOICES if not isinstance(value, list) or any(one not in keys for one in map(str, value)):
            return codebook.NOT_A_CHOICE, {}
        case Ask.FILE if not isinstance(value, Mapping) or not {"id", "name", "sha256"} <= set(value):
            return codebook.NOT_A_FILE, {}
    return None


def _number(question: Question, value: Any) -> tuple[Check, dict[str, Any]] | None:
    read = number(value)
    if read is None:
        return codebook.NOT_A_NUMBER, {}
    if is_counted(question.unit) and read != read.to_integral_value():
        return codebook.NOT_WHOLE, {"unit": question.unit}
    least = 0 if question.least is None and is_counted(question.unit) else question.least
    if least is not None and read < least:
        return codebook.TOO_LOW, {"least": f"{least:g}"}
    if question.most is not None and read > question.most:
        return codebook.TOO_HIGH, {"most": f"{question.most:,g}"}
    return None


def _matrix(question: Question, value: Any) -> Iterator[Fault]:
    rows, columns = {one.key: one for one in question.rows}, {one.key: one for one in question.columns}
    if not isinstance(value, Mapping) or not _fits(value, set(rows), set(columns)):
        yield _fault(codebook.NOT_A_TABLE, question.key)
        return
    for row in question.rows:
        for column in question.columns:
            cell = value.get(row.key, {}).get(column.key)
            where = f" in “{row.words}”, “{column.words}”"
            at = f"{row.key}.{column.key}"
            if not is_empty(cell):
                yield from _value(cell_question(question, column), cell, at, where)
            elif question.is_required:
                yield _fault(codebook.MISSING, question.key, at, words=f"{question.words}{where}")


def _fits(value: Mapping[str, Any], rows: set[str], columns: set[str]) -> bool:
    return set(value) <= rows and all(isinstance(one, Mapping) and set(one) <= columns for one in value.values())


def cell_question(question: Question, column: Column) -> Question:
    """A cell of a matrix, as a question of its own."""
    return replace(
        question,
        words=column.words,
        kind=question.takes(column),
        choices=question.choices_of(column),
        unit=column.unit or question.unit,
        rows=(),
        columns=(),
        prefill="",
    )


def _cases(question: Question, value: Any) -> Iterator[Fault]:
    if not isinstance(value, list) or any(not isinstance(one, Mapping) for one in value):
        yield _fault(codebook.NOT_A_TABLE, question.key)
        return
    if len(value) > MOST_CASES:
        yield _fault(codebook.TOO_MANY, question.key, most=MOST_CASES, one=question.one_case)
    known = {one.key for one in question.of_each}
    for place, case in enumerate(value[:MOST_CASES], start=1):
        for key in sorted(set(case) - known):
            yield _fault(codebook.NOT_ASKED, question.key, f"{place}.{key}", words=key)
        for one in question.of_each:
            if is_asked(one, case, question.of_each):
                yield from _of_case(question, one, place, case)


def _of_case(question: Question, one: Question, place: int, case: Mapping[str, Any]) -> Iterator[Fault]:
    where = f" ({question.one_case} {place})"
    at = f"{place}.{one.key}"
    for fault in _one(replace(one, words=f"{one.words}{where}"), case.get(one.key), case):
        words = fault.words if fault.is_missing else f"{one.words}{where}: {fault.words}"
        yield replace(fault, key=question.key, at=at, words=words)
