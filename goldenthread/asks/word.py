"""A form as a Word file, for those who would rather write than fill in cells, and what was written into one. Free of Django.

Each question is a table whose first cell begins with the question's printed number: that is how its answer is found again,
whatever program the file went through.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from goldenthread.asks import filing
from goldenthread.asks.checking import cell_question
from goldenthread.asks.definitions import NIL, Answers, Ask, Form, Question
from goldenthread.asks.filing import About, Problem, Read, as_typed, choices_of, clean, is_ticked, numbering, taken
from goldenthread.asks.saying import in_words, is_empty

BLANK_CASES = 3
NIL_NUMBER = "0.0"
FIRST = re.compile(r"(\d{1,3}\.\d{1,3})(?=\s|$)")
CASE = re.compile(r"(\d{1,3}\.\d{1,3}) case (\d{1,3})", re.IGNORECASE)
SECOND_INK = RGBColor(0x4C, 0x54, 0x62)
LINES = {Ask.TEXT: 3}

Tables = Sequence[Sequence[Sequence[str]]]
"""Every table of a file: rows of cells of text."""


def write(
    form: Form, about: About, answers: Answers, *, last: Answers | None = None, told: Sequence[str] = ()
) -> bytes:
    """The form as a .docx file, with what was answered so far."""
    file = docx.Document()
    _Writer(file, form, answers, last or {}).fill(about, told)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, file: WordFile, form: Form, answers: Answers, last: Answers) -> None:
        self.file, self.form, self.answers, self.last = file, form, answers, last
        self.numbers = numbering(form)

    def fill(self, about: About, told: Sequence[str]) -> None:
        self._page(about)
        self.file.add_heading(clean(self.form.title), 0)
        for line in (*told, self.form.purpose, self.form.basis_in_law, *HOW):
            if line:
                self.file.add_paragraph(clean(line))
        if self.form.allows_nil:
            self._nil()
        for place, section in enumerate(self.form.sections, start=1):
            self.file.add_heading(clean(f"{place}. {section.title}"), 1)
            if section.intro:
                self.file.add_paragraph(clean(section.intro))
            for question in section.questions:
                self._question(question)
        self._about(about)

    def _page(self, about: About) -> None:
        page = self.file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(18)
        self.file.styles["Normal"].font.size = Pt(11)
        core = self.file.core_properties
        core.title, core.language = clean(self.form.title)[:250], "en-GB"
        core.author = core.last_modified_by = ""
        core.subject = clean(f"{about.ask_title}, {about.agency_name}")[:250]

    def _nil(self) -> None:
        head = f"{NIL_NUMBER}  Nil return"
        hint = "Only if there is nothing to answer: say why in a sentence here, and leave the rest empty."
        self._answer_below(self._table(head, hint), clean(self.answers.get(NIL, "")))

    def _table(self, head: str, hint: str = "", columns: int = 1) -> Table:
        """A table whose first row, one cell wide, says what is asked."""
        table: Table = self.file.add_table(rows=1, cols=columns, style="Table Grid")
        first = table.rows[0].cells[0]
        if columns > 1:
            first = first.merge(table.rows[0].cells[-1])
        first.paragraphs[0].add_run(clean(head)).bold = True
        for line in filter(None, clean(hint).split("\n")):
            said = first.add_paragraph().add_run(line)
            said.font.size, said.font.color.rgb = Pt(10), SECOND_INK
        _shade(first)
        self.file.add_paragraph().paragraph_format.space_after = Pt(0)
        return table

    def _answer_below(self, table: Table, text: str, blank: int = 2) -> None:
        cell = _row(table).cells[0]
        _write(cell, text)
        for _ in range(0 if text else blank):
            cell.add_paragraph()

    def _question(self, question: Question) -> None:
        value, head = self.answers.get(question.key), f"{self.numbers[question.key]}  {question.words}"
        hint = self._hint(question)
        match question.kind:
            case Ask.MATRIX:
                self._matrix(question, self._table(head, hint, 1 + len(question.columns)), value or {})
            case Ask.CASES:
                self._cases(question, head, hint, value or [])
            case Ask.CHOICE | Ask.CHOICES | Ask.YES_NO:
                self._marks(question, self._table(head, hint, 2), value)
            case Ask.FILE:
                self._table(
                    head, "\n".join(filter(None, (hint, "Send the file on the website; it cannot travel in here.")))
                )
            case _:
                unit = f"\nCounted in {question.unit}" if question.unit else ""
                self._answer_below(
                    self._table(head, hint + unit), as_typed(question, value), LINES.get(question.kind, 0)
                )

    def _hint(self, question: Question) -> str:
        said = [question.help, question.basis]
        if question.asked_if is not None:
            on = self.form.question(question.asked_if.question)
            words = [one.words for one in choices_of(on) if one.key in question.asked_if.is_one_of] if on else []
            said.insert(0, f"Only if {self.numbers[question.asked_if.question]} is “{'” or “'.join(words)}”.")
        if not question.is_required:
            said.append("You may leave this empty.")
        if not is_empty(self.last.get(question.key)):
            said.append(f"Last time: {in_words(question, self.last[question.key])}")
        return "\n".join(one for one in said if one)

    def _marks(self, question: Question, table: Table, value: Any) -> None:
        """A box beside each choice, to write an x in."""
        chosen = value if isinstance(value, list) else [value]
        for choice in choices_of(question):
            row = _row(table)
            _write(row.cells[0], "x" if choice.key in chosen else "")
            _write(row.cells[1], choice.words)
        _widths(table, (15, 159))

    def _matrix(self, question: Question, table: Table, value: Any) -> None:
        heads = _row(table)
        for cell, words in zip(heads.cells, ("", *(one.words for one in question.columns)), strict=True):
            _write(cell, words, is_bold=True)
        for row in question.rows:
            cells = _row(table).cells
            _write(cells[0], row.words)
            for cell, column in zip(cells[1:], question.columns, strict=True):
                said = (value.get(row.key) or {}).get(column.key)
                _write(cell, as_typed(cell_question(question, column), said))

    def _cases(self, question: Question, head: str, hint: str, given: Sequence[Any]) -> None:
        """One table a case, two columns wide: what is asked, and the answer."""
        self._table(
            head, "\n".join(filter(None, (hint, f"Copy the last table below to add another {question.one_case}.")))
        )
        for place in range(1, len(given) + BLANK_CASES + 1):
            case = given[place - 1] if place <= len(given) else {}
            table = self._table(f"{self.numbers[question.key]} case {place}", columns=2)
            for one in question.of_each:
                row = _row(table)
                _write(row.cells[0], one.words)
                for line in filter(None, (_offered(one), "" if one.is_required else "You may leave this empty.")):
                    said = row.cells[0].add_paragraph().add_run(clean(line))
                    said.font.size, said.font.color.rgb = Pt(10), SECOND_INK
                _write(row.cells[1], as_typed(one, case.get(one.key)))
            _widths(table, (70, 104))

    def _about(self, about: About) -> None:
        """What the file says of itself: small print at the end, which travels through every program."""
        self.file.add_heading("About this file", 1)
        self.file.add_paragraph("Leave this table as it is: it says which ask and which agency the file belongs to.")
        data = filing.about_as_data(about)
        table = self.file.add_table(rows=0, cols=2, style="Table Grid")
        for name, value in data.items():
            row = _row(table)
            for cell, words in zip(row.cells, (name, value), strict=True):
                _write(cell, words, size=8)


HOW = (
    "Write in the empty boxes. Where there are several answers to choose from, write x in the box beside yours.",
    "Save the file as a Word document (.docx) and send it back on the page you took it from. You can send it half-filled.",
    "Do not name adults, nor say anything by which one could be recognised.",
)


def _offered(question: Question) -> str:
    if question.kind in {Ask.CHOICE, Ask.CHOICES, Ask.YES_NO}:
        many = "Several of" if question.kind is Ask.CHOICES else "One of"
        return f"{many}: {'; '.join(one.words for one in choices_of(question))}"
    return "A day such as 31 March 2024" if question.kind is Ask.DATE else ""


def _row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _write(cell: _Cell, text: str, *, is_bold: bool = False, size: int = 11) -> None:
    for place, line in enumerate(clean(text).split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = is_bold, Pt(size)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2EFE8")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _widths(table: Table, millimetres: Sequence[int]) -> None:
    table.autofit = False
    for row in table.rows[1:]:
        for cell, wide in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(wide)


def about(tables: Tables) -> About | None:
    """What a Word file says of itself; None where it is not one of ours."""
    for table in reversed(tables):
        said = {row[0].strip(): row[1].strip() for row in table if len(row) == 2}
        if found := filing.about_from(said):
            return found
    return None


def read(form: Form, tables: Tables) -> Read:
    """What was written into a Word file, as far as it can be understood."""
    found = Read()
    named, numbers = dict(_named(tables)), numbering(form)
    if nil := _below(named.get((NIL_NUMBER, 0), ())):
        found.answers[NIL] = nil
    for question in form.questions():
        number = numbers[question.key]
        rows = named.get((number, 0), ())
        match question.kind:
            case Ask.MATRIX:
                _read_matrix(question, rows, found)
            case Ask.CASES:
                _read_cases(question, [rows for (one, place), rows in named.items() if one == number and place], found)
            case Ask.CHOICE | Ask.CHOICES | Ask.YES_NO:
                _read_marks(question, rows, found)
            case Ask.FILE:
                pass
            case _:
                _keep(found, question, taken(question, _below(rows)))
    return found


def _named(tables: Tables) -> Iterator[tuple[tuple[str, int], Sequence[Sequence[str]]]]:
    """Each table by the number it begins with, and the place of its case; a case that was copied counts on."""
    seen: set[tuple[str, int]] = set()
    for table in tables:
        head = table[0][0].strip() if table and table[0] else ""
        case, first = CASE.fullmatch(head), FIRST.match(head)
        if first is None:
            continue
        name = (first.group(1), int(case.group(2)) if case else 0)
        while name in seen and name[1]:
            name = (name[0], name[1] + 1000)
        if name not in seen:
            seen.add(name)
            yield name, table[1:]


def _below(rows: Sequence[Sequence[str]]) -> str:
    """Everything that was written below a question, however many rows it was given."""
    return clean("\n".join("\n".join(row) for row in rows))


def _keep(found: Read, question: Question, got: tuple[Any, Problem | None]) -> None:
    value, problem = got
    if not is_empty(value):
        found.answers[question.key] = value
    if problem:
        found.problems.append(problem)


def _plain(words: str) -> str:
    return " ".join(clean(words).casefold().split())


def _read_marks(question: Question, rows: Sequence[Sequence[str]], found: Read) -> None:
    """Marked choices; words that were written beside a choice are no mark."""
    known = {_plain(one.words): one.key for one in choices_of(question)}
    chosen = []
    for row in rows:
        mark, words = (row[0].strip(), _plain(row[1])) if len(row) > 1 else ("", "")
        if words in known and mark:
            if is_ticked(mark):
                chosen.append(known[words])
            else:
                said = f"{question.words}: “{mark[:60]}” could not be understood. Write x beside your answer, and nothing else."
                found.problems.append(Problem(question.key, said))
    if question.kind is Ask.CHOICES:
        _keep(found, question, (chosen, None))
    elif len(chosen) > 1:
        words = f"{question.words}: several answers are marked. Choose one."
        found.problems.append(Problem(question.key, words))
    elif chosen:
        found.answers[question.key] = chosen[0]


def _read_matrix(question: Question, rows: Sequence[Sequence[str]], found: Read) -> None:
    known = {_plain(one.words): one for one in question.rows}
    table: dict[str, dict[str, Any]] = {}
    for row in rows:
        named = known.get(_plain(row[0])) if row else None
        for column, said in zip(question.columns, row[1:], strict=False) if named else ():
            cell = replace(cell_question(question, column), words=question.words)
            value, problem = taken(cell, said, f" in “{named.words}”, “{column.words}”")  # type: ignore[union-attr]
            if problem:
                found.problems.append(problem)
            if not is_empty(value):
                table.setdefault(named.key, {})[column.key] = value  # type: ignore[union-attr]
    _keep(found, question, (table, None))


def _read_cases(question: Question, tables: Sequence[Sequence[Sequence[str]]], found: Read) -> None:
    cases = []
    for place, rows in enumerate(tables, start=1):
        case: dict[str, Any] = {}
        for one, row in zip(question.of_each, rows, strict=False):
            value, problem = taken(one, row[1] if len(row) > 1 else "", f" of {question.one_case} {place}")
            if problem:
                found.problems.append(Problem(question.key, problem.words))
            if not is_empty(value):
                case[one.key] = value
        if case:
            cases.append(case)
    _keep(found, question, (cases, None))
