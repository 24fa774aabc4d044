"""What differs between two answers to the same form, in words. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.asks.definitions import NIL, Answers, Ask, Form, Question
from goldenthread.asks.saying import cell_in_words, in_words


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is, how it was, how it is now. `key` is the question's."""

    words: str
    before: str
    after: str
    key: str = ""


def differences(form: Form, before: Answers, after: Answers) -> list[Change]:
    """What differs, in the form's order. Tables are compared cell by cell, cases one by one."""
    found = list(_nil(before, after))
    for question in form.questions():
        found += _question(question, before.get(question.key), after.get(question.key))
    return found


def _nil(before: Answers, after: Answers) -> Iterator[Change]:
    if before.get(NIL) != after.get(NIL):
        was, now = (str(one.get(NIL) or "Not a nil return") for one in (before, after))
        yield Change("Nil return", was, now, NIL)


def _question(question: Question, before: Any, after: Any) -> list[Change]:
    if before == after:
        return []
    if question.kind is Ask.MATRIX:
        return list(_matrix(question, _mapping(before), _mapping(after)))
    if question.kind is Ask.CASES:
        return list(_cases(question, _list(before), _list(after)))
    return list(_told(question.words, in_words(question, before), in_words(question, after), question.key))


def _told(words: str, before: str, after: str, key: str) -> Iterator[Change]:
    """A change that can be seen; the same number typed in another way is none."""
    if before != after:
        yield Change(words, before, after, key)


def _matrix(question: Question, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for row in question.rows:
        was, now = _mapping(before.get(row.key)), _mapping(after.get(row.key))
        for column in question.columns:
            before_it, after_it = (cell_in_words(question, column, one.get(column.key)) for one in (was, now))
            yield from _told(f"{question.words}: {row.words}, {column.words}", before_it, after_it, question.key)


def _cases(question: Question, before: list[Any], after: list[Any]) -> Iterator[Change]:
    for place in range(max(len(before), len(after))):
        was, now = (_mapping(one[place]) if place < len(one) else None for one in (before, after))
        words = f"{question.words}: {question.one_case} {place + 1}"
        if was is None or now is None:
            before_it, after_it = ("Not there" if one is None else "There" for one in (was, now))
            yield Change(words, before_it, after_it, question.key)
        for one in question.of_each:
            before_it, after_it = (in_words(one, (case or {}).get(one.key)) for case in (was, now))
            yield from _told(f"{words}, {one.words}", before_it, after_it, question.key)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
