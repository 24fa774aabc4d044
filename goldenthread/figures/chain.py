"""Frozen sets that replaced others, as far as a manifest alone tells: whether the numbers of rows fit. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goldenthread.figures.datasets import seal_of

Said = Mapping[str, Any]


def problems(manifest: Said) -> list[str]:
    """What does not fit between a set and the sets it replaced; empty where all does, and where it replaced none.

    A manifest that was replaced must have the seal of its own files. Of each table as many rows must be left as were not
    taken out.
    """
    found: list[str] = []
    now = manifest
    while replaces := now.get("replaces"):
        try:
            before, taken = replaces["manifest"], replaces["rows"]
            name = f"the set before, {str(before['seal'])[:12]}"
            if seal_of({file: str(said["sha256"]) for file, said in before["files"].items()}) != before["seal"]:
                found.append(f"What is told of {name} was changed: its seal does not match.")
            found += [f"{one} in {name}." for one in _rows(before["files"], now["files"], taken)]
        except (KeyError, TypeError, ValueError, AttributeError):
            return [*found, "What the manifest tells of the set before cannot be read."]
        now = before
    return found


def _rows(before: Said, after: Said, taken: Said) -> Iterable[str]:
    for file in sorted({*before, *after}):
        had, has = _number(before, file), _number(after, file)
        gone = int(taken.get(file.removesuffix(".parquet"), 0))
        if had - gone != has:
            yield f"{file} holds {has:,} rows; {gone:,} were taken out of {had:,}"


def _number(files: Said, file: str) -> int:
    return int(files[file]["rows"]) if file in files else 0


def seals(manifest: Said) -> list[str]:
    """The seals of the sets it replaced, the latest first."""
    found = []
    now = manifest
    while replaces := now.get("replaces"):
        now = replaces["manifest"]
        found.append(str(now["seal"]))
    return found


@dataclass(frozen=True)
class Replaced:
    """The set before: its seal, and who took out how many rows of one person, when and why."""

    seal: str
    by: str
    at: datetime
    why: str
    rows: int


def replaced(manifest: Said) -> Replaced | None:
    """The set that this one replaces; None where it replaces none, or says it in a way that cannot be read."""
    said = manifest.get("replaces")
    try:
        if not said:
            return None
        at, rows = datetime.fromisoformat(said["at"]), sum(int(number) for number in said["rows"].values())
        return Replaced(str(said["manifest"]["seal"]), str(said["by"]), at, str(said["why"]), rows)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
