"""The document model: what a report is before it is laid out. Free of Django and of every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from goldenthread.figures.published import PublishedFigure, Release

InlineKind = Literal[
    "text", "figure", "time", "reference", "citation", "quotation", "link", "cross", "abbreviation", "loose"
]
"""“loose” stands only in the preview of a draft: a number, or a name, that is bound to nothing."""
Style = Literal["", "strong", "emphasis"]


@dataclass(frozen=True)
class Inline:
    """A run of text and what it is. A run that holds a digit is never plain text."""

    kind: InlineKind
    text: str
    target: str = ""
    """The figure's id, a link's address, or what a cross-reference points at ("chart:concerns.by_source")."""
    row: str = ""
    style: Style = ""


Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Cell:
    """A table's cell. A number stands right."""

    inlines: Inlines
    is_number: bool = False


@dataclass
class Heading:
    level: int
    inlines: Inlines
    anchor: str


@dataclass
class Paragraph:
    inlines: Inlines
    says_none: bool = False
    """The program’s own words where the records hold nothing: printed, and no answer of the Board’s."""


@dataclass
class Items:
    """A list, ordered or not."""

    items: list[Inlines]
    ordered: bool = False


@dataclass
class Table:
    """A table with a caption; the first cell of a row is its header. `figure` binds all its numbers."""

    caption: str
    columns: list[str]
    rows: list[list[Cell]]
    figure: str = ""
    has_total: bool = False
    number: int = 0
    note: str = ""
    is_synthetic: bool = False
    says_none: bool = False
    """Every row of it says that the records hold nothing."""


@dataclass
class Chart:
    """A picture of a figure, with its finding as title, a table and a sentence in words."""

    figure: PublishedFigure
    title: str
    subtitle: str
    sentence: str
    table: Table
    kind: str
    number: int = 0
    is_synthetic: bool = False
    key: str = ""
    """What tells it from another chart of the same figure."""
    lines: tuple[tuple[str, str], ...] = ()
    """Of a chart of lines: for each row of the figure whose line it is on, and when."""
    times: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a cross-reference calls it."""
        return self.key or self.figure.id


@dataclass
class Numbers:
    """At most three big numbers: label, value, and what stands below."""

    entries: list[tuple[str, Inline, Inlines]]


@dataclass
class PullQuote:
    text: str
    who: str


@dataclass
class Note:
    """What it means, and what we are doing."""

    title: str
    blocks: list[Block]


@dataclass
class Branch:
    """A group and those that report to it."""

    name: str
    detail: str
    below: list[Branch] = field(default_factory=list)


@dataclass
class Tree:
    """The governance chart: a nested list."""

    label: str
    branches: list[Branch]


Block = Heading | Paragraph | Items | Table | Chart | Numbers | PullQuote | Note | Tree


@dataclass
class Section:
    slug: str
    title: str
    number: int | None
    finding: Inlines
    limbs: tuple[str, ...]
    owner: str
    blocks: list[Block]

    @property
    def opener(self) -> str:
        return f"Section {self.number}" if self.number else ""


@dataclass
class Document:
    """A whole report, ready to be laid out."""

    board: str
    board_slug: str
    title: str
    period: str
    months: str
    version: str
    is_draft: bool
    dated: str
    is_demonstration: bool
    public_url: str
    sections: list[Section]
    glossary: list[tuple[str, str]]
    release: Release

    def section(self, slug: str) -> Section | None:
        return next((section for section in self.sections if section.slug == slug), None)

    def figure_url(self, figure_id: str) -> str:
        return f"{self.public_url}/figures/{self.period}/{figure_id}/"


def blocks_of(blocks: list[Block]) -> Iterator[Block]:
    """Every block, those inside notes included."""
    for block in blocks:
        yield block
        if isinstance(block, Note):
            yield from blocks_of(block.blocks)


def lines_of(blocks: list[Block]) -> Iterator[Inlines]:
    """Every line of text in the blocks, in order: a paragraph, an item, a cell."""
    for block in blocks_of(blocks):
        match block:
            case Heading() | Paragraph():
                yield block.inlines
            case Items():
                yield from block.items
            case Table():
                yield from (cell.inlines for row in block.rows for cell in row)
            case Numbers():
                yield from ((value, *below) for _, value, below in block.entries)
            case _:
                continue


def figures_in(section: Section) -> list[str]:
    """The ids of the figures a section stands on, in the order they appear."""
    found: dict[str, None] = {}
    for line in (section.finding, *lines_of(section.blocks)):
        found.update((one.target, None) for one in line if one.kind == "figure")
    for block in blocks_of(section.blocks):
        if isinstance(block, Chart):
            found.setdefault(block.figure.id)
        elif isinstance(block, Table) and block.figure:
            found.setdefault(block.figure)
    return list(found)
