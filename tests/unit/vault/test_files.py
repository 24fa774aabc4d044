"""What a file tells is read wherever it hides; and what it hides does not leave with it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import PurePath

import pikepdf
import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image

from goldenthread.core.errors import Refused
from goldenthread.vault import cleaning, reading
from goldenthread.vault.cleaning import Cleaned
from goldenthread.vault.reading import Read
from tests.factories.files_that_tell import (
    HIDDEN_IN_PDF,
    HIDDEN_IN_WORD,
    HIDDEN_IN_WORKBOOK,
    SHOWN_IN_PDF,
    SHOWN_IN_WORD,
    SHOWN_IN_WORKBOOK,
    pdf_file,
    photograph,
    picture_with_words,
    telling_workbook,
    word_file,
    workbook,
)


def here(name: str, contents: bytes) -> Read:
    """What is read, in this process: what the child adds to it is tried beside (`test_files_apart`)."""
    return reading.read_here(PurePath(name).suffix, contents)


def made_of(name: str, contents: bytes) -> Cleaned:
    return cleaning.clean_here(PurePath(name).suffix, contents)


def told(name: str, contents: bytes) -> str:
    return "\n".join(one.text for one in here(name, contents).passages)


@pytest.mark.parametrize("place", HIDDEN_IN_WORD)
def test_a_word_file_is_read_wherever_a_word_hides(place: str):
    assert HIDDEN_IN_WORD[place] in told("x.docx", word_file())


def test_a_picture_in_a_word_file_is_told_of_and_read_for_what_it_says_of_itself():
    found = here("x.docx", word_file())

    assert [place for place, _ in found.unread] == [
        "Picture",
        "Hidden parts",
    ]  # the other is the small picture of its page
    assert "Rrphoto" in told("x.docx", word_file())


def test_a_tracked_change_is_read_as_it_was_and_as_it_will_be():
    texts = [one.text for one in here("x.docx", word_file()).passages]

    assert "Changed: Ddinserted" in texts
    assert "Changed: Eedeleted" in texts


@pytest.mark.parametrize("place", sorted(set(HIDDEN_IN_PDF) - {"earlier version", "attachment", "photograph"}))
def test_a_pdf_is_read_wherever_a_word_hides(place: str):
    assert HIDDEN_IN_PDF[place] in told("x.pdf", pdf_file())


def test_of_a_pdf_somebody_is_told_what_could_not_be_searched():
    found = [place for place, _ in here("x.pdf", pdf_file()).unread]

    assert "Attachment" in found
    assert "Earlier versions" in found


def test_a_workbook_is_read_hidden_sheets_remarks_and_days_too():
    words = told("x.xlsx", workbook("Zz", date(1951, 4, 3)))

    for one in ("Zzauthor", "Zzcell", "Zzremark", "Zzsheet", "Zzhidden", "1951-04-03"):
        assert one in words


def test_a_files_own_name_is_read():
    found = reading.read("Ann Thistlewood.txt", b"Nothing here.").passages

    assert [(one.text, one.is_name) for one in found] == [("Ann Thistlewood", True), ("Nothing here.", False)]


@pytest.mark.parametrize("name", ["x.docx", "x.pdf", "x.xlsx"])
@pytest.mark.parametrize("contents", [b"", b"nonsense", b"PK\x03\x04 nonsense", b"%PDF-1.7 nonsense"])
def test_what_is_damaged_is_refused_with_a_sentence(name: str, contents: bytes):
    with pytest.raises(Refused, match=r"(damaged|password|no text)"):
        here(name, contents)


def test_a_kind_that_cannot_be_searched_is_refused():
    with pytest.raises(Refused, match="cannot be searched"):
        reading.read("x.pages", b"x")


def test_a_file_that_would_unpack_to_too_much_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))

    with pytest.raises(Refused, match="Too much is packed"):
        here("x.docx", made.getvalue())


def test_a_part_that_declares_entities_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(Refused, match="not opened"):
        here("x.docx", made.getvalue())


def bytes_of_package(contents: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(contents)) as package:
        return b"\n".join(name.encode() + package.read(name) for name in package.namelist())


@pytest.mark.parametrize("place", sorted(set(HIDDEN_IN_WORD) - SHOWN_IN_WORD))
def test_what_a_word_file_hides_is_in_none_of_the_cleaned_bytes(place: str):
    before, made = word_file(), made_of("x.docx", word_file())

    assert HIDDEN_IN_WORD[place].encode() in bytes_of_package(before)
    assert HIDDEN_IN_WORD[place].encode() not in bytes_of_package(made.contents)
    assert b"Rrphoto" not in bytes_of_package(made.contents)


def test_a_cleaned_word_file_has_no_mark_of_how_it_was_written_and_opens():
    made = made_of("x.docx", word_file())
    everything = bytes_of_package(made.contents)
    opened = Document(io.BytesIO(made.contents))

    assert (
        re.findall(rb"w:rsid|<w:ins |<w:del |<w:comment|docProps|customXml/|attachedTemplate|w:author", everything)
        == []
    )
    assert "Changed: Ddinserted" in [one.text for one in opened.paragraphs]
    assert opened.sections[0].header.paragraphs[0].text == "Report of Aaheader"
    assert len(opened.inline_shapes) == 1
    assert {"comments", "tracked changes", "hidden text", "properties"} <= set(made.taken_out)


def test_cleaning_what_is_clean_changes_nothing():
    once = made_of("x.docx", word_file()).contents

    assert made_of("x.docx", once).contents == once


def test_a_chart_is_refused_for_it_keeps_more_than_it_shows():
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("word/charts/chart1.xml", "<x/>")

    with pytest.raises(Refused, match="a chart"):
        made_of("x.docx", made.getvalue())


def unpacked(contents: bytes) -> bytes:
    """Every byte of a PDF with its streams unpacked, as somebody who looks would have it."""
    with pikepdf.open(io.BytesIO(contents)) as pdf:
        made = io.BytesIO()
        pdf.save(made, qdf=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return contents + made.getvalue()


@pytest.mark.parametrize("place", sorted(set(HIDDEN_IN_PDF) - SHOWN_IN_PDF))
def test_what_a_pdf_hides_is_in_none_of_the_cleaned_bytes(place: str):
    made = made_of("x.pdf", pdf_file())

    assert HIDDEN_IN_PDF[place].encode() not in unpacked(made.contents)


def test_what_is_looked_for_was_there_before():
    before = unpacked(pdf_file())
    with pikepdf.open(io.BytesIO(pdf_file())) as pdf:
        before += pdf.attachments["notes.txt"].get_file().read_bytes()

    assert [place for place, words in HIDDEN_IN_PDF.items() if words.encode() not in before] == []


def test_a_cleaned_pdf_shows_what_it_showed_and_has_one_version():
    made = made_of("x.pdf", pdf_file())

    assert "This is about Aapage" in told("x.pdf", made.contents)
    assert made.contents.count(b"startxref") == 1
    assert here("x.pdf", made.contents).unread == []
    assert {"earlier versions", "attachments", "programs", "remarks and fields", "properties"} <= set(made.taken_out)


@pytest.mark.parametrize(
    ("name", "contents"), [("x.jpg", photograph("Rrphoto")), ("x.png", picture_with_words("Rrphoto"))]
)
def test_a_picture_keeps_what_is_seen_and_nothing_it_says_of_itself(name: str, contents: bytes):
    made = made_of(name, contents).contents
    picture = Image.open(io.BytesIO(made))

    assert b"Rrphoto" in contents
    assert b"Rrphoto" not in made
    assert dict(picture.getexif()) == {}
    assert picture.size == Image.open(io.BytesIO(contents)).size


@pytest.mark.parametrize("name", ["x.xls", "x.txt", "x.gif"])
def test_what_cannot_be_cleaned_is_refused(name: str):
    with pytest.raises(Refused, match="cannot be cleaned"):
        cleaning.clean(name, b"x")


@pytest.mark.parametrize("place", HIDDEN_IN_WORKBOOK)
def test_what_a_workbook_hides_is_in_none_of_the_cleaned_bytes(place: str):
    """A hidden sheet is how the largest breach of this kind came about."""
    before, made = telling_workbook(), made_of("x.xlsx", telling_workbook())

    assert HIDDEN_IN_WORKBOOK[place].encode() in bytes_of_package(before)
    assert HIDDEN_IN_WORKBOOK[place].encode() not in bytes_of_package(made.contents)


def test_a_cleaned_workbook_shows_what_it_showed_and_runs_nothing():
    made = made_of("x.xlsx", telling_workbook())
    everything = bytes_of_package(made.contents)
    sheet = load_workbook(io.BytesIO(made.contents)).active
    assert sheet is not None

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells] == ["Zzcell", 1951, "Zzresult", "=Zztext"]
    assert [cell.data_type for cell in cells] == ["s", "n", "s", "s"]
    assert sheet.title == SHOWN_IN_WORKBOOK["sheet"]
    assert (
        re.findall(
            rb"<f[ >]|hidden=.1|state=.(?:veryH|h)idden|externalLink|definedName |<comment|customXml|creator",
            everything,
        )
        == []
    )
    wanted = {
        "comments",
        "hidden sheets",
        "hidden rows and columns",
        "charts",
        "pictures",
        "names of places in it",
        "hidden text",
    }
    assert wanted <= set(made.taken_out)
    assert made_of("x.xlsx", made.contents).contents == made.contents


def test_a_formula_that_was_never_worked_out_is_not_guessed():
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    made = io.BytesIO()
    book.save(made)

    with pytest.raises(Refused, match="never worked out"):
        made_of("x.xlsx", made.getvalue())
