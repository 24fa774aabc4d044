"""A figure's thread: from the sentence that prints it back to those who sent the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.figures.disclosure_rules import RULES
from goldenthread.figures.manifest import build
from goldenthread.figures.published import PublishedFigure
from goldenthread.reports.document import Document, Inlines, Numbers, Table, lines_of


@dataclass(frozen=True)
class Sentence:
    """Where a figure is printed: the words, the section and its address."""

    words: str
    section: str
    slug: str


def sentences(document: Document, figure_id: str) -> list[Sentence]:
    """Every sentence of the report that prints the figure, in order, at most six."""
    found: dict[str, Sentence] = {}
    for section in document.sections:
        for line in lines_of([block for block in section.blocks if not isinstance(block, Table | Numbers)]):
            if any(one.kind == "figure" and one.target == figure_id for one in line):
                words = _sentence(line, figure_id)
                found.setdefault(words, Sentence(words, section.title, section.slug))
    return list(found.values())[:6]


def _sentence(line: Inlines, figure_id: str) -> str:
    """The sentence of a paragraph in which the figure stands."""
    text, at = "", 0
    for one in line:
        if one.kind == "figure" and one.target == figure_id and not at:
            at = len(text) + 1
        text += f"{one.target} ({one.text})" if one.kind == "abbreviation" else one.text
    start = max(text.rfind(". ", 0, at) + 2, 0) if text.rfind(". ", 0, at) >= 0 else 0
    end = text.find(". ", at)
    return text[start : end + 1 if end >= 0 else len(text)].strip()


def as_data(document: Document, figure: PublishedFigure) -> dict[str, Any]:
    """The whole thread as plain data, to download."""
    manifest = build(document.release, None)
    definition = figure.definition
    return {
        "board": document.board,
        "period": document.period,
        "synthetic": figure.snapshot.is_synthetic,
        "figure": manifest["figures"][figure.id],
        "definition": {
            "id": definition.id,
            "title": definition.title,
            "unit": definition.unit,
            "numerator": definition.numerator,
            "denominator": definition.denominator,
            "period": definition.period,
            "breakdown": definition.breakdown,
            "datasets": list(definition.datasets),
            "caveat": definition.caveat,
            "version": definition.version,
            "valid_from": definition.valid_from,
            "sql": definition.sql,
        },
        "rule": {"name": document.release.rule, "means": RULES[document.release.rule]},
        "snapshot": {"seal": figure.snapshot.sha256, "taken_at": figure.snapshot.taken_at.isoformat()},
        "sentences": [one.words for one in sentences(document, figure.id)],
    }
