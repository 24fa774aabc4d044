"""What a page says of a figure in a sentence or two. Free of Django."""

from __future__ import annotations

from goldenthread.figures import coverage, wording
from goldenthread.figures.disclosure_rules import RULES
from goldenthread.figures.published import PublishedFigure


def headline(figure: PublishedFigure) -> str:
    """The page's first line: the value and what it is."""
    said = wording.say(figure.value, figure.definition.unit)
    if figure.rows and figure.value.value is None:
        return figure.definition.title
    return f"{figure.definition.title}: {said}"


def in_one_line(figure: PublishedFigure, months: str) -> str:
    """Numerator, denominator, period and likely range in a sentence or two."""
    unit = figure.definition.unit
    if figure.cover:
        words = coverage.said(figure.cover, figure.period)
        return f"{months}. {words[0].upper()}{words[1:]}, so it is not compared with another year."
    if figure.value.is_withheld:
        return f"{months}. The number is small, or would give a small number away, so it is not shown."
    if unit == "percent" and figure.denominator and figure.numerator.value is not None:
        top, bottom = wording.say(figure.numerator, "count"), wording.say(figure.denominator, "count")
        said = f"{top} of {bottom}, {months}."
        if figure.low is not None and figure.high is not None:
            low, high = wording.number(figure.low, unit), wording.number(figure.high, unit)
            said += f" Chance alone would give between {low} and {high}."
        return said
    return f"{months}."


def safety(figure: PublishedFigure, rule: str) -> tuple[str, bool]:
    """What disclosure control says of the figure, and whether all of it is shown."""
    if figure.definition.disclosure == "exempt":
        return "It counts the Board's own activity, money or facts already published, and no adults.", True
    withheld = figure.value.is_withheld or any(row.numerator.is_withheld for row in figure.rows)
    if withheld:
        return f"{RULES[rule]} Some of this figure is withheld.", False
    return "No count behind it is from 1 to 4, or would give one away, so nothing is hidden.", True
