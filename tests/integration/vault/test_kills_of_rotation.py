"""The renewing of the vault’s key is killed at every place, and at random. Everything opens, and in the end it is done."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from goldenthread.core.errors import NotPossibleNow
from goldenthread.vault import keys, rotation
from tests.installations import fresh, run

pytestmark = pytest.mark.records


def test_killed_anywhere_everything_opens_and_it_is_done_in_the_end(tmp_path: Path):
    (tmp_path / "own").mkdir()
    with fresh(tmp_path / "own") as environment:
        done = run(environment, "tests/kills_of_vault.py", "--kills", "12", "--records", "30")
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)

    assert (found["shut"], found["changed"], found["as_it_was"], done.returncode) == (0, 0, True, 0), found
    assert (found["keys"], found["under_newest"], found["records"]) == (1, 60, 60)
    assert found["killed"] >= 5
    assert found["careless"] == {"alone": 60, "emptied": 60}


@pytest.mark.django_db
def test_two_do_not_renew_at_once(near: Any):
    """Each would write the file of keys without the other’s new key, and lose what was sealed under it."""
    before = settings.DATA.vault_keys_file.read_text()
    other = os.open(settings.DATA.root, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    for deed in (rotation.renew, rotation.forget_old):
        with pytest.raises(NotPossibleNow, match="renewed already"):
            deed()
    os.close(other)

    assert settings.DATA.vault_keys_file.read_text() == before
    assert rotation.renew() == (keys.ring().newest, 0)
