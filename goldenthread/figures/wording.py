"""How numbers read: one place, so that the same number reads the same everywhere."""

from __future__ import annotations

from goldenthread.figures import statistics
from goldenthread.figures.figure import Unit
from goldenthread.figures.published import Change, PublishedNumber

WITHHELD = "withheld (small numbers)"
MARKS = {"c": "[c]", "x": "[x]", "z": "[z]", "p": "[p]", "r": "[r]"}
MARK_MEANINGS = {
    "c": "withheld, as the numbers are small",
    "x": "not available",
    "z": "does not apply",
    "p": "not final",
    "r": "revised",
}
NUMBER_WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
MINUS = "−"  # the true minus sign

NO_CHANGE = "No clear change. A difference this size is usual."
PERHAPS = "Perhaps a change. We will know after next year."
LARGER = "Larger than chance alone would explain."
TOO_FEW = "Too few to say."
COUNTED = "Counted in full, so chance plays no part."


def number(value: float, unit: Unit) -> str:
    """A value in its unit: 2,956; 11.7%; 63%; £222,100; 48 days."""
    if unit == "percent":
        return f"{percent(value)}%"
    if unit == "pounds":
        return money(value)
    if unit == "days":
        return f"{whole(value)} days"
    return whole(value)


def whole(value: float) -> str:
    """Thousands with a comma; decimals only where there are any, at most three."""
    sign = MINUS if value < 0 else ""
    size = abs(value)
    return f"{sign}{size:,.0f}" if float(size).is_integer() else f"{sign}{size:,.3f}".rstrip("0")


def percent(value: float) -> str:
    """One decimal below 20, otherwise none."""
    sign = MINUS if value < 0 else ""
    size = abs(value)
    return f"{sign}{size:.1f}" if size < 20 and not float(size).is_integer() else f"{sign}{size:.0f}"


def money(value: float) -> str:
    sign = MINUS if value < 0 else ""
    size = abs(value)
    return f"{sign}£{size:,.0f}" if float(size).is_integer() else f"{sign}£{size:,.2f}"


def say(published: PublishedNumber, unit: Unit, *, in_table: bool = False) -> str:
    """A published number as it is printed; the mark in tables, the words in sentences."""
    if published.value is not None:
        return number(published.value, unit)
    mark = published.mark or "x"
    if in_table:
        return MARKS[mark]
    return WITHHELD if mark == "c" else MARK_MEANINGS[mark]


def in_words(value: float) -> str:
    """Small whole numbers as words: "four"; others as figures."""
    return NUMBER_WORDS[int(value)] if 0 <= value < len(NUMBER_WORDS) and float(value).is_integer() else whole(value)


def likely(low: float, high: float, unit: Unit) -> str:
    """A likely range: "10.6% to 12.9%"."""
    return f"{number(low, unit)} to {number(high, unit)}"


def one_in(value: float) -> str:
    """A percent as "about 1 in 9"."""
    return f"about 1 in {round(100 / value)}" if value > 0 else "none"


def changed_by(change: Change, unit: Unit) -> str:
    """A change in size and direction: "253 fewer", "2.5 percentage points more", "no change"."""
    if change.direction == "same":
        return "no change"
    size = abs(change.difference)
    if unit == "percent":
        return f"{points(size)} {'higher' if change.direction == 'more' else 'lower'}"
    more = "more" if change.direction == "more" else ("less" if unit == "pounds" else "fewer")
    return f"{number(size, unit)} {more}"


def points(size: float) -> str:
    rounded = f"{abs(size):.1f}".removesuffix(".0")
    return f"{rounded} percentage point{'' if rounded == '1' else 's'}"


def chance_of_counts(now: float, before: float) -> str:
    """Whether two counts differ by more than chance, in the house's words."""
    if min(now, before) < statistics.TOO_FEW:
        return TOO_FEW
    if statistics.counts_differ(now, before, statistics.Z998):
        return LARGER
    return PERHAPS if statistics.counts_differ(now, before) else NO_CHANGE


def chance_of_shares(now: tuple[float, float], before: tuple[float, float]) -> str:
    """Whether two shares, each a numerator and a denominator, differ by more than chance."""
    if min(now[1], before[1]) < statistics.TOO_FEW:
        return TOO_FEW
    if statistics.shares_differ(*now, *before, statistics.Z998):
        return LARGER
    return PERHAPS if statistics.shares_differ(*now, *before) else NO_CHANGE
