"""The national return, and what a Board says of it."""

from datetime import date
from itertools import count
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.national import models
from tests.factories.records import AT, YEAR, makes, user_of

CELL = {"table": "SG1f", "enquiry_type": "Safeguarding Concerns", "category": "Total Number of Safeguarding Concerns"}
_numbers = count(100)


@makes(models.ReturnVersion)
def _version(on: Board, **fields: Any) -> Model:
    user = fields.pop("user", None)
    given = {
        "period": YEAR,
        "number": next(_numbers),
        "cells": [[*CELL.values(), "Total", 40]],
        "policies": {"P-01": "per_reason"},
        "sha256": "0" * 64,
        "computed_at": AT,
        "computed_by": user.name if user else "Ada",
    }
    return models.ReturnVersion.objects.create(board=on, **{**given, **fields})


def _said(model: type[Model], at: str, **fixed: Any) -> None:
    """What a person of the Board said."""

    @makes(model)
    def maker(on: Board, **fields: Any) -> Model:
        by = fields.pop("user", None) or user_of(on)
        given = {**fixed, f"{at}_at": AT, f"{at}_by": by}
        return model._default_manager.create(board=on, **{**given, **fields})


_said(models.PolicyChoice, "decided", from_period=YEAR, policy="P-02", value="cross", why="Our system holds no pairs.")
_said(models.TemplateTick, "said", period=YEAR, subcategory="Total", is_confirmed=True, **CELL)
_said(models.TableComment, "written", period=YEAR, table="SG1f", text="A new front door opened in May.")
_said(
    models.PublishedReturn,
    "brought_in",
    council="Elsewhere",
    period=YEAR,
    source="https://www.gov.uk/statistics",
    published_on=date(2024, 9, 1),
    cells=[[*CELL.values(), "Total", 1250]],
    sha256="0" * 64,
)


@makes(models.ReturnDay)
def _day(on: Board, **fields: Any) -> Model:
    fields.pop("user", None)
    year = 1990 + next(_numbers)
    given = {"period": f"{year}-{(year + 1) % 100:02}", "due_on": clock.today(), "set_by": "Ada"}
    return models.ReturnDay.objects.create(board=on, **{**given, **fields})
