"""The demonstration report's sections, from their Markdown files."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from goldenthread.demo.records import CONTENT
from goldenthread.reports.operations import WrittenSection


def sections() -> Iterator[WrittenSection]:
    """Every section in order. A file named 00- has no number; the others are counted."""
    number = 0
    for path in sorted((CONTENT / "report").glob("*.md")):
        _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
        said = yaml.safe_load(front)
        place, slug = path.stem.split("-", 1)
        if place != "00":
            number += 1
        yield WrittenSection(
            slug=slug,
            title=said["title"],
            number=None if place == "00" else number,
            finding=said["finding"],
            owner=said["owner"],
            limbs=tuple(said["limbs"]),
            text=text,
        )
