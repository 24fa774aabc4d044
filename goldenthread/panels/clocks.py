"""How long each pathway’s steps may take: practice, not law. A Board changes each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core import working_days
from goldenthread.core.models import Record


class Unit(models.TextChoices):
    WORKING_DAYS = "working_days", "Working days"
    DAYS = "days", "Days, weekends too"


@dataclass(frozen=True)
class Default:
    """A clock as it ships: what it times, from which state, and how long."""

    key: str
    words: str
    number: int
    unit: Unit
    sort: str
    state: str


DEFAULTS = (
    Default("trust.risk", "Position of trust: decide the risk", 0, Unit.DAYS, "position_of_trust", "open"),
    Default(
        "trust.meeting", "Position of trust: hold the meeting", 5, Unit.WORKING_DAYS, "position_of_trust", "decided"
    ),
    Default(
        "trust.outcome", "Position of trust: hear the employer’s outcome", 28, Unit.DAYS, "position_of_trust", "met"
    ),
    Default("trust.close", "Position of trust: look back and close", 7, Unit.DAYS, "position_of_trust", "concluded"),
    Default("escalation.danger", "Disagreement, danger now", 0, Unit.DAYS, "escalation", "danger"),
    Default("escalation.stage1", "Disagreement, stage 1", 1, Unit.WORKING_DAYS, "escalation", "stage1"),
    Default("escalation.stage2", "Disagreement, stage 2", 2, Unit.WORKING_DAYS, "escalation", "stage2"),
    Default("escalation.stage3", "Disagreement, stage 3", 5, Unit.WORKING_DAYS, "escalation", "stage3"),
    Default("escalation.stage4", "Disagreement, stage 4", 5, Unit.WORKING_DAYS, "escalation", "stage4"),
    Default("escalation.stage5", "Disagreement, stage 5", 10, Unit.WORKING_DAYS, "escalation", "stage5"),
    Default("provider.decide", "Concern about a provider: decide", 5, Unit.WORKING_DAYS, "provider", "raised"),
    Default("provider.meet", "Concern about a provider: agree a plan", 28, Unit.DAYS, "provider", "meetings"),
    Default(
        "after_action.write",
        "After action review: answer the four questions",
        10,
        Unit.WORKING_DAYS,
        "after_action",
        "held",
    ),
)
BY_STATE = {(one.sort, one.state): one for one in DEFAULTS}
BY_KEY = {one.key: one for one in DEFAULTS}


class PathwayClock(Record):
    """How long a Board gives a step, where that is not as it ships."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="pathway_clocks")
    step = models.CharField("which step", max_length=30, choices=[(one.key, one.words) for one in DEFAULTS])
    number = models.PositiveSmallIntegerField(
        "how many", validators=[MinValueValidator(0), MaxValueValidator(365)], help_text="0 is the same day."
    )
    unit = models.CharField("of what", max_length=12, choices=Unit)

    class Meta:
        ordering = ("step",)
        verbose_name = "deadline of a pathway"
        verbose_name_plural = "deadlines of pathways"
        constraints = (models.UniqueConstraint(fields=("board", "step"), name="a_board_has_one_clock_for_a_step"),)

    def __str__(self) -> str:
        return self.get_step_display()


Kept = dict[str, tuple[int, str]]


def kept(board_id: UUID) -> Kept:
    """Every clock as it stands for a Board: the shipped ones, with those it changed."""
    found: Kept = {one.key: (one.number, str(one.unit)) for one in DEFAULTS}
    changed = PathwayClock.objects.filter(board=board_id).values_list("step", "number", "unit")
    return found | {key: (number, unit) for key, number, unit in changed}


def after(since: date, number: int, unit: str) -> date:
    """The day by which something is due that may take so long."""
    if unit == Unit.DAYS:
        return since + timedelta(days=number)
    return working_days.after(since, number)


def due(sort: str, state: str, since: date, clocks: Kept) -> date | None:
    """By when the next step of a pathway is due; None where nothing says."""
    known = BY_STATE.get((str(sort), state))
    return after(since, *clocks[known.key]) if known else None


def in_words(number: int, unit: str) -> str:
    if number == 0:
        return "The same day"
    if unit == Unit.WORKING_DAYS:
        return f"{number} working day{'' if number == 1 else 's'}"
    return f"{number} day{'' if number == 1 else 's'}"
