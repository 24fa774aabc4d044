"""What figures ask people to do: to give their view of those that somebody else proposed."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.figures.models import ReleaseProposal
from goldenthread.figures.steps import OPEN

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


@tells
def figures_to_give_a_view_of(asked: Asked) -> Iterable[Thing]:
    """Proposed figures that wait for another person, who may be this one."""
    if not asked.standing.may("releases", Act.APPROVE, asked.board_id):
        return
    waiting = (
        ReleaseProposal.objects.filter(board=asked.board_id, status__in=OPEN)
        .select_related("proposed_by")
        .prefetch_related("views")
    )
    for one in visible_to(asked.standing, Act.APPROVE, waiting).defer("contents", "audit")[:EVERY]:
        given = {view.by_id for view in one.views.all()}
        if asked.user_id in {one.proposed_by_id, *given}:
            continue
        need = "One more view is" if given else "Two views are"
        yield Thing(
            f"Give your view of the figures of {one.period}",
            f"{one.proposed_by} proposed them. {need} needed before they are public.",
            reverse("workspace:releases-proposal", kwargs={"board": asked.board.slug, "pk": one.pk}),
            "Look at them",
            in_mail=f"Give your view of the figures of {one.period}",
        )
