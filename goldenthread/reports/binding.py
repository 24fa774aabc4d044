"""Binding: from `[[concerns.received|change]]` to the words a sentence prints, taken from the release and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from goldenthread.core.errors import Refused
from goldenthread.figures import coverage, shares, wording
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow, Release
from goldenthread.reports.document import Inline

NOT_COMPARABLE = "not comparable with the year before"


class UnknownBinding(Refused):
    """A sentence binds to something that is not there."""


class NoData(UnknownBinding):
    """A sentence binds to a number of a year that nobody has sent: it is not nought, it is not known."""

    def __init__(self, figure: PublishedFigure) -> None:
        self.title, self.period = figure.definition.title, figure.period
        said = coverage.said(figure.cover, figure.period)
        super().__init__(f"There is {said}, so {figure.id} has no number. Load the council’s extract for it first.")


def bind(release: Release, said: str) -> Inline:
    """The bound number, as it is printed.

    Raises:
        UnknownBinding: no such figure, row or measure; names the nearest.
        NoData: no data are loaded for its year.
    """
    name, _, measure = said.partition("|")
    figure_id, _, key = name.strip().partition(":")
    figure = release.figures.get(figure_id)
    if figure is None:
        raise UnknownBinding(f"There is no figure “{figure_id}”.{_nearest(figure_id, release.figures)}")
    if figure.cover == coverage.NONE:
        raise NoData(figure)
    if key:
        row = figure.row(key)
        if row is None:
            raise UnknownBinding(f"{figure_id} has no row “{key}”.{_nearest(key, [r.key for r in figure.rows])}")
        return Inline("figure", _row(figure, row, measure.strip()), figure_id, key)
    return Inline("figure", _whole(figure, measure.strip()), figure_id)


def _nearest(word: str, among: object) -> str:
    near = get_close_matches(word, list(among), 3, 0.5)  # type: ignore[call-overload]  # a mapping or a list of names
    return f" Nearest: {', '.join(near)}." if near else ""


def _whole(figure: PublishedFigure, measure: str) -> str:
    unit = figure.definition.unit
    plain: dict[str, Callable[[], str]] = {
        "": lambda: wording.say(figure.value, unit),
        "numerator": lambda: wording.say(figure.numerator, "count"),
        "denominator": lambda: wording.say(figure.denominator or PublishedNumber(None, "z"), "count"),
        "previous": lambda: wording.say(figure.previous or PublishedNumber(None, "x"), unit),
        "words": lambda: _words(figure.value),
        "numerator-words": lambda: _words(figure.numerator),
        "range": lambda: _range(figure),
        "one-in": lambda: _one_in(figure.value),
    }
    if measure in plain:
        return plain[measure]()
    return _change(figure, measure)


def _words(number: PublishedNumber) -> str:
    return wording.in_words(number.value) if number.value is not None else wording.say(number, "count")


def _range(figure: PublishedFigure) -> str:
    if figure.low is None or figure.high is None:
        return wording.TOO_FEW.rstrip(".").lower()
    return wording.likely(figure.low, figure.high, figure.definition.unit)


def _one_in(number: PublishedNumber) -> str:
    return wording.one_in(number.value) if number.value is not None else wording.say(number, "percent")


def _change(figure: PublishedFigure, measure: str) -> str:
    change, unit = figure.change, figure.definition.unit
    if measure not in {"change", "points", "percent-change", "chance"}:
        raise UnknownBinding(f"“{measure}” is not a measure of {figure.id}.")
    if change is None:
        return wording.WITHHELD if figure.value.is_withheld else NOT_COMPARABLE
    if measure == "change":
        return wording.changed_by(change, unit)
    if measure == "points":
        return wording.points(change.difference)
    if measure == "percent-change":
        return NOT_COMPARABLE if change.percent is None else f"{wording.percent(abs(change.percent))}%"
    return change.words.rstrip(".")


def _row(figure: PublishedFigure, row: PublishedRow, measure: str) -> str:
    unit = figure.definition.unit
    none = PublishedNumber(None, "z")
    if measure == "share" or (measure == "" and unit == "percent"):
        return shares.say(figure, row)
    if measure == "":
        return wording.say(row.value, unit)
    if measure == "numerator":
        return wording.say(row.numerator, "count")
    if measure == "denominator":
        return wording.say(row.denominator or none, "count")
    if measure == "range" and row.low is not None and row.high is not None:
        return wording.likely(row.low, row.high, unit)
    if measure == "words":
        return _words(row.numerator)
    raise UnknownBinding(f"“{measure}” is not a measure of a row of {figure.id}.")
