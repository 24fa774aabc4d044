"""A file of published values between being read and being kept: the page carries what was read, signed for whoever read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import definition
from goldenthread.national.definition import Key
from goldenthread.national.others import Cell, Council, Value

HOURS = 12
ABSENT = ""
"""Stands for a cell that the file does not hold, in the list of a council's values in the order of the return."""


@dataclass(frozen=True)
class Preview:
    """What was read of a file, and what was said of it."""

    period: Period
    source: str
    published_on: date
    sha256: str
    councils: tuple[Council, ...]

    def only(self, names: list[str]) -> list[Council]:
        """The councils of these names."""
        return [one for one in self.councils if one.name in set(names)]


def carried(preview: Preview, request: Any) -> str:
    """The preview as a page carries it: of each council its values, in the order of the year's cells."""
    keys = [cell.key for cell in definition.load(preview.period.label).cells]
    said = [
        preview.period.label,
        preview.source,
        preview.published_on.isoformat(),
        preview.sha256,
        [[one.name, one.not_known, one.uneven, _values(one.cells, keys)] for one in preview.councils if one.cells],
    ]
    return signing.dumps(said, salt=_salt(request), compress=True)


def come_back(token: str, request: Any) -> Preview:
    """The preview that a page brings back.

    Raises:
        Refused: it is not as it was given to this person, or was given long ago.
    """
    try:
        year, source, day, sha256, councils = signing.loads(token, salt=_salt(request), max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Refused("What was read of the file is not here any more. Choose the file again.") from error
    keys = [cell.key for cell in definition.load(year).cells]
    return Preview(
        Period.parse(year),
        source,
        date.fromisoformat(day),
        sha256,
        tuple(Council(name, _cells(values, keys), away, uneven) for name, away, uneven, values in councils),
    )


def _values(cells: tuple[Cell, ...], keys: list[Key]) -> list[Value]:
    held: dict[Key, Value] = {(one[0], one[1], one[2], one[3]): one[4] for one in cells}
    return [held.get(key, ABSENT) for key in keys]


def _cells(values: list[Value], keys: list[Key]) -> tuple[Cell, ...]:
    return tuple((*key, value) for key, value in zip(keys, values, strict=True) if value != ABSENT)


def _salt(request: Any) -> str:
    return f"published-values:{request.board.pk}:{request.user.pk}"
