"""Records for the national return, said by what matters in them: everything else is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goldenthread.national.compute import NationalReturn, compute
from tests.factories import extracts

YEAR = "2025-26"
CONCERNS, S42, OTHER = "Safeguarding Concerns", "Section 42 Enquiries", "Other Enquiries"
DONE, DONE_OTHER = "Concluded Section 42 Enquiries", "Concluded Other Enquiries"
ROWS_OF_SG1F = {
    CONCERNS: "Total Number of Safeguarding Concerns",
    S42: "Total Number of Section 42 Safeguarding Enquiries",
    OTHER: "Total Number of Other Safeguarding Enquiries",
}


class Cases:
    """Rows of an extract, added one record at a time; ids are given in order: A1, C1, E1, K1, V1."""

    def __init__(self) -> None:
        self.rows: extracts.Rows = {name: [] for name in ("adults", "concerns", "enquiries", "risks", "reviews")}

    def _add(self, sheet: str, letter: str, **cells: str) -> str:
        key = f"{letter}{len(self.rows[sheet]) + 1}"
        id_column = {"A": "adult_id", "C": "concern_id", "E": "enquiry_id", "K": "risk_id", "V": "review_id"}[letter]
        self.rows[sheet].append({id_column: key, **cells})
        return key

    def adult(self, born: str = "1960-06-15", **cells: str) -> str:
        given = {"date_of_birth": born, "gender": "female", "ethnicity": "white_british", **cells}
        return self._add("adults", "A", **given)

    def concern(self, adult: str, raised: str = "2025-05-01", **cells: str) -> str:
        given = {"adult_id": adult, "raised_on": raised, "area": "own", "decision": "s42_duty_met", **cells}
        return self._add("concerns", "C", **{"decided_on": raised if given["decision"] else "", **given})

    def enquiry(
        self, adult: str, started: str = "2025-05-02", concluded: str = "", *, of: str = "", **cells: str
    ) -> str:
        concerns = of or self.concern(adult, started)
        given = {"kind": "s42", "area": "own", "concern_ids": concerns, "started_on": started, **cells}
        return self._add("enquiries", "E", adult_id=adult, concluded_on=concluded, **given)

    def risk(
        self, enquiry: str, kind: str = "physical", source: str = "known", place: str = "own_home", **cells: str
    ) -> str:
        given = {"type": kind, "source_of_risk": source, "location": place, "assessment": "identified_action", **cells}
        return self._add("risks", "K", enquiry_id=enquiry, **given)

    def review(self, concluded: str, died: int, survived: int) -> str:
        people = {"people_died": str(died), "people_survived": str(survived)}
        return self._add("reviews", "V", concluded_on=concluded, **people)

    def write(self, folder: Path) -> Path:
        return extracts.write(self.rows, folder, about={"authority": "Example Council", "synthetic": True})

    def counted(self, folder: Path, year: str = YEAR, policies: Mapping[str, str] | None = None) -> Counted:
        return Counted(compute(self.write(folder), year, policies=policies))


class Counted:
    """A return, asked in few words."""

    def __init__(self, computed: NationalReturn) -> None:
        self.computed = computed
        self._values = computed.by_key()

    def cell(self, table: str, kind: str, row: str, column: str = "Total") -> Any:
        return self._values[table, kind, row, column]

    def total(self, kind: str) -> Any:
        """Of SG1f."""
        return self.cell("SG1f", kind, ROWS_OF_SG1F[kind])

    def filled(self, table: str, kind: str) -> dict[tuple[str, str], int]:
        """The cells of a block that are not nought, by row and column."""
        return {(key[2], key[3]): value for key, value in self._values.items() if key[:2] == (table, kind) and value}

    def rows(self, table: str, kind: str) -> dict[str, int]:
        """The rows of a block that are not nought, all columns together."""
        summed: dict[str, int] = {}
        for (row, _), value in self.filled(table, kind).items():
            summed[row] = summed.get(row, 0) + value
        return summed
