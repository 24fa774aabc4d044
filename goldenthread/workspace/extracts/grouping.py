"""The answer to a check in groups: the same fault in the same column of the same file. Free of Django."""

from __future__ import annotations

from typing import Any

from goldenthread.casework.findings import Checked, Finding, Severity
from goldenthread.casework.rules import BY_NUMBER

SHOWN = 20
"""Rows shown of each group; the file to download holds all."""


def key(check: str, file: str, column: str | None) -> str:
    """A group by name, as a form sends it."""
    return f"{check}|{file}|{column or ''}"


def groups(checked: Checked) -> list[dict[str, Any]]:
    """Each group with its first rows, errors before notices, the largest first. Only the cell a fault names is told."""
    of_a_group: dict[tuple[str, str, str | None], list[Finding]] = {}
    for finding in checked.findings:
        of_a_group.setdefault((finding.check, finding.file, finding.column), []).append(finding)
    found = [
        _group(example, of_a_group[example.check, example.file, example.column]) for example, _ in checked.groups()
    ]
    errors = [one for one in found if one["severity"] == Severity.ERROR]
    return sorted(errors, key=lambda one: -one["rows"]) + [one for one in found if one["severity"] != Severity.ERROR]


def _group(example: Finding, same: list[Finding]) -> dict[str, Any]:
    rows = len({finding.row for finding in same})
    title = BY_NUMBER[example.check].title
    return {
        "key": key(example.check, example.file, example.column),
        "severity": str(example.severity),
        "check": example.check,
        "file": example.file,
        "column": example.column or "",
        "rows": rows,
        "heading": f"{rows:,} {'row' if rows == 1 else 'rows'} of {example.file}: {title[:1].lower()}{title[1:]}",
        "remedy": example.remedy,
        "first": [{"row": f.row, "value": f.value or "", "message": f.message} for f in same[:SHOWN]],
        "places": len(same),
    }


def faulty_rows(checked: Checked) -> dict[str, int]:
    """How many rows break a rule, by file."""
    rows: dict[str, set[int | None]] = {}
    for finding in checked.of(Severity.ERROR):
        rows.setdefault(finding.file, set()).add(finding.row)
    return {file: len(found) for file, found in rows.items()}
