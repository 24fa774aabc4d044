"""Releases as data: to JSON and back, and in the database.

`canonical` writes a release in one way only, so that the same release always has the same bytes, and `hash_of` names them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.figure import Definition, Snapshot
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import Change, PublishedFigure, PublishedNumber, PublishedRow, Release
from goldenthread.trail.operations import record


def to_json(release: Release) -> dict[str, Any]:
    """The release as plain data."""
    whole = asdict(release)
    whole["snapshot"] = _snapshot_to_json(release.snapshot)
    for figure in whole["figures"].values():
        figure["snapshot"] = None  # the release's own
    whole["also"] = [list(one) for one in release.also]
    return whole


def canonical(contents: Mapping[str, Any]) -> bytes:
    """A release's plain data as bytes: keys in order, no spaces, whole numbers without a point."""
    return json.dumps(
        _whole(contents), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def _whole(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _whole(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def hash_of(contents: Mapping[str, Any]) -> str:
    """The SHA-256 of a release's canonical bytes."""
    return hashlib.sha256(canonical(contents)).hexdigest()


def definitions_in(contents: Mapping[str, Any]) -> dict[str, Definition]:
    """The definitions that a release was computed by, by id."""
    return {figure_id: _definition(one["definition"]) for figure_id, one in contents["figures"].items()}


def _snapshot_to_json(snapshot: Snapshot) -> dict[str, Any]:
    return {**asdict(snapshot), "taken_at": snapshot.taken_at.isoformat()}


def from_json(data: dict[str, Any]) -> Release:
    """The same release again."""
    said = data["snapshot"]
    snapshot = Snapshot(**{**said, "taken_at": datetime.fromisoformat(said["taken_at"])})
    figures = {figure_id: _figure(one, snapshot) for figure_id, one in data["figures"].items()}
    also = tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in data.get("also", ()))
    return Release(data["board"], data["period"], data["rule"], snapshot, figures, data.get("version", "1"), also)


def _number(data: dict[str, Any] | None) -> PublishedNumber | None:
    return None if data is None else PublishedNumber(**data)


def _sure(data: dict[str, Any]) -> PublishedNumber:
    return PublishedNumber(**data)


def _figure(data: dict[str, Any], snapshot: Snapshot) -> PublishedFigure:
    return PublishedFigure(
        _definition(data["definition"]),
        data["period"],
        _sure(data["numerator"]),
        _number(data["denominator"]),
        _sure(data["value"]),
        data["low"],
        data["high"],
        tuple(_row(row) for row in data["rows"]),
        _number(data["previous"]),
        Change(**data["change"]) if data["change"] else None,
        snapshot,
        data.get("cover", ""),
    )


def _definition(data: dict[str, Any]) -> Definition:
    return Definition(**{**data, "datasets": tuple(data["datasets"])})


def _row(data: dict[str, Any]) -> PublishedRow:
    return PublishedRow(
        data["key"],
        data["label"],
        _sure(data["numerator"]),
        _number(data["denominator"]),
        _sure(data["value"]),
        data["low"],
        data["high"],
    )


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
