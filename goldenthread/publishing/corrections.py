"""The contradictions that the source report was published with, each with the rule that now stops it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from goldenthread.figures.published import Release
from goldenthread.reports import binding, inlines

FILE = Path(__file__).parent / "contradictions.yaml"


@dataclass(frozen=True)
class Rule:
    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Contradiction:
    """What the draft said, in our words; the rule that stops it; the sentence put right, with its numbers alive."""

    id: str
    severity: str
    title: str
    said: str
    rule: Rule
    corrected: str
    figures: tuple[str, ...]


@cache
def _content() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def rules() -> dict[str, Rule]:
    return {key: Rule(key, said["title"], said["text"]) for key, said in _content()["rules"].items()}


def all_of(release: Release) -> list[Contradiction]:
    """Every contradiction, its correction filled from what is published."""
    known = rules()
    return [
        Contradiction(
            said["id"],
            said["severity"],
            said["title"],
            said["said"],
            known[said["rule"]],
            _filled(said["corrected"], release),
            tuple(said.get("figures") or ()),
        )
        for said in _content()["entries"]
    ]


def about(release: Release, figure_id: str) -> list[Contradiction]:
    """Those that a figure put right."""
    return [one for one in all_of(release) if figure_id in one.figures]


def _filled(words: str, release: Release) -> str:
    found, _ = inlines.read(words, lambda said: binding.bind(release, said))
    return "".join(one.text for one in found)
