"""Sending an extract through the workspace's own pages, as a browser does."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import extracts

SAID = {
    "authority": "Example Council",
    "period_from-day": "1", "period_from-month": "4", "period_from-year": "2023",
    "period_to-day": "31", "period_to-month": "3", "period_to-year": "2024",
    "taken_on-day": "31", "taken_on-month": "5", "taken_on-year": "2024",
}  # fmt: skip


def files_of(rows: extracts.Rows, folder: Path) -> dict[str, bytes]:
    """The rows as the bytes of their CSV files, with extract.json, by name."""
    written = extracts.write(rows, folder)
    return {path.name: path.read_bytes() for path in sorted(written.iterdir()) if path.is_file()}


def zipped(files: dict[str, bytes], **flags: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **flags) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def send(client: Client, files: dict[str, bytes], *, board: str = "example", **said: str) -> Any:
    """Send files; follows to whatever page comes of it."""
    chosen = [SimpleUploadedFile(name, data) for name, data in files.items()]
    data = {"key": str(uuid4()), **said, "extract_files": chosen}
    return client.post(f"/board/{board}/extracts/new/", data, follow=True)


def with_faults(count: int = 3) -> extracts.Rows:
    """A good extract with more concerns, so many of which say who raised them in words that are no code."""
    rows = extracts.good()
    rows["concerns"] += [
        {"concern_id": f"X{n}", "adult_id": "A1", "raised_on": "2023-07-01", "area": "own", "source": "a neighbour"}
        for n in range(count)
    ]
    return rows


def about(**said: Any) -> bytes:
    return json.dumps({**extracts.ABOUT, **said}).encode()
