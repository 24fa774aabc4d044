"""What is sent is kept under our own names, for nobody else to read; what cannot be used is said, and leaves nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from goldenthread.boards.models import Board
from goldenthread.demo import example_extract
from goldenthread.trail.models import Entry
from goldenthread.workspace.extracts import receiving
from goldenthread.workspace.extracts.models import CheckedExtract
from tests.factories import extracts, sending

pytestmark = pytest.mark.django_db


def test_csv_files_are_checked_and_the_result_is_a_sentence(analyst: Client, tmp_path: Path):
    page = sending.send(analyst, sending.files_of(sending.with_faults(3), tmp_path))

    assert page.status_code == 200
    assert "3 rows need putting right" in page.content.decode()
    assert "9 of 12 rows can be used" in page.content.decode()
    checked = CheckedExtract.objects.get()
    assert (checked.state, checked.rows["concerns.csv"]) == ("checked", 6)


def test_a_good_extract_needs_nothing(analyst: Client, tmp_path: Path):
    page = sending.send(analyst, sending.files_of(extracts.good(), tmp_path))

    assert "Nothing needs putting right" in page.content.decode()


def test_what_is_sent_stands_under_our_names_and_nobody_else_may_read_it(
    analyst: Client, tmp_path: Path, incoming: Path
):
    sending.send(
        analyst,
        {
            "../../ADULTS.csv" if n == "adults.csv" else n: d
            for n, d in sending.files_of(extracts.good(), tmp_path).items()
        },
    )

    folder = incoming / str(CheckedExtract.objects.get().pk)
    kept = {path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert kept == {
        "files": 0o700,
        "files/adults.csv": 0o600,
        "files/concerns.csv": 0o600,
        "files/enquiries.csv": 0o600,
        "files/extract.json": 0o600,
        "files/reviews.csv": 0o600,
        "files/risks.csv": 0o600,
        "findings.json": 0o600,
        "groups.json": 0o600,
    }
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_zip_of_the_files_is_the_same(analyst: Client, tmp_path: Path, form: example_extract.Format):
    years = example_extract.Years.parse("2023-24")
    example_extract.write(example_extract.make(20, years, seed=1), tmp_path / "made", years, form)
    wanted = {p.name: p.read_bytes() for p in (tmp_path / "made").iterdir() if receiving._our_name(p.name)}

    page = sending.send(analyst, {"extract.zip": sending.zipped({**wanted, "__MACOSX/._adults.csv": b"x"})})

    assert CheckedExtract.objects.get().state == "checked", page.content.decode()


def test_a_workbook_is_the_same(analyst: Client, tmp_path: Path):
    years = example_extract.Years.parse("2023-24")
    example_extract.write(example_extract.make(20, years, seed=1), tmp_path / "made", years, "xlsx")

    sending.send(analyst, {"Our extract 2024.xlsx": (tmp_path / "made" / "extract.xlsx").read_bytes()}, **sending.SAID)

    checked = CheckedExtract.objects.get()
    assert (checked.state, checked.authority, str(checked.taken_on)) == ("checked", "Example Council", "2024-05-31")
    assert checked.file_names == ["Our extract 2024.xlsx"]


def test_without_extract_json_the_form_asks_what_it_is(analyst: Client, tmp_path: Path):
    files = sending.files_of(extracts.good(), tmp_path)
    del files["extract.json"]

    page = sending.send(analyst, files, authority="Example Council")

    assert page.status_code == 422
    assert "Enter the day the extract was taken from the case system, or send an extract.json" in page.content.decode()
    assert CheckedExtract.objects.count() == 0


@pytest.mark.parametrize("about", [b"{}", b'{"authority": "Example Council"}'])
def test_what_extract_json_leaves_out_is_asked_for(analyst: Client, tmp_path: Path, about: bytes):
    files = {**sending.files_of(extracts.good(), tmp_path), "extract.json": about}

    asked = sending.send(analyst, files)
    answered = sending.send(analyst, files, **sending.SAID)

    assert (asked.status_code, answered.status_code) == (422, 200)
    checked = CheckedExtract.objects.get()
    assert (checked.state, checked.authority, str(checked.period_from)) == ("checked", "Example Council", "2023-04-01")


def test_an_extract_taken_tomorrow_is_not_believed(analyst: Client, tmp_path: Path):
    files = sending.files_of(extracts.good(), tmp_path)
    del files["extract.json"]

    page = sending.send(analyst, files, **{**sending.SAID, "taken_on-year": "2199"})

    assert "The day it was taken must be today or in the past" in page.content.decode()


def test_what_extract_json_says_wins_over_what_the_form_happened_to_hold(analyst: Client, tmp_path: Path):
    said = {**sending.SAID, "authority": "Another Council", "period_from-year": "1999"}

    sending.send(analyst, sending.files_of(extracts.good(), tmp_path), **said)

    checked = CheckedExtract.objects.get()
    assert (checked.authority, str(checked.period_from)) == ("Example Council", "2023-04-01")


def test_the_form_begins_with_what_the_last_extract_was(analyst: Client, tmp_path: Path, board: Board):
    from goldenthread.casework.operations import load
    from goldenthread.core.actors import Actor

    load(extracts.write(extracts.good(), tmp_path), board=board, by=Actor.console("Sam"))

    page = analyst.get("/board/example/extracts/new/").content.decode()

    assert 'value="Example Council"' in page
    assert 'value="2023"' in page


def test_the_same_form_sent_twice_is_kept_once(analyst: Client, tmp_path: Path):
    files = sending.files_of(extracts.good(), tmp_path)
    key = "7d3a4d0e-5a51-4c38-9d3e-2f4f0a4b8c11"

    for _ in range(2):
        sending.send(analyst, files, key=key)

    assert [str(one.pk) for one in CheckedExtract.objects.all()] == [key]


def test_sending_leaves_an_entry_without_a_value_of_it(analyst: Client, tmp_path: Path):
    sending.send(analyst, sending.files_of(sending.with_faults(), tmp_path))

    entry = Entry.objects.get(verb="send an extract")
    assert entry.after == {
        "files": ["adults.csv", "concerns.csv", "enquiries.csv", "extract.json", "reviews.csv", "risks.csv"]
    }


def _locked() -> bytes:
    """A .zip whose only member says that it is encrypted."""
    made = bytearray(sending.zipped({"adults.csv": b"adult_id\nA1\n"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def _damaged() -> bytes:
    made = bytearray(sending.zipped({"adults.csv": b"adult_id\n" + b"A1\n" * 4000}))
    made[60] ^= 0xFF
    return bytes(made)


HEADER = b"adult_id\n"
WRONG: list[tuple[dict[str, bytes], str]] = [
    ({"adults.xls": b"\xd0\xcf\x11\xe0"}, "“adults.xls” cannot be used. Open it in Excel and save it as .xlsx."),
    ({"book.xlsm": b"PK\x03\x04"}, "“book.xlsm” cannot be used. It may hold macros."),
    ({"book.ods": b"PK\x03\x04"}, "“book.ods” cannot be used. Save it as .xlsx."),
    ({"report.pdf": b"%PDF-1.7"}, "“report.pdf” cannot be used. Send CSV files, one .xlsx workbook, or a .zip"),
    ({"adults.txt": HEADER}, "“adults.txt” cannot be used. Export it as CSV"),
    ({"people.csv": HEADER}, "“people.csv” is not one of the files of an extract. They are called adults.csv"),
    ({"about.json": b"{}"}, "“about.json” is not one of the files of an extract. Only extract.json"),
    ({"extract.json": b"{}"}, "No records were sent."),
    ({"adults.csv": b""}, "“adults.csv” is empty. It needs at least its row of headings."),
    ({"adults.csv": b"PK\x03\x04 workbook"}, "“adults.csv” is an Excel workbook or a .zip under another name."),
    ({"adults.csv": b"%PDF-1.7"}, "“adults.csv” is a PDF under another name."),
    ({"adults.csv": b"a\0d\0u\0"}, "“adults.csv” is not text."),
    ({"book.xlsx": b"\xd0\xcf\x11\xe0"}, "“book.xlsx” is not what its name says. It may be locked with a password"),
    ({"adults.parquet": b"nothing"}, "“adults.parquet” is not what its name says."),
    ({"adults.csv": HEADER, "book.xlsx": b"PK\x03\x04"}, "Send either CSV files, or one workbook, or Parquet files"),
    ({"one.xlsx": b"PK\x03\x04", "two.xlsx": b"PK\x03\x04"}, "The workbook was sent more than once."),
    ({"all.zip": b"no zip"}, "“all.zip” is not a whole .zip."),
    ({"all.zip": sending.zipped({})}, "“all.zip” is empty."),
    ({"all.zip": sending.zipped({"../adults.csv": HEADER})}, "“all.zip” holds folders."),
    ({"all.zip": sending.zipped({"extract/adults.csv": HEADER})}, "“all.zip” holds folders."),
    ({"all.zip": sending.zipped({"notes.docx": b"x"})}, "“all.zip” holds “notes.docx”, which cannot be used."),
    ({"all.zip": sending.zipped({"all.xlsx": b"PK"})}, "Send the workbook itself, not in a .zip."),
    ({"all.zip": sending.zipped({f"{n}.csv": b"x" for n in range(13)})}, "“all.zip” holds 13 files."),
    ({"all.zip": _locked()}, "“all.zip” is locked with a password."),
    ({"all.zip": _damaged()}, "is damaged"),
    ({"adults.csv": HEADER, "all.zip": sending.zipped({"adults.csv": HEADER})}, "adults.csv was sent more than once."),
    ({"<b>x.exe": b"MZ"}, "“<b>x.exe” cannot be used."),
    ({}, "Choose the files of the extract"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "sentence"), WRONG, ids=[sentence[:40] for _, sentence in WRONG])
def test_what_cannot_be_used_is_a_sentence_and_leaves_nothing(
    analyst: Client, incoming: Path, files: dict[str, bytes], sentence: str
):
    page = sending.send(analyst, files, **sending.SAID)

    assert page.status_code == 422
    assert escape(sentence) in page.content.decode()
    assert CheckedExtract.objects.count() == 0
    assert not incoming.exists() or list(incoming.iterdir()) == []


def test_every_wrong_file_is_named_at_once(analyst: Client):
    page = sending.send(analyst, {f"{n}.pdf": b"%PDF" for n in range(3)})

    assert all(f"“{n}.pdf” cannot be used" in page.content.decode() for n in range(3))


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(analyst: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(receiving, "MOST_UNPACKED", 1000)

    page = sending.send(analyst, {"all.zip": sending.zipped({"adults.csv": b"a" * 1001})}, **sending.SAID)

    assert "which is more than an extract holds" in page.content.decode()


def test_too_much_at_once_says_how_much_is_too_much(analyst: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(receiving, "MOST_SENT", 3)

    page = sending.send(analyst, {"adults.csv": b"adult_id\n"}, **sending.SAID)

    assert "MB together" in page.content.decode()


def _without_a_file(files: dict[str, bytes]) -> None:
    del files["risks.csv"]


def _with_names(files: dict[str, bytes]) -> None:
    first, _, rest = files["adults.csv"].partition(b"\n")
    files["adults.csv"] = first.strip() + b",surname\n" + rest


def _not_utf8(files: dict[str, bytes]) -> None:
    files["concerns.csv"] += "C9,A1,2023-05-01,,,café".encode("latin-1")


def _parquet(files: dict[str, bytes]) -> None:
    about = files["extract.json"]
    spoilt = {
        f"{name.removesuffix('.csv')}.parquet": b"PAR1 and nothing more" for name in files if name.endswith(".csv")
    }
    files.clear()
    files |= {**spoilt, "extract.json": about}


def _bad_about(files: dict[str, bytes]) -> None:
    files["extract.json"] = b"{ not json"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_without_a_file, "There is no risks.csv."),
        (_with_names, "The header “surname” in adults.csv names something personal."),
        (_not_utf8, "concerns.csv is not written in UTF-8"),
        (_parquet, "adults.csv cannot be read"),
        (_bad_about, "extract.json does not say what it must"),
    ],
)
def test_a_refused_extract_says_why_and_its_files_are_gone(
    analyst: Client, tmp_path: Path, incoming: Path, spoil: object, sentence: str
):
    files = sending.files_of(extracts.good(), tmp_path)
    assert callable(spoil)
    spoil(files)

    page = sending.send(analyst, files)

    assert "The extract was refused" in page.content.decode()
    assert escape(sentence) in page.content.decode()
    assert str(incoming) not in page.content.decode()
    assert CheckedExtract.objects.get().state == "refused"
    assert list(incoming.iterdir()) == []


def test_files_are_never_named_by_their_sender_in_the_page_as_html(analyst: Client, tmp_path: Path):
    files = sending.files_of(sending.with_faults(), tmp_path)
    files["concerns.csv"] = files["concerns.csv"].replace(b"a neighbour", b"<script>alert(1)</script>")

    page = sending.send(analyst, files).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
