"""A draft as HTML for those who write it: as the report will read, with what is not bound set apart."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from goldenthread.figures.wording import MARKS
from goldenthread.reports.document import Document, Inline, Section
from goldenthread.reports.html import Writer

Address = Callable[[str], str]


class DraftWriter(Writer):
    """Writes one section of a draft. Threads lead to where `address` says, not to the public site."""

    def __init__(self, document: Document, section: Section, level: int, address: Address) -> None:
        super().__init__(document, section, level)
        self.of_figure = address

    def inline(self, one: Inline) -> str:
        if one.kind != "loose":
            return super().inline(one)
        words = escape(one.text)
        note = "no data loaded" if one.text == MARKS["x"] else "not bound"
        return f'<span class="gt-loose">{words}<span class="gt-loose__note"> {note}</span></span>'

    def thread_address(self, figure_id: str) -> str:
        return escape(self.of_figure(figure_id))


def section(document: Document, slug: str, *, level: int, address: Address) -> str:
    """The inner HTML of one section of a draft; nothing where it has no such section."""
    found = document.section(slug)
    return DraftWriter(document, found, level, address).whole() if found else ""
