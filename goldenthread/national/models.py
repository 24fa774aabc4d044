"""Versions of the national return, and what a Board says about the return: policies, comments, ticks, days, others' values."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.models import Record
from goldenthread.figures.models import FrozenSet
from goldenthread.national.steps import Status


def _person(*, may_be_nobody: bool = False) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=may_be_nobody,
        blank=may_be_nobody,
        on_delete=models.PROTECT,
        related_name="+",
    )


def _board(name: str) -> Any:
    return models.ForeignKey(Board, on_delete=models.PROTECT, related_name=name)


class ReturnVersion(Record):
    """The national return of a year, computed once. Another computation is another version; one that is locked never changes.

    `cells` are lists of table, enquiry type, category, subcategory and value (a whole number, or null where nothing was
    supplied), in the order of the national list. `sources` name the extracts, `policies` the policies by which it was computed.
    `comments` are those that stood when it was locked, by table.
    """

    NOT_IN_TRAIL = frozenset({"cells", "left_out"})

    board = _board("return_versions")
    period = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=10, choices=[(one.value, one.words) for one in Status], default=Status.COMPUTED.value
    )
    frozen_set = models.ForeignKey(
        FrozenSet, null=True, blank=True, on_delete=models.PROTECT, related_name="return_versions"
    )
    sources = models.JSONField(default=list)
    definition_version = models.PositiveSmallIntegerField(default=1, help_text="Of the year’s definition file.")
    is_synthetic = models.BooleanField(default=False)
    policies = models.JSONField(default=dict)
    cells = models.JSONField()
    left_out = models.JSONField(
        default=list, help_text="Records that were not counted: lists of sheet, record, part and why."
    )
    comments = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, help_text="Over the year, the policies and every cell.")
    computed_at = models.DateTimeField()
    computed_by = models.CharField(max_length=200)
    forward_at = models.DateTimeField(null=True, blank=True)
    forward_by = _person(may_be_nobody=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = _person(may_be_nobody=True)

    class Meta:
        ordering = ("-period", "-number")
        constraints = (
            models.UniqueConstraint(fields=("board", "period", "number"), name="return_version_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(forward_at=None, forward_by=None)
                | models.Q(forward_at__isnull=False, forward_by__isnull=False),
                name="return_forward_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(locked_at=None, locked_by=None)
                | models.Q(locked_at__isnull=False, locked_by__isnull=False),
                name="return_locked_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(locked_by=None)
                | (models.Q(forward_by__isnull=False) & ~models.Q(locked_by=models.F("forward_by"))),
                name="return_is_locked_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="locked") | models.Q(locked_at__isnull=False),
                name="locked_return_says_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"national return of {self.period}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, unless what is kept is locked.

        Raises:
            NotPossibleNow: the version is locked.
        """
        if not self._state.adding and type(self)._base_manager.filter(pk=self.pk, status=Status.LOCKED).exists():
            raise NotPossibleNow("This return is locked and never changes. Compute a new version instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Take it away, unless it is locked.

        Raises:
            NotPossibleNow: the version is locked.
        """
        if self.status == Status.LOCKED:
            raise NotPossibleNow("This return is locked and is kept.")
        return super().delete(*args, **kwargs)


class PolicyChoice(Record):
    """What a Board decided about one policy of the return, from a year on. A later choice takes its place; this one stays."""

    board = _board("return_policy_choices")
    from_period = models.CharField(max_length=7)
    policy = models.CharField(max_length=4)
    value = models.CharField(max_length=40)
    why = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    decided_by = _person()

    class Meta:
        ordering = ("policy", "-from_period", "-decided_at")

    def __str__(self) -> str:
        return f"{self.policy} from {self.from_period}"


class TemplateTick(Record):
    """What somebody saw who compared a cell with the collection's own template. A later look takes its place; this one stays."""

    board = _board("template_ticks")
    period = models.CharField(max_length=7)
    table = models.CharField(max_length=10)
    enquiry_type = models.CharField(max_length=80)
    category = models.CharField(max_length=200)
    subcategory = models.CharField(max_length=80)
    is_confirmed = models.BooleanField()
    said_at = models.DateTimeField()
    said_by = _person()

    class Meta:
        ordering = ("said_at", "id")
        indexes = (models.Index(fields=("board", "period", "table"), name="template_ticks_of_a_table"),)

    def __str__(self) -> str:
        return f"{self.table}, {self.category}, {self.subcategory}"


class TableComment(Record):
    """What a Board says about a table of a year's return: why a number moved, what is known to be incomplete."""

    board = _board("return_comments")
    period = models.CharField(max_length=7)
    table = models.CharField(max_length=10)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = _person()

    class Meta:
        ordering = ("table", "-written_at")

    def __str__(self) -> str:
        return f"comment on {self.table} of {self.period}"


class ReturnDay(Record):
    """The day by which a Board wants the return of a year sent. One a year; the trail keeps what it was before."""

    board = _board("return_days")
    period = models.CharField(max_length=7)
    due_on = models.DateField()
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-period",)
        constraints = (models.UniqueConstraint(fields=("board", "period"), name="one_day_for_a_return"),)

    def __str__(self) -> str:
        return f"day for the return of {self.period}"


class PublishedReturn(Record):
    """What was published of a council's return of a year, as a file had it. A later file takes its place; this one stays.

    `cells` are as in a version; a value is a whole number, or the mark that stands in its place ("[c]" withheld, "[x]" not
    supplied).
    """

    NOT_IN_TRAIL = frozenset({"cells"})

    board = _board("published_returns")
    council = models.CharField(max_length=120)
    period = models.CharField(max_length=7)
    source = models.CharField(max_length=300)
    published_on = models.DateField()
    cells = models.JSONField()
    sha256 = models.CharField(max_length=64)
    brought_in_at = models.DateTimeField()
    brought_in_by = _person()

    class Meta:
        ordering = ("-period", "council", "-brought_in_at")

    def __str__(self) -> str:
        return f"{self.council}, {self.period}"
