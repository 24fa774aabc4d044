"""Figures that were computed already, kept as files beside the database, so that a page need not wait for them again.

A file is named by all that its contents depend on: the data's own seal (or, for live data, the extracts in force and the last
deed that may have changed a record), the year, and the definitions. Anything else is another name, so nothing stale can be read.
Each file carries a seal of its own by the installation's key; what somebody else wrote there is not believed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from goldenthread.core.periods import Period
from goldenthread.figures.definitions import all_definitions, columns_read, views
from goldenthread.figures.figure import Category, Figure, Snapshot
from goldenthread.figures.tables import SCHEMAS

SALT = "goldenthread.figures.warm"
SHAPE = 2
"""What a file holds of each figure; another number is another name."""
KEPT = 60
"""How many files there are at most; those not read for longest go first."""


def folder() -> Path:
    place: Path = settings.DATA.root / "computed"
    return place


@cache
def rules() -> str:
    """All that turns data into figures: definitions, shared views, and what the tables look like."""
    said = [asdict(one) for one in all_definitions().values()]
    schemas = {name: {column: str(kind) for column, kind in schema.items()} for name, schema in SCHEMAS.items()}
    whole = json.dumps([SHAPE, said, dict(views()), schemas], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()


def name_of(*depends_on: str) -> str:
    """The name of what depends on these, and on the rules."""
    return hashlib.sha256("\n".join([rules(), *depends_on]).encode()).hexdigest()


def read(name: str) -> Any:
    """What is kept under a name; None where nothing is, or it is not ours."""
    file = folder() / f"{name}.json"
    try:
        seal, _, body = file.read_text(encoding="utf-8").partition("\n")
        os.utime(file)
    except (OSError, UnicodeDecodeError):
        return None
    if not constant_time_compare(seal, _seal(name, body)):
        return None
    return json.loads(body)


def keep(name: str, contents: Any) -> None:
    """Keep something under its name. Where the disk refuses, it is computed again next time."""
    body = json.dumps(contents, separators=(",", ":"))
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = folder() / f"{uuid4()}.partial"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(f"{_seal(name, body)}\n{body}")
        partial.replace(folder() / f"{name}.json")
        _forget_oldest()


def _seal(name: str, body: str) -> str:
    return salted_hmac(SALT, f"{name}\n{body}", algorithm="sha256").hexdigest()


def _forget_oldest() -> None:
    files = sorted(folder().glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)


def forget() -> None:
    """Keep nothing."""
    for file in folder().glob("*.json"):
        file.unlink(missing_ok=True)


def figures_to_json(figures: Mapping[str, Figure]) -> dict[str, Any]:
    first = next(iter(figures.values()))
    snapshot = {**asdict(first.snapshot), "taken_at": first.snapshot.taken_at.isoformat()}
    rows = {
        figure_id: [
            one.numerator,
            one.denominator,
            [[c.key, c.label, c.numerator, c.denominator] for c in one.categories],
            one.cover,
        ]
        for figure_id, one in figures.items()
    }
    return {"snapshot": snapshot, "period": first.period.label, "figures": rows}


def figures_from_json(data: Mapping[str, Any]) -> dict[str, Figure]:
    said = data["snapshot"]
    snapshot = Snapshot(**{**said, "taken_at": datetime.fromisoformat(said["taken_at"])})
    known, period = all_definitions(), Period.parse(data["period"])
    return {
        figure_id: Figure(
            known[figure_id],
            period,
            numerator,
            denominator,
            tuple(Category(*category) for category in categories),
            snapshot,
            columns_read(figure_id),
            cover,
        )
        for figure_id, (numerator, denominator, categories, cover) in data["figures"].items()
    }
