"""The annual report as the Board writes it: sections of narrative, each with an owner."""

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record


class Report(Record):
    """A Board's annual report for a year (Care Act 2014, Schedule 2, paragraph 4)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft, not for publication"
        PUBLISHED = "published", "Published"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reports")
    period = models.CharField(max_length=7)
    version = models.CharField(max_length=10, default="0.1")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    dated_on = models.DateField(help_text="The day on its cover.")

    class Meta:
        ordering = ("-period",)
        constraints = (models.UniqueConstraint(fields=("board", "period"), name="one_report_a_year"),)

    def __str__(self) -> str:
        return f"{self.board} annual report {self.period}"


class Section(Record):
    """One section: Markdown with bound figures, a one-sentence finding, and the statutory limbs it answers."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    finding = models.TextField(blank=True)
    owner = models.CharField(max_length=200)
    limbs = models.JSONField(default=list)
    text = models.TextField()

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("report", "slug"), name="section_slug_is_unique_in_its_report"),)

    def __str__(self) -> str:
        return self.title
