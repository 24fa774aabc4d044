"""The contradictions that the source report was published with, each with the rule that now stops it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from goldenthread.core.errors import Refused
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
    """Every contradiction, its correction filled from what is published; those left out whose numbers are not there."""
    known, found = rules(), []
    for said in _content()["entries"]:
        try:
            corrected = _filled(said["corrected"], release)
        except Refused:
            continue
        about_figures = tuple(said.get("figures") or ())
        rule = known[said["rule"]]
        found.append(
            Contradiction(said["id"], said["severity"], said["title"], said["said"], rule, corrected, about_figures)
        )
    return found


def about(release: Release, figure_id: str) -> list[Contradiction]:
    """Those that a figure put right."""
    return [one for one in all_of(release) if figure_id in one.figures]


def _filled(words: str, release: Release) -> str:
    found, _ = inlines.read(words, lambda said: binding.bind(release, said))
    return "".join(one.text for one in found)
