"""Who people in cases are: written once, read for a purpose, nowhere else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from goldenthread.cases.models import CasePerson
from goldenthread.core import logs  # noqa: F401  (the log's own module is loaded as when served)
from goldenthread.core.models import OutgoingMail
from goldenthread.reviews.models import Review
from goldenthread.trail.models import Entry
from goldenthread.vault import envelope, keys
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.models import Identity, Mark
from tests.factories import people
from tests.factories.records import make
from tests.factories.rooms.vault import WHO

pytestmark = pytest.mark.django_db
CANARIES = ("Thistlewood", "Zephyrine", "Marchbanks", "Hollowberry", "LU99", "999 234", "Fernsby", "Fabry", "960123")


def written(near: Any, who: dict[str, str]) -> CasePerson:
    person = near.person()
    sent = near.client("manager").post(f"{near.at}case-people/{person.pk}/identity/write/", who)
    assert sent.status_code == 302, sent.content.decode()
    return person


def test_it_is_written_and_read_by_whoever_is_named_on_the_case(near: Any, who: dict[str, str]):
    person = written(near, who)

    shown = near.client("reviewer").get(f"{near.at}case-people/{person.pk}/identity/").content.decode()

    assert all(canary in shown for canary in CANARIES)
    assert "3 April 1951" in shown
    assert "Thistlewood" not in shown.split("</title>")[0]


def test_to_whoever_is_not_named_it_is_as_if_it_were_not_there(near: Any, who: dict[str, str]):
    person = written(near, who)
    client = people.signed_in(Client(), near.outsider)

    there = client.get(f"{near.at}case-people/{person.pk}/identity/")
    nowhere = client.get(f"{near.at}case-people/{near.case.pk}/identity/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert words_of(there.content) == words_of(nowhere.content)


def test_each_reading_is_in_the_trail_with_its_purpose_and_no_value_is(near: Any, who: dict[str, str]):
    person = written(near, who)
    near.client("reviewer", "legal").get(f"{near.at}case-people/{person.pk}/identity/")

    read = Entry.objects.filter(verb="read in a case", after__page="case-person-identity").get()
    told = json.dumps(list(Entry.objects.values("verb", "before", "after", "why")))

    assert (read.after["purpose"], read.after["pk"]) == ("legal", str(person.pk))
    assert "names" in told
    assert [canary for canary in CANARIES if canary in told] == []
    assert OutgoingMail.objects.count() == 0


def test_without_a_purpose_nothing_is_shown(near: Any, who: dict[str, str]):
    person = written(near, who)

    asked = (
        people.signed_in(Client(), near.reviewer).get(f"{near.at}case-people/{person.pk}/identity/").content.decode()
    )

    assert "Why do you open this case?" in asked
    assert [canary for canary in CANARIES if canary in asked] == []


def test_the_database_holds_no_word_of_it(near: Any, who: dict[str, str]):
    written(near, who)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        held = ""
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (the database's own tables)
            held += repr(cursor.fetchall())

    assert "vault_identity" in tables
    assert "Adult Q" in held
    assert [canary for canary in CANARIES if canary in held] == []


def test_whoever_may_add_people_writes_it_first_and_only_whoever_may_change_them_changes_it(
    near: Any, who: dict[str, str]
):
    person = near.person()
    address = f"{near.at}case-people/{person.pk}/identity/write/"
    client = near.client("contributor")

    first = client.post(address, who)
    second = client.post(address, {**who, "nicknames": "Quilly"})

    assert (first.status_code, second.status_code) == (302, 403)
    assert Identity.objects.get(person=person).contents()["nicknames"] == "Quill"


def test_two_who_write_at_once_do_not_overwrite_each_other(near: Any, who: dict[str, str]):
    person = written(near, who)
    address = f"{near.at}case-people/{person.pk}/identity/write/"
    client = near.client("manager")
    client.post(address, {**who, "nicknames": "Quilly", "version": "1"})

    late = client.post(address, {**who, "nicknames": "Quillo", "version": "1"})

    assert late.status_code == 422
    assert "Quillo" in late.content.decode()
    assert Identity.objects.get(person=person).contents()["nicknames"] == "Quilly"


@pytest.mark.parametrize("number", ["999 234 5674", "12345", "999 234 567X"])
def test_an_nhs_number_that_is_none_is_refused_and_nothing_typed_is_lost(near: Any, who: dict[str, str], number: str):
    person = near.person()

    sent = near.client("manager").post(
        f"{near.at}case-people/{person.pk}/identity/write/", {**who, "nhs_number": number}
    )

    assert sent.status_code == 422
    assert "not an NHS number" in sent.content.decode()
    assert "Hollowberry" in sent.content.decode()
    assert Identity.objects.count() == 0


def test_the_same_person_is_found_in_a_case_that_is_open_and_no_other_case_is_hinted_at(near: Any, who: dict[str, str]):
    person = written(near, who)
    alone = near.client("reviewer").get(f"{near.at}case-people/{person.pk}/identity/").content
    other = make(Review, near.board)
    there = CasePerson.objects.create(case_id=other.pk, pseudonym="Adult Elsewhere")
    make(Identity, near.board, case=there.case, person=there)

    unseen = near.client("reviewer").get(f"{near.at}case-people/{person.pk}/identity/").content
    people.named_on(near.manager, other)
    seen = near.client("manager").get(f"{near.at}case-people/{person.pk}/identity/").content.decode()

    assert words_of(unseen) == words_of(alone)
    assert "Adult Elsewhere" in seen
    assert "The same nhs number" in seen or "the same nhs number" in seen


def words_of(page: bytes) -> str:
    """A page without what is new on each: tokens, and the request’s own number."""
    return re.sub(r'(value|hx-headers)=("[^"]*"|\'[^\']*\')|gt-mono">[0-9a-f]+', "", page.decode())


def test_they_are_joined_by_whoever_sees_both(near: Any, who: dict[str, str]):
    person = written(near, who)
    other = make(Review, near.board)
    there = CasePerson.objects.create(case_id=other.pk, pseudonym="Adult Elsewhere")
    make(Identity, near.board, case=there.case, person=there)
    address = f"{near.at}case-people/{person.pk}/identity/same/"

    unseen = near.client("manager").post(address, {"other": str(there.pk)})
    people.named_on(near.manager, other)
    seen = near.client("manager").post(address, {"other": str(there.pk)})

    assert (unseen.status_code, seen.status_code) == (404, 302)
    assert CasePerson.objects.get(pk=person.pk).person_key == there.person_key


def test_what_was_moved_to_another_record_case_or_field_does_not_open(near: Any):
    one, two = (make(Identity, near.board, case=near.case) for _ in range(2))
    two.sealed = one.sealed
    swapped = make(Identity, near.board, case=near.case)
    fields = dict(swapped.sealed["fields"])
    fields["names"], fields["gp"] = fields["gp"], fields["names"]
    swapped.sealed = {**swapped.sealed, "fields": fields}

    assert one.contents() == WHO
    for moved in (two, swapped):
        with pytest.raises(VaultShut, match="changed, moved"):
            moved.contents()


def test_a_byte_that_was_changed_is_noticed(near: Any):
    one = make(Identity, near.board, case=near.case)
    text = one.sealed["fields"]["names"]
    at = len(text) // 2
    one.sealed["fields"]["names"] = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]

    with pytest.raises(VaultShut):
        one.contents()


@pytest.mark.parametrize("what", ["missing", "other", "open to others", "empty"])
def test_without_its_keys_the_vault_stays_shut_and_the_rest_goes_on(near: Any, who: dict[str, str], what: str):
    person = written(near, who)
    file = settings.DATA.vault_keys_file
    before = file.read_text()
    client = near.client("manager")
    try:
        if what == "missing":
            file.unlink()
        elif what == "open to others":
            file.chmod(0o644)
        else:
            file.write_text(keys.fresh_line() if what == "other" else "")
        shown = client.get(f"{near.at}case-people/{person.pk}/identity/")
        rest = client.get(f"{near.at}case-people/")
    finally:
        file.write_text(before)
        file.chmod(0o600)

    assert (shown.status_code, rest.status_code) == (200, 200)
    assert "The vault is shut" in shown.content.decode()
    assert [canary for canary in CANARIES if canary in shown.content.decode()] == []
    assert "Adult Q" in rest.content.decode()


def test_who_somebody_is_can_be_taken_away_and_leaves_no_mark(near: Any, who: dict[str, str]):
    person = written(near, who)

    sent = near.client("manager").post(
        f"{near.at}case-people/{person.pk}/identity/forget/", {"why": "Entered for the wrong person."}
    )

    assert sent.status_code == 302
    assert (Identity.objects.count(), Mark.objects.count()) == (0, 0)
    assert CasePerson.objects.filter(pk=person.pk).exists()


def test_a_long_and_a_short_name_take_the_same_room(near: Any):
    short, long = (envelope.seal({"names": name}, "x") for name in ("Al Po", "Alexandrina Postlethwaite"))

    assert len(short["fields"]["names"]) == len(long["fields"]["names"])
