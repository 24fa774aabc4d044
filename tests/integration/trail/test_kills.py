"""Two hundred writers are killed while they write. What was acknowledged is there; nothing is there by half."""

from __future__ import annotations

import json
from typing import Any

from tests.installations import run

Environment = dict[str, str]


def kills(installation: Environment, *arguments: str) -> dict[str, Any]:
    done = run(installation, "tests/kills.py", *arguments)
    assert done.stdout, done.stderr
    return {**json.loads(done.stdout), "exit": done.returncode}


def test_two_hundred_kills_lose_nothing(installation: Environment):
    found = kills(installation, "--kills", "200", "--writers", "6")

    assert (found["kills"], found["lost"], found["half_done"], found["problems"]) == (200, 0, 0, []), found
    assert found["exit"] == 0
    assert found["acknowledged"] >= 200
    assert set(found["by_deed"]) == {"add", "change", "take away"}


def test_a_writer_that_speaks_before_it_commits_would_be_caught(installation: Environment):
    found = kills(installation, "--kills", "40", "--manner", "hasty")

    assert found["lost"] > 0
    assert found["exit"] == 1


def test_a_writer_that_keeps_a_record_and_its_entry_apart_would_be_caught(installation: Environment):
    found = kills(installation, "--kills", "20", "--manner", "apart")

    assert found["half_done"] > 0
    assert found["exit"] == 1
