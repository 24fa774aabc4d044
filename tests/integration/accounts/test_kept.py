"""What was typed survives a sign-in that ran out: for the same person, in the same browser, for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html
from time_machine import Traveller

from goldenthread.accounts import kept
from goldenthread.accounts.models import KeptForm, User
from tests.factories.sign_ins import come_in, somebody

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TYPED = "Asha Patel-Jones, typed slowly"


@pytest.fixture
def asha(clock: Traveller) -> User:
    return somebody()


def writer_on(client: Client) -> str:
    page = html.fromstring(client.get(reverse("account_name")).content)
    return str(page.xpath("//input[@name='writer']/@value")[0])


def send_too_late(client: Client, clock: Traveller, later: timedelta = timedelta(minutes=31)) -> HttpResponse:
    writer = writer_on(client)
    clock.shift(later)
    return client.post(reverse("account_name"), {"name": TYPED, "writer": writer, "csrfmiddlewaretoken": "x"})


def shown(client: Client) -> str:
    page = html.fromstring(client.get(reverse("account_name")).content)
    return str(page.xpath("//input[@name='name']/@value")[0])


def test_what_was_sent_too_late_is_put_back_after_signing_in(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    answer = send_too_late(client, clock)

    come_in(client, asha)

    assert answer["Location"].startswith(reverse("account_login"))
    assert shown(client) == TYPED
    assert shown(client) == asha.name
    asha.refresh_from_db()
    assert asha.name == "Asha Patel"


def test_somebody_else_in_the_same_browser_does_not_see_it(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    send_too_late(client, clock)
    other = somebody("other@council.example")

    come_in(client, other)

    assert shown(client) == other.name
    assert KeptForm.objects.count() == 1


def test_the_same_person_in_another_browser_does_not_see_it(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    send_too_late(client, clock)
    elsewhere = Client()

    come_in(elsewhere, asha)

    assert shown(elsewhere) == asha.name


@pytest.mark.parametrize(("later", "found"), [(DAY - timedelta(seconds=1), True), (DAY, False)])
def test_it_is_kept_for_a_day(client: Client, clock: Traveller, asha: User, later: timedelta, found: bool):
    come_in(client, asha)
    send_too_late(client, clock)
    clock.shift(later)

    come_in(client, asha)

    assert (shown(client) == TYPED) is found


@pytest.mark.parametrize("writer", ["", "x", signing.dumps("0b9f8f0e-0000-4000-8000-000000000000", salt=kept.SALT),
                                    signing.dumps("nobody", salt=kept.SALT), signing.dumps("x", salt="another")],
                         ids=["nothing", "unsigned", "nobody here", "no key", "signed for something else"])  # fmt: skip
def test_what_nobody_signed_is_not_kept(client: Client, clock: Traveller, asha: User, writer: str):
    client.post(reverse("account_name"), {"name": TYPED, "writer": writer})

    assert KeptForm.objects.count() == 0


def test_it_cannot_be_read_where_it_is_kept(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    send_too_late(client, clock)

    row = str(KeptForm.objects.values().get())
    assert all(word not in row for word in ("Asha", "typed", "account/name"))


def post(user: User, data: dict[str, str], path: str = "/somewhere/") -> HttpRequest:
    request = RequestFactory().post(path, data)
    request.user = user
    return request


def test_passwords_codes_and_tokens_are_never_kept(asha: User):
    request = post(
        asha,
        {"password": "a", "password2": "b", "code": "c", "credential": "d", "csrfmiddlewaretoken": "e", "writer": "f"},
    )

    assert kept.keep(request) is None


def test_every_value_of_a_field_comes_back_in_order(asha: User):
    request = RequestFactory().post("/somewhere/", {"agency": ["police", "nhs"], "note": "Line one\nLine two 🦡"})
    request.user = asha
    kept.keep(request)
    back = RequestFactory().get("/somewhere/")
    back.user, back.COOKIES = asha, {kept.COOKIE: getattr(request, kept.ATTRIBUTE)}

    taken = kept.take(back, "/somewhere/")

    assert taken == QueryDict("agency=police&agency=nhs&note=Line%20one%0ALine%20two%20%F0%9F%A6%A1")
    assert kept.take(back, "/somewhere/") is None


def test_too_much_is_not_kept_and_only_the_latest_twenty_are(asha: User):
    too_much = kept.keep(post(asha, {"note": "x" * kept.LARGEST}))
    for number in range(25):
        kept.keep(post(asha, {"note": str(number)}))

    assert too_much is None
    assert KeptForm.objects.count() == kept.MOST
