"""Suggesting pseudonyms, holding each to what it must not be, and keeping who chose it.

A pseudonym is chosen with the family where there is one (a name can be a tribute, or a second loss). It is held against every
other pseudonym of the Board, against what the vault holds of the case, against the people the Board works with, and against
places near by.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction

from goldenthread.boards.models import Agency, Board, Person
from goldenthread.cases.models import Case, CasePerson
from goldenthread.cases.pseudonyms import objects
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.folding import fold
from goldenthread.trail import operations as trail
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.index import lines
from goldenthread.vault.models import Identity, PseudonymChoice, WatchWord

SHIPPED = Path(__file__).with_name("pseudonyms.yaml")
MANY = 8
PLAIN = frozenset(
    {
        "adult", "person", "family", "mr", "mrs", "ms", "miss", "mx", "dr", "sister", "brother", "daughter", "son", "mother",
        "father", "wife", "husband", "partner", "aunt", "uncle", "friend", "carer", "worker", "social", "nurse", "officer",
        "manager", "the", "of", "a", "and", "neighbour", "relative", "staff", "member", "cousin", "niece", "nephew",
    }
)  # fmt: skip
"""Words that stand beside a pseudonym and are nobody’s name."""


@cache
def shipped() -> tuple[str, ...]:
    return tuple(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))


def words_of(text: str) -> frozenset[str]:
    """The words of a name or pseudonym as they are compared; single letters and what only stands beside are left out."""
    plain = "".join(char if char.isalnum() or char == "'" else " " for char in fold(text))
    return frozenset(word for word in plain.split() if len(word) > 1 and word not in PLAIN)


def _whole(text: str) -> str:
    return " ".join(fold(text).split())


@objects
def stands_against(person: CasePerson) -> str:
    """What stands against a pseudonym; the sentence never repeats what the vault holds."""
    case = Case.objects.select_related("board").filter(pk=person.case_id).first()
    if case is None:
        return ""
    if _is_anothers(person, case.board):
        return "Somebody in another case of the Board, or in this one, has this pseudonym already. Choose another."
    words = words_of(person.pseudonym)
    try:
        if words & _names_in(case):
            return "Choose another: this is too near to a name that somebody in this case bears."
    except VaultShut as error:
        return f"The pseudonym cannot be held against the names in the vault. {error}"
    if words & _of_staff(case.board):
        return "Choose another: somebody who works with the Board has this name."
    if words & _of_places(case.board):
        return "Choose another: this is the name of a place or an agency near by, and could be misread."
    return ""


def _is_anothers(person: CasePerson, board: Board) -> bool:
    """Another person of the Board has the same pseudonym. It may be the same person’s in another case."""
    others = CasePerson.objects.filter(case__board=board).exclude(pk=person.pk).exclude(person_key=person.person_key)
    taken = {_whole(one) for one in others.values_list("pseudonym", flat=True)}
    return _whole(person.pseudonym) in taken


def _names_in(case: Case) -> frozenset[str]:
    """The words of every name, nickname and earlier name in the vault of this case."""
    found: set[str] = set()
    for one in Identity.objects.filter(case=case):
        held = one.contents()
        for name in ("names", "nicknames", "former_names"):
            for line in lines(held.get(name)):
                found |= words_of(line)
    return frozenset(found)


def _of_staff(board: Board) -> frozenset[str]:
    names = Person.objects.filter(board=board).values_list("name", flat=True)
    return frozenset(word for name in names for word in words_of(name))


def _of_places(board: Board) -> frozenset[str]:
    found = [board.area, board.short_name]
    found += Agency.objects.filter(board=board).values_list("name", flat=True)
    found += WatchWord.objects.filter(board=board, sort=WatchWord.Sort.PLACE).values_list("words", flat=True)
    return frozenset(word for name in found for word in words_of(name))


def suggestions(person: CasePerson, most: int = MANY) -> list[str]:
    """Pseudonyms that nothing stands against: letters first, then names. Which names come first differs from person to person.

    Raises:
        VaultShut: the names in the vault cannot be read, so that nothing can be held against them.
    """
    found: list[str] = []
    case = Case.objects.select_related("board").get(pk=person.case_id)
    taken = set(CasePerson.objects.filter(case__board=case.board).values_list("pseudonym", flat=True))
    taken_whole = {_whole(one) for one in taken}
    not_near = _names_in(case) | _of_staff(case.board) | _of_places(case.board)
    for one in _in_turn(person):
        if _whole(one) not in taken_whole and not words_of(one) & not_near:
            found.append(one)
        if len(found) == most:
            break
    return found


def _in_turn(person: CasePerson) -> Iterator[str]:
    """Two letters, then names, then the other letters."""
    start = person.pk.int
    before = {"adult": "Adult", "relative": "Relative", "staff": "Worker"}.get(person.sort, "Person")
    letters = [f"{before} {letter}" for letter in string.ascii_uppercase if letter not in "IO"]
    letters = letters[start % len(letters) :] + letters[: start % len(letters)]
    names = list(shipped())
    names = names[start % len(names) :] + names[: start % len(names)]
    yield from letters[:2]
    yield from names
    yield from letters[2:]


@transaction.atomic
def choose(
    person: CasePerson,
    *,
    pseudonym: str,
    chosen_by: PseudonymChoice.ChosenBy,
    chosen_on: date,
    note: str = "",
    by: Actor,
) -> PseudonymChoice:
    """Give a person their pseudonym, and keep who chose it and when.

    Raises:
        NotPermitted: they may not change people of this case.
        ValidationError: something stands against it; the sentence says what.
        Refused: it was chosen on a day to come.
    """
    require(by, Act.EDIT, person)
    if chosen_on > clock.today():
        raise Refused("The day it was chosen must be today or in the past.")
    trail.change(person, {"pseudonym": pseudonym.strip()}, by=by)
    given = {"case_id": person.case_id, "chosen_by": chosen_by, "chosen_on": chosen_on, "note": note.strip()}
    kept, _ = PseudonymChoice.objects.update_or_create(person=person, defaults=given)
    trail.record("choose a pseudonym", kept, by=by, after={"person": str(person.pk), "chosen_by": str(chosen_by)})
    return kept
