"""The second step: each code once, nothing readable at rest, nothing shown to anybody else."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import Traveller

from goldenthread.accounts import operations, second_factor
from goldenthread.core.actors import Actor
from tests.factories.sign_ins import SECRET, code, come_in, give_code, give_password, is_in, recovery_codes, somebody

pytestmark = pytest.mark.django_db
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.mark.parametrize("later", [0, 1, 29, 30, 59, 60])
def test_a_code_that_was_used_is_refused_for_as_long_as_it_would_be_right(clock: Traveller, later: int):
    user = somebody()
    used = code()
    come_in(Client(), user, used)
    clock.shift(timedelta(seconds=later))
    again = Client()

    answer = come_in(again, user, used)

    assert answer.status_code == 200
    assert not is_in(again)


def test_an_earlier_code_is_refused_after_a_later_one_was_used(clock: Traveller):
    user = somebody()
    come_in(Client(), user, code(steps=1))
    client = Client()

    answer = come_in(client, user, code())

    assert "has been used" in answer.content.decode()


@pytest.mark.parametrize(("steps", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_out(clock: Traveller, steps: int, works: bool):
    client = Client()

    come_in(client, somebody(), code(steps=steps))

    assert is_in(client) is works


def test_the_same_code_counts_once_however_often_it_is_spent_at_once(clock: Traveller):
    user = somebody()
    held = Authenticator.objects.get(user=user)

    assert [second_factor.spend(held, code()) for _ in range(100)] == [True] + [False] * 99


def test_the_code_that_set_the_app_up_does_not_sign_in(client: Client, clock: Traveller):
    user = somebody(app=False)
    give_password(client, user.email)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    used = code(secret)
    client.post(reverse("mfa_activate_totp"), {"code": used})
    again = Client()

    come_in(again, user, used)

    assert not is_in(again)


def test_secrets_are_sealed_where_they_are_kept(clock: Traveller):
    user = somebody()
    codes = recovery_codes(user)

    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert [one for one in codes if one in kept] == []


def test_recovery_codes_are_shown_once(
    client: Client, clock: Traveller, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
):
    user = somebody()
    come_in(client, user)
    before = recovery_codes(user)

    with django_capture_on_commit_callbacks(execute=True):
        shown = client.post(reverse("mfa_view_recovery_codes")).content.decode()
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    account = client.get(reverse("account")).content.decode()

    codes = re.findall(r"<li>(\d{8})</li>", shown)
    assert len(codes) == 10
    assert set(codes).isdisjoint(before)
    assert [one for one in codes if one in again + account] == []
    assert "New recovery codes were made" in mail.outbox[0].body


def test_reading_pages_changes_nothing_about_the_second_step(client: Client, clock: Traveller):
    user = somebody()
    recovery_codes(user)
    come_in(client, user)
    before = list(Authenticator.objects.values())

    for name in ("account", "mfa_view_recovery_codes", "mfa_add_webauthn", "account_protect", "account_prove"):
        client.get(reverse(name))

    assert list(Authenticator.objects.values()) == before


def test_the_only_second_step_cannot_be_removed(client: Client, clock: Traveller):
    user = somebody()
    recovery_codes(user)
    come_in(client, user)
    held = Authenticator.objects.get(user=user, type="totp")

    page = client.get(reverse("account_remove_second_step", kwargs={"pk": held.pk}))
    answer = client.post(reverse("account_remove_second_step", kwargs={"pk": held.pk}))

    assert "This is your only second step" in page.content.decode()
    assert answer.status_code == 409
    assert Authenticator.objects.filter(pk=held.pk).exists()


def test_nobody_reaches_somebody_elses_second_step(client: Client, clock: Traveller):
    theirs = Authenticator.objects.get(user=somebody("other@council.example"))
    come_in(client, somebody())

    for name in ("account_remove_second_step", "mfa_edit_webauthn"):
        for answer in (
            client.get(reverse(name, kwargs={"pk": theirs.pk})),
            client.post(reverse(name, kwargs={"pk": theirs.pk})),
        ):
            assert answer.status_code == 404


def test_a_lost_phone_is_replaced_without_anybody_seeing_a_secret(
    client: Client, clock: Traveller, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
):
    user = somebody()
    come_in(client, user)

    with django_capture_on_commit_callbacks(execute=True):
        operations.reset_second_factor(user, by=Actor.person("Rosa Manager"))
    assert not is_in(client)
    clock.shift(HALF_A_MINUTE)
    answer = give_password(client, user.email)

    assert client.get(answer["Location"])["Location"].startswith(reverse("account_protect"))
    assert SECRET not in str(mail.outbox[0].message())
    assert "was removed" in mail.outbox[0].body


def test_a_second_app_is_not_set_up_over_the_first(client: Client, clock: Traveller):
    come_in(client, somebody())

    assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("account")


def test_giving_up_at_the_second_step_forgets_the_password_that_was_given(client: Client, clock: Traveller):
    user = somebody()
    give_password(client, user.email)
    client.post(reverse("account_give_up"))

    answer = give_code(client)

    assert answer["Location"] == reverse("account_login")
    assert not is_in(client)


def test_the_second_step_must_follow_the_password_within_a_quarter_of_an_hour(client: Client, clock: Traveller):
    user = somebody()
    give_password(client, user.email)
    clock.shift(timedelta(minutes=15, seconds=1))

    give_code(client)

    assert not is_in(client)
