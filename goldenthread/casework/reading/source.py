"""Finding an extract's files, and what it says of itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from goldenthread.casework import rules
from goldenthread.casework.contract import SHEETS
from goldenthread.casework.findings import About, Finding
from goldenthread.core.errors import Refused

Format = Literal["csv", "parquet", "xlsx"]


@dataclass(frozen=True)
class Source:
    """Where an extract is: a folder of CSV or Parquet files, or one workbook."""

    path: Path
    format: Format
    files: dict[str, Path]
    """By sheet name; for a workbook, all name the workbook."""


def find(path: Path) -> Source:
    """Recognise what was handed in.

    Raises:
        Refused: there is nothing there, or nothing that looks like an extract.
    """
    if path.is_file():
        if path.suffix.lower() == ".xlsx":
            return Source(path, "xlsx", {sheet.name: path for sheet in SHEETS})
        raise Refused(
            f"{path.name} is not an extract. Give a folder with adults.csv, concerns.csv, enquiries.csv and risks.csv, "
            "the same as Parquet, or one .xlsx workbook."
        )
    if not path.is_dir():
        raise Refused(f"There is nothing at {path}. Check the folder's name.")
    workbooks = sorted(path.glob("*.xlsx"))
    parquet = _files(path, "parquet")
    csv = _files(path, "csv")
    if csv or not (parquet or workbooks):
        return Source(path, "csv", csv)
    if parquet:
        return Source(path, "parquet", parquet)
    if len(workbooks) > 1:
        raise Refused(f"{path} holds more than one workbook. Say which one.")
    return Source(workbooks[0], "xlsx", {sheet.name: workbooks[0] for sheet in SHEETS})


def _files(folder: Path, ending: str) -> dict[str, Path]:
    named = {sheet.name: folder / f"{sheet.name}.{ending}" for sheet in SHEETS}
    return {name: file for name, file in named.items() if file.is_file()}


def about(source: Source) -> tuple[About, list[Finding]]:
    """What extract.json says, beside the files or the workbook; empty where there is none."""
    folder = source.path if source.path.is_dir() else source.path.parent
    file = folder / "extract.json"
    if not file.is_file():
        return About(), []
    try:
        return _read_about(json.loads(file.read_bytes().decode("utf-8-sig"))), []
    except (ValueError, TypeError, AttributeError) as error:
        return About(), [rules.ABOUT_UNREADABLE.finding("extract.json", None, None, None, other=str(error))]


def _read_about(said: Any) -> About:
    if not isinstance(said, dict):
        raise TypeError("it is not an object")
    days = {name: _day(said.get(name), name) for name in ("period_from", "period_to", "taken_on")}
    if days["period_from"] and days["period_to"] and days["period_from"] > days["period_to"]:
        raise ValueError("period_from is after period_to")
    return About(authority=str(said.get("authority") or ""), synthetic=said.get("synthetic") is True, **days)


def _day(value: object, name: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{name} is not a date") from None
