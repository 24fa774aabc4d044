"""What travels inside a report proves every figure of it, with the frozen folder and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, frozen, manifest
from goldenthread.figures.command import verify
from goldenthread.figures.definitions import all_definitions
from tests.factories import worlds

ROOT = Path(__file__).resolve().parents[3]
Manifest = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of concerns; of this year’s forty, ten led to an enquiry and two name self-neglect."""
    now = [worlds.concern(n, decision="s42_duty_met" if n < 10 else "no_enquiry") for n in range(38)]
    few = [worlds.concern(40 + n, alleged_types=["self_neglect"]) for n in range(2)]
    before = [worlds.concern(100 + n, raised_on=datetime(2022, 6, 1, tzinfo=UTC).date()) for n in range(30)]
    adults = [{"adult_id": f"A{n}", "gender": "female", "ethnicity": "white_british"} for n in range(130)]
    data = worlds.dataset(
        adults=adults, concerns=[*now, *few, *before], enquiries=[worlds.enquiry(n) for n in range(10)]
    )
    made = frozen.Made("Sam Example", datetime(2024, 6, 3, tzinfo=UTC))
    return frozen.write(data, tmp_path_factory.mktemp("sets"), made)


@pytest.fixture(scope="module")
def whole(folder: Path) -> Manifest:
    release = disclosure.release(frozen.read(folder), Period(2023))
    return manifest.build(release, frozen.manifest_of(folder))


def again(whole: Manifest) -> Manifest:
    copied: Manifest = json.loads(json.dumps(whole))
    return copied


def test_every_figure_is_in_it_and_recomputes_to_the_same(whole: Manifest, folder: Path):
    assert set(whole["figures"]) == set(all_definitions())
    assert whole["snapshot"] == folder.name
    assert manifest.problems(again(whole), folder) == []


def test_what_travels_with_a_report_holds_no_number_of_rows(folder: Path):
    """Fifty-six rows less those that are printed would be what is withheld."""
    told = frozen.manifest_of(folder)
    told |= {"from": [{"rows": 5}], "replaces": {"rows": {"concerns": 1}, "manifest": {"files": {"a": {"rows": 6}}}}}
    assert all("rows" in said for said in told["files"].values())

    carried = manifest.build(disclosure.release(frozen.read(folder), Period(2023)), told)["frozen"]

    assert "rows" not in json.dumps(carried)
    assert {name for said in carried["files"].values() for name in said} == {"sha256"}
    assert carried.keys() <= {"seal", "definitions", "files", "manifest_sha256"}


def test_a_comparison_with_the_year_before_is_among_what_is_proved(whole: Manifest):
    said = whole["figures"]["concerns.received"]

    assert (said["numerator"], said["previous"]) == (40, 30)
    assert said["change"][0] == 10


def _change(figure: str, **parts: Any) -> Callable[[Manifest], Any]:
    return lambda told: told["figures"][figure].update(parts)


FORGED: list[tuple[Callable[[Manifest], Any], str]] = [
    (_change("concerns.received", value="41"), "concerns.received: the report says 41, the frozen data give 40"),
    (_change("concerns.received", numerator=41), "concerns.received: the report's numerator are not"),
    (_change("concerns.received", previous=29), "the report's previous"),
    (_change("concerns.received", change=[11, 36.7, "no clear change"]), "the report's change"),
    (_change("concerns.by_source", rows={"police": [1, 40]}), "concerns.by_source: the report's rows"),
    (_change("enquiries.started", likely={"": [0, 0]}), "the report's likely"),
    (_change("enquiries.started", version="0"), "its definition was version 0 then"),
    (lambda told: told["figures"].pop("enquiries.started"), "enquiries.started: the frozen data give it"),
    (
        lambda told: (told["figures"].pop("enquiries.started"), told.update(frozen=None)),
        "the report's figures leave it out",
    ),
    (lambda told: told.update(board="elsewhere"), "The report names another Board"),
    (lambda told: told["frozen"].update(manifest_sha256="0" * 64), "tells something else of who made it"),
    (lambda told: told.update(figures={}, frozen=None), "nothing to prove"),
    (lambda told: told["figures"].update(invented={"value": "7"}), "invented: this program knows no such figure"),
]


@pytest.mark.parametrize(("forge", "words"), FORGED, ids=[words for _, words in FORGED])
def test_whatever_is_forged_and_sealed_anew_is_found(whole: Manifest, folder: Path, forge: Any, words: str):
    told = again(whole)
    forge(told)
    told["figures_sha256"] = manifest._seal(told["figures"])

    found = manifest.problems(told, folder)

    assert len(found) == 1
    assert words in found[0]


def test_a_report_of_before_that_says_less_of_each_figure_is_still_proved(whole: Manifest, folder: Path):
    told = again(whole)
    for said in told["figures"].values():
        for part in ("likely", "previous", "change"):
            del said[part]
    told["figures_sha256"] = manifest._seal(told["figures"])

    assert manifest.problems(told, folder) == []


def _report(told: Manifest, path: Path) -> str:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[manifest.NAME] = pikepdf.AttachedFileSpec(pdf, json.dumps(told).encode())
        pdf.save(path)
    return str(path)


def test_without_the_frozen_set_no_more_is_said_than_that_it_holds_together(
    whole: Manifest, folder: Path, tmp_path: Path
):
    report = _report(whole, tmp_path / "report.pdf")

    alone = CliRunner().invoke(verify, [report])
    told = [
        json.loads(CliRunner().invoke(verify, [report, "--json", *more]).output) for more in ([], ["--frozen", folder])
    ]

    assert (alone.exit_code, "It holds together" in alone.output, "nchanged" in alone.output) == (0, True, False)
    assert [(one["unchanged"], one["not_proved"] == "") for one in told] == [(None, False), (True, True)]


@pytest.mark.parametrize(
    "odd", [{"figures": None}, {"figures": {"a": 1}}, {"period": "x"}, {"frozen": "x"}, {"also_withheld": 1}], ids=str
)
def test_a_manifest_of_another_form_is_refused(whole: Manifest, tmp_path: Path, odd: Manifest):
    answer = CliRunner().invoke(verify, [_report({**whole, **odd}, tmp_path / "report.pdf")])

    assert (answer.exit_code, "cannot be read" in answer.output) == (1, True)


def test_a_pdf_is_proved_in_a_clean_process_with_the_frozen_folder_alone(whole: Manifest, folder: Path, tmp_path: Path):
    """No settings, no database, an empty working folder, and a Django that cannot be loaded."""
    for name, told in (("report.pdf", whole), ("forged.pdf", again(whole))):
        if name == "forged.pdf":
            told["figures"]["concerns.received"]["value"] = "41"
            told["figures_sha256"] = manifest._seal(told["figures"])
        _report(told, tmp_path / name)
    code = "import sys; sys.modules['django'] = None; from goldenthread.config.cli import main; main()"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}

    def verify(name: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-c", code, "verify", name, "--frozen", str(folder)]
        return subprocess.run(words, capture_output=True, text=True, check=False, env=env, cwd=tmp_path)

    good, bad = verify("report.pdf"), verify("forged.pdf")

    assert (good.returncode, bad.returncode) == (0, 1)
    assert f"{len(all_definitions())} figures from the frozen set {folder.name}" in good.stdout
    assert bad.stdout.strip() == "concerns.received: the report says 41, the frozen data give 40."
