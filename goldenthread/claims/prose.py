"""Sentences with their numbers and times, in an order that says what stands under what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from goldenthread.claims import periods, quantities
from goldenthread.claims.document import Block, Document, Layout
from goldenthread.claims.periods import Period, Span
from goldenthread.claims.quantities import Quantity, Unit

END = re.compile(
    r"(?<=[.!?])(?:[\"')\]]{0,2})\s+(?=[\"'(\[]?[A-Z0-9£])|\s(?=[•▪●◦]\s)|(?<=[a-z]{4}[.!?])\s+(?=[a-z]{2,}\s)"
)
LONGEST = 1_000
NO_END = re.compile(
    (
        r"(?:\b(?:e\.g|i\.e|etc|approx|no|nos|st|mr|mrs|ms|dr|prof|vs|fig|figs|p|pp|s|ss|c|ca|cf|para|sec|"
        r"dept|inc|ltd|al|reg|art)\.|\b[A-Z]\.)$"
    ),
    re.IGNORECASE,
)
WORTH_READING = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|"
    r"thousand|million|dozen|half|thirds?|quarters?|fifths?|tenths?|doubl|trebl|tripl|halv|major|minor)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a block.

    `skeleton` is its text with a mark in place of each number and time: `«C0»` is a count and the first of `numbers`, `«T1»`
    the second of `times`. Patterns of statements are written over skeletons.
    """

    block: Block
    number: int
    section: int
    start: int
    text: str
    numbers: tuple[Quantity, ...]
    times: tuple[Period, ...]
    skeleton: str = field(repr=False)
    places: tuple[int, ...] = field(repr=False)

    def __getitem__(self, mark: str) -> Quantity:
        """The number that a mark such as `«P2»` stands for."""
        return self.numbers[int(mark.strip("«»")[1:])]

    def time(self, mark: str) -> Period:
        return self.times[int(mark.strip("«»")[1:])]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A piece of the block's text, as offsets into the document's."""
        return self.block.span(start, end)

    def skeleton_span(self, start: int, end: int) -> tuple[int, int]:
        """A piece of the skeleton, as offsets into the document's text."""
        return self.span(
            self.places[start], self.places[end - 1] + 1 if end < len(self.places) else self.start + len(self.text)
        )

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z]{3,}", self.text.lower()))

    def times_near(self, number: Quantity) -> list[Period]:
        """The years that may say when a number was: nearest first."""
        found = [time for time in self.times if time.span in {Span.FINANCIAL_YEAR, Span.YEAR}]
        return sorted(found, key=lambda time: min(abs(time.start - number.end), abs(number.start - time.end)))


@dataclass(frozen=True)
class Prose:
    """All sentences of a document, in order."""

    document: Document
    sentences: tuple[Sentence, ...]

    @property
    def told(self) -> Iterator[Sentence]:
        """Sentences of paragraphs, items and captions."""
        return (
            one for one in self.sentences if one.block.layout not in {Layout.CONTENTS, Layout.FURNITURE, Layout.ROW}
        )

    def before(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        """Up to so many sentences before one, in its own section, nearest first."""
        first = max(sentence.number - count, 0)
        return [one for one in reversed(self.sentences[first : sentence.number]) if one.section == sentence.section]

    def after(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        last = sentence.number + 1 + count
        return [one for one in self.sentences[sentence.number + 1 : last] if one.section == sentence.section]

    @cached_property
    def items_under(self) -> dict[int, tuple[Sentence, ...]]:
        """First sentences of the list items that stand right under a sentence ending in a colon, by its number."""
        found: dict[int, list[Sentence]] = {}
        lead: Sentence | None = None
        for one in self.sentences:
            if one.block.layout is Layout.ITEM:
                if lead is not None and one.text == one.block.text[: len(one.text)]:
                    found.setdefault(lead.number, []).append(one)
            elif one.block.layout != Layout.FURNITURE:
                lead = one if one.text.rstrip().endswith((":", "-")) else None
        return {number: tuple(items) for number, items in found.items()}


def prose_of(document: Document) -> Prose:
    """The sentences of a document."""
    sentences: list[Sentence] = []
    section = 0
    for block in document.blocks:
        section += block.layout is Layout.HEADING
        for start, end in _cut(block):
            sentences.append(_sentence(block, len(sentences), section, start, block.text[start:end]))
    return Prose(document, tuple(sentences))


def _cut(block: Block) -> Iterator[tuple[int, int]]:
    if block.layout in {Layout.CONTENTS, Layout.ROW, Layout.HEADING}:
        yield 0, len(block.text)
        return
    start = 0
    for gap in END.finditer(block.text):
        if NO_END.search(block.text[start : gap.start()][-8:]):
            continue
        yield from _parts(block.text, start, gap.start() if gap.group(0).isspace() else gap.end() - 1)
        start = gap.end()
    if start < len(block.text):
        yield from _parts(block.text, start, len(block.text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or pieces of one that no writer would call so: the patterns' work grows with a sentence's length."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _sentence(block: Block, number: int, section: int, start: int, text: str) -> Sentence:
    times: tuple[Period, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    if WORTH_READING.search(text):
        found = periods.found_in(text)
        times = tuple(found)
        numbers = tuple(quantities.found_in(text, [(one.start, one.end) for one in found]))
    skeleton, places = _skeleton(text, numbers, times, start)
    moved_times = tuple(Period(**{**one.__dict__, "start": one.start + start, "end": one.end + start}) for one in times)
    moved = tuple(Quantity(**{**one.__dict__, "start": one.start + start, "end": one.end + start}) for one in numbers)
    return Sentence(block, number, section, start, text, moved, moved_times, skeleton, places)


def _skeleton(
    text: str, numbers: Sequence[Quantity], times: Sequence[Period], shift: int
) -> tuple[str, tuple[int, ...]]:
    marks = [(one.start, one.end, f"«{one.unit.value}{place}»") for place, one in enumerate(numbers)]
    marks += [(one.start, one.end, f"«T{place}»") for place, one in enumerate(times) if one.span is not Span.OTHER]
    signs: list[str] = []
    places: list[int] = []
    here = 0
    for start, end, mark in sorted(marks):
        if start < here:
            continue
        signs.append(text[here:start])
        places.extend(range(here + shift, start + shift))
        signs.append(mark)
        places.extend([start + shift] * (len(mark) - 1) + [end - 1 + shift])
        here = end
    signs.append(text[here:])
    places.extend(range(here + shift, len(text) + shift))
    return "".join(signs), tuple(places)


VALUE = r"«[CPMRF]\d+»"
"""A number that can be compared with another."""
GAP = r"(?:[^«»;:]|«T\d+»)"
"""A sign that is no number: between the parts of one statement."""
ALIKE = {Unit.COUNT, Unit.MONEY}
