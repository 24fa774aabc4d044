"""Frozen sets: Parquet and a manifest that proves it. Works offline and free of Django.

`manifest.json` holds the schema's version, each file's SHA-256 and rows, from what the set was made, by whom and when, and
the versions of the figure definitions in force. The set's own seal is the SHA-256 of its files' names and hashes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from goldenthread import __version__
from goldenthread.core.errors import Refused
from goldenthread.figures import chain
from goldenthread.figures.coverage import OF_CASEWORK, Span
from goldenthread.figures.datasets import Dataset, files_of, seal_of
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.tables import LATER, SCHEMAS, empty

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Made:
    """Who froze a set, when, and from what."""

    by: str
    at: datetime
    sources: tuple[Mapping[str, Any], ...] = ()


def seal(files: Mapping[str, Mapping[str, Any]]) -> str:
    """The hash of a set, as `datasets.seal_of` has it."""
    return seal_of({name: str(said["sha256"]) for name, said in files.items()})


def write(
    dataset: Dataset,
    out: Path,
    made: Made,
    *,
    as_before: Mapping[str, bytes] | None = None,
    replaces: Mapping[str, Any] | None = None,
) -> Path:
    """Freeze a dataset into `out/<seal>/`. The same data freeze to the same folder; returns it.

    `as_before` are files taken over as they are, and `replaces` what the manifest says of the set that this one replaces
    (`erasing`).

    Raises:
        Refused: the same data were frozen there already, as another set's successor or as nobody's.
    """
    contents = {f"{name}.parquet": data for name, data in files_of(dataset.tables).items()} | dict(as_before or {})
    files = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "rows": dataset.tables[name[:-8]].num_rows}
        for name, data in contents.items()
    }
    folder = out / seal(files)
    if (folder / MANIFEST).exists():
        if replaces is not None and _predecessor(manifest_of(folder)) != replaces["manifest"]["seal"]:
            raise Refused(
                f"These very data are frozen in {folder} already, as no set’s successor. Choose another --out."
            )
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "seal": seal(files),
        "board": dataset.snapshot.board,
        "period": dataset.snapshot.period,
        "synthetic": dataset.snapshot.is_synthetic,
        "made_by": made.by,
        "made_at": made.at.isoformat(),
        "made_with": f"goldenthread {__version__}",
        "from": list(made.sources),
        "definitions": {one.id: one.version for one in all_definitions().values()},
        "files": files,
        **({"replaces": dict(replaces)} if replaces is not None else {}),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def _predecessor(manifest: Mapping[str, Any]) -> str | None:
    replaced = manifest.get("replaces")
    return str(replaced["manifest"]["seal"]) if replaced else None


def manifest_of(folder: Path) -> dict[str, Any]:
    """Read a set's manifest.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{folder} is not a frozen set: it has no readable {MANIFEST}.") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise Refused(f"{folder / MANIFEST} is not the manifest of a frozen set.")
    return manifest


def problems(folder: Path) -> list[str]:
    """Everything that differs from the manifest; empty where the set is unchanged.

    Raises:
        Refused: the folder is not a frozen set.
    """
    manifest = manifest_of(folder)
    files: dict[str, Any] = manifest["files"]
    found = [] if seal(files) == manifest.get("seal") else ["The manifest itself was changed: its seal does not match."]
    present = {path.name for path in folder.iterdir()} - {MANIFEST}
    found += [f"{name} is not named in the manifest." for name in sorted(present - files.keys())]
    for name in sorted(files):
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != files[name].get("sha256"):
            found.append(f"{name} was changed.")
    return found + chain.problems(manifest)


def read(folder: Path) -> Dataset:
    """A frozen set as a dataset, after proving it.

    Raises:
        Refused: it is not a frozen set, or it was changed.
    """
    if found := problems(folder):
        raise Refused(f"{folder} cannot be trusted. {' '.join(found)}")
    manifest = manifest_of(folder)
    tables = {name: _table(folder, name, manifest) for name in SCHEMAS}
    taken_at = datetime.fromisoformat(manifest["made_at"])
    snapshot = Snapshot(
        "frozen", manifest["board"], manifest["period"], manifest["seal"], taken_at, manifest["synthetic"]
    )
    return Dataset(tables, snapshot, _spans(manifest, tables))


def _table(folder: Path, name: str, manifest: Mapping[str, Any]) -> pa.Table:
    if name in LATER and f"{name}.parquet" not in manifest["files"]:
        return empty(name)
    return pyarrow.parquet.read_table(folder / f"{name}.parquet")


def _spans(manifest: Mapping[str, Any], tables: Mapping[str, Any]) -> tuple[Span, ...] | None:
    """The days its extracts cover; unknown where it holds case records and does not say from which extracts."""
    said: list[Mapping[str, Any]] = manifest.get("from") or []
    if not said and any(tables[name].num_rows for name in OF_CASEWORK):
        return None
    return tuple((date.fromisoformat(one["period_from"]), date.fromisoformat(one["period_to"])) for one in said)
