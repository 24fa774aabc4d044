"""Renewing the vault’s key: complete, resumable at any point, and never at the price of what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from goldenthread.core.errors import NotPossibleNow
from goldenthread.vault import envelope, keys, rotation
from goldenthread.vault.command import vault
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.models import Identity, SealedItem
from tests.factories.records import make
from tests.factories.rooms.vault import WHO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(near: Any) -> Any:
    """Keys of this test’s own, and those there were again afterwards."""
    file = settings.DATA.vault_keys_file
    before = file.read_text()
    file.write_text(keys.fresh_line())
    yield
    file.write_text(before)
    file.chmod(0o600)


@pytest.fixture
def kept(near: Any) -> list[Identity]:
    return [make(Identity, near.board, case=near.case) for _ in range(4)]


def test_every_record_is_under_the_new_key_and_reads_the_same(near: Any, kept: list[Identity]):
    item = make(SealedItem, near.board, case=near.case)
    old = keys.ring().newest

    newest, count = rotation.renew()

    assert (count, newest == old) == (5, False)
    assert dict(rotation.under()) == {newest: 5}
    assert all(Identity.objects.get(pk=one.pk).contents() == WHO for one in kept)
    assert SealedItem.objects.get(pk=item.pk).contents()["text"].startswith("3 Secretgarden")


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_stopped_anywhere_it_goes_on_with_the_same_new_key(
    kept: list[Identity], after: int, monkeypatch: pytest.MonkeyPatch
):
    done, real = [], envelope.rewrapped

    def killed(sealed: Any, bound: str) -> Any:
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(bound)
        return real(sealed, bound)

    monkeypatch.setattr(envelope, "rewrapped", killed)
    with pytest.raises(KeyboardInterrupt):
        rotation.renew()
    monkeypatch.setattr(envelope, "rewrapped", real)
    begun = keys.ring().newest
    assert all(Identity.objects.get(pk=one.pk).contents() == WHO for one in kept)

    newest, count = rotation.renew()

    assert (newest, count) == (begun, 4 - after)
    assert dict(rotation.under()) == {newest: 4}


def test_an_old_key_goes_only_when_nothing_needs_it(kept: list[Identity]):
    old = keys.ring().newest
    keys.add_key()
    with pytest.raises(NotPossibleNow, match=old):
        rotation.forget_old()

    newest, _ = rotation.renew()
    gone = rotation.forget_old()

    assert gone == [old]
    assert list(keys.ring().keys) == [newest]
    assert all(Identity.objects.get(pk=one.pk).contents() == WHO for one in kept)


def test_what_is_stolen_with_an_old_key_alone_does_not_open(kept: list[Identity]):
    rotation.renew()
    rotation.forget_old()
    settings.DATA.vault_keys_file.write_text(keys.fresh_line())

    with pytest.raises(VaultShut, match="is missing"):
        Identity.objects.get(pk=kept[0].pk).contents()


def test_the_command_says_what_does_not_open_and_never_what_it_holds(kept: list[Identity]):
    good = CliRunner().invoke(vault, ["check"])
    sealed = {**kept[0].sealed, "fields": kept[1].sealed["fields"]}
    Identity.objects.filter(pk=kept[0].pk).update(sealed=sealed)

    bad = CliRunner().invoke(vault, ["check"])

    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert "Every record of the vault opens." in good.output
    assert f"Does not open: identity {kept[0].pk}" in bad.output
    assert "What to do: put back the keys folder" in bad.output
    assert [word for word in ("Thistlewood", "Hollowberry") if word in good.output + bad.output] == []


def test_the_command_renews_and_forgets(kept: list[Identity]):
    first = CliRunner().invoke(vault, ["rotate"])
    second = CliRunner().invoke(vault, ["rotate", "--forget-old"])

    assert "4 records are sealed anew" in first.output
    assert second.output.startswith("Taken away: ")
    assert settings.DATA.vault_keys_file.stat().st_mode & 0o077 == 0
