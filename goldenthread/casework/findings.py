"""What a check finds, and how it is said. Free of Django."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding stops."""

    REFUSED = "refused"
    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True)
class Finding:
    """One broken rule. `row` counts the header as row 1; it is None where the whole file is meant."""

    severity: Severity
    check: str
    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str


@dataclass(frozen=True)
class About:
    """What an extract says of itself in extract.json, or what the person loading it said."""

    authority: str = ""
    period_from: date | None = None
    period_to: date | None = None
    taken_on: date | None = None
    synthetic: bool = False


@dataclass(frozen=True)
class Checked:
    """The answer to a check: rows by file, and every finding."""

    rows: dict[str, int]
    findings: tuple[Finding, ...]
    about: About = field(default_factory=About)

    def of(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is severity]

    @property
    def accepted(self) -> bool:
        """Whether the extract may be loaded as it stands."""
        return not (self.of(Severity.REFUSED) or self.of(Severity.ERROR))

    def groups(self) -> list[tuple[Finding, int]]:
        """One example of each check in each column with how many there are, the worst and largest first."""
        counts = Counter((f.severity, f.check, f.file, f.column) for f in self.findings)
        first = {(f.severity, f.check, f.file, f.column): f for f in reversed(self.findings)}
        order = list(Severity)
        return sorted(
            ((first[key], count) for key, count in counts.items()),
            key=lambda group: (order.index(group[0].severity), -group[1], group[0].check, group[0].file),
        )

    def as_json(self) -> dict[str, Any]:
        """The answer in the form the contract gives."""
        return {"accepted": self.accepted, "rows": self.rows, "findings": [asdict(f) for f in self.findings]}
