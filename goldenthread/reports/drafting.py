"""Reading a report that is not finished: everything that can be shown is shown, and what is wrong is said by its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import wording
from goldenthread.figures.published import Release
from goldenthread.figures.wording import in_words
from goldenthread.reports import binding, emptiness, inlines, typed_numbers
from goldenthread.reports.document import Block, Document, Heading, Inline, Inlines, Section, Style
from goldenthread.reports.gather import Gatherer, number, resolve, whole
from goldenthread.reports.models import Report
from goldenthread.reports.models import Section as Written
from goldenthread.reports.narrative import Fault, Reader

FINDING = 0
"""The line of a fault in the finding."""
MOST = 200
"""So many faults are enough to mend; more are not looked for."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Found:
    """A fault of a section: where, what to do, and of which sort it is."""

    line: int
    words: str
    is_number: bool = False
    is_empty: bool = False
    """Whether nothing is said where something should be: it could be printed, and must not be handed in."""
    waits_for: tuple[str, ...] = ()
    """The titles of the figures that wait for a year's data."""

    @property
    def place(self) -> str:
        return f"Line {self.line}" if self.line else "Finding"


@dataclass
class DraftReader(Reader):
    """Reads one section as far as it can be read."""

    found: list[Found] = field(default_factory=list)
    crosses: list[tuple[int, str]] = field(default_factory=list)
    line_now: int = 1
    headings: dict[str, int] = field(default_factory=dict)
    """The line of each heading, by its anchor."""
    waiting: dict[str, int] = field(default_factory=dict)
    """The title of each figure without data, and the first line that names it."""
    waits_why: str = ""

    def blocks(self, text: str) -> list[Block]:
        whole_, open_notes = self._pieces(text)
        if open_notes:
            self._say(text.count("\n") + 1, "A note begins and does not end. Write {{end}} after it.")
        self.found += [Found(fault.line, fault.words) for fault in self.faults]
        made = [*whole_, *open_notes]
        for heading in emptiness.bare_headings(made):
            words = "".join(run.text for run in heading.inlines)
            self._empty(
                self.headings.get(heading.anchor, 1), f"Nothing stands under “{words}”. Write there, or take it out."
            )
        if not self.found and not self.waiting and not emptiness.says_something(made):
            self._empty(1, emptiness.NOTHING)
        return made

    def settle(self) -> None:
        """Say once for all figures of the section that their year has no data."""
        if self.waiting:
            titles = tuple(self.waiting)
            self.found.append(Found(min(self.waiting.values()), f"{waits(self.waits_why, titles)}.", waits_for=titles))

    def _empty(self, line: int, words: str) -> None:
        if len(self.found) < MOST:
            self.found.append(Found(line, words, is_empty=True))

    def _wait(self, line: int, error: binding.NoData) -> None:
        self.waits_why = error.period
        self.waiting.setdefault(error.title, line)

    def _heading(self, token: Token, words: Token, line: int) -> Heading:
        made = super()._heading(token, words, line)
        self.headings.setdefault(made.anchor, line)
        return made

    def _direct(self, name: str, said: str, line: int) -> list[Block]:
        try:
            made = self.directive(name, said)
        except binding.NoData as error:
            self._wait(line, error)
            return []
        except Refused as error:
            self.faults.append(Fault(line, str(error)))
            return []
        for title in emptiness.valueless(made) if name != "records" else ():
            self._empty(line, f"“{title}” has no value to show. Take it out, or see that its records are there.")
        return made

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
            self._wait(self.line_now, error)
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
    for reader, one in zip(readers, written, strict=True):
        reader.found += _told_by_hand(one, release)
        reader.settle()
    pointed = {target for reader in readers for _, target in reader.crosses}
    resolve(made, {target: f"[{target.replace(':', ': ')}]" for target in pointed} | names)
    faults = {reader.section: sorted(reader.found, key=lambda one: one.line) for reader in readers}
    return Reading(whole(report, made, release), faults)


def _told_by_hand(written: Written, release: Release) -> list[Found]:
    """Numbers in words that name a count which the release withholds."""
    in_text, in_finding = (typed_numbers.typed(words, release) for words in (written.text, written.finding))
    told = [(one.line, one) for one in in_text] + [(FINDING, one) for one in in_finding]
    return [
        Found(line, f"“{one.said}” beside “{one.name}” tells a number that is withheld. Take the number out.")
        for line, one in told
    ]


def _reader(written: Written, gatherer: Gatherer, release: Release) -> DraftReader:
    return DraftReader(written.slug, lambda said: binding.bind(release, said), gatherer.directive)


def _section(written: Written, reader: DraftReader) -> Section:
    blocks = reader.blocks(written.text)
    finding = reader.line(written.finding)
    limbs = tuple(written.limbs)
    return Section(written.slug, written.title, written.number, finding, limbs, written.owner, blocks)


def waits(period: str, titles: Sequence[str]) -> str:
    """That figures wait for a year's data, and which: "No data are loaded for 2024-25; two figures wait for it: A; B"."""
    count = len(titles)
    figures = "one figure waits" if count == 1 else f"{in_words(count)} figures wait"
    return f"No data are loaded for {period}; {figures} for it: {'; '.join(titles)}"


def summary(faults: list[Found]) -> str:
    """The faults of a section in one line: “two numbers are not bound, and one other thing to put right”."""
    loose = sum(one.is_number for one in faults)
    waiting = sum(len(one.waits_for) for one in faults)
    others = sum(not one.is_number and not one.waits_for for one in faults)
    said = []
    if waiting:
        said.append("one figure waits for data" if waiting == 1 else f"{in_words(waiting)} figures wait for data")
    if loose:
        said.append("one number is not bound" if loose == 1 else f"{in_words(loose)} numbers are not bound")
    if others:
        thing = "thing" if others == 1 else "things"
        said.append(f"{in_words(others)} {'other ' if said else ''}{thing} to put right")
    return ", and ".join(said)
