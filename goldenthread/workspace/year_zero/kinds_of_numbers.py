"""Tables of numbers that somebody else published: values of other places, and people by age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.models import ComparedValue, PeopleByAge
from goldenthread.workspace.year_zero.declared import Field, SpreadsheetKind, Target
from goldenthread.workspace.year_zero.number_readers import AgeBands, CalendarYears, FinancialYears
from goldenthread.workspace.year_zero.readers import Choice, Numbers, Text, YesNo

MOST = 2_000_000_000
"""No more people are counted in one place."""
_SOURCE = Field(
    "source",
    "Source",
    Text(300),
    ("source", "published by", "dataset", "data source", "reference", "where from"),
    is_needed=True,
    hint="Who published it. Where your table has no such column, add one with the same words in each row.",
)
_DEFINITION = Field(
    "definition",
    "What the source counts",
    Text(300),
    ("what the source counts", "definition", "counts", "what it counts", "measure", "notes", "description"),
    is_needed=True,
    hint="In the source’s own words, such as: usual residents.",
)


def _no_more_than_all(values: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """A share counts no more than what it is a share of."""
    top, base, name = values.get("numerator"), values.get("denominator"), values.get("indicator")
    if top is None or base is None or name is None or top <= base:
        return None
    if shipped().indicators[name].definition.unit != "percent":
        return None
    return (
        "numerator",
        f"{top:,} is more than the {base:,} it is out of",
        "Check both numbers, and that they are not the other way round.",
    )


COLUMNS = ("indicator", "period", "place", "numerator", "denominator", "source", "definition", "is_ours")
COMPARED = SpreadsheetKind(
    "compared",
    "Values of other places",
    "What other places count for an indicator of the scorecard, from a published source.",
    fields=(
        Field(
            "place",
            "Place",
            Text(100),
            ("place", "area", "area name", "council", "local authority", "authority", "la name", "name"),
            is_needed=True,
        ),
        Field(
            "indicator",
            "Indicator",
            Choice(
                {one.id: one.title for one in shipped().indicators.values()},
                words={said: name for name in shipped().indicators for said in (name, name.replace("-", " "))},
            ),
            ("indicator", "measure name", "indicator name", "metric"),
            is_needed=True,
            hint="What it is called on the scorecard. Other words are asked about once.",
        ),
        Field(
            "period",
            "Year",
            FinancialYears(),
            ("year", "financial year", "period", "time period", "reporting year"),
            is_needed=True,
            hint="Such as 2023-24.",
        ),
        Field(
            "numerator",
            "Number counted",
            Numbers(MOST),
            ("number counted", "numerator", "count", "number", "value", "counted"),
            is_needed=True,
        ),
        Field(
            "denominator",
            "Out of",
            Numbers(MOST, 1),
            ("out of", "denominator", "base", "population", "adults", "total", "of"),
            is_needed=True,
            hint="For a count: how many adults live there.",
        ),
        _SOURCE,
        _DEFINITION,
        Field(
            "is_ours",
            "Our own place",
            YesNo(),
            ("our own place", "ours", "our place", "us"),
            hint="Yes in the row of your own place, to find it among the others.",
        ),
    ),
    targets=(
        Target(
            "compared",
            ComparedValue,
            "value of another place",
            "values of other places",
            ("indicator", "period", "place"),
            {name: name for name in COLUMNS},
            fixed={"is_ours": False},
        ),
    ),
    checks=(_no_more_than_all,),
)

PEOPLE = SpreadsheetKind(
    "people",
    "People by age",
    "How many people of each age live here, or in England: what rates of the scorecard are taken among.",
    fields=(
        Field(
            "ages",
            "Ages",
            AgeBands(),
            ("ages", "age", "age band", "age group", "aged", "age range"),
            is_needed=True,
            hint="From 18 on without a gap, the last as “85 and over”. Children are passed over.",
        ),
        Field(
            "people",
            "People",
            Numbers(MOST),
            (
                "people",
                "population",
                "number",
                "observation",
                "value",
                "persons count",
                "count",
                "residents",
                "estimate",
            ),
            is_needed=True,
        ),
        Field(
            "sex",
            "Who",
            Choice(
                dict(PeopleByAge.Sex.choices),
                words={
                    **dict.fromkeys(("persons", "person", "all persons", "both", "both sexes", "total", "p"), "all"),
                    **dict.fromkeys(("f", "female", "females", "woman"), "female"),
                    **dict.fromkeys(("m", "male", "males", "man"), "male"),
                },
            ),
            ("who", "sex", "gender"),
            otherwise=("=all",),
            hint="Where your table has no such column, they are taken as everybody.",
        ),
        Field(
            "area",
            "Where they live",
            Choice(dict(PeopleByAge.Area.choices), words={"ours": "ours", "here": "ours"}),
            ("where they live", "area", "where", "area name", "geography"),
            otherwise=("=ours",),
            hint="Our area or England. Where your table has no such column, they are taken as ours.",
        ),
        Field(
            "year",
            "Year",
            CalendarYears(),
            ("year", "year they are of", "date", "census", "period"),
            is_needed=True,
            hint="Such as 2021.",
        ),
        _SOURCE,
        _DEFINITION,
    ),
    targets=(
        Target(
            "people",
            PeopleByAge,
            "number of people",
            "numbers of people",
            ("area", "year", "sex", "first_age"),
            {
                "area": "area",
                "year": "year",
                "sex": "sex",
                "first_age": "ages.first",
                "last_age": "ages.last",
                "people": "people",
                "source": "source",
                "definition": "definition",
            },
        ),
    ),
)
