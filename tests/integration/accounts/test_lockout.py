"""Guesses are counted; the owner of an account gets in while others guess."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse
from time_machine import Traveller

from goldenthread.accounts import tries
from goldenthread.accounts.models import Try
from tests.factories.sign_ins import PASSWORD, come_in, give_code, give_password, is_in, somebody

pytestmark = pytest.mark.django_db
WRONG = "wrong password here"


def from_many_addresses(email: str, count: int = 100) -> list[int]:
    """Guess once from each of so many addresses; the answers' statuses."""
    return [
        give_password(Client(REMOTE_ADDR=f"203.0.{n // 250}.{n % 250 + 1}"), email, WRONG).status_code
        for n in range(count)
    ]


def test_a_hundred_addresses_have_ten_guesses_between_them_and_the_owner_still_gets_in(clock: Traveller):
    user = somebody()
    own = Client(REMOTE_ADDR="198.51.100.7")
    come_in(own, user)
    own.post(reverse("account_logout"))
    clock.shift(timedelta(minutes=10))

    answers = from_many_addresses(user.email)
    come_in(own, user)

    assert answers == [200] * 10 + [429] * 90
    assert is_in(own)


def test_a_stranger_with_the_right_password_is_not_let_in_while_guesses_are_too_many(clock: Traveller):
    user = somebody()
    from_many_addresses(user.email, 10)

    answer = give_password(Client(REMOTE_ADDR="203.0.113.99"), user.email, PASSWORD)

    assert answer.status_code == 429


def test_a_known_browser_of_somebody_else_is_a_stranger_here(clock: Traveller):
    victim, other = somebody("victim@council.example"), somebody("other@council.example")
    from_many_addresses(victim.email, 10)
    client = Client(REMOTE_ADDR="203.0.113.99")
    come_in(client, other)
    client.post(reverse("account_logout"))

    assert give_password(client, victim.email, PASSWORD).status_code == 429


@pytest.mark.parametrize("forged", ["x", "", "eyJpZCI6ICJ4IiwgIm9mIjogW119:1:x"])
def test_a_forged_mark_of_a_known_browser_counts_for_nothing(clock: Traveller, forged: str):
    user = somebody()
    from_many_addresses(user.email, 10)
    client = Client()
    client.cookies["gt-device"] = forged

    assert give_password(client, user.email, WRONG).status_code == 429


def test_a_known_browser_has_ten_guesses_of_its_own(clock: Traveller):
    user = somebody()
    own = Client()
    come_in(own, user)
    own.post(reverse("account_logout"))

    answers = [give_password(own, user.email, WRONG).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_the_wait_is_said_and_ends_when_it_says(clock: Traveller):
    user = somebody()
    from_many_addresses(user.email, 10)
    clock.shift(timedelta(minutes=2))

    early = give_password(Client(), user.email, PASSWORD)
    clock.shift(timedelta(minutes=3) - timedelta(seconds=1))
    just_before = give_password(Client(), user.email, PASSWORD)
    clock.shift(timedelta(seconds=1))
    after = give_password(Client(), user.email, PASSWORD)

    assert "Wait 3 minutes" in early.content.decode()
    assert "choose a new one" in early.content.decode()
    assert "Wait 1 minute." in just_before.content.decode()
    assert after.status_code == 302


def test_known_and_unknown_addresses_run_out_alike(clock: Traveller):
    somebody("known@council.example")

    said = {}
    for email in ("known@council.example", "nobody@council.example"):
        answers = [give_password(Client(REMOTE_ADDR=f"203.0.113.{n}"), email, WRONG) for n in range(11)]
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answers[-1].content.decode())
        said[email] = ([one.status_code for one in answers], body.replace(email, "EMAIL"))

    known, unknown = said.values()
    assert known == unknown


def test_one_address_has_thirty_guesses_over_all_accounts(clock: Traveller):
    answers = [give_password(Client(), f"nobody{n}@council.example", WRONG).status_code for n in range(31)]

    assert answers == [200] * 30 + [429]


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_X_CLIENT_IP"])
def test_saying_to_come_from_elsewhere_does_not_help(clock: Traveller, header: str):
    answers = [
        give_password(Client(), f"nobody{n}@council.example", WRONG, **{header: f"203.0.113.{n}"}).status_code
        for n in range(31)
    ]

    assert answers[-1] == 429


def test_codes_are_counted_too(clock: Traveller):
    user = somebody()
    client = Client()
    give_password(client, user.email)

    for _ in range(10):
        assert "is not right" in give_code(client, "000000").content.decode()
    refused = give_code(client)

    assert "too many wrong tries" in refused.content.decode()
    assert not is_in(client)


def test_a_right_answer_is_not_counted(clock: Traveller):
    user = somebody()

    come_in(Client(), user)

    assert Try.objects.count() == 0


def test_passwords_and_addresses_are_not_kept(clock: Traveller):
    give_password(Client(), "asha.patel@council.example", WRONG)

    kept = str(list(Try.objects.values()))
    assert all(word not in kept for word in ("asha", WRONG, "127.0.0.1"))


def test_proving_again_by_password_is_counted(clock: Traveller):
    user = somebody()
    client = Client()
    come_in(client, user)

    for _ in range(10):
        client.post(reverse("account_reauthenticate"), {"password": WRONG})
    refused = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert refused.status_code == 200
    assert "too many wrong tries" in refused.content.decode()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_one_by_one():
    """Thirty threads try at once; no more than ten are judged."""
    judged: list[int] = []

    def guess(number: int) -> None:
        request = RequestFactory().post("/account/sign-in/", REMOTE_ADDR=f"203.0.113.{number}")
        while True:
            try:
                tries.begin(request, "password", email="asha.patel@council.example")
                judged.append(number)
            except tries.TooManyTries:
                pass
            except OperationalError:  # SQLite in memory does not wait for its turn
                continue
            connection.close()
            return

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(1, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 <= len(judged) <= 10
