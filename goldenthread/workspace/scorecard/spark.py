"""A small chart in a line of the scorecard: the points behind a value, its usual range, and points that stand out."""

from __future__ import annotations

from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.scorecard.reading import Reading

WIDTH, HEIGHT, EDGE = 220, 52, 6


def spark(found: Reading) -> SafeString | str:
    """The small chart; nothing where fewer than two points are known. What it shows is said in words beside it."""
    values = [point.value for point in found.trace]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    phases = found.chart.phases if found.chart else ()
    low = min([*known, *(phase.low for phase in phases)])
    high = max([*known, *(phase.high for phase in phases)])
    reach = (high - low) or 1

    def up(value: float) -> str:
        return f"{HEIGHT - EDGE - (value - low) / reach * (HEIGHT - 2 * EDGE):.1f}"

    def across(place: float) -> str:
        return f"{EDGE + place * (WIDTH - 2 * EDGE) / max(len(values) - 1, 1):.1f}"

    limits = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="var(--line)" fill-opacity="0.55"/>'
        '<path d="M{} {}H{}" stroke="var(--ink)" stroke-width="1.2" fill="none"/>',
        (
            (
                across(phase.start),
                up(phase.high),
                f"{float(across(phase.stop - 1)) - float(across(phase.start)):.1f}",
                f"{float(up(phase.low)) - float(up(phase.high)):.1f}",
                across(phase.start),
                up(phase.mean),
                across(phase.stop - 1),
            )
            for phase in phases
        ),
    )
    stretches = [
        [(place, value) for place, value in part if value is not None]
        for is_known, part in groupby(enumerate(values), key=lambda one: one[1] is not None)
        if is_known
    ]
    lines = format_html_join(
        "",
        '<polyline points="{}" fill="none" stroke="var(--c1)" stroke-width="2" stroke-linejoin="round"/>',
        ((" ".join(f"{across(place)},{up(value)}" for place, value in part),) for part in stretches),
    )
    last = max(place for place, value in enumerate(values) if value is not None)
    outside = (
        {place for signal in found.chart.signals if len(signal.points) == 1 for place in signal.points}
        if found.chart
        else set()
    )
    if found.leaves_limits:
        outside.add(last)
    marks = format_html_join(
        "",
        '<path d="M{} {}l5 5-5 5-5-5z" fill="var(--c2)" stroke="var(--ink)"/>',
        ((across(place), f"{float(up(values[place] or 0)) - 5:.1f}") for place in sorted(outside)),
    )
    dot = format_html('<circle cx="{}" cy="{}" r="3.5" fill="var(--c1)"/>', across(last), up(known[-1]))
    return format_html(
        '<svg class="gt-spark" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        limits,
        lines,
        "" if last in outside else dot,
        marks,
    )
