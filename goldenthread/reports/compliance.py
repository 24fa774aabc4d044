"""What the law asks of an annual report, and whether this one says it (Care Act 2014, Schedule 2, paragraph 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.reports.dates import for_machines
from goldenthread.reports.document import Document, Inlines, lines_of
from goldenthread.reports.emptiness import says_something

LIMBS: Mapping[str, str] = {
    "a": "What the Board did",
    "b": "How we carried out our plan",
    "c": "What each member did",
    "d": "Reviews that ended this year",
    "e": "Reviews under way on 31 March",
    "f": "What we did about findings",
    "g": "Findings we decided not to act on, and why",
}
RECIPIENTS = (
    "the chief executive and the leader of the council",
    "the local policing body",
    "Local Healthwatch",
    "the chair of the Health and Wellbeing Board",
)
"""To whom a copy must be sent (paragraph 4(3))."""


@dataclass(frozen=True)
class Answer:
    """One limb: which sections answer it, or that none does."""

    limb: str
    title: str
    sections: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        return bool(self.sections)


def check(document: Document) -> list[Answer]:
    """Each limb with the sections that answer it: by records, or by what a person wrote, such as "none this year".

    What the program prints where the records hold nothing is no answer.
    """
    said = [section for section in document.sections if says_something(section.blocks)]
    return [
        Answer(limb, title, tuple(section.title for section in said if limb in section.limbs))
        for limb, title in LIMBS.items()
    ]


def overdue(document: Document) -> list[str]:
    """Lines that call something due by a day before the report's own: it has happened by now, or it is late."""
    written = for_machines(document.dated)
    return [
        "".join(one.text for one in line).strip()
        for section in document.sections
        for line in lines_of(section.blocks)
        if any(_is_past(line, place, written) for place in range(len(line)))
    ]


def _is_past(line: Inlines, place: int, written: str) -> bool:
    """Whether a date in the line is one that something was due by, and is past."""
    before = "".join(one.text for one in line[:place]).rpartition(". ")[2]
    said = for_machines(line[place].text) if line[place].kind == "time" else ""
    return "due" in before.split() and len(said) >= len("2024-06") and said[:7] < written[:7]
