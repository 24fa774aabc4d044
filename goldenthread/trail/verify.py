"""Walking a chain from its first entry to its last, and saying in plain words what is not as it was written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.trail import links
from goldenthread.trail.models import Chain, Entry

AT_A_TIME = 2000
READ = (*links.FIELDS, "hash")
CANNOT_BE_READ = (ValueError, TypeError, AttributeError)
Row = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """What is wrong, and between which entries the trail was touched (both included)."""

    kind: str
    first: int
    last: int
    words: str


@dataclass
class Walked:
    """One chain, walked: how many entries it has, where it ends, and what is wrong with it."""

    chain: UUID
    entries: int = 0
    last: int = 0
    hash: str | None = links.FIRST
    problems: list[Problem] = field(default_factory=list)
    hashes: dict[int, str | None] = field(default_factory=dict)

    def found(self, kind: str, first: int, last: int, words: str) -> None:
        self.problems.append(Problem(kind, first, last, words))


def chains() -> list[UUID]:
    """Every chain that has a head or an entry."""
    with_entries = Entry.objects.order_by("chain").values_list("chain", flat=True).distinct()
    return sorted({*Chain.objects.values_list("key", flat=True), *with_entries})


def walk(chain: UUID, *, remember: Collection[int] = ()) -> Walked:
    """Walk a chain and compare it with its head. Nothing is locked; others may write meanwhile.

    The head is read after the entries: whatever it says was written, was there to be read. `remember` are numbers whose
    hashes are wanted afterwards, to be compared with a checkpoint.
    """
    walked = Walked(chain)
    _walk_on(walked, remember, until=None)
    head = Chain.objects.filter(key=chain).first()
    if head is not None and head.number > walked.last:
        _walk_on(walked, remember, until=head.number)
    _compare_with_head(walked, head)
    return walked


def _walk_on(walked: Walked, remember: Collection[int], until: int | None) -> None:
    for number, row in rows(walked.chain, walked.last, until):
        _step(walked, number, row)
        if number in remember:
            walked.hashes[number] = row["hash"] if row else None


def _step(walked: Walked, number: int, row: Row | None) -> None:
    """Look at one entry. A gap, an entry that says something else, and a broken link are told apart."""
    expected, before = walked.last + 1, walked.hash
    walked.entries, walked.last, walked.hash = walked.entries + 1, number, row["hash"] if row else None
    if number != expected:
        _say_missing(walked, expected, number - 1)
    if row is None:
        walked.found(
            "unreadable", number, number, f"Entry {number} cannot be read: something that is no entry is there."
        )
    elif links.hash_of(row) != row["hash"]:
        walked.found("changed", number, number, f"Entry {number} does not say what it said when it was written.")
    elif number == expected and before is not None and row["previous"] != before:
        where = f"entry {number - 1}" if number > 1 else "the beginning"
        words = f"Entry {number} was not written after {where} as it is now: one of them was put there later."
        walked.found("broken", max(number - 1, 1), number, words)


def _say_missing(walked: Walked, first: int, last: int) -> None:
    if first > last:
        walked.found("out of place", last + 1, last + 1, f"Entry {last + 1} has no place in the chain: it begins at 1.")
        return
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    walked.found("missing", first, last, f"{which} missing: taken away, or given other numbers.")


def _compare_with_head(walked: Walked, head: Chain | None) -> None:
    last = walked.last
    if head is None:
        if walked.entries:
            walked.found(
                "no head", 1, last, f"The chain has lost its head: nothing says that entry {last} is the last."
            )
    elif head.number > last:
        which = f"Entry {last + 1} is" if head.number == last + 1 else f"Entries {last + 1} to {head.number} are"
        words = f"{which} missing from the end: the chain’s head says that there were {head.number}."
        walked.found("cut off", last + 1, head.number, words)
    elif head.number < last:
        words = f"The chain’s head says that there are {head.number} entries, but there are some up to {last}."
        walked.found("put on", head.number + 1, last, f"{words} Those were put there by another way, or the head was.")
    elif walked.hash is not None and head.hash != walked.hash:
        words = f"Entry {last} is not the one the chain’s head names: the entry or the head was put there later."
        walked.found("broken", last, last, words)


def rows(chain: UUID, after: int = 0, until: int | None = None) -> Iterator[tuple[int, Row | None]]:
    """The entries of a chain in order, some at a time, so that nobody who writes has to wait. None: it cannot be read."""
    whole = Entry.objects.filter(chain=chain).order_by("number")
    whole = whole if until is None else whole.filter(number__lte=until)
    seen = after or -1
    while True:
        rows = _readable(whole.filter(number__gt=seen)[:AT_A_TIME], whole)
        if not rows:
            return
        yield from rows
        seen = rows[-1][0]


def _readable(some: QuerySet[Entry], whole: QuerySet[Entry]) -> list[tuple[int, Row | None]]:
    try:
        return [(row["number"], row) for row in some.values(*READ)]
    except CANNOT_BE_READ:
        return [(number, _one(whole, number)) for number in some.values_list("number", flat=True)]


def _one(whole: QuerySet[Entry], number: int) -> Row | None:
    try:
        found: Row | None = whole.filter(number=number).values(*READ).first()
    except CANNOT_BE_READ:
        return None
    return found
