"""What stands beside figures: measures the Board wants, what it makes of a figure, and who was sent data."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Agency, Board, Group
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.models import PublishedRelease


def is_a_figure(figure_id: str) -> None:
    """Refuse a name that no figure has.

    Raises:
        ValidationError: there is no such figure.
    """
    if figure_id not in all_definitions():
        raise ValidationError(f"There is no figure called “{figure_id}”. Copy its name from the figure’s page.")


class PlannedMeasure(Record):
    """A measure the Board has asked for, on its way to being a figure, or put aside with the reason."""

    class State(models.TextChoices):
        WANTED = "wanted", "Wanted"
        PLANNED = "planned", "Planned"
        DELIVERED = "delivered", "Delivered"
        PARKED = "parked", "Put aside"

    class Feasible(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "In part"
        NO = "no", "Not with today’s records"
        UNKNOWN = "unknown", "Not known yet"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="planned_measures")
    title = models.CharField(max_length=200)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_measures")
    why = models.TextField(blank=True, help_text="What the Board would know by it.")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_measures")
    source_system = models.CharField(max_length=200, blank=True, help_text="Where the numbers are recorded today.")
    feasible = models.CharField(max_length=10, choices=Feasible, default=Feasible.UNKNOWN)
    fields_asked = models.PositiveSmallIntegerField(default=1, help_text="How many numbers each agency would give.")
    times_a_year = models.PositiveSmallIntegerField(default=4)
    state = models.CharField(max_length=10, choices=State, default=State.WANTED)
    starts_on = models.DateField(null=True, blank=True)
    figure_id = models.CharField(max_length=100, blank=True, validators=[is_a_figure])
    put_aside_because = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("state", "title")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="parked") | ~models.Q(put_aside_because=""),
                name="a_measure_put_aside_has_a_reason",
                violation_error_message="Say why the measure is put aside, so that nobody asks for it again unaware.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="delivered") | ~models.Q(figure_id=""),
                name="a_delivered_measure_names_its_figure",
                violation_error_message="Name the figure that the measure became.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Commentary(Record):
    """What the Board makes of a figure in a year: why it moved, and what follows from it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="commentaries")
    figure_id = models.CharField(max_length=100, validators=[is_a_figure])
    period = models.CharField(max_length=7)
    quarter = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(n, f"Quarter {n}") for n in range(1, 5)]
    )
    text = models.TextField()
    evidence = models.CharField(max_length=300, blank=True, help_text="What it rests on.")
    written_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-period", "-quarter", "figure_id")
        verbose_name_plural = "commentaries"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quarter=None) | models.Q(quarter__range=(1, 4)),
                name="commentary_quarter_is_one_of_four",
            ),
        )

    def __str__(self) -> str:
        when = f", quarter {self.quarter}" if self.quarter else ""
        return f"On {self.title}, {self.period}{when}"

    @property
    def title(self) -> str:
        """What the figure is called; its name where the definition is gone."""
        found = all_definitions().get(self.figure_id)
        return found.title if found else self.figure_id


class DataPack(Record):
    """Figures that were sent to a group: which, when, and from which release, so that everybody speaks of the same numbers."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="data_packs")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="data_packs")
    sent_on = models.DateField()
    period = models.CharField(max_length=7)
    release = models.ForeignKey(
        PublishedRelease, null=True, blank=True, on_delete=models.PROTECT, related_name="data_packs"
    )
    about = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-sent_on",)

    def __str__(self) -> str:
        return f"{self.about}, {self.sent_on.day} {self.sent_on:%B %Y}"
