"""Showing where a search found its words: a piece of the text around the first, with each of them marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.core.folding import fold_with_places
from goldenthread.core.searching import Term, pattern

AROUND = 160
"""How many letters of a text are shown."""
BEFORE = 40
MARKUP = re.compile(r"\{\{[^}]*\}\}|\[\[[^\]]*\]\]|\*\*|^\s*(?:#+|-)\s", re.MULTILINE)
"""How a section of the report marks headings, lists, records and figures; nobody reads it in a piece of text."""


def spans(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in a text, from the first; none reaches into another."""
    folded, places = fold_with_places(text)
    found = sorted(
        (match.start() + len(_edge(match)), match.end() - len(_tail(match)))
        for term in terms
        for word in term.every
        for match in re.finditer(pattern(word), folded)
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if end > start and (not kept or places[start] >= kept[-1][1]):
            kept.append((places[start], places[end - 1] + 1))
    return kept


def _edge(match: re.Match[str]) -> str:
    """What a pattern took before the word, to know that the word begins there."""
    return (match[1] or "") if match.re.groups else ""


def _tail(match: re.Match[str]) -> str:
    return (match[2] or "") if match.re.groups > 1 else ""


def marked(text: str, terms: Iterable[Term]) -> SafeString:
    """The text, escaped, with each term in <mark>."""
    pieces: list[tuple[SafeString | str, str]] = []
    at = 0
    for start, end in spans(text, terms):
        pieces.append((text[at:start], ""))
        pieces.append((format_html("<mark>{}</mark>", text[start:end]), ""))
        at = end
    pieces.append((text[at:], ""))
    return format_html_join("", "{}{}", pieces)


def piece(text: str, terms: Iterable[Term]) -> SafeString:
    """A piece of a text round the first term that it holds, marked; "" where it holds none."""
    listed = list(terms)
    flat = " ".join(MARKUP.sub(" ", text).split())
    found = spans(flat, listed)
    if not found:
        return SafeString("")
    start = max(0, found[0][0] - BEFORE)
    if start:
        start = flat.find(" ", start) + 1 if 0 <= flat.find(" ", start) < found[0][0] else start
    end = min(len(flat), start + AROUND)
    if end < len(flat):
        end = max(flat.rfind(" ", start, end), min(found[0][1], start + AROUND))
    shown = marked(flat[start:end], listed)
    return format_html("{}{}{}", "… " if start else "", shown, " …" if end < len(flat) else "")
