"""Abbreviations and words of the field, expanded at first use and listed at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goldenthread.reports.document import Block, Inline, Inlines, Items, Note, Paragraph, Section

ABBREVIATIONS = {
    "CASPA": "Critical Adult Safeguarding Partnership Arrangements, the high-risk panel",
    "DWP": "Department for Work and Pensions",
    "ELFT": "East London NHS Foundation Trust",
    "ICB": "integrated care board",
    "MARAC": "multi-agency risk assessment conference",
    "MASH": "multi-agency safeguarding hub",
    "NHS": "National Health Service",
    "VCSE": "voluntary, community and social enterprise",
}
WORDS = {
    "Concern": "A report to the council that an adult may be experiencing, or at risk of, abuse or neglect.",
    "Enquiry": "What the council makes, or causes another to make, to decide what should be done (section 42).",
    "Likely range": "The range that chance alone would give nineteen times in twenty.",
    "Review": "A Safeguarding Adults Review (section 44).",
    "Withheld": "A number from one to four, or one that would give such a number away, is shown as [c].",
}


class Expander:
    """Expands each abbreviation where a report first uses it."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._pattern = re.compile(r"\b(" + "|".join(ABBREVIATIONS) + r")\b")

    def section(self, section: Section) -> None:
        section.finding = self._line(section.finding)
        self._blocks(section.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    block.inlines = self._line(block.inlines)
                case Items():
                    block.items = [self._line(item) for item in block.items]
                case Note():
                    self._blocks(block.blocks)
                case _:
                    continue

    def _line(self, line: Inlines) -> Inlines:
        found: list[Inline] = []
        for run in line:
            found += self._run(run) if run.kind == "text" else [run]
        return tuple(found)

    def _run(self, run: Inline) -> list[Inline]:
        found: list[Inline] = []
        place = 0
        for match in self._pattern.finditer(run.text):
            short = match.group()
            if short in self.used:
                continue
            self.used.add(short)
            found.append(Inline("text", run.text[place : match.start()], style=run.style))
            found.append(Inline("abbreviation", short, ABBREVIATIONS[short], style=run.style))
            place = match.end()
        found.append(Inline("text", run.text[place:], style=run.style))
        return [one for one in found if one.text]

    def listed(self) -> list[tuple[str, str]]:
        """What the glossary prints: the abbreviations the report uses, and the words it stands on."""
        return sorted([*((short, ABBREVIATIONS[short]) for short in self.used), *WORDS.items()])
