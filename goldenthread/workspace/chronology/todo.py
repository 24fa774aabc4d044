"""What a chronology asks of people: an agency whose version was returned with a question answers it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.core.access import Act, visible_to
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.reviews import chronology_steps as steps
from goldenthread.reviews.chronology_models import HandedIn


@tells
def returned(asked: Asked) -> Iterable[Thing]:
    """For the agency’s own people: a question about what they handed in. The words name the case by its reference alone."""
    if not asked.standing.may("agency_chronology_draft", Act.UPDATE, asked.board_id):
        return
    waiting = HandedIn.objects.filter(case__board=asked.board_id, state=steps.RETURNED, case__in=asked.standing.cases)
    own = visible_to(asked.standing, Act.READ, waiting.filter(agency__in=asked.standing.agencies))
    for one in own.select_related("case", "agency"):
        address = reverse("workspace:our-chronology", kwargs={"board": asked.board.slug, "case": one.case_id})
        yield Thing(
            what=f"Answer a question about your chronology in {one.case.reference}",
            why=f"Version {one.number} of {one.agency} was returned with a question.",
            address=address,
            button="Read the question",
            in_mail="Answer a question about a chronology your agency handed in",
        )
