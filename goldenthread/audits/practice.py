"""Practice audits: what is looked at and why, the year's programme, the cases chosen, and who takes part."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.asks.models import Ask
from goldenthread.audits import scales, steps
from goldenthread.boards.models import Agency, Board
from goldenthread.boards.themes import Theme
from goldenthread.core.models import DatePrecision, Record, Slugged
from goldenthread.learning.models import Source

SCALE_CHOICES = [(one.key, one.words) for one in scales.SCALES.values()]
PREPARED = {steps.State.PLANNED, steps.State.SAMPLING}
"""Until the returns are sent."""
STATE_CHOICES = [(str(state), state.words) for state in steps.State]


class Risk(models.TextChoices):
    """How great the risk to an adult is held to be."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    VERY_HIGH = "very_high", "Very high"


class AuditProgramme(Record):
    """The audits a Board means to hold in a year."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="audit_programmes")
    period = models.CharField("year", max_length=7)
    aim = models.TextField(blank=True, help_text="What the year's audits are to find out, and for whom.")
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-period",)
        constraints = (models.UniqueConstraint(fields=("board", "period"), name="one_audit_programme_a_year"),)

    def __str__(self) -> str:
        return f"Audit programme {self.period}"


class PracticeAudit(Slugged):
    """Several agencies look at the same cases, grade their own part, and agree the grades together."""

    SLUG_FROM = "title"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="practice_audits")
    slug = models.SlugField()
    programme = models.ForeignKey(AuditProgramme, on_delete=models.PROTECT, related_name="audits")
    title = models.CharField(max_length=200)
    planned_on = models.DateField(null=True, blank=True)
    planned_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.MONTH)
    status = models.CharField(max_length=20, choices=STATE_CHOICES, default="planned")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="practice_audits")
    purpose = models.TextField(blank=True)
    scope = models.TextField(blank=True, help_text="Which practice, over which months, and what is left aside.")
    prompted_by = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="audits_prompted"
    )
    standard = models.TextField(
        blank=True, help_text="What good looks like: the policy or standard it is held against."
    )
    sampling_frame = models.TextField(blank=True, help_text="All the cases that could have been chosen.")
    how_chosen = models.TextField(blank=True, help_text="Who chose the cases, and how.")
    exclusions = models.TextField(blank=True)
    lawful_basis = models.TextField(
        blank=True, help_text="Why agencies may share what the audit needs, as your information governance lead agreed."
    )
    sampled_as = models.CharField(max_length=10, choices=Risk, blank=True)
    cases_chosen = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Only where the cases themselves are not kept here."
    )
    scale = models.CharField(max_length=20, choices=SCALE_CHOICES, default="four_point")
    chaired_by = models.CharField(max_length=200, blank=True)
    chair_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returns_due_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    reported_on = models.DateField(null=True, blank=True)
    why_not_held = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="What a reader should know of how it was done.")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")
    source = models.OneToOneField(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="practice_audit", editable=False
    )
    asked = models.OneToOneField(
        Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="practice_audit", editable=False
    )
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = (models.F("planned_on").asc(nulls_last=True), "title")
        constraints = (
            models.UniqueConstraint(fields=("board", "slug"), name="practice_audit_slug_is_unique_on_its_board"),
            models.CheckConstraint(
                condition=~models.Q(status="dropped") | ~models.Q(why_not_held=""),
                name="an_audit_that_is_not_held_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Grades that were given stand on the scale they were given on."""
        was = type(self).objects.filter(pk=self.pk).exclude(status__in=PREPARED).values_list("scale", flat=True)
        if any(one != self.scale for one in was):
            raise ValidationError({"scale": "The returns were sent with this scale, so it stays as it is"})

    @property
    def stands(self) -> steps.State:
        return steps.State(self.status)

    @property
    def grades(self) -> scales.Scale:
        return scales.scale(self.scale)

    @property
    def period(self) -> str:
        return self.programme.period


class AuditQuestion(Record):
    """A question of an audit. One from the bank keeps its key, so that a later audit can be compared with this."""

    SHOWN_WITH = ("audit",)

    audit = models.ForeignKey(PracticeAudit, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60, blank=True, help_text="Leave empty for a question of your own.")
    bank = models.CharField(max_length=40, blank=True, editable=False)
    heading = models.CharField(max_length=100, blank=True, help_text="What it belongs to, such as Empowerment.")
    words = models.CharField("question", max_length=400)
    hint = models.TextField(blank=True, help_text="What to look for in the record.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")
        constraints = (models.UniqueConstraint(fields=("audit", "key"), name="a_question_is_asked_once_in_an_audit"),)

    def __str__(self) -> str:
        return self.words

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.key = self.key or f"own-{str(self.pk)[:8]}"
        super().clean_fields(exclude)

    def clean(self) -> None:
        if self.audit.stands not in PREPARED:
            raise ValidationError("The returns are sent, so the questions stay as they are.")


class SampleCase(Record):
    """A case that is looked at, by a pseudonym. Who it is, only the agency that put it forward knows."""

    SHOWN_WITH = ("audit",)
    NOT_IN_TRAIL = frozenset({"about"})

    audit = models.ForeignKey(PracticeAudit, on_delete=models.CASCADE, related_name="cases")
    pseudonym = models.CharField(
        max_length=40, help_text="Such as “Case 4”. Never a name, initials or a number of yours."
    )
    nominated_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="audit_cases")
    sampled_as = models.CharField(max_length=10, choices=Risk, blank=True)
    found_as = models.CharField(max_length=10, choices=Risk, blank=True)
    about = models.TextField(
        blank=True, help_text="What an agency needs to find the case, and nothing that says who it is."
    )
    order = models.PositiveSmallIntegerField(default=0)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "pseudonym")
        constraints = (models.UniqueConstraint(fields=("audit", "pseudonym"), name="a_pseudonym_is_used_once"),)

    def __str__(self) -> str:
        return self.pseudonym

    def clean(self) -> None:
        if self._state.adding and self.audit.stands not in {*PREPARED, steps.State.RETURNS_OUT}:
            raise ValidationError("Cases can be added until the grades are agreed.")

    @property
    def is_riskier(self) -> bool:
        """Whether it was found to be of more risk than it was chosen as."""
        return scales.is_riskier(self.found_as, self.chosen_as)

    @property
    def chosen_as(self) -> str:
        """The risk it was chosen at: its own, or that of the whole sample."""
        return self.sampled_as or self.audit.sampled_as


class Participation(Record):
    """An agency that an audit asks, and whether it could take part."""

    SHOWN_WITH = ("audit", "agency")

    audit = models.ForeignKey(PracticeAudit, on_delete=models.CASCADE, related_name="participations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="audits")
    could_not_why = models.TextField(blank=True)

    class Meta:
        ordering = ("agency__order", "agency__name")
        constraints = (models.UniqueConstraint(fields=("audit", "agency"), name="an_agency_takes_part_once"),)

    def __str__(self) -> str:
        return f"{self.agency}, {self.audit}"
