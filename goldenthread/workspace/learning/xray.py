"""What in learning cannot all be so, each one click from where it is put right."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core import clock
from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.figures.wording import in_words
from goldenthread.learning import contradictions
from goldenthread.workspace.learning import seen
from goldenthread.workspace.navigation import siblings


@needs("learning", get=Act.READ)
def page(request: Any) -> HttpResponse:
    found = contradictions.found(request.board, request.standing, clock.today())
    gaps = [one for one in found if one.kind == contradictions.NO_MEASURE]
    clashes = [one for one in found if one.kind != contradictions.NO_MEASURE]
    groups = _groups(request, clashes)  # what lacks a measure is a gap: it stands last, and is not counted
    context = {
        "groups": [*groups, *_groups(request, gaps)],
        "may_mend": any(address for _, lines in groups for _, address, _ in lines),
        "heading": _heading(len(clashes)),
        "siblings": siblings("contradictions", request.standing, request.board),
    }
    return render(request, "workspace/learning/contradictions.html", context)


def _heading(number: int) -> str:
    if not number:
        return "Nothing contradicts itself"
    return "One thing does not fit" if number == 1 else f"{in_words(number).capitalize()} things do not fit"


def _groups(request: Any, found: list[contradictions.Contradiction]) -> list[tuple[str, list[Any]]]:
    """By kind; the button only for those whose role lets them put it right."""
    groups: dict[str, list[Any]] = {}
    for one in found:
        groups.setdefault(one.kind, []).append((one, _address(request, one), _record(request, one)))
    return list(groups.items())


MENDS = {
    "measures-verdict": ("measures", Act.CREATE),
    "measure-recommendation": ("measures", Act.CREATE),
    "measure-action": ("measures", Act.CREATE),
    "recommendations-record": ("learning", Act.READ),
    "actions-change": ("actions", Act.EDIT),
    "actions-due": ("actions", Act.EDIT),
    "actions-waits": ("actions", Act.EDIT),
}


RECORDS = {
    "measures-verdict": ("measures", "impact-measures-record"),
    "measure-recommendation": ("learning", "recommendations-record"),
    "measure-action": ("actions", "actions-record"),
    "recommendations-record": ("learning", "recommendations-record"),
    "actions-change": ("actions", "actions-record"),
    "actions-due": ("actions", "actions-record"),
    "actions-waits": ("actions", "actions-record"),
}


def _record(request: Any, one: contradictions.Contradiction) -> str:
    """The page of what it is about; "" for whom it is not open."""
    row, view = RECORDS[one.view]
    return seen.to(request, view, pk=one.key) if seen.may(request, row, Act.READ) else ""


def _address(request: Any, one: contradictions.Contradiction) -> str:
    row, act = MENDS[one.view]
    if not seen.may(request, row, act):
        return ""
    if one.view == "measures-verdict":
        return f"{seen.to(request, 'verdicts-new')}?measure={one.key}"
    if one.view in {"measure-recommendation", "measure-action"}:
        return f"{seen.to(request, 'impact-measures-new')}?{one.view.removeprefix('measure-')}={one.key}"
    return seen.to(request, one.view, pk=one.key)
