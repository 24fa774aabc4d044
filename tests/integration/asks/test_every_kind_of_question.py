"""Every kind of question as its page asks, keeps and shows it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.asks import answering
from goldenthread.asks.models import Answer
from tests.factories.asking import Asking, as_
from tests.integration.asks.opening import as_user, at, read_of

pytestmark = [pytest.mark.django_db, pytest.mark.records]


EVERY_KIND = [
    {"key": "said", "words": "Said", "kind": "text"},
    {"key": "count", "words": "Count", "kind": "number", "unit": "people", "basis": "Each once", "help": "Count."},
    {"key": "seen_on", "words": "Seen on", "kind": "date"},
    {"key": "how", "words": "How", "kind": "choice", "choices": {"well": "Well", "badly": "Badly"}},
    {"key": "which", "words": "Which", "kind": "choices", "choices": {"one": "One", "two": "Two"}},
    {"key": "is_so", "words": "Is it so", "kind": "yes_no"},
    {
        "key": "table",
        "words": "Table",
        "kind": "matrix",
        "rows": {"r1": "Row one", "r2": "Row two"},
        "columns": [
            {"key": "n", "words": "Number"},
            {"key": "on", "words": "Day", "takes": "date"},
            {"key": "c", "words": "Choice", "takes": "yes_no"},
        ],
    },
    {
        "key": "cases",
        "words": "Cases",
        "kind": "cases",
        "of_each": [
            {"key": "what", "words": "What", "kind": "text"},
            {"key": "grade", "words": "Grade", "kind": "choice", "choices": {"g1": "Good", "g2": "Bad"}},
            {"key": "tags", "words": "Tags", "kind": "choices", "choices": {"a": "A", "b": "B"}},
        ],
    },
    {"key": "paper", "words": "Paper", "kind": "file", "is_required": False},
]


@pytest.fixture
def every_kind(ours: Asking) -> Answer:
    form = ours.form(slug="every-kind", sections=[{"title": "All kinds", "questions": EVERY_KIND}])
    return ours.answer(ours.sent(form_version=form))


def everything() -> dict[str, Any]:
    return {
        "q-said": "Words",
        "q-count": "12",
        "q-seen_on-day": "3",
        "q-seen_on-month": "March",
        "q-seen_on-year": "2024",
        "q-how": "well",
        "q-which": ["one", "two"],
        "q-is_so": "no",
        "q-table.r1.n": "4",
        "q-table.r1.on-day": "1",
        "q-table.r1.on-month": "4",
        "q-table.r1.on-year": "2024",
        "q-table.r1.c": "yes",
        "q-table.r2.n": "0",
        "q-cases.1.what": "First",
        "q-cases.1.grade": "g1",
        "q-cases.3.what": "Third",
        "q-cases.3.tags": ["a", "b"],
        "q-paper": SimpleUploadedFile("plan.txt", b"The plan"),
    }


def test_every_kind_of_question_is_asked_kept_and_shown_again(ours: Asking, every_kind: Answer):
    client = as_user(ours.lead)
    read = read_of(client.get(at(every_kind, "part/1/")).content)

    client.post(at(every_kind, "part/1/"), {**everything(), "read": read, "do": "later"})

    data = dict(Answer.objects.get(pk=every_kind.pk).data)
    paper = data.pop("paper")
    assert data == {
        "said": "Words",
        "count": "12",
        "seen_on": "2024-03-03",
        "how": "well",
        "which": ["one", "two"],
        "is_so": "no",
        "table": {"r1": {"n": "4", "on": "2024-04-01", "c": "yes"}, "r2": {"n": "0"}},
        "cases": [{"what": "First", "grade": "g1"}, {"what": "Third", "tags": ["a", "b"]}],
    }
    assert paper["name"] == "plan.txt"
    page = client.get(at(every_kind, "part/1/")).content.decode()
    for shown in ("plan.txt", 'value="March"' if "March" in page else 'value="3"', "Case 2", "Third", "Each once"):
        assert shown in page


def test_a_day_that_is_none_stays_as_it_was_typed(ours: Asking, every_kind: Answer):
    client = as_user(ours.lead)
    read = read_of(client.get(at(every_kind, "part/1/")).content)
    typed = {"q-seen_on-day": "31", "q-seen_on-month": "2", "q-seen_on-year": "2024", "read": read, "do": "next"}

    page = client.post(at(every_kind, "part/1/"), typed, follow=True).content.decode()

    assert tuple(one for one in ('value="31"', 'value="2024"') if one in page) == ('value="31"', 'value="2024"')


def test_a_case_is_added_and_removed_without_losing_the_rest(ours: Asking, every_kind: Answer):
    client = as_user(ours.lead)
    read = read_of(client.get(at(every_kind, "part/1/")).content)
    one = {"q-cases.1.what": "First", "q-said": "Words", "read": read}

    more = client.post(at(every_kind, "part/1/"), {**one, "do": "more:cases"})
    page = client.get(more["Location"].partition("#")[0]).content
    assert b"Case 2" in page
    two = {**one, "q-cases.2.what": "Second", "read": read_of(page), "do": "remove:cases.1"}
    client.post(at(every_kind, "part/1/"), two)

    assert Answer.objects.get(pk=every_kind.pk).data == {"said": "Words", "cases": [{"what": "Second"}]}


def test_a_file_is_given_to_whoever_may_read_what_was_handed_in(ours: Asking, every_kind: Answer):
    client = as_user(ours.lead)
    read = read_of(client.get(at(every_kind, "part/1/")).content)
    client.post(at(every_kind, "part/1/"), {**everything(), "read": read, "q-table.r2.on-day": "1",
        "q-table.r2.on-month": "4", "q-table.r2.on-year": "2024", "q-table.r2.c": "no", "q-cases.1.tags": ["a"],
        "q-cases.3.grade": "g1", "do": "later"})  # fmt: skip
    document = Answer.objects.get(pk=every_kind.pk).data["paper"]["id"]
    way = at(every_kind, f"files/{document}/")
    manager = as_user(ours.manager)

    assert b"".join(client.get(way)) == b"The plan"
    assert manager.get(way).status_code == 404
    answering.hand_in(every_kind, by=as_(ours.lead))
    assert b"".join(manager.get(way)) == b"The plan"
    assert as_user(ours.health_lead).get(way).status_code == 404
