"""Releases as data: to JSON and back, and in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
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
    return whole


def _snapshot_to_json(snapshot: Snapshot) -> dict[str, Any]:
    return {**asdict(snapshot), "taken_at": snapshot.taken_at.isoformat()}


def from_json(data: dict[str, Any]) -> Release:
    """The same release again."""
    said = data["snapshot"]
    snapshot = Snapshot(**{**said, "taken_at": datetime.fromisoformat(said["taken_at"])})
    figures = {figure_id: _figure(one, snapshot) for figure_id, one in data["figures"].items()}
    return Release(data["board"], data["period"], data["rule"], snapshot, figures)


def _number(data: dict[str, Any] | None) -> PublishedNumber | None:
    return None if data is None else PublishedNumber(**data)


def _sure(data: dict[str, Any]) -> PublishedNumber:
    return PublishedNumber(**data)


def _figure(data: dict[str, Any], snapshot: Snapshot) -> PublishedFigure:
    definition = Definition(**{**data["definition"], "datasets": tuple(data["definition"]["datasets"])})
    return PublishedFigure(
        definition,
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


def save_release(release: Release, *, board: Board, by: Actor, first: Actor | None = None) -> PublishedRelease:
    """Keep a release, as what the Board publishes from now on. `first` is whoever agreed before."""
    names = " and ".join(one.name for one in (first, by) if one)
    saved = PublishedRelease.objects.create(
        board=board,
        period=release.period,
        rule=release.rule,
        sha256=release.snapshot.sha256,
        contents=to_json(release),
        released_at=clock.now(),
        released_by=names[:200],
    )
    after = {"rule": release.rule, "seal": release.snapshot.sha256}
    record("release figures", saved, by=by, after=after, second=first)
    return saved


def latest_release(board: Board, period: str) -> Release | None:
    """What the Board last published for a period."""
    saved = PublishedRelease.objects.filter(board=board, period=period).first()
    return from_json(saved.contents) if saved else None
