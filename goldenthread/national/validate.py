"""Every broken rule that a return's cells, its extract and last year's cells can tell. Free of Django."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from goldenthread.national import definition
from goldenthread.national.broken import Broken, Grid, Severity
from goldenthread.national.cells import Values
from goldenthread.national.checks import of_cells
from goldenthread.national.checks_of_change import Thresholds, of_last_year, of_unknown
from goldenthread.national.checks_of_records import OfRecords, of_records
from goldenthread.national.compute import compute
from goldenthread.national.definition import Key
from goldenthread.national.policies import chosen

TOLD_BY_RECORDS = frozenset({19})
"""Rules that cells can only suspect, and records tell."""


def validate(
    values: Values,
    *,
    year: str,
    not_whole: Collection[Key] = (),
    extract: Path | None = None,
    last_year: Values | None = None,
    policies: Mapping[str, str] | None = None,
    explained: Collection[Key] = (),
    thresholds: Thresholds | None = None,
) -> list[Broken]:
    """Every broken rule, errors first, then by number.

    Args:
        values: The cells to be validated.
        year: Whose return they are, such as "2025-26".
        not_whole: Cells that were handed in with something else than a whole number; they are not in `values`.
        extract: Where the records are from which the cells were computed, if they are to be compared.
        last_year: The cells of the year before.
        policies: Answers other than the year's own, under which the cells were computed.
        explained: Cells whose change since last year somebody has commented on.
        thresholds: From where on a notice is given.

    Raises:
        Refused: there is no readable extract at the path, or no such policy or answer.
        NotFound: there is no definition for the year.
    """
    year_of = definition.load(year)
    limits = thresholds or Thresholds()
    grid = Grid(values, year_of, not_whole)
    answers = chosen(year_of.policies, policies)
    records = of_records(extract, grid, answers) if extract else OfRecords([], {})
    told = [one for one in of_cells(grid, records.without_a_risk) if extract is None or one.rule not in TOLD_BY_RECORDS]
    found = [*told, *of_unknown(grid, limits), *records.found]
    if extract and answers["P-01"] == "per_reason":
        found = [_cannot_happen(one) for one in found]
    if last_year is not None:
        found += of_last_year(grid, Grid(last_year, year_of), limits, explained)
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.rule))


def _cannot_happen(one: Broken) -> Broken:
    """Rule 4 is a notice of cells that somebody else counted. In what we counted, it is an error."""
    return replace(one, severity=Severity.ERROR) if one.rule == 4 else one


def year_of_cells(values: Values, extract: Path | None, policies: Mapping[str, str] | None = None) -> str:
    """Whose return cells are, where nobody says: the year in which the extract counts most like them, or else the newest.

    Raises:
        Refused: there is no readable extract at the path.
    """
    years = definition.years()
    if extract is None:
        return years[-1]

    def unlike(year: str) -> int:
        computed = compute(extract, year, policies=policies).by_key()
        return sum(1 for key, value in values.items() if computed.get(key) != value)

    return min(reversed(years), key=unlike)
