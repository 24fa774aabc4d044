"""What an ask's form is: sections of questions, as data that has versions. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
"""What was answered, by the question's key, in JSON's own types.

text: str · number: the typed text, such as "12" or "4.5" · date: "2024-03-31" · choice: the choice's key ·
choices: a list of keys · yes_no: "yes" or "no" · matrix: {row key: {column key: value}}, a value as `Column.takes` says ·
file: {"id", "name", "sha256"} ·
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
class Column(Choice):
    """A column of a matrix. `part_of` names the column it counts a part of: compliant staff of those in scope."""

    takes: Ask | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    part_of: str = ""


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
        prefill: "last" (the last accepted answer), "figure:<id>" (a figure of the ask's period), "held:<name>" (what the
            program holds of the agency already, such as the actions it owns) or "asked:numbers" (what the ask itself names, a
            case for each); "" for none.
        least, most: bounds of a number, refused beyond; `warn_above_last` warns (percent of change since last time).
        part_of: of a number: the question whose number it is a part of, and cannot be more than.
        adds_to: of a number: the question whose number it makes up, together with all that say the same.
        rows, columns: of a matrix; `cell` is what its cells take (number, choice or text) where a column does not say.
        of_each: the questions asked of each case, for `cases`; `one_case` is what one of them is called.
        or_else: the key of a text beside it that may be answered instead: why there is no number.
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
    columns: tuple[Column, ...] = ()
    cell: Ask = Ask.NUMBER
    of_each: tuple[Question, ...] = ()
    one_case: str = "case"
    least: float | None = None
    most: float | None = None
    warn_above_last: int | None = None
    part_of: str = ""
    adds_to: str = ""
    prefill: str = ""
    asked_if: Condition | None = None
    or_else: str = ""
    theme: str = ""
    principle: str = ""

    def takes(self, column: Column) -> Ask:
        """What a cell of this column of the matrix takes."""
        return column.takes or self.cell

    def choices_of(self, column: Column) -> tuple[Choice, ...]:
        return column.choices or self.choices


@dataclass(frozen=True)
class Section:
    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True)
class Form:
    """A form as it stands in one version.

    Args:
        allows_nil: an agency may say in one sentence that it has nothing to answer.
        is_by_theme: each ask is about one theme: questions tagged with another are left out (`about`), and "{theme}" in
            its words stands for the theme's name.
        counts_days: its numbers are of the days an ask covers, so the ask must say which.
        basis_in_law: why an agency may be asked this, printed where it answers.
        signed_off_as: what somebody who signs the answers off confirms.
    """

    slug: str
    version: int
    title: str
    purpose: str
    sections: tuple[Section, ...]
    allows_nil: bool = False
    is_by_theme: bool = False
    counts_days: bool = False
    basis_in_law: str = ""
    signed_off_as: str = ""

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    @property
    def names_numbers(self) -> bool:
        """Each ask says which numbers it is for: its answers begin with them."""
        return any(one.prefill == "asked:numbers" for one in self.questions())

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions() if one.key == key), None)

    def asked(self, answers: Answers) -> Iterator[Question]:
        """The questions that are asked, given what was answered so far."""
        every = list(self.questions())
        return (one for one in every if is_asked(one, answers, every))

    def about(self, theme: str, named: str) -> Form:
        """The form as it is asked about one theme. A form that is not by theme stays as it is."""
        if not self.is_by_theme:
            return self
        named = named if named[1:2].isupper() else f"{named[:1].lower()}{named[1:]}"
        kept = tuple(
            replace(
                section,
                title=section.title.replace(THEME, named),
                intro=section.intro.replace(THEME, named),
                questions=tuple(_named(one, named) for one in section.questions if one.theme in {"", theme}),
            )
            for section in self.sections
        )
        kept = tuple(section for section in kept if section.questions)
        words = {name: getattr(self, name).replace(THEME, named) for name in ("title", "purpose", "basis_in_law")}
        return replace(self, sections=kept, is_by_theme=False, **words)


THEME = "{theme}"


def _named(question: Question, named: str) -> Question:
    words = {name: getattr(question, name).replace(THEME, named) for name in ("words", "help", "basis")}
    return replace(question, **words)


def is_asked(question: Question, answers: Answers, among: Sequence[Question]) -> bool:
    """Whether a question is asked: its condition holds, and so does that of the question it depends on.

    Args:
        answers: what was answered so far; of a question that is asked of each case, what was answered of this case.
        among: the questions its condition may name.
    """
    if question.asked_if is None:
        return True
    depends_on = next((one for one in among if one.key == question.asked_if.question), None)
    if depends_on is None or not is_asked(depends_on, answers, among):
        return False
    return holds(question.asked_if, answers)


def holds(condition: Condition, answers: Answers) -> bool:
    given = answers.get(condition.question)
    said = given if isinstance(given, list) else [given]
    return any(one in condition.is_one_of for one in said)
