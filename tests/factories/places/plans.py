"""What to put in the addresses of plans and risks."""

from __future__ import annotations

from typing import Any

from goldenthread.boards.models import Board
from goldenthread.plans.models import Deliverable, ProgressNote, RiskShare
from tests.factories import records
from tests.factories.walk import Land, Put, fills


@fills("strategic-plans/<uuid:pk>/step/<slug:step>")
def _step(land: Land) -> str:
    return "agree"


@fills("plan-progress/<uuid:pk>")
def _progress(land: Land) -> Put:
    """A note of how far a deliverable of the near agency is; the address names the deliverable."""
    deliverable: Any = records.make(Deliverable, land.here, lead_agency=land.agency, lead_group=land.group)
    return Put(records.make(ProgressNote, land.here, deliverable=deliverable), str(deliverable.pk))


@fills("risks-offered/<uuid:share>")
def _offered(land: Land) -> str:
    """Shared by the other Board with this one: it belongs to no record of this Board's."""
    there: Board = land.there
    return str(records.make(RiskShare, there, with_board=land.here.slug).pk)
