"""Drawing made-up records: adults, concerns, enquiries and their risks. Nothing here describes anybody.

The shares are chosen by hand to be plausible. The same seed gives the same rows.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from goldenthread.casework import contract
from goldenthread.casework.contract import SHEETS
from goldenthread.core.periods import Period

Row = dict[str, Any]
Extract = dict[str, list[Row]]

LABEL = (
    "Every row in this folder is SYNTHETIC: made up by a program. None describes a real adult, concern or enquiry.\n"
)
MONTHLY = (9, 8, 8, 9, 8, 8, 9, 8, 7, 9, 8, 9)
"""How busy each month is, from April."""


def pick(rng: Random, weights: dict[str, int]) -> str:
    """One code, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def day_in(rng: Random, period: Period, *, latest: date | None = None) -> date:
    """A day of a financial year, by the business of its months, not after `latest`."""
    last = min(latest or period.end, period.end)
    while True:
        month = rng.choices(range(12), MONTHLY)[0]
        year, number = period.starts_in + (month > 8), (month + 3) % 12 + 1
        day = date(year, number, 1) + timedelta(days=rng.randrange(28 if number == 2 else 30))
        if period.start <= day <= last:
            return day


GENDERS = {"female": 57, "male": 41, "not_known": 1, "": 1}
ETHNICITIES = {
    "white_british": 52,
    "white_irish": 3,
    "white_other": 9,
    "asian_pakistani": 10,
    "asian_indian": 4,
    "asian_bangladeshi": 4,
    "asian_other": 1,
    "black_african": 5,
    "black_caribbean": 4,
    "black_other": 1,
    "mixed_white_black_caribbean": 2,
    "mixed_other": 1,
    "other": 1,
    "not_known": 2,
    "": 1,
}
SUPPORT_REASONS = {
    "physical_support": 42,
    "mental_health_support": 17,
    "learning_disability_support": 13,
    "memory_and_cognition": 10,
    "social_support": 5,
    "sensory_support": 2,
    "no_support_reason": 7,
    "not_known": 2,
    "": 2,
}
CONDITIONS = {
    "physical": 40,
    "dementia": 12,
    "learning_disability": 10,
    "other_mental_health": 20,
    "sensory": 5,
    "": 13,
}
TYPES = {
    "neglect_and_acts_of_omission": 33,
    "physical": 17,
    "financial_or_material": 14,
    "psychological": 13,
    "self_neglect": 13,
    "organisational": 4,
    "sexual": 4,
    "domestic": 3,
    "sexual_exploitation": 1,
}
LOCATIONS = {
    "own_home": 52,
    "care_home_residential": 16,
    "care_home_nursing": 10,
    "in_the_community": 8,
    "hospital_acute": 5,
    "hospital_mental_health": 3,
    "community_service": 3,
    "other": 3,
}
SOURCES_OF_RISK = {"known": 46, "service_provider": 38, "unknown": 16}
DISPOSALS = {
    "assessment_or_review": 34,
    "other_service": 24,
    "advice": 17,
    "signposted": 14,
    "no_further_action": 11,
}
CAPACITIES = {"did_not_lack": 60, "lacked": 30, "dont_know": 3, "not_recorded": 7}
ASKED = {"asked_and_expressed": 66, "asked_none_expressed": 14, "not_asked": 12, "dont_know": 2, "not_recorded": 6}
ACHIEVED = {"fully": 52, "partially": 40, "not_achieved": 8}


def adult(rng: Random, number: int, *, ethnicity: str | None = None) -> Row:
    """An adult between 18 and 99 years old, some of whom have died."""
    born = date(1925, 1, 1) + timedelta(days=rng.randrange(365 * 78))
    died = date(2022, 1, 1) + timedelta(days=rng.randrange(870)) if rng.random() < 0.05 else None
    return {
        "adult_id": f"A{number:06d}",
        "date_of_birth": born if rng.random() < 0.985 else None,
        "date_of_death": died,
        "gender": pick(rng, GENDERS),
        "ethnicity": ethnicity if ethnicity is not None else pick(rng, ETHNICITIES),
        "health_conditions": pick(rng, CONDITIONS),
    }


def concern(rng: Random, number: int, adult_id: str, raised_on: date, *, source: str, decision: str) -> Row:
    """A concern with a decision; the three criteria agree with it."""
    is_duty = decision == "s42_duty_met"
    criteria = ["met" if is_duty or rng.random() < chance else "not_met" for chance in (0.7, 0.45, 0.3)]
    if not is_duty and criteria == ["met"] * 3:
        criteria[2] = "not_met"
    types = sorted({pick(rng, TYPES) for _ in range(rng.choice((1, 1, 1, 2)))})
    return {
        "concern_id": f"C{number:06d}",
        "adult_id": adult_id,
        "raised_on": raised_on,
        "incident_from": raised_on - timedelta(days=rng.randrange(1, 30)) if rng.random() < 0.6 else None,
        "incident_to": None,
        "source": source,
        "area": "own",
        "primary_support_reason": pick(rng, SUPPORT_REASONS),
        "alleged_types": ";".join(types),
        "criterion_a": criteria[0],
        "criterion_b": criteria[1],
        "criterion_c": criteria[2],
        "decision": decision,
        "decided_on": raised_on + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3, 5))) if decision else None,
        "disposal": pick(rng, DISPOSALS) if decision == "no_enquiry" else "",
        "duplicate_of": "",
    }


def enquiry(number: int, of: Row, started_on: date, *, kind: str = "s42") -> Row:
    """An enquiry into one concern, still open."""
    return {
        "enquiry_id": f"E{number:06d}",
        "adult_id": of["adult_id"],
        "concern_ids": of["concern_id"],
        "kind": kind,
        "area": "own",
        "started_on": started_on,
        "concluded_on": None,
        "primary_support_reason": of["primary_support_reason"],
        "made_by": "local_authority",
        "capacity": "",
        "supported_by": "",
        "outcomes_asked": "",
        "outcomes_achieved": "",
    }


def conclude(rng: Random, row: Row, concluded_on: date) -> None:
    """Fill in what an enquiry holds once it is concluded."""
    row["concluded_on"] = concluded_on
    row["capacity"] = pick(rng, CAPACITIES)
    row["supported_by"] = rng.choice(("advocate", "family", "family", "friend", "none"))
    row["outcomes_asked"] = pick(rng, ASKED)
    if row["outcomes_asked"] == "asked_and_expressed":
        row["outcomes_achieved"] = pick(rng, ACHIEVED)


def risk(rng: Random, number: int, of: Row, type_of_abuse: str, *, outcome: str = "") -> Row:
    """A risk of an enquiry; with an outcome once the enquiry is concluded."""
    source = "known" if type_of_abuse in {"domestic", "self_neglect"} else pick(rng, SOURCES_OF_RISK)
    location = "own_home" if type_of_abuse in {"domestic", "self_neglect"} else pick(rng, LOCATIONS)
    return {
        "risk_id": f"K{number:06d}",
        "enquiry_id": of["enquiry_id"],
        "type": type_of_abuse,
        "source_of_risk": source,
        "location": location,
        "assessment": rng.choice(("identified_action", "identified_action", "identified_no_action")) if outcome else "",
        "outcome": outcome,
    }


def write_csv(extract: Extract, folder: Path, about: dict[str, Any]) -> None:
    """Write the five files, what they say of themselves, and the label that they are synthetic."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        names = [column.name for column in sheet.columns]
        with (folder / sheet.file).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([_text(row.get(name)) for name in names] for row in extract[sheet.name])
    label(folder, about)


def label(folder: Path, about: dict[str, Any]) -> None:
    (folder / "extract.json").write_text(json.dumps({**about, "synthetic": True}, indent=1) + "\n", encoding="utf-8")
    (folder / "SYNTHETIC.txt").write_text(LABEL, encoding="utf-8")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def some_source(rng: Random) -> str:
    """Who raised a concern, each as likely as another; for extracts that need no particular shape."""
    return rng.choice(contract.SOURCES)


def spread(rng: Random, counts: dict[str, int]) -> list[str]:
    """Exactly so many of each, in a random order."""
    every = [code for code, count in counts.items() for _ in range(count)]
    rng.shuffle(every)
    return every


def choose(rng: Random, among: Sequence[Row], count: int) -> list[Row]:
    """So many different rows."""
    return rng.sample(list(among), count)
