"""What stands between a report and its publication, and who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.reports import compliance, drafting, numbers
from goldenthread.reports.compliance import Answer
from goldenthread.reports.drafting import Found, Reading
from goldenthread.reports.models import Report, Section
from goldenthread.reports.steps import State

MANAGER = "the Board’s manager"
ANALYST = "the performance analyst"


@dataclass(frozen=True)
class Stands:
    """One thing that stands in the way: what, who holds it, and the section it is in, if it is in one."""

    words: str
    held_by: str
    section: str = ""
    is_data: bool = False
    """Whether it is for the year's data to come, and mended where they are loaded."""


@dataclass(frozen=True)
class Part:
    """A section with what is wrong in it."""

    section: Section
    faults: list[Found]

    @property
    def said(self) -> str:
        return drafting.summary(self.faults)


@dataclass(frozen=True)
class Readiness:
    """How far a report is."""

    reading: Reading
    is_released: bool
    parts: list[Part]
    answers: list[Answer]
    overdue: list[str]
    in_the_way: list[Stands]

    @property
    def signed_off(self) -> int:
        return sum(part.section.stands is State.SIGNED_OFF for part in self.parts)


def of(report: Report) -> Readiness:
    """How far a report is, read as it stands.

    Raises:
        NotPossibleNow: it has no figures to read with.
    """
    found = numbers.of(report)
    sections = list(report.sections.select_related("person"))
    reading = drafting.read(report, found.release, sections=sections)
    parts = [Part(one, reading.faults[one.slug]) for one in sections]
    answers = compliance.check(reading.document)
    in_the_way = [
        *(_of_part(part) for part in parts if part.faults or part.section.stands is not State.SIGNED_OFF),
        *_of_limbs(answers),
    ]
    waiting = list(dict.fromkeys(title for part in parts for one in part.faults for title in one.waits_for))
    if waiting:
        in_the_way.append(Stands(f"{drafting.waits(report.period, waiting)}.", ANALYST, is_data=True))
    if not found.is_released:
        words = f"The figures of {report.period} have not been released. Until then, numbers are as they are today."
        in_the_way.append(Stands(words, ANALYST))
    overdue = compliance.overdue(reading.document)
    return Readiness(reading, found.is_released, parts, answers, overdue, in_the_way)


def _of_part(part: Part) -> Stands:
    section = part.section
    state = section.stands.words.lower()
    words = f"{section.title}: {state}" + (f"; {part.said}" if part.faults else "")
    holder = section.held_by if section.stands is not State.READY else f"{section.held_by}, or {MANAGER}"
    return Stands(f"{words}.", holder, section.slug)


def _of_limbs(answers: list[Answer]) -> Iterator[Stands]:
    missing = [f"“{answer.title}”" for answer in answers if not answer.is_answered]
    if missing:
        which = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
        yield Stands(f"No section answers {which}. Say it, even if it is “none this year”.", MANAGER)
