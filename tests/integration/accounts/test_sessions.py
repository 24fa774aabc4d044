"""How long a sign-in lasts, to the second, by the server's clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from goldenthread.accounts.models import SignIn
from goldenthread.core import clock as house_clock
from tests.factories.sign_ins import PASSWORD, code, come_in, is_in, somebody

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("pause", "goes_on"),
    [(29 * MINUTE, True), (30 * MINUTE - SECOND, True), (30 * MINUTE, False), (30 * MINUTE + SECOND, False)],
)
def test_half_an_hour_without_use_ends_it(client: Client, clock: Traveller, pause: timedelta, goes_on: bool):
    come_in(client, somebody())

    clock.shift(pause)

    assert is_in(client) is goes_on


@pytest.mark.parametrize(("last", "goes_on"), [(20 * MINUTE - SECOND, True), (20 * MINUTE, False)])
def test_twelve_hours_end_it_whatever_is_done(client: Client, clock: Traveller, last: timedelta, goes_on: bool):
    come_in(client, somebody())
    for _ in range(35):
        clock.shift(20 * MINUTE)
        assert is_in(client)

    clock.shift(last)

    assert is_in(client) is goes_on


def test_what_ended_it_is_said_once(client: Client, clock: Traveller):
    come_in(client, somebody())
    clock.shift(HOUR)
    client.get(reverse("account"))

    first = client.get(reverse("account_login")).content.decode()
    second = client.get(reverse("account_login")).content.decode()

    assert "nothing was done for 30 minutes" in first
    assert "nothing was done for 30 minutes" not in second


def test_an_old_cookie_is_dead_on_the_server(client: Client, clock: Traveller):
    come_in(client, somebody())
    cookie = client.cookies["session"].value
    clock.shift(HOUR)
    client.get("/")
    clock.shift(-HOUR)
    thief = Client()
    thief.cookies["session"] = cookie

    assert not is_in(thief)


def test_reading_pages_writes_at_most_once_a_minute(client: Client, clock: Traveller):
    come_in(client, somebody())
    first = SignIn.objects.get().seen_at

    seen = set()
    for _ in range(30):
        clock.shift(2 * SECOND)
        client.get(reverse("account"))
        seen.add(SignIn.objects.get().seen_at)

    assert seen == {first, first + MINUTE}


def test_being_signed_in_costs_three_queries(
    client: Client, clock: Traveller, django_assert_num_queries: DjangoAssertNumQueries
):
    come_in(client, somebody())

    with django_assert_num_queries(3):  # the session, its owner, the sign-in
        client.get(reverse("account_login"))


def test_other_sign_ins_are_listed_and_ended(client: Client, clock: Traveller):
    user = somebody()
    come_in(client, user)
    clock.shift(MINUTE)
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
    come_in(other, user)

    listed = client.get(reverse("account")).content.decode()
    client.post(reverse("account_end_others"))

    assert "Firefox on Windows" in listed
    assert is_in(client)
    assert not is_in(other)


def test_one_other_sign_in_is_ended_and_nobody_elses_can_be(client: Client, clock: Traveller):
    user, stranger = somebody(), somebody("other@council.example")
    come_in(client, user)
    clock.shift(MINUTE)
    elsewhere, theirs = Client(), Client()
    come_in(elsewhere, user)
    come_in(theirs, stranger)
    own, other = SignIn.objects.filter(user=user).first(), SignIn.objects.get(user=stranger)
    assert own is not None

    ended = client.post(reverse("account_end_one", kwargs={"pk": own.pk}))
    refused = client.post(reverse("account_end_one", kwargs={"pk": other.pk}))

    assert (ended.status_code, refused.status_code) == (302, 404)
    assert not is_in(elsewhere)
    assert is_in(theirs)


def test_a_new_password_ends_every_other_sign_in(client: Client, clock: Traveller):
    user = somebody()
    other = Client()
    come_in(other, user)
    clock.shift(MINUTE)
    come_in(client, user)

    answer = client.post(reverse("account_change_password"), {"password": "another quiet evening"})

    user.refresh_from_db()
    assert answer.status_code == 302
    assert user.check_password("another quiet evening")
    assert is_in(client)
    assert not is_in(other)


def asks_for_proof(client: Client, path: str) -> bool:
    return client.get(path).headers.get("Location", "").startswith(reverse("account_prove"))


@pytest.mark.parametrize(("since", "asks"), [(5 * MINUTE, False), (5 * MINUTE + SECOND, True)])
@pytest.mark.parametrize("name", ["account_change_password", "mfa_add_webauthn", "mfa_view_recovery_codes"])
def test_what_matters_asks_for_proof_again_after_five_minutes(
    client: Client, clock: Traveller, name: str, since: timedelta, asks: bool
):
    come_in(client, somebody())

    clock.shift(since)

    assert asks_for_proof(client, reverse(name)) is asks


def test_every_page_about_how_one_signs_in_asks_for_proof(client: Client, clock: Traveller):
    user = somebody()
    come_in(client, user)
    held = user.authenticator_set.get()
    clock.shift(10 * MINUTE)

    pages = [
        reverse("account_change_password"),
        reverse("mfa_activate_totp"),
        reverse("mfa_add_webauthn"),
        reverse("mfa_edit_webauthn", kwargs={"pk": held.pk}),
        reverse("account_remove_second_step", kwargs={"pk": held.pk}),
        reverse("mfa_view_recovery_codes"),
    ]
    assert [path for path in pages if not asks_for_proof(client, path)] == []


def test_a_password_or_a_code_proves_it_and_leads_back_under_a_new_session_id(client: Client, clock: Traveller):
    come_in(client, somebody())
    wanted = reverse("account_change_password")
    for way, given in (
        ("account_reauthenticate", {"password": PASSWORD}),
        ("mfa_reauthenticate", {"code": None}),
    ):
        clock.shift(10 * MINUTE)
        before = client.session.session_key

        answer = client.post(
            reverse(way), {**given, "next": wanted} if given.get("password") else {"code": code(), "next": wanted}
        )

        assert answer["Location"] == wanted
        assert client.session.session_key != before
        assert client.get(wanted).status_code == 200


def test_a_wrong_password_proves_nothing(client: Client, clock: Traveller):
    come_in(client, somebody())
    clock.shift(10 * MINUTE)

    answer = client.post(reverse("account_reauthenticate"), {"password": "wrong password here"})

    assert "That password is not right" in answer.content.decode()
    assert asks_for_proof(client, reverse("account_change_password"))


def test_a_sign_in_ends_by_the_houses_clock(client: Client, clock: Traveller):
    come_in(client, somebody())
    clock.shift(HOUR)
    client.get("/")

    assert (SignIn.objects.get().ended_at, SignIn.objects.get().ended_because) == (house_clock.now(), "idle")
