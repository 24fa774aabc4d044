"""Data tables of figures, and small helpers for tables of records."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.figures import shares, wording
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow
from goldenthread.reports import inlines
from goldenthread.reports.chart_kinds import KINDS, columns
from goldenthread.reports.document import Cell, Inline, Table

NONE = PublishedNumber(None, "z")


def words(text: str) -> Cell:
    """A cell of running text from a record. Its dates and references are marked; records hold no other digits."""
    found, _ = inlines.read(text, lambda said: Inline("text", said))
    return Cell(tuple(found))


def plain(text: str) -> Cell:
    return Cell((Inline("text", text),))


def bound(text: str, figure_id: str, row: str = "") -> Cell:
    return Cell((Inline("figure", text, figure_id, row),), is_number=True)


def of_figure(figure: PublishedFigure, months: str, *, is_synthetic: bool) -> Table:
    """The figure's rows, with a note where any is withheld."""
    rows = [[plain(row.label), *_cells(figure, row)] for row in figure.rows]
    total = _total(figure)
    if total:
        rows.append(total)
    is_withheld = any(row.numerator.is_withheld or row.value.is_withheld for row in figure.rows)
    note = "[c]: withheld, as the number is small or would give a small one away." if is_withheld else ""
    caption = f"{figure.definition.title}, {months}"
    return Table(caption, columns(figure), rows, figure.id, has_total=bool(total), note=note, is_synthetic=is_synthetic)


def _cells(figure: PublishedFigure, row: PublishedRow) -> list[Cell]:
    def put(text: str) -> Cell:
        return bound(text, figure.id, row.key)

    count = wording.say(row.numerator, "count", in_table=True)
    base = wording.say(row.denominator or NONE, "count", in_table=True)
    if KINDS.get(figure.id) == "rates":
        likely = wording.likely(row.low, row.high, "percent") if row.low is not None and row.high is not None else "[z]"
        return [put(base), put(count), put(shares.say(figure, row, in_table=True)), put(likely)]
    if figure.id == "board.attendance_by_agency":
        return [put(base), put(count), put(shares.say(figure, row, in_table=True))]
    if figure.id == "training.by_course":
        return [put(base), put(count)]
    if figure.definition.unit == "pounds":
        return [put(wording.say(row.numerator, "pounds", in_table=True)), put(shares.say(figure, row, in_table=True))]
    if figure.definition.unit == "percent":
        return [put(count), put(shares.say(figure, row, in_table=True))]
    return [put(count)]


def _total(figure: PublishedFigure) -> list[Cell]:
    """The last row, where the rows make up a whole that may be shown."""
    tops = [row.numerator.value for row in figure.rows]
    if not tops or any(top is None for top in tops):
        return []
    total = sum(top for top in tops if top is not None)
    if figure.definition.unit == "pounds":
        return [plain("All"), bound(wording.money(total), figure.id), bound("100%", figure.id)]
    if figure.id == "concerns.by_source":
        bases = [row.denominator.value or 0 for row in figure.rows if row.denominator]
        share = shares.to_place(100 * total / sum(bases), shares.place(figure))
        cells = (wording.whole(sum(bases)), wording.whole(total), share, "")
        return [plain("All sources"), *(bound(cell, figure.id) for cell in cells)]
    if figure.id in {"concerns.share_by_source", "concerns.by_decision", "enquiries.risk_outcomes",
                     "enquiries.by_ethnic_group", "enquiries.by_support_reason"}:  # fmt: skip
        return [plain("All"), bound(wording.whole(total), figure.id), bound("100%", figure.id)]
    return []


def of_records(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    return Table(caption, list(heads), [list(row) for row in rows])
