"""Small random extracts that lie on the edges of the contract: for laws about the national return.

Each is whole: it breaks no rule that refuses a row. What is drawn often are the cases that two readings of a rule would count
differently: the first and last day of a year and the days beside them, a birthday on 31 March or 29 February, the day
before somebody is 18 or 65, a death before or after a record, two strangers, an allegation said twice, several enquiries of one
concern, another authority's area, a duplicate, an empty cell.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from hypothesis import strategies as st

from goldenthread.casework import contract
from goldenthread.casework.contract import BY_NAME, SHEETS, Column, Kind

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Draw = st.DrawFn

YEARS = ("2022-23", "2023-24", "2024-25", "2025-26")
TURNS = (18, 18, 65, 65, 75, 85, 95)
"""The birthdays at which a count changes."""
ONE = timedelta(days=1)
LEAP_DAYS = [date(year, 2, 29) for year in range(1920, 2012, 4)]


def cell(codes: tuple[str, ...], *, often: tuple[str, ...] = ()) -> st.SearchStrategy[str | None]:
    """A code, or an empty cell. Those named come up more often."""
    return st.sampled_from((None, *codes, *often, *often, *often))


def days_about(year: str) -> list[date]:
    """Days at which a year's counts change, each with its neighbours, and some in between."""
    begins = int(year[:4])
    first, last = date(begins, 4, 1), date(begins + 1, 3, 31)
    march = date(begins + 1, 3, 1)
    edges = [first - ONE, first, first + ONE, last - ONE, last, last + ONE, march - ONE, march]
    return [*edges, first, last, date(begins, 9, 15), date(begins + 1, 1, 2), date(begins - 1, 12, 24)]


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29) and not _is_leap(day.year - years):
        return date(day.year - years, 3, 1)
    return day.replace(year=day.year - years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@st.composite
def _adult(draw: Draw, name: str, days: list[date]) -> Row:
    turning = _years_before(draw(st.sampled_from(days)), draw(st.sampled_from(TURNS)))
    born = draw(
        st.sampled_from(
            (None, turning - ONE, turning, turning, turning + ONE, turning + ONE, date(turning.year, 3, 31), "leap")
        )
    )
    if born == "leap":
        born = draw(st.sampled_from(LEAP_DAYS))
    died = None
    if draw(st.integers(0, 3)) == 0:
        died = draw(st.sampled_from(days))
        if born is not None and died < born:
            died = born
    conditions = draw(st.lists(st.sampled_from(contract.HEALTH_CONDITIONS[:-1]), max_size=3, unique=True))
    if not conditions and draw(st.booleans()):
        conditions = ["none"]
    return {
        "adult_id": name,
        "date_of_birth": born,
        "date_of_death": died,
        "gender": draw(cell((*contract.GENDERS, "non_binary"))),
        "ethnicity": draw(cell(contract.ETHNICITIES)),
        "health_conditions": ";".join(conditions) or None,
    }


@st.composite
def _concern(draw: Draw, number: int, adults: list[str], days: list[date], earlier: list[Row]) -> Row:
    raised_on = draw(st.sampled_from(days))
    adult = draw(st.sampled_from(adults))
    repeated = [row["concern_id"] for row in earlier if row["adult_id"] == adult and row["decision"] != "duplicate"]
    decisions = contract.DECISIONS if repeated else contract.DECISIONS[:-1]
    decision = draw(st.sampled_from((None, *decisions, *decisions[-1:])))
    return _row(
        "concerns",
        concern_id=f"C{number}",
        adult_id=adult,
        raised_on=raised_on,
        incident_from=date(2019, 1, 1) if draw(st.booleans()) else None,
        area=draw(st.sampled_from(("own", "own", "own", "212"))),
        primary_support_reason=draw(cell(contract.SUPPORT_REASONS, often=("not_known",))),
        decision=decision,
        decided_on=raised_on + ONE * draw(st.integers(0, 2)) if decision else None,
        disposal="advice" if decision == "no_enquiry" else None,
        duplicate_of=draw(st.sampled_from(repeated)) if decision == "duplicate" else None,
    )


@st.composite
def _enquiry(draw: Draw, number: int, concerns: list[Row], days: list[date]) -> Row:
    concern = draw(st.sampled_from(concerns))
    same = [row["concern_id"] for row in concerns if row["adult_id"] == concern["adult_id"]]
    started_on = draw(st.sampled_from(days))
    concluded_on = draw(st.sampled_from((None, *days, *days)))
    if concluded_on is not None and concluded_on < started_on:
        concluded_on = started_on
    asked = draw(cell(contract.OUTCOMES_ASKED, often=("asked_and_expressed",)))
    return _row(
        "enquiries",
        enquiry_id=f"E{number}",
        adult_id=concern["adult_id"],
        concern_ids=";".join(same if draw(st.booleans()) else [concern["concern_id"]]),
        kind=draw(st.sampled_from(contract.ENQUIRY_KINDS)),
        area=draw(st.sampled_from(("own", "own", "own", "212"))),
        started_on=started_on,
        concluded_on=concluded_on,
        primary_support_reason=draw(cell(contract.SUPPORT_REASONS, often=("not_known",))),
        made_by=draw(st.sampled_from((None, "local_authority", "A1"))),
        capacity=draw(cell(contract.CAPACITIES, often=("lacked",))),
        supported_by=draw(cell(contract.SUPPORTERS)),
        outcomes_asked=asked,
        outcomes_achieved=draw(cell(contract.OUTCOMES_ACHIEVED)) if asked == "asked_and_expressed" else None,
    )


@st.composite
def _risk(draw: Draw, number: int, enquiries: list[Row], earlier: list[Row]) -> Row:
    if earlier and draw(st.integers(0, 4)) == 0:  # a second stranger, or the same allegation once more
        return {**draw(st.sampled_from(earlier)), "risk_id": f"K{number}"}
    enquiry = draw(st.sampled_from(enquiries))
    must = enquiry["concluded_on"] is not None
    assessment = draw(st.sampled_from(contract.ASSESSMENTS if must else (None, *contract.ASSESSMENTS)))
    has_outcome = assessment in {"identified_action", "identified_no_action"}
    return {
        "risk_id": f"K{number}",
        "enquiry_id": enquiry["enquiry_id"],
        "type": draw(st.sampled_from(contract.RISK_TYPES)),
        "source_of_risk": draw(st.sampled_from(contract.SOURCES_OF_RISK)),
        "location": draw(st.sampled_from(contract.LOCATIONS)),
        "assessment": assessment,
        "outcome": draw(cell(contract.OUTCOMES)) if has_outcome else None,
    }


@st.composite
def _review(draw: Draw, number: int, days: list[date]) -> Row:
    died = draw(st.integers(0, 2))
    return {
        "review_id": f"V{number}",
        "concluded_on": draw(st.sampled_from((None, *days))),
        "people_died": died,
        "people_survived": draw(st.integers(0 if died else 1, 2)),
    }


@st.composite
def small_extracts(draw: Draw, year: str) -> Tables:
    """The five tables of an extract about this year; the reviews may be absent.

    Days are `date`, counts are whole numbers, an empty cell is `None`.
    """
    about = days_about(year)
    days = [about[4], *draw(st.lists(st.sampled_from(about), min_size=3, max_size=3))]  # few, so that they meet
    adults = [draw(_adult(f"A{number}", days)) for number in range(draw(st.integers(1, 4)))]
    names = [row["adult_id"] for row in adults]
    concerns: list[Row] = []
    for number in range(draw(st.integers(0, 6))):
        concerns.append(draw(_concern(number, names, days, concerns)))
    enquiries = [draw(_enquiry(number, concerns, days)) for number in range(draw(st.integers(0, 6)) if concerns else 0)]
    risks: list[Row] = []
    for number in range(draw(st.integers(0, 8)) if enquiries else 0):
        risks.append(draw(_risk(number, enquiries, risks)))
    tables: Tables = {"adults": adults, "concerns": concerns, "enquiries": enquiries, "risks": risks}
    if draw(st.booleans()):
        tables["reviews"] = [draw(_review(number, days)) for number in range(draw(st.integers(0, 4)))]
    return tables


def side_by_side(extracts: list[Tables]) -> Tables:
    """Several extracts as one, in which each keeps to itself: every id begins with the four digits of its extract."""
    together: Tables = {sheet.name: [] for sheet in SHEETS}
    for number, tables in enumerate(extracts):
        for name, rows in tables.items():
            together[name] += [_keyed(name, row, f"{number:04}") for row in rows]
    if not any("reviews" in tables for tables in extracts):
        del together["reviews"]
    return together


def _keyed(sheet: str, row: Row, key: str) -> Row:
    ids = [column for column in BY_NAME[sheet].columns if column.kind in {Kind.ID, Kind.REFERENCE, Kind.REFERENCES}]
    named = {column.name: row[column.name] for column in ids if row[column.name] is not None}
    return {**row, **{name: ";".join(key + one for one in said.split(";")) for name, said in named.items()}}


def as_arrow(tables: Tables) -> dict[str, pa.Table]:
    """The same as Arrow tables, with every column of the contract and its type."""
    return {
        sheet.name: pa.table(
            {
                column.name: pa.array([row[column.name] for row in tables[sheet.name]], _type(column))
                for column in sheet.columns
            }
        )
        for sheet in SHEETS
        if sheet.name in tables
    }


def as_parquet(tables: Tables, folder: Path) -> Path:
    """The same as a folder of Parquet files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in as_arrow(tables).items():
        pyarrow.parquet.write_table(table, folder / f"{name}.parquet")
    return folder


def as_text(tables: Tables) -> dict[str, list[dict[str, str]]]:
    """The same as the words a CSV file holds."""
    return {
        name: [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def _row(sheet: str, **values: Any) -> Row:
    return {column.name: values.get(column.name) for column in BY_NAME[sheet].columns}


def _type(column: Column) -> pa.DataType:
    return {Kind.DATE: pa.date32(), Kind.COUNT: pa.int64()}.get(column.kind, pa.string())
