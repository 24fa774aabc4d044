"""What travels inside a report so that it can be proved later, without us: figures, their seal, and what names the frozen set.

Reports are public. Of the frozen set's manifest they carry what proves them and no number of rows: a number that is withheld
could be worked out from the rows of its table.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, frozen, wording
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release

NAME = "manifest.json"
KIND = "goldenthread report manifest, version 1"


def build(release: Release, frozen_manifest: dict[str, Any] | None) -> dict[str, Any]:
    """The manifest of a report: every published figure as it may be printed, sealed."""
    figures = {figure_id: _printed(figure) for figure_id, figure in release.figures.items()}
    return {
        "kind": KIND,
        "board": release.board,
        "period": release.period,
        "rule": release.rule,
        "rule_version": release.version,
        "also_withheld": [list(one) for one in release.also],
        "snapshot": release.snapshot.sha256,
        "figures": figures,
        "figures_sha256": _seal(figures),
        "frozen": None if frozen_manifest is None else _proving(frozen_manifest),
    }


def _proving(told: dict[str, Any]) -> dict[str, Any]:
    """Of a frozen set's manifest what proves a report: each file's hash, the seal, the manifest's own hash, and definitions."""
    files = {name: {"sha256": said["sha256"]} for name, said in told["files"].items()}
    kept = {name: told[name] for name in ("seal", frozen.HASH, "definitions") if name in told}
    return {**kept, "files": files}


def _printed(figure: PublishedFigure) -> dict[str, Any]:
    unit = figure.definition.unit
    return {
        "value": wording.say(figure.value, unit, in_table=True),
        "numerator": _plain(figure.numerator),
        "denominator": _plain(figure.denominator),
        "rows": {row.key: [_plain(row.numerator), _plain(row.denominator)] for row in figure.rows},
        "likely": {"": [figure.low, figure.high], **{row.key: [row.low, row.high] for row in figure.rows}},
        "previous": _plain(figure.previous),
        "change": [figure.change.difference, figure.change.percent, figure.change.words] if figure.change else None,
        "version": figure.definition.version,
    }


def _plain(number: PublishedNumber | None) -> float | str | None:
    if number is None:
        return None
    return number.value if number.value is not None else f"[{number.mark or 'x'}]"


def _seal(figures: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(figures, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def parsed(data: bytes, name: str) -> dict[str, Any]:
    """A manifest out of the bytes that a report carries; `name` is the report's, for what is said of it.

    Raises:
        Refused: it cannot be read, is of another kind, or a part of it is missing.
    """
    try:
        manifest = json.loads(data)
    except ValueError as error:
        raise Refused(f"The manifest in {name} cannot be read. Check that the file is whole.") from error
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise Refused(f"{name} carries a manifest of another kind.")
    if not _is_whole(manifest):
        raise Refused(f"The manifest in {name} was changed: a part of it is missing, or cannot be read.")
    return manifest


def _is_whole(told: dict[str, Any]) -> bool:
    """Whether every part that is read has its form."""
    inner = told.get("frozen") or {"seal": "", "definitions": {}, "files": {}}
    try:
        Period.parse(told["period"])
        texts = [told["board"], told["rule"], told["snapshot"], told["figures_sha256"], inner["seal"]]
        texts += [one["sha256"] for one in inner["files"].values()]
        texts += [one for pair in told.get("also_withheld", ()) for one in pair]
        parts = [told["figures"], *told["figures"].values(), inner["definitions"]]
    except (KeyError, TypeError, AttributeError, Refused):
        return False
    return all(isinstance(one, str) for one in texts) and all(isinstance(one, dict) for one in parts)


def problems(manifest: dict[str, Any], frozen_folder: Path | None, printed: Iterable[str] = ()) -> list[str]:
    """Everything that does not hold together; with the frozen set, every figure is computed again and compared.

    `printed` are the figures that the report says it prints: each must be among those of the manifest.
    """
    found = _loose(manifest)
    found += [
        f"{figure_id} is printed in the report, and its manifest has no such figure."
        for figure_id in sorted({one.partition("#")[0] for one in printed} - manifest["figures"].keys())
    ]
    if frozen_folder is None or found:
        return found
    return _computed_again(manifest, frozen_folder)


def _loose(manifest: dict[str, Any]) -> list[str]:
    """What does not hold together in a report's manifest itself."""
    found = [] if manifest["figures"] else ["There are no figures in it, so there is nothing to prove."]
    if _seal(manifest["figures"]) != manifest["figures_sha256"]:
        found.append("The figures in the manifest were changed: their seal does not match.")
    inner = manifest.get("frozen")
    if inner and frozen.seal(inner["files"]) != inner["seal"]:
        found.append("The frozen set's manifest was changed: its seal does not match.")
    if inner and inner["seal"] != manifest["snapshot"]:
        found.append("The figures name another frozen set than the one whose manifest travels with them.")
    return found


def _computed_again(manifest: dict[str, Any], frozen_folder: Path) -> list[str]:
    found = []
    dataset, told = frozen.read(frozen_folder), frozen.manifest_of(frozen_folder)
    inner = manifest.get("frozen") or {}
    if dataset.snapshot.sha256 != manifest["snapshot"]:
        return [f"{frozen_folder} is another frozen set: the report was made from {manifest['snapshot']}."]
    if frozen.HASH in inner and inner[frozen.HASH] != told.get(frozen.HASH):
        found.append(
            f"{frozen_folder} tells something else of who made it, when and from what than when the report was made."
        )
    if manifest.get("board") != dataset.snapshot.board:
        found.append(f"The report names another Board than the frozen set: {manifest.get('board')}.")
    version, also = manifest.get("rule_version", "1"), [tuple(one) for one in manifest.get("also_withheld", ())]
    again = disclosure.rebuilt(dataset, Period.parse(manifest["period"]), manifest["rule"], version, also=also)
    printed = {figure_id: _printed(figure) for figure_id, figure in again.figures.items()}
    defined = {*told["definitions"], *inner.get("definitions", ())}
    left_out = defined & printed.keys() - manifest["figures"].keys()
    found += [
        f"{figure_id}: the frozen data give it, and the report's figures leave it out."
        for figure_id in sorted(left_out)
    ]
    for figure_id, said in manifest["figures"].items():
        found += _differences(figure_id, said, printed.get(figure_id))
    return found


def _differences(figure_id: str, said: dict[str, Any], again: dict[str, Any] | None) -> list[str]:
    """What a report says of a figure and the frozen data do not. Reports of before say less of each figure, not otherwise."""
    if again is None:
        return [f"{figure_id}: this program knows no such figure. Use the version that made the report."]
    if said.get("version") != again["version"]:
        then, now = said.get("version"), again["version"]
        return [f"{figure_id}: its definition was version {then} then and is {now} now. Use the program of then."]
    if {part: again.get(part) for part in said} == said:
        return []
    if said.get("value") != again["value"]:
        return [f"{figure_id}: the report says {said.get('value')}, the frozen data give {again['value']}."]
    parts = sorted(part for part in said if said[part] != again.get(part))
    return [f"{figure_id}: the report's {' and '.join(parts)} are not what the frozen data give."]
