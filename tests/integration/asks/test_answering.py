"""What an agency does with its answer, and what the Board decides of it: half-done, handed in, returned, accepted, shut."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.asks import answering, deciding, known, looking, operations, queries
from goldenthread.asks.answering import NotComplete, NotExplained, StaleAnswer, Words
from goldenthread.asks.models import Answer, Door, HandedIn, Recipient
from goldenthread.asks.steps import State
from goldenthread.core import clock
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.trail.models import Entry
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, asking, handed_in, in_days, written
from tests.factories.rooms.asks import WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def again(answer: Answer) -> Answer:
    return Answer.objects.select_related(*queries.WITH_ALL).get(pk=answer.pk)


@pytest.mark.capability("S105")
def test_from_not_begun_to_accepted_with_everybody_named(ours: Asking, answer: Answer):
    written(answer, ours.contributor)
    given_ = answering.hand_in(answer, by=as_(ours.contributor))
    answering.sign_off(answer, by=as_(ours.lead))
    deciding.accept(answer, by=as_(ours.manager))

    now = again(answer)
    assert now.stands is State.ACCEPTED
    assert (now.submitted_by, now.signed_off_by, now.accepted_by) == ("Contributor", "Lead", "Manager")
    assert (given_.number, given_.data, given_.door, given_.by_user) == (1, WHOLE, Door.WEB, ours.contributor)
    verbs = Entry.objects.filter(subject_id=str(answer.pk)).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        "ask an agency",
        "write an answer",
        "hand in an answer",
        "sign off an answer",
        "accept an answer",
    ]


def test_an_answer_is_saved_half_done_and_not_yet_complete(ours: Asking, answer: Answer):
    saved = answering.write(answer, {"headline": "We began."}, by=as_(ours.contributor))

    assert (saved.stands, saved.data) == (State.IN_PROGRESS, {"headline": "We began."})
    with pytest.raises(NotComplete, match="2 things to put right"):
        answering.hand_in(answer, by=as_(ours.contributor))
    assert again(answer).stands is State.IN_PROGRESS


def test_what_an_answer_says_never_enters_the_trail(ours: Asking, answer: Answer):
    accepted(answer, ours, headline="Secret words about somebody.")

    assert "Secret words" not in str(list(Entry.objects.values_list("before", "after", "why")))


@pytest.mark.parametrize("deed", ["write", "hand in", "sign off", "take back", "return", "accept", "longer", "file"])
def test_an_accepted_answer_takes_no_change_from_anybody(ours: Asking, answer: Answer, deed: str):
    accepted(answer, ours)
    before = Answer.objects.values().get(pk=answer.pk)
    lead, manager = as_(ours.lead), as_(ours.manager)
    deeds: dict[str, Any] = {
        "write": lambda: answering.write(answer, {"headline": "Other"}, by=lead),
        "hand in": lambda: answering.hand_in(answer, by=lead),
        "sign off": lambda: answering.sign_off(answer, by=lead),
        "take back": lambda: answering.take_back(answer, by=lead),
        "return": lambda: deciding.return_with(answer, [("", "Why?")], by=manager),
        "accept": lambda: deciding.accept(answer, by=manager),
        "longer": lambda: answering.ask_for_longer(answer, until=in_days(90), why="Leave", by=lead),
        "file": lambda: answering.keep_file(answer, key="headline", sent=SimpleUploadedFile("a.txt", b"a"), by=lead),
    }

    with pytest.raises(NotPossibleNow, match="accepted"):
        deeds[deed]()

    assert Answer.objects.values().get(pk=answer.pk) == before
    assert HandedIn.objects.count() == 1


def test_the_second_of_two_who_accept_at_once_is_told_by_whom(ours: Asking, answer: Answer):
    second = people.person("second@ours.example", board=ours.board, role="board_manager")
    handed_in(answer, ours.lead)
    answering.sign_off(answer, by=as_(ours.lead))
    as_both_opened_it = again(answer)
    deciding.accept(as_both_opened_it, by=as_(ours.manager), number=1)

    with pytest.raises(NotPossibleNow, match="Manager accepted this answer already"):
        deciding.accept(as_both_opened_it, by=as_(second), number=1)


def test_what_came_after_the_page_was_opened_is_not_accepted_unread(ours: Asking, answer: Answer):
    handed_in(answer, ours.lead)
    answering.take_back(answer, by=as_(ours.lead))
    handed_in(answer, ours.lead, headline="Another headline.")
    answering.sign_off(answer, by=as_(ours.lead))

    with pytest.raises(NotPossibleNow, match="another version since you opened this page"):
        deciding.accept(answer, by=as_(ours.manager), number=1)
    assert deciding.accept(answer, by=as_(ours.manager), number=2).stands is State.ACCEPTED


def test_the_board_does_not_accept_what_no_lead_signed_off(ours: Asking, answer: Answer):
    handed_in(answer, ours.contributor)

    with pytest.raises(NotPossibleNow, match="has not signed this off yet"):
        deciding.accept(answer, by=as_(ours.manager))


def test_a_lead_may_hand_in_and_sign_off_and_both_are_kept(ours: Asking, answer: Answer):
    handed_in(answer, ours.lead)

    now = answering.sign_off(answer, by=as_(ours.lead))

    assert now.submitted_by == now.signed_off_by == "Lead"


def somebody_of_each(ours: Asking) -> dict[str, Actor]:
    theirs = asking("theirs")
    return {
        "the agency's lead": as_(ours.lead),
        "the agency's contributor": as_(ours.contributor),
        "another agency's lead": as_(ours.health_lead),
        "the manager": as_(ours.manager),
        "the officer": as_(ours.officer),
        "the chair": as_(ours.chair),
        "another Board's manager": as_(theirs.manager),
        "another Board's lead": as_(theirs.lead),
        "a link nobody knows": Actor("link", "A link"),
        "nobody": Actor.person("Nobody"),
    }


@pytest.mark.parametrize(
    ("deed", "those"),
    [
        ("write", {"the agency's lead", "the agency's contributor"}),
        ("sign off", {"the agency's lead"}),
        ("return", {"the manager", "the officer"}),
        ("accept", {"the manager"}),
        ("share", {"the agency's lead"}),
        ("exempt", {"the manager", "the officer"}),
    ],
)
def test_who_may_do_what(ours: Asking, answer: Answer, deed: str, those: set[str]):
    if deed != "write":
        handed_in(answer, ours.lead)
    if deed in {"accept", "share"}:
        answering.sign_off(answer, by=as_(ours.lead))
    other = Recipient.objects.get(ask=answer.recipient.ask, agency=ours.health)
    elsewhere = people.board("elsewhere")
    could = set()
    for name, by in somebody_of_each(ours).items():
        deeds: dict[str, Any] = {
            "write": lambda by: answering.write(answer, WHOLE, by=by),
            "sign off": lambda by: answering.sign_off(answer, by=by),
            "return": lambda by: deciding.return_with(answer, [("", "Which month?")], by=by),
            "accept": lambda by: deciding.accept(answer, by=by),
            "share": lambda by: answering.let_another_board_use(answer, board=elsewhere, by=by),
            "exempt": lambda by: deciding.exempt(other, kind="other", why="Because.", by=by),
        }
        kept = connection.savepoint()
        try:
            deeds[deed](by)
            could.add(name)
        except NotPermitted:
            pass
        connection.savepoint_rollback(kept)

    assert could == those


def test_a_link_may_do_what_its_room_says(ours: Asking, answer: Answer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answering, "_links", [lambda by, one, act: by.name == "Link 1" and act is Act.EDIT])
    link = Actor("link", "Link 1")

    answering.write(answer, WHOLE, by=link)
    made = answering.hand_in(answer, by=link, door=Door.LINK)

    assert (made.by, made.by_user, made.door) == ("Link 1", None, "link")
    with pytest.raises(NotPermitted):
        answering.sign_off(answer, by=link)


def test_two_who_write_in_different_questions_both_keep_theirs(ours: Asking, answer: Answer):
    seen = answering.fingerprints(answer, ["headline", "trained"])
    answering.write(answer, {"headline": "Ours."}, by=as_(ours.lead), seen=seen)

    now = answering.write(answer, {"trained": "12"}, by=as_(ours.contributor), seen=seen)

    assert now.data == {"headline": "Ours.", "trained": "12"}


def test_two_who_write_to_the_same_question_see_each_other(ours: Asking, answer: Answer):
    seen = answering.fingerprints(answer, ["headline"])
    answering.write(answer, {"headline": "First."}, by=as_(ours.lead), seen=seen)

    with pytest.raises(StaleAnswer) as stale:
        answering.write(answer, {"headline": "Second."}, by=as_(ours.contributor), seen=seen)

    assert (stale.value.keys, stale.value.saved.data["headline"]) == (("headline",), "First.")
    assert (
        answering.write(answer, {"headline": "First."}, by=as_(ours.contributor), seen=seen).data["headline"]
        == "First."
    )


@pytest.mark.capability("S74")
def test_a_returned_answer_comes_back_with_a_reply_and_both_versions_stay(ours: Asking, answer: Answer):
    handed_in(answer, ours.lead)
    deciding.return_with(answer, [("trained", "Which month is this for?")], by=as_(ours.officer), number=1)
    assert again(answer).stands is State.RETURNED
    answering.write(answer, {"trained": "220"}, by=as_(ours.lead))
    asked = answer.clarifications.get()

    with pytest.raises(NotExplained) as silent:
        answering.hand_in(answer, by=as_(ours.lead))
    assert silent.value.questions == (asked,)

    made = answering.hand_in(answer, by=as_(ours.lead), words=Words(replies={str(asked.pk): "For June."}))
    asked.refresh_from_db()
    assert (made.number, asked.reply, asked.about_number) == (2, "For June.", 1)
    assert [one.data["trained"] for one in answer.handings_in.all()] == ["212", "220"]


def test_returning_does_not_make_it_late(ours: Asking):
    answer = ours.answer(ours.sent(due_on=in_days(3)))
    handed_in(answer, ours.lead)
    deciding.return_with(answer, [("", "Which month?")], by=as_(ours.manager))

    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        found = queries.how(answer.recipient, again(answer))
    assert (found.words, found.is_late, found.status.shape) == ("Returned: waits for the agency", False, "part")
    answering.write(answer, {"trained": "220"}, by=as_(ours.lead))
    assert queries.how(answer.recipient, again(answer)).words == "Being changed: waits for the agency"


def test_a_warning_is_answered_in_words_that_travel_with_the_number(ours: Asking):
    first = ours.sent(due_on=in_days(1))
    accepted(ours.answer(first), ours, trained="100")
    answer = written(ours.answer(ours.sent(due_on=in_days(9))), ours.lead, trained="300")
    warning = looking.looked_over(answer).warnings[0]
    assert warning.key == "trained"

    with pytest.raises(NotExplained):
        answering.hand_in(answer, by=as_(ours.lead))
    said = Words(warnings={(warning.key, warning.code): "A training day for all new staff."})
    made = answering.hand_in(answer, by=as_(ours.lead), words=said)

    assert [(one["key"], one["words"]) for one in made.explained] == [("trained", "A training day for all new staff.")]
    assert answer.explanations.get().words == "A training day for all new staff."


def test_last_times_answer_is_where_the_next_begins_and_says_so(ours: Asking):
    accepted(ours.answer(ours.sent(due_on=in_days(1))), ours)

    later = ours.answer(ours.sent(due_on=in_days(9)))

    assert later.data == {"headline": WHOLE["headline"]}
    assert known.source_in_words(later.prefilled["headline"]) == "Filled in from your last answer"
    touched = answering.write(later, {"headline": "Something new."}, by=as_(ours.lead))
    assert touched.prefilled == {}


def test_what_another_agency_said_is_nobodys_last_time(ours: Asking):
    accepted(ours.answer(ours.sent(due_on=in_days(1))), ours)

    assert ours.answer(ours.sent(due_on=in_days(9)), ours.health).data == {}


def test_a_question_that_is_not_asked_leaves_with_nothing(ours: Asking, answer: Answer):
    written(answer, ours.lead, worries="yes", worry="The stairs.")
    written(answer, ours.lead, worries="no", worry="The stairs.")

    made = answering.hand_in(answer, by=as_(ours.lead))

    assert "worry" not in made.data
    assert again(answer).data["worry"] == "The stairs."


def test_a_nil_return_is_a_whole_answer(ours: Asking, answer: Answer):
    answering.write(answer, {"headline": "Began.", "nil": "We work with nobody like that."}, by=as_(ours.lead))

    made = answering.hand_in(answer, by=as_(ours.lead))

    assert made.data == {"nil": "We work with nobody like that."}
    assert queries.how(answer.recipient, again(answer)).words == "Nil return"


def test_a_closed_ask_takes_nothing_more(ours: Asking, answer: Answer):
    written(answer, ours.lead)
    operations.close(answer.recipient.ask, by=as_(ours.manager))

    with pytest.raises(NotPossibleNow, match="closed this ask"):
        answering.hand_in(answer, by=as_(ours.lead))


DEEDS = ["write", "hand in", "take back", "sign off", "return", "accept"]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(st.sampled_from(DEEDS), max_size=14))
def test_whatever_is_tried_in_whatever_order_the_record_stays_whole(ours: Asking, deeds: list[str]):
    """Numbers of handings-in have no gap, what is shut stays shut, and accepted comes last."""
    kept = connection.savepoint()
    answer = ours.answer(ours.sent())
    lead, manager = as_(ours.lead), as_(ours.manager)
    took = []
    for place, deed in enumerate(deeds):
        replies = {str(one.pk): "A reply." for one in queries.open_clarifications(answer)}
        tried: dict[str, Any] = {
            "write": lambda place=place: answering.write(answer, {**WHOLE, "headline": f"Version {place}"}, by=lead),
            "hand in": lambda replies=replies: answering.hand_in(answer, by=lead, words=Words(replies=replies)),
            "take back": lambda: answering.take_back(answer, by=lead),
            "sign off": lambda: answering.sign_off(answer, by=lead),
            "return": lambda: deciding.return_with(answer, [("", "Why?")], by=manager),
            "accept": lambda: deciding.accept(answer, by=manager),
        }
        try:
            tried[deed]()
            took.append(deed)
        except (NotPossibleNow, NotPermitted, Refused):
            pass
    now = again(answer)
    numbers = list(now.handings_in.values_list("number", flat=True))

    assert numbers == list(range(1, took.count("hand in") + 1))
    assert now.is_open == now.stands.is_open
    assert "accept" not in took[:-1]
    connection.savepoint_rollback(kept)
