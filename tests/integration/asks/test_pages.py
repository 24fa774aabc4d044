"""The pages of asks: prepared, sent, answered a part at a time, checked, handed in, signed off, accepted; who sees what."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.asks import answering, deciding, operations
from goldenthread.asks.models import Answer, Ask
from goldenthread.asks.steps import State
from goldenthread.core import clock
from goldenthread.core.access import standing_of
from goldenthread.core.todo import Asked, things
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, asking, handed_in, in_days, written
from tests.factories.people import signed_in
from tests.factories.rooms.asks import SMALL, WHOLE
from tests.integration.asks.opening import as_user, at, boxes, read_of

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ask(ours: Asking) -> Ask:
    return ours.sent()


@pytest.fixture
def answer(ours: Asking, ask: Ask) -> Answer:
    return ours.answer(ask)


def test_the_manager_prepares_and_sends_an_ask(ours: Asking):
    client = as_user(ours.manager)
    day = in_days(20)
    sent = {
        "asks_with": "training-return",
        "title": "Training in the year",
        "purpose": "To see who is trained.",
        "asked": [str(ours.police.pk)],
        "period": "2026-27",
        "due_on-day": day.day,
        "due_on-month": day.month,
        "due_on-year": day.year,
        "times_a_year": "1",
        "escalate_after_days": "14",
    }

    page = client.post("/board/ours/asks/new/", sent, follow=True)
    made = Ask.objects.get()
    assert page.status_code == 200, page.content
    assert (made.form_version.slug, [one.agency for one in made.recipients.all()]) == ("training-return", [ours.police])
    look = client.get(f"/board/ours/asks/{made.pk}/send/").content.decode()
    assert "It goes to 1 agency" in look
    client.post(f"/board/ours/asks/{made.pk}/send/")
    assert Answer.objects.get().recipient.agency == ours.police


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"asked": []}, "Choose at least one agency"),
        ({"asks_with": "highlight-report"}, "Choose the theme: this form asks about one"),
        ({"due_on-year": "2020"}, "Choose a day from today on"),
        ({"title": ""}, "Enter what it is called"),
    ],
)
def test_a_form_that_lacks_something_says_what_to_do(ours: Asking, changed: dict[str, Any], words: str):
    day = in_days(20)
    sent = {
        "asks_with": "training-return",
        "title": "Training",
        "purpose": "To see.",
        "asked": [str(ours.police.pk)],
        "period": "2026-27",
        "due_on-day": day.day,
        "due_on-month": day.month,
        "due_on-year": day.year,
        "times_a_year": "1",
        "escalate_after_days": "14",
    }

    page = as_user(ours.manager).post("/board/ours/asks/new/", {**sent, **changed})

    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_draft_that_is_due_before_today_is_not_sent_and_the_page_says_why(ours: Asking):
    draft = ours.draft(ours.police, due_on=in_days(-1))

    page = as_user(ours.manager).post(f"/board/ours/asks/{draft.pk}/send/")

    assert page.status_code == 409
    assert "before today. Choose a day from today on" in page.content.decode()


def test_the_agency_writes_a_part_and_comes_back_to_it(ours: Asking, answer: Answer):
    client = as_user(ours.contributor)
    page = client.get(at(answer, "part/1/")).content
    sent = {"q-headline": "Half of a\r\nheadline", "read": read_of(page), "do": "later"}

    went = client.post(at(answer, "part/1/"), sent)

    assert went["Location"] == at(answer)
    assert Answer.objects.get(pk=answer.pk).data == {"headline": "Half of a\nheadline"}
    assert b"Half of a" in client.get(at(answer, "part/1/")).content


def test_what_was_typed_wrong_is_saved_and_said(ours: Asking, answer: Answer):
    client = as_user(ours.contributor)
    sent = {**boxes(trained="about 240"), "read": read_of(client.get(at(answer, "part/1/")).content), "do": "next"}

    page = client.post(at(answer, "part/1/"), sent, follow=True).content.decode()

    assert 'value="about 240"' in page
    assert "There is a problem" in page
    assert 'href="#q-trained"' in page


def test_a_second_tab_shows_both_versions_and_loses_nothing(ours: Asking, answer: Answer):
    client = as_user(ours.contributor)
    opened = read_of(client.get(at(answer, "part/1/")).content)
    answering.write(answer, {"headline": "Theirs, saved first."}, by=as_(ours.lead))

    page = client.post(at(answer, "part/1/"), {**boxes(headline="Mine, typed after."), "read": opened, "do": "next"})

    words = page.content.decode()
    assert page.status_code == 409
    assert words.count("Theirs, saved first.") == 1
    assert words.count("Mine, typed after.") == 2
    assert Answer.objects.get(pk=answer.pk).data == {"headline": "Theirs, saved first."}
    client.post(
        at(answer, "part/1/"), {**boxes(headline="Mine, typed after."), "read": read_of(page.content), "do": "next"}
    )
    assert Answer.objects.get(pk=answer.pk).data["headline"] == "Mine, typed after."


def test_what_is_sent_after_the_sign_in_ran_out_is_put_back(ours: Asking, answer: Answer):
    client = as_user(ours.contributor)
    page = client.get(at(answer, "part/1/")).content
    writer = re.search(rb'name="writer" value="([^"]*)"', page)
    assert writer is not None
    client.logout()
    sent = {**boxes(headline="Typed before lunch."), "read": read_of(page), "writer": writer[1].decode(), "do": "next"}

    client.post(at(answer, "part/1/"), sent)
    back = signed_in(client, ours.contributor).get(at(answer, "part/1/")).content.decode()

    assert "Nothing was lost" in back
    assert "Typed before lunch." in back
    assert Answer.objects.get(pk=answer.pk).data == {}


def test_last_time_is_shown_beside_each_question_and_can_be_begun_from(ours: Asking):
    accepted(ours.answer(ours.sent(due_on=in_days(1))), ours)
    answer = ours.answer(ours.sent(due_on=in_days(9)))
    client = as_user(ours.lead)
    page = client.get(at(answer, "part/1/")).content

    assert b"212 people" in page
    assert "Filled in from your last answer" in page.decode()
    client.post(at(answer, "part/1/"), {"q-worries": "no", "read": read_of(page), "do": "copy:trained"})
    assert Answer.objects.get(pk=answer.pk).data["trained"] == "212"


def test_the_check_page_lists_faults_with_the_way_to_each(ours: Asking, answer: Answer):
    answering.write(answer, {"headline": "We began."}, by=as_(ours.contributor))
    client = as_user(ours.contributor)

    page = client.get(at(answer, "check/")).content.decode()

    assert f'href="{at(answer, "part/1/")}#q-trained"' in page
    assert "Hand it in</button>" not in page
    assert client.post(at(answer, "check/")).status_code == 422


def test_handing_in_signing_off_and_accepting_on_their_pages(ours: Asking, answer: Answer):
    written(answer, ours.contributor)
    contributor, lead, manager = as_user(ours.contributor), as_user(ours.lead), as_user(ours.manager)

    contributor.post(at(answer, "check/"))
    assert contributor.get(at(answer, "sign-off/")).status_code == 403
    assert "Sign it off" in lead.get(at(answer, "sign-off/")).content.decode()
    lead.post(at(answer, "sign-off/"), {"do": "sign-off"})
    read = manager.get(at(answer, "handed-in/1/")).content.decode()
    assert WHOLE["headline"] in read
    manager.post(at(answer, "accept/"), {"number": "1"})

    assert Answer.objects.get(pk=answer.pk).stands is State.ACCEPTED
    again = manager.post(at(answer, "accept/"), {"number": "1"})
    assert again.status_code == 409
    assert ">Already done</h1>" in again.content.decode()
    assert f'href="{at(answer, "")}"' in again.content.decode()
    shut = lead.post(at(answer, "part/1/"), {"q-headline": "Other", "do": "next"})
    assert shut.status_code == 422
    assert "accepted, so it cannot change any more" in shut.content.decode()


def test_the_board_reads_nothing_before_it_is_handed_in(ours: Asking, answer: Answer):
    answering.write(answer, {"headline": "Not for you yet."}, by=as_(ours.lead))
    manager = as_user(ours.manager)

    assert "Not for you yet." not in manager.get(at(answer)).content.decode()
    assert manager.get(at(answer, "part/1/")).status_code == 403
    assert manager.get(at(answer, "handed-in/1/")).status_code == 404


def test_what_differs_between_versions_is_shown_side_by_side(ours: Asking, answer: Answer):
    handed_in(answer, ours.lead)
    deciding.return_with(answer, [("trained", "Sure?")], by=as_(ours.manager))
    asked = answer.clarifications.get()
    lead = as_user(ours.lead)
    assert "Sure?" in lead.get(at(answer, "check/")).content.decode()
    answering.write(answer, {"trained": "220"}, by=as_(ours.lead))
    assert "Reply to the Board" in lead.post(at(answer, "check/"), {f"r-{asked.pk}": ""}).content.decode()
    lead.post(at(answer, "check/"), {f"r-{asked.pk}": "Counted again."})

    page = as_user(ours.manager).get(at(answer, "handed-in/2/")).content.decode()

    assert "What differs from version 1" in page
    assert page.count("212 people") == 1
    assert page.count("220 people") == 2


@pytest.mark.parametrize(
    "page", ["", "part/1/", "check/", "handed-in/1/", "sign-off/", "longer/", "history/", "consent/"]
)
def test_another_agencys_answer_is_as_if_it_never_was(ours: Asking, answer: Answer, page: str):
    handed_in(answer, ours.lead)
    client = as_user(ours.health_lead)

    assert client.get(at(answer, page)).status_code == 404
    assert client.get(f"/board/ours/answers/{ours.board.pk}/{page}").status_code == 404


def test_an_agency_sees_its_own_answers_and_no_ask(ours: Asking, ask: Ask, answer: Answer):
    client = as_user(ours.lead)

    listed = client.get("/board/ours/answers/").content.decode()

    assert (listed.count(ask.title), 'data-label="Agency"><span>Health' in listed) == (1, False)
    assert client.get(f"/board/ours/asks/{ask.pk}/").status_code == 404
    assert "No asks yet" in client.get("/board/ours/asks/").content.decode()
    assert ask.title not in client.get("/board/ours/asks/matrix/").content.decode()


def test_two_boards_keep_their_asks_apart(ours: Asking, ask: Ask, answer: Answer):
    theirs = asking("theirs")
    client = as_user(theirs.manager)

    assert client.get(f"/board/theirs/asks/{ask.pk}/").status_code == 404
    assert client.get(f"/board/theirs/answers/{answer.pk}/").status_code == 404
    assert ask.title not in client.get("/board/theirs/asks/").content.decode()
    assert client.get("/board/ours/asks/").status_code == 404


@pytest.mark.capability("S37")
def test_the_matrix_counts_by_hand(ours: Asking):
    """Three agencies, two asks: one in late, one nil, one late, one exempt, one extended, one not due."""
    third = people.agency(ours.board, "third")
    first = ours.draft(ours.police, ours.health, third, title="First ask")
    operations.send(first, by=as_(ours.manager))
    second = ours.sent(ours.police, ours.health, third, title="Second ask", due_on=in_days(30))
    Ask.objects.filter(pk=first.pk).update(due_on=in_days(-3))
    handed_in(ours.answer(first), ours.lead)
    deciding.exempt(
        ours.answer(first, ours.health).recipient, kind="under_inspection", why="It is.", by=as_(ours.manager)
    )
    nil = ours.answer(second)
    answering.write(nil, {"nil": "Nothing."}, by=as_(ours.lead))
    answering.hand_in(nil, by=as_(ours.lead))
    deciding.give_longer(
        ours.answer(second, ours.health).recipient, until=in_days(40), why="Leave", by=as_(ours.manager)
    )
    client = as_user(ours.manager)

    page = " ".join(client.get("/board/ours/asks/matrix/").content.decode().split())
    file = client.get("/board/ours/asks/matrix.csv").content.decode("utf-8-sig")

    assert "2 of 5 answers are in; 1 is late." in page
    assert (
        "In: 2, of which 1 nil and 1 after the day. Returned: 0. Late: 1. Extended: 1. Not due yet: 1. Exempt: 1."
        in page
    )
    lines = [
        (line["Agency"], line["Ask"], line["How it stands"], line["Days late"])
        for line in csv.DictReader(io.StringIO(file))
    ]
    assert lines == [
        ("Health", "First ask", "Exempt", "0"),
        ("Health", "Second ask", "Extended", "0"),
        ("Police", "First ask", "In", "3"),
        ("Police", "Second ask", "Nil return", "0"),
        ("Third", "First ask", "Late", "3"),
        ("Third", "Second ask", "Not due yet", "0"),
    ]
    only = client.get(f"/board/ours/asks/matrix/?ask={second.pk}").content.decode()
    assert ("First ask</a>" in only, "Second ask</a>" in only) == (False, True)
    assert client.get("/board/ours/asks/matrix.xlsx").status_code == 200


@pytest.mark.capability("S41")
def test_the_burden_is_boxes_by_agencies_by_times_a_year(ours: Asking):
    ours.sent(times_a_year=4)
    deciding.exempt(Answer.objects.first().recipient, kind="other", why="No.", by=as_(ours.manager))  # type: ignore[union-attr]
    boxes_ = len(SMALL["sections"][0]["questions"])

    page = as_user(ours.manager).get("/board/ours/asks/burden/").content.decode()

    assert f"fill {boxes_ * 1 * 4} boxes" in page


def count(client: Client, way: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page = client.get(way)
    assert page.status_code == 200
    assert len(page.content) < 150_000
    return len(asked)


@pytest.mark.parametrize("way", ["asks/", "answers/", "asks/matrix/", "asks/burden/", "ask-forms/", ""])
def test_a_page_of_many_costs_what_a_page_of_few_does(ours: Asking, way: str):
    ours.sent()
    client = as_user(ours.manager)
    few = count(client, f"/board/ours/{way}")

    for number in range(6):
        ours.sent(title=f"Ask {number}", form_version=ours.form(slug=f"form-{number}"))

    assert count(client, f"/board/ours/{way}") == few
    if way:
        assert few <= 20


def to_do(ours: Asking, user: User) -> list[str]:
    asked = Asked(user.pk, standing_of(user), ours.board, clock.today())
    return [one.what for one in things(asked)]


def test_everybody_is_told_what_is_theirs_to_do(ours: Asking, ask: Ask, answer: Answer):
    assert to_do(ours, ours.contributor) == ["Answer for Police: Highlight report for June"]
    handed_in(answer, ours.contributor)
    assert to_do(ours, ours.contributor) == []
    assert to_do(ours, ours.lead) == ["Sign off the answer: Highlight report for June"]
    answering.sign_off(answer, by=as_(ours.lead))
    assert to_do(ours, ours.manager) == ["Read and accept the answer of Police: Highlight report for June"]
    deciding.return_with(answer, [("", "Which month?")], by=as_(ours.manager))
    assert to_do(ours, ours.lead) == ["Reply to the Board about Highlight report for June"]

    Ask.objects.filter(pk=ask.pk).update(due_on=in_days(-14))
    assert to_do(ours, ours.officer) == ["Chase one agency: Highlight report for June"]
    assert to_do(ours, ours.chair) == []
    Ask.objects.filter(pk=ask.pk).update(due_on=in_days(-15))
    assert to_do(ours, ours.chair) == ["One agency is more than 14 days late: Highlight report for June"]


def test_members_read_self_assessments_and_no_other_answer(ours: Asking, answer: Answer):
    form = ours.form(slug="self-assessment")
    own = ours.answer(ours.sent(form_version=form))
    handed_in(own, ours.lead, headline="We are partly assured.")
    member = as_user(people.person("member@ours.example", board=ours.board, role="member"))

    assert "We are partly assured." in member.get(f"/board/ours/self-assessments/{own.pk}/").content.decode()
    assert member.get(f"/board/ours/self-assessments/{answer.pk}/").status_code == 404
    assert member.get(at(own)).status_code == 403


def test_a_closed_ask_says_once_who_closed_it_and_is_opened_again_from_its_page(ours: Asking):
    ask = operations.close(ours.sent(), by=as_(ours.manager))
    client = as_user(ours.manager)

    page = client.get(f"/board/ours/asks/{ask.pk}/").content.decode()

    assert f"by {ours.manager.name} on" in page
    assert "sent by" in page
    assert "closed by" not in page
    assert client.post(f"/board/ours/asks/{ask.pk}/open-again/").status_code == 302
    again = client.get(f"/board/ours/asks/{ask.pk}/").content.decode()
    assert "sent by" not in again
    assert "Open it again" not in again
