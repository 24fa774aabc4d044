"""What was typed survives a sign-in that ran out: for the same person, in the same browser, for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
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
    assert (shown(client), shown(client)) == (TYPED, TYPED)
    asha.refresh_from_db()
    assert asha.name == "Asha Patel"


def test_it_is_there_until_it_is_sent(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    send_too_late(client, clock)
    come_in(client, asha)

    refused = client.post(reverse("account_name"), {"name": ""})
    still = shown(client)
    client.post(reverse("account_name"), {"name": "Asha P"})

    assert (refused.status_code, still) == (200, TYPED)
    assert shown(client) == "Asha P"
    assert KeptForm.objects.count() == 0


def test_it_can_be_thrown_away(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    send_too_late(client, clock)
    come_in(client, asha)

    client.get(f"{reverse('account_name')}?{kept.START_AGAIN}")

    assert shown(client) == asha.name


def test_signing_in_says_that_something_waits(client: Client, clock: Traveller, asha: User):
    come_in(client, asha)
    answer = send_too_late(client, clock)

    waiting = client.get(answer["Location"]).content.decode()
    elsewhere = Client().get(answer["Location"]).content.decode()

    assert "What you had just written is kept." in waiting
    assert "What you had just written is kept." not in elsewhere


def test_a_form_from_before_a_sign_in_elsewhere_is_kept(asha: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asha)
    sent = {"name": TYPED, "writer": kept.writer(asha), "csrfmiddlewaretoken": "of another sign-in"}

    refused = client.post(reverse("account_name"), sent)
    planted = client.post(reverse("account_change_password"), {**sent, "writer": ""})

    assert (refused.status_code, planted.status_code) == (403, 403)
    assert "What you wrote is kept." in refused.content.decode()
    assert f'href="{reverse("account_name")}"' in refused.content.decode()
    assert "What you wrote is kept." not in planted.content.decode()
    assert KeptForm.objects.count() == 1


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
    kept.forget(back, "/somewhere/")
    assert kept.take(back, "/somewhere/") is None


def test_files_are_named_to_be_chosen_again(asha: User):
    request = RequestFactory().post("/somewhere/", {"note": "x", "file": SimpleUploadedFile("audit.xlsx", b"1")})
    request.user = asha
    kept.keep(request)
    back = RequestFactory().get("/somewhere/")
    back.user, back.COOKIES = asha, {kept.COOKIE: getattr(request, kept.ATTRIBUTE)}

    kept.take(back, "/somewhere/")

    assert getattr(back, kept.PUT_BACK) == {"files": ["audit.xlsx"]}


def test_too_much_is_not_kept_and_only_the_latest_twenty_are(asha: User):
    too_much = kept.keep(post(asha, {"note": "x" * kept.LARGEST}))
    for number in range(25):
        kept.keep(post(asha, {"note": str(number)}))

    assert too_much is None
    assert KeptForm.objects.count() == kept.MOST
