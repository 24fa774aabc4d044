"""Pseudonyms: suggested, chosen with the family, and nobody’s name here."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.boards.models import Person
from goldenthread.cases.models import CasePerson
from goldenthread.core import clock
from goldenthread.reviews.models import Review
from goldenthread.vault import pseudonyms
from goldenthread.vault.models import Identity, PseudonymChoice, WatchWord
from tests.factories import people
from tests.factories.records import make
from tests.integration.vault.conftest import day

pytestmark = [pytest.mark.django_db, pytest.mark.capability("S181")]


def tried(near: Any, pseudonym: str) -> str:
    """What is said against a pseudonym for somebody new in the case, or nothing."""
    try:
        CasePerson(case=near.case, pseudonym=pseudonym).full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def test_suggestions_are_many_all_different_and_nothing_stands_against_them(near: Any):
    offered = pseudonyms.suggestions(near.person("Somebody"))

    assert len(offered) == len(set(offered)) == pseudonyms.MANY
    assert [tried(near, one) for one in offered] == [""] * len(offered)


def test_what_is_taken_is_not_suggested(near: Any):
    person = near.person("Somebody")
    for one in pseudonyms.suggestions(person):
        near.person(one)

    assert not set(pseudonyms.suggestions(person)) & set(CasePerson.objects.values_list("pseudonym", flat=True))


@pytest.mark.parametrize(
    ("pseudonym", "said"),
    [
        ("Thistlewood", "too near to a name"),
        ("thistlewood", "too near to a name"),
        ("Mr Quíll", "too near to a name"),
        ("Sister Marchbanks", "too near to a name"),
        ("Osric", "works with the Board"),
        ("Larkminster", "place"),
        ("Police", "place"),
        ("Adult Taken", "already"),
        ("ADULT  taken", "already"),
        ("Alder", ""),
        ("Adult K", ""),
    ],
)
def test_it_is_held_against_every_name_near(near: Any, pseudonym: str, said: str):
    make(Identity, near.board, case=near.case)
    Person.objects.create(board=near.board, name="Osric Penhaligon", post="Officer")
    people.agency(near.board, "police")
    WatchWord.objects.create(board=near.board, sort="place", words="Larkminster Hospital")
    other = make(Review, near.board)
    CasePerson.objects.create(case_id=other.pk, pseudonym="Adult Taken")

    found = tried(near, pseudonym)

    assert (said in found) if said else found == ""
    assert "Thistlewood" not in found


def test_one_person_has_the_same_pseudonym_in_two_cases(near: Any):
    here = near.person("Alder")
    other = make(Review, near.board)

    CasePerson(case_id=other.pk, pseudonym="Alder", person_key=here.person_key).full_clean()


def test_adding_somebody_under_a_name_from_the_vault_is_refused_on_the_page(near: Any):
    make(Identity, near.board, case=near.case)

    sent = near.client("manager").post(
        f"{near.at}case-people/new/",
        {"sort": "adult", "pseudonym": "Thistlewood", "alive": "alive", "relation": "", "age_band": ""},
    )

    assert sent.status_code == 422
    assert "Choose another" in sent.content.decode()


def test_who_chose_it_and_when_is_kept(near: Any):
    person = near.person("Somebody")
    today = clock.today().isoformat()
    said = {"pseudonym": "Alder", "chosen_by": "family", "note": "He loved the river.", **day("chosen_on", today)}

    sent = near.client("manager").post(f"{near.at}case-people/{person.pk}/pseudonym/", said)
    page = near.client("manager").get(f"{near.at}case-people/{person.pk}/identity/").content.decode()

    choice = PseudonymChoice.objects.get(person=person)
    assert sent.status_code == 302
    assert (CasePerson.objects.get(pk=person.pk).pseudonym, choice.chosen_by) == ("Alder", "family")
    assert "He loved the river." in page


def test_a_day_to_come_and_a_taken_name_are_refused_with_what_was_typed(near: Any):
    near.person("Alder")
    person = near.person("Somebody")
    said = {
        "pseudonym": "Alder",
        "chosen_by": "family",
        "note": "He loved the river.",
        **day("chosen_on", "2020-01-01"),
    }
    address = f"{near.at}case-people/{person.pk}/pseudonym/"

    taken = near.client("manager").post(address, said)
    early = near.client("manager").post(address, {**said, "pseudonym": "Aspen", **day("chosen_on", "2199-01-01")})

    assert (taken.status_code, early.status_code) == (422, 422)
    assert "He loved the river." in taken.content.decode()
    assert "today or in the past" in early.content.decode()
    assert CasePerson.objects.get(pk=person.pk).pseudonym == "Somebody"


def test_the_shipped_names_are_nobodys_and_are_few_words():
    assert len(pseudonyms.shipped()) == len(set(pseudonyms.shipped())) > 30
    assert [one for one in pseudonyms.shipped() if not one.isalpha()] == []
