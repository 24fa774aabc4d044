"""Asking agencies for their chronologies by a day, and which of them is still to come.

Source: boards' own procedures for reviews; the day is the Board's to set.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from goldenthread.cases import naming
from goldenthread.cases.models import Case
from goldenthread.core.actors import Actor
from goldenthread.core.forms import RecordForm
from goldenthread.reviews import chronology_steps as steps
from goldenthread.reviews.chronology_models import ChronologyAsk, HandedIn
from goldenthread.trail import operations as trail


@transaction.atomic
def ask(_: RecordForm | None, given: Model, by: Actor) -> Model:
    """Ask an agency for its chronology. Its leads see that, and what it says itself.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    assert isinstance(given, ChronologyAsk)  # noqa: S101  (the kind's own model)
    kept = trail.add(given, by=by)
    naming.is_asked(Case.objects.get(pk=kept.case_id), kept.agency, by=by)
    return kept


def still_to_come() -> QuerySet[ChronologyAsk]:
    """Asks that no version counts for: nothing was handed in, or it was taken back."""
    counts = HandedIn.objects.filter(case=OuterRef("case"), agency=OuterRef("agency"), state__in=steps.MERGED)
    return ChronologyAsk.objects.filter(~Exists(counts)).select_related("agency")


def has_come(ask_: ChronologyAsk) -> bool:
    return HandedIn.objects.filter(case=ask_.case_id, agency=ask_.agency_id, state__in=steps.MERGED).exists()


def waiting_in(case_id: UUID) -> QuerySet[ChronologyAsk]:
    return still_to_come().filter(case=case_id)
