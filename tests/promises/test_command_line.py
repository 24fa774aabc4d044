"""What is true of every command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from goldenthread.config.cli import cli

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "goldenthread", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands(cli))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_says_what_it_does(path: tuple[str, ...]):
    assert ALL[path].help


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_a_command_called_wrongly_says_how_and_exits_2(path: tuple[str, ...]):
    answer = run(*path, "--no-such-option")

    assert (answer.returncode, "Traceback" in answer.stderr) == (2, False)
    assert "Usage:" in answer.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "check", "/nowhere/at/all"),
        ("verify", "/nowhere/at/all"),
        ("report", "build", "--board", "luton", "--period", "2023/34", "--out", "out", "--data", "/nowhere/at/all"),
        ("serve", "--data", "/nowhere/at/all"),
        ("figures", "--frozen", "/nowhere/at/all", "--period", "2023-24"),
    ],
    ids=" ".join,
)
def test_bad_input_gets_a_sentence_and_never_a_traceback(words: tuple[str, ...]):
    answer = run(*words)

    assert answer.returncode in {1, 2}
    assert "Traceback" not in answer.stdout + answer.stderr
    assert answer.stdout + answer.stderr


@pytest.mark.parametrize("words", [("extract", "check"), ("verify",)], ids=" ".join)
def test_checking_and_proving_never_load_django(words: tuple[str, ...], tmp_path: Path):
    code = (
        "import sys; sys.argv = ['goldenthread', *sys.argv[1:]]\n"
        "import atexit; atexit.register(lambda: print('DJANGO' if 'django' in sys.modules else 'NONE'))\n"
        "from goldenthread.config.cli import main; main()"
    )
    command = [sys.executable, "-c", code, *words, str(tmp_path)]

    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.stdout.splitlines()[-1] == "NONE", answer.stderr


def test_a_database_of_an_older_program_is_met_with_words(tmp_path: Path):
    (tmp_path / "db.sqlite3").touch()

    answer = subprocess.run(
        [sys.executable, "-m", "goldenthread", "trail", "verify", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "Run: goldenthread migrate" in answer.stderr
    assert "Traceback" not in answer.stderr
