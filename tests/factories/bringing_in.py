"""Spreadsheets on their way in, with every guess taken and the first answer to each question."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.demo import year_zero_examples as examples
from goldenthread.workspace.year_zero import operations, queries
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing
from tests.factories import people

PAT = Actor.console("Pat Example, business manager")


WRITES = {"trail.entry", "trail.chain", "workspace.spreadsheetimport"}


def small_board(slug: str) -> Board:
    board = people.board(slug)
    for name in ("police", "icb", "housing"):
        people.agency(board, name)
    people.group(board, "assurance")
    return board


def uploaded(board: Board, path: Path, kind: str, by: Actor = PAT) -> SpreadsheetImport:
    with path.open("rb") as stream:
        return operations.upload(stream, file_name=path.name, kind=kind, board=board, by=by)


def ready(
    board: Board, path: Path, kind: str, by: Actor = PAT, existing: Existing = Existing.FILL
) -> SpreadsheetImport:
    """A spreadsheet with every guess taken, and the first answer to each question."""
    sheet = uploaded(board, path, kind, by)
    sheet = operations.match_columns(sheet, queries.guessed(sheet), by=by)
    means: dict[str, dict[str, str]] = {}
    for question in queries.questions(sheet):
        means.setdefault(question.field.name, {})[question.key] = question.first or question.options[0][1][0][0]
    sheet = operations.say_what_words_mean(sheet, means, by=by)
    return operations.choose(sheet, existing=existing, passed_over=(), by=by)


def bring_in(
    board: Board, path: Path, kind: str, by: Actor = PAT, existing: Existing = Existing.FILL
) -> SpreadsheetImport:
    return operations.bring_in(ready(board, path, kind, by, existing), all_or_nothing=False, by=by)


def sheet_of(rows: Iterable[list[Any]], tmp_path: Path) -> Path:
    return examples.write_csv([list(row) for row in rows], tmp_path / "sheet.csv", encoding="utf-8")


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for the trail and the spreadsheets themselves."""
    models: list[type[Model]] = [model for model in apps.get_models() if model._meta.label_lower not in WRITES]
    return {
        model._meta.label: sorted(model._base_manager.values(), key=lambda row: str(sorted(row.items(), key=str)))
        for model in models
    }


def wrong_rows(sheet: SpreadsheetImport) -> list[int]:
    return [one["row"] for one in sheet.left_out]
