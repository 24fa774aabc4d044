"""What to put in the addresses of chronologies."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from goldenthread.reviews.chronology_models import EnquiryLine, HandedIn, HandedInRow, SentFile
from tests.factories import records
from tests.factories.walk import Land, fills

ALL = "cases/<uuid:case>/chronology"
OURS = "cases/<uuid:case>/our-chronology"
ROW = f"{ALL}/rows/<uuid:pk>"


def _row(land: Land) -> Any:
    if ROW not in land.found:
        version = records.make(HandedIn, land.here, case=land.case, agency=land.agency)
        land.found[ROW] = records.make(HandedInRow, land.here, case=land.case, version=version)
    return land.found[ROW]


@fills(ROW)
def _one(land: Land) -> Model:
    return _row(land)  # type: ignore[no-any-return]


@fills(f"{ROW}/lines/<uuid:line>")
def _line(land: Land) -> Model:
    return records.make(EnquiryLine, land.here, case=land.case, row_key=_row(land).row_key)  # type: ignore[no-any-return]


@fills(f"{OURS}/versions/<uuid:pk>")
def _own_version(land: Land) -> str:
    """Taking it back is signing for the agency: it follows the row of the draft, not that of the version."""
    return str(_row(land).version.pk)


@fills(f"{ALL}/versions/<uuid:pk>")
def _version(land: Land) -> Model:
    return _row(land).version  # type: ignore[no-any-return]


@fills(f"{ALL}/take-away.<str:form>")
def _form(land: Land) -> str:
    return "csv"


@fills(f"{OURS}/file/<uuid:pk>")
def _file(land: Land) -> Model:
    return records.make(SentFile, land.here, case=land.case, agency=land.agency)  # type: ignore[no-any-return]
