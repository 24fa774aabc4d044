"""One click to be somebody: in a demonstration, on its own machine, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from time_machine import Traveller

from goldenthread.accounts import demonstration
from goldenthread.accounts.demonstration import Persona
from goldenthread.accounts.models import SignIn
from goldenthread.config.paths import DEMONSTRATION, DataFolder
from tests.factories.sign_ins import is_in, somebody

pytestmark = pytest.mark.django_db
CHAIR = "chair@luton.example"


@pytest.fixture(autouse=True)
def people(clock: Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody(CHAIR)
    somebody("not.listed@luton.example")
    row = Persona(CHAIR, "Imani Chair", "Independent chair", "She signs off the annual report.")
    monkeypatch.setattr(demonstration, "_tellers", [lambda: [row]])


@pytest.fixture
def marked(tmp_path: Path, settings: Settings) -> None:
    """The folder carries the demonstration's mark."""
    settings.DATA = DataFolder(tmp_path)
    (tmp_path / DEMONSTRATION).touch()


def choose(client: Client, email: str = CHAIR, **more: str):
    return client.post(reverse("account_personas"), {"email": email}, **more)


@pytest.mark.usefixtures("marked")
def test_a_click_signs_somebody_in_without_password_or_code(client: Client):
    page = client.get(reverse("account_personas")).content.decode()
    answer = choose(client)

    assert "Imani Chair" in page
    assert "She signs off the annual report." in page
    assert answer["Location"] == "/"
    assert is_in(client)
    assert SignIn.objects.get().how == "one click, in the demonstration"


def test_there_is_no_such_page_elsewhere(client: Client):
    assert client.get(reverse("account_personas")).status_code == 404
    assert choose(client).status_code == 404
    assert reverse("account_personas") not in client.get(reverse("account_login")).content.decode()


FROM_ELSEWHERE = [
    {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "10.0.0.5"}, {"REMOTE_ADDR": "::2"}, {"REMOTE_ADDR": ""},
    {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}, {"HTTP_FORWARDED": "for=127.0.0.1"}, {"HTTP_X_REAL_IP": "127.0.0.1"},
]  # fmt: skip


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("more", FROM_ELSEWHERE)
def test_nobody_from_elsewhere_is_let_in(client: Client, more: dict[str, str]):
    assert client.get(reverse("account_personas"), **more).status_code == 404
    assert choose(client, **more).status_code == 404
    assert not is_in(client)


@pytest.mark.usefixtures("marked")
def test_only_who_is_listed_can_be_chosen(client: Client):
    assert choose(client, "not.listed@luton.example").status_code == 404
    assert not is_in(client)


@pytest.mark.usefixtures("marked")
def test_an_installation_that_people_rely_on_has_no_personas(client: Client, settings: Settings):
    settings.IS_PRODUCTION = True

    assert choose(client).status_code == 404


@pytest.mark.usefixtures("marked")
def test_reading_the_page_signs_nobody_in(client: Client):
    client.get(reverse("account_personas"), {"email": CHAIR})

    assert not is_in(client)
