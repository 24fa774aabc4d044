"""Ending that somebody stands aside from a case: it opens what was shut, so it takes two. That they stood aside is kept."""

from __future__ import annotations

import hashlib

from django.db import transaction

from goldenthread.cases import telling, two_people
from goldenthread.cases.models import CaseRecusal, TwoPersonAct
from goldenthread.cases.two_people import Deed, deed
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPossibleNow
from goldenthread.trail import operations as trail


def _recusal(act: TwoPersonAct) -> CaseRecusal:
    return CaseRecusal.objects.select_related("case", "user").get(pk=str(act.subject_id), case=act.case_id)


def _seal(act: TwoPersonAct) -> str:
    one = _recusal(act)
    return hashlib.sha256(f"{one.user_id}|{one.from_on}|{one.to_on}|{one.reason}".encode()).hexdigest()


def ask_to_end(recusal: CaseRecusal, *, why: str, by: Actor) -> TwoPersonAct:
    """Ask that somebody may come near the case again.

    Raises:
        NotPermitted: they may not say who is named on cases.
        NotFound: they stand aside from it themselves.
        AlreadyDone: it has ended, or this waits already.
        Refused: no reason was given.
    """
    if recusal.has_end:
        raise AlreadyDone("This has ended already, or ends today.")
    given = {"user": str(recusal.user_id)}
    return two_people.ask(END, recusal.case, why=why, by=by, subject_id=recusal.pk, details=given)


@transaction.atomic
def _end(act: TwoPersonAct, first: Actor, second: Actor) -> CaseRecusal:
    """It holds for the rest of the day: what was shut this morning is not opened by the afternoon.

    Raises:
        NotPermitted: one of them may not.
        NotPossibleNow: it is about one of them.
        AlreadyDone: it has ended meanwhile.
    """
    now = CaseRecusal.objects.select_for_update(of=("self",)).get(pk=str(act.subject_id))
    for one in (first, second):
        require(one, Act.GRANT, now)
        if one.user_id == now.user_id:
            raise NotPossibleNow("Nobody lets themselves back to a case.")
    if now.has_end:
        raise AlreadyDone("This has ended already, or ends today.")
    now.to_on, now.ended_why = max(clock.today(), now.from_on), act.why
    now.save(update_fields=["to_on", "ended_why"])
    told = {"user": str(now.user_id), "to_on": now.to_on.isoformat()}
    trail.record("end standing aside", now, by=first, after=told, why=act.why, second=second)
    return now


END = deed(
    Deed(
        key="end-recusal",
        words="Let somebody back to this case",
        act=Act.GRANT,
        guarded=_recusal,
        does=_end,
        seal=_seal,
        says=lambda act: f"{_recusal(act).user.name}: no longer stands aside",
        was_asked=two_people.tell_of,
        was_decided=telling.was_decided,
    )
)
