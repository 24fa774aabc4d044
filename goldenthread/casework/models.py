"""Records as received in extracts. An extract is replaced, never edited: the old one stays."""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import Record


class Extract(Record):
    """One delivery of a council's case records for a period."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="extracts")
    sent_by = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="extracts",
        help_text="The agency it came from.",
    )
    authority = models.CharField(max_length=200)
    period_from = models.DateField()
    period_to = models.DateField()
    taken_on = models.DateField()
    is_synthetic = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, help_text="Of the extract's cells, whatever their order of columns.")
    rows = models.JSONField(default=dict)
    """How many rows were kept, by file. A file that was not handed in is not named."""
    notices = models.JSONField(default=dict, help_text="How many of each notice, by check.")
    difference = models.JSONField(default=dict, help_text="Against the extract it replaced, by file.")
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ("-loaded_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("board", "period_from", "period_to"),
                condition=models.Q(replaced_by=None),
                name="one_current_extract_for_a_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.authority}, {self.period_from} to {self.period_to}"


class AcceptedException(Record):
    """A broken rule that a named person accepted; its row was left out with all that hangs on it."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="accepted_exceptions")
    check_number = models.CharField(max_length=4)
    file = models.CharField(max_length=20)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=40)
    message = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=200)
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ("file", "row")

    def __str__(self) -> str:
        return f"{self.check_number} {self.file} row {self.row}"


class Received(Record):
    """A row of an extract, under the id it had there."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


def _code() -> models.CharField[str, str]:
    return models.CharField(max_length=60, blank=True)


class Adult(Received):
    adult_id = models.CharField(max_length=60)
    date_of_birth = models.DateField(null=True)
    date_of_death = models.DateField(null=True)
    gender = _code()
    ethnicity = _code()
    health_conditions = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("extract", "adult_id"), name="adult_once_an_extract"),)

    def __str__(self) -> str:
        return self.adult_id


class Concern(Received):
    concern_id = models.CharField(max_length=60)
    adult_id = models.CharField(max_length=60)
    raised_on = models.DateField()
    incident_from = models.DateField(null=True)
    incident_to = models.DateField(null=True)
    source = _code()
    area = _code()
    primary_support_reason = _code()
    alleged_types = models.JSONField(default=list)
    criterion_a = _code()
    criterion_b = _code()
    criterion_c = _code()
    decision = _code()
    decided_on = models.DateField(null=True)
    disposal = _code()
    duplicate_of = _code()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("extract", "concern_id"), name="concern_once_an_extract"),)
        indexes = (models.Index(fields=("extract", "raised_on"), name="concern_by_day"),)

    def __str__(self) -> str:
        return self.concern_id


class Enquiry(Received):
    enquiry_id = models.CharField(max_length=60)
    adult_id = models.CharField(max_length=60)
    concern_ids = models.JSONField(default=list)
    kind = _code()
    area = _code()
    started_on = models.DateField()
    concluded_on = models.DateField(null=True)
    primary_support_reason = _code()
    made_by = _code()
    capacity = _code()
    supported_by = _code()
    outcomes_asked = _code()
    outcomes_achieved = _code()

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = (models.UniqueConstraint(fields=("extract", "enquiry_id"), name="enquiry_once_an_extract"),)

    def __str__(self) -> str:
        return self.enquiry_id


class Allegation(Received):
    """A row of risks: alleged abuse in an enquiry, as it stood at the conclusion."""

    risk_id = models.CharField(max_length=60)
    enquiry_id = models.CharField(max_length=60)
    type = _code()
    source_of_risk = _code()
    location = _code()
    assessment = _code()
    outcome = _code()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("extract", "risk_id"), name="risk_once_an_extract"),)

    def __str__(self) -> str:
        return self.risk_id


class ReturnedReview(Received):
    """A row of reviews: a concluded review as the national return counts it."""

    review_id = models.CharField(max_length=60)
    concluded_on = models.DateField(null=True)
    people_died = models.PositiveIntegerField()
    people_survived = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("extract", "review_id"), name="review_once_an_extract"),)

    def __str__(self) -> str:
        return self.review_id


BY_SHEET: dict[str, type[Received]] = {
    "adults": Adult,
    "concerns": Concern,
    "enquiries": Enquiry,
    "risks": Allegation,
    "reviews": ReturnedReview,
}
