"""What stands beside indicators, as tests make it: dull and fixed."""

from datetime import date

from goldenthread.scorecard import models
from tests.factories.records import YEAR, simple

simple(
    models.IndicatorCommentary,
    indicator="concerns-received",
    period=YEAR,
    quarter=4,
    means="Fewer came in December.",
    written_by="Analyst",
)
simple(models.KnownChange, indicator="concerns-received", from_on=date(2023, 4, 1), what="A new front door")
simple(
    models.ComparedValue,
    indicator="concerns-led-to-enquiry",
    period=YEAR,
    place="Example Borough",
    numerator=300,
    denominator=1000,
    source="Example return",
    definition="Concerns that met the duty",
)
simple(models.AdultPopulation, group="asian", people=60000, source="Census 2021")
