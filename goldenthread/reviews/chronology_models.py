"""The chronology of a review: what each agency’s records say happened, drafted by the agency, handed in, and merged.

An agency’s draft is its own, whoever asks. What it hands in is a version, which never changes; the merged chronology is the
latest version of every agency. Marks that link rows hang on `row_key`, which a row keeps from its draft through every version.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Agency
from goldenthread.cases.models import CasePerson, InCase
from goldenthread.core import clock
from goldenthread.core.models import Record
from goldenthread.reviews import chronology_days as days
from goldenthread.reviews import chronology_steps as steps


class Seen(models.TextChoices):
    """Whether the adult was seen, and with whom. Stored; never renamed."""

    ALONE = "alone", "Seen alone"
    WITH_OTHERS = "with_others", "Seen with others there"
    NOT_SEEN = "not_seen", "Not seen"
    NOT_RECORDED = "not_recorded", "The record does not say"


class Weight(models.TextChoices):
    """What a row means for the review. Stored; never renamed."""

    ROUTINE = "routine", "Routine"
    NOTABLE = "notable", "Worth a closer look"
    TURNING = "turning", "A turning point"


class Keeping(models.TextChoices):
    """How far a row may go. Stored; never renamed."""

    OPEN = "open", "The report may draw on it"
    ASK = "ask", "Ask us before it is quoted"
    STAYS = "stays", "Stays with us: it is not handed in"


class ChronologyRow(InCase):
    """What one row says, whether it is drafted or handed in (domain: chronology row)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    row_key = models.UUIDField(default=uuid4, editable=False, db_index=True)
    own_number = models.CharField(
        "your own number for it",
        max_length=30,
        blank=True,
        help_text="A row with the same number in a file takes the place of this one.",
    )
    on = models.DateField("day", help_text="Where only the month or the year is known, enter any day of it.")
    at = models.TimeField("time", null=True, blank=True, help_text="As the record says it, such as 14:30.")
    precision = models.CharField(
        "how exactly that is known",
        max_length=11,
        choices=[(str(one), days.WORDS[one]) for one in days.Precision],
        default=days.Precision.EXACT,
    )
    until_on = models.DateField("up to and with", null=True, blank=True)
    order_at = models.BigIntegerField(editable=False)
    source_record = models.CharField("which record says so", max_length=200)
    event = models.TextField("what happened", help_text="Name nobody: use pseudonyms and roles.")
    people = models.ManyToManyField(CasePerson, blank=True, related_name="+", verbose_name="who was there")
    present = models.CharField(
        "who else was there", max_length=300, blank=True, help_text="By role, such as district nurse; never by name."
    )
    seen = models.CharField("was the adult seen", max_length=12, choices=Seen, default=Seen.NOT_RECORDED)
    voice = models.TextField("what the adult said or wanted", blank=True)
    decision = models.TextField("what was decided or done", blank=True)
    expected = models.TextField("what should have happened", blank=True, help_text="By which standard or procedure.")
    comment = models.TextField("your comment", blank=True)
    weight = models.CharField("what it means for the review", max_length=8, choices=Weight, default=Weight.ROUTINE)
    keeping = models.CharField("how far it may go", max_length=5, choices=Keeping, default=Keeping.OPEN)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.when

    @property
    def when(self) -> str:
        """The day and time, as exactly as they are known."""
        return days.said(self.on, self.precision, at=self.at, until=self.until_on)

    def put_in_order(self) -> None:
        """Keep the day under which the row stands, and its place among the others."""
        self.on = days.begins(self.on, self.precision)
        self.order_at = days.order(self.on, self.at)

    def clean(self) -> None:
        wrong = days_wrong(self.on, self.precision, self.until_on, has_time=self.at is not None)
        if wrong:
            raise ValidationError(wrong)

    def clean_fields(self, exclude: Any = None) -> None:
        if self.on is not None and not isinstance(self.on, str):
            self.put_in_order()
        super().clean_fields(exclude=exclude)


def days_wrong(on: Any, precision: str, until: Any, *, has_time: bool) -> dict[str, str]:
    """What does not fit together in when a row says it happened, by field."""
    is_range = precision == days.Precision.RANGE
    if is_range and until is None:
        return {"until_on": "Enter the last day, or choose another way in which the day is known"}
    if is_range and on is not None and until < on:
        return {"until_on": "The last day must not be before the first"}
    if not is_range and until is not None:
        return {"until_on": "Only a row from one day to another has a last day: empty it, or choose that above"}
    if has_time and precision not in days.HAS_TIME:
        return {"at": "Only a day that is known has a time: empty it, or say how exactly the day is known"}
    return {}


class DraftRow(ChronologyRow):
    """A row as an agency drafts it: seen by nobody outside the agency, whatever their role."""

    class Meta:
        ordering = ("order_at", "id")
        verbose_name = "row of a draft chronology"
        verbose_name_plural = "rows of draft chronologies"
        indexes = (models.Index(fields=("case", "agency", "order_at"), name="draft_rows_in_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "agency", "own_number"),
                condition=~models.Q(own_number=""),
                name="an_own_number_once_in_a_draft",
                violation_error_message="Another row of your draft has this number already.",
            ),
        )


class HandedIn(InCase):
    """A version of an agency’s chronology that its safeguarding lead signed off and handed in."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=steps.CHRONOLOGY.choices(), default=steps.HANDED_IN, editable=False)
    rows_count = models.PositiveIntegerField(default=0, editable=False)
    kept_back = models.PositiveIntegerField(default=0, editable=False, help_text="Rows that stay with the agency.")
    handed_in_at = models.DateTimeField(editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    note = models.TextField("what the reader should know", blank=True)
    question = models.TextField("what is asked of the agency", blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    why_taken_back = models.CharField(max_length=300, blank=True)
    is_synthetic = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("agency", "-number")
        verbose_name = "chronology handed in"
        verbose_name_plural = "chronologies handed in"
        constraints = (
            models.UniqueConstraint(fields=("case", "agency", "number"), name="a_chronology_version_once"),
            models.UniqueConstraint(
                fields=("case", "agency"),
                condition=models.Q(state__in=steps.MERGED),
                name="one_chronology_of_an_agency_counts",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=steps.RETURNED) | (~models.Q(question="") & models.Q(asked_at__isnull=False)),
                name="a_returned_chronology_says_what_is_asked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}, version {self.number}"


class HandedInRow(ChronologyRow):
    """A row as it was handed in. `is_merged` while its version is the one that counts."""

    version = models.ForeignKey(HandedIn, on_delete=models.PROTECT, related_name="rows", editable=False)
    is_merged = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ("order_at", "id")
        verbose_name = "row of a chronology"
        verbose_name_plural = "rows of chronologies"
        indexes = (
            models.Index(fields=("case", "is_merged", "order_at", "id"), name="merged_rows_in_order"),
            models.Index(fields=("case", "is_merged", "agency", "order_at"), name="merged_rows_of_an_agency"),
        )


class SentFile(InCase):
    """A file of rows that was read and found right. Until somebody has looked at what it would change, nothing is kept."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for somebody to look at it"
        KEPT = "kept", "Its rows are in the draft"
        LEFT = "left", "Left aside"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    name = models.CharField(max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    is_whole = models.BooleanField(
        "it holds the whole chronology", default=False, help_text="Then rows of the draft that are not in it go."
    )
    rows = models.JSONField(default=list, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, editable=False)
    sent_at = models.DateTimeField(editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("-sent_at",)
        verbose_name = "file of a draft chronology"
        verbose_name_plural = "files of draft chronologies"

    def __str__(self) -> str:
        return self.name


class KeyEpisode(InCase):
    """A named span of days that the review looks at as one."""

    title = models.CharField("what it is called", max_length=150, help_text="Name nobody.")
    from_on = models.DateField("first day")
    to_on = models.DateField("last day", null=True, blank=True, help_text="Leave it empty where it goes on.")
    why = models.TextField("why it matters", blank=True)

    class Meta:
        ordering = ("from_on", "title")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="a_key_episode_ends_after_it_began",
                violation_error_message="The last day must not be before the first.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Contradiction(InCase):
    """Two or more rows, of different agencies, that cannot both be right, as somebody on the case noticed."""

    words = models.TextField("what does not agree")
    rows = models.JSONField(default=list, editable=False, help_text="The keys of the rows.")
    resolved = models.TextField("what was found out", blank=True)
    noticed_at = models.DateTimeField(editable=False)
    noticed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("noticed_at",)

    def __str__(self) -> str:
        return self.words[:60]


class EnquiryLine(InCase):
    """A line of enquiry that a row bears on, in free words; the same words gather rows."""

    row_key = models.UUIDField(editable=False)
    words = models.CharField("line of enquiry", max_length=100)

    class Meta:
        ordering = ("words",)
        verbose_name = "line of enquiry of a row"
        verbose_name_plural = "lines of enquiry of rows"
        indexes = (models.Index(fields=("case", "row_key"), name="enquiry_lines_of_a_row"),)
        constraints = (models.UniqueConstraint(fields=("case", "words", "row_key"), name="a_line_of_enquiry_once"),)

    def __str__(self) -> str:
        return self.words


class ChronologyAsk(InCase):
    """An agency is asked for its chronology: by when, and of which time. Its own people are reminded until it is handed in."""

    SHOWN_WITH = ("agency",)

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="chronology_asks")
    asked_on = models.DateField("asked", default=clock.today)
    due_on = models.DateField("by when")
    wanted = models.TextField("what is wanted", blank=True, help_text="Such as the time it covers. Name nobody.")

    class Meta:
        ordering = ("due_on", "agency__name")
        verbose_name = "ask for a chronology"
        verbose_name_plural = "asks for chronologies"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "agency"),
                name="an_agency_is_asked_for_its_chronology_once",
                violation_error_message="This agency is asked already. Change the day there.",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("asked_on")),
                name="a_chronology_is_due_after_it_was_asked_for",
                violation_error_message="The day it is due comes before the day it was asked for.",
            ),
        )

    def __str__(self) -> str:
        return str(self.agency)


MODELS: tuple[type[Record], ...] = (
    DraftRow,
    HandedIn,
    HandedInRow,
    SentFile,
    KeyEpisode,
    Contradiction,
    EnquiryLine,
    ChronologyAsk,
)
