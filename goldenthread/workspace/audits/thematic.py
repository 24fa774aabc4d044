"""Audits on the page of a theme: each that is about it, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from goldenthread.audits.practice import PracticeAudit
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.thematic import Mention, Wanted, tells


@tells
def audits(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    found = PracticeAudit.objects.filter(board=wanted.board).exclude(theme=None)
    if wanted.only is not None:
        found = found.filter(theme=wanted.only)
    for one in visible_to(wanted.standing, Act.READ, found).select_related("programme"):
        address = reverse("workspace:practice-audits-record", kwargs={"board": wanted.board.slug, "pk": one.pk})
        yield (
            one.theme_id,
            Mention("Audit", one.title, address, one.period, one.stands.words, is_learning=True, part="found"),
        )
