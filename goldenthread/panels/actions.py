"""An agency says how its own action in a panel’s case stands: it goes on, it is done, or it cannot go on, and why."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goldenthread.core import clock
from goldenthread.core.access import Act, Standing, allow, require
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.panels.models import PanelAction, PanelActionWord, PanelCase
from goldenthread.trail import operations as trail

Stands = PanelActionWord.Stands


def may_say(standing: Standing, action: PanelAction) -> bool:
    """Whoever works for the agency that does it, and whoever may change what the panel agreed. Others on the panel may not."""
    said = PanelActionWord(case=action.case, action=action, agency=action.agency)
    is_own = action.agency_id in standing.agencies
    return allow(standing, Act.EDIT, action) or (is_own and allow(standing, Act.CREATE, said))


@transaction.atomic
def say(action: PanelAction, stands: str, *, on: date, words: str, by: Actor) -> PanelActionWord:
    """Keep what is said of an action, and how it stands now.

    Raises:
        NotPermitted: it is another agency’s, and they do not lead the panel.
        NotPossibleNow: the case has been closed.
        Refused: nothing was said in words, or the day is still to come.
    """
    now = PanelAction.objects.select_for_update(of=("self",)).select_related("case", "agency").get(pk=action.pk)
    said = PanelActionWord(case=now.case, action=now, agency=now.agency, stands=Stands(stands), said_on=on)
    require(by, Act.CREATE, said)
    if by.user_id is None or not may_say(standing_of_actor(by), now):
        raise NotPermitted("Only the agency that does this, or the panel’s chair, says how it stands.")
    if PanelCase.objects.filter(pk=now.case_id).exclude(closed_on=None).exists():
        raise NotPossibleNow("This case has left the panel, so that nothing more is said of its actions.")
    if not words.strip():
        raise Refused("Say in a few words what was done, or what stands in the way.")
    if on > clock.today():
        raise Refused("The day is still to come. Give the day on which it was done, or stopped.")
    said.text, said.said_by_id, said.said_at = words.strip(), by.user_id, clock.now()
    said.full_clean()
    said.save(force_insert=True)
    now.done_on = on if stands == Stands.DONE else None
    now.stuck_since = on if stands == Stands.STUCK else None
    now.came_to = said.text if stands == Stands.DONE else ""
    now.save(update_fields=["done_on", "stuck_since", "came_to"])
    trail.record(f"say of an action: {said.get_stands_display().lower()}", now, by=by)
    return said
