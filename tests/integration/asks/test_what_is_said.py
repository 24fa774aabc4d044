"""Nothing counts as an agency's word that it did not say: what is filled in, suggested, refused, and named by the ask."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from goldenthread.asks import answering, files, library, links, looking, operations
from goldenthread.asks.answering import NotComplete
from goldenthread.asks.models import Answer, Ask
from goldenthread.boards.models import Agency
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.models import OutgoingMail
from goldenthread.learning.models import Action
from goldenthread.training.bookings import Booking
from goldenthread.training.models import Course, Session
from tests.factories.asking import Asking, accepted, as_, in_days, written
from tests.factories.records import make
from tests.factories.rooms.asks import SMALL, WHOLE
from tests.integration.asks.opening import as_user, at, boxes, read_of

pytestmark = [pytest.mark.django_db, pytest.mark.records]
ACTIONS: dict[str, Any] = {
    "title": "Actions",
    "questions": [
        {
            "key": "actions",
            "words": "How far is each action?",
            "kind": "cases",
            "one_case": "action",
            "prefill": "held:actions",
            "is_required": False,
            "of_each": [
                {"key": "action", "words": "The action", "kind": "text"},
                {"key": "due_on", "words": "Due", "kind": "date", "is_required": False},
                {
                    "key": "progress",
                    "words": "How far it is",
                    "kind": "choice",
                    "choices": {"under_way": "Under way", "done": "Done", "stuck": "Stuck"},
                },
            ],
        }
    ],
}
FILES: dict[str, Any] = {
    "title": "Papers",
    "questions": [
        {"key": "said", "words": "What does it show?", "kind": "text"},
        {"key": "paper", "words": "A file to read", "kind": "file", "is_required": False},
    ],
}


def sent_with(ours: Asking, *sections: dict[str, Any], **changed: Any) -> Answer:
    """An answer to the small form with more sections behind its one."""
    form = ours.form(slug="longer", sections=[*SMALL["sections"], *sections])
    return ours.answer(ours.sent(ours.police, form_version=form, **changed))


def again(answer: Answer) -> Answer:
    return Answer.objects.get(pk=answer.pk)


def _action(ours: Asking, text: str) -> Action:
    return make(Action, ours.board, agency=ours.police, text=text, status=Action.Status.IN_PROGRESS)


def test_a_state_from_the_record_is_only_suggested_and_never_handed_in_unsaid(ours: Asking):
    _action(ours, "Train every team in self-neglect.")
    answer = sent_with(ours, ACTIONS)
    assert again(answer).data["actions"][0]["action"] == "Train every team in self-neglect."
    assert "progress" not in again(answer).data["actions"][0]
    client = as_user(ours.lead)

    page = client.get(at(answer, "part/2/")).content.decode()
    written(answer, ours.lead)
    given = answering.hand_in(answer, by=as_(ours.lead))

    assert "The Board’s record says: Under way. Say how it is now." in page
    assert given.data == WHOLE


def test_a_list_that_was_begun_counts_once_somebody_saved_it_and_then_has_to_be_whole(ours: Asking):
    _action(ours, "Train every team in self-neglect.")
    answer = sent_with(ours, ACTIONS)
    written(answer, ours.lead)
    client = as_user(ours.lead)
    page = client.get(at(answer, "part/2/")).content
    typed = {"q-actions.1.action": "Train every team in self-neglect.", "read": read_of(page), "do": "next"}

    client.post(at(answer, "part/2/"), typed)

    assert again(answer).prefilled == {}
    with pytest.raises(NotComplete):
        answering.hand_in(answer, by=as_(ours.lead))
    check = client.get(at(answer, "check/")).content.decode()
    assert f'href="{at(answer, "part/2/")}#q-actions-1-progress"' in check
    client.post(
        at(answer, "part/2/"), {**typed, "q-actions.1.progress": "stuck", "read": read_of(_part(client, answer))}
    )
    assert answering.hand_in(answer, by=as_(ours.lead)).data["actions"][0]["progress"] == "stuck"


def _part(client: Any, answer: Answer) -> bytes:
    content: bytes = client.get(at(answer, "part/2/")).content
    return content


def test_what_was_filled_in_is_marked_where_it_is_handed_in_until_somebody_saves_it(ours: Asking):
    accepted(ours.answer(ours.sent(due_on=in_days(1))), ours)
    answer = ours.answer(ours.sent(due_on=in_days(9)))
    client = as_user(ours.lead)

    marked = client.get(at(answer, "check/")).content.decode()
    parts = client.get(at(answer)).content.decode()
    client.post(
        at(answer, "part/1/"), {**boxes(), "read": read_of(client.get(at(answer, "part/1/")).content), "do": "next"}
    )
    plain = client.get(at(answer, "check/")).content.decode()

    assert "Filled in from your last answer, and not saved by anybody yet" in marked
    assert "Not started" in parts
    assert again(answer).prefilled == {}
    assert "not saved by anybody yet" not in plain


def test_the_page_where_it_is_handed_in_shows_the_answer_with_the_way_to_each_question(ours: Asking):
    answer = written(ours.answer(ours.sent()), ours.lead)

    page = as_user(ours.lead).get(at(answer, "check/")).content.decode()

    assert WHOLE["headline"] in page
    assert "212 people" in page
    for key in ("headline", "trained", "worries"):
        assert f'href="{at(answer, "part/1/")}#q-{key}"' in page
    assert "What worries you?" not in page


def test_by_a_link_the_answer_is_read_before_it_is_handed_in_and_a_refused_file_loses_nothing(ours: Asking):
    answer = sent_with(ours, FILES)
    links.send(answer, to="lead@police.example", for_whom="Their lead", by=as_(ours.manager))
    letter = bytes(OutgoingMail.objects.latest("queued_at").message).decode().replace("=\r\n", "")
    found = re.search(r"/answer/[\w-]+/", letter)
    assert found is not None
    way, client = found.group(), Client()
    read = read_of(client.get(f"{way}part/2/").content)
    wrong = SimpleUploadedFile("movement.exe", b"MZ\x90\x00")

    after = client.post(f"{way}part/2/", {"q-said": "It shows a change.", "q-paper": wrong, "read": read, "do": "next"})
    check = client.get(f"{way}check/").content.decode()

    assert after.status_code == 422
    assert "The file was not taken; the rest is saved" in after.content.decode()
    assert "It shows a change." in check
    assert f'href="{way}part/2/#q-said"' in check
    assert "Still to do in part 1" in check


def test_nothing_is_asked_for_where_no_button_would_save_it(ours: Asking):
    accepted(ours.answer(ours.sent(due_on=in_days(1))), ours, trained="100")
    answer = ours.answer(ours.sent(due_on=in_days(9)))
    answering.write(answer, {"trained": "300"}, by=as_(ours.lead))
    client = as_user(ours.lead)

    half = client.get(at(answer, "check/")).content.decode()
    written(answer, ours.lead, trained="300")
    whole = client.get(at(answer, "check/")).content.decode()

    assert ("Worth a second look" in half, "<textarea" in half) == (True, False)
    assert "What explains it? If it is not right" in whole
    assert re.search(rf'href="{at(answer, "part/1/")}#q-trained">go back and correct it', whole)


def test_a_file_that_is_refused_says_that_the_rest_is_saved(ours: Asking):
    answer = sent_with(ours, FILES)
    client = as_user(ours.lead)
    page = client.get(at(answer, "part/2/")).content
    wrong = SimpleUploadedFile("movement.exe", b"MZ\x90\x00")

    after = client.post(
        at(answer, "part/2/"), {"q-said": "It shows a change.", "q-paper": wrong, "read": read_of(page), "do": "next"}
    )

    words = after.content.decode()
    assert after.status_code == 422
    assert "The file was not taken; the rest is saved" in words
    assert '<a href="#q-paper">' in words
    assert "It was not saved" not in words
    assert again(answer).data == {"said": "It shows a change."}


def test_after_a_mistake_one_message_stands_and_takes_the_focus(ours: Asking):
    answer = ours.answer(ours.sent())
    client = as_user(ours.lead)
    sent = {**boxes(trained="about 240"), "read": read_of(client.get(at(answer, "part/1/")).content), "do": "next"}

    went = client.post(at(answer, "part/1/"), sent)
    page = client.get(went["Location"].partition("#")[0]).content.decode()

    assert went["Location"] == f"{at(answer, 'part/1/')}#problems"
    assert 'id="problems"' in page
    assert "Saved. You can leave" not in page


def test_a_second_window_of_the_same_person_says_so(ours: Asking):
    answer = ours.answer(ours.sent())
    client = as_user(ours.lead)
    opened = read_of(client.get(at(answer, "part/1/")).content)
    client.post(at(answer, "part/1/"), {**boxes(headline="In the first window."), "read": opened, "do": "next"})

    own = client.post(at(answer, "part/1/"), {**boxes(headline="In the second."), "read": opened, "do": "next"})
    theirs = as_user(ours.contributor).post(
        at(answer, "part/1/"), {**boxes(headline="A colleague."), "read": opened, "do": "next"}
    )

    words = own.content.decode()
    assert "You saved this in another window at" in words
    assert "Saved in the other window" in words
    assert "Saved by them" not in words
    assert "Lead saved this at" in theirs.content.decode()


def test_parts_in_which_nothing_is_required_are_not_counted(ours: Asking):
    answer = sent_with(ours, ACTIONS)
    client = as_user(ours.lead)

    before = client.get(at(answer, "part/1/")).content.decode()
    written(answer, ours.lead)
    after = client.get(at(answer, "part/1/")).content.decode()

    assert "0 of 1 part done" in before
    assert "1 of 1 part done" in after
    assert "Nothing is required" in after


def test_a_row_that_is_added_or_taken_away_leads_on_in_the_list(ours: Asking):
    answer = sent_with(ours, ACTIONS)
    client = as_user(ours.lead)
    row = {"q-actions.1.action": "One.", "q-actions.1.progress": "done"}

    more = client.post(at(answer, "part/2/"), {**row, "read": read_of(_part(client, answer)), "do": "more:actions"})
    added = client.get(more["Location"].partition("#")[0]).content.decode()
    fewer = client.post(
        at(answer, "part/2/"), {**row, "read": read_of(_part(client, answer)), "do": "remove:actions.1"}
    )

    assert more["Location"] == f"{at(answer, 'part/2/')}?more=actions#q-actions-2-action"
    assert 'id="q-actions-2-action"' in added
    assert fewer["Location"] == f"{at(answer, 'part/2/')}#q-actions-heading"
    assert 'id="q-actions-heading" tabindex="-1"' in added


def test_a_fault_in_a_list_names_its_box_and_leads_there_and_what_was_typed_stays(ours: Asking):
    answer = sent_with(ours, ACTIONS)
    client = as_user(ours.lead)
    row = {
        "q-actions.1.action": "One.",
        "q-actions.1.progress": "done",
        "q-actions.1.due_on-day": "31",
        "q-actions.1.due_on-month": "June",
        "q-actions.1.due_on-year": "2026",
    }

    page = client.post(
        at(answer, "part/2/"), {**row, "read": read_of(_part(client, answer)), "do": "next"}, follow=True
    ).content.decode()

    way = "#q-actions.1.due_on-day"
    assert f'<a href="{way}">Due (action 1): Enter a day that exists, such as 31 March 2024</a>' in page
    assert [f'value="{said}"' in page for said in ("31", "June", "2026")] == [True, True, True]


def _request(ours: Asking, **changed: Any) -> Ask:
    form = operations.keep_form(board=ours.board, form=library.shipped()["data-request"], by=as_(ours.manager))
    given = {"covers_from": in_days(-90), "covers_to": in_days(-1), "numbers": "Calls about scams\nReferrals made"}
    return ours.draft(ours.police, form_version=form, **{**given, **changed})


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ({"covers_to": None}, "Say the first and the last day"),
        ({"covers_from": None}, "Say the first and the last day"),
        ({"numbers": "  "}, "Name them, one a line"),
    ],
)
def test_a_request_for_numbers_is_not_sent_without_its_numbers_and_days(ours: Asking, without: Any, words: str):
    ask = _request(ours, **without)

    with pytest.raises(NotPossibleNow, match=words):
        operations.send(ask, by=as_(ours.manager))


def test_the_numbers_and_days_of_a_request_stand_wherever_it_is_answered(ours: Asking):
    answer = ours.answer(operations.send(_request(ours), by=as_(ours.manager)))
    client = as_user(ours.lead)
    first = f"{in_days(-90):%Y-%m-%d}"

    begun = [(one["what"], one["from_on"]) for one in again(answer).data["numbers"]]
    page, part = (client.get(at(answer, where)).content.decode() for where in ("", "part/1/"))
    book = load_workbook(io.BytesIO(files.make(answer, ".xlsx").contents))
    word = docx.Document(io.BytesIO(files.make(answer, ".docx").contents))

    assert begun == [("Calls about scams", first), ("Referrals made", first)]
    assert "Filled in from what the Board asks for" in part
    assert "Numbers it asks for" in page
    assert "Days it is about" in page
    assert "Days it is about" in part
    for lines in (
        [str(row[0].value) for row in book["Read me"].iter_rows()],
        [one.text for one in word.paragraphs],
    ):
        assert any(one.startswith("Days it is about: ") for one in lines)
        assert "It asks for: Calls about scams" in lines


@pytest.mark.parametrize(("people", "held"), [(0, "0 places"), (2, "2 places")])
def test_a_number_that_is_held_already_is_filled_in_and_may_be_changed(ours: Asking, people: int, held: str):
    _came(ours, ours.health, in_days(-30))
    for _ in range(people):
        _came(ours, ours.police, in_days(-30))
    _came(ours, ours.police, in_days(-400))
    answer = _training_return(ours)
    client = as_user(ours.lead)

    page = client.get(at(answer, "part/3/")).content.decode()

    assert f"We hold {held}; change it if it is wrong." in page
    assert again(answer).prefilled["board_courses"] == "held:board_courses"
    changed = answering.write(answer, {"board_courses": "5"}, by=as_(ours.lead))
    assert "board_courses" not in changed.prefilled


def test_a_number_of_which_no_register_tells_is_left_to_the_agency(ours: Asking):
    answer = _training_return(ours)

    assert "board_courses" not in again(answer).data


def _came(ours: Asking, agency: Agency, on: date) -> None:
    course = make(Course, ours.board)
    session = make(Session, ours.board, course=course, held_on=on)
    make(Booking, ours.board, session=session, agency=agency, state="attended", email=f"{uuid4()}@ours.example")


def _training_return(ours: Asking) -> Answer:
    form = operations.keep_form(board=ours.board, form=library.shipped()["training-return"], by=as_(ours.manager))
    return ours.answer(ours.sent(ours.police, form_version=form, covers_from=in_days(-90), covers_to=in_days(-1)))


def test_the_page_for_a_new_ask_wants_the_days_of_a_form_that_counts(ours: Asking):
    day = in_days(20)
    sent = {
        "asks_with": "data-request",
        "title": "Scams",
        "purpose": "To see how many.",
        "asked": [str(ours.police.pk)],
        "period": "2026-27",
        "due_on-day": day.day,
        "due_on-month": day.month,
        "due_on-year": day.year,
        "times_a_year": "1",
        "escalate_after_days": "14",
    }

    page = as_user(ours.manager).post("/board/ours/asks/new/", sent)

    words = page.content.decode()
    assert page.status_code == 422
    assert "Enter the first day the answers are about" in words
    assert "Enter the last day the answers are about" in words
    assert "Name the numbers you ask for, one a line" in words


def test_an_untouched_list_that_is_required_is_looked_over_as_any_answer(ours: Asking):
    answer = ours.answer(operations.send(_request(ours), by=as_(ours.manager)))

    missing = {one.at for one in looking.looked_over(answer).missing if one.key == "numbers"}

    assert missing == {"1.unit", "1.value", "2.unit", "2.value"}
