"""Who changed this, and what was it before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from goldenthread.boards.models import Agency, Board, GroupName, Person
from goldenthread.core.access import SYSTEM, Role, standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.plans.models import BoardRisk
from goldenthread.trail.models import Entry
from goldenthread.trail.operations import add, change, record, take_away
from goldenthread.trail.queries import by_person, changes, history_of, kind_of, recent
from tests.integration.trail.conftest import somebody

pytestmark = pytest.mark.django_db
PROGRAM = Actor.system("test the trail")


def test_the_history_of_a_record_is_its_own_newest_first(board: Board):
    risk = add(BoardRisk(board=board, title="Money", likelihood=2, impact=3), by=PROGRAM)
    other = add(BoardRisk(board=board, title="Staff", likelihood=2, impact=3), by=PROGRAM)
    change(other, {"impact": 4}, by=PROGRAM)
    change(risk, {"impact": 5}, by=PROGRAM, why="The grant ended.")

    assert [(entry.verb, entry.why) for entry in history_of(risk)] == [("change", "The grant ended."), ("add", "")]


def test_a_history_outlives_its_record(board: Board):
    risk = add(BoardRisk(board=board, title="Money", likelihood=2, impact=3), by=PROGRAM)
    take_away(risk, by=PROGRAM, why="Entered twice.")

    assert [entry.verb for entry in history_of(risk)] == ["take away", "add"]


def test_what_was_done_on_one_board_is_not_shown_on_another(board: Board):
    another = Board.objects.create(slug="another", name="Another", short_name="A", area="Another", authority="Y")
    record("open", board, by=PROGRAM)
    record("close", another, by=PROGRAM)

    assert [entry.verb for entry in recent(board.pk)] == ["open"]
    assert [entry.verb for entry in recent(another.pk)] == ["close"]
    assert list(recent(None)) == []


def test_what_one_person_did_is_theirs_alone(board: Board, manager: Actor, officer: Actor):
    record("open", board, by=manager)
    record("close", board, by=officer)

    assert isinstance(officer.user_id, UUID)
    assert [entry.verb for entry in by_person(officer.user_id)] == ["close"]


def test_changes_are_told_in_the_words_of_the_form(board: Board):
    risk = add(BoardRisk(board=board, title="Money", likelihood=2, impact=3), by=PROGRAM)
    values = {"status": "closed", "review_on": date(2024, 5, 1), "is_synthetic": True, "impact": 4}
    change(risk, values, by=PROGRAM)

    assert set(changes(Entry.objects.get(verb="change"))) == {
        ("How grave it would be now", "3: moderate", "4: serious"),
        ("Status", "Open", "Closed"),
        ("To be looked at again by", "not given", "1 May 2024"),
        ("Made up", "no", "yes"),
    }
    assert kind_of(Entry.objects.get(verb="change")) == "risk"


def test_a_related_record_is_named_to_those_who_may_read_it(board: Board):
    police = Agency.objects.create(board=board, slug="police", name="Example Police")
    person = Person.objects.create(board=board, name="Sam Example", post="Officer")
    change(person, {"agency": police}, by=PROGRAM)
    entry = Entry.objects.get()
    unnamed = [("Agency", "not given", f"agency {str(police.pk)[:8]}")]
    member, stranger = somebody(board, Role.MEMBER, name="Mel Example"), Actor.person("Nobody")

    assert changes(entry) == unnamed
    assert changes(entry, standing_of_actor(stranger)) == unnamed
    assert changes(entry, standing_of_actor(member)) == [("Agency", "not given", "Example Police")]

    Person.objects.update(agency=None)
    police.delete()
    assert changes(entry, SYSTEM) == unnamed


def test_what_the_program_no_longer_knows_is_told_as_it_was_written(board: Board):
    at = "2024-07-01T11:03:00.000000Z"
    record("mend", board, by=PROGRAM, before={"old_field": ["a", "b"]}, after={"old_field": {"b": 1}})
    entry = Entry.objects.get()

    assert changes(entry) == [("Old field", "a, b", '{"b": 1}')]

    entry.subject_kind, entry.before, entry.after = "gone.thing", {"done_at": at}, {}
    assert changes(entry) == [("Done at", at, "not given")]
    assert kind_of(entry) == "gone.thing"


def test_a_day_and_a_moment_are_told_as_people_say_them(board: Board):
    entry = Entry(subject_kind="accounts.user", before={}, after={"joined_at": "2024-07-01T11:03:00.000000Z"})
    assert changes(entry) == [("Joined at", "not given", "1 July 2024 at 12:03")]

    named = Entry(subject_kind=GroupName._meta.label_lower, before={"from_on": "2021-04-01"}, after={"from_on": "soon"})
    assert changes(named) == [("Called this from", "1 April 2021", "soon")]
