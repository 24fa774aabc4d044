"""Answers that wait for a meeting: told to whoever drafts an agenda."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.asks.models import Answer, Ask
from goldenthread.asks.steps import State
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.business import Business, Sitting, Sort, tells


@tells
def answers_to_consider(sitting: Sitting) -> Iterable[Business]:
    """Accepted answers to asks whose answers go to this group's next meeting, one business an ask."""
    found = Answer.objects.filter(
        recipient__ask__board=sitting.board_id,
        recipient__ask__meeting__group=sitting.group,
        recipient__ask__meeting__held_on__gte=sitting.on,
        state__in=(State.SIGNED_OFF, State.ACCEPTED),
    )
    seen = visible_to(sitting.standing, Act.READ, found).select_related("recipient__ask", "recipient__agency")
    by_ask: dict[Ask, list[Answer]] = {}
    for one in seen:
        by_ask.setdefault(one.recipient.ask, []).append(one)
    for ask, answers in by_ask.items():
        yield Business(
            Sort.ASK,
            f"ask:{ask.pk}",
            f"Answers to consider: {ask}",
            ", ".join(one.recipient.agency.name for one in answers),
            reverse("workspace:asks-record", kwargs={"board": sitting.board.slug, "pk": ask.pk}),
        )
