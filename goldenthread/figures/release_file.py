"""A release as plain data: to JSON and back. Free of Django, so that a release can be proved without an installation.

`canonical` writes a release in one way only, so that the same release always has the same bytes, and `hash_of` names them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from goldenthread.core.errors import Refused
from goldenthread.core.periods import stretch
from goldenthread.figures import disclosure, frozen
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Definition, Snapshot
from goldenthread.figures.published import Change, PublishedFigure, PublishedNumber, PublishedRow, Release

MOST = 64 * 1024 * 1024
"""So many bytes the file of a release may have."""


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


def again(contents: Mapping[str, Any], dataset: Dataset, views: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A release made again from its frozen set, by its own rule, version and definitions; through `views`, or today's.

    Raises:
        Refused: its rule is not known any more.
    """
    made = from_json(dict(contents))
    return to_json(
        disclosure.rebuilt(
            dataset,
            stretch(made.period),
            made.rule,
            made.version,
            also=made.also,
            definitions=definitions_in(contents),
            views=views,
        )
    )


def read(file: Path) -> dict[str, Any]:
    """The contents of a release's file.

    Raises:
        Refused: it is no release, or was not written as releases are: then a byte of it was changed.
    """
    if file.stat().st_size > MOST:
        raise Refused(f"{file.name} is too large to be a release.")
    data = file.read_bytes()
    try:
        contents: dict[str, Any] = json.loads(data)
        is_release = isinstance(contents, dict) and bool(from_json(contents).figures)
    except (ValueError, KeyError, TypeError, AttributeError, Refused) as error:
        raise Refused(f"{file.name} cannot be read as a release. Download it again.") from error
    if not is_release:
        raise Refused(f"{file.name} cannot be read as a release. Download it again.")
    if canonical(contents) != data:
        raise Refused(f"{file.name} was changed, or saved again by another program. Download it again.")
    return contents


def problems(contents: Mapping[str, Any], folder: Path) -> list[str]:
    """What of a release does not come out of a frozen set again, byte for byte.

    The definitions are this program's own: what a file says of them is compared, and never run.

    Raises:
        Refused: it is not a frozen set, or was changed, or the rule is not known any more.
    """
    dataset = frozen.read(folder)
    if dataset.snapshot.sha256 != contents["snapshot"]["sha256"]:
        return [f"{folder} is another frozen set: the release was made from {contents['snapshot']['sha256']}."]
    known, told = all_definitions(), definitions_in(contents)
    found = [
        f"{figure_id}: this program defines it otherwise. Use the version that made the release."
        for figure_id in sorted(told)
        if told[figure_id] != known.get(figure_id)
    ]
    of_then = frozen.manifest_of(folder)["definitions"].keys() & known.keys()
    found += [
        f"{figure_id}: the frozen data give it, and the release leaves it out."
        for figure_id in sorted(of_then - contents["figures"].keys())
    ]
    if found:
        return found
    made = again(contents, dataset)
    if canonical(made) == canonical(contents):
        return []
    ids = sorted(set(made["figures"]) | set(contents["figures"]))
    others = [one for one in ids if _bytes(made, one) != _bytes(contents, one)]
    return [f"{one}: the frozen data give something else than the release says." for one in others] or [
        "The release tells something else of its Board, period, rule or data than the frozen set."
    ]


def _bytes(contents: Mapping[str, Any], figure_id: str) -> bytes:
    return canonical({"": contents["figures"].get(figure_id)})
