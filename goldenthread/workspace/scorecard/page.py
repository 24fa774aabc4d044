"""The scorecard of a quarter: each indicator with its value, how sure it is, how it moved, and what the Board makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.core.exports import as_csv, as_workbook
from goldenthread.figures import wording
from goldenthread.figures.sight import WORDS
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.models import IndicatorCommentary
from goldenthread.scorecard.reading import Reading
from goldenthread.trail.operations import record
from goldenthread.workspace.figures.browsing import FILES
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.scorecard.choosing import Asked, asked
from goldenthread.workspace.scorecard.spark import spark

STATES = {
    "bad": ("is worse than chance", "are worse than chance"),
    "good": ("is better than chance", "are better than chance"),
    "info": ("has changed by more than chance", "have changed by more than chance"),
}
HEADINGS = (
    "Heading", "Indicator", "Period", "Value", "Counted", "Likely range", "Period before", "Take care first", "State", "In words",
    "What it means", "What is being done", "By when", "Who says so", "Who answers for it", "Rule",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """An indicator on the scorecard."""

    found: Reading
    address: str
    trace: SafeString | str
    commentary: IndicatorCommentary | None
    is_missing: bool
    """Whether somebody should say what it means, and nobody did."""

    @property
    def before(self) -> str:
        return self.found.say(self.found.before.value) if self.found.before else ""


def lines_of(one: Asked, written: Mapping[str, IndicatorCommentary]) -> dict[str, list[Line]]:
    """The lines of the scorecard under their headings."""
    headings, groups = shipped().headings, dict[str, list[Line]]()
    for name, found in one.readings().items():
        kwargs = {"board": one.chosen.board.slug, "indicator": name}
        address = reverse("workspace:scorecard-indicator", kwargs=kwargs) + one.query()
        missing = name not in written and (found.indicator.needs_commentary or found.leaves_limits)
        line = Line(found, address, spark(found), written.get(name), missing)
        groups.setdefault(headings[found.indicator.heading], []).append(line)
    return groups


def summary(readings: Mapping[str, Reading]) -> str:
    """The scorecard in one sentence: how many indicators moved by more than chance, and how many cannot be told yet."""
    total = len(readings)
    counts = {shape: sum(one.shape == shape for one in readings.values()) for shape in STATES}
    parts = [
        f"{wording.in_words(count)} {STATES[shape][0 if count == 1 else 1]}" for shape, count in counts.items() if count
    ]
    few = sum(one.chart is None for one in readings.values())
    if not parts:
        parts = ["none has moved by more than chance"]
    if few:
        parts.append(f"{wording.in_words(few)} cannot be judged this way")
    rest = total - sum(counts.values()) - few
    if rest and any(counts.values()):
        parts.append(f"{wording.in_words(rest)} {'has' if rest == 1 else 'have'} not clearly moved")
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Of {wording.in_words(total)} indicators, {text}."


def _written(request: Any, one: Asked) -> dict[str, IndicatorCommentary]:
    """The quarter's commentaries, as far as this person may read them."""
    if one.slot is None or not request.standing.may("scorecard", Act.READ, request.board.pk):
        return {}
    found = IndicatorCommentary.objects.filter(board=request.board, period=one.slot.year.label, quarter=one.slot.number)
    return {commentary.indicator: commentary for commentary in visible_to(request.standing, Act.READ, found)}


@needs("scorecard", get=Act.READ)
def page(request: Any) -> HttpResponse:
    one = asked(request)
    written = _written(request, one)
    groups = lines_of(one, written)
    readings = {line.found.indicator.id: line.found for lines in groups.values() for line in lines}
    missing = [line for lines in groups.values() for line in lines if line.is_missing]
    context = {
        "asked": one,
        "chosen": one.chosen,
        "slot": one.slot,
        "groups": groups,
        "summary": summary(readings) if readings else "",
        "missing": missing,
        "hidden": len(shipped().indicators) - len(readings) if one.slot else 0,
        "care": WORDS[one.chosen.sight],
        "may_write": request.standing.may("scorecard", Act.CREATE, request.board.pk),
        "may_export": request.standing.may("scorecard", Act.EXPORT, request.board.pk),
        "siblings": siblings("scorecard", request.standing, request.board),
    }
    return render(request, "workspace/scorecard/page.html", context)


@needs("scorecard", get=Act.EXPORT)
def export(request: Any, form: str) -> HttpResponse:
    """The scorecard as a file, for use within the Board. Its name says that it is not for publication."""
    if form not in FILES:
        raise NotFound("There is no such page, or it is not open to you.")
    one = asked(request)
    if one.slot is None:
        raise NotPossibleNow("No quarter of that year is over yet. Choose an earlier year on the scorecard.")
    groups = lines_of(one, _written(request, one))
    rows = [_row(heading, line) for heading, lines in groups.items() for line in lines]
    is_synthetic = request.board.is_demonstration
    if form == "csv":
        made = as_csv(HEADINGS, rows, is_synthetic=is_synthetic)
    else:
        made = as_workbook(f"Scorecard {one.slot.short}", HEADINGS, rows, is_synthetic=is_synthetic)
    after = {
        "kind": "scorecard",
        "rows": len(rows),
        "form": form,
        "period": one.slot.short,
        "data": one.chosen.basis.name,
    }
    record("export", request.board, by=actor_of(request), after=after)
    response = HttpResponse(made, content_type=FILES[form])
    said = one.slot.short.lower().replace(" ", "-")
    name = f"scorecard-{said}-not-for-publication-{clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(heading: str, line: Line) -> list[Any]:
    found, commentary = line.found, line.commentary
    return [
        heading,
        found.indicator.title,
        found.point.slot.label if found.point else "",
        found.value,
        found.parts,
        found.range,
        line.before,
        found.care,
        found.state,
        found.sentence,
        commentary.means if commentary else "",
        commentary.doing if commentary else "",
        commentary.by_on if commentary else None,
        commentary.written_by if commentary else "",
        found.indicator.owner,
        found.point.version if found.point else "",
    ]
