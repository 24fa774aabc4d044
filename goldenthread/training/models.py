"""Training the Board gave."""

from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import DatePrecision, Record, Slugged


class Course(Slugged):
    SLUG_FROM = "title"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="courses")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    is_webinar = models.BooleanField(default=False, help_text="Watched by people, rather than attended by delegates.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "title")

    def __str__(self) -> str:
        return self.title


class Session(Record):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    held_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.YEAR)
    delegates = models.PositiveIntegerField(default=0)
    views = models.PositiveIntegerField(default=0)
    is_synthetic = models.BooleanField(
        default=False, help_text="How the published total splits over sessions is made up."
    )

    class Meta:
        ordering = ("held_on",)

    def __str__(self) -> str:
        return f"{self.course} on {self.held_on}"
