"""Positions of trust: two people open a record, give it to somebody, take each step, and agree to each thing written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards.proposals import holding
from goldenthread.boards.standing import ItemGrant
from goldenthread.cases.models import Case, CaseMembership, Part, TwoPersonAct
from goldenthread.cases.two_people import Deed, ask, deed
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.matrix import grants
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.panels import asked, beginning, moving
from goldenthread.panels.models import PositionOfTrust, Seconded, TrustStep
from goldenthread.panels.steps import TRUST
from goldenthread.trail import operations as trail
from goldenthread.trail.plain import plain

S = TypeVar("S", bound=Seconded)
ROW = "position_of_trust"


def may_read() -> list[Role]:
    """The roles that the table lets read such a record, where it was given to them."""
    return [role for role in Role if any(Act.READ in one.acts for one in grants(ROW, role))]


@transaction.atomic
def ask_to_open(head: PositionOfTrust, *, why: str, by: Actor) -> TwoPersonAct:
    """Ask that a record be opened. It holds nothing yet, and nobody sees it until a second person agrees.

    Raises:
        NotPermitted: their role opens none.
        NotPossibleNow: its key is another's.
        Refused: no reason was given.
    """
    if not standing_of_actor(by).may(ROW, Act.CREATE, head.board_id):
        raise NotPermitted("Your role opens no such record. Ask the Board’s manager.")
    if Case.objects.filter(pk=head.pk).exists():
        raise NotPossibleNow("This was sent already. Look at what waits for a second person.")
    head.save(force_insert=True)
    trail.record("add", head, by=by, after={"state": head.state})
    return ask(OPEN, head.case, why=why, by=by)


@transaction.atomic
def ask_to_give(head: PositionOfTrust, to: User, *, why: str, by: Actor) -> TwoPersonAct:
    """Ask that somebody be given a record that is open.

    Raises:
        NotPermitted: they may not say who is named on cases.
        NotPossibleNow: the record is not open yet.
        Refused: it is for themselves, or the person's role reads none.
        AlreadyDone: they have it.
    """
    if head.state == TRUST.begins.key:
        raise NotPossibleNow("It has to be opened by a second person first.")
    if to.pk == by.user_id:
        raise Refused("Nobody gives a record to themselves. Ask two others who may.")
    if to.pk not in holding(head.board, may_read()):
        raise Refused("Their role reads no such record.")
    if has(to.pk, head.pk):
        raise AlreadyDone("They have it already.")
    return ask(GIVE, head.case, why=why, by=by, details={"user": str(to.pk)})


def has(user_id: UUID, item_id: UUID) -> bool:
    return ItemGrant.objects.on(clock.today()).filter(user_id=user_id, item_id=item_id).exists()


def _give(case: Case, user_id: UUID, why: str, *, by: Actor, second: Actor) -> None:
    """Give the record to somebody, with the case around it."""
    if not has(user_id, case.pk):
        kept = ItemGrant.objects.create(
            board_id=case.board_id, user_id=user_id, item_id=case.pk, why=why[:300], from_on=clock.today()
        )
        trail.record("give a sealed record", kept, by=by, after={"user": str(user_id)}, second=second)
    beginning.name(case, user_id, Part.COORDINATOR, None, by=by)


def _open(act: TwoPersonAct, first: Actor, second: Actor) -> None:
    head = moving.locked(PositionOfTrust.objects.get(pk=act.case_id))
    step = TRUST.step("open")
    TRUST.check(step, head.state)
    kept = TrustStep(**moving.taken(head, step, clock.today(), act.why, first), seconded_at=clock.now())
    kept.written_by_id, kept.seconded_by_id, kept.second_by = first.user_id, second.user_id, second.name[:200]
    moving.move(head, step, clock.today(), {}, kept, by=first, second=second)
    reads = holding(act.case.board, may_read())
    for one in (first, second):
        if one.user_id is not None and one.user_id in reads:
            _give(act.case, one.user_id, act.why, by=first, second=second)


def _membership(act: TwoPersonAct) -> CaseMembership:
    """What both must be allowed to do: say who is named on this case."""
    user = act.details.get("user")
    given = CaseMembership(case=act.case, part=Part.COORDINATOR, from_on=clock.today())
    given.user_id = UUID(user) if user else act.proposed_by_id
    return given


def _given(act: TwoPersonAct, first: Actor, second: Actor) -> None:
    user_id = UUID(act.details["user"])
    if user_id in {first.user_id, second.user_id}:
        raise Refused("Nobody gives a record to themselves. Ask two others who may.")
    _give(act.case, user_id, act.why, by=first, second=second)


OPEN = deed(
    Deed(
        key="open-position-of-trust",
        words="Open a record of an allegation against a person in a position of trust",
        act=Act.GRANT,
        guarded=_membership,
        does=_open,
    )
)
GIVE = deed(
    Deed(
        key="give-position-of-trust",
        words="Give somebody the record of a position of trust",
        act=Act.GRANT,
        guarded=_membership,
        does=_given,
    )
)
DEEDS = (OPEN.key, GIVE.key)


@transaction.atomic
def write(record: S, *, by: Actor) -> S:
    """Write something down in a record. It counts once another person agrees."""
    record.written_by_id = by.user_id
    record.written_at = clock.now()
    return trail.add(record, by=by)


@transaction.atomic
def second(record: S, *, by: Actor) -> S:
    """Agree to what somebody wrote down.

    Raises:
        NotPermitted: they may not write in this record.
        NotPossibleNow: they wrote it themselves.
        AlreadyDone: somebody agreed already.
    """
    now = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    require(by, Act.CREATE, now)
    _another(now, by)
    now.seconded_by_id, now.seconded_at = by.user_id, clock.now()
    now.save(update_fields=["seconded_by", "seconded_at"])
    trail.record("agree to what was written", now, by=by)
    return now


def _another(record: Seconded, by: Actor) -> None:
    if record.seconded_at is not None:
        raise AlreadyDone("Somebody agreed to this already.")
    if by.user_id is None or by.user_id == record.written_by_id:
        raise NotPossibleNow("It takes a second person: you wrote this yourself.")


@transaction.atomic
def ask_to_take(
    head: PositionOfTrust, verb: str, *, on: date, why: str, by: Actor, values: Mapping[str, Any] | None = None
) -> TrustStep:
    """Ask for a step. It is taken once another person agrees; until then nothing of the record changes.

    Raises:
        NotPermitted: they may not change the record.
        NotPossibleNow: the step is not open from here, or another waits.
        Refused: the day or the reasons do not hold.
        ValidationError: something the step needs is not there.
    """
    now = moving.locked(head)
    step = TRUST.step(verb)
    require(by, Act.EDIT, now)
    TRUST.check(step, now.state)
    if step.target == "open" and now.state == TRUST.begins.key:
        raise NotPossibleNow("It has to be opened by a second person first.")
    moving.check(now, on, why)
    if TrustStep.objects.filter(case=now.pk, seconded_at__isnull=True).exists():
        raise NotPossibleNow("A step waits for a second person already. Agree to it first.")
    wanted = asked.of(PositionOfTrust, verb)
    given = {name: value for name, value in (values or {}).items() if name in wanted.fields}
    kept = TrustStep(**moving.taken(now, step, on, why, by), values=plain(given))
    missing = {name: ["Fill this in."] for name in wanted.needed if given.get(name, getattr(now, name)) in (None, "")}
    if missing:
        raise ValidationError(missing)
    kept.written_by_id = by.user_id
    kept.full_clean()
    kept.save(force_insert=True)
    trail.record(f"ask: {verb}", kept, by=by)
    return kept


@transaction.atomic
def agree_to_take(asked_for: TrustStep, *, by: Actor) -> PositionOfTrust:
    """Agree to a step, and so take it.

    Raises:
        NotPermitted: they may not change the record.
        NotPossibleNow: they asked for it themselves, or it cannot be taken any more.
        AlreadyDone: it was taken.
    """
    head = moving.locked(PositionOfTrust.objects.get(pk=asked_for.case_id))
    now = TrustStep.objects.select_for_update(of=("self",)).get(pk=asked_for.pk)
    require(by, Act.EDIT, head)
    _another(now, by)
    step = TRUST.step(now.verb)
    TRUST.check(step, head.state)
    first = Actor.person(now.taken_by, now.written_by_id)
    require(first, Act.EDIT, head)
    now.seconded_by_id, now.seconded_at, now.second_by = by.user_id, clock.now(), by.name[:200]
    fields: dict[str, Any] = {one.name: one for one in head._meta.fields}
    values = {name: fields[name].to_python(value) for name, value in now.values.items()}
    now.values = {}
    return moving.move(head, step, now.taken_on, values, now, by=first, second=by)


@transaction.atomic
def take_back(asked_for: TrustStep, *, why: str, by: Actor) -> None:
    """Drop a step that waits: whoever asked for it, or somebody who would have agreed.

    Raises:
        NotPermitted: they may not change the record.
        AlreadyDone: it was taken.
        Refused: no reason was given.
    """
    now = TrustStep.objects.select_for_update(of=("self",)).get(pk=asked_for.pk)
    require(by, Act.EDIT, PositionOfTrust.objects.get(pk=now.case_id))
    if now.seconded_at is not None:
        raise AlreadyDone("This step was taken already.")
    if not why.strip():
        raise Refused("Say why.")
    trail.record("drop a step that waits", now, by=by, after={"verb": now.verb})
    now.delete()
