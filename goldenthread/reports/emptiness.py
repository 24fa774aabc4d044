"""What in a report says nothing: a chart without a value, a heading with nothing under it, a section that nobody filled.

What the program prints where the records hold nothing ("No review ended this year.") is printed and answers nothing: that there
was none is for a person to say, in a sentence or by what the records hold. Free of Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldenthread.reports.chart_kinds import measured
from goldenthread.reports.document import (
    Block,
    Chart,
    Heading,
    Inline,
    Items,
    Note,
    Numbers,
    Paragraph,
    Table,
    blocks_of,
)

NOTHING = "Nothing is said here, and the records hold nothing for it. Write something, even if it is “none this year”."


def has_value(block: Chart) -> bool:
    """Whether any of a chart's bars has a length: one whose every row is not known shows nothing."""
    return any(measured(block.figure, row) is not None for row in block.figure.rows)


def says_something(blocks: Iterable[Block]) -> bool:
    """Whether a person's words, a record or a number stands in the blocks."""
    return any(_says(block) for block in blocks_of(list(blocks)))


def _says(block: Block) -> bool:
    match block:
        case Paragraph():
            return not block.says_none and any(run.text.strip() for run in block.inlines)
        case Table():
            told = any(_is_told(cell.inlines) for row in block.rows for cell in row[1:])
            return told if block.figure else bool(block.rows) and not block.says_none
        case Items():
            return bool(block.items)
        case Chart():
            return has_value(block)
        case Numbers():
            return any(_is_told((value,)) for _, value, _ in block.entries)
        case _:
            return False


def _is_told(line: Sequence[Inline]) -> bool:
    """Whether a cell or a number says anything: a mark for what is not available does not."""
    return "".join(run.text for run in line).strip() not in {"", "[x]", "not available"}


def bare_headings(blocks: Sequence[Block]) -> list[Heading]:
    """Headings with nothing under them, not even a smaller heading; those inside notes included."""
    found = []
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if after is None or (isinstance(after, Heading) and after.level <= block.level):
                found.append(block)
        elif isinstance(block, Note):
            found += bare_headings(block.blocks)
    return found


def valueless(blocks: Iterable[Block]) -> list[str]:
    """The titles of charts, tables of figures and big numbers that have no value to show."""
    found = []
    for block in blocks:
        match block:
            case Chart() if not has_value(block):
                found.append(block.figure.definition.title)
            case Table() if block.figure and not _says(block):
                found.append(block.caption)
            case Numbers():
                found += [label for label, value, _ in block.entries if not _is_told((value,))]
            case _:
                continue
    return found
