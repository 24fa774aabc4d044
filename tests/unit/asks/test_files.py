"""A form as a workbook and as a Word file: what goes out comes back the same, and what is wrong is said in a sentence."""

import copy
import datetime
import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings

from goldenthread.asks import file_child, filing, library, word, workbook
from goldenthread.asks.definitions import Ask, Choice, Form, Question, Section
from goldenthread.asks.filing import About, Read, WrongFile
from goldenthread.core import apart
from tests.factories.answers import answered

ABOUT = About("ask-1", "agency-1", "made-up", 1, ask_title="Made up", agency_name="Ours")
MODULES = {".xlsx": workbook, ".docx": word}
FEW = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a form is large: making it small again takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


def opened(contents: bytes, ending: str, folder: Path):
    path = folder / f"form{ending}"
    path.write_bytes(contents)
    said = file_child.read(path)
    return said.get("sheets", said.get("tables")) or said


def read(form: Form, contents: bytes, ending: str, folder: Path) -> Read:
    return MODULES[ending].read(form, opened(contents, ending, folder))


@pytest.mark.parametrize("ending", MODULES)
@given(made=answered())
@FEW
def test_what_goes_out_comes_back_the_same(made, ending, tmp_path_factory):
    form, answers = made
    folder = tmp_path_factory.mktemp("round")

    held = opened(MODULES[ending].write(form, ABOUT, answers, last=answers), ending, folder)
    found = MODULES[ending].read(form, held)

    assert (found.answers, found.problems) == (answers, [])
    assert MODULES[ending].about(held) == ABOUT


@pytest.mark.parametrize("ending", MODULES)
@pytest.mark.parametrize("slug", library.shipped())
def test_each_form_that_comes_with_the_program_goes_out_empty_and_comes_back_empty(slug, ending, tmp_path):
    form = library.shipped()[slug].about("self-neglect", "Self-neglect and hoarding")

    contents = MODULES[ending].write(form, ABOUT, {})

    assert read(form, contents, ending, tmp_path) == Read()
    assert len(contents) < 150_000


FORM = Form(
    "made-up",
    1,
    "Made up",
    "To test",
    (
        Section(
            "One",
            (
                Question("people", "How many people?", Ask.NUMBER, unit="people"),
                Question("day", "On which day?", Ask.DATE),
                Question(
                    "grade",
                    "Which grade?",
                    Ask.CHOICE,
                    choices=(Choice("g", "Green: met"), Choice("r", "Red: not met")),
                ),
                Question("said", "What do they say?", Ask.TEXT),
                Question("sorts", "Which sorts?", Ask.CHOICES, choices=(Choice("a", "Audit"), Choice("v", "Voice"))),
            ),
        ),
    ),
    allows_nil=True,
)


def typed_in_a_workbook(**typed: object) -> bytes:
    """The workbook of FORM with cells written as a spreadsheet program writes them."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(FORM, ABOUT, {})))
    page = book[workbook.ANSWERS]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for key, value in typed.items():
        cell = page.cell(rows[key.replace("__", "|")], 4)
        cell.number_format = "General"
        cell.value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_numbers_and_days_that_a_spreadsheet_made_its_own_are_understood(tmp_path):
    day = datetime.date(2024, 3, 31)
    contents = typed_in_a_workbook(people=12, day=day, grade="green", sorts__a="X", sorts__v="no")

    found = read(FORM, contents, ".xlsx", tmp_path)

    assert found.answers == {"people": "12", "day": "2024-03-31", "grade": "g", "sorts": ["a"]}
    assert found.problems == []


def test_what_cannot_be_understood_is_quoted_and_what_can_is_kept(tmp_path):
    contents = typed_in_a_workbook(
        people="about a dozen", day="the spring", grade="Greenish", said="Enough", sorts__v="maybe"
    )

    found = read(FORM, contents, ".xlsx", tmp_path)

    assert found.answers == {"people": "about a dozen", "day": "the spring", "said": "Enough"}
    assert [one.words for one in found.problems] == [
        "How many people?: “about a dozen” could not be understood. Write a number in digits, such as 12.",
        "On which day?: “the spring” could not be understood. Write a day such as 31 March 2024.",
        "Which grade?: “Greenish” could not be understood. Choose one of: Green: met; Red: not met.",
        "Which sorts?: “maybe” beside “Voice” could not be understood. Write x, or nothing.",
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    contents = workbook.write(FORM, ABOUT, {"said": "=cmd|' /C calc'!A0"})

    assert read(FORM, contents, ".xlsx", tmp_path).answers == {"said": "=cmd|' /C calc'!A0"}


def test_a_formula_refuses_the_workbook(tmp_path):
    assert opened(typed_in_a_workbook(said="=1+1"), ".xlsx", tmp_path)["found"][0][0] == "FORMULAS"


@pytest.mark.parametrize("ending", MODULES)
def test_a_macro_and_a_bomb_refuse_the_file(ending, tmp_path):
    part = {".xlsx": "xl", ".docx": "word"}[ending]
    contents = MODULES[ending].write(FORM, ABOUT, {})

    def with_part(name: str, held: bytes) -> bytes:
        out = io.BytesIO(contents)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, held)
        return out.getvalue()

    assert opened(with_part(f"{part}/vbaProject.bin", b"x"), ending, tmp_path)["found"][0][0] == "FORMULAS"
    assert opened(with_part(f"{part}/media/big.xml", b" " * 60_000_000), ending, tmp_path)["found"][0][0] == "BOMB"
    assert opened(with_part(f"{part}/more.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), ending, tmp_path)["found"]
    assert opened(b"not a zip file", ending, tmp_path)["found"][0][0] == "UNREADABLE"


def test_the_child_says_what_it_read_and_dies_within_its_bounds(tmp_path):
    path = tmp_path / "form.docx"
    path.write_bytes(word.write(FORM, ABOUT, {"said": "Enough"}))

    said = apart.ask("goldenthread.asks.file_child", str(path), seconds=20)

    assert said is not None
    assert word.read(FORM, said["tables"]).answers == {"said": "Enough"}


def test_word_keeps_what_was_inserted_while_changes_were_tracked_and_a_copied_case(tmp_path):
    each = (Question("what", "What?", Ask.TEXT), Question("how", "How?", Ask.YES_NO, is_required=False))
    form = Form("f", 1, "F", "P", (Section("S", (Question("all", "Each", Ask.CASES, of_each=each),)),))
    file = docx.Document(io.BytesIO(word.write(form, ABOUT, {"all": [{"what": "One"}]})))
    table = file.tables[1]
    table._tbl.addnext(copy.deepcopy(table._tbl))
    run = table.cell(1, 1).paragraphs[0].runs[0]._r
    inserted = run.getparent().makeelement(qn("w:ins"), {})
    run.addprevious(inserted)
    inserted.append(run)
    out = io.BytesIO()
    file.save(out)

    assert read(form, out.getvalue(), ".docx", tmp_path).answers == {"all": [{"what": "One"}, {"what": "One"}]}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "was not made here"),
        (
            About("ask-2", "agency-1", "made-up", 1, ask_title="Another"),
            "answers “Another”. This page is for “Made up”",
        ),
        (About("ask-1", "agency-2", "made-up", 1, agency_name="Theirs"), "made for another agency"),
    ],
)
def test_a_file_that_belongs_elsewhere_is_refused_and_names_no_other_agency(file, says):
    with pytest.raises(WrongFile, match=says) as refused:
        filing.fits(file, ABOUT)

    assert "Theirs" not in str(refused.value)


def test_an_older_version_is_read_with_a_word_about_it_and_the_very_one_without():
    assert filing.fits(ABOUT, ABOUT) == []
    assert filing.fits(About("ask-1", "agency-1", "made-up", 3), ABOUT)[0].startswith("The file holds version 3")


def test_a_half_filled_file_is_no_fault_and_what_is_here_already_stays():
    found = Read({"people": "12"})

    filing.tell_how_full(found, FORM, {"said": "Enough"})

    assert found.notices == [
        "4 questions are not answered in the file. You can go on here, or in the file.",
        "1 of them has an answer here, which was kept.",
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-03-31", "2024-03-31"),
        ("31/3/2024", "2024-03-31"),
        ("1/4/26", "2026-04-01"),
        ("1.4.69", "2069-04-01"),
        ("1-4-70", "1970-04-01"),
        ("1/4/226", None),
        ("31/6/26", None),
        ("31 March 2024", "2024-03-31"),
        ("1st Sept 2024", "2024-09-01"),
        ("31-03-2024", "2024-03-31"),
        ("31 February 2024", None),
        ("3/31/2024", None),
        ("1 Ju 2024", None),
        ("2024", None),
    ],
)
def test_days_are_read_as_people_here_write_them(typed, day):
    assert filing.day_typed(typed) == day
