"""A release beside what is public of its Board, and a release made again from its frozen set."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, frozen, store
from goldenthread.figures.disclosure_audit.facts import told
from goldenthread.figures.models import FrozenSet, PublishedRelease


def audited(frozen_set: FrozenSet, rule: str) -> disclosure.Audited:
    """A frozen set's figures, protected and audited beside every release and fact that is public of the Board.

    The releases are those of its year, the years that share numbers with it, and what is built on them.

    Raises:
        NotPossibleNow: they cannot be protected beside what is public.
    """
    period = Period.parse(frozen_set.period)
    beside = years(frozen_set.period)
    return disclosure.audited(
        frozen.read(Path(frozen_set.folder), frozen_set.manifest_sha256),
        period,
        rule,
        earlier=store.everything_released(frozen_set.board, beside),
        facts=told(frozen_set.board_id, frozenset(beside)),
    )


def facts_hash(board_id: UUID, period: str) -> str:
    """The SHA-256 of every fact that bears on the figures of a year, wherever it was said: another hash, other facts.

    Raises:
        NotPossibleNow: a room could not tell.
    """
    found = sorted({repr(replace(fact, where="")) for fact in told(board_id, frozenset(years(period)))})
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def years(period: str) -> list[str]:
    """The years whose releases have numbers in common with those of this one."""
    year = Period.parse(period)
    return [each.label for each in (year.previous().previous(), year.previous(), year, year.next())]


def is_reproduced(release: PublishedRelease) -> bool:
    """Whether a release comes out of its frozen set again, byte for byte, by its own rule, version, definitions and views.

    A release that was kept before views were kept with it is made through today's.

    Raises:
        NotFound: the frozen set it came from is not kept here.
        Refused: the frozen set was changed, or its rule is not known any more.
    """
    kept = FrozenSet.objects.filter(board=release.board_id, period=release.period, sha256=release.sha256).first()
    if kept is None:
        raise NotFound("The frozen set that this release came from is not kept here.")
    made = store.from_json(release.contents)
    again = disclosure.rebuilt(
        frozen.read(Path(kept.folder), kept.manifest_sha256),
        Period.parse(release.period),
        release.rule,
        release.version,
        also=made.also,
        definitions=store.definitions_in(release.contents),
        views=dict(release.audit["views"]) if "views" in release.audit else None,
    )
    return store.canonical(store.to_json(again)) == store.canonical(release.contents)
