"""Actions: how far they are, days that move, what they wait for."""

from datetime import date, timedelta

import pytest

from goldenthread.boards.models import Person
from goldenthread.core import clock
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.learning import operations
from goldenthread.learning.models import Action
from goldenthread.trail.models import Entry
from tests.factories import people, records
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.mark.capability("S84", "S167")
def test_what_is_said_of_an_action_stays_with_its_day(room: Room):
    lead = room.actor("agency_lead", agency=room.police)
    operations.say_how_far(room.action, status="in_progress", text="Half the teams are told.", by=lead)
    operations.say_how_far(room.action, status="in_progress", text="All teams are told.", by=lead)

    room.action.refresh_from_db()

    assert [one.text for one in room.action.progress.all()] == ["Half the teams are told.", "All teams are told."]
    assert (room.action.status, room.action.note) == ("in_progress", "All teams are told.")
    assert Entry.objects.filter(verb="say how far it is").count() == 2


def test_a_contributor_may_say_that_their_agencys_action_is_done_and_then_no_more(room: Room):
    contributor = room.actor("agency_contributor", agency=room.police)
    operations.say_how_far(room.action, status="done", text="Told.", by=contributor)

    room.action.refresh_from_db()
    assert (room.action.status, room.action.done_on) == ("done", clock.today())
    with pytest.raises(NotPermitted):
        operations.say_how_far(room.action, status="in_progress", text="Not quite.", by=contributor)


def test_another_agencys_action_is_not_theirs_to_speak_of(room: Room):
    fire = people.agency(room.board, "fire")

    with pytest.raises(NotPermitted):
        operations.say_how_far(room.action, status="done", text="x", by=room.actor("agency_lead", agency=fire))
    assert room.action.progress.count() == 0


@pytest.mark.parametrize("done_on", [clock.today() + timedelta(days=1)])
def test_nothing_is_done_tomorrow(room: Room, done_on: date):
    with pytest.raises(Refused, match="today or in the past"):
        operations.say_how_far(room.action, status="done", text="x", done_on=done_on, by=room.actor("board_manager"))


@pytest.mark.capability("S93")
def test_a_recommendation_is_under_way_once_its_first_action_is(room: Room):
    operations.say_how_far(room.action, status="in_progress", text="Begun.", by=room.actor("board_manager"))

    room.asked.refresh_from_db()
    assert room.asked.status == "under_way"
    assert Entry.objects.filter(subject_id=str(room.asked.pk)).get().why == "The first of its actions is under way."


def test_a_day_that_moves_keeps_the_old_day_and_the_reason(room: Room):
    operations.move_due_date(
        room.action, to_on=date(2024, 7, 1), why="The trainer was ill.", by=room.actor("board_manager")
    )

    moved = room.action.due_changes.get()
    assert (moved.was_on, moved.now_on, moved.why) == (date(2024, 5, 1), date(2024, 7, 1), "The trainer was ill.")
    assert Action.objects.get().due_on == date(2024, 7, 1)


@pytest.mark.parametrize(("to_on", "why"), [(date(2024, 7, 1), " "), (date(2024, 5, 1), "No reason at all.")])
def test_a_day_does_not_move_without_a_reason_or_to_where_it_is(room: Room, to_on: date, why: str):
    with pytest.raises(Refused):
        operations.move_due_date(room.action, to_on=to_on, why=why, by=room.actor("board_manager"))
    assert room.action.due_changes.count() == 0


def test_nothing_waits_for_itself_however_long_the_way_round(room: Room):
    by = room.actor("board_manager")
    second, third = (records.make(Action, room.board, text=text) for text in ("Second", "Third"))
    operations.wait_for(room.action, [second], by=by)
    operations.wait_for(second, [third], by=by)

    for other in (room.action, third):
        with pytest.raises(NotPossibleNow, match="waits for this action"):
            operations.wait_for(third, [other], by=by)
    assert list(third.depends_on.all()) == []
    assert list(room.action.depends_on.all()) == [second]


def test_an_action_waits_for_none_of_another_board(room: Room):
    theirs = records.make(Action, people.board("theirs"))

    with pytest.raises(Refused, match="this Board"):
        operations.wait_for(room.action, [theirs], by=room.actor("board_manager"))


def test_the_register_finds_what_is_late_blocked_or_done_and_not_shown(room: Room):
    manager = room.client("board_manager")
    records.make(Action, room.board, text="Stalled one", status="stalled", due_on=date(2199, 1, 1))
    records.make(Action, room.board, text="Done one", status="done")
    records.make(Action, room.board, text="Shown one", status="evidenced")
    texts = {"Late": room.action.text, "Stalled": "Stalled one", "Done": "Done one", "Shown": "Shown one"}

    def found(needs: str) -> set[str]:
        page = manager.get(f"/board/ours/actions/?needs={needs}").content.decode()
        return {name for name, text in texts.items() if text in page}

    assert (found("late"), found("blocked"), found("unevidenced")) == ({"Late"}, {"Stalled"}, {"Done"})


def test_an_actions_page_says_what_does_not_fit(room: Room):
    gone = Person.objects.create(board=room.board, name="Ada Invented", post="Nurse", is_invented=True)
    room.board.seats.create(title="Member", held_by=gone, to_on=date(2024, 1, 1))
    room.action.person, room.action.due_on = gone, date(2023, 5, 1)
    room.action.save()

    page = room.client("board_manager").get(f"/board/ours/actions/{room.action.pk}/").content.decode()

    assert "Ada Invented no longer holds a seat" in page
    assert "before its source ended (1 June 2023)" in page


def test_progress_is_said_on_a_page_and_nothing_typed_is_lost(room: Room):
    client = room.client("agency_lead", agency=room.police)
    address = f"/board/ours/actions/{room.action.pk}/how-far/"

    refused = client.post(address, {"status": "stalled", "text": ""})
    kept = client.post(address, {"status": "stalled", "text": "The room is closed."})

    room.action.refresh_from_db()
    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "Say in a sentence how far it is" in refused.content.decode()
    assert (room.action.status, room.action.blocked_because) == ("stalled", "The room is closed.")
