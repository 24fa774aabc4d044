"""Rows that come in files: all of a file or nothing, looked at before it is kept, and the same file kept once."""

from __future__ import annotations

import csv
import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from goldenthread.reviews.chronology_columns import COLUMNS
from goldenthread.reviews.chronology_models import DraftRow, SentFile
from tests.integration.chronology.conftest import World, row

HEADINGS = [one.heading for one in COLUMNS]
FILE = "our-chronology/file/"
DAY = {"Day": "5/3/2024", "Which record says so": "Custody log", "What happened": "Held for a night."}


def cells(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return [HEADINGS, *[[{**DAY, **one}.get(name, "") for name in HEADINGS] for one in rows]]


def xlsx(*rows: dict[str, Any], name: str = "rows.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    sheet: Any = book.active
    for line in cells(list(rows)):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def as_csv(*rows: dict[str, Any], between: str = ",", encoding: str = "utf-8") -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out, delimiter=between).writerows(cells(list(rows)))
    return SimpleUploadedFile("rows.csv", out.getvalue().encode(encoding))


def word(*rows: dict[str, Any]) -> SimpleUploadedFile:
    made = docx.Document()
    made.add_paragraph("What our records say.")
    lines = cells(list(rows))
    table = made.add_table(len(lines), len(HEADINGS))
    for line, into in zip(lines, table.rows, strict=True):
        for text, cell in zip(line, into.cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("rows.docx", out.getvalue())


def send(world: World, file: SimpleUploadedFile, *, whole: str = "no", who: str = "writer") -> Any:
    return world.post(who, FILE, {"rows": file, "is_whole": whole})


def keep(world: World, sent: Any) -> Any:
    """Look at what a file would change, and keep it."""
    assert sent.status_code == 302, sent.content.decode()
    page = world.clients["writer"].get(sent["Location"])
    return world.clients["writer"].post(sent["Location"], {"deed": "keep", "seal": page.context["plan"].seal})


def events() -> list[str]:
    return list(DraftRow.objects.values_list("event", flat=True))


@pytest.mark.parametrize("made", [xlsx, as_csv, word], ids=["xlsx", "csv", "docx"])
def test_rows_come_in_by_every_sort_of_file(world: World, made: Any):
    rows = [{"Who was there": "Adult Q", "Time": "9.15am"}, {"Day": "March 2024", "What happened": "Moved – “twice”."}]

    sent = send(world, made(*rows))

    assert DraftRow.objects.count() == 0, "nothing is kept before somebody has looked"
    preview = world.clients["writer"].get(sent["Location"]).content.decode()
    assert "2 new, 0 changed, 0 taken out." in preview
    assert "In March 2024" in preview
    keep(world, sent)
    month, day = DraftRow.objects.order_by("order_at")
    assert (month.when, month.event) == ("In March 2024", "Moved – “twice”.")
    assert (day.when, [one.pseudonym for one in day.people.all()]) == ("5 March 2024, 09:15", ["Adult Q"])


def test_one_wrong_cell_keeps_the_whole_file_out(world: World):
    told = send(world, xlsx({}, {"Day": "soon"}, {"Was the adult seen": "maybe"}))

    assert told.status_code == 422
    words = told.content.decode()
    assert "Sheet, row 3" in words
    assert "This is not a day." in words
    assert "Sheet, row 4" in words
    assert "2 cells must be put right first" in words
    assert not DraftRow.objects.exists()
    assert not SentFile.objects.exists()


def test_the_same_file_twice_is_kept_once(world: World):
    keep(world, send(world, xlsx({}, {"Day": "2023"})))

    again = send(world, xlsx({}, {"Day": "2023"}))

    assert again["Location"] == world.at("our-chronology/")
    assert "is in your draft already. Nothing was changed." in world.get("writer", "our-chronology/").content.decode()
    assert DraftRow.objects.count() == 2
    assert SentFile.objects.count() == 1


def test_a_later_file_corrects_rows_by_their_number_and_shows_what_differs(world: World):
    keep(world, send(world, xlsx({"Your number": "1"}, {"Your number": "2", "Day": "2023"})))
    first = DraftRow.objects.get(own_number="1")

    sent = send(world, xlsx({"Your number": "1", "What happened": "Held for two nights."}, {"Your number": "3"}))

    preview = world.clients["writer"].get(sent["Location"]).content.decode()
    assert "1 new, 1 changed, 0 taken out." in preview
    assert "Held for a night." in preview
    assert "Held for two nights." in preview
    keep(world, sent)
    first.refresh_from_db()
    assert first.event == "Held for two nights."
    assert sorted(DraftRow.objects.values_list("own_number", flat=True)) == ["1", "2", "3"]


def test_a_whole_chronology_takes_out_what_is_not_in_it(world: World):
    keep(world, send(world, xlsx({"What happened": "One."}, {"What happened": "Two."})))

    keep(world, send(world, xlsx({"What happened": "Two."}, {"What happened": "Three."}), whole="yes"))

    assert sorted(events()) == ["Three.", "Two."]


def test_what_was_not_looked_at_is_not_done(world: World):
    sent = send(world, xlsx({}))
    page = world.clients["writer"].get(sent["Location"])
    world.post(
        "writer",
        "our-chronology-rows/new/",
        row(event="Held for a night.", source_record="Custody log", seen="not_recorded"),
    )

    late = world.clients["writer"].post(sent["Location"], {"deed": "keep", "seal": page.context["plan"].seal})

    assert late.status_code == 409
    assert DraftRow.objects.count() == 1


def test_a_file_left_aside_changes_nothing_and_cannot_be_kept_later(world: World):
    sent = send(world, xlsx({}))
    page = world.clients["writer"].get(sent["Location"])

    world.clients["writer"].post(sent["Location"], {"deed": "leave"})

    late = world.clients["writer"].post(sent["Location"], {"deed": "keep", "seal": page.context["plan"].seal})
    assert late.status_code == 409
    assert not DraftRow.objects.exists()
    assert SentFile.objects.get().rows == []


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("rows.pdf", b"%PDF-1.7"), "Files of this kind (.pdf) are not read"),
        (SimpleUploadedFile("rows.xlsx", b"\xd0\xcf\x11\xe0 old"), "protected with a password"),
        (SimpleUploadedFile("rows.xlsx", b"not a zip at all"), "cannot be read"),
        (SimpleUploadedFile("rows.csv", b"a\0b"), "cannot be read"),
        (SimpleUploadedFile("rows.csv", b"When,What\n1,2\n"), "No sheet or table has the headings"),
    ],
    ids=["pdf", "old", "damaged", "binary", "headings"],
)
def test_what_cannot_be_read_is_refused_in_words(world: World, file: SimpleUploadedFile, words: str):
    told = send(world, file)

    assert told.status_code == 422
    assert words in told.content.decode()


def test_a_formula_is_refused(world: World):
    told = send(world, xlsx({"What happened": "=1+1"}))

    assert told.status_code == 422
    assert "formula" in told.content.decode()


@pytest.mark.parametrize(("between", "encoding"), [(";", "utf-8"), ("\t", "utf-8"), (",", "cp1252")])
def test_csv_as_spreadsheets_write_it(world: World, between: str, encoding: str):
    keep(world, send(world, as_csv({"What happened": "A café, and “words”."}, between=between, encoding=encoding)))

    assert events() == ["A café, and “words”."]


def test_the_template_comes_back_as_it_was_filled_in(world: World):
    given = world.get("writer", "our-chronology/template.xlsx")
    book = load_workbook(io.BytesIO(given.content))
    assert "Adult Q" in [cell.value for column in book["Choices"].columns for cell in column]
    sheet = book["Chronology"]
    filled = {**DAY, "Was the adult seen": "Seen alone", "Who was there": "Adult Q"}
    sheet.append([filled.get(cell.value, "") for cell in sheet[1]])
    out = io.BytesIO()
    book.save(out)

    keep(world, send(world, SimpleUploadedFile("filled.xlsx", out.getvalue())))

    one = DraftRow.objects.get()
    assert (one.event, one.seen, one.people.get().pseudonym) == ("Held for a night.", "alone", "Adult Q")


def test_an_agency_sends_for_itself_alone(world: World):
    assert send(world, xlsx({}), who="other").status_code in {403, 404}
    assert send(world, xlsx({}), who="manager").status_code == 403
    sent = send(world, xlsx({}))

    assert world.clients["care"].get(sent["Location"]).status_code == 404
    assert world.clients["care"].post(sent["Location"], {"deed": "keep"}).status_code == 404
    assert not DraftRow.objects.exists()


def test_a_row_is_taken_out_of_the_draft_with_a_reason(world: World):
    world.post("writer", "our-chronology-rows/new/", row())
    one = DraftRow.objects.get()

    refused = world.post("writer", f"our-chronology-rows/{one.pk}/take-out/", {"why": ""})
    other = world.post("care", f"our-chronology-rows/{one.pk}/take-out/", {"why": "Not ours"})
    assert (refused.status_code, other.status_code) == (422, 404)
    world.post("writer", f"our-chronology-rows/{one.pk}/take-out/", {"why": "Entered twice"})

    assert not DraftRow.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"precision": "range"}, "Enter the last day"),
        ({"at": "25:00"}, "Write the time like 14:30"),
        ({"precision": "month", "at": "14:30"}, "Only a day that is known has a time"),
        ({"event": ""}, "Enter what happened"),
    ],
)
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(world: World, said: dict[str, str], words: str):
    told = world.post("writer", "our-chronology-rows/new/", row(comment="Kept as typed", **said))

    assert told.status_code == 422
    assert words in told.content.decode()
    assert "Kept as typed" in told.content.decode()
    assert not DraftRow.objects.exists()
