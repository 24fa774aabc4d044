"""Keeping who people are. Values go into the vault and nowhere else: the trail learns that it happened, never what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from goldenthread.cases.models import CasePerson
from goldenthread.core.access import Act, require
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import visible_to
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.vault import index
from goldenthread.vault.fields import NAMES, cleaned
from goldenthread.vault.models import Identity, Mark

GONE = "There is no such page, or it is not open to you."


@transaction.atomic
def keep(person: CasePerson, said: Mapping[str, Any], *, by: Actor, seen_version: int | None = None) -> Identity:
    """Keep who a person is. Writing it first asks what adding a person to the case asks; changing it, what changing one asks.

    Raises:
        NotFound: the person is not there, or not to be known of.
        NotPermitted: they may not.
        Refused: what was written does not hold.
        NotPossibleNow: somebody changed it meanwhile.
        VaultShut: the keys are not there.
    """
    now = CasePerson.objects.select_for_update().filter(pk=person.pk).first()
    if now is None:
        raise NotFound(GONE)
    found = Identity.objects.filter(person=now).first()
    require(by, Act.EDIT if found else Act.CREATE, now)
    kept = cleaned(said)
    if found is None:
        identity = Identity(case_id=now.case_id, person=now, is_synthetic=now.is_synthetic)
        changed = [name for name, value in kept.items() if value]
    else:
        identity = found
        if seen_version is not None and seen_version != identity.version:
            raise NotPossibleNow(
                "Somebody changed this while you were writing. Nothing was saved. Copy what you wrote, open the page again, "
                "and add it to what is there now."
            )
        require(by, Act.READ, identity)
        before = identity.contents()
        changed = [name for name in NAMES if before.get(name, "") != kept[name]]
        if not changed:
            return identity
        identity.version += 1
    identity.put(kept)
    identity.save()
    _mark(identity, kept)
    verb = "change who somebody is" if found else "write who somebody is"
    trail.record(verb, identity, by=by, after={"person": str(now.pk), "fields": changed})
    return identity


def _mark(identity: Identity, kept: Mapping[str, str]) -> None:
    """The marks it is found again by, made anew."""
    identity.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(identity=identity, sort=sort, mark=mark) for sort, mark in dict.fromkeys(index.marks_of(kept))
    )


@transaction.atomic
def is_the_same(person: CasePerson, other: CasePerson, *, by: Actor) -> None:
    """Say that a person here and a person of another case are one and the same.

    Raises:
        NotFound: the other is not there, or its case is not open to them.
        NotPermitted: they may not change people of this case.
    """
    here = CasePerson.objects.select_for_update().get(pk=person.pk)
    require(by, Act.EDIT, here)
    there = visible_to(standing_of_actor(by), Act.READ, Identity.objects.filter(person=other)).select_related("person")
    found = there.first()
    if found is None:
        raise NotFound(GONE)
    if here.person_key != found.person.person_key:
        here.person_key = found.person.person_key
        here.save(update_fields=["person_key"])
        trail.record("say who is the same person", here, by=by)


@transaction.atomic
def forget(identity: Identity, *, why: str, by: Actor) -> None:
    """Take away who a person is; their pseudonym stays.

    Raises:
        NotPermitted: they may not take people away from this case.
        Refused: no reason was given.
    """
    require(by, Act.DELETE, identity.person)
    if not why.strip():
        raise Refused("Say why it is taken away.")
    trail.record("forget who somebody is", identity, by=by, after={"person": str(identity.person_id)}, why=why)
    identity.delete()
