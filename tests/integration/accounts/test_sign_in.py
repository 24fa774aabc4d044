"""Every way to a session, and that none of them reaches a page for people signed in without a second factor."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import get_resolver, reverse
from time_machine import Traveller

from goldenthread.accounts import operations, resets
from goldenthread.accounts.models import SignIn, User
from goldenthread.accounts.urls import urlpatterns
from goldenthread.core.actors import Actor
from goldenthread.core.marks import mark_of
from tests.factories.sign_ins import (
    PASSWORD,
    come_in,
    give_code,
    give_password,
    is_in,
    recovery_codes,
    somebody,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MANAGER = Actor.person("Rosa Manager")


def words(client: Client, response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def is_held_at_the_second_step(client: Client) -> bool:
    """Neither the account page nor the first page opens, whoever this is so far."""
    answers = [client.get(path) for path in (reverse("account"), "/", reverse("account_name"))]
    return all(one.status_code == 302 and "/account/" in one["Location"] for one in answers)


def test_a_password_and_a_code_let_somebody_in(client: Client):
    user = somebody()

    first = give_password(client, user.email)
    second = give_code(client)

    assert (first.status_code, first["Location"]) == (302, reverse("mfa_authenticate"))
    assert (second.status_code, second["Location"]) == (302, "/")
    assert is_in(client)


def test_a_recovery_code_lets_somebody_in_once(client: Client):
    user = somebody()
    code = recovery_codes(user)[0]

    come_in(client, user, code)
    again = Client()
    refused = come_in(again, user, code)

    assert is_in(client)
    assert refused.status_code == 200
    assert not is_in(again)


def by_password_alone(client: Client, user: User) -> None:
    give_password(client, user.email)


def by_resetting_the_password(client: Client, user: User) -> None:
    link = reverse("account_reset_password_from_key", kwargs={"key": user.pk, "token": resets.tokens.make_token(user)})
    assert client.post(link, {"password": "another quiet evening"}).status_code == 302


def by_a_code_that_was_used(client: Client, user: User) -> None:
    come_in(Client(), user)
    come_in(client, user)


def by_a_wrong_code(client: Client, user: User) -> None:
    come_in(client, user, "000000")


def by_a_passkey_that_is_none(client: Client, user: User) -> None:
    for credential in (
        "",
        "{}",
        "[]",
        "null",
        '"x"',
        "{",
        '{"id": 1}',
        json.dumps({"response": {"userHandle": user.pk.hex}}),
    ):
        assert client.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code == 302
        give_password(client, user.email)
        assert client.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200


def by_being_a_persona(client: Client, user: User) -> None:
    assert client.post(reverse("account_personas"), {"email": user.email}).status_code == 404


def by_asking_for_an_unknown_agency(client: Client, user: User) -> None:
    assert client.post(reverse("openid_connect_login", kwargs={"provider_id": "nobody"})).status_code == 404
    assert client.get(reverse("openid_connect_callback", kwargs={"provider_id": "nobody"})).status_code == 404


WAYS = [
    by_password_alone, by_resetting_the_password, by_a_code_that_was_used, by_a_wrong_code, by_a_passkey_that_is_none,
    by_being_a_persona, by_asking_for_an_unknown_agency,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_in_goes_past_the_second_step(client: Client, way):
    user = somebody()

    way(client, user)

    assert is_held_at_the_second_step(client)
    assert SESSION_KEY not in client.session


def invited(client: Client) -> User:
    held = operations.invite(email="new.person@nhs.example", name="New Person", by=MANAGER)
    token = "x" * 43
    from goldenthread.accounts import devices

    held.token_digest = devices.sha256(token)
    held.save()
    said = {"name": "New Person", "password": PASSWORD}
    client.post(reverse("account_invitation", kwargs={"token": token}), said)
    return held.user


def password_of_somebody_without_an_app(client: Client) -> User:
    user = somebody(app=False)
    give_password(client, user.email)
    return user


def forced_by_a_test(client: Client) -> User:
    user = somebody(app=False)
    client.force_login(user)
    return user


@pytest.mark.parametrize("way", [invited, password_of_somebody_without_an_app, forced_by_a_test])
def test_somebody_without_a_second_factor_is_led_to_set_one_up_from_every_page(client: Client, way):
    way(client)

    open_before = {"account_protect", "account_logout", "mfa_activate_totp", "mfa_add_webauthn"}
    for pattern in urlpatterns:
        if mark_of(pattern.callback) == "public" or pattern.name in open_before:
            continue
        given = {"pk": "0b9f8f0e-0000-4000-8000-000000000000" if pattern.name == "account_end_one" else 1}
        address = reverse(pattern.name, kwargs=given if "pk" in str(pattern.pattern) else {})
        for answer in (client.get(address), client.post(address)):
            assert (address, answer.status_code) == (address, 302)
            assert answer["Location"].startswith(reverse("account_protect"))
    assert client.get("/")["Location"].startswith(reverse("account_protect"))
    assert client.get("/board/luton/")["Location"].startswith(reverse("account_protect"))


def test_every_address_of_the_door_has_a_mark_and_no_other_of_allauths_exists():
    unmarked = [one.name for one in urlpatterns if mark_of(one.callback) not in {"public", "signed_in"}]
    names = set(get_resolver().reverse_dict)

    assert unmarked == []
    assert {"account_signup", "account_email", "socialaccount_connections", "socialaccount_signup"} & names == set()


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(client: Client):
    somebody("known@council.example")
    somebody("closed@council.example", is_active=False)

    answers = {
        email: give_password(Client(), email, "wrong password here") for email in
        ("known@council.example", "nobody@council.example", "closed@council.example")
    }  # fmt: skip

    bodies = {
        re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", one.content.decode()).replace(email, "EMAIL")
        for email, one in answers.items()
    }
    assert {one.status_code for one in answers.values()} == {200}
    assert len(bodies) == 1
    assert "is not right" in bodies.pop()


def test_a_right_password_of_a_closed_account_is_answered_as_a_wrong_one(client: Client):
    user = somebody(is_active=False)

    assert "is not right" in give_password(client, user.email).content.decode()


@pytest.mark.parametrize("size", [1025, 100_000])
def test_an_overlong_password_is_refused_before_it_is_hashed(
    client: Client, monkeypatch: pytest.MonkeyPatch, size: int
):
    user = somebody()
    monkeypatch.setattr(User, "check_password", lambda *_: pytest.fail("it was hashed"))

    answer = give_password(client, user.email, "x" * size)

    assert "Password must be 1,024 characters or fewer" in answer.content.decode()


def test_the_session_id_changes_at_each_step_and_a_planted_one_is_dead(client: Client):
    user = somebody()
    client.get(reverse("account_login"))
    planted = give_password(client, user.email) and client.session.session_key

    give_code(client)
    signed_in = client.session.session_key

    stranger = Client()
    stranger.cookies["session"] = planted
    assert planted != signed_in
    assert not is_in(stranger)


def test_setting_up_an_app_changes_the_session_id(client: Client):
    from tests.factories.sign_ins import code

    password_of_somebody_without_an_app(client)
    before = client.session.session_key
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    shown = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})

    assert shown.status_code == 200
    assert "Your recovery codes" in shown.content.decode()
    assert client.session.session_key != before
    assert is_in(client)


def test_signing_out_leaves_nothing_behind(client: Client):
    user = somebody()
    come_in(client, user)
    cookie = client.cookies["session"].value

    refused = client.get(reverse("account_logout"))
    answer = client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies["session"] = cookie
    assert refused.status_code == 405
    assert (answer.status_code, answer["Clear-Site-Data"], answer["Cache-Control"]) == (
        302, '"cache", "storage"', "no-store",
    )  # fmt: skip
    assert not is_in(client)
    assert not is_in(thief)
    assert SignIn.objects.get().ended_because == "signed out"


def test_every_page_of_somebody_signed_in_is_kept_out_of_caches(client: Client):
    come_in(client, somebody())

    for path in ("/", reverse("account"), reverse("account_name"), "/nothing-here/"):
        assert client.get(path)["Cache-Control"] == "no-store", path
    assert Client().get(reverse("account_login"))["Cache-Control"] == "no-store"


def test_a_closed_account_is_out_at_the_next_request(client: Client):
    user = somebody()
    come_in(client, user)
    assert is_in(client)

    operations.disable(user, by=MANAGER)

    assert not is_in(client)


def test_signing_in_needs_a_safety_token():
    user = somebody()
    strict = Client(enforce_csrf_checks=True)

    assert give_password(strict, user.email).status_code == 403


def test_the_trail_is_told_of_each_event_at_the_door(client: Client, clock: Traveller):
    from goldenthread.trail.models import Entry

    user = somebody()
    give_password(client, user.email, "wrong password here")
    come_in(client, user)
    client.post(reverse("account_logout"))

    told = [entry.verb for entry in Entry.objects.order_by("pk") if entry.subject_id == str(user.pk)]
    assert sorted(told) == ["sign-in refused", "signed in", "signed out"]
