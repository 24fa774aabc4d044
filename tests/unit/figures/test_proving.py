"""Reports and releases are proved from what they carry, in each form, with the frozen folder and nothing else."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.errors import Refused
from goldenthread.core.periods import stretch
from goldenthread.figures import carried, disclosure, frozen, manifest, proving, release_file
from goldenthread.figures.command import verify
from tests.factories import worlds

Told = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty concerns in the first quarter, ten in the second and thirty a year before."""
    now = [worlds.concern(n, raised_on=date(2023, 5, 1)) for n in range(40)]
    more = [worlds.concern(50 + n, raised_on=date(2023, 8, 1)) for n in range(10)]
    before = [worlds.concern(100 + n, raised_on=date(2022, 6, 1)) for n in range(30)]
    adults = [{"adult_id": f"A{n}", "gender": "female", "ethnicity": "white_british"} for n in range(130)]
    data = worlds.dataset(adults=adults, concerns=[*now, *more, *before])
    return frozen.write(data, tmp_path_factory.mktemp("sets"), frozen.Made("Sam", datetime(2024, 6, 3, tzinfo=UTC)))


@pytest.fixture(scope="module")
def told(folder: Path) -> Told:
    release = disclosure.release(frozen.read(folder), stretch("2023-24"))
    return manifest.build(release, frozen.manifest_of(folder))


def as_pdf(told: Told, at: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[manifest.NAME] = pikepdf.AttachedFileSpec(pdf, json.dumps(told).encode())
        pdf.save(at / "report.pdf")
    return at / "report.pdf"


def as_page(told: Told, at: Path, body: str = '<b data-bound="concerns.received">50</b>') -> Path:
    page = f"<!DOCTYPE html>\n<html><head>{carried.as_link(told)}</head><body>{body}</body></html>"
    (at / "report.html").write_text(page, encoding="utf-8")
    return at / "report.html"


def as_word(told: Told, at: Path, name: str = "customXml/item3.xml") -> Path:
    with zipfile.ZipFile(at / "report.docx", "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
        packed.writestr("customXml/item1.xml", "<other/>")
        packed.writestr(name, carried.as_xml(told))
    return at / "report.docx"


@pytest.mark.parametrize("form", [as_pdf, as_page, as_word])
def test_each_form_is_proved_and_a_forged_number_is_found(form: Any, told: Told, folder: Path, tmp_path: Path):
    good = proving.of(form(told, tmp_path), frozen_folder=folder)
    forged = json.loads(json.dumps(told))
    forged["figures"]["concerns.received"]["value"] = "51"
    forged["figures_sha256"] = manifest._seal(forged["figures"])
    bad = proving.of(form(forged, tmp_path), frozen_folder=folder)

    assert (good.problems, good.seal) == ([], folder.name)
    assert bad.problems == ["concerns.received: the report says 51, the frozen data give 50."]
    assert proving.of(form(told, tmp_path)).is_loose


def test_a_figure_that_a_page_prints_and_its_manifest_does_not_tell_is_found(told: Told, folder: Path, tmp_path: Path):
    page = as_page(told, tmp_path, '<i data-bound="concerns.received#2"></i><b data-bound="invented">7</b>')

    found = proving.of(page, frozen_folder=folder).problems
    assert found == ["invented is printed in the report, and its manifest has no such figure."]


NOT_OURS: list[tuple[str, bytes, str]] = [
    ("empty.pdf", b"", "cannot be read as a PDF report, a web page or a Word file"),
    ("broken.pdf", b"%PDF-1.7 nothing", "cannot be read as a PDF report"),
    ("broken.docx", b"PK\x03\x04nothing", "cannot be read as a Word file"),
    ("page.html", b"<!doctype html><title>x</title>", "carries no manifest"),
    ("page.html", b"<html><link title=manifest.json href='data:application/json,%%'>", "cannot be read"),
    ("page.html", b"<html><link title=manifest.json href='data:application/json,[]'>", "of another kind"),
    ("picture.png", b"\x89PNG", "cannot be read as a PDF report, a web page or a Word file"),
    ("release.json", b"[]", "cannot be read as a release"),
    ("release.json", b"{", "cannot be read as a release"),
    ("release.json", b'{"figures":{}}', "cannot be read as a release"),
]


@pytest.mark.parametrize(("name", "contents", "words"), NOT_OURS)
def test_what_is_no_report_of_ours_gets_a_sentence(name: str, contents: bytes, words: str, tmp_path: Path):
    (tmp_path / name).write_bytes(contents)
    answer = CliRunner().invoke(verify, [str(tmp_path / name)])

    assert (answer.exit_code, words in answer.output) == (1, True)


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"<html><link title=manifest.json href="])
)
def test_no_bytes_make_it_fall_over(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes):
    file = tmp_path_factory.mktemp("odd") / "file"
    file.write_bytes(start + data)

    with pytest.raises(Refused):
        carried.read(file)


def test_a_word_part_that_unpacks_to_too_much_is_left_shut(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(carried, "MOST", 100)

    with pytest.raises(Refused, match="carries no manifest"):
        carried.read(as_word(told, tmp_path))


PERIODS = ["2023-24", "2023-24 Q1", "2023-24 Q1-Q2"]


def written(folder: Path, period: str, at: Path, rule: str = "board") -> Path:
    made = disclosure.release(frozen.read(folder), stretch(period), rule)
    (at / "release.json").write_bytes(release_file.canonical(release_file.to_json(made)))
    return at / "release.json"


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("rule", ["board", "rounded"])
def test_a_release_is_made_again_byte_for_byte(period: str, rule: str, folder: Path, tmp_path: Path):
    file = written(folder, period, tmp_path, rule)
    proof = proving.of(file, frozen_folder=folder)

    assert proof.problems == []
    assert hashlib.sha256(file.read_bytes()).hexdigest() in proof.good
    contents = release_file.read(file)
    made = release_file.again(contents, frozen.read(folder))
    assert release_file.canonical(made) == file.read_bytes()


def _value(contents: Told) -> None:
    contents["figures"]["concerns.received"]["numerator"]["value"] = 51


def _row(contents: Told) -> None:
    contents["figures"]["concerns.by_month"]["rows"].pop()


def _gone(contents: Told) -> None:
    del contents["figures"]["board.meetings"]


def _defined(contents: Told) -> None:
    contents["figures"]["concerns.received"]["definition"]["sql"] = "SELECT 7 AS numerator"
    contents["figures"]["concerns.received"]["numerator"]["value"] = 7


CHANGES: list[tuple[Callable[[Told], object], str]] = [
    (_value, "concerns.received: the frozen data give something else"),
    (_row, "concerns.by_month: the frozen data give something else"),
    (_gone, "board.meetings: the frozen data give it, and the release leaves it out"),
    (_defined, "concerns.received: this program defines it otherwise"),
    (lambda told: told.update(board="elsewhere"), "tells something else of its Board"),
    (lambda told: told["snapshot"].update(sha256="0" * 64), "is another frozen set"),
    (lambda told: told.update(period="2023-24 Q1"), "concerns.received: the frozen data"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES, ids=[words for _, words in CHANGES])
def test_a_release_that_says_something_else_is_found(change: Any, words: str, folder: Path, tmp_path: Path):
    file = written(folder, "2023-24", tmp_path)
    contents = json.loads(file.read_bytes())
    change(contents)
    file.write_bytes(release_file.canonical(contents))

    assert any(words in one for one in proving.of(file, frozen_folder=folder).problems)


def test_bytes_in_another_form_are_refused(folder: Path, tmp_path: Path):
    file = written(folder, "2023-24", tmp_path)
    file.write_text(json.dumps(json.loads(file.read_bytes()), indent=1), encoding="utf-8")

    with pytest.raises(Refused, match="was changed, or saved again by another program"):
        proving.of(file, frozen_folder=folder)


@pytest.mark.parametrize("form", [as_pdf, as_page, as_word])
def test_what_is_carried_is_read_back_as_it_was(form: Any, told: Told, tmp_path: Path):
    odd = {**told, "board": """<a&b>"c" ‘d’ %20 ]]>"""}

    assert carried.read(form(odd, tmp_path))[0] == odd


@pytest.mark.parametrize(
    ("option", "words"), [("--before", "--before goes with a frozen set"), ("--frozen", "--frozen goes")]
)
def test_an_option_that_does_not_go_with_it_is_refused(
    option: str, words: str, told: Told, folder: Path, tmp_path: Path
):
    path = folder if option == "--frozen" else as_pdf(told, tmp_path)
    answer = CliRunner().invoke(verify, [str(path), option, str(folder)])

    assert (answer.exit_code, words in answer.output) == (1, True)
