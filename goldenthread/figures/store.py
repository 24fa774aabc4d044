"""Releases in the database: kept, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import Release
from goldenthread.figures.release_file import canonical, definitions_in, from_json, hash_of, to_json
from goldenthread.trail.operations import record

__all__ = [
    "canonical",
    "definitions_in",
    "everything_released",
    "from_json",
    "hash_of",
    "latest_release",
    "releases_of_years",
    "save_release",
    "to_json",
]


def save_release(
    release: Release,
    *,
    board: Board,
    by: Actor,
    first: Actor | None = None,
    audit: Mapping[str, Any] | None = None,
) -> PublishedRelease:
    """Keep a release, as what the Board publishes from now on. `first` is whoever agreed before."""
    names = " and ".join(one.name for one in (first, by) if one)
    contents = to_json(release)
    saved = PublishedRelease.objects.create(
        board=board,
        period=release.period,
        rule=release.rule,
        version=release.version,
        sha256=release.snapshot.sha256,
        contents=contents,
        contents_sha256=hash_of(contents),
        audit=dict(audit or {}),
        released_at=clock.now(),
        released_by=names[:200],
    )
    after = {"rule": release.rule, "version": release.version, "seal": release.snapshot.sha256}
    record("release figures", saved, by=by, after=after, second=first)
    return saved


def releases_of_years(board: Board) -> QuerySet[PublishedRelease]:
    """What a Board released for whole years, newest first: what pages of years, reports and packs speak of."""
    return PublishedRelease.objects.filter(board=board).exclude(period__contains=" ")


def latest_release(board: Board, period: str) -> Release | None:
    """What the Board last published for a period."""
    saved = PublishedRelease.objects.filter(board=board, period=period).first()
    return from_json(saved.contents) if saved else None


def everything_released(board: Board, periods: Iterable[str]) -> list[Release]:
    """Every release of these years and quarters that was ever kept, oldest first: what is public stays public.

    Raises:
        NotPossibleNow: one of them cannot be read, so nobody can tell what it gave away.
    """
    kept = PublishedRelease.objects.filter(board=board, period__in=list(periods)).order_by("released_at", "pk")
    try:
        return [from_json(one.contents) for one in kept]
    except (KeyError, TypeError, ValueError) as error:
        raise NotPossibleNow(
            "Nothing was published: an earlier release cannot be read, so it cannot be told what it gives away. "
            "Ask whoever looks after the installation to bring it back from the backup."
        ) from error
