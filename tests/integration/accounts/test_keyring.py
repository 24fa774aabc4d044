"""Keys: sealed things open with any of them, and are sealed anew with the newest."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from pytest_django import Settings

from goldenthread.accounts import operations
from goldenthread.accounts.keyring import add_key, seal, unseal
from goldenthread.config.paths import DataFolder
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from tests.factories.sign_ins import SECRET, somebody


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> DataFolder:
    settings.DATA = DataFolder(tmp_path / "installation")
    settings.DATA.make()
    return settings.DATA


def test_an_installation_has_a_key_that_only_its_owner_reads(folder: DataFolder):
    assert oct(folder.secrets_file.stat().st_mode & 0o777) == "0o600"
    assert unseal(seal("a secret")) == "a secret"
    assert seal("a secret") != seal("a secret")


def test_making_it_again_keeps_the_key(folder: DataFolder):
    sealed = seal("a secret")
    folder.make()

    assert unseal(sealed) == "a secret"


def test_another_installation_cannot_open_it(folder: DataFolder):
    sealed = seal("a secret")
    folder.secrets_file.write_bytes(Fernet.generate_key())

    with pytest.raises(Refused, match="Restore keys/secrets"):
        unseal(sealed)


@pytest.mark.django_db
def test_a_new_key_at_the_top_takes_over(folder: DataFolder):
    user = somebody()

    add_key(folder.secrets_file)
    new = folder.secrets_file.read_text().split()[0]
    count = operations.reseal_secrets(by=Actor.console("administrator"))
    folder.secrets_file.write_text(new)
    held = Authenticator.objects.get(user=user)
    assert count == 1
    assert unseal(held.data["secret"]) == SECRET


def test_without_a_folder_the_secret_key_stands_in(settings: Settings, tmp_path: Path):
    settings.DATA = DataFolder(tmp_path / "not made")

    assert unseal(seal("a secret")) == "a secret"
