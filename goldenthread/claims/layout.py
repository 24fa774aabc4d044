"""From the lines of a text to its blocks: paragraphs put together again, list items, headings, captions, contents, rows
of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from goldenthread.claims.cleaning import cleaned
from goldenthread.claims.document import Block, Layout

BULLET = re.compile(
    r"^(?P<indent>[ \t]*)(?P<marker>(?:[-–—*+•❖▪●◦·○➢➤✓✔§■□–‣⁃]\s*)+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\)?)\s+(?=\S)"
)
CAPTION = re.compile(
    r"^\W*(?:figure|fig\.?|table|chart|graph|box|map|diagram)\s*\d+[a-z]?\b\s*(?:[:.\-–—]|$|(?-i:[A-Z(]))",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"^(?P<title>\S.*?)(?:\s*\.{2,}\s*|\t+\s*|\s*…+\s*|\s{3,}|\s?(?:\. ){3,}|,?\s[–-]?\s?(?:p\.|page|"
    r"pg)\s?)(?P<page>\d{1,3})\s*$"
)
NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s?[A-Z]")
MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?(\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)
RULE = re.compile(r"^[\s|+:=_\-–—*.]{3,}$")
ENDS = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)[.:;!?]['\"’”)\]*_]*\s*$")
CELLS = re.compile(r"\t+| {3,}")
SMALL = re.compile(r"^[*_\[(\"'‘“]*[a-z]")
WIDE = 60
"""A line at least this long may have been broken where it ends."""
OF_A_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|been|rose|fell|came|received|took|sent|ran|met|there|this|these|they|we)\b|"
    r"\b(?:the|a|an|of|and|to|in|for|with|by|at|from|per|or|that|than|which)$|[,;]$",
    re.IGNORECASE,
)
NARROWEST = 30
"""Lines are not broken to less than this."""
LONGEST_HEADING = 90
LONGEST_ENTRY = 300


@dataclass(frozen=True)
class Line:
    """A line of the text: its number among those with words, where it begins, its characters, and what stands around it.

    `is_apart`: under a blank line. `runs_on`: the next line carries it on in small letters. `is_followed`: one is right below.
    `is_full`: as long as lines around it, so that it may have been broken where it ends.
    """

    number: int
    start: int
    text: str
    is_apart: bool
    runs_on: bool = False
    is_followed: bool = False
    is_full: bool = False

    @property
    def words(self) -> str:
        return self.text.strip()


@dataclass
class _Growing:
    layout: Layout
    lines: list[Line] = field(default_factory=list)
    marker: str = ""
    indent: int = 0
    skip: int = 0
    cells: tuple[tuple[int, int], ...] = ()


def blocks_of(text: str, furniture: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """The blocks of a text, in order.

    Args:
        text: The whole text, with `\\n` between lines and `\\f` between pages, where there are any.
        furniture: Offsets of lines that are running heads, feet or page numbers.
    """
    lines = _lines(text)
    laid = _Laid(_contents(lines), furniture)
    for line in lines:
        laid.take(line)
    return tuple(block for growing in laid.grown if (block := _made(text, growing)).text)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    start, apart = 0, True
    for piece in re.split(r"[\n\f]", text):
        if piece.strip() and not RULE.match(piece):
            if found and not apart:
                found[-1] = replace(found[-1], is_followed=True, runs_on=bool(SMALL.match(piece.strip())))
            found.append(Line(len(found), start, piece, apart))
            apart = False
        else:
            apart = True
        start += len(piece) + 1
    return _with_width(found)


def _with_width(lines: list[Line]) -> list[Line]:
    """The lines, those marked that fill the width to which the lines around them were broken."""
    found: list[Line] = []
    run: list[Line] = []
    for line in [*lines, Line(len(lines), 0, "", is_apart=True)]:
        if line.is_apart and run:
            width = max(len(one.text) for one in run)
            found.extend(replace(one, is_full=width >= NARROWEST and len(one.text) >= 0.7 * width) for one in run)
            run = []
        run.append(line)
    return found


def _contents(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines of a list of contents: three or more in a run whose pages never fall."""
    found: set[int] = set()
    run: list[tuple[Line, int]] = []
    for line in [*lines, Line(len(lines), 0, "", is_apart=True)]:
        matched = CONTENTS.match(line.words) if len(line.text) < LONGEST_ENTRY else None
        page = int(matched["page"]) if matched and re.search(r"[A-Za-z]{3}", matched["title"]) else None
        if page is not None and (not run or page >= run[-1][1]):
            run.append((line, page))
            continue
        if len(run) >= 4 or (len(run) == 3 and ".." in run[0][0].text):
            found.update(one.number for one, _ in run)
        run = [(line, page)] if page is not None else []
    return frozenset(found)


@dataclass
class _Laid:
    """The blocks so far, and what is known of lines beforehand."""

    contents: frozenset[int]
    furniture: frozenset[int]
    grown: list[_Growing] = field(default_factory=list)

    def take(self, line: Line) -> None:
        last = next((one for one in reversed(self.grown) if one.layout is not Layout.FURNITURE), None)
        if line.start in self.furniture or (
            line.is_apart and PAGE_NUMBER.match(line.words) and not BULLET.match(line.text)
        ):
            self._add(Layout.FURNITURE, line)
        elif line.number in self.contents:
            self._add(Layout.CONTENTS, line)
        elif cells := _cells(line.text):
            self.grown.append(_Growing(Layout.ROW, [line], cells=cells))
        elif CAPTION.match(line.words) and (line.is_apart or last is None or last.layout is not Layout.PARAGRAPH):
            self._add(Layout.CAPTION, line)
        elif heading := MARKDOWN_HEADING.match(line.words):
            self.grown.append(_Growing(Layout.HEADING, [line], skip=line.text.index("#") + heading.end()))
        elif (bullet := BULLET.match(line.text)) and not _is_numbered_heading(line):
            indent = len(bullet["indent"].expandtabs(4))
            self.grown.append(
                _Growing(Layout.ITEM, [line], marker=bullet["marker"].strip(), indent=indent, skip=bullet.end())
            )
        elif last is not None and _goes_on(last, line):
            last.lines.append(line)
        else:
            self._add(Layout.HEADING if _is_heading(line) else Layout.PARAGRAPH, line)

    def _add(self, layout: Layout, line: Line) -> None:
        self.grown.append(_Growing(layout, [line]))


def _cells(line: str) -> tuple[tuple[int, int], ...]:
    """Spans of the cells of a line that is a row of a table; empty where it is none."""
    if line.count("|") >= 2:
        edges = [place for place, sign in enumerate(line) if sign == "|"]
        if line[: edges[0]].strip():
            edges.insert(0, -1)
        if line[edges[-1] + 1 :].strip():
            edges.append(len(line))
        return tuple((left + 1, right) for left, right in pairwise(edges))
    if re.fullmatch(r"[^|]{1,60} \| [^|]{1,60}", line.strip()):
        edge = line.index("|")
        return (len(line) - len(line.lstrip()), edge), (edge + 1, len(line.rstrip()))
    if not re.search(r"\S(?:\t| {3,})\S", line) or BULLET.match(line):
        return ()
    start = len(line) - len(line.lstrip())
    spans, here = [], start
    for gap in CELLS.finditer(line, start):
        spans.append((here, gap.start()))
        here = gap.end()
    spans.append((here, len(line.rstrip())))
    found = tuple(span for span in spans if span[0] < span[1])
    has_number = any(re.match(r"^[£(]?[\d.,]+[%)]?$", line[left:right].strip()) for left, right in found)
    is_short = all(right - left <= 60 for left, right in found)
    return found if len(found) >= 2 and (has_number or is_short) else ()


def _is_numbered_heading(line: Line) -> bool:
    return (
        bool(NUMBERED.match(line.words))
        and line.is_apart
        and len(line.words) <= LONGEST_HEADING
        and line.words.isupper()
    )


def _goes_on(last: _Growing, line: Line) -> bool:
    """Whether a line carries on what the block above began."""
    if last.layout not in {Layout.PARAGRAPH, Layout.ITEM, Layout.CAPTION}:
        return False
    before = last.lines[-1]
    begins_small = bool(SMALL.match(line.words))
    if line.is_apart or before.number != line.number - 1:
        return not ENDS.search(before.text) and begins_small and last.layout is not Layout.CAPTION
    if begins_small:
        return True
    if last.layout is Layout.CAPTION or re.search(r":\s*$", before.text):
        return False
    return len(before.text) >= WIDE or (before.is_full and not ENDS.search(before.text))


def _is_heading(line: Line) -> bool:
    words = line.words
    if line.is_followed and not words.isupper() and (len(words) >= 45 or OF_A_SENTENCE.search(words)):
        return False
    if len(words) > LONGEST_HEADING or line.runs_on or re.search(r"\.\s[A-Z]", words[4:]):
        return False
    if ENDS.search(words) or not line.is_apart:
        return words.isupper() and len(words) > 3 and not re.search(r"\.\s*$", words)
    return not SMALL.match(words)


def _made(text: str, growing: _Growing) -> Block:
    spans = []
    for place, line in enumerate(growing.lines):
        begin = growing.skip if place == 0 else len(line.text) - len(line.text.lstrip())
        spans.append((line.start + begin, line.start + len(line.text.rstrip())))
    if growing.layout is Layout.ROW:
        return _row(text, growing)
    words, offsets = cleaned(text, spans)
    return Block(growing.layout, words, offsets, growing.marker, growing.indent)


def _row(text: str, growing: _Growing) -> Block:
    (line,) = growing.lines
    words, offsets, cells = "", [], []
    for left, right in growing.cells:
        cell, where = cleaned(text, [(line.start + left, line.start + right)])
        if words:
            words += "\t"
            offsets.append(line.start + left - 1)
        cells.append((len(words), len(words) + len(cell)))
        words += cell
        offsets.extend(where)
    return Block(Layout.ROW, words, tuple(offsets), cells=tuple(cells))
