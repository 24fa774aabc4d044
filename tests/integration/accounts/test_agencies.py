"""Signing in with one's agency, there and back, against a provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html
from oidc_provider_mock import User as TheirUser
from oidc_provider_mock import run_server_in_thread

from goldenthread.accounts import operations
from goldenthread.accounts.models import User
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from tests.factories.sign_ins import give_code, is_in, somebody

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the provider's own libraries
]
MANAGER = Actor.person("Rosa Manager")
ASHA = "asha.patel@police.example"
PEOPLE = [
    TheirUser(sub="asha", claims={"email": ASHA, "email_verified": True}),
    TheirUser(sub="unverified", claims={"email": ASHA, "email_verified": False}),
    TheirUser(sub="says-yes", claims={"email": ASHA, "email_verified": "yes please"}),
    TheirUser(sub="silent", claims={"email": ASHA}),
    TheirUser(sub="stranger", claims={"email": "stranger@police.example", "email_verified": True}),
    TheirUser(sub="foreign", claims={"email": "chair@council.example", "email_verified": True}),
    TheirUser(sub="lookalike", claims={"email": "asha.patel@police.example.evil.example", "email_verified": True}),
    TheirUser(sub="nameless", claims={}),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


def add(provider: str, **more: Any) -> SocialApp:
    given = {
        "provider_id": "police", "name": "Example Police", "server": provider, "client_id": "golden-thread",
        "secret": "their client secret", "domains": ["police.example"], "trusts_second_factor": False, **more,
    }  # fmt: skip
    return operations.add_provider(**given, by=MANAGER)


def there_and_back(client: Client, sub: str) -> HttpResponse:
    """Leave for the provider, say there who one is, and come back with what it answers."""
    leaving = client.post(reverse("openid_connect_login", kwargs={"provider_id": "police"}))
    address = html.fromstring(leaving.content).xpath("//main//a/@href")[0]
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = answer.headers["Location"]
    assert back.startswith("http://testserver/account/agency/police/back/?")
    return client.get(back.removeprefix("http://testserver"))


def says(client: Client, answer: HttpResponse) -> str:
    return client.get(answer["Location"]).content.decode()


def test_an_invited_person_comes_in_with_our_second_step_where_theirs_is_not_trusted(client: Client, provider: str):
    user = somebody(ASHA)
    add(provider)

    answer = there_and_back(client, "asha")
    before = is_in(client)
    give_code(client)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert (before, is_in(client)) == (False, True)
    assert SocialAccount.objects.get().user == user


def test_without_a_second_step_of_ours_they_set_one_up(client: Client, provider: str):
    somebody(ASHA, app=False)
    add(provider)

    there_and_back(client, "asha")

    assert client.get("/")["Location"].startswith(reverse("account_protect"))


@pytest.mark.parametrize("app", [True, False])
def test_where_theirs_is_trusted_ours_is_not_asked(client: Client, provider: str, app: bool):
    somebody(ASHA, app=app)
    add(provider, trusts_second_factor=True)

    answer = there_and_back(client, "asha")

    assert answer["Location"] == "/"
    assert is_in(client)


def test_they_are_known_again(client: Client, provider: str):
    somebody(ASHA)
    add(provider, trusts_second_factor=True)
    there_and_back(client, "asha")

    again = Client()
    there_and_back(again, "asha")

    assert is_in(again)
    assert SocialAccount.objects.count() == 1


def test_an_invitation_is_accepted_by_coming_in_with_their_agency(client: Client, provider: str):
    user = operations.invite(email=ASHA, name="Asha Patel", by=MANAGER).user
    add(provider, trusts_second_factor=True)

    there_and_back(client, "asha")

    user.refresh_from_db()
    assert user.is_active
    assert not user.has_usable_password()
    assert is_in(client)


NOT_THEIRS = ["unverified", "says-yes", "silent", "stranger", "foreign", "lookalike", "nameless"]


@pytest.mark.parametrize("sub", NOT_THEIRS)
def test_nobody_else_is_let_in_or_signed_up(client: Client, provider: str, sub: str):
    somebody(ASHA)
    somebody("chair@council.example")
    add(provider, trusts_second_factor=True)

    answer = there_and_back(client, sub)

    assert "there is no open account here for that e-mail address" in says(client, answer)
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (2, 0)


def test_a_provider_that_vouches_for_its_domain_needs_no_word_of_each_address(client: Client, provider: str):
    somebody(ASHA)
    add(provider, trusts_second_factor=True, calls_addresses_verified=False)

    there_and_back(client, "silent")

    assert is_in(client)


def test_a_withdrawn_invitation_is_not_accepted_that_way(client: Client, provider: str):
    invitation = operations.invite(email=ASHA, name="Asha Patel", by=MANAGER)
    operations.withdraw(invitation, by=MANAGER)
    add(provider, trusts_second_factor=True)

    there_and_back(client, "asha")

    assert not is_in(client)
    assert not User.objects.get(email=ASHA).is_active


def test_a_closed_account_stays_closed(client: Client, provider: str):
    user = somebody(ASHA)
    add(provider, trusts_second_factor=True)
    there_and_back(client, "asha")
    operations.disable(user, by=MANAGER)

    again = Client()
    there_and_back(again, "asha")

    assert not is_in(client)
    assert not is_in(again)


def test_a_provider_that_is_removed_lets_nobody_in(client: Client, provider: str):
    somebody(ASHA)
    add(provider, trusts_second_factor=True)
    there_and_back(client, "asha")

    operations.remove_provider("police", by=MANAGER)

    assert not is_in(client)
    assert Client().post(reverse("openid_connect_login", kwargs={"provider_id": "police"})).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=y", "?error=access_denied", "?state=x&error=server_error"]
)
def test_coming_back_without_having_left_opens_nothing(client: Client, provider: str, query: str):
    add(provider, trusts_second_factor=True)

    answer = client.get(reverse("openid_connect_callback", kwargs={"provider_id": "police"}) + query)

    assert answer["Location"] == reverse("account_login")
    assert not is_in(client)


def test_somebody_elses_return_address_opens_nothing(client: Client, provider: str):
    somebody(ASHA)
    add(provider, trusts_second_factor=True)
    leaving = client.post(reverse("openid_connect_login", kwargs={"provider_id": "police"}))
    address = html.fromstring(leaving.content).xpath("//main//a/@href")[0]
    back = requests.post(address, data={"sub": "asha"}, allow_redirects=False, timeout=10).headers["Location"]

    victim = Client()
    victim.get(back.removeprefix("http://testserver"))

    assert not is_in(victim)


def test_leaving_is_by_a_button_and_never_links_another_identity(client: Client, provider: str):
    add(provider)
    path = reverse("openid_connect_login", kwargs={"provider_id": "police"})

    assert client.get(path).status_code == 405
    assert client.post(path, {"process": "connect"}).status_code == 404
    assert client.post(f"{path}?process=redirect").status_code == 404


def test_the_clients_secret_is_sealed_where_it_is_kept(provider: str):
    app = add(provider)

    assert "their client secret" not in str(SocialApp.objects.values().get(pk=app.pk))


@pytest.mark.parametrize("wrong", [{"server": "http://login.police.example"}, {"domains": []}, {"domains": [" "]}])
def test_an_unsafe_provider_is_refused(wrong: dict[str, Any]):
    with pytest.raises(Refused):
        add("https://login.police.example", **wrong)
