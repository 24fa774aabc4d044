"""Telling people of things: who is told, how, and what they can do with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core import notices
from goldenthread.core.access import Role
from goldenthread.core.models import OutgoingMail
from goldenthread.core.notices import NotAnAddressOfOurs, Way, notice_kind, tell
from goldenthread.learning.models import Action
from goldenthread.workspace.notices.models import Notice, Preference
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def lead(ours: Board) -> User:
    return people.person("lead@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=people.agency(ours))


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Two kinds of notice beside the program's own: one that can be turned off, and one that cannot."""
    monkeypatch.setattr(notices, "_kinds", {"due": notices.notice_kinds()["due"]})
    optional = notice_kind("answered", "Somebody answers you", way=Way.PAGE)
    return {"optional": optional, "must": notice_kind("late", "Your answer is late", way=Way.NOW, is_optional=False)}


def said(to: User, kind: Any, ours: Board, **more: Any) -> list[str]:
    tell(kind, board=ours, to=[to.pk, to.pk, None], words="An answer waits", address="/board/ours/actions/", **more)
    return list(Notice.objects.filter(user=to).values_list("words", flat=True))


def test_somebody_is_told_once_on_the_page_and_in_the_shell(ours: Board, lead: User, kinds: Any):
    said(lead, kinds["optional"], ours)
    said(lead, kinds["optional"], ours)
    client = people.signed_in(Client(), lead)

    page = client.get("/board/ours/notices/").content.decode()

    assert page.count("An answer waits") == 1
    assert '<span class="gt-header__count">1<span class="govuk-visually-hidden"> not read</span></span>' in page
    assert not OutgoingMail.objects.exists()


def test_at_once_means_an_e_mail_with_a_few_words_and_a_link(ours: Board, lead: User, kinds: Any):
    said(lead, kinds["must"], ours)

    kept = OutgoingMail.objects.get()
    text = bytes(kept.message).decode()
    assert kept.recipients == ["lead@ours.example"]
    assert "An answer waits" in text
    assert "/board/ours/actions/" in text
    assert "/board/ours/notices/choices/" in text


@pytest.mark.parametrize("way", [Way.PAGE, Way.NOW, Way.DIGEST, Way.NONE])
def test_somebody_hears_of_it_as_they_chose(ours: Board, lead: User, kinds: Any, way: Way):
    Preference.objects.create(user=lead, kind="answered", way=way)

    told = said(lead, kinds["optional"], ours)

    assert bool(told) == (way is not Way.NONE)
    assert OutgoingMail.objects.exists() == (way is Way.NOW)


def test_what_is_not_optional_cannot_be_turned_off(ours: Board, lead: User, kinds: Any):
    client = people.signed_in(Client(), lead)
    page = client.get("/board/ours/notices/choices/").content.decode()

    refused = client.post("/board/ours/notices/choices/", {"late": "none", "answered": "none", "due": "page"})
    kept = client.post("/board/ours/notices/choices/", {"late": "digest", "answered": "none", "due": "page"})

    assert "This cannot be turned off" in page
    assert refused.status_code == 422
    assert kept.status_code == 302
    chosen = dict(Preference.objects.filter(user=lead).values_list("kind", "way"))
    assert chosen == {"late": "digest", "answered": "none", "due": "page"}


def test_whoever_left_or_may_not_read_what_it_is_about_is_not_told(ours: Board, lead: User, kinds: Any):
    other = people.board("other")
    closed = people.person("closed@ours.example", board=ours, role=Role.MEMBER, is_active=False)
    stranger = people.person("stranger@other.example", board=other, role=Role.BOARD_MANAGER)
    fire = people.person("fire@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=people.agency(ours, "fire"))
    about = records.make(Action, ours, agency=people.agency(ours))

    for one in (lead, closed, stranger, fire):
        said(one, kinds["must"], ours, about=about)

    assert set(Notice.objects.values_list("user__email", flat=True)) == {"lead@ours.example"}
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/board/other/", "/account/"])
def test_a_notice_leads_nowhere_else(ours: Board, lead: User, kinds: Any, address: str):
    with pytest.raises(NotAnAddressOfOurs):
        tell(kinds["optional"], board=ours, to=[lead.pk], words="Look", address=address)


def test_opening_one_marks_it_read_and_all_can_be(ours: Board, lead: User, kinds: Any):
    said(lead, kinds["optional"], ours)
    tell(kinds["optional"], board=ours, to=[lead.pk], words="And this", address="/board/ours/meetings/")
    one = Notice.objects.get(words="An answer waits")
    client = people.signed_in(Client(), lead)

    opened = client.post(f"/board/ours/notices/{one.pk}/open/")

    assert opened.headers["Location"] == "/board/ours/actions/"
    assert Notice.objects.filter(read_at=None).count() == 1
    client.post("/board/ours/notices/read/")
    assert Notice.objects.filter(read_at=None).count() == 0
    assert "You have read all of it" in client.get("/board/ours/notices/").content.decode()


def test_nobody_sees_or_opens_what_another_was_told(ours: Board, lead: User, kinds: Any):
    said(lead, kinds["optional"], ours)
    manager = people.signed_in(Client(), people.person("manager@ours.example", board=ours, role=Role.BOARD_MANAGER))
    one = Notice.objects.get()

    assert "An answer waits" not in manager.get("/board/ours/notices/").content.decode()
    assert manager.post(f"/board/ours/notices/{one.pk}/open/").status_code == 404
    manager.post("/board/ours/notices/read/")
    one.refresh_from_db()
    assert one.read_at is None
