"""Frozen sets: Parquet and a manifest that proves it. Works offline and free of Django.

`manifest.json` holds the schema's version, each file's SHA-256 and rows, from what the set was made, by whom and when, and
the versions of the figure definitions in force. The set's own seal is the SHA-256 of its files' names and hashes. What else the
manifest tells has a second hash, `manifest_sha256`, so that one and the same data keep one seal whoever freezes them.
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
from goldenthread.core.periods import Period
from goldenthread.figures import chain
from goldenthread.figures.coverage import OF_CASEWORK, Span
from goldenthread.figures.datasets import Dataset, files_of, seal_of
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.tables import LATER, SCHEMAS, empty

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
HASH = "manifest_sha256"


@dataclass(frozen=True)
class Made:
    """Who froze a set, when, and from what."""

    by: str
    at: datetime
    sources: tuple[Mapping[str, Any], ...] = ()


def seal(files: Mapping[str, Mapping[str, Any]]) -> str:
    """The hash of a set, as `datasets.seal_of` has it."""
    return seal_of({name: str(said["sha256"]) for name, said in files.items()})


def hash_of(manifest: Mapping[str, Any]) -> str:
    """The hash of all that a manifest tells but its files: those are proved by the seal, and their rows by reading them."""
    told = {name: said for name, said in manifest.items() if name not in {"files", HASH}}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


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
        before = chain.replaced(manifest_of(folder))
        if replaces is not None and (before is None or before.seal != replaces["manifest"]["seal"]):
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
    manifest[HASH] = hash_of(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def sets_in(folder: Path) -> list[Path]:
    """The frozen sets that lie in a folder, as they do in that of a year."""
    return sorted(one.parent for one in folder.glob(f"*/{MANIFEST}"))


def manifest_of(folder: Path) -> dict[str, Any]:
    """Read a set's manifest.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        inside = "".join(f"\n  {one}" for one in sets_in(folder))
        there = f" Give one that is in it:{inside}" if inside else ""
        raise Refused(f"{folder} is not a frozen set: it has no readable {MANIFEST}.{there}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise Refused(f"{folder / MANIFEST} is not the manifest of a frozen set.")
    if not _is_whole(manifest):
        raise Refused(f"{folder / MANIFEST} was changed: a part of it is missing, or cannot be read.")
    return manifest


def _is_whole(told: Mapping[str, Any]) -> bool:
    """Whether every part that is read has its form. The sets before are read by `chain`."""
    try:
        datetime.fromisoformat(told["made_at"])
        Period.parse(told["period"])
        for one in told.get("from") or []:
            _span(one)
        files = all(isinstance(one["sha256"], str) and type(one["rows"]) is int for one in told["files"].values())
        texts = isinstance(told["seal"], str) and isinstance(told["board"], str)
        return files and texts and isinstance(told["synthetic"], bool) and isinstance(told["definitions"], dict)
    except (KeyError, TypeError, ValueError, AttributeError, Refused):
        return False


def problems(folder: Path) -> list[str]:
    """Everything that differs from the manifest; empty where the set is unchanged.

    Raises:
        Refused: the folder is not a frozen set.
    """
    manifest = manifest_of(folder)
    files: dict[str, Any] = manifest["files"]
    found = [] if seal(files) == manifest.get("seal") else ["The manifest itself was changed: its seal does not match."]
    if HASH in manifest and manifest[HASH] != hash_of(manifest):
        found.append("The manifest itself was changed: its own hash does not match.")
    present = {path.name for path in folder.iterdir()} - {MANIFEST}
    found += [f"{name} is not named in the manifest." for name in sorted(present - files.keys())]
    for name in sorted(files):
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != files[name].get("sha256"):
            found.append(f"{name} was changed.")
        elif (rows := _rows_in(path)) != files[name]["rows"]:
            found.append(f"{name} holds {rows} rows, and the manifest says {files[name]['rows']}.")
    return found + chain.problems(manifest)


def _rows_in(path: Path) -> int | None:
    try:
        return int(pyarrow.parquet.read_metadata(path).num_rows)
    except pa.ArrowException:
        return None


def read(folder: Path, manifest_sha256: str = "") -> Dataset:
    """A frozen set as a dataset, after proving it: also against the hash that its manifest had, where that was kept.

    Raises:
        Refused: it is not a frozen set, or it was changed.
    """
    if found := problems(folder):
        raise Refused(f"{folder} cannot be trusted. {' '.join(found)}")
    manifest = manifest_of(folder)
    if manifest_sha256 and manifest.get(HASH) != manifest_sha256:
        raise Refused(f"{folder} cannot be trusted. Its manifest tells something else than when it was frozen.")
    tables = {name: _table(folder, name, manifest) for name in SCHEMAS}
    taken_at = datetime.fromisoformat(manifest["made_at"])
    snapshot = Snapshot(
        "frozen", manifest["board"], manifest["period"], manifest["seal"], taken_at, manifest["synthetic"]
    )
    return Dataset(tables, snapshot, _spans(manifest, tables))


def _table(folder: Path, name: str, manifest: Mapping[str, Any]) -> pa.Table:
    if name in LATER and f"{name}.parquet" not in manifest["files"]:
        return empty(name)
    try:
        return pyarrow.parquet.read_table(folder / f"{name}.parquet")
    except (OSError, pa.ArrowException) as error:
        raise Refused(f"{folder} cannot be read: it has no table {name}.") from error


def _spans(manifest: Mapping[str, Any], tables: Mapping[str, Any]) -> tuple[Span, ...] | None:
    """The days its extracts cover; unknown where it holds case records and does not say from which extracts."""
    said: list[Mapping[str, Any]] = manifest.get("from") or []
    if not said and any(tables[name].num_rows for name in OF_CASEWORK):
        return None
    return tuple(_span(one) for one in said)


def _span(source: Mapping[str, Any]) -> Span:
    return date.fromisoformat(source["period_from"]), date.fromisoformat(source["period_to"])
