"""Financial years and quarters, as Boards write them: "2023-24" runs from 1 April 2023 to 31 March 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from goldenthread.core.errors import Refused

_LABEL = re.compile(r"([0-9]{4})-([0-9]{2})")
FIRST, LAST = 1900, 2199
"""The years that a Board can speak of. Beyond them a year has no day before or after it that a calendar knows."""


@dataclass(frozen=True, order=True)
class Period:
    """One financial year, 1 April to 31 March, both days included."""

    starts_in: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2023-24".

        Raises:
            Refused: the text is not a financial year, such as "2023/34" or "2024-24", or starts before 1900 or after 2199.
        """
        found = _LABEL.fullmatch(text.strip())
        if not found or (int(found[1]) + 1) % 100 != int(found[2]):
            raise Refused(f"“{text}” is not a financial year. Write it as 2023-24: the year it starts, then the next.")
        if not FIRST <= int(found[1]) <= LAST:
            raise Refused(f"“{text}” is not a financial year that can be used. Write one from {FIRST} to {LAST}.")
        return cls(int(found[1]))

    @classmethod
    def containing(cls, day: date) -> Period:
        """The financial year a day falls in."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def start(self) -> date:
        return date(self.starts_in, 4, 1)

    @property
    def end(self) -> date:
        return date(self.starts_in + 1, 3, 31)

    @property
    def label(self) -> str:
        return f"{self.starts_in}-{(self.starts_in + 1) % 100:02d}"

    @property
    def months(self) -> str:
        """The period in words, as captions say it."""
        return f"April {self.starts_in} to March {self.starts_in + 1}"

    def previous(self) -> Period:
        return Period(self.starts_in - 1)

    def next(self) -> Period:
        return Period(self.starts_in + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label
