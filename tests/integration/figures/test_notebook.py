"""The guide to figures in a notebook prints what it says it prints, on the demonstration's frozen data."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "use-figures-in-a-notebook.md"


def test_every_line_of_the_guide_runs_as_it_is_printed(
    demo_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / ".demo").symlink_to(demo_data)
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    text = GUIDE.read_text(encoding="utf-8").replace("```", "")
    examples = doctest.DocTestParser().get_doctest(text, {}, GUIDE.name, str(GUIDE), 0)

    ran = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)

    assert (ran.failed, said) == (0, [])
    assert ran.attempted > 15
    assert {one.name for one in tmp_path.iterdir()} == {".demo", "figures.arrow", "figures.csv", "figures.xlsx"}
