"""The places of the workspace, in the order the navigation offers them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A way in: its words, its page, and the row of the matrix that opens it (None: a role on the Board is enough)."""

    words: str
    view: str
    name: str | None = None
    also: tuple[str, ...] = ()
    is_home: bool = False


HOME = Place("Your page", "workspace:home", is_home=True)
ROOMS = (
    Place("Actions", "workspace:actions", "actions"),
    Place("Reviews", "workspace:reviews", "reviews", ("workspace:referrals",)),
    Place("Learning", "workspace:recommendations", "learning"),
    Place("Plan", "workspace:plan", "plans"),
    Place("Meetings", "workspace:meetings", "meetings"),
    Place("Risks", "workspace:risks", "risk_register"),
    Place("Extracts", "workspace:extracts", "extracts"),
    Place("Figures", "workspace:figures", "figures"),
    Place("Report", "workspace:reports", "reports"),
    Place("Training", "workspace:training", "training"),
    Place("Money", "workspace:money", "money"),
    Place("The Board", "workspace:about-board", "governance"),
)


def places() -> tuple[Place, ...]:
    return (HOME, *ROOMS)
