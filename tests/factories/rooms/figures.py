"""What stands beside figures."""

from datetime import date
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.figures.measures import Commentary, DataPack, PlannedMeasure
from tests.factories.records import YEAR, group_of, makes, simple

simple(PlannedMeasure, title="Referrals by agency")
simple(Commentary, figure_id="concerns.received", period=YEAR, text="Fewer came.", written_by="Analyst")


@makes(DataPack)
def _pack(on: Board, **fields: Any) -> Model:
    group = fields.pop("group", None) or group_of(on)
    return DataPack.objects.create(
        board=on, group=group, sent_on=date(2024, 3, 1), period=YEAR, about="Concerns", **fields
    )
