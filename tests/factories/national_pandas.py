"""The national return by whole columns in pandas: what an analyst would write, as the baseline of benchmarks.

It is held to the plain version by a test, so that a benchmark compares two programs that give the same cells.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.factories import national_plain as plain

OWN_ADULTS = ["adult_id", "date_of_birth", "date_of_death", "gender", "ethnicity", "health_conditions"]


def compute(folder: Path, year: str) -> dict[plain.Key, int | None]:
    """Every cell of the return, from a folder of Parquet files."""
    first, last = date(int(year[:4]), 4, 1), date(int(year[:4]) + 1, 3, 31)
    adults = _adults(folder, last)
    enquiries = pd.read_parquet(
        folder / "enquiries.parquet",
        columns=["enquiry_id", "adult_id", "kind", "area", "started_on", "concluded_on", "primary_support_reason",
                 "capacity", "supported_by", "outcomes_asked", "outcomes_achieved"],
        filters=[[("started_on", ">=", first), ("started_on", "<=", last)],
                 [("concluded_on", ">=", first), ("concluded_on", "<=", last)]],
    )  # fmt: skip
    concerns = pd.read_parquet(
        folder / "concerns.parquet",
        columns=["concern_id", "adult_id", "raised_on", "area", "primary_support_reason", "decision"],
        filters=[("raised_on", ">=", first), ("raised_on", "<=", last)],
    )
    enquiries = _counted(enquiries, adults, "started_on")
    concerns = _counted(concerns[concerns["decision"].fillna("") != "duplicate"], adults, "raised_on")
    cells: dict[plain.Key, int | None] = dict.fromkeys(plain._keys(), 0)
    started, ended = (_between(enquiries[name], first, last) for name in ("started_on", "concluded_on"))
    _people(cells, plain.CONCERNS, concerns, adults)
    for kind, block in plain.STARTED.items():
        _people(cells, block, enquiries[started & (enquiries["kind"] == kind)], adults)
    ended_rows = enquiries[ended].merge(adults[["adult_id", "band"]], on="adult_id")
    ended_rows["block"] = ended_rows["kind"].map(plain.CONCLUDED)
    _wishes(cells, ended_rows)
    _allegations(cells, ended_rows, folder)
    _reviews(cells, folder, first, last)
    return cells


def _adults(folder: Path, last: date) -> pd.DataFrame:
    adults = pd.read_parquet(folder / "adults.parquet", columns=OWN_ADULTS)
    for name in ("date_of_birth", "date_of_death"):
        adults[name] = pd.to_datetime(adults[name])
    end = pd.Timestamp(last)
    died = adults["date_of_death"]
    age = _age(adults["date_of_birth"], died.where(died <= end, end))
    adults["band"] = np.array(plain.AGES)[np.where(age.isna(), 5, np.searchsorted((65, 75, 85, 95), age, side="right"))]
    adults["group"] = adults["ethnicity"].map(plain.ETHNIC_GROUPS).fillna(plain.NO_ETHNIC_GROUP)
    adults["sex"] = adults["gender"].map(plain.GENDERS).fillna(plain.NO_GENDER)
    return adults


def _age(born: pd.Series[Any], day: pd.Series[Any]) -> pd.Series[Any]:
    before = (day.dt.month * 100 + day.dt.day) < (born.dt.month * 100 + born.dt.day)
    return day.dt.year - born.dt.year - before


def _counted(records: pd.DataFrame, adults: pd.DataFrame, begins: str) -> pd.DataFrame:
    own = records[records["area"] == "own"].merge(
        adults[["adult_id", "date_of_birth", "date_of_death"]], on="adult_id", how="left"
    )
    day = pd.to_datetime(own[begins])
    day = day.where(~(own["date_of_death"] < day), own["date_of_death"])
    return own[~(_age(own["date_of_birth"], day) < 18)]


def _between(days: pd.Series[Any], first: date, last: date) -> pd.Series[Any]:
    return pd.to_datetime(days).between(pd.Timestamp(first), pd.Timestamp(last))


def _people(cells: dict[plain.Key, int | None], block: str, rows: pd.DataFrame, adults: pd.DataFrame) -> None:
    people = adults[adults["adult_id"].isin(rows["adult_id"].unique())]
    for table, column in (("SG1a", "band"), ("SG1b", "sex"), ("SG1c", "group")):
        for category, count in people[column].value_counts().items():
            cells[table, block, str(category), "Total"] = int(count)
    conditions = people["health_conditions"].dropna().str.split(";").explode().str.strip()
    for code, count in conditions.value_counts().items():
        cells["SG1e", block, plain.CONDITIONS[str(code)], "Total"] = int(count)
    reasons = rows["primary_support_reason"].map(plain.SUPPORT_REASONS).fillna(plain.NO_SUPPORT_REASON)
    pairs = pd.DataFrame({"adult": rows["adult_id"], "reason": reasons}).drop_duplicates()
    for reason, count in pairs["reason"].value_counts().items():
        cells["SG1d", block, str(reason), "Total"] = int(count)
    cells["SG1f", block, plain.COUNTS[block], "Total"] = len(rows)


def _wishes(cells: dict[plain.Key, int | None], ended: pd.DataFrame) -> None:
    def put(table: str, rows: pd.DataFrame, answers: pd.Series[Any]) -> None:
        for (block, answer, band), count in rows.groupby(["block", answers, "band"]).size().items():
            cells[table, block, answer, band] = int(count)

    put("SG3a", ended, ended["capacity"].map(plain.CAPACITIES).fillna(plain.NO_CAPACITY).rename("answer"))
    helped = ended[(ended["capacity"] == "lacked") & ended["supported_by"].isin(["advocate", "family", "friend"])]
    put("SG3a", helped, pd.Series(plain.SUPPORTED, index=helped.index, name="answer"))
    put("SG4a", ended, ended["outcomes_asked"].map(plain.ASKED).fillna(plain.NOT_ASKED).rename("answer"))
    said = ended[(ended["outcomes_asked"] == "asked_and_expressed") & ended["outcomes_achieved"].notna()]
    put("SG4a", said, said["outcomes_achieved"].map(plain.ACHIEVED).rename("answer"))


def _allegations(cells: dict[plain.Key, int | None], ended: pd.DataFrame, folder: Path) -> None:
    risks = pd.read_parquet(
        folder / "risks.parquet",
        columns=["enquiry_id", "type", "source_of_risk", "location", "assessment", "outcome"],
    ).merge(ended[["enquiry_id", "block"]], on="enquiry_id")
    lists = {"type": plain.TYPES, "source_of_risk": plain.SOURCES, "location": plain.LOCATIONS,
             "assessment": plain.ASSESSMENTS, "outcome": plain.OUTCOMES}  # fmt: skip
    identified = risks[risks["assessment"].isin(["identified_action", "identified_no_action"])]
    for table, rows, category, column in (
        ("SG2a", risks, "type", "source_of_risk"),
        ("SG2a_b1", risks, "type", "location"),
        ("SG2b", risks, "location", "source_of_risk"),
        ("SG2c", risks, "assessment", "source_of_risk"),
        ("SG2e", identified, "outcome", "source_of_risk"),
    ):
        pairs = rows[["enquiry_id", "block", category, column]].drop_duplicates()
        for (block, one, two), count in pairs.groupby(["block", category, column]).size().items():
            cells[table, block, lists[category][one], lists[column][two]] = int(count)


def _reviews(cells: dict[plain.Key, int | None], folder: Path, first: date, last: date) -> None:
    file = folder / "reviews.parquet"
    if not file.exists():
        cells.update(plain._reviews(None, first, last))
        return
    rows = pd.read_parquet(file).to_dict("records")
    cells.update(plain._reviews([{**r, "concluded_on": r["concluded_on"] or None} for r in rows], first, last))
