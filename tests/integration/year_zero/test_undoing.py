"""What was brought in can be taken out again, to the last cell, and nothing that somebody did since."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.boards.models import Agency, Board
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.demo import year_zero_examples as examples
from goldenthread.learning.models import Action
from goldenthread.meetings.models import Meeting
from goldenthread.plans.models import BoardRisk
from goldenthread.trail.models import Entry
from goldenthread.trail.operations import change
from goldenthread.workspace.year_zero import keeping, operations
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing
from tests.factories.bringing_in import PAT, bring_in, everything, ready, sheet_of


@pytest.mark.parametrize("kind", list(examples.EXAMPLES))
def test_undoing_leaves_every_table_as_it_was(board: Board, tmp_path: Path, kind: str):
    before = everything()

    sheet = bring_in(board, examples.write(kind, tmp_path), kind)
    assert everything() != before
    operations.undo(sheet, by=PAT)

    assert everything() == before
    assert SpreadsheetImport.objects.get().kept == []


cells = st.sampled_from(
    [
        "",
        "Police",
        "I.C.B.",
        "Carers’ forum",
        "01/04/2024",
        "Mar-24",
        "ASAP",
        "4",
        "High (4)",
        "P",
        "A",
        "Open",
        "Closed",
        "yes",
        "Write to care homes",
        "Plan the day",
        "Ada",
        "=1+1",
        "24",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(list(examples.EXAMPLES)),
    rows=st.lists(st.lists(cells, min_size=4, max_size=8), min_size=1, max_size=6),
    existing=st.sampled_from(list(Existing)),
)
@pytest.mark.django_db(transaction=False)
def test_whatever_is_brought_in_can_be_undone(
    board: Board, tmp_path: Path, kind: str, rows: list[list[str]], existing: Existing
):
    head = next(row for row in examples.EXAMPLES[kind] if len([cell for cell in row if cell]) > 3)
    police = Agency.objects.get(slug="police")
    Action.objects.get_or_create(board=board, text="Plan the day", agency=police, owner="")
    BoardRisk.objects.get_or_create(board=board, title="Plan the day", defaults={"likelihood": 1, "impact": 1})
    before = everything()
    filled = [[*row, *[""] * (len(head) - len(row))][: len(head)] for row in rows]
    path = examples.write_csv([list(head), *filled], tmp_path / "made.csv", encoding="utf-8")

    sheet = ready(board, path, kind, existing=existing)
    try:
        sheet = operations.bring_in(sheet, all_or_nothing=False, by=PAT)
    except NotPossibleNow:
        assert everything() == before
        return
    operations.undo(sheet, by=PAT)

    assert everything() == before


def test_undoing_leaves_what_somebody_changed_since_and_names_it(board: Board, tmp_path: Path):
    path = sheet_of([["Action", "Agency"], ["Plan the day", "Carers’ forum"], ["Write", "Police"]], tmp_path)
    sheet = bring_in(board, path, "actions")
    change(Action.objects.get(text="Plan the day"), {"note": "Room booked"}, by=Actor.console("Avery"))

    undone = operations.undo(sheet, by=PAT)

    assert [(one["name"], one["why"]) for one in undone.kept] == [
        ("Plan the day", "Somebody changed it since."),
        ("Carers’ forum", "It is kept with the action “Plan the day”."),
    ]
    assert list(Action.objects.values_list("text", flat=True)) == ["Plan the day"]


def test_undoing_leaves_what_somebody_has_added_to(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("attendance", tmp_path), "attendance")
    meeting = Meeting.objects.get(held_on="2023-05-10")
    Action.objects.create(board=board, text="Agreed there", meeting=meeting)

    undone = operations.undo(sheet, by=PAT)

    assert [(one["kind"], one["why"]) for one in undone.kept] == [
        ("meeting", "Somebody has since added the action “Agreed there”.")
    ]
    assert list(Meeting.objects.all()) == [meeting]


def test_undoing_does_not_put_back_what_was_changed_again(board: Board, tmp_path: Path):
    held = Action.objects.create(board=board, text="Plan the day")
    path = sheet_of([["Action", "Owner"], ["Plan the day", "Blair"]], tmp_path)
    sheet = bring_in(board, path, "actions")
    change(held, {"owner": "Casey"}, by=Actor.console("Avery"))

    undone = operations.undo(sheet, by=PAT)

    held.refresh_from_db()
    assert (held.owner, undone.kept[0]["why"]) == ("Casey", "It was changed again since.")


def test_undoing_twice_is_refused(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("risks", tmp_path), "risks")
    operations.undo(sheet, by=PAT)

    with pytest.raises(NotPossibleNow, match="It was undone"):
        operations.undo(sheet, by=PAT)


def test_stopped_half_way_it_leaves_nothing(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sheet = ready(board, examples.write("members", tmp_path), "members")
    before, entries = everything(), Entry.objects.count()
    add, left = keeping.Keeper._add, iter(range(5))

    def stopped(self: keeping.Keeper, new: Model) -> Model:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return add(self, new)

    monkeypatch.setattr(keeping.Keeper, "_add", stopped)
    with pytest.raises(KeyboardInterrupt):
        operations.bring_in(sheet, all_or_nothing=False, by=PAT)

    assert everything() == before
    assert Entry.objects.count() == entries
    sheet.refresh_from_db()
    assert sheet.state == "mapped"
