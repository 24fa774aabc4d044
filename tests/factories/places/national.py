"""What to put in the addresses of the national return."""

from __future__ import annotations

from typing import Any

from goldenthread.national.models import ReturnVersion
from tests.factories import records
from tests.factories.walk import PLACES, Land, fills

YEAR, VERSION = "national-return/years/<str:period>", "national-return/versions/<uuid:pk>"
PLACES[YEAR] = lambda land: "2023-24"
PLACES[f"{YEAR}/policies/<slug:policy>"] = lambda land: "P-02"
PLACES[f"{YEAR}/template/<slug:table>"] = lambda land: "SG1a"
PLACES[f"{VERSION}/tables/<slug:table>"] = lambda land: "SG1a"


@fills(VERSION)
def _version(land: Land) -> Any:
    return records.make(ReturnVersion, land.here, user=records.user_of(land.here))
