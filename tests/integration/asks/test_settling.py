"""What the Board settles about an answer: an exemption, longer, serving another Board; and whose a file is."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.asks import answering, deciding, known, queries
from goldenthread.asks.models import Answer, ExtensionRequest, Recipient
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import standing_of
from goldenthread.core.errors import NotPossibleNow, Refused
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, asking, in_days, written
from tests.factories.rooms.asks import SMALL, WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def again(answer: Answer) -> Answer:
    return Answer.objects.select_related(*queries.WITH_ALL).get(pk=answer.pk)


@pytest.mark.capability("S145")
def test_an_agency_under_inspection_is_exempt_with_the_reason(ours: Asking, answer: Answer):
    deciding.exempt(answer.recipient, kind="under_inspection", why="Inspectors are in all month.", by=as_(ours.manager))

    recipient = Recipient.objects.get(pk=answer.recipient_id)
    assert (recipient.get_exempt_kind_display(), recipient.exempt_by) == ("It is under inspection", "Manager")
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        assert queries.how(recipient, again(answer)).words == "Exempt"
    with pytest.raises(NotPossibleNow, match="already"):
        deciding.exempt(recipient, kind="other", why="Again", by=as_(ours.officer))
    assert not deciding.ask_after_all(recipient, by=as_(ours.officer)).is_exempt


def test_an_agency_asks_for_longer_and_the_board_decides(ours: Asking, answer: Answer):
    asked = answering.ask_for_longer(answer, until=in_days(30), why="Our analyst is away.", by=as_(ours.contributor))
    with pytest.raises(NotPossibleNow, match="asked for longer already"):
        answering.ask_for_longer(answer, until=in_days(40), why="More.", by=as_(ours.lead))

    deciding.decide(asked, is_agreed=True, until=in_days(21), by=as_(ours.manager))

    recipient = Recipient.objects.get(pk=answer.recipient_id)
    assert (recipient.due_on, recipient.extended_why) == (in_days(21), "Our analyst is away.")
    with pytest.raises(NotPossibleNow, match="Manager decided this already"):
        deciding.decide(asked, is_agreed=False, words="No.", by=as_(ours.officer))


def test_refusing_longer_wants_a_reason(ours: Asking, answer: Answer):
    asked = answering.ask_for_longer(answer, until=in_days(30), why="Leave.", by=as_(ours.lead))

    with pytest.raises(Refused, match="Say why not"):
        deciding.decide(asked, is_agreed=False, by=as_(ours.manager))
    decided = deciding.decide(asked, is_agreed=False, words="The Board meets on the day.", by=as_(ours.manager))
    assert decided.outcome == ExtensionRequest.Outcome.REFUSED


@pytest.mark.parametrize("days", [-1, 0, 13, 14])
def test_longer_is_later_than_it_was(ours: Asking, answer: Answer, days: int):
    """The ask is due in fourteen days."""
    with pytest.raises(Refused, match="Choose a day from today on"):
        deciding.give_longer(answer.recipient, until=in_days(days), why="Leave.", by=as_(ours.manager))


@pytest.mark.capability("S185")
def test_an_answer_serves_another_board_by_consent_alone(ours: Asking, answer: Answer):
    neighbour = asking("neighbour")
    people.person(ours.lead.email, board=neighbour.board, role="agency_lead", agency=neighbour.police)
    accepted(answer, ours)
    theirs = neighbour.answer(neighbour.sent())
    lead, reader = ours.lead, neighbour.manager
    assert queries.offers(theirs, standing_of(lead)) == []
    assert list(queries.shared_with(neighbour.board, standing_of(reader))) == []

    consent = answering.let_another_board_use(answer, board=neighbour.board, by=as_(lead))
    assert queries.offers(theirs, standing_of(lead)) == [consent]
    assert queries.offers(theirs, standing_of(neighbour.contributor)) == []
    assert list(queries.shared_with(neighbour.board, standing_of(reader))) == [consent]
    used = answering.use_answer(theirs, consent, by=as_(lead))
    assert used.data == WHOLE
    assert known.source_in_words(used.prefilled["headline"]) == f"Filled in from the answer you gave to {ours.board}"

    answering.withdraw_consent(consent, by=as_(lead))
    assert list(queries.shared_with(neighbour.board, standing_of(reader))) == []
    with pytest.raises(NotPossibleNow, match="may not be used here any more"):
        answering.use_answer(theirs, consent, by=as_(lead))


def test_an_answer_that_is_not_signed_off_serves_no_other_board(ours: Asking, answer: Answer):
    other: Board = people.board("other")
    written(answer, ours.lead)

    with pytest.raises(NotPossibleNow, match="Sign the answer off first"):
        answering.let_another_board_use(answer, board=other, by=as_(ours.lead))


def test_a_file_belongs_to_its_answer_alone(ours: Asking):
    questions = [
        *SMALL["sections"][0]["questions"],
        {"key": "paper", "words": "A paper", "kind": "file", "is_required": False},
    ]
    form = ours.form(slug="with-a-file", sections=[{"title": "All", "questions": questions}])
    ask = ours.sent(form_version=form)
    answer, other = ours.answer(ask), ours.answer(ask, ours.health)

    kept = answering.keep_file(answer, key="paper", sent=SimpleUploadedFile("plan.txt", b"Plan"), by=as_(ours.lead))

    document = kept.data["paper"]["id"]
    assert answering.file_of(answer, document) is not None
    assert answering.file_of(other, document) is None
    with pytest.raises(Refused, match="not taken"):
        answering.keep_file(answer, key="paper", sent=SimpleUploadedFile("x.exe", b"x"), by=as_(ours.lead))
