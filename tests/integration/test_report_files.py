"""The built annual report in its three formats."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import page
import pikepdf
import pytest

pytestmark = pytest.mark.demo


def run(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "GOLDENTHREAD_DATABASE_URL"}
    command = [sys.executable, "-m", "goldenthread", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def pdf(demo_out: Path) -> Path:
    return demo_out / "annual-report.pdf"


def test_the_pdf_is_pdf_ua(pdf: Path):
    result = page.validate_pdf(str(pdf), profile="ua1")

    assert result.failures == []
    assert result.is_compliant


def elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    listed = [] if kids is None else (list(kids) if isinstance(kids, pikepdf.Array) else [kids])
    found = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]
    return [*found, *(below for kid in found for below in elements(kid))]


def scope(header: pikepdf.Object) -> str:
    """What a header cell heads, whether its attributes are one or several."""
    said = header.get("/A")
    several = list(said) if isinstance(said, pikepdf.Array) else [said]
    return next((str(one.Scope) for one in several if isinstance(one, pikepdf.Dictionary) and "/Scope" in one), "")


def test_every_row_and_column_of_the_pdfs_tables_has_a_scoped_header(pdf: Path):
    with pikepdf.open(pdf) as document:
        found = elements(document.Root.StructTreeRoot)
        scopes = [scope(one) for one in found if one.get("/S") == "/TH"]

    assert set(scopes) == {"/Row", "/Column"}


def test_the_pdf_says_its_language_and_title_and_links_its_numbers(pdf: Path):
    with pikepdf.open(pdf) as document:
        links = {
            str(note.A.URI)
            for sheet in document.pages
            for note in sheet.get("/Annots", [])
            if note.get("/Subtype") == "/Link" and "/A" in note and "/URI" in note.A
        }
        assert str(document.Root.Lang) == "en-GB"
        assert "Annual report 2023-24" in str(document.docinfo["/Title"])

    assert any(link.endswith("/figures/2023-24/concerns.led_to_enquiry/") for link in links)


def test_the_pdf_proves_itself_offline(pdf: Path, demo_data: Path):
    frozen = next((demo_data / "frozen" / "luton" / "2023-24").iterdir())

    alone, with_data = run("verify", str(pdf)), run("verify", str(pdf), "--frozen", str(frozen))

    assert (alone.returncode, with_data.returncode) == (0, 0), alone.stderr + with_data.stderr
    assert "computed again from the frozen set, each is the same" in with_data.stdout


def test_a_pdf_whose_numbers_were_changed_is_found(pdf: Path, tmp_path: Path):
    with pikepdf.open(pdf) as document:
        manifest = json.loads(document.attachments["manifest.json"].get_file().read_bytes())
        manifest["figures"]["concerns.received"]["value"] = "3,000"
        document.attachments["manifest.json"] = pikepdf.AttachedFileSpec(document, json.dumps(manifest).encode())
        document.save(tmp_path / "changed.pdf")

    answer = run("verify", str(tmp_path / "changed.pdf"))

    assert (answer.returncode, "were changed" in answer.stdout) == (1, True)


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7 cut"])
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, data: bytes):
    (tmp_path / "x.pdf").write_bytes(data)

    answer = run("verify", str(tmp_path / "x.pdf"))

    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False)


def test_word_has_real_headings_alternative_texts_and_repeating_headers(demo_out: Path):
    file = docx.Document(str(demo_out / "annual-report.docx"))

    headings = [line.text for line in file.paragraphs if line.style is not None and line.style.name == "Heading 1"]
    descriptions = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    repeats = ["tblHeader" in table.rows[0]._tr.xml for table in file.tables]
    assert headings[1] == "1. The year in brief"
    assert descriptions
    assert all(descriptions)
    assert all(repeats)
    assert file.core_properties.language == "en-GB"


def test_each_ordered_list_in_word_begins_at_one(demo_out: Path):
    file = docx.Document(str(demo_out / "annual-report.docx"))
    lists: list[list[int]] = [[]]
    for line in file.paragraphs:
        if line.style is not None and line.style.name == "List Number":
            lists[-1].append(line._p.pPr.numPr.numId.val)
        elif lists[-1]:
            lists.append([])

    numbers = [found[0] for found in lists if found]
    assert len(numbers) >= 2
    assert len(set(numbers)) == len(numbers)
    assert all(len(set(found)) == 1 for found in lists if found)


def test_no_withheld_number_hides_in_a_file(demo_out: Path):
    """The two smallest kinds of abuse are withheld in the text, the charts' data and every other part of the files."""
    html = (demo_out / "annual-report.html").read_text()
    with zipfile.ZipFile(io.BytesIO((demo_out / "annual-report.docx").read_bytes())) as word:
        text = word.read("word/document.xml").decode()

    for words in (html, re.sub(r"<[^>]+>", " ", text)):
        assert re.search(r"Modern slavery\W+(?:\S+\W+){0,2}\[c\]|Modern slavery \[c\]", words)
        assert not re.search(r"Modern slavery [1-4]\b", words)


def test_the_report_check_answers_every_limb(demo_data: Path):
    answer = run("report", "check", "--data", str(demo_data), "--board", "luton", "--period", "2023-24")

    assert answer.returncode == 0
    assert [line[:3] for line in answer.stdout.splitlines()[:7]] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)"]
    assert "MISSING" not in answer.stdout


def test_a_report_without_a_limb_fails_the_check(demo_data: Path, tmp_path: Path):
    import sqlite3

    shutil.copytree(demo_data, tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "db.sqlite3") as database:
        database.execute("UPDATE reports_section SET limbs = '[]' WHERE slug = 'learning-from-reviews'")

    answer = run("report", "check", "--data", str(tmp_path / "data"), "--board", "luton", "--period", "2023-24")

    assert (answer.returncode, answer.stdout.count("MISSING")) == (1, 4)


def test_the_same_report_builds_the_same_pdf_twice(demo_data: Path, tmp_path: Path):
    for name in ("one", "two"):
        words = ["--board", "luton", "--period", "2023-24", "--out", str(tmp_path / name), "--format", "pdf"]
        assert run("report", "build", "--data", str(demo_data), *words).returncode == 0

    built = [(tmp_path / name / "annual-report.pdf").read_bytes() for name in ("one", "two")]
    assert built[0] == built[1]


def test_the_demonstration_leaves_a_folder_that_is_not_its_own_alone(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")

    answer = run("demo", "--no-serve", "--data", str(tmp_path / "mine"), "--out", str(tmp_path / "out"))

    assert answer.returncode == 1
    assert "left alone" in answer.stderr
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_a_demonstration_that_is_killed_is_made_again_whole(tmp_path: Path):
    words = ["demo", "--no-serve", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    environment = {name: value for name, value in os.environ.items() if name != "GOLDENTHREAD_DATABASE_URL"}
    first = subprocess.Popen(
        [sys.executable, "-u", "-m", "goldenthread", *words], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert first.stdout is not None
    for line in first.stdout:
        if line.startswith("4."):
            break
    first.kill()
    first.communicate()
    assert not (tmp_path / "data").exists()

    again = run(*words)

    assert again.returncode == 0, again.stderr
    assert (tmp_path / "data" / "db.sqlite3").exists()
    assert not (tmp_path / "data.being-made").exists()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "annual-report.docx",
        "annual-report.html",
        "annual-report.pdf",
    ]


def test_the_check_names_what_was_due_before_the_report(demo_data: Path):
    answer = run("report", "check", "--data", str(demo_data), "--board", "luton", "--period", "2023-24")

    assert "Was due before the report's own date" in answer.stdout
    assert "June 2024" in answer.stdout
