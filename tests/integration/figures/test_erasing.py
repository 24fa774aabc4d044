"""A person is erased from frozen data at the command line: proved with nothing but the folders, and kept as the Board's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, Refused
from goldenthread.figures import basis, erasing, frozen, successors
from goldenthread.figures.models import FrozenSet
from goldenthread.trail.models import Entry
from tests.factories import figures, people

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def kept(db: None, tmp_path: Path) -> FrozenSet:
    board = people.board("example", is_demonstration=False)
    figures.a_year(board)
    return figures.frozen(board, tmp_path / "first")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A clean process: no settings, no database, and a Django that cannot be loaded."""
    code = "import sys; sys.modules['django'] = None; from goldenthread.config.cli import main; main()"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, env=env)


def test_erased_and_proved_by_folders_alone(kept: FrozenSet, tmp_path: Path):
    folder, out = kept.folder, str(tmp_path / "second")

    made = run("erase", folder, "--adult", "A-C3", "--why", "Asked for", "--by", "Kim", "--out", out, "--json")
    told = json.loads(made.stdout)

    assert (made.returncode, told["rows"]) == (0, {"adults": 1, "concerns": 1})
    assert ["concerns.received", "", 40, 39, "2023-24"] in told["changed"]
    proved = run("verify", told["folder"], "--before", folder)
    assert (proved.returncode, f"It replaces {kept.sha256}" in proved.stdout) == (0, True)
    shutil.rmtree(folder)
    assert run("verify", told["folder"]).returncode == 0
    shown = run("figures", "--frozen", told["folder"], "--period", "2023-24", "--json")
    assert json.loads(shown.stdout)["figures"]["concerns.received"]["value"] == 39


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--adult", "nobody", "--why", "Asked for"], "Nobody in"),
        (["--adult", "A-C3", "--why", " "], "Say why"),
    ],
)
def test_what_cannot_be_erased_gets_a_sentence(kept: FrozenSet, tmp_path: Path, words: list[str], says: str):
    made = run("erase", kept.folder, *words, "--by", "Kim", "--out", str(tmp_path / "second"))

    assert (made.returncode, says in made.stderr, "Traceback" in made.stderr) == (1, True, False)


def test_an_installation_without_a_board_is_not_ignored(kept: FrozenSet, tmp_path: Path):
    second = tmp_path / "second"
    words = ["--adult", "A-C3", "--why", "Asked for", "--by", "Kim", "--out", str(second), "--data", str(tmp_path)]
    made = run("erase", kept.folder, *words)

    assert (made.returncode, "--data goes with --board" in made.stderr, second.exists()) == (1, True, False)


def _erased(kept: FrozenSet, out: Path) -> Path:
    made = frozen.Made("Kim", kept.frozen_at)
    return erasing.erase(Path(kept.folder), adult_id="A-C3", out=out, made=made, why="Asked for").folder


def test_the_new_set_is_kept_as_the_boards_and_told_in_its_trail(kept: FrozenSet, tmp_path: Path):
    folder = _erased(kept, tmp_path / "second")

    saved = successors.keep(board=kept.board, folder=folder, why="Asked for", by=Actor.console("Kim"))
    again = successors.keep(board=kept.board, folder=folder, why="Asked for", by=Actor.console("Kim"))

    entry = Entry.objects.get(subject_id=str(saved.pk))
    assert saved == again
    assert (entry.after["replaces"], entry.after["seal"], entry.why) == (kept.sha256, folder.name, "Asked for")
    assert "A-C3" not in str(entry.after)
    newest = basis.basis(kept.board, figures.YEAR)
    assert (newest.name, newest.dataset().tables["concerns"].num_rows) == (folder.name, 69)


def test_what_replaces_none_of_the_boards_is_not_kept(kept: FrozenSet, tmp_path: Path):
    folder, elsewhere = _erased(kept, tmp_path / "second"), people.board("elsewhere")
    chair = people.person("chair@example.example", board=kept.board, role="chair")

    for board, place in ((elsewhere, folder), (kept.board, Path(kept.folder))):
        with pytest.raises(Refused, match="replaces no frozen set"):
            successors.keep(board=board, folder=place, why="Asked for", by=Actor.console("Kim"))
    with pytest.raises(NotPermitted):
        successors.keep(board=kept.board, folder=folder, why="Asked for", by=Actor.person("Chair", chair.pk))
    assert FrozenSet.objects.count() == 1


def test_the_pages_of_both_sets_say_which_replaces_which(kept: FrozenSet, tmp_path: Path):
    folder = _erased(kept, tmp_path / "second")
    saved = successors.keep(board=kept.board, folder=folder, why="Asked for", by=Actor.console("Kim"))
    analyst = people.signed_in(Client(), people.person("an@example.example", board=kept.board, role="analyst"))
    at = f"/board/{kept.board.slug}/frozen-sets"

    new, old = analyst.get(f"{at}/{saved.pk}/").text, analyst.get(f"{at}/{kept.pk}/").text

    assert f"{kept.sha256[:12]}…" in new
    assert "2 rows taken out by Kim" in new
    assert "Why: Asked for" in new
    assert f"{at}/{saved.pk}/" in old
    shutil.rmtree(kept.folder)
    gone = analyst.get(f"{at}/{kept.pk}/").text
    assert "Another set replaces it." in gone
    assert "It was changed" not in gone
