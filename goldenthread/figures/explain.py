"""A figure explained in plain words: what it means, what it was computed from, and by what question."""

from __future__ import annotations

from goldenthread.figures import wording
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.figure import Figure


def explain(figure: Figure, dataset: Dataset) -> str:
    """Several lines: value, definition, inputs, lineage, SQL."""
    definition = figure.definition
    lines = [f"{definition.title}: {value_of(figure)}", ""]
    meaning = [
        ("id", f"{definition.id}, version {definition.version}, valid from {definition.valid_from}"),
        ("counts", definition.grain),
        ("top", definition.numerator),
        ("bottom", definition.denominator),
        ("period", f"{figure.period.months}, {definition.period}"),
        ("broken down by", definition.breakdown or "nothing"),
        ("take care", definition.caveat),
        ("disclosure", definition.disclosure),
    ]
    lines += [f"{name + ':':<16}{words}" for name, words in meaning]
    lines += ["", "Computed from"]
    for table, columns in figure.columns_read.items():
        lines.append(f"  {table} ({dataset.tables[table].num_rows:,} rows): {', '.join(columns)}")
    snapshot = figure.snapshot
    taken = snapshot.taken_at.strftime("%Y-%m-%d %H:%M UTC")
    mark = ", synthetic" if snapshot.is_synthetic else ""
    lines += ["", f"{snapshot.kind} data of {snapshot.board}, {snapshot.period}, {taken}{mark}"]
    lines += [f"seal {snapshot.sha256}", "", definition.sql]
    if figure.categories:
        lines += ["", *(f"  {row.label:<40}{_parts(row.numerator, row.denominator)}" for row in figure.categories)]
    return "\n".join(lines)


def value_of(figure: Figure) -> str:
    """The value with its workings: "11.7% (346 of 2,956)"."""
    if figure.value is None:
        return "by category, below" if figure.categories else "nothing to count"
    said = wording.number(figure.value, figure.definition.unit)
    has_parts = figure.definition.unit == "percent" and figure.numerator is not None
    return f"{said} ({_parts(figure.numerator, figure.denominator)})" if has_parts else said


def _parts(numerator: float | None, denominator: float | None) -> str:
    top = "none" if numerator is None else wording.whole(numerator)
    return top if denominator is None else f"{top} of {wording.whole(denominator)}"
