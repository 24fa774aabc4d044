"""What there is to do in the five pathways, in words that name nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from goldenthread.cases.models import Case
from goldenthread.core.access.acts import Act
from goldenthread.core.access.rule import visible_to
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.panels import clocks, moving
from goldenthread.panels.models import Taken
from goldenthread.workspace.cases import places
from goldenthread.workspace.panels import case_pages, pathways
from goldenthread.workspace.panels.pathways import Shown

SOON = timedelta(days=7)


@tells
def due_steps(asked: Asked) -> Iterator[Thing]:
    """Cases whose next step is late, or due within a week, for those who can take it."""
    for shown in pathways.EVERY:
        if any(asked.standing.may(shown.row, act, asked.board_id) for act in (Act.EDIT, Act.APPROVE)):
            yield from _of(asked, shown)


def _of(asked: Asked, shown: Shown) -> Iterator[Thing]:
    near = visible_to(
        asked.standing, Act.READ, Case.objects.filter(board=asked.board_id, sort=shown.sort, closed_on=None)
    )
    every = shown.model._default_manager.filter(case__in=near, closed_on=None)
    heads = list(visible_to(asked.standing, Act.EDIT, every).select_related("case", "case__board", *_more(shown))[:200])
    steps: dict[object, list[Taken]] = {}
    limits = clocks.kept(asked.board_id) if heads else {}
    if heads:
        for one in moving.STEPS[shown.model]._default_manager.filter(case__in=[head.pk for head in heads]):
            steps.setdefault(one.case_id, []).append(one)
    for head in heads:
        due, words = case_pages.due_on(head, steps.get(head.pk, []), limits)
        if due is not None and due <= asked.today + SOON:
            what = f"{head.case.get_sort_display()}, {head.case.reference}"
            address = places.address(head.case, shown.front)
            yield Thing(
                what,
                f"{words} {due.day} {due:%B}. {head.stands.words}.",
                address,
                "Look at the case",
                due,
                in_mail=what,
            )


def _more(shown: Shown) -> tuple[str, ...]:
    return ("panel",) if shown is pathways.PANEL else ()
