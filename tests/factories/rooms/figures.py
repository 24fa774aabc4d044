"""What stands beside figures."""

from datetime import date
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.figures.given_out import GivenOut
from goldenthread.figures.measures import Commentary, DataPack, PlannedMeasure
from goldenthread.figures.models import ReleaseProposal, ReleaseView
from tests.factories.records import AT, YEAR, group_of, make, makes, simple, user_of

simple(PlannedMeasure, title="Referrals by agency")
simple(
    GivenOut,
    period=YEAR,
    figure_id="concerns.received",
    counts=lambda: {"": [40, 40]},
    to_whom="A newspaper",
    what="An answer",
    given_at=AT,
    given_by="Analyst",
)
simple(Commentary, figure_id="concerns.received", period=YEAR, text="Fewer came.", written_by="Analyst")


@makes(DataPack)
def _pack(on: Board, **fields: Any) -> Model:
    group = fields.pop("group", None) or group_of(on)
    return DataPack.objects.create(
        board=on, group=group, sent_on=date(2024, 3, 1), period=YEAR, about="Concerns", **fields
    )


@makes(ReleaseView)
def _view(on: Board, **fields: Any) -> Model:
    proposal = fields.pop("proposal", None) or make(ReleaseProposal, on)
    given = {"place": 1, "given_at": AT, "agrees": True, "words": "Looked at every row.", **fields}
    by = given.pop("by", None) or user_of(on)
    return ReleaseView.objects.create(proposal=proposal, by=by, **given)
