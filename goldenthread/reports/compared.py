"""A fact about the place beside those of other years and places: lines over the years, or a table; and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goldenthread.figures.compared import Compared, Part
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow
from goldenthread.reports import tables
from goldenthread.reports.document import Block, Cell, Chart, Inline, InlineKind, Inlines, Paragraph, Table

FACTS = "context.facts"


def blocks(compared: Compared, figure: PublishedFigure) -> list[Block]:
    """What stands in a report: the sentence; the chart with its table, or the table alone; where it comes from."""
    shown: Block = chart(compared, figure) if compared.is_drawn else table(compared)
    return [Paragraph(sentence(compared)), shown, Paragraph(source(compared))]


def sentence(compared: Compared) -> Inlines:
    return tuple(_run(part) for part in compared.parts())


def source(compared: Compared) -> Inlines:
    return (Inline("text", "Source: "), words("; ".join(compared.sources)), Inline("text", "."))


def chart(compared: Compared, figure: PublishedFigure) -> Chart:
    """Lines over the years. `figure` is that of the facts; only the rows of these are drawn."""
    rows = tuple(
        PublishedRow(
            point.code,
            f"{point.place}, {point.when}",
            PublishedNumber(point.value),
            None,
            PublishedNumber(point.value),
        )
        for point in compared.points
    )
    first, last = compared.times[0], compared.times[-1]
    return Chart(
        figure=replace(figure, rows=rows),
        title=f"{compared.statement}, {first} to {last}",
        subtitle="As the source gives it. Each line is a place, and stops where there is no value.",
        sentence=compared.sentence(),
        table=table(compared),
        kind="lines",
        key=compared.points[0].code,
        lines=tuple((point.place, point.when) for point in compared.points),
        times=compared.times,
    )


def table(compared: Compared) -> Table:
    """Of one year a line for each place; over the years a line for each year, unless there are more places than columns."""
    if compared.is_over_time and compared.is_drawn:
        heads = ["For", *compared.places]
        lines = [
            [_words(when), *(_value(compared, place, when) for place in compared.places)] for when in compared.times
        ]
        caption = compared.statement
    else:
        heads = ["Place", *compared.times]
        lines = [
            [_words(place), *(_value(compared, place, when) for when in compared.times)] for place in compared.places
        ]
        heads = ["Place", "Value"] if not compared.is_over_time else heads
        caption = compared.statement if compared.is_over_time else f"{compared.statement}, {compared.times[0]}"
    return Table(caption, heads, lines, FACTS)


def words(text: str, kind: InlineKind = "reference") -> Inline:
    """Words of a fact, whose own digits (ages, levels, years) belong to the fact."""
    return Inline(kind if any(letter.isdigit() for letter in text) else "text", text)


def _words(text: str) -> Cell:
    return Cell((words(text),))


def _value(compared: Compared, place: str, when: str) -> Cell:
    point = compared.at(place, when)
    return tables.bound(point.said, FACTS, point.code) if point else tables.bound("[x]", FACTS)


def _run(part: Part) -> Inline:
    if part.kind == "value":
        return Inline("figure", part.text, FACTS, part.code)
    return words(part.text, "time" if part.kind == "time" else "reference")


def named(figure: PublishedFigure, codes: Sequence[str]) -> dict[str, float]:
    """The released values of these facts; one that was not released has none."""
    found = {row.key: row.value.value for row in figure.rows if row.key in codes}
    return {code: value for code, value in found.items() if value is not None}
