"""A document as the checker sees it: one text, cut into blocks, each with its words cleaned and a way back to the
text's characters."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Layout(StrEnum):
    """What a block of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    CONTENTS = "contents"
    ROW = "row"
    FURNITURE = "furniture"
    """Page numbers, running heads and feet."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item, a heading, a row of a table.

    `text` has no line breaks, no signs of bold, straight quotes and plain hyphens; `offsets` says for each of its characters
    where it stands in the document's text. `marker` is the bullet or number an item began with. `cells` of a row are spans
    of `text`.
    """

    layout: Layout
    text: str
    offsets: tuple[int, ...]
    marker: str = ""
    indent: int = 0
    cells: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the block stands in the document's text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True)
class Document:
    """A document that was read: its text, its blocks in order, and where its pages begin.

    `pages` holds the offset at which each page begins; empty where the format has no pages. `labels` are the numbers printed on
    them, where they could be read.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    labels: tuple[int | None, ...] = field(default=())

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(place + 1 for place, sign in enumerate(self.text) if sign == "\n")]

    def line_of(self, offset: int) -> int:
        """The line in which a character stands, counted from 1."""
        return bisect_right(self._lines, offset)

    def page_of(self, offset: int) -> int | None:
        """The page on which a character stands, counted from 1; None where there are no pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    @cached_property
    def words(self) -> int:
        return len(self.text.split())
