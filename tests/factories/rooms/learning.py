"""Progress, evidence, measures, verdicts, and evaluation days."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.learning import models as learning
from tests.factories.records import agency_of, below, make, makes, of, simple

AT = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)


@makes(learning.ProgressNote)
def _note(on: Board, **fields: Any) -> Model:
    action = fields.pop("action", None) or of(learning.Action)(on)
    given = {"text": "Half of it.", "status": "in_progress", "said_at": AT, "said_by": "Ada", **fields}
    return learning.ProgressNote.objects.create(action=action, **given)


below(learning.DueDateChange, "action", of(learning.Action), was_on=date(2024, 5, 1), now_on=date(2024, 6, 1),
      why="The training room was flooded.", changed_at=AT, changed_by="Ada")  # fmt: skip
below(learning.Evidence, "action", of(learning.Action), kind="policy", text="The policy was signed.",
      handed_in_at=AT, handed_in_by="Ada")  # fmt: skip


@makes(learning.Measure)
def _measure(on: Board, **fields: Any) -> Model:
    if "recommendation" not in fields and "action" not in fields:
        fields["recommendation"] = of(learning.Recommendation)(on)
    given = {"kind": "audit", "words": "Was the adult asked?", "due_on": date(2024, 9, 1), **fields}
    return learning.Measure.objects.create(board=on, chosen_at=AT, chosen_by="Ada", **given)


below(learning.Verdict, "measure", of(learning.Measure), says="improved", text="More were asked.",
      given_on=date(2024, 9, 2), given_by="Ada")  # fmt: skip
simple(learning.EvaluationDay, title="Evaluation day", held_on=date(2023, 11, 1))


@makes(learning.Allocation)
def _allocation(on: Board, **fields: Any) -> Model:
    """Each has a source of its own, since an agency is given one once."""
    source = fields.pop("source", None) or make(learning.Source, on)
    agency = fields.pop("agency", None) or agency_of(on)
    day = fields.pop("day", None) or make(learning.EvaluationDay, on)
    return learning.Allocation.objects.create(day=day, agency=agency, source=source, **fields)


@makes(learning.ThemeAssurance)
def _assurance(on: Board, **fields: Any) -> Model:
    theme = fields.pop("theme", None) or make(Theme, on)
    return learning.ThemeAssurance.objects.create(board=on, theme=theme, period="2023-24", **fields)


below(learning.NextStep, "assurance", of(learning.ThemeAssurance), text="Share the tool.")
below(learning.DataNeeded, "assurance", of(learning.ThemeAssurance), question="How often is the tool used?")
