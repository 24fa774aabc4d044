"""The thresholds the methods go by unless they are given others, read from the file beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class ChartRules:
    """When points of an XmR chart are a signal. Lengths are numbers of points; None leaves a rule out."""

    title: str
    run: int | None
    """So many in a row on one side of the centre."""
    trend: int | None
    """So many in a row, each above (or each below) the one before; the first counts."""
    near: tuple[int, int] | None
    """So many of so many in a row in the outer third of one side, between two and three sigma or beyond."""
    hugging: int | None
    """So many in a row within one sigma of the centre."""
    source: str


@dataclass(frozen=True)
class Limits:
    """How many points limits take: `least` to have any, `steady` before they stop being called provisional."""

    least: int
    steady: int
    source: str


@dataclass(frozen=True)
class RunRules:
    """When points of a run chart are a signal; `tail` is the chance of too few runs, and that of too many."""

    shift: int
    trend: int
    least: int
    tail: float
    source: str


@dataclass(frozen=True)
class Small:
    """Below which count and base a point is small, and at which part of small points no trend is read."""

    count: int
    base: int
    doubtful: float
    source: str


@dataclass(frozen=True)
class Groups:
    """Below which count and base a group is not compared, and above which part unknown a comparison is doubtful."""

    count: int
    base: int
    unknown: float
    source: str


@cache
def _file() -> dict[str, Any]:
    text = Path(__file__).with_name("thresholds.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def chart_rules(name: str = "standard") -> ChartRules:
    """A set of rules by its name: `standard` or `making_data_count`."""
    row = dict(_file()["charts"][name])
    near = row.pop("near")
    return ChartRules(**row, near=tuple(near) if near else None)


def names_of_chart_rules() -> tuple[str, ...]:
    """The sets of rules one can choose from."""
    return tuple(_file()["charts"])


@cache
def limits() -> Limits:
    """How many points limits take."""
    return Limits(**_file()["limits"])


@cache
def run_rules() -> RunRules:
    """The rules of a run chart."""
    return RunRules(**_file()["run_chart"])


@cache
def small() -> Small:
    """What counts as small."""
    return Small(**_file()["small"])


@cache
def groups() -> Groups:
    """What a group needs to be compared."""
    return Groups(**_file()["groups"])


def least_events_standardised() -> int:
    """Fewer events than this, and no standardised rate is given."""
    return int(_file()["standardised"]["count"])
