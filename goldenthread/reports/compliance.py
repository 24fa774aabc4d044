"""What the law asks of an annual report, and whether this one says it (Care Act 2014, Schedule 2, paragraph 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.reports.document import Block, Chart, Document, Paragraph, Table, blocks_of

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
    """Each limb with the sections that answer it. A section without a word answers nothing; "none this year" is a word."""
    said = [section for section in document.sections if _says_something(section.blocks)]
    return [
        Answer(limb, title, tuple(section.title for section in said if limb in section.limbs))
        for limb, title in LIMBS.items()
    ]


def _says_something(blocks: list[Block]) -> bool:
    return any(isinstance(block, Paragraph | Table | Chart) for block in blocks_of(blocks))
