"""Plans, registers and risks, as tests make them: dull and fixed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.plans import models as plans
from tests.factories.records import YEAR, below, group_of, make, makes, of, simple, slug

AT = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)
DAY = date(2024, 4, 2)

simple(plans.StrategicPlan, name="Strategic plan", first_period=YEAR, last_period=YEAR)
below(plans.Objective, "plan", of(plans.StrategicPlan), text="Adults who neglect themselves are seen sooner")


@makes(plans.Deliverable)
def _deliverable(on: Board, **fields: Any) -> Model:
    """Under the first priority there is."""
    fields.setdefault("priority", None)
    fields["priority"] = fields["priority"] or of(plans.Priority)(on)
    given = {"title": "A pathway for self-neglect", **fields}
    return plans.Deliverable.objects.create(board=on, **given)


below(plans.Activity, "deliverable", of(plans.Deliverable), text="Write it")
below(plans.ProgressNote, "deliverable", of(plans.Deliverable), said_at=AT, said_by="Ada", status="under_way",
      text="Half of it is written")  # fmt: skip


@makes(plans.Capacity)
def _capacity(on: Board, **fields: Any) -> Model:
    if not {"group", "person"} & set(fields):
        fields["group"] = group_of(on)
    return plans.Capacity.objects.create(board=on, **{"period": YEAR, "quarter": 1, "hours": 40, **fields})


simple(plans.WorkItem, period=YEAR, kind="audit", title="An audit")
simple(plans.IssueOfConcern, text="The quality of local care")
below(plans.Assurance, "issue", of(plans.IssueOfConcern), given_on=DAY, given_by="The council", text="It is looked at")
simple(plans.Policy, name="Guidance on falls")
simple(plans.Campaign, name="Sixteen days", begins_on=DAY)
simple(plans.Service, name="A course", audience="Women")
simple(plans.Forum, name="Risk conference")
below(plans.ForumCount, "forum", of(plans.Forum), from_on=DAY, cadence="Each month")
simple(plans.ExternalStrategy, name="Carers strategy", led_by="The council")
simple(plans.LivedExperience, title="Being asked", agreed_on=DAY, agreed_until=date(2034, 4, 2), heard_by="Ada")
simple(plans.Programme, name="A national programme")
below(plans.Milestone, "programme", of(plans.Programme), text="Begun")
simple(plans.PartnerDuty, text="Set direction")
below(plans.RiskControl, "risk", of(plans.BoardRisk), text="Deputies are named")
below(plans.RiskScore, "risk", of(plans.BoardRisk), likelihood=2, impact=3, scored_on=DAY, scored_at=AT, scored_by="Ada",
      why="As agreed")  # fmt: skip


@makes(plans.RiskBand)
def _band(on: Board, **fields: Any) -> Model:
    """Each begins at a score of its own, while there are any."""
    taken = set(plans.RiskBand.objects.filter(board=on).values_list("at_least", flat=True))
    free = next((one for one in range(1, 26) if one not in taken), 1)
    return plans.RiskBand.objects.create(board=on, **{"name": "Low", "at_least": free, **fields})


below(
    plans.RiskShare,
    "risk",
    of(plans.BoardRisk),
    with_board=slug,
    why="Both are concerned",
    agreed_at=AT,
    agreed_by="Ada",
)


@makes(plans.SharedRisk)
def _shared(on: Board, **fields: Any) -> Model:
    """A copy of what another Board showed."""
    share = fields.pop("share_id", None) or make(plans.RiskShare, on).pk
    given = {
        "from_board": "Another Board",
        "title": "Staff leave",
        "likelihood": 2,
        "impact": 3,
        "as_of": DAY,
        **fields,
    }
    return plans.SharedRisk.objects.create(board=on, share_id=share, **given)
