"""What a form's definition must hold beyond its shape; the sentence that refuses it names the question. Free of Django."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goldenthread.asks.definitions import NIL, Ask, Choice, Column, Form, Question
from goldenthread.core.errors import GoldenThreadError

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
PREFILL = re.compile(r"(last|figure:[a-z0-9_.-]+|held:[a-z0-9_]+|asked:numbers)?")
CELLS = {Ask.NUMBER, Ask.TEXT, Ask.CHOICE, Ask.YES_NO, Ask.DATE}
OF_EACH = CELLS | {Ask.CHOICES}
CONDITIONS = {Ask.CHOICE, Ask.CHOICES, Ask.YES_NO}


class BadDefinition(GoldenThreadError):
    """A form's definition does not hold; the text names the question and says what to change."""


def look_over(form: Form) -> None:
    """Refuse a form that nobody could answer.

    Raises:
        BadDefinition: the first thing that is wrong with it.
    """
    if not isinstance(form.version, int) or isinstance(form.version, bool) or form.version < 1:
        raise BadDefinition("The form’s version is a whole number from 1.")
    seen: dict[str, Question] = {}
    for question in form.questions():
        _key(question, seen)
        _question(question)
        _condition(question, seen)
        _relations(question, form)
        _instead(question, [*form.questions()])
        seen[question.key] = question


def _key(question: Question, seen: dict[str, Question]) -> None:
    if not KEY.fullmatch(question.key) or question.key == NIL:
        raise BadDefinition(f"The key “{question.key}” is not a short plain name, such as staff_trained.")
    if question.key in seen:
        raise BadDefinition(f"Two questions have the key “{question.key}”. Give each its own.")


def _question(question: Question) -> None:
    where = f"The question “{question.key}”"
    if question.kind in {Ask.CHOICE, Ask.CHOICES} and len(question.choices) < 2:
        raise BadDefinition(f"{where} has fewer than two choices.")
    if question.kind is Ask.MATRIX:
        _matrix(question, where)
    if question.kind is Ask.CASES:
        _cases(question, where)
    _distinct(question.choices, where, "choices")
    if question.least is not None and question.most is not None and question.least > question.most:
        raise BadDefinition(f"{where} has a least number above its most.")
    if not PREFILL.fullmatch(question.prefill):
        raise BadDefinition(f"{where} is filled from “{question.prefill}”. Say last, figure:…, held:… or asked:numbers")


def _matrix(question: Question, where: str) -> None:
    if not question.rows or not question.columns:
        raise BadDefinition(f"{where} is a table without rows or columns.")
    _distinct(question.rows, where, "rows")
    _distinct(question.columns, where, "columns")
    keys = {column.key for column in question.columns}
    for column in question.columns:
        _column(question, column, keys, where)


def _column(question: Question, column: Column, keys: set[str], where: str) -> None:
    takes = question.takes(column)
    if takes not in CELLS:
        raise BadDefinition(f"{where} has a column that asks for {takes}, which a table’s cell cannot hold.")
    if takes is Ask.CHOICE and len(question.choices_of(column)) < 2:
        raise BadDefinition(f"{where} has the column “{column.key}” with fewer than two choices.")
    if column.part_of and (column.part_of not in keys or column.part_of == column.key):
        raise BadDefinition(f"{where} has a column that is part of “{column.part_of}”, which is no other column of it.")


def _cases(question: Question, where: str) -> None:
    if not question.of_each:
        raise BadDefinition(f"{where} asks nothing of each {question.one_case}.")
    seen: dict[str, Question] = {}
    for one in question.of_each:
        _key(one, seen)
        if one.kind not in OF_EACH:
            raise BadDefinition(f"{where} asks for {one.kind} of each {question.one_case}, which it cannot.")
        _question(one)
        _condition(one, seen)
        if one.prefill or one.part_of or one.adds_to:
            raise BadDefinition(
                f"{where} has “{one.key}”, which cannot be filled in or added up for each {question.one_case}."
            )
        _instead(one, question.of_each)
        seen[one.key] = one


def _instead(question: Question, among: Sequence[Question]) -> None:
    """What may be said instead of an answer is a text beside it that nobody must write."""
    if not question.or_else:
        return
    other = next((one for one in among if one.key == question.or_else), None)
    if other is None or other is question or other.kind is not Ask.TEXT or other.is_required:
        raise BadDefinition(
            f"The question “{question.key}” may be left for “{question.or_else}”, which is no optional text beside it."
        )


def _distinct(listed: Sequence[Choice], where: str, what: str) -> None:
    for said in ([one.key for one in listed], [one.words.casefold() for one in listed]):
        twice = next((one for one in said if said.count(one) > 1), None)
        if twice is not None:
            raise BadDefinition(f"{where} has “{twice}” twice among its {what}.")


def _condition(question: Question, seen: dict[str, Question]) -> None:
    """A condition looks back, so that the page can ask in order and no two wait for each other."""
    if question.asked_if is None:
        return
    where = f"The question “{question.key}”"
    on = seen.get(question.asked_if.question)
    if on is None or on.kind not in CONDITIONS:
        raise BadDefinition(
            f"{where} depends on “{question.asked_if.question}”, which is no choice or yes-or-no question before it."
        )
    known = {"yes", "no"} if on.kind is Ask.YES_NO else {one.key for one in on.choices}
    unknown = sorted(set(question.asked_if.is_one_of) - known)
    if unknown or not question.asked_if.is_one_of:
        said = unknown[0] if unknown else ""
        raise BadDefinition(f"{where} depends on the answer “{said}”, which “{on.key}” does not offer.")


def _relations(question: Question, form: Form) -> None:
    for name in (question.part_of, question.adds_to):
        if not name:
            continue
        other = form.question(name)
        if other is None or other is question or {question.kind, other.kind} != {Ask.NUMBER}:
            raise BadDefinition(
                f"The question “{question.key}” is part of “{name}”, which is no other number of the form."
            )
