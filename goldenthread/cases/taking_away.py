"""Taking much out of a case: a file of more than fifty rows takes a second person, who may read all of what would leave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from goldenthread.accounts.models import User
from goldenthread.boards.steps import State
from goldenthread.cases import telling, two_people
from goldenthread.cases.models import Case, CaseMembership, TwoPersonAct
from goldenthread.cases.two_people import Deed, deed
from goldenthread.core import clock
from goldenthread.core.access import Act, Standing, allow, require, standing_of
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted
from goldenthread.trail import operations as trail

MOST_ALONE = 50
"""The most rows that one person takes out of a case."""
HOLDS = timedelta(hours=24)
"""How long the file can be taken once it was agreed to."""


@dataclass(frozen=True)
class File:
    """A file that would leave a case.

    Args:
        model: what its rows are, as `app.Model`.
        words: what the page calls them.
        rows: how many there are.
        path: where it is taken from, with how the list was narrowed.
    """

    model: str
    words: str
    rows: int
    path: str


def _of(act: TwoPersonAct) -> Model:
    """A record such as would leave, that is no one agency's: whoever decides may read them all."""
    model: Any = apps.get_model(act.details["model"])
    made: Model = model(case=act.case)
    return made


def _seal(act: TwoPersonAct) -> str:
    """Which records there are: with one more or one less, another file would leave than was agreed to."""
    model: Any = apps.get_model(act.details["model"])
    keys = sorted(str(key) for key in model._default_manager.filter(case=act.case).values_list("pk", flat=True))
    return hashlib.sha256("|".join(keys).encode()).hexdigest()


def _says(act: TwoPersonAct) -> str:
    return f"Take {act.details['rows']:,} rows out as a file: {act.details['words']}"


def _done(act: TwoPersonAct, first: Actor, second: Actor) -> None:
    if not may_decide(standing_of_actor(second), act):
        raise NotPermitted("Whoever opened a case in an emergency reads it, and lets nothing of it be taken away.")
    told = {"kind": act.details["words"], "rows": act.details["rows"]}
    trail.record("let a file be taken away", act.case, by=first, after=told, why=act.why, second=second)


def _tell(act: TwoPersonAct) -> None:
    """Tell those named on the case who may agree."""
    named = CaseMembership.objects.on(clock.today()).filter(case=act.case_id).exclude(user=act.proposed_by_id)
    people = User.objects.filter(pk__in=named.values("user_id"), is_active=True)
    telling.waits_to_be_taken(act, [one.pk for one in people if may_decide(standing_of(one), act)])


def may_decide(standing: Standing, act: TwoPersonAct) -> bool:
    """Whether somebody may agree that this leaves, but for who asked. An emergency is for reading, and for nothing else."""
    return act.case_id not in standing.emergencies and allow(standing, Act.READ, _of(act))


def ask(file: File, case: Case, *, why: str, by: Actor) -> TwoPersonAct:
    """Ask that a file may be taken out of a case.

    Raises:
        NotPermitted: they may not take it, even with a second person.
        Refused: no reason was given.
        AlreadyDone: the same waits already.
    """
    model: Any = apps.get_model(file.model)
    require(by, Act.EXPORT, model(case=case))
    return two_people.ask(TAKE_AWAY, case, why=why, by=by, details=_details(file, by.user_id))


def _details(file: File, user_id: UUID | None) -> dict[str, object]:
    """What is asked for: this file, for this person. Another may ask for the same one."""
    return {**asdict(file), "user": str(user_id)}


def was_agreed(file: File, case: Case, user_id: UUID) -> bool:
    """Whether another person agreed within the day that they take this very file, and it is still what was agreed to."""
    since = clock.now() - HOLDS
    agreed = TwoPersonAct.objects.filter(case=case, deed=TAKE_AWAY.key, state=State.AGREED, decided_at__gte=since)
    return any(
        one.details == _details(file, user_id) and one.seal == _seal(one)
        for one in agreed.filter(proposed_by=user_id).select_related("case")
    )


def of_case(case: Case) -> list[TwoPersonAct]:
    """What was asked for in a case, newest first."""
    found = TwoPersonAct.objects.filter(case=case, deed=TAKE_AWAY.key)
    return list(found.select_related("case__board", "proposed_by", "decided_by")[:100])


def waiting_in(cases: Iterable[object]) -> list[TwoPersonAct]:
    """What waits for a second person in some cases."""
    found = TwoPersonAct.objects.filter(case__in=list(cases), deed=TAKE_AWAY.key, state=State.PROPOSED)
    return list(found.select_related("case__board", "proposed_by"))


TAKE_AWAY = deed(
    Deed(
        key="take-away",
        words="Take a file out of this case",
        act=Act.READ,
        guarded=_of,
        does=_done,
        seal=_seal,
        says=_says,
        was_asked=_tell,
        was_decided=telling.was_decided_to_take,
    )
)
