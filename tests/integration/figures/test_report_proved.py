"""Every figure that the built report prints names its snapshot, and computes to the same again with the frozen folder alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.figures import carried

ROOT = Path(__file__).resolve().parents[3]
SLIP = re.compile(
    r'<div popover [^>]*class="gt-slip"[^>]*data-bound="([^"]+)".*?<dt>Snapshot</dt><dd>([0-9a-f]{12}), ', re.DOTALL
)
CLEAN = "import sys; sys.modules['django'] = None; from goldenthread.config.cli import main; main()"


def test_every_figure_of_the_report_names_its_snapshot_and_is_among_what_is_proved(demo_out: Path):
    page = (demo_out / "annual-report.html").read_text(encoding="utf-8")
    told = carried.read(demo_out / "annual-report.pdf")[0]

    printed = set(re.findall(r'data-bound="([^"]+)"', page))
    slips = SLIP.findall(page)

    assert len(printed) > 30
    assert printed - told["figures"].keys() == set()
    assert len(slips) == page.count('class="gt-slip" '), "each slip says which snapshot"
    assert {seal for _, seal in slips} == {told["snapshot"][:12]}
    assert told["frozen"]["seal"] == told["snapshot"]


@pytest.mark.parametrize("ending", ["pdf", "html", "docx"])
def test_the_signed_report_is_proved_in_a_clean_place(ending: str, demo_out: Path, demo_data: Path, tmp_path: Path):
    """The report in each form and the frozen folder, copied to an empty place: no settings, no database, no Django."""
    frozen = next((demo_data / "frozen").glob("*/*/*/manifest.json")).parent
    shutil.copytree(frozen, tmp_path / "set")
    report = f"report.{ending}"
    shutil.copy(demo_out / f"annual-report.{ending}", tmp_path / report)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}

    def verify(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", CLEAN, "verify", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=tmp_path)

    good = verify(report, "--frozen", "set")
    told = carried.read(tmp_path / report)[0]

    assert (good.returncode, good.stderr) == (0, "")
    assert f"{len(told['figures'])} figures from the frozen set {told['snapshot']}" in good.stdout
    assert "computed again from the frozen set, each is the same" in good.stdout
    assert "typed over in its text would not show" in good.stdout, "what is not looked at is said"
    file = tmp_path / "set" / "concerns.parquet"
    file.write_bytes(file.read_bytes() + b"x")
    assert verify(report, "--frozen", "set").returncode == 1
