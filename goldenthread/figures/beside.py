"""A release beside what is public of its Board, and a release made again from its frozen set."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period, Stretch, stretch, stretches_of, year_of
from goldenthread.figures import disclosure, frozen, release_file, store
from goldenthread.figures.disclosure_audit.facts import told
from goldenthread.figures.models import FrozenSet, PublishedRelease


def audited(frozen_set: FrozenSet, rule: str, period: Stretch | None = None) -> disclosure.Audited:
    """A frozen set's figures, protected and audited beside every release and fact that is public of the Board.

    They are those of its year, or of quarters of it. The releases are those of its year and its quarters, the years that
    share numbers with it, and what is built on them.

    Raises:
        NotPossibleNow: they cannot be protected beside what is public.
    """
    return disclosure.audited(
        frozen.read(Path(frozen_set.folder), frozen_set.manifest_sha256),
        period or Period.parse(frozen_set.period),
        rule,
        earlier=store.everything_released(frozen_set.board, labels(frozen_set.period)),
        facts=told(frozen_set.board_id, frozenset(years(frozen_set.period))),
    )


def facts_hash(board_id: UUID, period: str) -> str:
    """The SHA-256 of every fact that bears on the figures of a year or its quarters: another hash, other facts.

    Where it was said makes no difference.

    Raises:
        NotPossibleNow: a room could not tell.
    """
    found = sorted({repr(replace(fact, where="")) for fact in told(board_id, frozenset(years(period)))})
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def years(period: str) -> list[str]:
    """The years whose releases have numbers in common with those of this one, or of these quarters."""
    return [each.label for each in _years(period)]


def labels(period: str) -> list[str]:
    """The same years, and whatever may be released of their quarters."""
    return [one.label for each in _years(period) for one in stretches_of(each)]


def _years(period: str) -> tuple[Period, ...]:
    year = year_of(stretch(period))
    return year.previous().previous(), year.previous(), year, year.next()


def is_reproduced(release: PublishedRelease) -> bool:
    """Whether a release comes out of its frozen set again, byte for byte, by its own rule, version, definitions and views.

    A release that was kept before views were kept with it is made through today's.

    Raises:
        NotFound: the frozen set it came from is not kept here.
        Refused: the frozen set was changed, or its rule is not known any more.
    """
    year = year_of(stretch(release.period)).label
    kept = FrozenSet.objects.filter(board=release.board_id, period=year, sha256=release.sha256).first()
    if kept is None:
        raise NotFound("The frozen set that this release came from is not kept here.")
    again = release_file.again(
        release.contents,
        frozen.read(Path(kept.folder), kept.manifest_sha256),
        dict(release.audit["views"]) if "views" in release.audit else None,
    )
    return release_file.canonical(again) == release_file.canonical(release.contents)
