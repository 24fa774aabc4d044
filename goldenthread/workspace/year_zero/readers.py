"""How a cell of somebody's own spreadsheet is read. Free of Django: text in, a plain value out, or a sentence that helps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from goldenthread.core.errors import GoldenThreadError
from goldenthread.core.periods import Period

NOTHING = frozenset({"", "-", "–", "—", ".", "n/a", "na", "n.a.", "none", "nil", "not applicable"})
"""What people write in a cell that has nothing to say. Text is kept as it stands; every other reader takes these as empty."""

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS_OF_WEEK = re.compile(
    r"^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b[,.]?\s*"
)
_CLOCK = r"(?:[t ,]+\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:am|pm|z)?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_CLOCK}")
_UK = re.compile(rf"(\d{{1,2}})[/.\- ]+(\d{{1,2}})[/.\- ]+(\d{{4}}|\d{{2}}){_CLOCK}")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ /.\-]*([a-z]+)[ /.,'’\-]*(\d{{4}}|\d{{2}}){_CLOCK}")
_MONTH_DAY = re.compile(rf"([a-z]+)[ .]+(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_CLOCK}")
_MONTH = re.compile(r"([a-z]+)[ /.,'’\-]*(\d{4}|\d{2})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_YEAR = re.compile(r"(\d{4})[/\-–](\d{2}|\d{4})")
_EXCEL = re.compile(r"(\d{5})(?:\.\d+)?")
_EXCEL_FIRST = date(1899, 12, 30)
EARLIEST, LATEST = 1980, 2100

Mark = Literal["first", "last"]
Precision = Literal["day", "month", "year"]
"""The same words as core.models.DatePrecision, which needs Django."""


class CannotRead(GoldenThreadError):
    """A cell that cannot be read: what is wrong with it, and what to write instead."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong}. {remedy}")
        self.wrong = wrong
        self.remedy = remedy


@dataclass(frozen=True)
class Day:
    """A day, with how exactly it is known. A month or a year stands on its first day unless its field says the last."""

    on: date
    precision: Precision = "day"

    @property
    def period(self) -> str:
        """The financial year it falls in."""
        return Period.containing(self.on).label


def plain(text: str) -> str:
    """One line's worth of small letters, to compare what people typed."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Text:
    """Words as they stand, no longer than the record holds."""

    most: int = 10_000
    needs_decision = False

    def read(self, text: str) -> str | None:
        """The words.

        Raises:
            CannotRead: there are more of them than fit.
        """
        kept = text.strip()
        if len(kept) > self.most:
            raise CannotRead(
                f"It is {len(kept):,} characters long",
                f"Shorten it to {self.most:,}, or move the rest to another column.",
            )
        return kept or None


@dataclass(frozen=True)
class Dates:
    """A day in the order people here write it. A month stands for its first or last day, where the field allows one."""

    month: Mark | None = None
    keeps_precision: bool = False
    needs_decision = False

    def read(self, text: str) -> Day | None:
        """The day.

        Raises:
            CannotRead: it is no date, or not exact enough.
        """
        if plain(text) in NOTHING:
            return None
        day = day_of(text)
        if day.precision == "day" or self.keeps_precision:
            return day
        if day.precision == "month" and self.month is not None:
            return Day(day.on if self.month == "first" else _last_of_month(day.on))
        raise CannotRead(f"“{short(text)}” does not say which day", "Write the day too, such as 31/03/2025.")


def day_of(text: str) -> Day:
    """Read a date in any of the ways people here write one.

    Raises:
        CannotRead: it is not one.
    """
    said = _DAYS_OF_WEEK.sub("", plain(text))
    if found := _ISO.fullmatch(said):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _UK.fullmatch(said):
        return _day(text, _year(found[3]), int(found[2]), int(found[1]))
    if (found := _DAY_MONTH.fullmatch(said)) and found[2] in MONTHS:
        return _day(text, _year(found[3]), MONTHS[found[2]], int(found[1]))
    if (found := _MONTH_DAY.fullmatch(said)) and found[1] in MONTHS:
        return _day(text, int(found[3]), MONTHS[found[1]], int(found[2]))
    if (found := _EXCEL.fullmatch(said)) and 30_000 <= int(found[1]) <= 60_000:
        return Day(_EXCEL_FIRST + timedelta(days=int(found[1])))
    return _month_or_year(text, said)


def _month_or_year(text: str, said: str) -> Day:
    if (found := _MONTH.fullmatch(said)) and found[1] in MONTHS:
        return Day(_day(text, _year(found[2]), MONTHS[found[1]], 1).on, "month")
    if found := _YEAR.fullmatch(said):
        first, second = int(found[1]), int(found[2])
        if second in {(first + 1) % 100, first + 1}:
            return Day(_day(text, first, 4, 1).on, "year")
        if 1 <= second <= 12:
            return Day(_day(text, first, second, 1).on, "month")
    if found := _MONTH_NUMBER.fullmatch(said):
        return Day(_day(text, int(found[2]), int(found[1]), 1).on, "month")
    raise CannotRead(f"“{short(text)}” is not a date", "Write a day, such as 31/03/2025.")


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _day(text: str, year: int, month: int, day: int) -> Day:
    if month > 12 >= day >= 1:
        raise CannotRead(
            f"“{short(text)}” has no month {month}", f"Write the day first, then the month: {month:02}/{day:02}/{year}."
        )
    try:
        found = date(year, month, day)
    except ValueError:
        raise CannotRead(
            f"“{short(text)}” is not a day there has been", "Check the day, the month and the year."
        ) from None
    if not EARLIEST <= year <= LATEST:
        raise CannotRead(f"“{short(text)}” is in the year {year}", "Check the year.")
    return Day(found)


def _last_of_month(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


SCORES = {
    **dict.fromkeys(("rare", "very low", "very unlikely", "remote", "negligible", "insignificant", "slight", "minimal"), 1),
    **dict.fromkeys(("low", "unlikely", "minor"), 2),
    **dict.fromkeys(("medium", "med", "moderate", "possible"), 3),
    **dict.fromkeys(("high", "likely", "probable", "major"), 4),
    **dict.fromkeys(("very high", "almost certain", "very likely", "certain", "severe", "grave", "catastrophic", "extreme"), 5),
}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OUT_OF_FIVE = re.compile(r"\s*(?:/|out of|of)\s*5\b")


@dataclass(frozen=True)
class Scores:
    """A score from 1 to 5: "4", "High (4)", "4 - Likely", "4/5" or "Likely"."""

    needs_decision = False
    remedy = "Write a whole number from 1 to 5."

    def read(self, text: str) -> int | None:
        """The score.

        Raises:
            CannotRead: it is none, or it is the two multiplied.
        """
        said = plain(text)
        if said in NOTHING:
            return None
        numbers = [float(one) for one in _NUMBER.findall(_OUT_OF_FIVE.sub("", said))]
        if not numbers and re.sub(r"[^a-z ]", "", said).strip() in SCORES:
            return SCORES[re.sub(r"[^a-z ]", "", said).strip()]
        if len(numbers) != 1 or not numbers[0].is_integer() or "-" in said.split(_first_digit(said))[0].strip():
            raise CannotRead(f"“{short(text)}” is not a score", self.remedy)
        score = int(numbers[0])
        if 5 < score <= 25:
            raise CannotRead(
                f"“{short(text)}” is more than 5, and may be likelihood times impact",
                "Write each of the two from 1 to 5.",
            )
        if not 1 <= score <= 5:
            raise CannotRead(f"“{short(text)}” is not from 1 to 5", self.remedy)
        return score


def _first_digit(said: str) -> str:
    found = re.search(r"\d", said)
    return found[0] if found else "0"


YES = frozenset({"y", "yes", "true", "1", "✓", "✔", "☑", "yes please"})
NO = frozenset({"n", "no", "false", "0", "✗", "✘", "☐"})


@dataclass(frozen=True)
class YesNo:
    """Yes or no, and the words that mean one of them in this column."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    needs_decision = False

    def read(self, text: str) -> bool | None:
        """True or false.

        Raises:
            CannotRead: it says neither.
        """
        said = plain(text)
        if said in YES | self.yes:
            return True
        if said in NO | self.no:
            return False
        if said in NOTHING:
            return None
        raise CannotRead(f"“{short(text)}” is neither yes nor no", "Write yes or no.")


RATINGS = {
    **dict.fromkeys(("r", "red"), "Rated red."),
    **dict.fromkeys(("a", "amber", "yellow", "orange"), "Rated amber."),
    **dict.fromkeys(("g", "green"), "Rated green."),
    **dict.fromkeys(("b", "blue"), "Rated blue."),
    **dict.fromkeys(("r/a", "red/amber", "amber/red", "amber red"), "Rated red to amber."),
    **dict.fromkeys(("a/g", "amber/green", "green/amber", "amber green"), "Rated amber to green."),
}


@dataclass(frozen=True)
class Ratings:
    """A red, amber or green rating, kept as the sentence it is."""

    needs_decision = False

    def read(self, text: str) -> str | None:
        """The sentence.

        Raises:
            CannotRead: it is no colour that is known.
        """
        said = plain(text)
        if said in NOTHING:
            return None
        if said not in RATINGS:
            raise CannotRead(f"“{short(text)}” is not a rating", "Write red, amber, green or blue.")
        return RATINGS[said]


_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")


@dataclass(frozen=True)
class Emails:
    """One e-mail address, also as "Name <address>" or "mailto:address"."""

    needs_decision = False

    def read(self, text: str) -> str | None:
        """The address.

        Raises:
            CannotRead: there is none, or more than one.
        """
        if plain(text) in NOTHING:
            return None
        found = _EMAIL.findall(text.strip().removeprefix("mailto:"))
        if len(found) != 1 or len(found[0]) > 254:
            raise CannotRead(
                f"“{short(text)}” is not one e-mail address", "Write one address, such as name@agency.example."
            )
        return str(found[0])


@dataclass(frozen=True)
class Numbers:
    """How many: a whole number, also with a thousands comma or words after it ("24 delegates")."""

    most: int = 1_000_000
    least: int = 0
    needs_decision = False

    def read(self, text: str) -> int | None:
        """The number.

        Raises:
            CannotRead: it is none, not a whole one, or too small.
        """
        said = plain(text)
        if said in NOTHING:
            return None
        found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?: [a-z ]+)?", said)
        if not found or int(found[1].replace(",", "")) > self.most:
            raise CannotRead(f"“{short(text)}” is not a whole number", "Write how many, such as 24.")
        number = int(found[1].replace(",", ""))
        if number < self.least:
            raise CannotRead(f"“{short(text)}” is too small", f"Write a whole number of {self.least} or more.")
        return number


_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?")


@dataclass(frozen=True)
class Money:
    """An amount, kept in pence: "£1,250.50". What came back has a minus, stands in brackets, or ends in CR."""

    most: int = 10**12
    needs_decision = False

    def read(self, text: str) -> int | None:
        """The amount in pence.

        Raises:
            CannotRead: it is none, or has parts of a penny.
        """
        said = plain(text).replace("−", "-").replace("£", "").replace("gbp", "").strip()
        if said in NOTHING:
            return None
        came_back = said.startswith(("-", "(")) or said.endswith(("-", "cr"))
        found = _MONEY.fullmatch(said.removesuffix("cr").removesuffix("dr").strip(" -()"))
        if not found or (said.startswith("(") and not said.endswith(")")):
            raise CannotRead(f"“{short(text)}” is not an amount of money", "Write pounds and pence, such as 1,250.50.")
        pence = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
        if pence > self.most:
            raise CannotRead(f"“{short(text)}” is more than the Board could spend", "Check the amount.")
        return -pence if came_back else pence


@dataclass(frozen=True)
class Choice:
    """One of a few. What is not among `words`, and what can mean two things, is asked of the one who knows."""

    options: Mapping[str, str]
    """The stored value and its words, in the order they are offered."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What people write, in small letters, and the value it surely means."""
    perhaps: Mapping[str, str] = field(default_factory=dict)
    """What can mean two things, and the likelier one: offered first, never taken without asking."""
    empty: frozenset[str] = NOTHING
    needs_decision = True

    def known(self, text: str) -> str | None:
        """The value a text surely means."""
        said = plain(text)
        named = {plain(title): value for value, title in self.options.items()}
        return None if said in self.perhaps else self.words.get(said) or named.get(said)


@dataclass(frozen=True)
class OfBoard:
    """An agency or a group of the Board, by any of its names."""

    kind: Literal["agency", "group"]
    needs_decision = True


Reader = Text | Dates | Scores | YesNo | Ratings | Emails | Numbers | Money | Choice | OfBoard


def short(text: str) -> str:
    """A text that fits into a sentence."""
    said = " ".join(text.split())
    return said if len(said) <= 40 else said[:39].rstrip() + "…"


def seen(text: str) -> str:
    """A cell as people see it in their own spreadsheet: a day in their order."""
    found = _ISO.fullmatch(text)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else text
