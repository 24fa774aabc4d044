"""What in an answer is worth a second look. It never stops anybody. Free of Django."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.asks import codebook
from goldenthread.asks.codebook import Check
from goldenthread.asks.definitions import Answers, Ask, Form, Question
from goldenthread.asks.reading_numbers import day, number
from goldenthread.asks.saying import day_in_words, is_empty, number_in_words, total

LONG_ENOUGH = 80
"""A text shorter than this may well be the same twice."""
BIG_CHANGE = 50
"""Percent, where the question does not say."""
FEW = 10
"""Below this, last time and now, a change in percent says nothing."""
TELLS_WHO = (
    ("an NHS number", re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b")),
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    ("a birth date", re.compile(r"\b(born|d\.?o\.?b\.?|date of birth)\b.{0,20}\d", re.IGNORECASE)),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")),
)


@dataclass(frozen=True)
class SecondLook:
    """Something to look at again: the question, the number of the check, and a sentence."""

    key: str
    code: str
    words: str


def warnings(form: Form, answers: Answers, last: Answers, today: date | None) -> Iterator[SecondLook]:
    """Everything in an answer that is worth a second look, in the form's order."""
    asked = list(form.asked(answers))
    for question in asked:
        value, before = answers.get(question.key), last.get(question.key)
        yield from _gone(question, value, before)
        if is_empty(value):
            continue
        yield from _one(question, value, before, today)
        yield from _part(question, form, answers)
    yield from _sums(form, asked, answers)


def _warning(check: Check, key: str, **about: Any) -> SecondLook:
    return SecondLook(key, check.code, check.words(**about))


def _gone(question: Question, value: Any, before: Any) -> Iterator[SecondLook]:
    if question.kind is Ask.NUMBER and is_empty(value) and number(before) is not None:
        yield _warning(codebook.GONE, question.key, words=question.words, last=number_in_words(before, question.unit))


def _one(question: Question, value: Any, before: Any, today: date | None) -> Iterator[SecondLook]:
    match question.kind:
        case Ask.NUMBER:
            yield from _number(question, value, before)
        case Ask.DATE:
            yield from _day(question, value, today)
        case Ask.TEXT:
            yield from _text(question, value, before)
        case Ask.MATRIX if isinstance(value, Mapping):
            yield from _matrix(question, value)
        case Ask.CASES if isinstance(value, list):
            told = (str(one) for case in value if isinstance(case, Mapping) for one in case.values())
            yield from _who(question, "\n".join(told))


def _number(question: Question, value: Any, before: Any) -> Iterator[SecondLook]:
    now, then = number(value), number(before)
    if now is None:
        return
    shown = number_in_words(value, question.unit)
    if question.unit == "percent" and now > 100:
        yield _warning(codebook.OVER_100, question.key, words=question.words, now=shown)
    if then is not None and _is_big(now, then, question):
        told = number_in_words(before, question.unit)
        yield _warning(codebook.BIG_CHANGE, question.key, words=question.words, now=shown, last=told)


def _is_big(now: Decimal, then: Decimal, question: Question) -> bool:
    if question.warn_above_last is None and max(abs(now), abs(then)) < FEW:
        return False
    bound = question.warn_above_last if question.warn_above_last is not None else BIG_CHANGE
    return abs(now - then) * 100 > bound * abs(then) if then else now != 0


def _day(question: Question, value: Any, today: date | None) -> Iterator[SecondLook]:
    given = day(value)
    if today is not None and given is not None and given > today:
        yield _warning(codebook.NOT_YET, question.key, words=question.words, now=day_in_words(value))


def _text(question: Question, value: Any, before: Any) -> Iterator[SecondLook]:
    said = " ".join(str(value).split())
    if len(said) > LONG_ENOUGH and isinstance(before, str) and said == " ".join(before.split()):
        yield _warning(codebook.SAME_WORDS, question.key, words=question.words)
    yield from _who(question, str(value))


def _who(question: Question, said: str) -> Iterator[SecondLook]:
    for what, pattern in TELLS_WHO:
        if pattern.search(said):
            yield _warning(codebook.MAY_NAME, question.key, words=question.words, what=what)
            return


def _matrix(question: Question, value: Mapping[str, Any]) -> Iterator[SecondLook]:
    """A column that counts a part holds no more than the column it is a part of."""
    named = {column.key: column for column in question.columns}
    for row in question.rows:
        given = value.get(row.key)
        cells = given if isinstance(given, Mapping) else {}
        for column in question.columns:
            part, whole = (number(cells.get(key)) if key else None for key in (column.key, column.part_of))
            if part is not None and whole is not None and part > whole:
                of = f"{row.words}, {named[column.part_of].words}"
                words = f"{row.words}, {column.words}"
                shown = {"now": number_in_words(part, column.unit), "whole": number_in_words(whole)}
                yield _warning(codebook.PART_ABOVE_WHOLE, question.key, words=words, of=of, **shown)


def _part(question: Question, form: Form, answers: Answers) -> Iterator[SecondLook]:
    whole = form.question(question.part_of or question.adds_to)
    if question.kind is not Ask.NUMBER or whole is None:
        return
    part, all_of_it = number(answers.get(question.key)), number(answers.get(whole.key))
    if part is not None and all_of_it is not None and part > all_of_it:
        shown = {"now": number_in_words(part, question.unit), "whole": number_in_words(all_of_it)}
        yield _warning(codebook.PART_ABOVE_WHOLE, question.key, words=question.words, of=whole.words, **shown)


def _sums(form: Form, asked: list[Question], answers: Answers) -> Iterator[SecondLook]:
    """Parts that together make a whole, where all of them were given."""
    parts: dict[str, list[Question]] = defaultdict(list)
    for question in asked:
        if question.adds_to:
            parts[question.adds_to].append(question)
    for key, of_it in parts.items():
        whole, sum_of_parts = number(answers.get(key)), total([answers.get(one.key) for one in of_it])
        named = form.question(key)
        if named is not None and whole is not None and sum_of_parts is not None and whole != sum_of_parts:
            shown = {"now": number_in_words(sum_of_parts), "whole": number_in_words(whole)}
            yield _warning(codebook.PARTS_DO_NOT_ADD, key, of=named.words, **shown)
