"""A synthetic case extract of any size, for trying the program out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet
from openpyxl import Workbook

from goldenthread.casework.contract import SHEETS, Column, Kind
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.demo import synthetic
from goldenthread.demo.synthetic import Extract, Row

Format = Literal["csv", "xlsx", "parquet"]
LEAD_ON = 0.28
"""About so many concerns lead to a section 42 enquiry across England."""


@dataclass(frozen=True)
class Years:
    """The financial years an example covers, both included."""

    first: Period
    last: Period

    @classmethod
    def parse(cls, text: str) -> Years:
        """Read "2023-24" or "2021-22..2023-24".

        Raises:
            Refused: a year is not one, or they are the wrong way round.
        """
        first, _, last = text.partition("..")
        years = cls(Period.parse(first), Period.parse(last or first))
        if years.last < years.first:
            raise Refused(f"“{text}” ends before it begins. Write the first year, two dots, the last year.")
        return years

    def all(self) -> list[Period]:
        return [Period(year) for year in range(self.first.starts_in, self.last.starts_in + 1)]


def make(concerns: int, years: Years, seed: int) -> Extract:
    """The five tables, with so many concerns over all the years. The same arguments give the same rows."""
    rng = Random(seed)  # noqa: S311 (made-up records need to repeat, not to be secret)
    periods = years.all()
    made: Extract = {sheet.name: [] for sheet in SHEETS}
    for number in range(concerns):
        if not made["adults"] or rng.random() < 0.72:
            made["adults"].append(synthetic.adult(rng, len(made["adults"]) + 1))
        adult = made["adults"][-1] if rng.random() < 0.85 else rng.choice(made["adults"])
        raised_on = synthetic.day_in(rng, rng.choice(periods))
        leads_on = rng.random() < LEAD_ON
        decision = "s42_duty_met" if leads_on else ("other_enquiry" if rng.random() < 0.03 else "no_enquiry")
        source = synthetic.some_source(rng)
        row = synthetic.concern(rng, number + 1, adult["adult_id"], raised_on, source=source, decision=decision)
        made["concerns"].append(row)
        if decision != "no_enquiry":
            _enquire(rng, made, row, taken_on(years))
    made["reviews"] = [_review(rng, number, periods) for number in range(1, len(periods) + 1)]
    _keep_the_dead_after_their_concerns(made)
    return made


def taken_on(years: Years) -> date:
    """The day the example says it was taken: the last of May after its last year."""
    return date(years.last.end.year, 5, 31)


def _enquire(rng: Random, made: Extract, concern: Row, extract_taken: date) -> None:
    number = len(made["enquiries"]) + 1
    kind = "s42" if concern["decision"] == "s42_duty_met" else "other"
    row = synthetic.enquiry(number, concern, concern["decided_on"] + timedelta(days=rng.randrange(6)), kind=kind)
    ends = row["started_on"] + timedelta(days=int(rng.lognormvariate(3.9, 0.6)))
    outcome = rng.choice(("removed", "reduced", "reduced", "remained"))
    if ends <= extract_taken:
        synthetic.conclude(rng, row, ends)
    made["enquiries"].append(row)
    risk_outcome = outcome if row["concluded_on"] else ""
    made["risks"].append(
        synthetic.risk(rng, len(made["risks"]) + 1, row, synthetic.pick(rng, synthetic.TYPES), outcome=risk_outcome)
    )


def _review(rng: Random, number: int, periods: list[Period]) -> Row:
    return {
        "review_id": f"V{number:03d}",
        "concluded_on": synthetic.day_in(rng, rng.choice(periods)),
        "people_died": rng.randrange(1, 3),
        "people_survived": rng.randrange(2),
    }


def _keep_the_dead_after_their_concerns(made: Extract) -> None:
    """Nobody has a concern raised after the day they died, in an example."""
    last: dict[str, date] = {}
    for row in made["concerns"]:
        last[row["adult_id"]] = max(row["raised_on"], last.get(row["adult_id"], row["raised_on"]))
    for row in made["adults"]:
        if row["date_of_death"] and row["date_of_death"] < last.get(row["adult_id"], date.min):
            row["date_of_death"] = None


def about(years: Years) -> dict[str, Any]:
    """What the example says of itself."""
    return {
        "authority": "Example Council",
        "period_from": years.first.start.isoformat(),
        "period_to": years.last.end.isoformat(),
        "taken_on": taken_on(years).isoformat(),
    }


def write(extract: Extract, out: Path, years: Years, form: Format) -> None:
    """Write it as a folder of CSV or Parquet files, or of one workbook."""
    if form == "csv":
        synthetic.write_csv(extract, out, about(years))
        return
    out.mkdir(parents=True, exist_ok=True)
    if form == "parquet":
        for sheet in SHEETS:
            columns = {
                c.name: pa.array([_typed(r[c.name]) for r in extract[sheet.name]], _type(c)) for c in sheet.columns
            }
            pyarrow.parquet.write_table(pa.table(columns), out / f"{sheet.name}.parquet")
    else:
        book = Workbook(write_only=True)
        for sheet in SHEETS:
            page = book.create_sheet(sheet.name)
            names = [column.name for column in sheet.columns]
            page.append(names)
            for row in extract[sheet.name]:
                page.append([_typed(row[name]) for name in names])
        book.save(out / "extract.xlsx")
    synthetic.label(out, about(years))


def _typed(value: object) -> object:
    return None if value == "" else value


def _type(column: Column) -> pa.DataType:
    return {Kind.DATE: pa.date32(), Kind.COUNT: pa.int64()}.get(column.kind, pa.string())
