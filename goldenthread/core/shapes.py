"""Status without colour: a shape and a word. And amounts of money as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DRAWN = {
    "good": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "part": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "bad": '<path d="M8 0 16 8 8 16 0 8z" fill="currentColor"/>',
    "late": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 4v4.5l3 1.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "ring": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "info": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="2"/>',
}
"""Full circle, half circle, diamond, clock, ring and square, in a box of sixteen."""


@dataclass(frozen=True)
class Status:
    """A state as a shape and a word; sorts by its word."""

    shape: str
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Pounds:
    """Whole pence, shown as pounds."""

    pence: int

    def __str__(self) -> str:
        whole, rest = divmod(abs(self.pence), 100)
        return f"{'−' if self.pence < 0 else ''}£{whole:,}{f'.{rest:02}' if rest else ''}"


def status(shape: str, words: str) -> SafeString:
    drawn = mark_safe(DRAWN[shape])  # noqa: S308  (our own drawing)
    return format_html(
        '<span class="gt-status gt-status--{}"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        shape,
        drawn,
        words,
    )
