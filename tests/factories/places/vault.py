"""What stands in the addresses of the vault."""

from __future__ import annotations

from typing import Any

from goldenthread.vault.models import Scan, SealedGrant, SealedItem
from tests.factories.records import make
from tests.factories.walk import fills


@fills("cases/<uuid:case>/sealed/<uuid:pk>")
def _item(land: Any) -> Any:
    return make(SealedItem, land.here, case=land.case)


@fills("cases/<uuid:case>/sealed/given/<uuid:pk>")
def _grant(land: Any) -> Any:
    return make(SealedGrant, land.here, case=land.case)


@fills("cases/<uuid:case>/scans/<uuid:pk>")
def _scan(land: Any) -> Any:
    return make(Scan, land.here, case=land.case)
