"""A spreadsheet somebody brings in, from the file to what became of it."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.workspace.year_zero.declared import SpreadsheetKind
from goldenthread.workspace.year_zero.kinds import KINDS
from goldenthread.workspace.year_zero.steps import State


class SpreadsheetImport(Record):
    """One file: its rows as text, how its columns are matched, and the records it made and changed.

    Its rows are kept while they are needed: all of them until it is brought in, then those that were left out.
    """

    NOT_IN_TRAIL = frozenset({"sheets", "mapping", "choices", "created", "changed", "left_out"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="spreadsheets")
    kind = models.CharField("what it is", max_length=20, choices=[(kind.name, kind.title) for kind in KINDS.values()])
    file_name = models.CharField("file", max_length=200)
    sha256 = models.CharField("fingerprint of the file", max_length=64)
    state = models.CharField(
        max_length=12, choices=[(state.value, state.words) for state in State], default=State.UPLOADED
    )

    sheets = models.JSONField(default=list, help_text="Each visible sheet: its name, and its rows as text.")
    notes = models.JSONField(default=list, help_text="What was passed over in reading it: hidden sheets, formulas.")
    sheet = models.CharField(max_length=100, blank=True, help_text="The sheet that is brought in.")
    header_row = models.PositiveIntegerField(default=1, help_text="The row that holds the headings.")
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, help_text="For each of our fields, the place of its column.")
    choices = models.JSONField(default=dict, help_text="What words mean, and what becomes of what is there already.")

    counts = models.JSONField(default=dict)
    created = models.JSONField(default=list, help_text="What was added: model, id, and a fingerprint of it.")
    changed = models.JSONField(default=list, help_text="What was changed: model, id, what it was, what it became.")
    left_out = models.JSONField(default=list, help_text="Rows that were left out: number, cells, and why.")
    kept = models.JSONField(default=list, help_text="What undoing left as it is, and why.")

    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    brought_in_at = models.DateTimeField(null=True, blank=True)
    brought_in_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-uploaded_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(brought_in_at__isnull=True, brought_in_by="")
                | (models.Q(brought_in_at__isnull=False) & ~models.Q(brought_in_by="")),
                name="spreadsheet_brought_in_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by="")
                | (models.Q(undone_at__isnull=False) & ~models.Q(undone_by="")),
                name="spreadsheet_undone_at_and_by_go_together",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def declared(self) -> SpreadsheetKind:
        """What is known of this kind of spreadsheet."""
        return KINDS[self.kind]

    @property
    def at(self) -> State:
        return State(self.state)

    @property
    def rows(self) -> list[list[str]]:
        """The rows of the chosen sheet."""
        return next((one["rows"] for one in self.sheets if one["name"] == self.sheet), [])
