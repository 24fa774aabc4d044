"""What to put in the addresses of the scorecard."""

from __future__ import annotations

from tests.factories.walk import Land, fills


@fills("scorecard/indicators/<slug:indicator>")
def _indicator(land: Land) -> str:
    return "concerns-received"
