"""Documents are read whatever they are: the same statement is found in each format, and nothing breaks the reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.claims import Unreadable, check, check_text
from goldenthread.claims.reading import from_bytes

SAID = "Of the 197 incidents called in, the police attended 82 (40%)."


def as_text(folder: Path) -> Path:
    path = folder / "report.txt"
    path.write_text(f"Incidents\n\n{SAID}\n", encoding="utf-8")
    return path


def as_markdown(folder: Path) -> Path:
    path = folder / "report.md"
    path.write_text(
        "# Incidents\n\nOf the **197** incidents called in, the police attended **82 (40%)**.\n", encoding="utf-8"
    )
    return path


def as_html(folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(
        f"<html><body><script>9 of 3 (4%)</script><h1>Incidents</h1><p>{SAID}</p></body></html>", encoding="utf-8"
    )
    return path


def as_word(folder: Path) -> Path:
    path = folder / "report.docx"
    document = docx.Document()
    document.add_heading("Incidents")
    document.add_paragraph(SAID)
    document.save(str(path))
    return path


def as_pdf(folder: Path) -> Path:
    path = folder / "report.pdf"
    source = folder / "report.typ"
    source.write_text(f"= Incidents\n#lorem(60)\n\n#pagebreak()\n{SAID}\n", encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


@pytest.mark.parametrize("made", [as_text, as_markdown, as_html, as_word, as_pdf])
def test_the_same_statement_is_found_in_every_format(made: Callable[[Path], Path], tmp_path: Path) -> None:
    checked = check(made(tmp_path))
    (found,) = checked.wrong
    assert "82" in found.quote
    assert "82 / 197 = 41.6%" in found.claim.working
    assert found.page == (2 if made is as_pdf else None)
    assert (
        checked.text[found.claim.start : found.claim.end].replace("*", "").split()
        == found.quote.replace("*", "").split()
    )


def test_offsets_of_a_text_are_the_files_own(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    said = f"Caf\u00e9 – “quoted”\r\n\r\n{SAID}\r\n"
    path.write_bytes(said.encode())
    (found,) = check(path).wrong
    assert said[found.claim.start : found.claim.end].startswith("82")
    assert found.line == 3


def test_a_table_of_a_word_file_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for row in (("Source", "Number"), ("Police", "12"), ("Hospitals", "30"), ("Others", "8"), ("Total", "52")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(str(path))
    assert [one.claim.recomputed for one in check(path).wrong] == ["50"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7 nothing more", "cannot be read as a PDF"),
        ("a.docx", b"PK\x03\x04 broken", "cannot be read as a Word document"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old Word"),
        ("a.bin", b"\x00\x01\x02" * 99, "is no text"),
        ("a.html", b"<html><body></body></html>", "holds no words"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        from_bytes(data, name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no file"):
        check(tmp_path / "nowhere.txt")
    with pytest.raises(Unreadable, match="is a folder"):
        check(tmp_path)


PIECES = st.sampled_from(
    [
        "Of the ",
        "82",
        "197",
        " (40%)",
        ", ",
        " and ",
        "from ",
        "to ",
        "%",
        "\n\n- ",
        "\n",
        ": ",
        "£1.2m",
        "in 2023/24",
        "total of ",
        " per 1,000",
        " fell by ",
        " percentage points",
        "one in five",
        "twice",
        "Figure 3",
        "page 6",
        ".",
        "(",
        ")",
        "\t",
        "  ",
        "«C0»",
        "“",
        "–",
        "\xa0",
        "2024/24",
        "three",
        "the remaining ",
        ". Total",
        "| ",
        " |\n",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    checked = check_text(text)
    assert 0 <= checked.checked_share <= 1
    assert all(0 <= one.claim.start < one.claim.end <= len(text) for one in checked.claims)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.html", "a.md"]))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_it(data: bytes, name: str) -> None:
    for given_bytes in (data, b"%PDF-1.4\n" + data, b"PK\x03\x04" + data):
        try:
            from_bytes(given_bytes, name)
        except Unreadable as error:
            assert name in str(error)


def test_time_grows_with_length_alone() -> None:
    """Twice the text takes about twice the work: counted by what is found, not by the clock."""
    once, twice = check_text(SAID + "\n\n"), check_text((SAID + "\n\n") * 2)
    assert len(twice.claims) == 2 * len(once.claims)


def test_a_packed_bomb_is_refused() -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("other.xml", "x")
    with pytest.raises(Unreadable, match="no Word document"):
        from_bytes(packed.getvalue(), "a.docx")
