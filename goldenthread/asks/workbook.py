"""A form as a workbook that anybody can fill in with Excel or LibreOffice, and what was written into one. Free of Django.

Every row that takes an answer carries its question's key in a hidden first column, so that it is found wherever it ends up.
Nothing is worked out by the workbook: it holds no formula, and one that does is refused when it comes back.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.asks import filing
from goldenthread.asks.checking import cell_question
from goldenthread.asks.definitions import NIL, Answers, Ask, Form, Question
from goldenthread.asks.filing import About, Problem, Read, as_typed, choices_of, clean, is_ticked, numbering, taken
from goldenthread.asks.saying import in_words, is_empty

ANSWERS, ABOUT, LISTS = "Answers", "about this file", "choices"
BLANK_CASES, MOST_CASES = 20, 200
_HEAD = PatternFill("solid", fgColor="17454B")
_SECTION = PatternFill("solid", fgColor="F2EFE8")
_BOX = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side(style="thin", color="7B7F86")))
_TOP = Alignment(wrap_text=True, vertical="top")
WIDTHS = (2, 7, 58, 46, 16, 34, 46)
HEADINGS = ("", "No.", "Question", "Your answer", "Counted in", "Last time", "Help")
HELP = {
    Ask.CHOICE: "Choose from the list.",
    Ask.YES_NO: "Choose from the list.",
    Ask.DATE: "A day such as 31 March 2024.",
    Ask.FILE: "Send files on the website; they cannot travel in this workbook.",
}

Rows = Sequence[Sequence[str]]


def write(
    form: Form, about: About, answers: Answers, *, last: Answers | None = None, told: Sequence[str] = ()
) -> bytes:
    """The form as an .xlsx file, with what was answered so far.

    Args:
        last: last time's answer, to show beside each question.
        told: lines for its first sheet: who asks, by when.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 (a new workbook has one)
    _Writer(book, form, answers, last or {}).fill(first, about, told)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, book: Workbook, form: Form, answers: Answers, last: Answers) -> None:
        self.book, self.form, self.answers, self.last = book, form, answers, last
        self.numbers = numbering(form)
        self.lists: dict[tuple[str, ...], str] = {}

    def fill(self, first: Worksheet, about: About, told: Sequence[str]) -> None:
        self._read_me(first, told)
        page = self.book.create_sheet(ANSWERS)
        self.choices = self.book.create_sheet(LISTS)
        self.choices.sheet_state = "hidden"
        self._answers(page)
        for question in self.form.questions():
            if question.kind is Ask.MATRIX:
                self._matrix(self.book.create_sheet(f"Table {self.numbers[question.key]}"), question)
            elif question.kind is Ask.CASES:
                self._cases(self.book.create_sheet(f"List {self.numbers[question.key]}"), question)
        hidden = self.book.create_sheet(ABOUT)
        hidden.sheet_state = "hidden"
        for name, value in filing.about_as_data(about).items():
            hidden.append([name, ""])
            _put(hidden.cell(hidden.max_row, 2), value)
        self.book.properties.title = self.form.title

    def _read_me(self, page: Worksheet, told: Sequence[str]) -> None:
        page.title = "Read me"
        page.column_dimensions["A"].width = 100
        lines = [self.form.title, *told, self.form.purpose, self.form.basis_in_law, *HOW]
        for place, line in enumerate((one for one in lines if one), start=1):
            cell = page.cell(place, 1)
            _put(cell, line)
            cell.alignment = _TOP
            cell.font = Font(bold=place == 1, size=16 if place == 1 else 12)
        page.protection.sheet = True

    def _answers(self, page: Worksheet) -> None:
        _head(page, HEADINGS, WIDTHS)
        if self.form.allows_nil:
            help_words = "Only if there is nothing to answer: say why in a sentence, and leave the rest empty."
            self._row(page, NIL, ("", "Nil return", self.answers.get(NIL, ""), "", "", help_words))
        for place, section in enumerate(self.form.sections, start=1):
            self._section(page, f"{place}. {section.title}", section.intro)
            for question in section.questions:
                self._question(page, question)
        _guard(page)

    def _section(self, page: Worksheet, title: str, intro: str) -> None:
        for words, bold in ((title, True), (intro, False)):
            if words:
                row = page.max_row + 1
                for column in range(1, len(WIDTHS) + 1):
                    page.cell(row, column).fill = _SECTION
                _put(page.cell(row, 3), words)
                page.cell(row, 3).font = Font(bold=bold, size=13 if bold else 11)
                page.cell(row, 3).alignment = _TOP

    def _question(self, page: Worksheet, question: Question) -> None:
        number, value = self.numbers[question.key], self.answers.get(question.key)
        last = in_words(question, self.last[question.key]) if not is_empty(self.last.get(question.key)) else ""
        shown = (number, question.words, question.unit, last, self._help(question))
        if question.kind in {Ask.MATRIX, Ask.CASES}:
            sheet = f"{'Table' if question.kind is Ask.MATRIX else 'List'} {number}"
            self._row(page, "", (*shown[:2], f"Fill in the sheet “{sheet}”", *shown[2:]), is_open=False)
        elif question.kind is Ask.FILE:
            self._row(page, "", (*shown[:2], as_typed(question, value), *shown[2:]), is_open=False)
        elif question.kind is Ask.CHOICES:
            self._row(page, "", (*shown[:2], "Write x beside each that applies", *shown[2:]), is_open=False)
            for choice in question.choices:
                mark = "x" if choice.key in (value or []) else ""
                self._row(page, f"{question.key}|{choice.key}", ("", f"    {choice.words}", mark, "", "", ""))
        else:
            row = self._row(page, question.key, (*shown[:2], as_typed(question, value), *shown[2:]))
            self._pick(page, question, f"D{row}")

    def _help(self, question: Question) -> str:
        said = [question.help, question.basis, HELP.get(question.kind, "")]
        if not question.is_required:
            said.append("You may leave this empty.")
        if question.asked_if is not None:
            on = self.form.question(question.asked_if.question)
            words = [one.words for one in choices_of(on) if one.key in question.asked_if.is_one_of] if on else []
            said.insert(0, f"Only if {self.numbers[question.asked_if.question]} is “{'” or “'.join(words)}”.")
        return "\n".join(one for one in said if one)

    def _row(self, page: Worksheet, key: str, cells: Sequence[Any], *, is_open: bool = True) -> int:
        row: int = page.max_row + 1
        for column, value in enumerate((key, *cells), start=1):
            cell = page.cell(row, column)
            _put(cell, value)
            cell.alignment = _TOP
            if column == 3:
                cell.font = Font(bold=bool(cells[0]))
        if is_open:
            _open(page.cell(row, 4))
        return row

    def _pick(self, page: Worksheet, question: Question, cells: str) -> None:
        """A list to choose from, for a question of choices."""
        words = tuple(clean(one.words) for one in choices_of(question))
        if question.kind not in {Ask.CHOICE, Ask.YES_NO} or not words:
            return
        if words not in self.lists:
            column = get_column_letter(len(self.lists) + 1)
            for row, one in enumerate(words, start=1):
                _put(self.choices[f"{column}{row}"], one)
            self.lists[words] = f"{quote_sheetname(LISTS)}!${column}$1:${column}${len(words)}"
        picked = DataValidation(type="list", formula1=self.lists[words], allow_blank=True)
        picked.error, picked.errorTitle = "Choose one of the answers in the list.", "Not in the list"
        page.add_data_validation(picked)
        picked.add(cells)

    def _matrix(self, page: Worksheet, question: Question) -> None:
        value = self.answers.get(question.key) or {}
        keys = ["", "", *(column.key for column in question.columns)]
        heads = ["", question.words, *(_with_unit(column.words, column.unit) for column in question.columns)]
        _two_heads(page, keys, heads, [2, 60, *(24 for _ in question.columns)])
        for row in question.rows:
            at = page.max_row + 1
            _put(page.cell(at, 1), row.key)
            _put(page.cell(at, 2), row.words)
            page.cell(at, 2).alignment = _TOP
            for place, column in enumerate(question.columns, start=3):
                cell = page.cell(at, place)
                one = cell_question(question, column)
                _put(cell, as_typed(one, (value.get(row.key) or {}).get(column.key)))
                _open(cell)
                self._pick(page, one, cell.coordinate)
        _guard(page, "C3")

    def _cases(self, page: Worksheet, question: Question) -> None:
        given = self.answers.get(question.key) or []
        keys = ["", "", *(one.key for one in question.of_each)]
        words = [f"{one.words}{'' if one.is_required else ' (may be empty)'}" for one in question.of_each]
        _two_heads(page, keys, ["", "No.", *words], [2, 6, *(34 for _ in words)])
        rows = min(len(given) + BLANK_CASES, max(MOST_CASES, len(given)))
        for place in range(rows):
            case = given[place] if place < len(given) else {}
            _put(page.cell(place + 3, 2), str(place + 1))
            for column, one in enumerate(question.of_each, start=3):
                cell = page.cell(place + 3, column)
                _put(cell, as_typed(one, case.get(one.key)))
                _open(cell)
        for column, one in enumerate(question.of_each, start=3):
            letter = get_column_letter(column)
            self._pick(page, one, f"{letter}3:{letter}{rows + 2}")
        _guard(page, "C3")


HOW = (
    "How to fill this in",
    "Write in the white boxes with a border on the sheet “Answers”, and on the sheets for tables and lists where there are any.",
    "Save it as an Excel workbook (.xlsx) and send it back on the page you took it from. You can send it half-filled.",
    "Do not name adults, nor say anything by which one could be recognised.",
)


def _with_unit(words: str, unit: str) -> str:
    return f"{words} ({unit})" if unit else words


def _put(cell: Any, value: Any) -> None:
    """Text, and nothing else: what begins with = is no formula."""
    cell.value = clean(value) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = "@"


def _open(cell: Any) -> None:
    cell.protection = Protection(locked=False)
    cell.border, cell.alignment = _BOX, _TOP


def _head(page: Worksheet, words: Sequence[str], widths: Sequence[int], row: int = 1) -> None:
    for place, (said, width) in enumerate(zip(words, widths, strict=True), start=1):
        cell = page.cell(row, place)
        assert isinstance(cell, Cell)  # noqa: S101 (nothing is merged)
        _put(cell, said)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), _HEAD, _TOP
        page.column_dimensions[get_column_letter(place)].width = width
    page.column_dimensions["A"].hidden = True


def _two_heads(page: Worksheet, keys: Sequence[str], words: Sequence[str], widths: Sequence[int]) -> None:
    """A hidden row of keys, and the row of headings people see."""
    for place, key in enumerate(keys, start=1):
        _put(page.cell(1, place), key)
    page.row_dimensions[1].hidden = True
    _head(page, words, widths, row=2)


def _guard(page: Worksheet, freeze: str = "D2") -> None:
    """Only the boxes can be written in; columns may be made wider."""
    page.freeze_panes = freeze
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def about(sheets: Mapping[str, Rows]) -> About | None:
    """What a workbook says of itself; None where it is not one of ours."""
    return filing.about_from({row[0]: row[1] for row in sheets.get(ABOUT, ()) if len(row) > 1})


def read(form: Form, sheets: Mapping[str, Rows]) -> Read:
    """What was written into a workbook, as far as it can be understood.

    Args:
        sheets: each sheet's rows of text, hidden ones too.
    """
    found = Read()
    rows = {row[0]: row[3].strip() if len(row) > 3 else "" for row in sheets.get(ANSWERS, ()) if row and row[0]}
    numbers = numbering(form)
    if nil := rows.get(NIL, ""):
        found.answers[NIL] = nil
    for question in form.questions():
        match question.kind:
            case Ask.MATRIX:
                _read_matrix(question, sheets.get(f"Table {numbers[question.key]}", ()), found)
            case Ask.CASES:
                _read_cases(question, sheets.get(f"List {numbers[question.key]}", ()), found)
            case Ask.CHOICES:
                _read_choices(question, rows, found)
            case Ask.FILE:
                pass
            case _:
                _keep(found, question.key, taken(question, rows.get(question.key, "")))
    return found


def _keep(found: Read, key: str, got: tuple[Any, Problem | None]) -> None:
    value, problem = got
    if not is_empty(value):
        found.answers[key] = value
    if problem:
        found.problems.append(problem)


def _read_choices(question: Question, rows: Mapping[str, str], found: Read) -> None:
    said = {one: rows.get(f"{question.key}|{one.key}", "") for one in question.choices}
    chosen = [one.key for one, mark in said.items() if is_ticked(mark)]
    if chosen:
        found.answers[question.key] = chosen
    for one, mark in said.items():
        if mark and not is_ticked(mark) and mark.casefold() not in {"no", "n", "false", "0", "-"}:
            words = (
                f"{question.words}: “{mark[:60]}” beside “{one.words}” could not be understood. Write x, or nothing."
            )
            found.problems.append(Problem(question.key, words))


def _cells(rows: Rows) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The rows of a table or a list: number, key of the row, and text by the key of the column."""
    keys = list(rows[0]) if rows else []
    for place, row in enumerate(rows[2:], start=1):
        yield place, row[0] if row else "", {key: said for key, said in zip(keys, row, strict=False) if key}


def _read_matrix(question: Question, rows: Rows, found: Read) -> None:
    known = {one.key: one.words for one in question.rows}
    table: dict[str, dict[str, Any]] = {}
    for _, key, said in _cells(rows):
        for column in question.columns if key in known else ():
            cell = replace(cell_question(question, column), words=question.words)
            where = f" in “{known[key]}”, “{column.words}”"
            value, problem = taken(cell, said.get(column.key, ""), where)
            if problem:
                found.problems.append(problem)
            if not is_empty(value):
                table.setdefault(key, {})[column.key] = value
    if table:
        found.answers[question.key] = table


def _read_cases(question: Question, rows: Rows, found: Read) -> None:
    cases = []
    for place, _, said in _cells(rows):
        case: dict[str, Any] = {}
        for one in question.of_each:
            value, problem = taken(one, said.get(one.key, ""), f" of {question.one_case} {place}")
            if problem:
                found.problems.append(Problem(question.key, problem.words))
            if not is_empty(value):
                case[one.key] = value
        if case:
            cases.append(case)
    if cases:
        found.answers[question.key] = cases
