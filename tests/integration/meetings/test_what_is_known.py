"""What is said of meetings where not everything is written down, and where something is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from goldenthread.core import business
from goldenthread.core.access import Role, standing_of
from goldenthread.core.errors import NotPossibleNow
from goldenthread.learning.models import Action
from goldenthread.meetings import challenging, minuting, operations, queries, steps
from goldenthread.meetings.models import (
    AgendaItem,
    ApprovedMinutes,
    Attendance,
    Challenge,
    ChallengeReply,
    Decision,
    DraftMinutes,
    TermsOfReference,
)
from goldenthread.trail.models import Entry
from goldenthread.workspace.notices.models import Notice
from tests.factories import people, records
from tests.integration.meetings.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.records]
TODAY = time_machine.travel("2024-04-02 09:00", tick=False)
DAY = date(2024, 3, 12)
RULE = [{"agencies": ["council", "police"], "all": True}, {"at_least": 3}]


@pytest.fixture
def ruled(world: World) -> World:
    records.make(TermsOfReference, world.board, group=world.group, from_on=date(2024, 1, 1), quorum_rule=RULE)
    return world


@TODAY
@pytest.mark.capability("S158")
def test_a_meeting_of_which_nobody_wrote_down_who_came_is_not_said_to_lack_anybody(ruled: World):
    meeting = ruled.meeting()

    page = ruled.client(Role.BOARD_OFFICER).get(ruled.at(f"meetings/{meeting.pk}/who-came/")).content.decode()
    minutes = minuting.words_of(meeting, [])

    for said in (page, minutes):
        assert "obody has written down who came" in said
        assert "Not quorate" not in said
        assert "not there" not in said


@TODAY
def test_everybody_came_fills_in_who_is_not_written_down_and_saves_nothing_yet(ruled: World):
    meeting, client = ruled.meeting(), ruled.client(Role.BOARD_OFFICER)
    there, police = ruled.at(f"meetings/{meeting.pk}/who-came/"), ruled.agencies["police"].pk

    filled = client.post(there, {"everybody": "yes", f"status-{police}": "apologies"}).content.decode()

    assert "2 organisations are filled in as present" in filled
    assert filled.count('<option value="present" selected>') == 2
    assert filled.count('<option value="apologies" selected>') == 1
    assert not Attendance.objects.exists()
    assert (
        b"Everybody came"
        not in client.get(ruled.at(f"meetings/{ruled.meeting(date(2024, 5, 1)).pk}/who-came/")).content
    )


@TODAY
@pytest.mark.capability("S157")
def test_every_seat_has_a_row_and_the_page_says_that_not_all_is_known(world: World):
    meeting = world.meeting()
    for slug in ("council", "icb"):
        Attendance.objects.create(meeting=meeting, agency=world.agencies[slug], status="present")
    smaller = people.group(world.board, "learning")
    of_a_few = records.make(type(meeting), world.board, group=smaller, held_on=DAY)
    Attendance.objects.create(meeting=of_a_few, agency=world.agencies["icb"], status="present")

    page = (
        world.client(Role.BOARD_MANAGER).get(world.at(f"meetings/who-came/?group={world.group.slug}")).content.decode()
    )

    assert "Not all attendance is known" in page
    assert "1 mark is not written down" in page
    assert "Police" in page.split("<tbody>")[1].split("</tbody>")[0]
    assert "no seat missed two in a row, or each was asked about it" in page
    assert queries.seated(smaller, [of_a_few]) == []


@TODAY
def test_minutes_are_approved_only_at_a_later_meeting_that_was_held(world: World):
    held, ahead, cancelled = (
        world.meeting(date(2024, 3, 26)),
        world.meeting(date(2024, 4, 23)),
        world.meeting(date(2024, 3, 27), cancelled_on=DAY, cancelled_why="Snow"),
    )
    draft = records.make(DraftMinutes, world.board, meeting=world.meeting(DAY), state="circulated", circulated_on=DAY)
    chair, there = world.client(Role.CHAIR), world.at(f"minutes/drafts/{draft.pk}/")

    page = chair.get(there).content.decode()
    refused = chair.post(f"{there}approve/", {"at_meeting": ahead.pk})

    assert str(held.pk) in page
    assert str(ahead.pk) not in page.split('name="at_meeting"')[1]
    assert page.index("As they read") < page.index("Approve them")
    assert "Sent round on 12 March 2024" in page
    assert refused.status_code == 409
    for other in (ahead, cancelled):
        with pytest.raises(NotPossibleNow, match="has not been held"):
            minuting.take(steps.APPROVE, draft, at_meeting=other, by=world.by(Role.CHAIR))
    assert not ApprovedMinutes.objects.exists()


@TODAY
def test_minutes_with_something_wrong_go_back_with_a_note_and_whoever_wrote_them_is_told(world: World):
    draft = minuting.begin(world.meeting(), text="We met.", by=world.by(Role.BOARD_OFFICER))
    minuting.take(steps.CIRCULATE, draft, by=world.by(Role.BOARD_MANAGER))
    chair, there = world.client(Role.CHAIR), world.at(f"minutes/drafts/{draft.pk}/")

    unsaid = chair.post(f"{there}send-back/", {"note": " "})
    member = world.client(Role.MEMBER).post(f"{there}send-back/", {"note": "No."})
    back = chair.post(f"{there}send-back/", {"note": "The ICB was there."}, follow=True).content.decode()

    assert (unsaid.status_code, member.status_code) == (422, 403)
    assert "The ICB was there." in back
    assert DraftMinutes.objects.get().state == "draft"
    assert Entry.objects.filter(verb="send minutes back").get().why == "The ICB was there."
    told = Notice.objects.filter(kind="minutes-sent-back").values_list("user", flat=True)
    assert set(told) == {world.users[Role.BOARD_OFFICER].pk, world.users[Role.BOARD_MANAGER].pk}
    minuting.take(steps.CIRCULATE, draft, by=world.by(Role.BOARD_OFFICER))
    assert b"The ICB was there." not in chair.get(there).content


@TODAY
def test_a_decision_names_its_group_as_it_was_and_is_and_says_how_late_its_report_is(world: World):
    other = people.group(world.board, "learning")
    other.names.all().delete()
    other.names.create(name="Learning Group", to_on=date(2024, 3, 31))
    other.names.create(name="Quality Group", from_on=date(2024, 4, 1))
    decision = records.make(Decision, world.board, meeting=world.meeting(), decided_on=DAY, delegated_to=other,
                            report_back_on=date(2024, 3, 30))  # fmt: skip
    client = world.client(Role.BOARD_MANAGER)
    pages = ("decisions/", f"decisions/{decision.pk}/", f"meetings/{decision.meeting_id}/decisions/")

    for address in pages:
        said = client.get(world.at(address)).content.decode()
        assert "Learning Group (now Quality Group)" in said
        assert "3 days late" in said


@TODAY
def test_an_action_that_falls_due_before_the_meeting_is_not_called_late(world: World):
    meeting = world.meeting(date(2024, 4, 16))
    records.make(Action, world.board, text="Late one", due_on=date(2024, 3, 31))
    records.make(Action, world.board, text="Coming one", due_on=date(2024, 4, 9))
    page = world.client(Role.BOARD_OFFICER).get(world.at(f"meetings/{meeting.pk}/items/waiting/")).content.decode()
    sitting = business.Sitting(standing_of(world.users[Role.BOARD_OFFICER]), world.board, world.group, meeting.held_on)

    made = operations.draft_agenda(meeting, business.waiting(sitting), by=world.by(Role.BOARD_OFFICER))

    assert "31 March 2024, 2 days late" in page
    assert "9 April 2024, before the meeting" in page
    assert {one.purpose for one in made} == {AgendaItem.Purpose.DISCUSSION}


@TODAY
def test_agencies_are_told_of_a_challenge_once_and_of_its_going_higher_only_while_they_have_not_answered(world: World):
    lead = world.users[Role.AGENCY_LEAD].pk
    world.client(Role.CHAIR).post(world.at("challenges/new/"), _asks(world))
    challenge, told = Challenge.objects.get(), Notice.objects.filter(user=lead)
    page = world.client(Role.CHAIR).get(world.at(f"challenges/{challenge.pk}/higher/")).content.decode()

    assert [one.kind for one in told.all()] == ["challenges-put"]
    assert "It goes to the chief officers of Icb and Police." in page
    assert "Told of it here: whoever works for Icb and Police." in page
    challenging.reply(ChallengeReply.objects.get(agency=world.agencies["icb"]), text="We ring.", evidence="",
                      by=world.by(Role.BOARD_MANAGER))  # fmt: skip
    page = world.client(Role.CHAIR).get(world.at(f"challenges/{challenge.pk}/higher/")).content.decode()
    assert "It goes to the chief officer of Police." in page
    challenge = challenging.escalate(challenge, why="No answer.", by=world.by(Role.BOARD_MANAGER))
    assert sorted(one.kind for one in told.all()) == ["challenges-higher", "challenges-put"]
    challenging.escalate(challenge, why="Still no answer.", by=world.by(Role.BOARD_MANAGER))
    assert Notice.objects.filter(user=world.users[Role.CHAIR].pk, kind="challenges-higher").count() == 1
    assert told.all().count() == 2


@TODAY
def test_a_new_challenge_asks_for_an_answer_in_28_days_and_one_without_a_day_says_how_long_it_has_waited(world: World):
    chair = world.client(Role.CHAIR)
    page = chair.get(world.at("challenges/new/")).content.decode()
    waits = records.make(Challenge, world.board, raised_on=date(2024, 1, 2), to_board="The lead member")
    shown = chair.get(world.at(f"challenges/{waits.pk}/")).content.decode()

    assert "28 days from today, unless you choose another day." in page
    assert 'value="30"' in page
    assert "asked 91 days ago" in shown
    assert "Not an agency of this Board" in shown


def _asks(world: World, **more: Any) -> dict[str, Any]:
    return {"kind": "challenge", "title": "Adults who wait", "question": "Why do adults wait?", "raised_on-day": 12,
            "raised_on-month": 3, "raised_on-year": 2024, "raised_by_words": "Independent chair",
            "to": [str(world.agencies["police"].pk), str(world.agencies["icb"].pk)], **more}  # fmt: skip
