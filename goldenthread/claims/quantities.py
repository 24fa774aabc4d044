"""Numbers in prose: where each stands, what values it may stand for, and in what it is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import inf

from goldenthread.claims import words
from goldenthread.claims.intervals import Interval


class Unit(StrEnum):
    """In what a number is counted."""

    COUNT = "C"
    PERCENT = "P"
    POINTS = "D"
    MONEY = "M"
    RATE = "R"
    FRACTION = "F"
    TIMES = "X"
    YEARS = "A"
    """Ages and lengths of time."""


class Hedge(StrEnum):
    """How a writer softens a number."""

    NONE = ""
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    UP_TO = "up to"


@dataclass(frozen=True)
class Quantity:
    """A number in a block's words.

    `value` is in units of the thing counted (34 for “34%”, 0.2 for “one in five”, 1,200,000 for “£1.2m”). `bounds` are all
    values that rounding allows; `hedged` all that the words about it allow too. `per` is the number of people of a rate. `noun`
    holds the words that follow.
    """

    start: int
    end: int
    text: str
    value: float
    unit: Unit
    bounds: Interval
    hedge: Hedge = Hedge.NONE
    per: float = 1.0
    noun: str = ""
    decimals: int = 0

    @property
    def is_hedged(self) -> bool:
        return self.hedge is not Hedge.NONE

    @property
    def hedged(self) -> Interval:
        """All values that the number may stand for, with what “about”, “over” and the like allow."""
        low, high = self.bounds.low, self.bounds.high
        match self.hedge:
            case Hedge.ABOUT:
                room = max(0.05 * abs(self.value), 1.5 if self.unit in {Unit.PERCENT, Unit.POINTS} else 0.0)
                return Interval(low - room, high + room)
            case Hedge.NEARLY:
                return Interval(low - max(0.1 * abs(self.value), 0.0), high)
            case Hedge.OVER:
                return Interval(low, inf)
            case Hedge.UP_TO:
                return Interval(-inf if low < 0 else 0.0, high)
            case _:
                return self.bounds


_BEFORE = (
    (Hedge.NEARLY, r"nearly|almost|just under|close to|approaching|just short of"),
    (
        Hedge.ABOUT,
        (
            r"just over|slightly over|a little over|slightly more than|just above|about|around|approximately|"
            r"approx\.?|circa|c\.|roughly|some|an estimated|"
            r"estimated(?: at)?|in the region of|~|≈"
        ),
    ),
    (
        Hedge.OVER,
        (
            r"over|more than|above|in excess of|at least|upwards of|no fewer than|no less than|not less than|>|≥|"
            r"a minimum of|minimum of"
        ),
    ),
    (Hedge.UP_TO, r"under|fewer than|less than|below|up to|at most|no more than|not more than|a maximum of|<|≤"),
)
HEDGES = tuple((hedge, re.compile(rf"(?:^|[\s(])(?:{said})\s*(?:a |an )?$", re.IGNORECASE)) for hedge, said in _BEFORE)

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALED = r"(?:\s?(?:million|billion|thousand|hundred|bn|mn|m|k)\b)?"
_WORDS = words.NUMBER
_MAGNITUDE = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}

POINTS = (
    r"(?:percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|%[\s-]?points?|pp(?:ts?)?\b|p\.p\.|"
    r"points?(?=\s(?:above|below|higher|lower|short|ahead|behind|better|worse|up\b|down\b|more|fewer|under|over)))"
)
PERCENT = r"(?:%|per\s?cent\b(?!age)|percent\b|pc\b)"
TIME = r"(?:years?|months?|weeks?|days?|hours?|minutes?|mins?)"
PATTERN = re.compile(
    rf"""
    (?P<money>£\s?(?P<pounds>{_DIGITS})(?P<pound_scale>\s?(?:million|billion|thousand|bn|mn|m|k)\b)?)
    |(?P<ratio>(?<![\w.,/-])(?P<one>{_DIGITS}|{_WORDS})\s(?:in|out\sof)\s(?:every\s)?(?P<of>\d{{1,4}}|{_WORDS})(?![\w/]|[.,]\d|-\w))
    |(?P<share>(?<![\w-]){words.FRACTION}(?![\w-]))
    |(?P<times>(?<![\w.,/-])(?P<factor>{_DIGITS}|{_WORDS})(?:\s|-)?(?:times\b|fold\b))
    |(?P<number>(?<![\w.,/£-])(?P<sign>[+-](?=\d))?(?P<digits>{_DIGITS}|{_WORDS})(?P<scale>{_SCALED})(?P<plus>\+)?
        (?P<unit>\s?(?:{POINTS})|\s?(?:{PERCENT}))?)(?![\w/]|[.,]\d|-\w(?!\w*-to\b))
    """,
    re.IGNORECASE | re.VERBOSE,
)
PER = re.compile(
    (
        r"^\s?(?:[a-z]+\s){0,3}?(?:per|for\severy|in\severy)\s(?P<per>100,000|100000|10,000|10000|1,000|1000|"
        r"100k|100|million)\b"
    ),
    re.IGNORECASE,
)
LENGTH = re.compile(rf"^[\s-](?:(?:calendar|working|consecutive|full)\s)?{TIME}\b", re.IGNORECASE)
AGE_BEFORE = re.compile(
    (
        r"\b(?:aged?|ages|between the ages of|over the age of|under the age of|turned)\s(?:from\s|over\s|"
        r"under\s|between\s)?$"
    ),
    re.IGNORECASE,
)
NOUN = re.compile(r"^\s?(?:\([^)]{0,40}\)\s)?((?:[A-Za-z][\w'-]*)(?:[\s/](?:[A-Za-z][\w'/-]*)){0,5})")


def found_in(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """The numbers of a text, in order, outside the spans that are taken by dates, references and names."""
    numbers: list[Quantity] = []
    blocked = _blocked(taken)
    here = 0
    while (match := PATTERN.search(text, here)) is not None:
        here = match.end()
        if any(place in blocked for place in range(match.start(), match.end())):
            here = match.start() + 1
            continue
        one = _made(text, match)
        if one is not None:
            numbers.append(one)
            here = one.end  # past the 1,000 of a rate, but not past the 12 of “84 in 12 months”
    return numbers


def _blocked(taken: list[tuple[int, int]]) -> set[int]:
    return {place for start, end in taken for place in range(start, end)}


def _made(text: str, match: re.Match[str]) -> Quantity | None:
    if match["money"]:
        return _money(text, match)
    if match["ratio"]:
        return _ratio(text, match)
    if match["share"]:
        return _share(text, match)
    if match["times"]:
        return _times(text, match)
    return _number(text, match)


def _money(text: str, match: re.Match[str]) -> Quantity:
    value, bounds, decimals = _value(match["pounds"], (match["pound_scale"] or "").strip().lower(), rounds=True)
    return _quantity(text, match.start(), match.end(), value, Unit.MONEY, bounds, decimals=decimals)


def _ratio(text: str, match: re.Match[str]) -> Quantity | None:
    """“one in five” is a share; “82 out of 197” is left to be read as two counts."""
    top, bottom = _plain(match["one"]), _plain(match["of"])
    if top is None or bottom is None or not 0 < top < bottom or ("out" in match["ratio"].lower() and bottom > 10):
        return _leading(text, match.start("one"), match.end("one"), match["one"])
    if (bottom > 20 and bottom not in {100, 1000}) or top > 10:
        return _leading(text, match.start("one"), match.end("one"), match["one"])
    value = top / bottom
    if "out" in match["ratio"].lower() and bottom <= 10 and match["of"].isdigit() and match["one"].isdigit():
        return _leading(text, match.start("one"), match.end("one"), match["one"])
    bounds = Interval(top / (bottom + 0.5), min(top / (bottom - 0.5), 1.0))
    return _quantity(text, match.start(), match.end(), value, Unit.FRACTION, bounds)


def _leading(text: str, start: int, end: int, said: str) -> Quantity | None:
    value = _plain(said)
    if value is None:
        return None
    return _quantity(text, start, end, value, Unit.COUNT, Interval.exactly(value))


def _plain(said: str) -> float | None:
    if said[0].isdigit():
        return float(said.replace(",", ""))
    return float(words.value_of(said)) if words.is_number(said) else None


def _share(text: str, match: re.Match[str]) -> Quantity | None:
    value = words.fraction_of(match["top"], match["part"])
    before = text[max(match.start() - 12, 0) : match.start()].lower()
    after = text[match.end() : match.end() + 12].lower()
    if value is None or re.search(
        r"(?:first|second|last|next|this|previous|final|other|each|per|every|latter|one and a|and a) ?$", before
    ):
        return None
    if re.match(r"\s?(?:year|term|day|hour|-|yearly|of the (?:year|financial)|\d)", after):
        return None
    if match["part"].lower() in {"quarter", "quarters"} and re.match(r"\s(?:of (?:the )?(?:20|year)|to\b|\(Q)", after):
        return None
    if (
        match["top"] is None
        and not re.match(r"\s(?:of|the|were|was|are|had)", after)
        and not re.search(r"(?:than|under|over|nearly|almost|about|by|around) $", before)
    ):
        return None
    return _quantity(text, match.start(), match.end(), value, Unit.FRACTION, Interval(value - 0.02, value + 0.02))


def _times(text: str, match: re.Match[str]) -> Quantity | None:
    said = match["factor"]
    value = _plain(said)
    if value is None:
        return None
    decimals = len(said.partition(".")[2]) if said[0].isdigit() else 0
    half = 0.5 * 10**-decimals
    return _quantity(
        text, match.start(), match.end(), value, Unit.TIMES, Interval(value - half, value + half), decimals=decimals
    )


def _number(text: str, match: re.Match[str]) -> Quantity | None:
    said, unit_words = match["digits"], (match["unit"] or "").strip().lower()
    if not said[0].isdigit() and not words.is_number(said):
        return None
    scale = match["scale"].strip().lower()
    start = match.start("digits") if not unit_words else match.start()
    if not said[0].isdigit() and scale:
        value = words.value_of(said) * _MAGNITUDE[scale]
        bounds, decimals = Interval(value * 0.95, value * 1.05), 0
    elif not said[0].isdigit():
        value, decimals = float(words.value_of(said)), 0
        bounds = Interval.exactly(value)
    else:
        value, bounds, decimals = _value(said, scale, rounds=not unit_words)
    is_signed = bool(match["sign"]) and (
        bool(unit_words) or bool(re.search(r"[A-Za-z:(,]\s?$", text[: match.start()][-3:]))
    )
    if is_signed:
        start = match.start()
    if match["sign"] == "-" and is_signed:
        value, bounds = -value, Interval(-bounds.high, -bounds.low)
    unit, per, end = Unit.COUNT, 1.0, match.end()
    if unit_words:
        unit = Unit.POINTS if re.search(r"point|^p\.?p", unit_words) else Unit.PERCENT
        half = 0.5 * 10**-decimals
        bounds = Interval(value - half, value + half)
    elif rate := PER.match(text[match.end() : match.end() + 60]):
        unit, per = Unit.RATE, _people(rate["per"])
        end = match.end() + rate.end()
        half = 0.5 * 10**-decimals
        bounds = Interval(value - half, value + half)
    elif LENGTH.match(text[match.end() : match.end() + 24]) or AGE_BEFORE.search(
        text[max(match.start() - 30, 0) : match.start()]
    ):
        unit = Unit.YEARS
    elif not said[0].isdigit() and said.lower() == "one" and not scale and _is_pronoun(text, match):
        return None
    one = _quantity(text, start, end, value, unit, bounds, decimals=decimals, per=per)
    if match["plus"]:
        return Quantity(**{**one.__dict__, "hedge": Hedge.OVER})
    return one


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    """“one of the”, “no one”, “this one”, “one that”: no count that one can do sums with."""
    before, after = text[: match.start()].lower(), text[match.end() :].lower()
    return bool(re.search(r"\b(?:no|any|every|some|each|this|that|the|which|only|than|another)\s$", before)) or bool(
        re.match(
            r"\s(?:another|of|that|which|who|can|could|should|must|to|or|and|is|was|has|may|might|step|page|-)\b", after
        )
    )


def _people(said: str) -> float:
    plain = said.lower().replace(",", "")
    return 1e6 if plain == "million" else 1e5 if plain == "100k" else float(plain)


def _value(said: str, scale: str, *, rounds: bool) -> tuple[float, Interval, int]:
    """A number in digits: its value, what rounding allows, and its decimals.

    Whole numbers are exact, as counts are; but a writer rounds thousands: “15,000” may stand for 14,500 to 15,500.
    """
    plain = said.replace(",", "")
    decimals = len(plain.partition(".")[2])
    factor = _MAGNITUDE.get(scale, 1)
    value = round(float(plain) * factor, 6)
    if factor > 1 or decimals:
        half = 0.5 * 10**-decimals * factor
        return value, Interval(value - half, value + half), decimals
    noughts = len(plain) - len(plain.rstrip("0")) if value else 0
    if rounds and noughts >= 3:
        half = 0.5 * 10**noughts
        return value, Interval(value - half, value + half), 0
    return value, Interval.exactly(value), 0


def _quantity(  # noqa: PLR0917 - a number is all of these
    text: str, start: int, end: int, value: float, unit: Unit, bounds: Interval, *, decimals: int = 0, per: float = 1.0
) -> Quantity:
    before = text[max(start - 28, 0) : start]
    hedge = next((one for one, pattern in HEDGES if pattern.search(before)), Hedge.NONE)
    noun = NOUN.match(text[end : end + 70])
    return Quantity(start, end, text[start:end], value, unit, bounds, hedge, per, noun[1] if noun else "", decimals)


def together(numbers: Sequence[Quantity]) -> list[Interval]:
    """What numbers of one sum may stand for: they share one precision, so that 12,000 beside 7,350 is exact to ten.

    Numbers with decimals, words of scale or hedges keep their own.
    """
    whole = [
        one
        for one in numbers
        if one.unit in {Unit.COUNT, Unit.MONEY} and one.value == int(one.value) and one.text[-1].isdigit()
    ]
    finest = min((_step(one.value) for one in whole), default=1.0)
    return [
        Interval(one.value - finest / 2, one.value + finest / 2)
        if one in whole and not one.is_hedged and one.bounds.high - one.bounds.low > finest
        else one.hedged
        for one in numbers
    ]


def _step(value: float) -> float:
    """The last place that a whole number tells: 10 for 7,350, nought for an exact one."""
    plain = f"{abs(value):.0f}"
    noughts = len(plain) - len(plain.rstrip("0"))
    return 10.0**noughts if noughts >= 3 else 0.0


@lru_cache(maxsize=4096)
def said(value: float, decimals: int = 0) -> str:
    """A number as one prints it, with thousands parted."""
    return f"{value:,.{decimals}f}"
