"""Challenges: raised, answered by each agency on its own page, taken higher, closed with what changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from goldenthread.core.access import Role
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.meetings import challenging
from goldenthread.meetings.models import Challenge, ChallengeReply
from goldenthread.meetings.steps import Level, Outcome
from goldenthread.reports import records as report_records
from goldenthread.reports.document import Table, lines_of
from tests.factories import records
from tests.integration.meetings.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.records]
TODAY = time_machine.travel("2024-04-02 09:00", tick=False)


def sent(world: World, **more: Any) -> dict[str, Any]:
    return {"kind": "challenge", "title": "Adults who wait", "question": "Why do adults wait?", "raised_on-day": 12,
            "raised_on-month": 3, "raised_on-year": 2024, "raised_by_words": "Independent chair",
            "to": [str(world.agencies["police"].pk), str(world.agencies["icb"].pk)], **more}  # fmt: skip


@TODAY
@pytest.mark.capability("S108", "S116", "S189")
def test_a_challenge_is_answered_by_each_agency_and_closed_with_what_changed(world: World):
    chair, lead = world.client(Role.CHAIR), world.client(Role.AGENCY_LEAD)
    chair.post(world.at("challenges/new/"), sent(world))
    challenge = Challenge.objects.get()
    ours = ChallengeReply.objects.get(agency=world.agencies["police"])
    theirs = ChallengeReply.objects.get(agency=world.agencies["icb"])

    home = lead.get(world.at("")).content.decode()
    assert "Answer a challenge: Adults who wait" in home
    assert lead.post(world.at(f"challenge-replies/{ours.pk}/"), {"text": ""}).status_code == 422
    assert lead.post(world.at(f"challenge-replies/{ours.pk}/"), {"text": "We ring on the day."}).status_code == 302
    assert lead.get(world.at(f"challenge-replies/{theirs.pk}/")).status_code == 404
    assert Challenge.objects.get().state == "open"
    challenging.reply(theirs, text="So do we.", evidence="", by=world.by(Role.BOARD_MANAGER))
    assert Challenge.objects.get().state == "answered"
    closing = {"outcome": "changed_plan", "what_changed": "", "public_summary": "Members asked why.", "carried_to": ""}
    there = world.at(f"challenges/{challenge.pk}/close/")
    assert chair.post(there, closing).status_code == 422
    assert chair.post(there, {**closing, "what_changed": "Calls on the day."}).status_code == 302
    page = chair.get(world.at(f"challenges/{challenge.pk}/")).content.decode()
    assert "Calls on the day." in page
    assert "We ring on the day." in page


def test_a_challenge_is_put_to_somebody_and_says_who_raises_it(world: World):
    client = world.client(Role.CHAIR)

    nobody = client.post(world.at("challenges/new/"), sent(world, to=[]))
    board = client.post(world.at("challenges/new/"), sent(world, to=[], to_board="Community Safety Partnership"))
    unsaid = client.post(world.at("challenges/new/"), sent(world, raised_by_words=""))

    assert (nobody.status_code, board.status_code, unsaid.status_code) == (422, 302, 422)
    assert b"Choose the agencies it is put to" in nobody.content
    assert Challenge.objects.get().to_board == "Community Safety Partnership"


@TODAY
def test_it_is_taken_higher_a_level_at_a_time_each_with_its_reason(world: World):
    by = world.by(Role.CHAIR)
    challenge = records.make(Challenge, world.board)
    for _ in range(3):
        challenge = challenging.escalate(challenge, why="No answer.", by=by)

    with pytest.raises(NotPossibleNow, match="statutory partners"):
        challenging.escalate(challenge, why="No answer.", by=by)
    with pytest.raises(Refused):
        challenging.escalate(records.make(Challenge, world.board), why=" ", by=by)

    assert challenge.level == Level.PARTNERS
    assert list(challenge.escalations.values_list("level", flat=True)) == [2, 3, 4]


def test_asking_again_keeps_what_was_answered_and_opening_again_asks_why(world: World):
    by = world.by(Role.CHAIR)
    reply = records.make(ChallengeReply, world.board, agency=world.agencies["police"])
    challenging.reply(reply, text="We ring.", evidence="", by=world.by(Role.AGENCY_LEAD))
    again = challenging.ask_again(reply.challenge, why="When?", by=by)
    closed = challenging.close(again, outcome=Outcome.UNRESOLVED, what_changed="", public_summary="", by=by)

    with pytest.raises(NotPossibleNow):
        challenging.reply(reply, text="Later.", evidence="", by=world.by(Role.AGENCY_LEAD))
    opened = challenging.reopen(closed, why="It came back.", by=by)

    reply.refresh_from_db()
    assert (reply.text, reply.replied_on, again.state) == ("We ring.", None, "open")
    assert (opened.state, opened.outcome, opened.closed_on) == ("open", "", None)


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.MEMBER, Role.AGENCY_CONTRIBUTOR])
def test_whoever_is_asked_does_not_judge_the_answer(world: World, role: Role):
    challenge = records.make(Challenge, world.board)

    with pytest.raises(NotPermitted):
        challenging.close(challenge, outcome=Outcome.ASSURED, what_changed="", public_summary="", by=world.by(role))


def text_of(blocks: Any) -> str:
    return " ".join("".join(one.text for one in line) for line in lines_of(blocks))


@TODAY
@pytest.mark.capability("S5", "S6", "S189")
def test_the_report_tells_of_the_year_s_challenges_and_carries_the_chair_s_asks(world: World):
    records.make(Challenge, world.board, title="Told", public_summary="Members asked why adults wait.")
    records.make(Challenge, world.board, title="Not for the public")
    records.make(Challenge, world.board, title="Made up", public_summary="Made up.", is_synthetic=True)
    records.make(
        Challenge, world.board, title="Funding", kind="chairs_ask", question="Share the cost", carried_to="2024-25"
    )

    of_the_year = report_records.blocks(world.board, Period(2023), "challenges")
    next_year = report_records.blocks(world.board, Period(2024), "chairs_asks")

    assert "Two challenges were raised; zero were closed" in text_of(
        of_the_year
    ) or "Two challenges were raised" in text_of(of_the_year)
    assert "Members asked why adults wait." in text_of(of_the_year)
    assert "Made up" not in text_of(of_the_year)
    assert "Not for the public" not in text_of(of_the_year)
    assert "Funding" in text_of(next_year)
    assert isinstance(of_the_year[1], Table)


@TODAY
@pytest.mark.capability("S7")
def test_the_chair_s_scrutiny_is_planned_and_told(world: World):
    form = {"question": "Is learning put to use?", "method": "Visits", "judgement": "Mostly.", "due_on-day": 1,
            "due_on-month": 6, "due_on-year": 2024}  # fmt: skip
    added = world.client(Role.CHAIR).post(world.at("scrutiny/new/"), form)

    assert added.status_code == 302
    assert "Mostly." in text_of_items(report_records.blocks(world.board, Period(2024), "scrutiny"))


def text_of_items(blocks: Any) -> str:
    return " ".join("".join(one.text for one in item) for block in blocks for item in block.items)


def test_day_of_a_challenge_that_has_passed_counts_as_late_only_without_an_answer(world: World):
    from goldenthread.meetings.kinds_of_business import challenge_state

    with time_machine.travel("2024-04-02", tick=False):
        late = records.make(Challenge, world.board, due_on=date(2024, 3, 31))
        on_time = records.make(Challenge, world.board, due_on=date(2024, 4, 2))
        answered = records.make(Challenge, world.board, due_on=date(2024, 3, 31), state="answered")

        said = [challenge_state(one).words for one in (late, on_time, answered)]

    assert said == ["2 days late", "Waits for an answer", "Answered, to be judged"]


def test_closing_keeps_the_year_it_is_told_of_again_unless_another_is_chosen(world: World):
    """The report of 2023-24 promised it for the next one: closing it years later does not lose that."""
    found = records.make(Challenge, world.board, carried_to="2019-20")

    form = world.client(Role.CHAIR).get(world.at(f"challenges/{found.pk}/close/")).context["form"]

    assert form.initial["carried_to"] == "2019-20"
    assert "2019-20" in dict(form.fields["carried_to"].choices)
