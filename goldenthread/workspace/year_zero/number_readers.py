"""How years and ages are read in somebody else’s table of numbers. Free of Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.workspace.year_zero.readers import NOTHING, CannotRead, plain, short

OLDEST = 130


@dataclass(frozen=True)
class FinancialYears:
    """A financial year, kept as “2023-24”: also 2023/24, 2023-2024, FY 2023-24."""

    needs_decision = False

    def read(self, text: str) -> str | None:
        """The year.

        Raises:
            CannotRead: it is none, or its second year does not follow the first.
        """
        said = plain(text)
        if said in NOTHING:
            return None
        found = re.fullmatch(r"(?:fy|year)?\s*(\d{4})\s*(?:[-/–—]|to)\s*(\d{4}|\d{2})", said)
        if not found or int(found[2]) not in {int(found[1]) + 1, (int(found[1]) + 1) % 100}:
            raise CannotRead(f"“{short(text)}” is not a financial year", "Write it as 2023-24.")
        return f"{found[1]}-{(int(found[1]) + 1) % 100:02d}"


@dataclass(frozen=True)
class CalendarYears:
    """The year that numbers of people are of: also mid-2023, Census 2021."""

    earliest: int = 1801
    latest: int = 2200
    needs_decision = False

    def read(self, text: str) -> int | None:
        """The year.

        Raises:
            CannotRead: there is none.
        """
        said = plain(text)
        if said in NOTHING:
            return None
        found = re.fullmatch(r"(?:[a-z]+[ -]*)*(\d{4})(?:\.0+)?", said)
        if not found or not self.earliest <= int(found[1]) <= self.latest:
            raise CannotRead(f"“{short(text)}” is not a year", "Write it as 2021.")
        return int(found[1])


@dataclass(frozen=True)
class AgesFromTo:
    """The first age of a band and the last; no last one for “and over”."""

    first: int
    last: int | None = None

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first} and over"
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


_SPAN = re.compile(r"(\d{1,3})\s*(?:[-–—]|to)\s*(\d{1,3})")
_OVER = re.compile(r"(\d{1,3})\s*(?:\+|plus|(?:and|or)\s+(?:over|older|above)|(?:and|or)\s+more)")
_ONE = re.compile(r"(\d{1,3})(?:\.0+)?")


@dataclass(frozen=True)
class AgeBands:
    """Ages from and to: “18 to 64”, “18-64”, “85+”, “Aged 85 years and over”, “18”."""

    needs_decision = False
    remedy = "Write 18 to 64, 85 and over, or one age."

    def read(self, text: str) -> AgesFromTo | None:
        """The ages.

        Raises:
            CannotRead: they are none, or they run backwards.
        """
        said = re.sub(r"^(?:ages?d?)\s+|\s*\b(?:years?(?: old)?|yrs?)\b\.?", " ", plain(text)).strip()
        said = " ".join(said.split())
        if said in NOTHING:
            return None
        if found := _SPAN.fullmatch(said):
            ages = AgesFromTo(int(found[1]), int(found[2]))
        elif found := _OVER.fullmatch(said):
            ages = AgesFromTo(int(found[1]))
        elif found := _ONE.fullmatch(said):
            ages = AgesFromTo(int(found[1]), int(found[1]))
        else:
            raise CannotRead(f"“{short(text)}” does not say which ages", self.remedy)
        if max(ages.first, ages.last or 0) > OLDEST or (ages.last is not None and ages.last < ages.first):
            raise CannotRead(f"“{short(text)}” are no ages that people have", self.remedy)
        return ages
