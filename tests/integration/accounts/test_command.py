"""What whoever keeps the server does for people who sign in."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp
from click.testing import CliRunner, Result

from goldenthread.accounts.command import account
from tests.factories.sign_ins import somebody

pytestmark = pytest.mark.django_db


def run(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(account, words, input=given)


def test_an_agencys_sign_in_is_added_and_taken_away():
    words = ["--id", "police", "--name", "Example Police", "--server", "https://login.police.example"]
    more = ["--client-id", "golden-thread", "--domain", "Police.example", "--trust-second-factor"]

    added = run("add-agency", *words, *more, given="their secret\n")
    app = SocialApp.objects.get()
    removed = run("remove-agency", "--id", "police")

    assert added.exit_code == 0, added.output
    assert "/account/agency/police/back/" in added.output
    assert "their secret" not in added.output
    assert (app.settings["email_domains"], app.settings["trusts_second_factor"]) == (["police.example"], True)
    assert (removed.exit_code, SocialApp.objects.count()) == (0, 0)


def test_an_unsafe_server_is_refused_in_a_sentence():
    words = ["--id", "police", "--name", "Example Police", "--server", "http://login.police.example"]

    answer = run("add-agency", *words, "--client-id", "x", "--domain", "police.example", given="their secret\n")

    assert (answer.exit_code, answer.output) == (1, "The provider's address must begin with https://\n")


def test_a_lost_phone_is_replaced():
    user = somebody()

    answer = run("reset-second-step", user.email.upper())

    assert answer.exit_code == 0, answer.output
    assert not Authenticator.objects.exists()


def test_an_account_is_closed_and_opened_again():
    user = somebody()

    run("close", user.email)
    user.refresh_from_db()
    closed = not user.is_active
    run("open", user.email)
    user.refresh_from_db()

    assert (closed, user.is_active) == (True, True)


def test_an_unknown_address_is_said_to_be_one():
    answer = run("close", "nobody@council.example")

    assert (answer.exit_code, answer.output) == (
        1,
        "There is no account for nobody@council.example. Check the address.\n",
    )
