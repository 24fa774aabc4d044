"""The command: what it prints, its JSON, its copy with notes, its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from goldenthread.claims.command import check

SAID = "Of the 197 incidents called in, the police attended 82 (40%).\n\nThe Board met in 2023/24. A third came late.\n"
KEYS = {
    "page", "line", "start", "end", "quote", "kind", "stated", "recomputed", "working", "verdict", "severity",
    "confidence", "advice",
}  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_it_says_where_what_and_why(report: Path) -> None:
    result = CliRunner().invoke(check, [str(report)])
    assert result.exit_code == 1
    for words in ("line 1", "82 / 197 = 41.6%", "Needs: 42%", "1 statement cannot be true", "took part in a test"):
        assert words in result.output


def test_a_right_report_exits_with_nought(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Of the 197 incidents called in, the police attended 82 (42%).\n", encoding="utf-8")
    result = CliRunner().invoke(check, [str(path)])
    assert result.exit_code == 0
    assert "nothing found that contradicts" in result.output
    assert CliRunner().invoke(check, [str(path), "--fail-on", "doubtful"]).exit_code == 0


def test_its_json_holds_every_statement(report: Path) -> None:
    result = CliRunner().invoke(check, [str(report), "--json"])
    told = json.loads(result.output)
    assert told["file"] == "report.txt"
    assert told["words"] == len(SAID.split())
    assert 0 < told["checked_share"] <= 1
    assert all(set(one) == KEYS for one in told["claims"])
    assert {one["verdict"] for one in told["claims"]} == {"ok", "unverifiable", "wrong"}
    (wrong,) = [one for one in told["claims"] if one["verdict"] == "wrong"]
    assert SAID[wrong["start"] : wrong["end"]].startswith("82")
    assert (wrong["kind"], wrong["page"], wrong["line"]) == ("percent_of_total", None, 1)


def test_its_copy_marks_the_words_and_needs_no_network(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "notes.html"
    CliRunner().invoke(check, [str(report), "--html", str(out)])
    written = out.read_text(encoding="utf-8")
    page = html.fromstring(written)
    assert [mark.text_content()[:2] for mark in page.xpath("//mark[@class='wrong']")] == ["82"]
    (note,) = page.xpath("//aside")
    assert "82 / 197 = 41.6%" in note.text_content()
    assert page.xpath(f"//a[@href='#{note.get('id')}']")
    assert "http" not in written
    assert "<script" not in written


@pytest.mark.parametrize(
    "said",
    [
        "<b>Of the 197 <script>alert(1)</script> incidents, 82 (40%)</b>",
        "<img src=x onerror=alert(1)> of the 10, 9 (10%)",
    ],
)
def test_its_copy_keeps_the_documents_own_signs_as_signs(said: str, tmp_path: Path) -> None:
    path, out = tmp_path / "report.txt", tmp_path / "notes.html"
    path.write_text(said, encoding="utf-8")
    CliRunner().invoke(check, [str(path), "--html", str(out)])
    page = html.fromstring(out.read_text(encoding="utf-8"))
    assert not page.xpath("//script | //img | //b")


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere.txt", "There is no file"), ("broken.pdf", "cannot be read as a PDF")]
)
def test_what_cannot_be_read_exits_with_two_and_a_sentence(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 no more")
    result = CliRunner().invoke(check, [str(tmp_path / name)])
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_it_loads_nothing_of_ours_and_no_framework(report: Path) -> None:
    asked = (
        "import sys; from goldenthread.claims import check; check(sys.argv[1]); "
        "ours = [name for name in sys.modules if name.startswith(('goldenthread.', 'django'))]; "
        "print([name for name in ours if not name.startswith('goldenthread.claims')])"
    )
    result = subprocess.run([sys.executable, "-c", asked, str(report)], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
