"""What extracts ask people to do: to load what was checked, before its files are deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.workspace.extracts.keeping import KEPT_FOR
from goldenthread.workspace.extracts.models import CheckedExtract

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


@tells
def extracts_to_load(asked: Asked) -> Iterable[Thing]:
    """Extracts that are checked and wait for somebody to decide."""
    if not asked.standing.may("extracts", Act.CREATE, asked.board_id):
        return
    waiting = CheckedExtract.objects.filter(board=asked.board_id, state=CheckedExtract.State.CHECKED)
    for one in visible_to(asked.standing, Act.CREATE, waiting)[:EVERY]:
        faulty = one.counts.get("faulty_rows", 0)
        words = f"{faulty:,} of its rows need putting right." if faulty else "Nothing needs putting right."
        yield Thing(
            f"Decide about the extract sent by {one.sent_by}",
            f"{words} Its files are deleted after that day.",
            reverse("workspace:extracts-sent", kwargs={"board": asked.board.slug, "pk": one.pk}),
            "Look at it",
            (one.sent_at + KEPT_FOR).date(),
        )
