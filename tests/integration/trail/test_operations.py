"""A record and its entry stand or fall together; nobody is overwritten, and nothing is moved out of reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board, Group, GroupName, Person, Seat
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import links, stale
from goldenthread.trail.models import Chain, Entry
from goldenthread.trail.operations import add, change, record, take_away
from goldenthread.trail.stale import Stale
from goldenthread.trail.values import values_of
from goldenthread.trail.verify import chains, walk
from tests.integration.trail.conftest import somebody

pytestmark = pytest.mark.django_db
PROGRAM = Actor.system("test the trail")


def agency(board: Board, slug: str = "police", **fields: Any) -> Agency:
    return Agency(board=board, slug=slug, name="Example Police", **fields)


def breaks(*_: object, **__: object) -> None:
    raise RuntimeError("the disk is full")


def test_what_is_added_has_an_entry_with_its_fields(board: Board, manager: Actor):
    police = add(agency(board, order=3), by=manager)

    entry = Entry.objects.get()
    assert (entry.verb, entry.by_name, entry.by_user_id, entry.chain) == (
        "add",
        "Morgan Example",
        manager.user_id,
        board.pk,
    )
    assert (entry.subject_kind, entry.subject_id) == ("boards.agency", str(police.pk))
    assert entry.before == {}
    assert entry.after == {
        "board": str(board.pk),
        "slug": "police",
        "name": "Example Police",
        "short_name": "",
        "kind": "agency",
        "is_statutory_partner": False,
        "part_of": None,
        "order": 3,
        "is_fictional": False,
    }


def test_a_change_keeps_only_what_changed(board: Board, manager: Actor):
    police = add(agency(board), by=manager)

    saved = change(police, {"name": "Example Constabulary", "order": 0}, by=manager, why="They were renamed.")

    entry = Entry.objects.get(verb="change")
    assert saved.name == Agency.objects.get().name == "Example Constabulary"
    assert (entry.before, entry.after) == ({"name": "Example Police"}, {"name": "Example Constabulary"})
    assert (entry.number, entry.why) == (2, "They were renamed.")


def test_a_change_that_changes_nothing_leaves_no_entry(board: Board, manager: Actor):
    police = add(agency(board), by=manager)

    change(police, {"name": "Example Police", "order": "0"}, by=manager)

    assert Entry.objects.count() == 1


def test_what_is_taken_away_leaves_what_it_was_and_why(board: Board, manager: Actor):
    police = add(agency(board), by=manager)

    take_away(police, by=manager, why="Entered twice.")

    entry = Entry.objects.get(verb="take away")
    assert not Agency.objects.exists()
    assert (entry.before, entry.after, entry.why) == (values_of(police), {}, "Entered twice.")
    assert entry.subject_id == Entry.objects.get(verb="add").subject_id


def test_taking_away_asks_for_a_reason(board: Board, manager: Actor):
    police = add(agency(board), by=manager)

    with pytest.raises(Refused, match="Say why"):
        take_away(police, by=manager, why=" ")

    assert Agency.objects.exists()


def test_what_others_hang_on_stays_and_says_what_hangs_on_it(board: Board, manager: Actor):
    police = add(agency(board), by=manager)
    Person.objects.create(board=board, agency=police, name="Sam Example", post="Officer")
    Seat.objects.create(board=board, agency=police, title="Police")
    Seat.objects.create(board=board, agency=police, title="Police, deputy")

    with pytest.raises(NotPossibleNow) as refused:
        take_away(police, by=manager, why="They left.")

    assert "1 person" in str(refused.value)
    assert "2 seats" in str(refused.value)
    assert Agency.objects.exists()
    assert not Entry.objects.filter(verb="take away").exists()


def test_what_is_part_of_it_goes_with_it_and_has_its_own_entry(board: Board, manager: Actor):
    group = Group.objects.create(board=board, slug="quality")
    GroupName.objects.create(group=group, name="Quality and Performance", from_on=date(2021, 4, 1))

    take_away(group, by=manager, why="It never met.")

    assert not GroupName.objects.exists()
    gone = {entry.subject_kind: entry.before for entry in Entry.objects.all()}
    assert gone["boards.groupname"]["name"] == "Quality and Performance"
    assert gone["boards.group"]["slug"] == "quality"


@pytest.mark.parametrize("deed", ["add", "change", "take away"])
def test_nothing_is_kept_when_its_entry_cannot_be(
    board: Board, manager: Actor, monkeypatch: pytest.MonkeyPatch, deed: str
):
    police = add(agency(board), by=manager)
    monkeypatch.setattr(Entry, "save", breaks)

    with pytest.raises(RuntimeError), transaction.atomic():
        do(deed, police, board, manager)

    assert [(one.slug, one.name) for one in Agency.objects.all()] == [("police", "Example Police")]
    assert (Entry.objects.count(), Chain.objects.get().number) == (1, 1)


@pytest.mark.parametrize("deed", ["add", "change", "take away"])
def test_no_entry_is_kept_when_the_rest_of_the_operation_fails(board: Board, manager: Actor, deed: str):
    police = add(agency(board), by=manager)

    with pytest.raises(RuntimeError):
        do_and_break(deed, police, board, manager)

    assert (Entry.objects.count(), Chain.objects.get().number) == (1, 1)
    assert walk(board.pk).problems == []


@transaction.atomic
def do_and_break(deed: str, police: Agency, board: Board, by: Actor) -> None:
    do(deed, police, board, by)
    breaks()


def do(deed: str, police: Agency, board: Board, by: Actor) -> None:
    deeds: dict[str, Callable[[], object]] = {
        "add": lambda: add(agency(board, "fire"), by=by),
        "change": lambda: change(police, {"name": "Another"}, by=by),
        "take away": lambda: take_away(police, by=by, why="A test."),
    }
    deeds[deed]()


def test_a_form_sent_twice_is_kept_once(board: Board, manager: Actor):
    key = uuid4()
    first = add(agency(board, pk=key), by=manager)

    again = add(agency(board, pk=key), by=manager)

    assert (again.pk, Agency.objects.count(), Entry.objects.count()) == (first.pk, 1, 1)


def test_a_form_sent_twice_is_kept_once_though_somebody_changed_the_record_meanwhile(
    board: Board, manager: Actor, officer: Actor
):
    key = uuid4()
    change(add(agency(board, pk=key), by=manager), {"name": "Example Constabulary"}, by=officer)

    again = add(agency(board, pk=key), by=manager)

    assert again.name == "Example Constabulary"


def test_a_form_sent_twice_is_kept_once_though_the_program_makes_part_of_the_record(board: Board, manager: Actor):
    key = uuid4()
    add(agency(board, "", pk=key), by=manager)

    again = add(agency(board, "", pk=key), by=manager)

    assert (again.slug, Agency.objects.count(), Entry.objects.count()) == ("example-police", 1, 1)


def test_a_form_sent_again_with_other_words_loses_neither(board: Board, manager: Actor):
    key = uuid4()
    add(agency(board, pk=key), by=manager)
    corrected = agency(board, pk=key)
    corrected.name = "Example Constabulary"

    with pytest.raises(Stale) as refused:
        add(corrected, by=manager)

    assert refused.value.fields == ("name",)
    assert isinstance(refused.value.record, Agency)
    assert refused.value.record.name == "Example Police"


def test_somebody_elses_key_adds_nothing_and_tells_nothing(board: Board, manager: Actor, officer: Actor):
    police = add(agency(board), by=manager)

    with pytest.raises(NotPossibleNow) as refused:
        add(agency(board, "fire", pk=police.pk), by=officer)

    assert "Police" not in str(refused.value)
    assert Agency.objects.get().slug == "police"


def test_a_field_that_does_not_hold_is_for_the_form_to_show(board: Board, manager: Actor):
    with pytest.raises(ValidationError) as refused:
        add(agency(board, order=-1), by=manager)

    assert list(refused.value.message_dict) == ["order"]
    assert not Entry.objects.exists()


def test_who_may_not_add_change_or_take_away_is_refused(board: Board, manager: Actor, officer: Actor):
    police = add(agency(board), by=manager)
    member = somebody(board, Role.MEMBER, name="Mel Example")
    stranger = Actor.person("Nobody")

    for by in (member, stranger):
        for deed in ("add", "change", "take away"):
            with pytest.raises(NotPermitted):
                do(deed, police, board, by)
    with pytest.raises(NotPermitted):
        do("take away", police, board, officer)

    assert (Agency.objects.get().name, Entry.objects.count()) == ("Example Police", 1)


def test_a_record_may_not_be_moved_out_of_ones_reach_nor_pulled_into_it(board: Board):
    ours, theirs = (agency(board, slug) for slug in ("ours", "theirs"))
    Agency.objects.bulk_create([ours, theirs])
    lead = somebody(board, Role.AGENCY_LEAD, name="Lee Example", agency=ours)
    mine = Person.objects.create(board=board, agency=ours, name="Sam Example", post="Nurse")
    other = Person.objects.create(board=board, agency=theirs, name="Kit Example", post="Nurse")

    change(mine, {"post": "Matron"}, by=lead)
    for person, values in ((mine, {"agency": theirs.pk}), (other, {"agency": ours}), (other, {"post": "Matron"})):
        with pytest.raises(NotPermitted):
            change(person, values, by=lead)

    assert [entry.after for entry in Entry.objects.all()] == [{"post": "Matron"}]
    assert Person.objects.get(pk=mine.pk).agency == ours
    assert Person.objects.get(pk=other.pk).agency == theirs


def test_what_is_asked_is_the_record_in_the_database_and_not_the_one_handed_over(board: Board):
    ours, theirs = (agency(board, slug) for slug in ("ours", "theirs"))
    Agency.objects.bulk_create([ours, theirs])
    lead = somebody(board, Role.AGENCY_LEAD, name="Lee Example", agency=ours)
    other = Person.objects.create(board=board, agency=theirs, name="Kit Example", post="Nurse")
    other.agency = ours

    with pytest.raises(NotPermitted):
        change(other, {"post": "Matron"}, by=lead)


def test_a_record_stays_with_its_board(board: Board):
    another = Board.objects.create(slug="another", name="Another", short_name="A", area="Another", authority="Y")
    police = add(agency(board), by=PROGRAM)

    with pytest.raises(NotPossibleNow, match="stays with its Board"):
        change(police, {"board": another}, by=PROGRAM)


def test_a_change_over_a_change_is_refused_with_the_record_as_it_is_now(board: Board, manager: Actor, officer: Actor):
    police = add(agency(board), by=manager)
    seen = stale.fingerprints(police, ["name", "short_name", "order"])
    change(police, {"name": "Example Constabulary", "order": 2}, by=officer)

    with pytest.raises(Stale) as refused:
        change(police, {"name": "Police of Example", "short_name": "Police", "order": 0}, by=manager, seen=seen)

    assert refused.value.fields == ("name", "order")
    assert isinstance(refused.value.record, Agency)
    assert refused.value.record.name == "Example Constabulary"
    assert (Agency.objects.get().short_name, Entry.objects.count()) == ("", 2)


def test_a_change_beside_a_change_is_kept(board: Board, manager: Actor, officer: Actor):
    police = add(agency(board), by=manager)
    seen = stale.fingerprints(police, ["short_name"])
    change(police, {"name": "Example Constabulary"}, by=officer)

    change(police, {"short_name": "Police"}, by=manager, seen=seen)

    kept = Agency.objects.get()
    assert (kept.name, kept.short_name) == ("Example Constabulary", "Police")


def test_the_same_change_sent_twice_is_no_conflict(board: Board, manager: Actor):
    police = add(agency(board), by=manager)
    seen = stale.fingerprints(police, ["name"])
    for _ in range(2):
        change(police, {"name": "Example Constabulary"}, by=manager, seen=seen)

    assert Entry.objects.filter(verb="change").count() == 1


def test_a_record_that_is_gone_is_not_found(board: Board, manager: Actor):
    police = add(agency(board), by=manager)
    take_away(police, by=manager, why="Entered twice.")

    with pytest.raises(NotFound, match="agency is not here any more"):
        change(police, {"name": "Another"}, by=manager)


def test_a_key_cannot_be_changed(board: Board):
    police = add(agency(board), by=PROGRAM)

    with pytest.raises(TypeError, match="id is not a field"):
        change(police, {"id": uuid4()}, by=PROGRAM)


def test_what_must_not_be_kept_is_not_in_the_trail(board: Board, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Agency, "NOT_IN_TRAIL", frozenset({"name"}), raising=False)

    police = add(agency(board), by=PROGRAM)
    change(police, {"name": "Somebody’s own name"}, by=PROGRAM)

    assert [entry.after["name"] for entry in Entry.objects.all()] == ["[not kept]", "[not kept]"]
    assert Agency.objects.get().name == "Somebody’s own name"


def test_a_password_is_never_in_the_trail():
    user = User.objects.create_user("sam@people.example", "correct horse battery", name="Sam")

    assert values_of(user)["password"] == "[not kept]"


def test_what_belongs_to_no_board_has_a_chain_of_its_own(board: Board):
    user = User.objects.create_user("sam@people.example", name="Sam")

    record("invite", user, by=PROGRAM)
    record("open", board, by=PROGRAM)

    assert {entry.verb: entry.chain for entry in Entry.objects.all()} == {
        "invite": links.INSTALLATION,
        "open": board.pk,
    }
    assert {entry.number for entry in Entry.objects.all()} == {1}
    assert [walk(chain).problems for chain in chains()] == [[], []]


def test_who_agreed_is_in_the_entry(board: Board, manager: Actor, officer: Actor):
    entry = record("approve", board, by=manager, second=officer)

    assert (entry.second_name, entry.second_user_id) == ("Oli Example", officer.user_id)
    assert walk(board.pk).problems == []


def test_an_entry_reads_back_as_it_was_hashed(board: Board):
    odd = {
        "text": "Zoë’s “£5”\n\t\\ \x00 🧵 \ud800",
        "number": 2**70,
        "share": 0.1,
        "when": date(2024, 2, 29),
        "who": board,
        "kinds": {Role.CHAIR},
        1: [None, True, {"deep": (1, 2)}],
    }

    record("say odd things", board, by=PROGRAM, before=odd, after=odd, why="\x00")

    assert walk(board.pk).problems == []
    assert Entry.objects.get().after["number"] == str(2**70)
