"""Every way in which English writes a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
GAP = r"[ ,.\-]{0,3}"
SIGN = r" ?[/.\-] ?"


def in_words(number: int) -> str:
    """67 as “sixty[ -]seven”: a pattern."""
    if number < 20:
        return ONES[number]
    if number < 100:
        ones = ONES[number % 10]
        return TENS[number // 10] + (rf"[ \-]?{ones}" if ones else "")
    rest = in_words(number % 100) if number % 100 else ""
    return rf"(?:one|a) hundred{f'(?: and)? {rest}' if rest else ''}"


def ordinal_in_words(number: int) -> str:
    """21 as “twenty[ -]first”: a pattern."""
    if number in {20, 30}:
        return TENS[number // 10].removesuffix("y") + "ieth"
    if number > 20:
        return rf"{TENS[number // 10]}[ \-]?{ordinal_in_words(number % 10)}"
    word = ONES[number]
    return ORDINALS.get(word, f"{word}th")


def year_in_words(year: int) -> str:
    """1951 as “nineteen[ -]fifty[ -]one”, 2004 as “two thousand and four”: a pattern."""
    rest = year % 100
    if year < 2000:
        return rf"{in_words(year // 100)} (?:hundred(?: and)? )?{in_words(rest) or 'hundred'}"
    thousand = "two thousand" + (f"(?: and)? {in_words(rest)}" if rest else "")
    oh = rf"|twenty (?:oh |o )?{in_words(rest)}" if rest else ""
    return f"(?:{thousand}{oh})"


def forms(day: date) -> Iterator[tuple[str, str]]:
    """Patterns that find a day, each with what it finds: “date”, “day and month”, “month and year”."""
    number, month, year = day.day, day.month, day.year
    name = MONTHS[month - 1]
    short = {"september": "sept?", "june": "jun", "july": "jul"}.get(name, name[:3])
    months = rf"(?:{name}|{short}\.?)"
    figures = rf"0?{number}"
    ordinal = rf"(?:{figures}(?: ?(?:st|nd|rd|th))?|{ordinal_in_words(number)})"
    full_year = rf"(?:{year}|{year_in_words(year)})"
    years = rf"(?:{year}|'?{year % 100:02}|{year_in_words(year)})"
    another_year = rf"(?!{GAP}(?:of )?(?:1[89]|20)\d\d)"
    in_figures = [
        rf"{figures}{SIGN}0?{month}{SIGN}(?:{year}|{year % 100:02})",
        rf"0?{month}{SIGN}{figures}{SIGN}(?:{year}|{year % 100:02})",
        rf"{year}{SIGN}0?{month}{SIGN}{figures}",
        f"{year}{month:02}{number:02}",
        f"{number:02}{month:02}{year}",
    ]
    for one in in_figures:
        yield "date", rf"(?<!\d){one}(?!\d)"
    day_month = rf"(?<![a-z0-9])(?:the )?{ordinal}(?: day)?(?: of)?{GAP}(?:the month of )?{months}"
    month_day = rf"(?<![a-z0-9]){months}{GAP}(?:the )?{ordinal}"
    for one in (day_month, month_day):
        yield "date", rf"{one}{GAP}(?:of |in (?:the year )?)?{years}(?![a-z0-9])"
        yield "day and month", rf"{one}(?![a-z0-9]){another_year}"
    yield "month and year", rf"(?<![a-z0-9]){months}{GAP}(?:of )?{full_year}(?![a-z0-9])"
    yield "month and year", rf"(?<![\d/.\-])0?{month}[/.]{year}(?!\d)"
    yield "year of birth", rf"(?<![a-z])born[^.\n]{{0,20}}{full_year}(?![a-z0-9])"


def compiled(day: date) -> Iterator[tuple[str, re.Pattern[str]]]:
    for sort, pattern in forms(day):
        yield sort, re.compile(pattern)
