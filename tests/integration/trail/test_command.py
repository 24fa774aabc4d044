"""`goldenthread trail`: what it says, in plain words, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.trail import triggers
from goldenthread.trail.command import trail
from goldenthread.trail.models import Chain, Entry
from goldenthread.trail.operations import record
from tests import independent_verifier

pytestmark = pytest.mark.django_db


def call(*arguments: object) -> Result:
    return CliRunner().invoke(trail, [str(one) for one in arguments])


@pytest.fixture
def example(board: Board) -> Board:
    """A Board whose chain has five entries, and no triggers any more."""
    for number in range(5):
        record("open", board, by=Actor.person("Zoë Example"), after={"number": number})
    triggers.remove(connection)
    return board


@pytest.fixture
def kept(example: Board, tmp_path: Path) -> Path:
    """A checkpoint of its five entries."""
    path = tmp_path / "checkpoint.json"
    done = call("checkpoint", "--out", path)
    assert done.exit_code == 0
    assert done.output.startswith(f"Written to {path}: 1 chain.")
    return path


def rows() -> QuerySet[Entry]:
    return QuerySet(Entry)


def test_verify_says_what_is_whole(example: Board):
    done = call("verify")

    assert (done.exit_code, done.output) == (0, "example: 5 entries, whole.\n")


def test_verify_of_nothing_says_so():
    assert call("verify").output == "There are no entries yet.\n"


def test_verify_says_in_plain_words_what_is_wrong_and_where(example: Board):
    rows().filter(number=3).update(by_name="Nobody")

    done = call("verify", "--board", "example")

    assert done.exit_code == 1
    assert done.output == (
        "example: 5 entries, 1 found wrong.\n  Entry 3 does not say what it said when it was written.\n"
    )
    said = json.loads(call("verify", "--json").output)
    assert not said["whole"]
    assert said["chains"][0]["problems"] == [
        {
            "kind": "changed",
            "first": 3,
            "last": 3,
            "words": "Entry 3 does not say what it said when it was written.",
        }
    ]


def test_verify_prints_the_first_of_many(example: Board):
    for number in range(60):
        record("open", example, by=Actor.system("go on"), after={"number": number})
    rows().update(by_name="Nobody")

    lines = call("verify").output.splitlines()

    assert lines[0] == "example: 65 entries, 65 found wrong."
    assert lines[-1] == "  And 45 more; --json lists them all."


def test_verify_of_one_board_does_not_look_at_another(example: Board):
    another = Board.objects.create(slug="another", name="Another", short_name="A", area="Another", authority="Y")
    record("open", another, by=Actor.system("go on"))
    rows().filter(chain=another.pk).update(verb="close")

    assert call("verify", "--board", "example").exit_code == 0
    assert call("verify", "--board", "another").exit_code == 1


def test_verify_names_the_boards_there_are(example: Board):
    done = call("verify", "--board", "exampel")

    assert (done.exit_code, done.output) == (1, "There is no Board “exampel” here. There is: example.\n")


def test_a_checkpoint_holds(kept: Path):
    done = call("verify", "--against", kept)

    assert done.exit_code == 0
    assert done.output.splitlines()[-1].endswith("still holds.")


def test_a_checkpoint_finds_what_the_chain_alone_cannot(example: Board, kept: Path):
    rows().filter(number=5).delete()
    Chain.objects.update(number=4, hash=Entry.objects.get(number=4).hash)

    alone, against = call("verify"), call("verify", "--against", kept)

    assert (alone.exit_code, against.exit_code) == (0, 1)
    assert "the chain now ends at 4" in against.output


def test_a_checkpoint_names_a_chain_that_is_gone(example: Board, kept: Path):
    rows().delete()
    Chain.objects.all().delete()

    done = call("verify", "--against", kept)

    assert done.exit_code == 1
    assert done.output.startswith("example: 0 entries, 1 found wrong.")


def test_another_installations_checkpoint_is_refused(kept: Path, settings: Any):
    settings.SECRET_KEY = "the key of another installation"

    done = call("verify", "--against", kept)

    assert done.exit_code == 1
    assert "was not sealed by this installation" in done.output


def test_a_checkpoint_that_is_not_there_is_said(example: Board, tmp_path: Path):
    done = call("verify", "--against", tmp_path / "none.json")

    assert done.exit_code == 1
    assert "There is no checkpoint at" in done.output


def test_a_checkpoint_of_a_broken_chain_is_not_written(example: Board, tmp_path: Path):
    rows().filter(number=3).update(by_name="Nobody")

    done = call("checkpoint", "--out", tmp_path / "checkpoint.json")

    assert done.exit_code == 1
    assert not (tmp_path / "checkpoint.json").exists()


def test_what_is_exported_convinces_another_verifier(example: Board, tmp_path: Path):
    out = tmp_path / "trail.jsonl"
    call("export", "--board", "example", "--out", out)

    written = out.read_text(encoding="utf-8").splitlines()

    assert written == call("export").output.splitlines()
    assert len(written) == 6
    assert independent_verifier.verify(written) == []
    assert independent_verifier.verify(written[:2] + written[3:]) != []
