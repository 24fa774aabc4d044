"""Answers of several agencies are read beside each other, question by question, with totals, and taken away as a workbook."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from goldenthread.asks import answering, looking
from goldenthread.asks.answering import Words
from goldenthread.asks.models import Answer
from goldenthread.trail.models import Entry
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, handed_in, in_days, written
from tests.integration.asks.opening import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.records]
DRIVE = "A drive in May."


@pytest.fixture
def answers(ours: Asking) -> list[Answer]:
    """Three agencies' answers to one ask: the police explain a number that rose, health answers, a third says nothing is new."""
    third = people.agency(ours.board, "third")
    accepted(ours.answer(ours.sent(due_on=in_days(1))), ours, trained="100")
    ask = ours.sent(ours.police, ours.health, third, due_on=in_days(9))
    police, health, nil = (ours.answer(ask, one) for one in (ours.police, ours.health, third))
    written(police, ours.lead, trained="300")
    answering.hand_in(police, by=as_(ours.lead), words=Words({("trained", "rise"): DRIVE, **_words(police)}))
    handed_in(health, ours.health_lead, trained="40", headline="We train on wards.")
    lead = people.person("third@ours.example", board=ours.board, role="agency_lead", agency=third)
    answering.write(nil, {"nil": "We were closed."}, by=as_(lead))
    answering.hand_in(nil, by=as_(lead))
    return [police, health, nil]


def _words(answer: Answer) -> dict[tuple[str, str], str]:
    """A word on whatever looks unusual in an answer."""
    again = Answer.objects.get(pk=answer.pk)
    return {(one.key, one.code): DRIVE for one in looking.looked_over(again).warnings}


@pytest.mark.capability("S105", "S37")
def test_answers_stand_side_by_side_with_what_was_said_of_them_and_a_total(ours: Asking, answers: list[Answer]):
    ask = answers[0].recipient.ask
    client = as_user(ours.manager)
    assert "Read the answers side by side" in client.get(f"/board/ours/asks/{ask.pk}/").content.decode()

    page = client.get(f"/board/ours/asks/{ask.pk}/side-by-side/").content.decode()

    row = re.search(r'<th scope="row">Staff trained</th>(.*?)</tr>', page, re.DOTALL)
    assert row is not None
    cells = [
        " ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in re.findall(r"<td.*?>(.*?)</td>", row[1], re.DOTALL)
    ]
    assert cells[0] == "40 people"
    assert cells[1].startswith("300 people")
    assert cells[1].endswith(f"The agency says: {DRIVE}")
    assert cells[2:] == ["Nil return", "340 people, from 2 of 3"]
    assert "We were closed." in page
    assert Entry.objects.filter(verb="read answers side by side", subject_id=str(ask.pk)).exists()


def test_the_same_is_taken_away_as_a_workbook_in_which_numbers_are_numbers(ours: Asking, answers: list[Answer]):
    ask = answers[0].recipient.ask

    given = as_user(ours.manager).get(f"/board/ours/asks/{ask.pk}/side-by-side.xlsx")

    rows = [list(row) for row in load_workbook(io.BytesIO(given.content)).active.iter_rows(values_only=True)]
    lines = {row[1]: row[2:] for row in rows if len(row) > 1}
    assert list(lines["Question"]) == ["Health", "Police", "Third", "Total"]
    assert list(lines["Staff trained"]) == [40, 300, "Nil return", 340]
    assert DRIVE in str(lines["Staff trained: what looked unusual"][1])


def test_who_may_not_read_an_answer_finds_it_in_no_column(ours: Asking, answers: list[Answer]):
    ask = answers[0].recipient.ask
    inspector = people.person("inspector@ours.example", board=ours.board, role="inspector")
    people.given(inspector, ask, ours.board)

    page = as_user(inspector).get(f"/board/ours/asks/{ask.pk}/side-by-side/").content.decode()

    assert "No agency has handed in an answer yet." in page
    assert as_user(ours.lead).get(f"/board/ours/asks/{ask.pk}/side-by-side/").status_code == 404
    assert as_user(ours.lead).get(f"/board/ours/asks/{ask.pk}/side-by-side.xlsx").status_code in {403, 404}
