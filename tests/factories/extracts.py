"""Small extracts to check: a good one, and ways to spoil it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from goldenthread.casework.contract import SHEETS

Rows = dict[str, list[dict[str, str]]]

ABOUT: dict[str, Any] = {
    "authority": "Example Council",
    "period_from": "2023-04-01",
    "period_to": "2024-03-31",
    "taken_on": "2024-05-31",
    "synthetic": True,
}


def good() -> Rows:
    """Two adults, three concerns, two enquiries: one concluded with a risk, one open."""
    return {
        "adults": [
            {"adult_id": "A1", "date_of_birth": "1950-02-01", "gender": "female", "ethnicity": "white_british"},
            {"adult_id": "A2", "date_of_birth": "1980-02-29", "gender": "male", "health_conditions": "physical;dementia"},
        ],
        "concerns": [
            {"concern_id": "C1", "adult_id": "A1", "raised_on": "2023-05-01", "area": "own", "source": "police",
             "decision": "s42_duty_met", "decided_on": "2023-05-02"},
            {"concern_id": "C2", "adult_id": "A2", "raised_on": "2023-06-01", "area": "own",
             "decision": "no_enquiry", "decided_on": "2023-06-03", "disposal": "advice"},
            {"concern_id": "C3", "adult_id": "A2", "raised_on": "2024-01-01", "area": "own",
             "decision": "s42_duty_met", "decided_on": "2024-01-02"},
        ],
        "enquiries": [
            {"enquiry_id": "E1", "adult_id": "A1", "concern_ids": "C1", "kind": "s42", "area": "own",
             "started_on": "2023-05-03", "concluded_on": "2023-06-20", "outcomes_asked": "asked_and_expressed",
             "outcomes_achieved": "fully"},
            {"enquiry_id": "E2", "adult_id": "A2", "concern_ids": "C3", "kind": "s42", "area": "own",
             "started_on": "2024-01-05"},
        ],
        "risks": [
            {"risk_id": "K1", "enquiry_id": "E1", "type": "physical", "source_of_risk": "known", "location": "own_home",
             "assessment": "identified_action", "outcome": "removed"},
        ],
        "reviews": [{"review_id": "V1", "concluded_on": "2023-11-01", "people_died": "0", "people_survived": "1"}],
    }  # fmt: skip


def write(rows: Rows, folder: Path, *, about: dict[str, Any] | None = None, encoding: str = "utf-8") -> Path:
    """The rows as a folder of CSV files with every column of the contract."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        if sheet.name not in rows:
            continue
        names = [column.name for column in sheet.columns]
        names += sorted({name for row in rows[sheet.name] for name in row} - set(names))
        with (folder / sheet.file).open("w", newline="", encoding=encoding) as stream:
            writer = csv.DictWriter(stream, names)
            writer.writeheader()
            writer.writerows(rows[sheet.name])
    (folder / "extract.json").write_text(json.dumps(ABOUT if about is None else about))
    return folder
