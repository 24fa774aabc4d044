"""What is late is chased: the agency once a day, the chair after the days the ask says; and whoever holds a link hears of it."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
import time_machine

from goldenthread.asks import answering, chasing, deciding, links, operations, reaching
from goldenthread.asks.link_models import LinkState
from goldenthread.asks.models import Answer, Ask
from goldenthread.asks.reminder_models import Reminder
from goldenthread.asks.steps import State
from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.core.models import OutgoingMail
from goldenthread.workspace.notices.models import Notice
from tests.factories import people
from tests.factories.asking import Asking, as_, handed_in, in_days
from tests.factories.rooms.asks import WHOLE
from tests.integration.asks.opening import as_user, at

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def housing(ours: Asking) -> Agency:
    """An agency in which nobody has an account."""
    return people.agency(ours.board, "housing")


def late_by(days: int, ask: Ask) -> None:
    Ask.objects.filter(pk=ask.pk).update(due_on=in_days(-days))


def last_letter() -> tuple[list[str], str]:
    mail = OutgoingMail.objects.latest("queued_at")
    body: Any = message_from_bytes(bytes(mail.message)).get_payload(decode=True)
    return mail.recipients, body.decode()


def by_link(ours: Asking, answer: Answer) -> None:
    """Hand the answer in by a link that was sent to the agency's lead."""
    link = links.send(answer, to="lead@housing.example", for_whom="Their lead", by=as_(ours.manager))
    answering.write(answer, WHOLE, by=links.holder(link))
    links.hand_in(link, signed_by="Their lead")


def test_a_late_agency_is_reminded_once_a_day_and_the_page_says_who_it_was(ours: Asking):
    ask = ours.sent()
    late_by(9, ask)
    client = as_user(ours.manager)
    page = client.get(f"/board/ours/asks/{ask.pk}/").content.decode()
    assert ("mailto:lead@ours.example" in page, "None yet" in page) == (True, True)

    done = client.post(at(ours.answer(ask), "remind/"), follow=True).content.decode()

    assert "was reminded. It went to Contributor, contributor@ours.example; Lead, lead@ours.example." in done
    assert "It was reminded today. You can remind it again tomorrow." in done
    assert "reminded Police of its answer" in client.get(at(ours.answer(ask))).content.decode()
    assert Notice.objects.filter(kind="asks-reminded").count() == 2
    with pytest.raises(NotPossibleNow, match="today already"):
        chasing.remind(ours.answer(ask), by=as_(ours.officer))
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        chasing.remind(ours.answer(ask), by=as_(ours.officer))
    assert Reminder.objects.count() == 2


def test_only_what_is_late_is_reminded_of_and_only_by_the_boards_people(ours: Asking):
    answer = ours.answer(ours.sent())

    with pytest.raises(NotPossibleNow, match="is not late"):
        chasing.remind(answer, by=as_(ours.manager))
    late_by(1, answer.recipient.ask)
    with pytest.raises(NotPermitted):
        chasing.remind(answer, by=as_(ours.lead))
    assert as_user(ours.lead).post(at(answer, "remind/")).status_code == 403
    assert Reminder.objects.count() == 0


def test_whoever_answers_by_a_link_is_reminded_with_a_new_one(ours: Asking, housing: Agency):
    ask = ours.sent(housing)
    answer = ours.answer(ask, housing)
    late_by(3, ask)
    with pytest.raises(NotPossibleNow, match="has no way to see it: send a link"):
        chasing.remind(answer, by=as_(ours.manager))
    first = links.send(answer, to="lead@housing.example", for_whom="Their lead", by=as_(ours.manager))

    made = chasing.remind(answer, by=as_(ours.manager))

    to, words = last_letter()
    first.refresh_from_db()
    assert (to, made.told) == (["lead@housing.example"], "Their lead, lead@housing.example")
    assert "has had no answer yet" in " ".join(words.split())
    assert first.state() is LinkState.WITHDRAWN


@pytest.mark.parametrize(("days", "is_told"), [(14, False), (15, True), (23, True)])
def test_the_chair_is_told_once_after_the_days_the_ask_says(ours: Asking, days: int, is_told: bool):
    ask = ours.sent()
    late_by(days, ask)

    assert [chasing.tell_chairs(), chasing.tell_chairs()] == [2 if is_told else 0, 0]

    assert Notice.objects.filter(kind="asks-long-late", user=ours.chair).exists() is is_told
    page = as_user(ours.manager).get(f"/board/ours/asks/{ask.pk}/").content.decode()
    assert ("The chair was told on" in page) is is_told
    history = as_user(ours.manager).get(f"/board/ours/asks/{ask.pk}/history/").content.decode()
    assert ("<strong>The program</strong> told the chair that Police is" in history) is is_told


def test_a_question_reaches_whoever_answered_by_a_link(ours: Asking, housing: Agency):
    answer = ours.answer(ours.sent(housing), housing)
    by_link(ours, answer)
    sent = {"key": "trained", "words": "Which month is that?", "number": "1"}

    page = as_user(ours.manager).post(at(answer, "return/"), sent, follow=True).content.decode()

    to, words = last_letter()
    assert "by a new link to lead@housing.example" in page
    assert (to, "Which month is that?" in words) == (["lead@housing.example"], True)
    way = re.search(r"/answer/[\w-]+/", words.replace("=\n", ""))
    assert way is not None
    link = links.find(way.group().split("/")[2])
    assert link is not None
    assert link.state() is LinkState.OPEN


def test_where_nobody_can_see_a_question_the_page_says_so_with_a_way_to_send_a_link(ours: Asking, housing: Agency):
    answer = ours.answer(ours.sent(housing), housing)
    by_link(ours, answer)
    deciding.return_with(answer, [("", "Which month?")], by=as_(ours.manager))
    open_ = answer.links.get(used_at=None)
    links.withdraw(open_, by=as_(ours.manager))

    page = as_user(ours.manager).get(at(answer)).content.decode()

    assert reaching.needs_a_link(Answer.objects.get(pk=answer.pk))
    assert "has no way to see it" in page
    assert "lead@housing.example" in as_user(ours.manager).get(at(answer, "links/")).content.decode()


def test_longer_reaches_whoever_holds_a_link_and_the_link_lasts_as_long(ours: Asking, housing: Agency):
    answer = ours.answer(ours.sent(housing, due_on=in_days(3)), housing)
    link = links.send(answer, to="lead@housing.example", for_whom="Their lead", by=as_(ours.manager))
    before = link.expires_at

    deciding.give_longer(answer.recipient, until=in_days(40), why="Leave", by=as_(ours.manager))

    link.refresh_from_db()
    to, words = last_letter()
    assert (link.expires_at - before, link.state()) == (timedelta(days=37), LinkState.OPEN)
    assert (to, "now has until" in words) == (["lead@housing.example"], True)


def test_after_sending_those_nobody_can_reach_are_named_with_a_way_to_send_a_link(ours: Asking, housing: Agency):
    draft = ours.draft(ours.police, housing)

    page = as_user(ours.manager).post(f"/board/ours/asks/{draft.pk}/send/", follow=True).content.decode()

    answer = ours.answer(draft, housing)
    assert "Nobody at Housing has an account: send a link from this page." in page
    assert f'href="{at(answer, "links/")}">Send Housing a link' in page
    assert "Send Police a link" not in page
    links.send(answer, to="lead@housing.example", for_whom="Their lead", by=as_(ours.manager))
    assert "Send Housing a link" not in as_user(ours.manager).get(f"/board/ours/asks/{draft.pk}/").content.decode()


def test_the_page_of_an_ask_says_what_waits_for_the_board_and_counts_who_is_expected(ours: Asking):
    ask = ours.sent()
    answer = ours.answer(ask)
    handed_in(answer, ours.lead)
    answering.sign_off(answer, by=as_(ours.lead))
    health = ours.answer(ask, ours.health).recipient
    deciding.exempt(health, kind="under_inspection", why="It is.", by=as_(ours.manager))
    client = as_user(ours.manager)

    page = client.get(f"/board/ours/asks/{ask.pk}/").content.decode()
    listed = client.get("/board/ours/asks/").content.decode()

    assert "Read and accept" in page
    assert "1 of 1 agency has answered, 1 exempt. None is late." in page
    assert "1 of 1 in, 1 exempt" in listed
    deciding.return_with(answer, [("", "Which month?")], by=as_(ours.manager))
    back = client.get(f"/board/ours/asks/{ask.pk}/").content.decode()
    assert "0 of 1 agency has answered, 1 exempt; 1 is with the agency again" in back
    assert "Returned: waits for the agency" in back


def test_what_somebody_may_not_open_is_no_link(ours: Asking):
    """An inspector who was given the ask alone reads who answered, and opens no answer."""
    ask = ours.sent()
    handed_in(ours.answer(ask), ours.lead)
    inspector = people.person("inspector@ours.example", board=ours.board, role="inspector")
    people.given(inspector, ask, ours.board)
    client = as_user(inspector)

    for way in (f"asks/{ask.pk}/", "asks/matrix/"):
        page = client.get(f"/board/ours/{way}").content.decode()
        assert at(ours.answer(ask)) not in page
    assert client.get(at(ours.answer(ask))).status_code == 404
    assert "Police" in client.get(f"/board/ours/asks/{ask.pk}/").content.decode()
    assert "Read the answers side by side" not in client.get(f"/board/ours/asks/{ask.pk}/").content.decode()


def test_the_history_tells_of_longer_and_exemption_in_words(ours: Asking):
    ask = ours.sent()
    answer = ours.answer(ask)
    deciding.give_longer(answer.recipient, until=in_days(40), why="Their lead is away", by=as_(ours.manager))
    health = ours.answer(ask, ours.health).recipient
    deciding.exempt(health, kind="under_inspection", why="It is.", by=as_(ours.manager))
    handed_in(answer, ours.lead)
    client = as_user(ours.manager)

    of_ask = " ".join(client.get(f"/board/ours/asks/{ask.pk}/history/").content.decode().split())
    of_answer = " ".join(client.get(at(answer, "history/")).content.decode().split())

    assert "gave Police until" in of_ask
    assert "Why: Their lead is away" in of_ask
    assert "said that Health need not answer: it is under inspection" in of_ask
    assert "gave Police until" in of_answer
    assert "handed in version 1 here" in of_answer
    assert "said that Health need not answer" not in of_answer
    assert ("Door" in of_answer, "stands as it was first brought in" in of_answer) == (False, False)


def test_an_ask_counts_for_the_year_of_the_day_it_is_due_unless_another_is_chosen(ours: Asking):
    client = as_user(ours.manager)
    day = in_days(400)
    sent = {
        "asks_with": "training-return",
        "title": "Training in the year",
        "purpose": "To see who is trained.",
        "asked": [str(ours.police.pk)],
        "period": "",
        "due_on-day": day.day,
        "due_on-month": day.month,
        "due_on-year": day.year,
        "times_a_year": "1",
        "escalate_after_days": "14",
    }

    client.post("/board/ours/asks/new/", sent)

    starts_in = day.year if day.month >= 4 else day.year - 1
    assert Ask.objects.get().period == f"{starts_in}-{(starts_in + 1) % 100:02}"


def test_what_is_open_is_shown_first_whatever_year_it_counts_for(ours: Asking):
    open_, closed = ours.sent(title="Open since long"), ours.sent(title="Over since long")
    operations.close(closed, by=as_(ours.manager))
    client = as_user(ours.manager)

    first = client.get("/board/ours/asks/matrix/").content.decode()
    year = client.get(f"/board/ours/asks/matrix/?year={closed.period}").content.decode()

    assert (f"{open_.title}</a>" in first, f"{closed.title}</a>" in first) == (True, False)
    assert (f"{open_.title}</a>" in year, f"{closed.title}</a>" in year) == (True, True)


def test_the_state_stays_as_it_was_where_nothing_could_be_sent(ours: Asking, housing: Agency):
    answer = ours.answer(ours.sent(housing), housing)
    by_link(ours, answer)
    for link in answer.links.all():
        type(link).objects.filter(pk=link.pk).update(withdrawn_at=clock.now(), withdrawn_by="Ada")

    deciding.return_with(answer, [("", "Which month?")], by=as_(ours.manager))

    assert Answer.objects.get(pk=answer.pk).stands is State.RETURNED
    assert not answer.links.filter(used_at=None).exists()
