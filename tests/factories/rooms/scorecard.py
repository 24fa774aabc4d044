"""What stands beside indicators, as tests make it: dull and fixed."""

from datetime import date, timedelta
from itertools import count

from goldenthread.scorecard import models
from tests.factories.records import YEAR, simple

_numbers = count()


def year() -> str:
    """A financial year that no other record here has."""
    begins = 1900 + next(_numbers) % 1000
    return f"{begins}-{(begins + 1) % 100:02d}"


def place() -> str:
    return f"Example Borough {next(_numbers)}"


def day() -> date:
    return date(1990, 4, 1) + timedelta(next(_numbers))


simple(
    models.IndicatorCommentary,
    indicator="concerns-received",
    period=year,
    quarter=4,
    means="Fewer came in December.",
    written_by="Analyst",
)
simple(models.KnownChange, indicator="concerns-received", from_on=day, what="A new front door")
simple(
    models.ComparedValue,
    indicator="concerns-led-to-enquiry",
    period=YEAR,
    place=place,
    numerator=300,
    denominator=1000,
    source="Example return",
    definition="Concerns that met the duty",
)
simple(
    models.AdultPopulation, group="asian", year=lambda: 1000 + next(_numbers) % 9000, people=60000, source="Census 2021"
)
simple(
    models.PeopleByAge,
    year=lambda: 1000 + next(_numbers) % 9000,
    first_age=18,
    people=60000,
    source="Census 2021",
    definition="Usual residents",
)
