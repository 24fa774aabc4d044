"""Questions about spreadsheets that are brought in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.core.access import Act, Standing, visible_to
from goldenthread.core.errors import NotFound
from goldenthread.workspace.year_zero import guessing, matching
from goldenthread.workspace.year_zero.declared import SpreadsheetKind
from goldenthread.workspace.year_zero.matching import MOST_ASKED, Named, Question
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing, Plan, Planner
from goldenthread.workspace.year_zero.readers import OfBoard
from goldenthread.workspace.year_zero.reading import Layout, Reading

LARGE = ("sheets", "created", "changed", "left_out", "choices", "kept")
"""What a list of spreadsheets need not load."""
MOST_LINES = 10_000
"""Rows, or the cells of a sheet with a column for each meeting, that are brought in together."""
MOST_MEANINGS = 40
"""A column with more different words than this is not a column of a few."""


def of_board(standing: Standing, board: Board) -> QuerySet[SpreadsheetImport]:
    """The Board's spreadsheets that this person may see, the newest first."""
    found = visible_to(standing, Act.READ, SpreadsheetImport.objects.filter(board=board))
    return found.defer(*LARGE).order_by("-uploaded_at", "pk")


def one(standing: Standing, board: Board, key: UUID, act: Act = Act.READ) -> SpreadsheetImport:
    """A spreadsheet with which this person may do this.

    Raises:
        NotFound: there is none, or none for them.
    """
    found = visible_to(standing, act, SpreadsheetImport.objects.filter(board=board, pk=key)).first()
    if found is None:
        raise NotFound("There is no such spreadsheet, or it is not open to you.")
    return found


def brought_in_before(sheet: SpreadsheetImport) -> SpreadsheetImport | None:
    """The same file, brought in already and not undone."""
    same = SpreadsheetImport.objects.filter(board=sheet.board, kind=sheet.kind, sha256=sheet.sha256, state="brought_in")
    return same.exclude(pk=sheet.pk).order_by("-brought_in_at").defer(*LARGE).first()


def matched_last_time(board: Board, kind: SpreadsheetKind) -> tuple[dict[str, str], SpreadsheetImport | None]:
    """The headings that were matched to our fields the last time, and the spreadsheet they come from."""
    done = SpreadsheetImport.objects.filter(board=board, kind=kind.name, state__in=("brought_in", "undone"))
    last = done.order_by("-brought_in_at").defer(*LARGE).first()
    if last is None:
        return {}, None
    headings = last.headings
    return {name: headings[place] for name, place in last.mapping.items() if place < len(headings)}, last


def meant_before(board: Board, kind: SpreadsheetKind) -> dict[str, dict[str, str]]:
    """What people of this Board have said that words mean: agencies and groups for every kind, the rest for this one."""
    found: dict[str, dict[str, str]] = {}
    earlier = SpreadsheetImport.objects.filter(board=board, state__in=("brought_in", "undone")).order_by(
        "brought_in_at"
    )
    for name, choices in earlier.values_list("kind", "choices"):
        for field, said in choices.get("means", {}).items():
            if name == kind.name or field in {"agency", "group"}:
                lasting = {
                    text: value for text, value in said.items() if text and value not in {matching.NEW, matching.LEAVE}
                }
                found.setdefault(field, {}).update(lasting)
    return found


def layout(sheet: SpreadsheetImport) -> Layout:
    return Layout(sheet.declared, sheet.rows, sheet.header_row, sheet.mapping)


def guessed(sheet: SpreadsheetImport) -> dict[str, int]:
    """The columns as they were matched, or as they likely are."""
    if sheet.mapping:
        return dict(sheet.mapping)
    remembered, _ = matched_last_time(sheet.board, sheet.declared)
    return guessing.columns(layout(sheet).headings, sheet.declared, remembered)


def means(sheet: SpreadsheetImport) -> dict[str, dict[str, str]]:
    """What words mean: as said for this sheet, else as said before."""
    found = meant_before(sheet.board, sheet.declared)
    for field, said in sheet.choices.get("means", {}).items():
        found.setdefault(field, {}).update(said)
    return found


def questions(sheet: SpreadsheetImport) -> list[Question]:
    """The words of a sheet whose meaning has to be said."""
    known, laid = matching.named(sheet.board, sheet.declared), layout(sheet)
    texts = {one.name: laid.texts(one.name) for one in sheet.declared.fields if one.reads.needs_decision}
    return matching.questions(sheet.declared, texts, known, means(sheet))


def unanswered(sheet: SpreadsheetImport, asked: list[Question]) -> list[Question]:
    """Those of the questions that nobody has answered, for this sheet or before."""
    known, said = matching.named(sheet.board, sheet.declared), means(sheet)
    return [one for one in asked if matching.meaning(one.field, one.text, known, said) is None]


def plan(sheet: SpreadsheetImport) -> Plan:
    """What would happen if it were brought in now."""
    known: Mapping[str, Named] = matching.named(sheet.board, sheet.declared)
    passed_over: Any = sheet.choices.get("passed_over", [])
    reading = Reading(layout(sheet), known, means(sheet), frozenset(passed_over))
    return Planner(sheet.board, reading, Existing(sheet.choices.get("existing", Existing.FILL))).plan()


def unmatched(sheet: SpreadsheetImport) -> dict[str, str]:
    """What is wrong with how the columns are matched, by field."""
    wrong: dict[str, str] = {}
    kind, laid = sheet.declared, layout(sheet)
    given = set(sheet.mapping) | ({kind.wide.heading, kind.wide.cell} if kind.wide and laid.days else set())
    for one in kind.fields:
        if one.is_needed and one.name not in given and not one.for_all:
            wrong[one.name] = f"Choose the column that holds “{one.title}”"
    times = Counter(sheet.mapping.values())
    for one in kind.fields:
        place = sheet.mapping.get(one.name)
        if place is not None and times[place] > 1:
            wrong.setdefault(
                one.name, f"“{laid.heading(place)}” is chosen twice. Choose another column for one of them"
            )
    if not wrong and laid.days and sum(laid.texts(kind.wide.cell).values() if kind.wide else ()) > MOST_LINES:
        wrong[kind.fields[0].name] = (
            f"There are more than {MOST_LINES:,} answers in this sheet. Split it, a few years to a file"
        )
    if not wrong:
        asked = Counter(question.field.name for question in questions(sheet))
        for name, number in asked.items():
            field = kind.field(name)
            if number > (MOST_ASKED if isinstance(field.reads, OfBoard) else MOST_MEANINGS):
                wrong[name] = f"That column holds {number} different things. Choose the one that holds “{field.title}”"
    return wrong


def left_out(sheet: SpreadsheetImport, plan: Plan) -> list[dict[str, Any]]:
    """The rows that are left out, whole, each with what to put right."""
    why: dict[int, list[str]] = {}
    for problem in plan.problems:
        why.setdefault(problem.row, []).append(f"{problem.heading}: {problem.wrong}. {problem.remedy}")
    return [
        {"row": row, "cells": sheet.rows[row - 1], "why": " ".join(dict.fromkeys(why[row]))} for row in plan.wrong_rows
    ]
