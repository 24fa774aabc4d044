"""What people do with spreadsheets they bring in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import require
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail.operations import record
from goldenthread.workspace.year_zero import guessing, queries, sheets, steps, telling
from goldenthread.workspace.year_zero.keeping import Keeper, Undoer
from goldenthread.workspace.year_zero.kinds import KINDS
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing, Outcome, Plan
from goldenthread.workspace.year_zero.steps import State, Step


def upload(stream: BinaryIO, *, file_name: str, kind: str, board: Board, by: Actor) -> SpreadsheetImport:
    """Read a file and keep its rows until they are brought in.

    Raises:
        NotPermitted: they may not bring spreadsheets in.
        Refused: it is no spreadsheet, or too large, or damaged, or empty; or it is not said what it is.
    """
    if kind not in KINDS:
        raise Refused("Choose what the spreadsheet is.")
    new = SpreadsheetImport(
        board=board, kind=kind, file_name=_name(file_name), uploaded_at=clock.now(), uploaded_by=by.name[:200]
    )
    require(by, Act.CREATE, new)
    opened = sheets.read(file_name, stream)
    new.sheets = [{"name": one.name, "rows": one.rows} for one in opened.sheets]
    new.sha256 = opened.sha256
    _refuse_the_same_again(new)
    new.notes = _notes(opened)
    _look_at(new, max(opened.sheets, key=lambda one: len(one.rows)).name)
    with transaction.atomic():
        new.save(force_insert=True)
        record(
            "upload a spreadsheet", new, by=by, after={"file": new.file_name, "kind": new.kind, "sha256": new.sha256}
        )
    return new


def _refuse_the_same_again(sheet: SpreadsheetImport) -> None:
    """Some files would count everything twice.

    Raises:
        Refused: this very file is brought in already; says when and by whom.
    """
    before = queries.brought_in_before(sheet) if sheet.declared.refuses_same_file else None
    if before is not None and before.brought_in_at is not None:
        when = f"{before.brought_in_at:%-d %B %Y}"
        raise Refused(
            f"This very file was brought in on {when} by {before.brought_in_by}, and would be counted twice. "
            "Choose the next file; or undo that one first, if it is to be brought in anew."
        )


def _name(file_name: str) -> str:
    """The file's name without the folder it came from, and without letters that do not show."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "spreadsheet"


def _notes(opened: sheets.Opened) -> list[str]:
    notes = []
    if opened.hidden:
        number = len(opened.hidden)
        notes.append(
            f"{number} hidden {'sheet is' if number == 1 else 'sheets are'} not read. Show it in Excel to bring it in."
        )
    if opened.has_formulas:
        notes.append("Some cells are formulas. The values they had when the file was last saved are read.")
    return notes


def _look_at(sheet: SpreadsheetImport, name: str, header_row: int | None = None) -> None:
    sheet.sheet = name
    sheet.header_row = header_row or guessing.header_row(sheet.rows, sheet.declared)
    sheet.headings = queries.layout(sheet).headings
    sheet.mapping, sheet.choices = {}, {}


@transaction.atomic
def read_again(sheet: SpreadsheetImport, *, name: str, header_row: int, by: Actor) -> SpreadsheetImport:
    """Take another sheet of the workbook, or another row as the headings. The columns are matched anew.

    Raises:
        NotPossibleNow: it is brought in already.
        Refused: there is no such sheet, or no such row.
    """
    now = _taken(steps.READ_AGAIN, sheet, by)
    found = next((one["rows"] for one in now.sheets if one["name"] == name), None)
    if found is None:
        raise Refused("Choose one of the workbook’s sheets.")
    is_same_sheet = name == now.sheet
    if is_same_sheet and not 1 <= header_row <= len(found):
        raise Refused(f"The row of headings must be a number from 1 to {len(found):,}.")
    _look_at(now, name, header_row if is_same_sheet else None)
    return _moved(now, steps.READ_AGAIN, by)


@transaction.atomic
def match_columns(sheet: SpreadsheetImport, mapping: Mapping[str, int], *, by: Actor) -> SpreadsheetImport:
    """Say which column is which of our fields.

    Raises:
        NotPossibleNow: it is brought in already.
        Refused: a field that is needed has no column, or one holds too many different words; names them.
    """
    now = _taken(steps.MATCH_COLUMNS, sheet, by)
    width = max((len(row) for row in now.rows), default=0)
    now.mapping = {name: place for name, place in mapping.items() if 0 <= place < width}
    wrong = list(queries.unmatched(now).values())
    if wrong:
        raise Refused(" ".join(wrong))
    return _moved(now, steps.MATCH_COLUMNS, by)


@transaction.atomic
def say_what_words_mean(
    sheet: SpreadsheetImport, means: Mapping[str, Mapping[str, str]], *, by: Actor
) -> SpreadsheetImport:
    """Say which agency, group or choice each word stands for. They are remembered for the next spreadsheet.

    Raises:
        NotPossibleNow: its columns are not matched, or it is brought in already.
    """
    now = _taken(steps.SAY_WHAT_WORDS_MEAN, sheet, by)
    asked = {(one.field.name, one.key): one for one in queries.questions(now)}
    kept: dict[str, dict[str, str]] = {}
    for (name, key), question in asked.items():
        said = means.get(name, {}).get(key, "")
        allowed = {value for _, options in question.options for value, _ in options}
        if said in allowed:
            kept.setdefault(name, {})[key] = said
    now.choices = {**now.choices, "means": kept}
    return _moved(now, steps.SAY_WHAT_WORDS_MEAN, by)


@transaction.atomic
def choose(sheet: SpreadsheetImport, *, existing: Existing, passed_over: Iterable[str], by: Actor) -> SpreadsheetImport:
    """Say what becomes of what is there already, and of which fields a fault is passed over.

    Raises:
        NotPossibleNow: its columns are not matched, or it is brought in already.
    """
    now = _taken(steps.SAY_WHAT_WORDS_MEAN, sheet, by)
    allowed = {one.name for one in now.declared.fields if not one.is_needed}
    now.choices = {**now.choices, "existing": existing.value, "passed_over": sorted(allowed & set(passed_over))}
    return _moved(now, steps.SAY_WHAT_WORDS_MEAN, by)


@transaction.atomic
def bring_in(sheet: SpreadsheetImport, *, all_or_nothing: bool, by: Actor) -> SpreadsheetImport:
    """Make the records of every good row, and change those there already as was chosen. All of it, or none.

    Raises:
        NotPossibleNow: it is brought in already; or every row was wanted, and some need putting right.
        Refused: it is a ledger, and the very same file is brought in already.
        NotPermitted: they may not add or change these records.
    """
    now = _taken(steps.BRING_IN, sheet, by)
    _refuse_the_same_again(now)
    plan = queries.plan(now)
    if all_or_nothing and plan.to_put_right:
        raise NotPossibleNow(
            f"Nothing was brought in: {telling.to_put_right(plan)}. Put what is wrong right in your file and choose it again, "
            "or bring in the rest without it."
        )
    if not plan.counts[Outcome.ADD] + plan.counts[Outcome.CHANGE]:
        raise NotPossibleNow("There is nothing to bring in: every good row is here already.")
    keeper = Keeper(now.board, by, f"Brought in from {now.file_name}")
    keeper.keep(plan)
    now.created, now.changed = keeper.created, keeper.changed
    now.counts = _counts(plan, keeper)
    now.left_out = queries.left_out(now, plan)
    now.sheets = []
    now.brought_in_at, now.brought_in_by = clock.now(), by.name[:200]
    return _moved(now, steps.BRING_IN, by, after={**now.counts})


def _counts(plan: Plan, keeper: Keeper) -> dict[str, Any]:
    made = Counter(label for label, _, _ in keeper.created)
    return {
        "added": plan.counts[Outcome.ADD],
        "changed": plan.counts[Outcome.CHANGE],
        "same": plan.counts[Outcome.SAME],
        "left_out": len(plan.wrong_rows),
        "cells_left_out": plan.counts[Outcome.WRONG] + plan.counts[Outcome.LEFT] if plan.is_by_cell else 0,
        "records": dict(made),
        "records_changed": len(keeper.changed),
    }


@transaction.atomic
def undo(sheet: SpreadsheetImport, *, by: Actor) -> SpreadsheetImport:
    """Take away what it added and put back what it changed; what somebody changed since is left, and named.

    Raises:
        NotPossibleNow: it was not brought in, or is undone already.
    """
    now = _taken(steps.UNDO, sheet, by)
    undoer = Undoer(now.created, now.changed, by, f"Undo of bringing in {now.file_name}")
    undoer.undo()
    now.kept = undoer.kept
    now.undone_at, now.undone_by = clock.now(), by.name[:200]
    after = {"taken_away": undoer.taken_away, "put_back": undoer.put_back, "left": len(undoer.kept)}
    now.counts = {**now.counts, **after}
    return _moved(now, steps.UNDO, by, after=after)


@transaction.atomic
def throw_away(sheet: SpreadsheetImport, *, by: Actor) -> None:
    """Forget a file that was not brought in, with its rows.

    Raises:
        NotPossibleNow: it is brought in; undo it instead.
    """
    now = _taken(steps.THROW_AWAY, sheet, by)
    record(steps.THROW_AWAY.verb, now, by=by, before={"file": now.file_name, "kind": now.kind})
    now.delete()


def _taken(step: Step, sheet: SpreadsheetImport, by: Actor) -> SpreadsheetImport:
    """The spreadsheet, locked, if this person may take this step and it is open."""
    now = SpreadsheetImport.objects.select_for_update().get(pk=sheet.pk)
    require(by, step.act, now)
    steps.check(step, now.at)
    return now


def _moved(now: SpreadsheetImport, step: Step, by: Actor, after: Mapping[str, Any] | None = None) -> SpreadsheetImport:
    before = now.state
    now.state = (step.target or State(now.state)).value
    now.save()
    record(step.verb, now, by=by, before={"state": before}, after={"state": now.state, **(after or {})})
    return now
