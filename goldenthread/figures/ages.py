"""Ages as the national return counts them, and the bands it prints."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from goldenthread.core.periods import Period

BANDS = ((18, 64, "18-64"), (65, 74, "65-74"), (75, 84, "75-84"), (85, 94, "85-94"), (95, 200, "95+"))
UNKNOWN = "Not Known"


def completed_years(born: date, day: date) -> int:
    """Whole years from birth to a day. Someone born on 29 February completes a year on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def years_old_at_year_end(born: date | None, died: date | None, day: date) -> int | None:
    """Age on the 31 March that ends the year a day falls in, or at death if that came first; None if unknown."""
    if born is None:
        return None
    end = _year_end(day)
    return completed_years(born, min(died, end) if died else end)


@lru_cache(maxsize=8_000)
def _year_end(day: date) -> date:
    return Period.containing(day).end


@lru_cache(maxsize=300)
def band(age: int | None) -> str:
    """The age band, "Not Known" without an age, "" below 18."""
    if age is None:
        return UNKNOWN
    return next((name for low, high, name in BANDS if low <= age <= high), "")
