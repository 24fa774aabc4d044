"""Where training is missing, what is done about it, and what agencies say of their own staff."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.boards.models import Agency, Board
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.training.models import Course, Level


class TrainingNeed(Record):
    """A cell of the needs matrix: how far an agency’s staff are from what a theme asks, and the plan to close the gap."""

    class Gap(models.TextChoices):
        """Stored; never renamed."""

        UNKNOWN = "not_known", "Not known yet"
        NONE = "none", "No gap"
        SOME = "some", "Some gap"
        LARGE = "large", "Large gap"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="training_needs")
    period = models.CharField("year", max_length=7)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="training_needs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="training_needs")
    gap = models.CharField("gap", max_length=10, choices=Gap, default=Gap.UNKNOWN)
    what = models.TextField("what is missing, and how we know", blank=True)
    plan = models.TextField("plan to close it", blank=True)
    course = models.ForeignKey(
        Course,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
        verbose_name="course that closes it",
    )
    cost_basis = models.CharField("how it is paid for", max_length=10, choices=Course.Basis, blank=True, default="")
    close_by_on = models.DateField("close it by", null=True, blank=True)
    closed_on = models.DateField("closed on", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("theme__order", "theme__name", "agency__order", "agency__name")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "period", "theme", "agency"), name="a_need_is_told_once_a_year_for_theme_and_agency"
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme} in {self.agency}, {self.period}"


class SupportPathway(Record):
    """Whether an agency has a way to support its staff after hard work: debriefs, after action reviews, supervision."""

    class What(models.TextChoices):
        """Stored; never renamed."""

        DEBRIEF = "debrief", "Debrief after complex work"
        AFTER_ACTION = "after_action", "After action reviews"
        REFLECTIVE = "reflective", "Reflective supervision"
        CLINICAL = "clinical", "Clinical supervision"

    class Has(models.TextChoices):
        """Stored; never renamed."""

        YES = "yes", "In place"
        PART = "part", "Partly in place"
        NO = "no", "Not in place"
        UNKNOWN = "not_known", "Not known yet"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="support_pathways")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="support_pathways")
    what = models.CharField("kind of support", max_length=20, choices=What)
    has = models.CharField("in place", max_length=10, choices=Has, default=Has.UNKNOWN)
    evidence = models.TextField("how we know", blank=True)
    as_of_on = models.DateField("as of", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("agency__order", "agency__name", "what")
        constraints = (
            models.UniqueConstraint(fields=("board", "agency", "what"), name="an_agency_has_each_support_pathway_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.agency}"


class TrainingReturn(Record):
    """How many of an agency’s own staff are trained at a level, as the agency says on a day."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="training_returns")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="training_returns")
    period = models.CharField("year", max_length=7)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="returns")
    in_scope = models.PositiveIntegerField("staff who need it")
    compliant = models.PositiveIntegerField("of these, trained and in date")
    as_of_on = models.DateField("as of")
    content = models.CharField(
        "what the training covers",
        max_length=20,
        choices=(("assured", "Looked at against our outcomes"), ("agency", "As the agency says"), ("", "Not said")),
        blank=True,
        default="",
    )
    answer_id = models.UUIDField("the agency’s answer it came from", null=True, blank=True, editable=False)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period", "agency__order", "agency__name", "level__order", "-as_of_on")
        constraints = (
            models.CheckConstraint(condition=Q(compliant__lte=F("in_scope")), name="no_more_are_trained_than_need_it"),
            models.UniqueConstraint(
                fields=("board", "agency", "level", "as_of_on"), name="a_return_is_given_once_for_agency_level_and_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}, {self.level}, {self.period}"
