"""A year of case records on a Board, small enough to count by hand, and what figures need around them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from goldenthread.boards.models import Agency, Board
from goldenthread.casework.models import Adult, Concern, Enquiry, Extract
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.figures import operations
from goldenthread.figures.models import FrozenSet

YEAR = Period(2023)
SYSTEM = Actor.system("set the scene")
THIS_YEAR, LAST_YEAR = date(2023, 5, 1), date(2022, 5, 1)


def extract(on: Board, first: date = date(2022, 4, 1), last: date = date(2024, 3, 31), **fields: Any) -> Extract:
    """An extract of two whole years, unless told otherwise."""
    given = {"authority": "Example Council", "sha256": "0", "loaded_by": "Ada", **fields}
    at = datetime(2024, 6, 1, tzinfo=UTC)
    return Extract.objects.create(
        board=on, period_from=first, period_to=last, taken_on=date(2024, 5, 31), loaded_at=at, **given
    )


def concerns(of: Extract, ids: list[str], *, raised_on: date = THIS_YEAR, **cells: Any) -> None:
    """Concerns that count, each about an adult of its own."""
    given = {"source": "police", "area": "own", "decision": "no_enquiry", **cells}
    Adult.objects.bulk_create(Adult(extract=of, adult_id=f"A-{one}", date_of_birth=date(1950, 1, 1)) for one in ids)
    Concern.objects.bulk_create(
        Concern(extract=of, concern_id=one, adult_id=f"A-{one}", raised_on=raised_on, **given) for one in ids
    )


def enquiries(of: Extract, ids: list[str], *, started_on: date = THIS_YEAR, **cells: Any) -> None:
    """Section 42 enquiries that count."""
    given = {"kind": "s42", "area": "own", "primary_support_reason": "physical_support", **cells}
    Enquiry.objects.bulk_create(
        Enquiry(extract=of, enquiry_id=one, adult_id=f"A-{one}", started_on=started_on, **given) for one in ids
    )


def a_year(on: Board, *, sent_by: Agency | None = None) -> Extract:
    """Forty concerns, ten of which led to an enquiry and two of which name self-neglect; thirty the year before."""
    made = extract(on, sent_by=sent_by)
    concerns(made, [f"C{number}" for number in range(10)], decision="s42_duty_met")
    concerns(made, [f"C{number}" for number in range(10, 38)])
    concerns(made, ["C38", "C39"], alleged_types=["self_neglect"])
    concerns(made, [f"B{number}" for number in range(30)], raised_on=LAST_YEAR)
    return made


def frozen(on: Board, folder: Path) -> FrozenSet:
    """The Board's data as they are now, frozen."""
    return operations.freeze(board=on, period=YEAR, out=folder, by=SYSTEM)
