"""Concerns and enquiries by ethnic group, beside how many people of each live here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.periods import Period
from goldenthread.figures import warm
from goldenthread.figures.basis import Basis, is_proved
from goldenthread.figures.sight import WORDS, Sight
from goldenthread.reports import charts
from goldenthread.scorecard import groups, queries
from goldenthread.scorecard.groups import Counted, Counts, People
from goldenthread.scorecard.methods.disproportion import Compared, Disproportion, Verdict, sentence
from goldenthread.scorecard.methods.plain import CannotSay, percent
from goldenthread.scorecard.models import AdultPopulation
from goldenthread.workspace.figures.choosing import choose
from goldenthread.workspace.figures.over_time import Drawn
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.scorecard import ranges

WHAT = {
    "concerns": ("Adults with a concern", "Concerns are raised"),
    "enquiries": ("Adults with a section 42 enquiry", "Enquiries are made"),
}
STATES = {
    Verdict.MORE: ("info", "More often"),
    Verdict.LESS: ("info", "Less often"),
    Verdict.NO_CLEAR_DIFFERENCE: ("ring", "No clear difference"),
    Verdict.NOT_COMPARED: ("ring", "Not compared"),
}


@dataclass(frozen=True)
class Part:
    """One of the two comparisons: its words, (group, adults, share of them, people, share of those, ratio, range, shape, state,
    reason) for each group, and the chart."""

    title: str
    sentence: str
    repeats: str
    lines: list[tuple[str, ...]]
    chart: Drawn | None
    problem: str


@needs("scorecard", get=Act.READ)
def page(request: Any) -> HttpResponse:
    chosen = choose(request)
    people_here = AdultPopulation.objects.filter(board=request.board)
    base = queries.populations(visible_to(request.standing, Act.READ, people_here))
    sees = chosen.sight is Sight.WHOLE
    counted = _counts(chosen.basis, chosen.period) if sees else None
    people = [People(one.group, one.get_group_display(), one.people) for one in base]
    parts = [] if counted is None or len(people) < 2 else [_part(name, counted[name], people) for name in WHAT]
    context = {
        "chosen": chosen,
        "sees": sees,
        "care": WORDS[chosen.sight],
        "is_covered": counted is not None,
        "base": base,
        "has_all_ages": any(not one.ages.startswith("18") for one in base),
        "parts": parts,
        "may_write": request.standing.may("scorecard", Act.CREATE, request.board.pk),
        "siblings": siblings("scorecard-groups", request.standing, request.board),
    }
    return render(request, "workspace/scorecard/groups.html", context)


@lru_cache(maxsize=16)
def _counts(one: Basis, year: Period) -> Counts | None:
    """What was counted, kept as figures are: by all that it depends on."""
    name = warm.name_of(str(one.board_id), one.period, one.kind, one.key, "scorecard groups", year.label, groups.SQL)
    kept = warm.read(name)
    if kept is not None and is_proved(one):
        return {what: {group: Counted(*row) for group, row in rows.items()} for what, rows in kept.items()}
    found = groups.counts(one.dataset(), year)
    if found is not None:
        as_rows = {
            what: {group: [counted.adults, counted.events, counted.again] for group, counted in rows.items()}
            for what, rows in found.items()
        }
        warm.keep(name, as_rows)
    return found


def _part(name: str, counted: Mapping[str, Counted], people: list[People]) -> Part:
    title, verb = WHAT[name]
    adults = sum(one.adults for one in counted.values())
    again, events = sum(one.again for one in counted.values()), sum(one.events for one in counted.values())
    repeats = (
        f"{events:,} {name} were about {adults:,} different adults, {again:,} of whom had more than one. Adults are compared, "
        "as what happens again to one adult is not independent."
    )
    try:
        found = groups.compare(counted, people)
    except CannotSay as reason:
        return Part(title, "", repeats, [], None, str(reason))
    words = sentence(found, what=verb)
    return Part(title, words, repeats, [_line(one) for one in found.groups], _chart(title, words, found, name), "")


def _line(one: Compared) -> tuple[str, ...]:
    shape, state = STATES[one.verdict]
    ratio = f"{one.ratio:.2f}" if one.ratio is not None else "[z]"
    likely = f"{one.likely.low:.2f} to {one.likely.high:.2f}" if one.likely else ""
    numbers = (f"{one.count:,.0f}", percent(one.share_of_count), f"{one.base:,.0f}", percent(one.share_of_base))
    return (one.name, *numbers, ratio, likely, shape, state, one.reason)


def _chart(title: str, words: str, found: Disproportion, name: str) -> Drawn | None:
    """Ratios with their likely ranges beside 1, where there is one."""
    rows = [
        {"name": one.name, "value": one.ratio, "low": one.likely.low, "high": one.likely.high}
        for one in found.groups
        if one.ratio is not None and one.likely is not None
    ]
    if not rows:
        return None

    def drawn(width: int, unique: str) -> str:
        specification = charts.whole(rows, width, ranges.layers)
        return charts.page_svg(specification, title=title, sentence=words, bound=f"groups.{name}", unique=unique)

    others = "the other groups entered" if found.left_out else "all other adults"
    subtitle = f"How many times as often as for {others}; 1 is as often. The line is the likely range."
    return Drawn(title, subtitle, drawn(charts.WIDE, f"{name}-w"), drawn(charts.NARROW, f"{name}-n"))
