"""What a form as a file says of itself, and what was typed into one, as answers. Free of Django.

A workbook and a Word file are read alike: each gives the text that stands beside every question, and this makes answers of it.
What can be read is never lost: a number or a day that cannot be understood stays as it was typed, for a person to correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.asks.definitions import NIL, Answers, Ask, Choice, Form, Question
from goldenthread.asks.reading_numbers import day_written, number
from goldenthread.asks.saying import is_empty, plainly

MARK = "golden-thread-form"
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
TICKS = {"x", "yes", "y", "true", "1", "✓", "✔", "☒", "☑", "√"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class About:
    """Which ask, which agency and which version of which form a file was made for."""

    ask: str
    agency: str
    form: str
    version: int
    ask_title: str = ""
    agency_name: str = ""


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be understood: the question, and a sentence that quotes what stands there."""

    key: str
    words: str


@dataclass
class Read:
    """What a file says: answers, what could not be understood, and what somebody should know of the file as a whole."""

    answers: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def numbering(form: Form) -> dict[str, str]:
    """The number of each question, as it is printed: the third of section 2 is 2.3."""
    return {
        question.key: f"{place}.{number_in_it}"
        for place, section in enumerate(form.sections, start=1)
        for number_in_it, question in enumerate(section.questions, start=1)
    }


def clean(said: Any) -> str:
    """Text as a file can hold it and a page would keep it."""
    return CONTROL.sub("", str(said).replace("\r\n", "\n").replace("\r", "\n")).strip()


def choices_of(question: Question) -> tuple[Choice, ...]:
    return YES_NO if question.kind is Ask.YES_NO else question.choices


def as_typed(question: Question, value: Any) -> str:
    """A single answer as somebody would type it into a file, and as `taken` reads it back."""
    if is_empty(value):
        return ""
    if question.kind is Ask.CHOICES:
        return clean("\n".join(plainly(Ask.CHOICE, one, choices=question.choices) for one in value))
    if question.kind in {Ask.CHOICE, Ask.YES_NO, Ask.FILE}:
        return clean(plainly(question.kind, value, choices=choices_of(question)))
    return clean(value)


def taken(question: Question, said: str, where: str = "") -> tuple[Any, Problem | None]:
    """A single answer from what was typed, with what could not be understood of it.

    Args:
        where: which cell or case of the question, for the sentence.
    """
    text = clean(said)
    if not text:
        return None, None
    match question.kind:
        case Ask.CHOICE | Ask.YES_NO:
            found = _choice(choices_of(question), text)
            return (found, None) if found else (None, _problem(question, where, text, _offered(question)))
        case Ask.CHOICES:
            return _choices(question, text, where)
        case Ask.DATE:
            day = day_typed(text)
            wrong = _problem(question, where, text, "Write a day such as 31 March 2024")
            return (day, None) if day else (text, wrong)
        case Ask.NUMBER if number(text) is None:
            return text, _problem(question, where, text, "Write a number in digits, such as 12")
        case _:
            return text, None


def _problem(question: Question, where: str, text: str, remedy: str) -> Problem:
    short = text if len(text) <= 60 else f"{text[:57]}…"
    return Problem(question.key, f"{question.words}{where}: “{short}” could not be understood. {remedy}.")


def _offered(question: Question) -> str:
    return f"Choose one of: {'; '.join(one.words for one in choices_of(question))}"


def _choice(choices: Iterable[Choice], text: str) -> str | None:
    """The choice whose words, or the part of them before a colon, were typed."""
    wanted = " ".join(text.casefold().split())
    listed = [(one.key, " ".join(one.words.casefold().split())) for one in choices]
    whole = [key for key, words in listed if words == wanted]
    short = [key for key, words in listed if words.partition(":")[0] == wanted]
    return whole[0] if whole else short[0] if len(short) == 1 else None


def _choices(question: Question, text: str, where: str) -> tuple[Any, Problem | None]:
    lines = [one.strip() for one in text.split("\n") if one.strip()]
    said = [one for line in lines for one in _parts(question, line)]
    read = [(one, _choice(question.choices, one)) for one in said]
    found = [key for _, key in read if key]
    lost = [one for one, key in read if not key]
    wrong = _problem(question, where, "; ".join(lost), _offered(question)) if lost else None
    return list(dict.fromkeys(found)) or None, wrong


def _parts(question: Question, line: str) -> list[str]:
    """A line is one choice; or several with semicolons between, which a choice's own words may hold too."""
    if _choice(question.choices, line):
        return [line]
    return [one.strip() for one in line.split(";") if one.strip()]


def day_typed(text: str) -> str | None:
    """A day as people write it, as it is kept. None where it is none."""
    found = day_written(text)
    return found.isoformat() if found else None


def is_ticked(said: str) -> bool:
    """Whether a box beside a choice was marked."""
    return said.strip().casefold() in TICKS


def fits(file: About | None, wanted: About) -> list[str]:
    """What somebody should know of a file before its answers are used; nothing where it is the very one.

    Raises:
        WrongFile: it answers something else, or for somebody else.
    """
    if file is None:
        raise WrongFile(
            "This file was not made here, so nothing in it can be told apart. Download the form from this page, fill that in, "
            "and send it back."
        )
    if file.ask != wanted.ask:
        named = f"“{file.ask_title}”" if file.ask_title else "something else"
        raise WrongFile(f"This file answers {named}. This page is for “{wanted.ask_title}”. Choose the file for that.")
    if file.agency != wanted.agency:
        raise WrongFile(
            "This file was made for another agency, so it was not read. Download the form from this page, and fill that in."
        )
    if (file.form, file.version) != (wanted.form, wanted.version):
        words = f"The file holds version {file.version} of the questions, and version {wanted.version} is asked now."
        return [f"{words} What still fits was read. Look each answer over, and answer what is new."]
    return []


class WrongFile(Exception):
    """A file that does not belong here; the text says why."""


def tell_how_full(read: Read, form: Form, had: Answers) -> None:
    """Say what the file left empty: half-filled is no fault."""
    if NIL in read.answers:
        return
    asked = [one for one in form.asked({**had, **read.answers}) if one.kind is not Ask.FILE]
    empty = [one for one in asked if one.is_required and is_empty(read.answers.get(one.key))]
    kept = [one for one in empty if not is_empty(had.get(one.key))]
    if not read.answers:
        read.notices.append("The file holds no answers. Was it saved after you filled it in?")
    elif empty:
        are = "question is" if len(empty) == 1 else "questions are"
        read.notices.append(f"{len(empty)} {are} not answered in the file. You can go on here, or in the file.")
    if kept:
        read.notices.append(
            f"{len(kept)} of them {'has' if len(kept) == 1 else 'have'} an answer here, which was kept."
        )


def about_from(said: Mapping[str, str]) -> About | None:
    """What a file says of itself, from the names and values it carries."""
    if said.get("made by") != MARK or not str(said.get("version", "")).isdecimal():
        return None
    names = ("ask", "agency", "form", "ask_title", "agency_name")
    return About(version=int(said["version"]), **{name: str(said.get(name, "")) for name in names})


def about_as_data(about: About) -> dict[str, str]:
    """The names and values that a file carries of itself."""
    return {
        "made by": MARK,
        "ask": about.ask,
        "agency": about.agency,
        "form": about.form,
        "version": str(about.version),
        "ask_title": clean(about.ask_title),
        "agency_name": clean(about.agency_name),
    }
