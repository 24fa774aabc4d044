"""What figures are computed from, on a page: a frozen set, or the Board's records as they are now. Each is computed once.

A frozen set is known by its seal. Live data have no seal until they are read, so they are known by the extracts in force and
by the last entry of the Board's trail that may have changed a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import pyarrow as pa

from goldenthread.boards.models import Board
from goldenthread.casework.queries import current_extracts
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period, Stretch
from goldenthread.figures import disclosure, frozen, live, warm
from goldenthread.figures.coverage import OF_CASEWORK
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.definitions import columns_read
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure
from goldenthread.figures.models import FrozenSet
from goldenthread.figures.published import PublishedFigure
from goldenthread.figures.tables import DATED, SCHEMAS
from goldenthread.trail.models import Entry

LIVE = "now"
HARMLESS = (
    "read rows",
    "export",
    "propose figures",
    "give a view of figures",
    "agree to figures",
    "send figures back",
    "withdraw figures",
    "release figures",
    "compute the national return",
    "sign the return",
    "lock the return",
    "send the return back",
    "decide a policy of the national return",
    "comment on the national return",
    "compare the national return with its template",
    "set the day of the national return",
    "bring in published values",
)
"""Deeds that change no record that figures read."""


@dataclass(frozen=True)
class Delivery:
    """An extract that a basis holds: who sent it, for which days, and when it was taken."""

    authority: str
    period_from: date
    period_to: date
    taken_on: date


@dataclass(frozen=True)
class Basis:
    """One body of data that figures can stand on. `name` stands in addresses: a seal, or "now"."""

    kind: Literal["frozen", "live"]
    name: str
    board_id: UUID
    period: str
    key: str
    deliveries: tuple[Delivery, ...]
    frozen_set: FrozenSet | None = None

    @property
    def words(self) -> str:
        if self.frozen_set is None:
            return "the records as they are now"
        day = self.frozen_set.frozen_at
        return f"the data frozen on {day.day} {day:%B %Y}"

    def dataset(self) -> Dataset:
        """Its tables; a frozen set is proved before it is read.

        Raises:
            Refused: the frozen set was changed, or is not there.
        """
        if self.frozen_set is None:
            return _live(self.board_id, self.period, self.key)
        return _frozen(self.frozen_set.folder, self.frozen_set.sha256, self.frozen_set.manifest_sha256)


def bases(board: Board, period: Period) -> list[Basis]:
    """What a Board's figures of a year can be computed from: its frozen sets, newest first, then the records as they are."""
    sets = FrozenSet.objects.filter(board=board, period=period.label)
    found = [Basis("frozen", one.sha256, board.pk, period.label, one.sha256, _of_set(one), one) for one in sets]
    deliveries = tuple(
        Delivery(one.authority, one.period_from, one.period_to, one.taken_on) for one in current_extracts(board)
    )
    return [*found, Basis("live", LIVE, board.pk, period.label, _state(board), deliveries)]


def basis(board: Board, period: Period, asked: str = "") -> Basis:
    """The one asked for by name; without a name the newest frozen set, and the live records where there is none.

    Raises:
        NotFound: the Board has no such data for the year.
    """
    every = bases(board, period)
    found = next((one for one in every if one.name == asked), None) if asked else every[0]
    if found is None:
        raise NotFound("There is no such data for that year. Choose what there is from the list of figures.")
    return found


def _state(board: Board) -> str:
    """What live data stand on, so that a change of a record is a change of this."""
    extracts = sorted(str(pk) for pk in current_extracts(board).values_list("pk", flat=True))
    deeds = Entry.objects.filter(chain=board.pk).exclude(verb__in=HARMLESS).order_by("-number")
    last = deeds.values_list("hash", flat=True).first()
    return " ".join([*extracts, str(last), str(board.timeliness_days)])


def _of_set(one: FrozenSet) -> tuple[Delivery, ...]:
    days = ("period_from", "period_to", "taken_on")
    try:
        said: list[dict[str, Any]] = frozen.manifest_of(Path(one.folder)).get("from", [])
        return tuple(Delivery(given["authority"], *(date.fromisoformat(given[day]) for day in days)) for given in said)
    except (Refused, KeyError, ValueError, TypeError):
        return ()


@lru_cache(maxsize=4)
def _frozen(folder: str, seal: str, manifest: str) -> Dataset:
    found = frozen.read(Path(folder), manifest)
    if found.snapshot.sha256 != seal:
        raise Refused("Another set of data stands where this one was frozen. Nothing is shown from it.")
    return found


@lru_cache(maxsize=2)
def _live(board_id: UUID, period: str, state: str) -> Dataset:  # noqa: ARG001  (what it is kept by)
    return live.dataset(Board.objects.get(pk=board_id), Period.parse(period))


@lru_cache(maxsize=24)
def computed(one: Basis, period: Period) -> Mapping[str, Figure]:
    """Every figure of a year from this basis, computed once: by anybody, since the data last changed.

    Raises:
        Refused: the frozen set was changed, or is not there.
    """
    name = _name(one, "figures", period.label)
    if is_warm(one, period):
        return warm.figures_from_json(warm.read(name))
    found = compute(one.dataset(), period)
    warm.keep(name, warm.figures_to_json(found))
    return found


def is_warm(one: Basis, period: Period) -> bool:
    """Whether a year's figures were computed already from exactly these data; a frozen set is proved all the same."""
    return warm.read(_name(one, "figures", period.label)) is not None and is_proved(one)


def is_proved(one: Basis) -> bool:
    """Whether what was kept of these data may be shown: live data are known by what they stand on, a frozen set is proved."""
    return one.frozen_set is None or _is_proved(one.frozen_set)


def _name(one: Basis, *what: str) -> str:
    return warm.name_of(str(one.board_id), one.period, one.kind, one.key, *what)


def _is_proved(one: FrozenSet) -> bool:
    place = Path(one.folder)
    try:
        told = frozen.manifest_of(place)
        same = told["seal"] == one.sha256 and one.manifest_sha256 in {"", told.get(frozen.HASH)}
        return same and not frozen.problems(place)
    except Refused:
        return False


def in_full(one: Basis, period: Stretch) -> dict[str, PublishedFigure]:
    """The figures of a year, or of quarters of one, with nothing withheld, against the year before."""
    return disclosure.unprotected(computed(one, period), computed(one, period.previous()))


def forget() -> None:
    """Compute everything anew, as after a change that no trail tells of."""
    computed.cache_clear()
    years_of.cache_clear()
    _years_by_table.cache_clear()
    warm.forget()
    _frozen.cache_clear()
    _live.cache_clear()


@lru_cache(maxsize=512)
def years_of(one: Basis, figure_id: str) -> tuple[Period, ...]:
    """The financial years of which the basis holds everything that a figure reads, oldest first; none for undated facts."""
    tables = set(columns_read(figure_id))
    spans = [_received(one)] if tables & OF_CASEWORK else [_years_by_table(one)[name] for name in sorted(tables)]
    years = sorted({year for span in spans for year in span})
    last = max(Period.parse(one.period), Period.containing(_last_day(one)))
    return tuple(year for year in years if year <= last)


@lru_cache(maxsize=8)
def _years_by_table(one: Basis) -> Mapping[str, list[Period]]:
    """The years that each table of the Board's own records tells of; kept with the figures."""
    name = _name(one, "years")
    kept = warm.read(name)
    if kept is None:
        kept = {table: [year.label for year in _dated(one.dataset(), table)] for table in SCHEMAS}
        warm.keep(name, kept)
    return {table: [Period.parse(label) for label in labels] for table, labels in kept.items()}


def _last_day(one: Basis) -> date:
    return max((given.period_to for given in one.deliveries), default=Period.parse(one.period).end)


def _received(one: Basis) -> list[Period]:
    """The years that extracts cover from their first day to their last."""
    found = []
    for given in one.deliveries:
        year = Period.containing(given.period_from)
        while year.start <= given.period_to:
            if given.period_from <= year.start and year.end <= given.period_to:
                found.append(year)
            year = year.next()
    return found


def _dated(dataset: Dataset, table: str) -> list[Period]:
    if table == "audit_cases":
        return [Period.parse(str(label)) for label in _different(dataset.tables[table]["period"])]
    if table not in DATED:
        return []
    years = sorted({Period.containing(day) for day in _different(dataset.tables[table][DATED[table]])})
    return [Period(year) for year in range(years[0].starts_in, years[-1].starts_in + 1)] if years else []


def _different(column: pa.ChunkedArray) -> Iterable[Any]:
    return [value for value in column.unique().to_pylist() if value is not None]
