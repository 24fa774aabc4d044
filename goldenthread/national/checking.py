"""Which rules a version breaks: its cells, the records it was computed from, and last year's locked return."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.core.access.standing import Standing
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import basis, queries
from goldenthread.national.broken import Broken
from goldenthread.national.definition import Key
from goldenthread.national.models import ReturnVersion
from goldenthread.national.validate import validate

HOLD_AGES = "Frozen data hold ages, and are no extract."


@dataclass(frozen=True)
class Checked:
    """The broken rules, and what could not be looked at: why the records were not is said in words."""

    broken: tuple[Broken, ...]
    why_no_records: str
    last_year: ReturnVersion | None


def check(version: ReturnVersion, standing: Standing | None = None) -> Checked:
    """Every rule that a version breaks. A table with a comment counts as explained where a number changed much."""
    period = Period.parse(version.period)
    last = queries.locked(version.board, period.previous(), standing)
    values = _values(version)
    commented = set(queries.comments_of(version))
    explained = [key for key in values if key[0] in commented]
    given = {
        "year": version.period,
        "last_year": _values(last) if last is not None else None,
        "policies": version.policies,
        "explained": explained,
    }
    try:
        of = basis.of_version(version)
    except Refused as error:
        return Checked(tuple(validate(values, **given)), why_no_records=str(error), last_year=last)
    with of.as_extract(period) as extract:
        broken = validate(values, extract=extract, **given)
        return Checked(tuple(broken), why_no_records="" if extract else HOLD_AGES, last_year=last)


def _values(version: ReturnVersion) -> dict[Key, int | None]:
    return {(one[0], one[1], one[2], one[3]): one[4] for one in version.cells}
