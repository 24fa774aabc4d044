"""Telling somebody outside the Board some counts, beside what is public: refused where it would tell of a small number.

What is told so is known to the audit of every later release (`of_what_was_given_out`), and bears on the next thing told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period, Stretch, stretch, stretches_of, year_of
from goldenthread.figures import beside, disclosure, frozen, store
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.disclosure_audit.facts import Count, Fact, tells, told
from goldenthread.figures.disclosure_audit.knowledge import Cell, Contradiction
from goldenthread.figures.disclosure_audit.reading import Reader
from goldenthread.figures.disclosure_audit.solving import possible
from goldenthread.figures.disclosure_audit.together import Together, together
from goldenthread.figures.disclosure_rules import rule_of
from goldenthread.figures.figure import Definition
from goldenthread.figures.given_out import GivenOut
from goldenthread.figures.models import FrozenSet
from goldenthread.figures.protection import LARGEST, SMALLEST
from goldenthread.figures.published import Release
from goldenthread.trail.operations import record

Counts = Mapping[str, tuple[int, int]]
"""By row of a figure, "" for the figure itself: the least and the most that is told."""
FEWER = (0, LARGEST)
"""What “fewer than 5” tells."""
TOO_SMALL = "A count from 1 to 4 is not given out. Write “fewer than 5”, or leave it out."


def counts_adults(definition: Definition) -> bool:
    """Whether a figure's numbers are counts of adults, or of things about adults."""
    return definition.disclosure == "people" and definition.unit in {"count", "percent"}


def give_out(
    *,
    board: Board,
    period: Stretch,
    figure_id: str,
    counts: Counts,
    to_whom: str,
    what: str,
    by: Actor,
    names: Mapping[str, str] | None = None,
) -> GivenOut:
    """Keep that counts of a figure go to somebody outside the Board, if together with what is public they tell no small one.

    `names` are what the rows are called, for those who read what was given out.

    Raises:
        NotPermitted: they may not let figures out.
        Refused: there is no such figure of adults, or no count, or a count is from 1 to 4.
        NotPossibleNow: a withheld count would be told by it, it does not fit what was released, or the audit came to no end.
    """
    made = GivenOut(
        board=board,
        period=period.label,
        figure_id=figure_id,
        counts={key: list(pair) for key, pair in counts.items()},
        names={key: name for key, name in (names or {}).items() if key in counts},
        to_whom=to_whom.strip()[:200],
        what=what.strip()[:200],
        given_at=clock.now(),
        given_by=by.name[:200],
    )
    require(by, Act.CREATE, made)
    if by.user_id is None:
        raise NotPermitted("Numbers are given out by people who are signed in, each under their own name.")
    _refuse_small(figure_id, counts)
    if not made.to_whom or not made.what:
        raise Refused("Write whom the numbers go to, and what they stand in.")
    with transaction.atomic():
        Board.objects.select_for_update().get(pk=board.pk)  # one at a time: two together may tell what neither does
        _refuse_told(board, period, list(_facts(made)))
        made.save(force_insert=True)
        after = {"period": made.period, "figure": figure_id, "to": made.to_whom, "in": made.what}
        record("give numbers out", made, by=by, after=after)
    return made


def _refuse_small(figure_id: str, counts: Counts) -> None:
    definition = all_definitions().get(figure_id)
    if definition is None or not counts_adults(definition):
        raise Refused("Choose a figure that counts adults. Counts of the Board’s own activity can be told as they are.")
    if not counts:
        raise Refused("Enter at least one number that is given out.")
    for low, high in counts.values():
        if low < 0 or high < low:
            raise Refused("A count is a whole number, 0 or more.")
        if (low, high) != FEWER and SMALLEST <= high <= LARGEST:
            raise Refused(TOO_SMALL)


def _facts(one: GivenOut) -> Iterable[Count]:
    where = f"given to {one.to_whom}, “{one.what}”"
    for key, (low, high) in one.counts.items():
        yield Count(one.period, one.figure_id, key, low, high, where)


def _refuse_told(board: Board, period: Stretch, new: list[Count]) -> None:
    """Refuse counts with which somebody who has read everything public could tell more of a withheld one.

    Raises:
        NotPossibleNow: they could, or it cannot all be true, or it came to no end.
    """
    releases = store.everything_released(board, beside.labels(period.label))
    facts = [*told(board.pk, frozenset(beside.years(period.label)))]
    before = together(releases, facts) if releases or facts else None
    try:
        whole = together(releases, [*_as_one(facts, new)])
    except Contradiction as error:
        raise NotPossibleNow(
            f"Nothing was given out: these numbers do not fit what was released or given out for {period.months}. "
            "Take the numbers as they were released."
        ) from error
    if before is not None:
        _refuse_narrowed(before, whole)
    _refuse_what_a_release_would_complete(board, period, releases, facts, new)


def _refuse_narrowed(before: Together, whole: Together) -> None:
    """Refuse what leaves fewer small numbers possible for a count of an earlier release than were possible before."""
    for reader in whole.readers:
        small = rule_of(reader.release.rule, reader.release.version).small
        for cell in sorted(_perhaps_small(reader)):
            left = possible(whole.solver, cell, small)
            if left and left < possible(before.solver, cell, small):
                raise NotPossibleNow(
                    f"Nothing was given out: with what is public, these numbers would tell more of a count that is withheld, "
                    f"in {_title(reader.release, cell.figure)}, {cell.period}. Leave some of them out, or give fewer rows."
                )


def _refuse_what_a_release_would_complete(
    board: Board, period: Stretch, releases: list[Release], facts: list[Fact], new: list[Count]
) -> None:
    """Refuse counts with which the figures of the newest frozen data would give a small one away, once they are released.

    Where the frozen data say another number than is told, nothing can be said of it here: they may have been put right since.
    """
    kept = FrozenSet.objects.filter(board=board, period=year_of(period).label).first()
    if kept is None or (not isinstance(period, Period) and period.end >= kept.frozen_at.date()):
        return
    data = frozen.read(Path(kept.folder), kept.manifest_sha256)
    try:
        found = disclosure.audited(data, period, earlier=releases, facts=[*_as_one(facts, new)])
        told_now = {one.cell for one in found.outcome.told}
        if not told_now:
            return
        was = disclosure.audited(data, period, earlier=releases, facts=facts)
        if told_now <= {one.cell for one in was.outcome.told}:
            return
    except Contradiction:
        return
    except NotPossibleNow:
        pass
    raise NotPossibleNow(
        f"Nothing was given out: once figures of {period.months} are released, these numbers would give a small one away. "
        "Leave some of them out, give fewer rows, or have the figures released first."
    )


def _perhaps_small(reader: Reader) -> set[Cell]:
    """The counts of a release that a reader must not be able to tell more of: withheld ones, and those rounded to 0 or 5."""
    found = set(reader.withheld)
    if reader.rule.method == "controlled":
        found |= {
            cell for cell, places in reader.printed.items() if min(value for _, _, value in places) <= LARGEST + 4
        }
    return found


def _title(release: Release, figure_id: str) -> str:
    found = release.figures.get(figure_id)
    return f"“{found.definition.title}”" if found else figure_id


@tells
def of_what_was_given_out(board_id: UUID, years: frozenset[str]) -> Iterable[Fact]:
    """What was given out of these years. Where one count was told with two numbers, as it was put right, either may be true."""
    labels = [one.label for year in sorted(years) for one in stretches_of(Period.parse(year))]
    found: dict[tuple[str, str, str], Count] = {}
    for one in GivenOut.objects.filter(board=board_id, period__in=labels).order_by("given_at", "pk"):
        for fact in _facts(one):
            name = (fact.period, fact.figure, fact.key)
            found[name] = _either(found[name], fact) if name in found else fact
    return found.values()


def _either(one: Count, other: Count) -> Count:
    """What two numbers told of one count come to: both, where both can be true, else either."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low > high:
        low, high = min(one.low, other.low), max(one.high, other.high)
    return Count(one.period, one.figure, one.key, low, high, f"{one.where}; {other.where}")


def _as_one(facts: Iterable[Fact], new: Iterable[Count]) -> Iterable[Fact]:
    """What is told already and what is told now, where a number given out before may be put right."""
    put_right = {(one.period, one.figure, one.key): one for one in new}
    for fact in facts:
        name = (fact.period, fact.figure, fact.key)
        if isinstance(fact, Count) and name in put_right and fact.where.startswith("given to "):
            put_right[name] = _either(fact, put_right[name])
        else:
            yield fact
    yield from put_right.values()


def conflicts(board: Board, period: str) -> str:
    """What was given out of a year, in words, for those whose figures do not fit with it; empty where nothing was."""
    year = stretch(period).label[:7]
    given = GivenOut.objects.filter(board=board, period__startswith=year)
    return "; ".join(dict.fromkeys(f"{one.title}, {one.period}, to {one.to_whom}" for one in given[:5]))
