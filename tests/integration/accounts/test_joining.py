"""Invitations and forgotten passwords: links that work once, for a while, and tell nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from time_machine import Traveller

from goldenthread.accounts import operations, queries
from goldenthread.accounts.models import Invitation, User
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from tests.factories.sign_ins import PASSWORD, come_in, give_password, is_in, somebody

pytestmark = pytest.mark.django_db
MANAGER = Actor.person("Rosa Manager")
NEW = "new.person@nhs.example"
Commits = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def letters(django_capture_on_commit_callbacks: Commits, settings: Settings) -> Commits:
    """Letters leave when what they tell of is saved."""
    settings.GOLDENTHREAD_WORKSPACE_URL = "https://work.board.example"
    return django_capture_on_commit_callbacks


def invite(letters: Commits, email: str = NEW) -> Invitation:
    with letters(execute=True):
        return operations.invite(email=email, name="New Person", by=MANAGER)


def link() -> str:
    """The path of the link in the last letter."""
    found = re.search(r"https://work\.board\.example(/account/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def accept(client: Client, path: str, password: str = PASSWORD):
    return client.post(path, {"name": "New Person", "password": password})


def test_an_invitation_leads_to_a_password_and_then_to_a_second_step(
    client: Client, clock: Traveller, letters: Commits
):
    invitation = invite(letters)
    waiting = invitation.user.is_active

    page = client.get(link())
    answer = accept(client, link())

    invitation.user.refresh_from_db()
    assert (waiting, invitation.user.is_active) == (False, True)
    assert "Rosa Manager" in page.content.decode()
    assert answer["Location"] == "/"
    assert client.get("/")["Location"].startswith(reverse("account_protect"))


def test_the_letter_names_who_invites_and_until_when(clock: Traveller, letters: Commits):
    invite(letters)

    letter = mail.outbox[0]
    assert letter.to == [NEW]
    assert letter.subject == "You are invited to Golden Thread"
    assert "Rosa Manager invites you" in letter.body
    assert "by 17 June 2026, 10.00am" in letter.body


def test_an_invitation_works_once(clock: Traveller, letters: Commits):
    invite(letters)
    accept(Client(), link())

    again = Client()
    page, answer = again.get(link()), accept(again, link(), "a thief’s own password")

    assert (page.status_code, answer.status_code) == (410, 410)
    assert User.objects.get(email=NEW).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("later", "works"),
    [(timedelta(days=7) - timedelta(seconds=1), True), (timedelta(days=7), False), (timedelta(days=8), False)],
)
def test_an_invitation_lasts_seven_days(
    client: Client, clock: Traveller, letters: Commits, later: timedelta, works: bool
):
    invite(letters)
    clock.shift(later)

    answer = accept(client, link())

    assert (answer.status_code == 302) is works
    assert User.objects.get(email=NEW).is_active is works


def test_a_withdrawn_invitation_no_longer_works(client: Client, clock: Traveller, letters: Commits):
    invitation = invite(letters)
    operations.withdraw(invitation, by=MANAGER)

    assert accept(client, link()).status_code == 410
    assert list(queries.open_invitations()) == []


def test_sending_it_again_makes_the_first_link_useless(client: Client, clock: Traveller, letters: Commits):
    invitation = invite(letters)
    first = link()
    with letters(execute=True):
        operations.invite_again(invitation, by=MANAGER)

    assert accept(client, first).status_code == 410
    assert accept(client, link()).status_code == 302


def test_an_accepted_invitation_is_neither_sent_again_nor_withdrawn(client: Client, clock: Traveller, letters: Commits):
    invitation = invite(letters)
    accept(client, link())

    with pytest.raises(NotPossibleNow):
        operations.invite_again(invitation, by=MANAGER)
    with pytest.raises(NotPossibleNow):
        operations.withdraw(invitation, by=MANAGER)


def test_somebody_with_an_account_is_only_told_so(clock: Traveller, letters: Commits):
    user = somebody()

    invitation = invite(letters, user.email.upper())

    user.refresh_from_db()
    assert (invitation.user, invitation.is_open) == (user, False)
    assert mail.outbox[0].subject == "You have an account in Golden Thread already"
    assert "/account/invitation/" not in mail.outbox[0].body
    assert user.name == "Asha Patel"


def test_a_closed_account_is_not_opened_by_an_invitation(clock: Traveller, letters: Commits):
    invite(letters)
    accept(Client(), link())
    user = User.objects.get(email=NEW)
    operations.disable(user, by=MANAGER)

    with pytest.raises(Refused):
        operations.invite(email=NEW, name="New Person", by=MANAGER)


def test_closing_an_account_ends_its_links_and_opening_it_does_not_revive_them(clock: Traveller, letters: Commits):
    user = somebody()
    with letters(execute=True):
        Client().post(reverse("account_reset_password"), {"email": user.email})
    old = link()

    operations.disable(user, by=MANAGER)
    while_closed = Client().get(old).status_code
    operations.enable(user, by=MANAGER)

    assert while_closed == 410
    assert user.is_active


@pytest.mark.parametrize("email", ["", "nobody", "two@at@council.example", "a b@council.example"])
def test_only_an_address_is_invited(clock: Traveller, email: str):
    with pytest.raises(Refused):
        operations.invite(email=email, name="New Person", by=MANAGER)


def test_no_secret_of_a_link_is_kept(clock: Traveller, letters: Commits):
    invite(letters)
    token = link().rstrip("/").rpartition("/")[2]

    assert token not in str(list(Invitation.objects.values()))


def test_somebody_else_signed_in_here_is_signed_out_by_accepting(client: Client, clock: Traveller, letters: Commits):
    come_in(client, somebody())
    invite(letters)

    accept(client, link())

    assert client.session["_auth_user_id"] == str(User.objects.get(email=NEW).pk)
    assert client.get("/")["Location"].startswith(reverse("account_protect"))


# Forgotten passwords


def ask(letters: Commits, email: str, client: Client | None = None, **more: str):
    with letters(execute=True):
        return (client or Client()).post(reverse("account_reset_password"), {"email": email}, **more)


def test_asking_is_answered_alike_for_everybody_and_only_an_account_gets_a_letter(clock: Traveller, letters: Commits):
    somebody("known@council.example")
    somebody("closed@council.example", is_active=False)

    said = {}
    for email in ("known@council.example", "nobody@council.example", "closed@council.example"):
        answer = ask(letters, email)
        said[email] = (answer.status_code, answer.content.decode().replace(email, "EMAIL"))

    assert len(set(said.values())) == 1
    assert [letter.to for letter in mail.outbox] == [["known@council.example"]]


def test_a_link_lets_a_password_be_chosen_once_and_the_second_step_is_still_asked(
    client: Client, clock: Traveller, letters: Commits
):
    user = somebody()
    elsewhere = Client()
    come_in(elsewhere, user)
    ask(letters, user.email)
    path = link()

    with letters(execute=True):
        answer = client.post(path, {"password": "another quiet evening"})
    again = client.post(path, {"password": "a third quiet evening"})

    user.refresh_from_db()
    assert answer["Location"] == reverse("mfa_authenticate")
    assert again.status_code == 410
    assert user.check_password("another quiet evening")
    assert not is_in(elsewhere)
    assert not is_in(client)
    assert "Your password was changed" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("later", "status"), [(timedelta(hours=1), 200), (timedelta(hours=1, seconds=1), 410), (timedelta(days=1), 410)]
)
def test_a_link_lasts_an_hour(client: Client, clock: Traveller, letters: Commits, later: timedelta, status: int):
    ask(letters, somebody().email)
    clock.shift(later)

    assert client.get(link()).status_code == status


def test_a_link_is_dead_once_the_password_was_changed_otherwise(client: Client, clock: Traveller, letters: Commits):
    user = somebody()
    ask(letters, user.email)
    sent = link()
    operations.set_password(user, password="a third quiet evening", keep=None, by=MANAGER)

    assert client.get(sent).status_code == 410


def test_a_link_of_one_person_does_not_work_for_another(client: Client, clock: Traveller, letters: Commits):
    other = somebody("other@council.example")
    ask(letters, somebody().email)
    token = link().rstrip("/").rpartition("/")[2]

    path = reverse("account_reset_password_from_key", kwargs={"key": other.pk, "token": token})

    assert client.post(path, {"password": "another quiet evening"}).status_code == 410


@pytest.mark.parametrize(
    "forged",
    [{"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_FORWARDED": "host=evil.example"}, {"HTTP_HOST": "localhost"},
     {"HTTP_X_FORWARDED_PROTO": "http"}, {"HTTP_ORIGIN": "http://evil.example"}, {"HTTP_REFERER": "http://evil.example/"}],
)  # fmt: skip
def test_the_address_in_a_letter_is_the_installations_own(clock: Traveller, letters: Commits, forged: dict[str, str]):
    ask(letters, somebody().email, **forged)

    assert link().startswith("/account/password/reset/")
    assert "evil" not in mail.outbox[0].body


def test_a_host_that_is_not_ours_is_refused(clock: Traveller):
    assert give_password(Client(), somebody().email, HTTP_HOST="evil.example").status_code == 400


def test_eleven_letters_in_five_minutes_are_ten(clock: Traveller, letters: Commits):
    user = somebody()

    answers = [ask(letters, user.email, Client(REMOTE_ADDR=f"203.0.113.{n}")).status_code for n in range(11)]

    assert answers == [200] * 11
    assert len(mail.outbox) == 10
