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


@dataclass(frozen=True)
class Checked:
    """The broken rules, and what could not be looked at."""

    broken: tuple[Broken, ...]
    had_records: bool
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
    except Refused:
        return Checked(tuple(validate(values, **given)), had_records=False, last_year=last)
    with of.as_extract(period) as extract:
        broken = validate(values, extract=extract, **given)
        return Checked(tuple(broken), had_records=extract is not None, last_year=last)


def _values(version: ReturnVersion) -> dict[Key, int | None]:
    return {(one[0], one[1], one[2], one[3]): one[4] for one in version.cells}
