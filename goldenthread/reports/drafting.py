"""Reading a report that is not finished: everything that can be shown is shown, and what is wrong is said by its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import wording
from goldenthread.figures.published import Release
from goldenthread.figures.wording import in_words
from goldenthread.reports import binding, inlines
from goldenthread.reports.document import Block, Document, Inline, Inlines, Section, Style
from goldenthread.reports.gather import Gatherer, number, resolve, whole
from goldenthread.reports.models import Report
from goldenthread.reports.models import Section as Written
from goldenthread.reports.narrative import Reader

FINDING = 0
"""The line of a fault in the finding."""
MOST = 200
"""So many faults are enough to mend; more are not looked for."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Found:
    """A fault of a section: where, what to do, and whether it is a number that is not bound."""

    line: int
    words: str
    is_number: bool = False

    @property
    def place(self) -> str:
        return f"Line {self.line}" if self.line else "Finding"


@dataclass
class DraftReader(Reader):
    """Reads one section as far as it can be read."""

    found: list[Found] = field(default_factory=list)
    crosses: list[tuple[int, str]] = field(default_factory=list)
    line_now: int = 1

    def blocks(self, text: str) -> list[Block]:
        whole_, open_notes = self._pieces(text)
        if open_notes:
            self._say(text.count("\n") + 1, "A note begins and does not end. Write {{end}} after it.")
        self.found += [Found(fault.line, fault.words) for fault in self.faults]
        return [*whole_, *open_notes]

    def line(self, text: str) -> Inlines:
        return self._inlines(text, FINDING)

    def _say(self, line: int, words: str, *, is_number: bool = False) -> None:
        if len(self.found) < MOST:
            self.found.append(Found(line, words, is_number))

    def _inlines(self, text: str, line: int, style: Style = "") -> Inlines:
        self.line_now = line
        read, _ = inlines.read(text, self._bound, style)
        shown: list[Inline] = []
        for one in read:
            if one.kind == "cross":
                self.crosses.append((line, one.target))
            shown += self._loose(one, line) if one.kind == "text" else [one]
        return tuple(shown)

    def _bound(self, said: str) -> Inline:
        if len(self.found) >= MOST:
            return Inline("loose", f"[[{said}]]")
        try:
            return self.bind(said)
        except binding.NoData as error:
            self._say(self.line_now, str(error))
            return Inline("loose", wording.MARKS["x"])
        except Refused as error:
            self._say(self.line_now, str(error))
            return Inline("loose", f"[[{said}]]")

    def _loose(self, one: Inline, line: int) -> list[Inline]:
        """Plain text with each number in it set apart."""
        pieces: list[Inline] = []
        place = 0
        for match in _WORD.finditer(one.text):
            if not any(character.isdigit() for character in match.group()):
                continue
            pieces.append(Inline("text", one.text[place : match.start()], style=one.style))
            pieces.append(Inline("loose", match.group(), style=one.style))
            words = (
                f"“{match.group()}” is not bound. Put in its figure, or mark what it is, such as [time: since 2020]."
            )
            self._say(line, words, is_number=True)
            place = match.end()
        pieces.append(Inline("text", one.text[place:], style=one.style))
        return [piece for piece in pieces if piece.text]


@dataclass(frozen=True)
class Reading:
    """A report as far as it can be read, and what is wrong in each section, by its slug."""

    document: Document
    faults: Mapping[str, list[Found]]

    @property
    def is_whole(self) -> bool:
        return not any(self.faults.values())


def read(report: Report, release: Release, *, sections: list[Written] | None = None) -> Reading:
    """Read a report, or these sections as if they were its own. Nothing is saved."""
    gatherer = Gatherer(report.board, Period.parse(report.period), release)
    written = list(report.sections.select_related("person")) if sections is None else sections
    readers = [_reader(one, gatherer, release) for one in written]
    made = [_section(one, reader) for one, reader in zip(written, readers, strict=True)]
    names = number(made)
    for reader in readers:
        for line, target in reader.crosses:
            if target not in names:
                named = f"[{target.replace(':', ': ')}]"
                reader.found.append(Found(line, f"{named} points at nothing in this report."))
    pointed = {target for reader in readers for _, target in reader.crosses}
    resolve(made, {target: f"[{target.replace(':', ': ')}]" for target in pointed} | names)
    faults = {reader.section: sorted(reader.found, key=lambda one: one.line) for reader in readers}
    return Reading(whole(report, made, release), faults)


def _reader(written: Written, gatherer: Gatherer, release: Release) -> DraftReader:
    return DraftReader(written.slug, lambda said: binding.bind(release, said), gatherer.directive)


def _section(written: Written, reader: DraftReader) -> Section:
    blocks = reader.blocks(written.text)
    finding = reader.line(written.finding)
    limbs = tuple(written.limbs)
    return Section(written.slug, written.title, written.number, finding, limbs, written.owner, blocks)


def summary(faults: list[Found]) -> str:
    """The faults of a section in one line: “two numbers are not bound, and one other thing to put right”."""
    loose = sum(one.is_number for one in faults)
    others = len(faults) - loose
    said = []
    if loose:
        said.append("one number is not bound" if loose == 1 else f"{in_words(loose)} numbers are not bound")
    if others:
        thing = "thing" if others == 1 else "things"
        said.append(f"{in_words(others)} {'other ' if loose else ''}{thing} to put right")
    return ", and ".join(said)
