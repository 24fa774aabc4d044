"""What an ask's form is: sections of questions, as data that has versions. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
"""What was answered, by the question's key, in JSON's own types.

text: str · number: the typed text, such as "12" or "4.5" · date: "2024-03-31" · choice: the choice's key ·
choices: a list of keys · yes_no: "yes" or "no" · matrix: {row key: {column key: value}} · file: {"id", "name", "sha256"} ·
cases: a list of {question key: value}, one for each case.
A question that was not answered has no key. Where the form allows a nil return, `{"nil": "why"}` is the whole answer.
"""
NIL = "nil"


class Ask(StrEnum):
    """What a question takes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    MATRIX = "matrix"
    FILE = "file"
    CASES = "cases"


@dataclass(frozen=True)
class Choice:
    key: str
    words: str


@dataclass(frozen=True)
class Condition:
    """Asked only where another question of the form was answered with one of these."""

    question: str
    is_one_of: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        key: a short plain name that outlives a rewording, unique in its form.
        unit: of a number: "people", "referrals", "percent", "pounds" …
        basis: of a number: what is counted, over which days.
        prefill: "last" (the last accepted answer) or "figure:<id>" (a figure of the ask's period); "" for none.
        least, most: bounds of a number, refused beyond; `warn_above_last` warns (percent of change since last time).
        rows, columns: of a matrix; `cell` is what its cells take (number, choice or text).
        of_each: the questions asked of each case, for `cases`.
        theme, principle: tags, by slug.
    """

    key: str
    words: str
    kind: Ask
    help: str = ""
    is_required: bool = True
    unit: str = ""
    basis: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    columns: tuple[Choice, ...] = ()
    cell: Ask = Ask.NUMBER
    of_each: tuple[Question, ...] = ()
    least: float | None = None
    most: float | None = None
    warn_above_last: int | None = None
    prefill: str = ""
    asked_if: Condition | None = None
    theme: str = ""
    principle: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True)
class Form:
    """A form as it stands in one version."""

    slug: str
    version: int
    title: str
    purpose: str
    sections: tuple[Section, ...]
    allows_nil: bool = False
    basis_in_law: str = ""

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions() if one.key == key), None)
