"""The bank of questions, in versions. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
OVERALL = "overall"
"""The question that every audit may ask of a case as a whole."""


@dataclass(frozen=True)
class Asked:
    """A question of the bank."""

    key: str
    words: str
    hint: str
    heading: str


@dataclass(frozen=True)
class Group:
    """Questions that belong together: a safeguarding principle, or the areas of an audit."""

    name: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Bank:
    """One version of the bank."""

    version: str
    groups: tuple[Group, ...]

    def questions(self) -> Iterator[Asked]:
        for group in self.groups:
            yield from group.questions

    def question(self, key: str) -> Asked | None:
        return next((one for one in self.questions() if one.key == key), None)


@cache
def latest() -> Bank:
    """The newest version."""
    return version(max(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def version(name: str) -> Bank:
    """A version by its name, such as "2024-1"."""
    said = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    groups = tuple(
        Group(
            one["name"],
            tuple(
                Asked(each["key"], each["words"].replace("'", "’"), each.get("hint", ""), one["name"])
                for each in one["questions"]
            ),
        )
        for one in said["groups"]
    )
    return Bank(str(said["version"]), groups)
