"""What to put in the addresses of panels and the other pathways."""

from __future__ import annotations

from typing import Any

from goldenthread.cases.models import TwoPersonAct
from goldenthread.panels import trusting
from goldenthread.panels.models import PositionOfTrust, TrustStep
from goldenthread.workspace.panels.pathways import EVERY
from tests.factories import records
from tests.factories.walk import PLACES, STRICTER, Land, fills

STEPS = {
    "panel-case": "accept",
    "trust-record": "close",
    "escalation": "settle",
    "provider-concern": "close",
    "after-action": "hold",
}
INSIDE = "cases/<uuid:case>"
for _kind, _verb in STEPS.items():
    PLACES[f"{INSIDE}/{_kind}/steps/<slug:step>"] = lambda land, verb=_verb: verb

for _shown in EVERY:
    _here = f"{INSIDE}/{_shown.kind}"
    STRICTER[f"{_here}/front/"] = "It is the front of such a case alone."
    STRICTER[f"{_here}/steps/<slug:step>/"] = "A step is asked of the record of such a case, by its own act."
STRICTER[f"{INSIDE}/panel-actions/<uuid:pk>/stands/"] = "Only the agency that does it, or the panel’s chair, says it."
for _kind in ("escalation", "after-action"):
    STRICTER[f"{INSIDE}/{_kind}/share/"] = "Sharing asks for the record of such a case, and for a source of learning."
STRICTER[f"{INSIDE}/trust-record/give/"] = "A sealed record is given on by those who hold it."
STRICTER["panels/<uuid:pk>/members/new/"] = "Naming somebody also asks for the say over who is named on cases."


@fills("positions-of-trust/waiting/<uuid:pk>")
def _act(land: Land) -> Any:
    """Somebody asked that a record be given."""
    head = records.make(PositionOfTrust, land.here)
    user = records.user_of(land.here)
    return records.make(TwoPersonAct, land.here, case=head.case, user=user, deed=trusting.GIVE.key)


@fills(f"{INSIDE}/trust-record/waiting/<uuid:pk>")
def _step(land: Land) -> Any:
    return records.make(TrustStep, land.here, case=land.case, verb="close", now="closed")


@fills("panel-members/<uuid:pk>")
def _seat(land: Land) -> Any:
    from goldenthread.panels.models import PanelMember

    return records.make(PanelMember, land.here)
