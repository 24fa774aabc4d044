"""What a password may be."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from goldenthread.accounts.models import User
from goldenthread.accounts.passwords import LongEnough, NotCommon
from goldenthread.boards.models import Agency, Board
from tests.factories.sign_ins import come_in, give_password, somebody

pytestmark = pytest.mark.django_db


def is_refused(password: str, user: User | None = None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


RULES = (LongEnough(), NotCommon())


def is_common(password: str) -> bool:
    for validator in RULES:
        try:
            validator.validate(password)
        except ValidationError:
            return True
    return False


@pytest.fixture
def luton() -> Board:
    board = Board.objects.create(
        slug="luton", name="Luton Safeguarding Adults Board", short_name="LSAB", area="Luton", authority="Luton Council"
    )
    Agency.objects.create(board=board, slug="police", name="Bedfordshire Police")
    return board


@pytest.mark.parametrize(("size", "refused"), [(11, True), (12, False), (128, False), (1024, False), (1025, True)])
def test_twelve_characters_are_enough_and_a_thousand_are_not_too_many(size: int, refused: bool):
    password = ("kestrel pond 9 wander slowly " * 40)[:size]

    assert is_refused(password) is refused


def test_every_common_password_is_refused():
    folder = Path(password_validation.__file__).parent
    with gzip.open(folder / "common-passwords.txt.gz", "rt", encoding="utf-8") as listed:
        common = [line.strip() for line in listed]

    assert len(common) > 10_000
    assert [one for one in common if not is_common(one)] == []
    assert [one for one in common if len(one) >= 9 and not is_common(f"{one}123!")] == []


GUESSABLE = [
    "safeguarding", "Safeguarding1", "safeguarding2026", "S4feguarding!", "safeguardingadults", "SafeguardingBoard2025!",
    "lutonsafeguarding", "Luton2026Luton", "lutoncouncil123", "BedfordshirePolice", "bedfordshire-police1", "ashapatel2026",
    "asha.patel123", "Asha Patel!!", "council.example", "password1234", "Passw0rd!Passw0rd!", "Welcome12345", "qwertyuiop12",
    "aaaaaaaaaaaa", "abababababab", "123456789012", "abcdefghijkl", "Summer2026!!", "goldenthread1", "lsablsablsab",
]  # fmt: skip


@pytest.mark.parametrize("password", GUESSABLE)
def test_what_anybody_here_would_guess_is_refused(luton: Board, password: str):
    assert is_refused(password, User(email="asha.patel@council.example", name="Asha Patel"))


GOOD = [
    "violet harbour tractor", "correct horse battery", "kestrel pond wander", "pâté ünïcödé søren", "春の夜の夢はかなく消えて",
    "Xk7#pQ9!vR2$",
    "luton kestrel wander pond", "  spaces at both ends  ", "🦡🦊🐻 walk by the river", "only small letters here",
]  # fmt: skip


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_needs_no_special_kind_of_character(luton: Board, password: str):
    assert not is_refused(password, User(email="asha.patel@council.example", name="Asha Patel"))


@pytest.mark.parametrize("place", [72, 127, 128, 199])
def test_every_character_counts(client: Client, place: int):
    password = ("kestrel pond 9 wander slowly " * 40)[:200]
    other = f"{password[:place]}§{password[place + 1 :]}"
    user = somebody(password=password)

    assert "is not right" in give_password(client, user.email, other).content.decode()
    assert give_password(client, user.email, password).status_code == 302


def test_spaces_and_letters_of_any_script_are_kept(client: Client):
    user = somebody(password="  pâté ünïcödé søren  ")

    assert "is not right" in give_password(client, user.email, "pâté ünïcödé søren").content.decode()
    assert give_password(client, user.email, "  pâté ünïcödé søren  ").status_code == 302


def test_passwords_are_kept_as_scrypt(settings: Settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

    assert somebody().password.startswith("scrypt$")


def test_pages_ask_browsers_to_help(client: Client):
    sign_in = client.get(reverse("account_login")).content.decode()
    come_in(client, somebody())
    change = client.get(reverse("account_change_password")).content.decode()

    assert 'autocomplete="username"' in sign_in
    assert 'autocomplete="current-password"' in sign_in
    assert 'autocomplete="new-password"' in change
    assert "onpaste" not in sign_in + change


def test_a_refused_password_is_explained(client: Client):
    come_in(client, somebody())

    answer = client.post(reverse("account_change_password"), {"password": "Safeguarding2026"}).content.decode()

    assert "Password must not be made of words people would guess" in answer
    assert "There is a problem" in answer
