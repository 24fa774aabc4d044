"""Deliverables and risks on the page of a theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.periods import Period
from goldenthread.core.thematic import Mention, Wanted, tells
from goldenthread.plans.models import BoardRisk, Deliverable
from goldenthread.plans.register import bands


def _tied(wanted: Wanted, found: Any) -> Iterable[tuple[Any, Any]]:
    """(theme, record) for each theme that a record carries and that is wanted."""
    seen = visible_to(wanted.standing, Act.READ, found).prefetch_related("themes")
    only = getattr(wanted.only, "pk", wanted.only)
    for one in seen:
        for theme in one.themes.all():
            if only is None or theme.pk == only:
                yield theme.pk, one


def _at(wanted: Wanted, view: str, pk: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": wanted.board.slug, "pk": pk})


@tells(Deliverable)
def deliverables(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    found = Deliverable.objects.filter(board=wanted.board).exclude(themes=None).distinct()
    for theme, one in _tied(wanted, found.select_related("priority")):
        year = Period.containing(one.due_on).label if one.due_on else one.priority.period
        address = _at(wanted, "deliverables-record", one.pk)
        state = str(one.get_status_display())
        yield theme, Mention("Deliverable", one.title, address, year, state, one.priority.name, part="done")


@tells(BoardRisk)
def risks(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    found = BoardRisk.objects.filter(board=wanted.board).exclude(themes=None).distinct()
    own = bands.of_board(wanted.board)
    for theme, one in _tied(wanted, found):
        state = str(bands.said(one.score, own)) if one.status == BoardRisk.Status.OPEN else "Closed"
        yield theme, Mention("Risk", one.title, _at(wanted, "risks-record", one.pk), "", state)
