"""`goldenthread sac compute --board`: the return of the records in the database, at a keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goldenthread.core.periods import Period
from goldenthread.national import cells, operations, saying
from goldenthread.national.command import sac
from goldenthread.national.models import ReturnVersion
from tests.factories import figures

YEAR = Period(2023)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(sac, ["compute", *map(str, words)])


def test_it_counts_as_the_page_does_and_keeps_nothing(board, year, actor, tmp_path):
    answer = run("--board", "example", "--year", "2023-24", "--out", tmp_path / "c.csv")

    assert answer.exit_code == 0, answer.output
    assert not ReturnVersion.objects.exists()
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    assert [[*key, value] for key, value in cells.read(tmp_path / "c.csv").items()] == made.cells


@pytest.mark.parametrize(("given", "concerns"), [([], 41), (["--policy", "P-07=where_it_happened"], 40)])
def test_it_counts_by_what_the_board_decided_unless_told_otherwise(
    board: Any, year: Any, actor: Any, tmp_path: Path, given: list[str], concerns: int
):
    figures.concerns(year, ["E1"], area="204")
    by, otherwise = actor("analyst"), "whoever_holds_it"
    saying.choose_policy(board=board, period=YEAR, policy="P-07", value=otherwise, why="We hold both.", by=by)

    run("--board", "example", "--year", "2023-24", "--out", tmp_path / "c.csv", *given)

    counted = cells.read(tmp_path / "c.csv")
    key = ("SG1f", "Safeguarding Concerns", "Total Number of Safeguarding Concerns", "Total")
    assert counted[key] == concerns


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--board", "example", "--year", "2025-26"], "There are no case records of 2025-26"),
        (["--board", "elsewhere", "--year", "2023-24"], "elsewhere"),
        (["--board", "example", "--year", "2031-32"], "There is no definition of the national return of 2031-32"),
        (["--board", "example", "--frozen", "x", "--year", "2023-24"], "Say one of these"),
        (["extract", "--data", "x", "--year", "2023-24"], "--data goes with --board"),
        (["--board", "example", "--spark", "local[2]", "--year", "2023-24"], "Leave out --spark"),
    ],
)
def test_what_cannot_be_says_what_to_do(board, year, tmp_path, words, said):
    answer = run(*words, "--out", tmp_path / "c.csv")

    assert answer.exit_code in {1, 2}
    assert said in " ".join(answer.output.split())
    assert not (tmp_path / "c.csv").exists()
