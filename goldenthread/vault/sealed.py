"""Sealed items: where somebody is hidden, who told, what a lawyer advised. Each is given to people one by one.

An item is never changed: a newer one takes its place, and nobody who was given the old one is given the newer. That is the
lesson of a council that wrote to a victim’s old, shared address after she had moved (the Information Commissioner’s reprimands
of 2023 and 2024): nothing is ever sent anywhere because an address changed.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.cases import two_people
from goldenthread.cases.models import Case, CasePerson, TwoPersonAct
from goldenthread.cases.two_people import Deed
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, require
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import is_recused
from goldenthread.core.access.standing import standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.vault.models import SealedGrant, SealedItem

GONE = "There is no such page, or it is not open to you."
LONG_ENOUGH = 10
"""Characters of a reason for opening a sealed item, at least."""


@transaction.atomic
def seal(
    case: Case,
    *,
    sort: SealedItem.Sort,
    text: str,
    by: Actor,
    person: CasePerson | None = None,
    instead_of: SealedItem | None = None,
) -> SealedItem:
    """Seal something. Whoever seals it holds it; everybody else is given it by two people. Nobody is told.

    Raises:
        NotFound: the case is not open to them, or what is to be replaced is not theirs to open.
        NotPermitted: they may not seal anything.
        Refused: there is nothing to seal.
        NotPossibleNow: a newer item took the place of the old one already.
    """
    standing = standing_of_actor(by)
    if by.user_id is None or not allow(standing, Act.READ, case) or case.pk in standing.emergencies - standing.cases:
        raise NotFound(GONE)
    if not standing.may("sealed_items", Act.CREATE, case.board_id):
        raise NotPermitted("You may not seal anything in this case. Ask the Board’s manager.")
    if not text.strip():
        raise Refused("Write what is to be sealed.")
    if person is not None and person.case_id != case.pk:
        raise NotFound(GONE)
    if instead_of is not None:
        instead_of = _replaced(instead_of, case, by)
        sort, person = SealedItem.Sort(instead_of.sort), instead_of.person
    item = SealedItem(case=case, sort=sort, person=person, instead_of=instead_of, is_synthetic=case.is_fictional)
    item.sealed_at, item.sealed_by_id = clock.now(), by.user_id
    item.put({"text": text.strip()})
    item.save(force_insert=True)
    SealedGrant.objects.create(item=item, user_id=by.user_id, given_at=item.sealed_at)
    trail.record("seal", item, by=by, after={"sort": str(sort), "case": case.reference})
    return item


def _replaced(item: SealedItem, case: Case, by: Actor) -> SealedItem:
    now = (
        SealedItem.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(pk=item.pk, case=case)
        .first()
    )
    if now is None or not allow(standing_of_actor(by), Act.READ, now):
        raise NotFound(GONE)
    if SealedItem.objects.filter(instead_of=now).exists():
        raise NotPossibleNow("A newer one took its place already. Open that one.")
    return now


@transaction.atomic
def reveal(item: SealedItem, *, why: str, by: Actor) -> str:
    """What was sealed, to whoever it was given, for a reason. Whoever calls has made sure that they proved who they are
    just now. That it was opened is in the trail before it is shown.

    Raises:
        NotFound: it was not given to them.
        Refused: the reason is too short.
        VaultShut: the keys are not there, or it was changed.
    """
    now = SealedItem.objects.select_related("case").filter(pk=item.pk).first()
    if now is None or not allow(standing_of_actor(by), Act.READ, now):
        raise NotFound(GONE)
    if len(why.strip()) < LONG_ENOUGH:
        raise Refused(f"Say in at least {LONG_ENOUGH} characters why you open this now.")
    text = str(now.contents()["text"])
    trail.record("unseal", now, by=by, after={"sort": now.sort, "case": now.case.reference}, why=why)
    return text


def _grant(act: TwoPersonAct) -> SealedGrant:
    here = SealedItem.objects.select_related("case").filter(case_id=act.case_id)
    item = here.filter(pk=act.subject_id).first() if act.subject_id else None
    if item is None:
        raise NotFound(GONE)
    return SealedGrant(item=item, user_id=UUID(act.details["user"]), given_at=clock.now())


def _seal_of(act: TwoPersonAct) -> str:
    """What is agreed to: this item as it is, and that nothing newer took its place."""
    item = _grant(act).item
    newer = SealedItem.objects.filter(instead_of=item).values_list("pk", flat=True).first()
    return hashlib.sha256(f"{item.pk}|{item.sealed['wrapped']}|{newer}".encode()).hexdigest()


def _give(act: TwoPersonAct, first: Actor, second: Actor) -> SealedGrant:
    """Give a sealed item to somebody: for neither of the two, and only to somebody the case is open to."""
    grant = _grant(act)
    if grant.user_id in {first.user_id, second.user_id}:
        raise Refused("Nobody gives themselves a sealed item. Ask two others who may.")
    standing = standing_of(User.objects.get(pk=grant.user_id))
    near = grant.item.case_id in standing.cases and not is_recused(standing, grant.item)
    if not near or not standing.may("sealed_items", Act.READ, grant.item.case.board_id):
        raise NotPossibleNow("The case is not open to them. Name them on the case first.")
    if SealedGrant.objects.filter(item=grant.item, user_id=grant.user_id, ended_at=None).exists():
        raise AlreadyDone("It was given to them already.")
    grant.save(force_insert=True)
    told = {"user": str(grant.user_id), "item": str(grant.item_id)}
    trail.record("give a sealed item", grant, by=first, after=told, second=second, why=act.why)
    return grant


UNSEAL = two_people.deed(
    Deed(
        key="unseal",
        words="Give somebody a sealed item",
        act=Act.GRANT,
        guarded=_grant,
        does=_give,
        seal=_seal_of,
    )
)


def ask_to_give(item: SealedItem, user: User, *, why: str, by: Actor) -> TwoPersonAct:
    """Ask that a sealed item is given to somebody; it waits for a second person.

    Raises:
        Refused: for oneself, or without a reason.
    """
    if user.pk == by.user_id:
        raise Refused("Nobody gives themselves a sealed item. Ask two others who may.")
    return two_people.ask(UNSEAL, item.case, why=why, by=by, subject_id=item.pk, details={"user": str(user.pk)})


@transaction.atomic
def take_back(grant: SealedGrant, *, why: str, by: Actor) -> None:
    """End that a sealed item is open to somebody, at once. Making it smaller takes one person.

    Raises:
        NotPermitted: they may not say who is given it.
        Refused: no reason was given.
        AlreadyDone: it has ended.
    """
    now = SealedGrant.objects.select_for_update().get(pk=grant.pk)
    require(by, Act.GRANT, now)
    if not why.strip():
        raise Refused("Say why.")
    if now.ended_at is not None:
        raise AlreadyDone("It is not open to them any more.")
    now.ended_at = clock.now()
    now.save(update_fields=["ended_at"])
    trail.record("take a sealed item back", now, by=by, after={"user": str(now.user_id)}, why=why)
