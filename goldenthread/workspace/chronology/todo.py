"""What a chronology asks of people: an agency whose version was returned with a question answers it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.cases.guards import known_to
from goldenthread.core.access import Act, visible_to
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.reviews import chronology_asking as asking
from goldenthread.reviews import chronology_steps as steps
from goldenthread.reviews.chronology_models import HandedIn

EVERY = 100


@tells
def asked_for(asked: Asked) -> Iterable[Thing]:
    """For the agency’s own people: a chronology that the Board asks for and that is not handed in."""
    if not asked.standing.agencies or not asked.standing.may("agency_chronology_draft", Act.UPDATE, asked.board_id):
        return
    waiting = asking.still_to_come().filter(case__board=asked.board_id, agency__in=asked.standing.agencies)
    near = waiting.filter(known_to(asked.standing))
    for one in visible_to(asked.standing, Act.READ, near).select_related("case", "agency")[:EVERY]:
        what = f"Hand in the chronology of your agency: {one.case.reference}"
        yield Thing(
            what=what,
            why=f"The Board asks {one.agency} what its records say. Your safeguarding lead hands it in.",
            address=reverse("workspace:our-chronology", kwargs={"board": asked.board.slug, "case": one.case_id}),
            button="Open our chronology",
            due_on=one.due_on,
            in_mail=what,
        )


@tells
def returned(asked: Asked) -> Iterable[Thing]:
    """For the agency’s own people: a question about what they handed in. The words name the case by its reference alone."""
    if not asked.standing.may("agency_chronology_draft", Act.UPDATE, asked.board_id):
        return
    waiting = HandedIn.objects.filter(known_to(asked.standing), case__board=asked.board_id, state=steps.RETURNED)
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
