"""What the vault keeps, as tests make it: dull and fixed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.cases.models import CasePerson
from goldenthread.core import clock
from goldenthread.vault import index, models, scanning
from tests.factories.records import make, makes, slug, user_of
from tests.factories.rooms.cases import case_of

WHO = {
    "names": "Quillan Zephyrine Thistlewood",
    "nicknames": "Quill",
    "former_names": "Quillan Marchbanks",
    "born_on": "1951-04-03",
    "died_on": "2023-11-19",
    "nhs_number": "999 234 5675",
    "ni_number": "QQ 12 34 56 C",
    "addresses": "14 Hollowberry Lane, Luton, LU99 9ZZ\nRosewithy Court, Dunstable",
    "phones": "01632 960123\nquill@thistlewood.example",
    "employers": "Brackenfold Bakery",
    "gp": "Dr Ottoline Fernsby, Mossgate Surgery",
    "places": "Larkminster Hospital",
    "others": "Fabry disease\nlighthouse keeper",
}
"""A made-up person: every identifier is invented, the NHS number is of the range kept for tests."""


def keys_are_there() -> None:
    """The vault's keys in the tests' folder: without them it stays shut."""
    settings.DATA.make()


def _in_case(on: Board, fields: dict[str, Any]) -> dict[str, Any]:
    given = {name: one for name, one in fields.items() if one is not None}
    given.setdefault("case", case_of(on))
    return given


@makes(models.Identity)
def _identity(on: Board, **fields: Any) -> Model:
    keys_are_there()
    given = _in_case(on, fields)
    who = {**WHO, **given.pop("who", {})}
    given.setdefault("person", None)
    person = given.pop("person") or make(CasePerson, on, case=given["case"])
    made = models.Identity(**{**given, "case": person.case, "person": person})
    made.put(who)
    made.save()
    for sort, mark in dict.fromkeys(index.marks_of(who)):
        models.Mark.objects.create(identity=made, sort=sort, mark=mark)
    return made


@makes(models.Mark)
def _mark(on: Board, **fields: Any) -> Model:
    identity = fields.get("identity") or make(models.Identity, on, case=fields.get("case"))
    return models.Mark.objects.create(identity=identity, sort="nhs", mark=slug())


@makes(models.PseudonymChoice)
def _choice(on: Board, **fields: Any) -> Model:
    given = _in_case(on, fields)
    person = given.pop("person", None) or make(CasePerson, on, case=given["case"])
    said = {"chosen_by": "family", "chosen_on": clock.today(), **given, "case": person.case}
    return models.PseudonymChoice.objects.create(person=person, **said)


@makes(models.SealedItem)
def _sealed_item(on: Board, **fields: Any) -> Model:
    keys_are_there()
    given = _in_case(on, fields)
    text = given.pop("text", "3 Secretgarden Mews, Elsewhere, EE9 9EE")
    given.setdefault("sort", "address")
    made = models.SealedItem(**{"sealed_at": clock.now(), "sealed_by": user_of(on), **given})
    made.put({"text": text})
    made.save()
    return made


@makes(models.SealedGrant)
def _sealed_grant(on: Board, **fields: Any) -> Model:
    item = fields.get("item") or make(models.SealedItem, on, case=fields.get("case"))
    user = fields.get("user") or user_of(on)
    return models.SealedGrant.objects.create(item=item, user=user, given_at=clock.now())


@makes(models.WatchWord)
def _watch_word(on: Board, **fields: Any) -> Model:
    return models.WatchWord.objects.create(**{"board": on, "sort": "condition", "words": f"Rare {slug()}", **fields})


@makes(models.Scan)
def _scan(on: Board, **fields: Any) -> Model:
    keys_are_there()
    given = _in_case(on, fields)
    made = models.Scan(
        **{"digest": "0" * 64, "kind": "text", "scanned_at": clock.now(), "scanned_by": user_of(on), **given}
    )
    made.put({"what": "A draft", "hits": []})
    made.save()
    return made


@makes(models.Hit)
def _hit(on: Board, **fields: Any) -> Model:
    scan = fields.get("scan") or make(models.Scan, on, case=fields.get("case"))
    return models.Hit.objects.create(scan=scan, number=scan.hits.count() + 1, group=1)


@makes(models.Clearance)
def _clearance(on: Board, **fields: Any) -> Model:
    hit = fields.get("hit") or make(models.Hit, on, case=fields.get("case"))
    user = fields.get("user") or user_of(on)
    return models.Clearance.objects.create(hit=hit, user=user, at=clock.now(), why="Not them.")


def searched(on: Board, case: Any, *texts: str) -> None:
    """Each of these texts was searched against the vault as it is, and nothing was found: it may be published."""
    for adult in CasePerson.objects.filter(case=case, sort="adult", identity=None):
        make(models.Identity, on, case=case, person=adult)
    for text in texts:
        state = scanning.state_of_vault(case)
        make(models.Scan, on, case=case, digest=scanning.digest_of(text), state_of_vault=state)
