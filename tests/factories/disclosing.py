"""Protecting made-up figures, and spoiling the release: what tests of disclosure control stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from goldenthread.core.periods import Period
from goldenthread.figures import disclosure
from goldenthread.figures.disclosure_rules import rule_of
from goldenthread.figures.figure import Category, Figure
from goldenthread.figures.published import PublishedNumber, PublishedRow, Release
from goldenthread.figures.relations import N
from tests.factories import disclosure_worlds, worlds

YEAR, BEFORE = Period(2023), Period(2022)
BOARD = rule_of("board")
DATA = worlds.dataset()
C = PublishedNumber(None, "c")
Figures = dict[str, Figure]


def world(seed: int) -> tuple[Figures, Figures]:
    return disclosure_worlds.figures(seed), disclosure_worlds.figures(seed + 1000, BEFORE)


def protect(figures: Figures, before: Figures | None = None, rule: str = "board", **more: Any) -> disclosure.Audited:
    nothing = dict(disclosure_worlds.empty(BEFORE))
    return disclosure.protected(figures, before or nothing, DATA, rule_of(rule), **more)


def plain(*, decisions: Mapping[str, int], **values: float) -> Figures:
    """A council of which nothing is told but concerns and what was decided about them."""
    found = dict(disclosure_worlds.empty(YEAR))
    size = sum(decisions.values())
    lines = sorted(decisions.items(), key=lambda one: -one[1])
    led = decisions.get("s42_duty_met", 0)
    for name, top, bottom in (
        ("concerns.received", size, None),
        ("concerns.led_to_enquiry", led, size),
        ("enquiries.per_concern", 0, size),
        ("enquiries.national_conversion", 0, 5 * ((size + 2) // 5)),
        ("concerns.adults", size, None),
        ("concerns.repeat_adults", 0, size),
        ("concerns.self_neglect", values.get("self_neglect", 0), None),
    ):
        found[name] = replace(found[name], numerator=top, denominator=bottom)
    rows: dict[str, list[tuple[str, int, int | None]]] = {
        "concerns.by_decision": [(key, number, size) for key, number in lines],
        "concerns.by_source": [("police", led, size)],
        "concerns.share_by_source": [("police", size, size)],
        "concerns.by_month": [("m1", size, None)],
    }
    for name, told in rows.items():
        found[name] = replace(found[name], categories=tuple(Category(key, key, a, b) for key, a, b in told))
    return found


def row(release: Release, figure: str, key: str) -> PublishedRow:
    found = release.figures[figure].row(key)
    assert found is not None
    return found


def with_figure(release: Release, figure: str, **fields: Any) -> Release:
    changed = replace(release.figures[figure], **fields)
    return replace(release, figures={**release.figures, figure: changed})


def with_row(release: Release, figure: str, key: str, **fields: Any) -> Release:
    rows = tuple(replace(one, **fields) if one.key == key else one for one in release.figures[figure].rows)
    return with_figure(release, figure, rows=rows)


SMALL = {"s42_duty_met": 30, "no_enquiry": 40, "other_enquiry": 12, "passed_to_other_authority": 3}
PLACE = ("2023-24", ("concerns.by_decision", "passed_to_other_authority", N))
