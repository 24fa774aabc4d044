"""Workbooks are opened by a child process that may be killed, with little memory and time."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from goldenthread.casework import rules
from goldenthread.casework.findings import Finding
from goldenthread.core import apart

WAIT_SECONDS = {"inspect": 10, "read": 180}
"""Wall time before the child is killed; its processor time and memory are bounded inside it."""


def inspect(path: Path) -> list[Finding]:
    """What refuses the workbook, seen before any of it is parsed."""
    return _ask("inspect", path, path.parent)


def unpack(path: Path, folder: Path) -> list[Finding]:
    """Write the workbook's sheets into a folder as CSV."""
    return _ask("read", path, folder)


def _ask(what: Literal["inspect", "read"], path: Path, folder: Path) -> list[Finding]:
    module = "goldenthread.casework.reading.workbook_child"
    answer = apart.ask(module, what, str(path), str(folder), seconds=WAIT_SECONDS[what])
    if answer is None or "found" not in answer:
        return [rules.TOO_LONG.finding(path.name, None, None, None)]
    findings = []
    for name, sheet, row, column, words in answer["found"]:
        rule: rules.Rule = getattr(rules, name)
        file = sheet if name == "NUMERIC_ID" else path.name
        findings.append(rule.finding(file, row, column, sheet or None, other=words))
    return findings
