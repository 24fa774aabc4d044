"""A link lets somebody without an account answer for one agency, once, and see nothing of another."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.asks import answering, deciding, files, links, operations
from goldenthread.asks.link_models import AnswerLink
from goldenthread.asks.models import Answer, Ask, FormVersion
from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.core.models import OutgoingMail
from goldenthread.trail.models import Entry
from tests.factories import people
from tests.factories.records import make
from tests.factories.rooms.asks import SMALL, WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.console("somebody at the server")


@pytest.fixture
def board() -> Board:
    return people.board()


@pytest.fixture
def answer(board: Board) -> Answer:
    return _asked(board, "Azalea Street Project")


def _asked(board: Board, agency: str) -> Answer:
    """An answer that an agency is asked for, in an ask that went to another agency too."""
    form = make(FormVersion, board, slug="highlight-report", data=SMALL) if not board.form_versions.exists() else None
    version = form or board.form_versions.first()
    ask = Ask(
        board=board,
        form_version=version,
        title="Highlight report",
        purpose="To hear what you do.",
        period="2023-24",
        due_on=clock.today() + timedelta(10),
    )
    made = make(Agency, board, name=agency)
    other = make(Agency, board, name="Secret Other Agency")
    operations.send(operations.begin(ask, agencies=[made, other], by=BY), by=BY)
    return Answer.objects.select_related("recipient__agency", "recipient__ask__board").get(recipient__agency=made)


def _send(answer: Answer) -> tuple[AnswerLink, str]:
    """A link, and the way in that its message holds."""
    link = links.send(answer, to="lead@azalea.example", for_whom="Safeguarding lead", by=BY)
    letter = bytes(OutgoingMail.objects.latest("queued_at").message).decode()
    letter = letter.replace("=\r\n", "")
    found = re.search(r"/answer/[\w-]+/", letter)
    assert found is not None
    return link, found.group()


def _read(page: Client, way: str) -> dict[str, str]:
    """What the page carries of how the answer was when it was opened."""
    found = re.search(r'name="read" value="([^"]+)"', page.get(f"{way}part/1/").content.decode())
    assert found is not None
    return {"read": found.group(1)}


def test_two_who_write_by_the_same_link_do_not_lose_each_others_words(answer: Answer):
    link, way = _send(answer)
    page = _client()
    read = _read(page, way)
    answering.write(answer, {"headline": "Theirs"}, by=links.holder(link))

    shown = page.post(f"{way}part/1/", {**read, "q-headline": "Mine"})

    answer.refresh_from_db()
    assert (shown.status_code, answer.data) == (409, {"headline": "Theirs"})
    assert "Mine</textarea>" in shown.content.decode()


def _client() -> Client:
    return Client(HTTP_HOST="localhost")


@pytest.mark.capability("S105")
def test_somebody_without_an_account_saves_comes_back_and_hands_in_once(answer: Answer):
    link, way = _send(answer)
    page = _client()

    assert page.get(way).status_code == 200
    saved = page.post(f"{way}part/1/", {**_read(page, way), "q-headline": WHOLE["headline"], "do": "later"})
    assert (saved.status_code, saved["Location"]) == (302, way)
    again = _client().get(f"{way}part/1/")
    assert WHOLE["headline"] in again.content.decode()
    typed = {"q-headline": WHOLE["headline"], "q-trained": "212", "q-worries": "no"}
    page.post(f"{way}part/1/", {**_read(page, way), **typed})
    unsigned = page.post(f"{way}check/", {})
    assert (unsigned.status_code, "Write the name and post" in unsigned.content.decode()) == (422, True)
    done = page.post(f"{way}check/", {"signed_by": "Sol Merriweather, lead"})

    answer.refresh_from_db()
    assert (done.status_code, answer.state, answer.handings_in.get().data) == (200, "signed_off", WHOLE)
    assert (answer.handings_in.get().door, answer.submitted_by) == (
        "link",
        "Sol Merriweather, lead, by a link for Azalea Street Project",
    )
    used = page.get(way)
    assert (used.status_code, "The answer was handed in" in used.content.decode()) == (410, True)
    assert page.post(f"{way}part/1/", {"q-headline": "Another"}).status_code == 410
    deciding.accept(answer, by=BY)
    assert Entry.objects.filter(by_kind="link", by_user_id=link.pk, verb="hand in an answer").count() == 1


def test_only_the_hash_of_the_secret_is_kept_anywhere(answer: Answer):
    link, way = _send(answer)
    secret = way.split("/")[2]
    OutgoingMail.objects.all().delete()

    kept = [*AnswerLink.objects.values().first().values(), *(str(one) for one in Entry.objects.values())]

    assert links.find(secret) == link
    assert not any(secret in str(one) for one in kept)


@pytest.mark.parametrize("page", ["", "part/1/", "check/", "file/", "form.xlsx"])
def test_a_link_shows_nothing_of_other_agencies_nor_of_the_board(answer: Answer, page: str):
    _, way = _send(answer)
    assert Agency.objects.filter(name="Secret Other Agency").exists()

    shown = _client().get(f"{way}{page}")

    assert shown.status_code == 200
    assert b"Secret Other Agency" not in shown.content
    assert b"/board/" not in shown.content


def test_a_link_opens_its_own_answer_and_no_other(board: Board, answer: Answer):
    link, _ = _send(answer)
    theirs = Answer.objects.exclude(pk=answer.pk).get()

    assert answering.may(Act.EDIT, answer, links.holder(link))
    assert not answering.may(Act.EDIT, theirs, links.holder(link))
    with pytest.raises(NotPermitted):
        answering.write(theirs, {"headline": "Not mine"}, by=links.holder(link))


@pytest.mark.parametrize(("days", "works"), [(0, True), (23, True), (24, True), (25, False), (300, False)], ids=str)
def test_a_link_works_until_two_weeks_after_the_day_it_was_due(
    answer: Answer, days: int, works: bool, monkeypatch: Any
):
    _, way = _send(answer)
    now = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: now)

    assert (_client().get(way).status_code == 200) is works


def test_a_withdrawn_link_and_one_that_was_replaced_say_so(answer: Answer):
    _, first = _send(answer)
    second, way = _send(answer)
    assert (_client().get(first).status_code, _client().get(way).status_code) == (410, 200)

    links.withdraw(second, by=BY)

    shown = _client().get(way)
    assert (shown.status_code, "The Board withdrew it" in shown.content.decode()) == (410, True)
    with pytest.raises(NotPossibleNow):
        links.withdraw(second, by=BY)


def test_a_link_that_never_was_is_not_found_and_guesses_are_counted(answer: Answer):
    _, way = _send(answer)
    page = _client()

    told = [page.get(f"/answer/guess-{number}/").status_code for number in range(32)]

    assert told[:30] == [404] * 30
    assert told[31] == 429
    assert page.get(way).status_code == 200


def test_a_filled_in_file_becomes_the_answer_in_progress_by_a_link_too(answer: Answer):
    link, way = _send(answer)
    answering.write(answer, {"headline": "From the file"}, by=links.holder(link))
    made = files.make(Answer.objects.get(pk=answer.pk), ".docx")
    Answer.objects.filter(pk=answer.pk).update(data={})

    shown = _client().post(f"{way}file/", {"file": SimpleUploadedFile(made.name, made.contents)})

    answer.refresh_from_db()
    assert (shown.status_code, answer.data) == (200, {"headline": "From the file"})
    assert "not answered in the file" in shown.content.decode()


def test_only_who_may_change_asks_sends_a_link(answer: Answer, board: Board):
    lead = people.person("lead@azalea.example", board=board, role=Role.AGENCY_LEAD, agency=answer.recipient.agency)

    with pytest.raises(NotPermitted):
        links.send(answer, to="me@azalea.example", for_whom="Me", by=Actor.person(lead.name, lead.pk))
    assert not AnswerLink.objects.exists()


def _returned(answer: Answer) -> tuple[Answer, str]:
    """An answer that came by a link and went back with a question, and the new way in."""
    link, _ = _send(answer)
    answering.write(answer, WHOLE, by=links.holder(link))
    links.hand_in(link, signed_by="Their lead")
    deciding.return_with(answer, [("trained", "Which month is that?")], by=BY)
    letter = bytes(OutgoingMail.objects.latest("queued_at").message).decode().replace("=\r\n", "")
    found = re.search(r"/answer/[\w-]+/", letter)
    assert found is not None
    return answer, found.group()


@pytest.mark.parametrize(("signed_by", "named"), [("", ["reply", "signed_by"]), ("Sol Merriweather, lead", ["reply"])])
def test_what_keeps_an_answer_from_being_handed_in_is_named_at_the_top_with_the_way_to_each_box(
    answer: Answer, signed_by: str, named: list[str]
):
    returned, way = _returned(answer)
    question = returned.clarifications.get()

    refused = Client().post(f"{way}check/", {"signed_by": signed_by, f"r-{question.pk}": " "})

    page = refused.content.decode()
    summary = page.partition('class="govuk-error-summary"')[2].partition("</div>")[0]
    ways = {"reply": f"r-{question.pk}", "signed_by": "signed_by"}
    assert refused.status_code == 422
    assert re.findall(r'href="#([^"]+)"', summary) == [ways[one] for one in named]
    assert "Reply to the Board’s question about “Staff trained”" in summary
    assert all(f'id="{ways[one]}"' in page for one in named)
