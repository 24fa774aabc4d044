"""Where somebody is led afterwards is always within this site."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from tests.factories.sign_ins import come_in, give_code, give_password, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ELSEWHERE = [
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example/x",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "https:evil.example",
    "https:/evil.example", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "ftp://evil.example",
    "//evil.example\\@testserver", "https://testserver@evil.example", "https://testserver.evil.example", "http://[::1]:80/",
    " https://evil.example", "\thttps://evil.example", "//testserver:80@evil.example", "http:///evil.example", "evil.example",
    "https://evil.example#/", "//%65vil.example", "/\\/evil.example", "http://testserver/", "//testserver/",
]  # fmt: skip
WITHIN = ["/", "/board/luton/", "/account/name/", "/board/luton/actions/?due=week&page=2#top", "/a//b"]


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(asked: str):
    client = Client()
    user = somebody()

    give_password(client, user.email, data={"next": asked})

    assert give_code(client)["Location"] == "/"


@pytest.mark.parametrize("asked", WITHIN)
def test_somebody_is_led_on_within_the_site(asked: str):
    client = Client()
    user = somebody()

    give_password(client, user.email, data={"next": asked})

    assert give_code(client)["Location"] == asked


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_nobody_is_led_elsewhere_by_any_page_that_knows_where_to_go_next(clock: Traveller, asked: str):
    client = Client()
    come_in(client, somebody())

    answers = [
        client.get(reverse("account_login"), {"next": asked}),
        client.get(reverse("account_protect"), {"next": asked}),
        client.get(reverse("account_prove"), {"next": asked}),
        client.post(reverse("account_reauthenticate"), {"next": asked, "password": "violet harbour tractor"}),
        client.post(reverse("account_logout"), {"next": asked}),
    ]

    for answer in answers:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/") or answer["Location"] == "/"
        assert "evil" not in answer["Location"]
