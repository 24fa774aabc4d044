"""What is true of the pages for whoever runs an installation, and of the files they copy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from goldenthread.config import choices
from goldenthread.config.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs" / "how-to").glob("*.md")), *sorted((ROOT / "deploy").rglob("*"))]
NAME = re.compile(r"GOLDENTHREAD_[A-Z_]+[A-Z]")
KNOWN = {one.variable for one in choices.CHOICES} | {f"{one.variable}_FILE" for one in choices.CHOICES if one.is_secret}


def test_the_page_of_settings_is_the_programs_own_table():
    assert choices.reference() in (ROOT / "docs" / "reference" / "settings.md").read_text()


def test_the_program_reads_no_setting_that_is_not_in_the_table():
    named = {
        (name, str(file.relative_to(ROOT)))
        for file in (ROOT / "goldenthread").rglob("*.py")
        for name in re.findall(r"environ[^\n]*?(GOLDENTHREAD_[A-Z_]+[A-Z])", file.read_text())
    }

    assert [one for one in sorted(named) if one[0] not in KNOWN] == []
    assert named


@pytest.mark.parametrize("page", [page for page in PAGES if page.is_file()], ids=lambda page: page.name)
def test_a_page_names_only_settings_there_are(page: Path):
    named = set(NAME.findall(page.read_text()))

    assert sorted(named - KNOWN) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.is_file()], ids=lambda page: page.name)
def test_a_page_names_only_commands_there_are(page: Path):
    named = set(re.findall(r"(?:^|[`\s/])(?:goldenthread|gt) ([a-z][a-z-]+)(?![\w/])", page.read_text()))

    assert sorted(named - set(COMMANDS)) == []


def test_every_command_stands_on_the_page_of_commands():
    page = (ROOT / "docs" / "reference" / "commands.md").read_text()

    assert [name for name in COMMANDS if f"`goldenthread {name}" not in page] == []


def test_the_example_of_an_environment_is_safe():
    lines = (ROOT / "deploy" / "environment").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    given.pop("GOLDENTHREAD_MAIL_FILE")

    assert choices.read(given).is_production
    assert choices.unknown(given) == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", ["goldenthread.service", "goldenthread-backup.service"])
def test_the_units_leave_little_to_a_process_that_was_taken_over(unit: str):
    command = ["systemd-analyze", "security", "--offline=true", str(ROOT / "deploy" / "systemd" / unit)]

    answer = subprocess.run(command, capture_output=True, text=True, check=False)

    exposure = re.search(r"Overall exposure level for \S+: (\d+\.\d)", answer.stdout)
    assert exposure, answer.stdout + answer.stderr
    assert float(exposure.group(1)) <= 4.0
