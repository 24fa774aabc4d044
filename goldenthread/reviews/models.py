"""Referrals, rapid reviews and Safeguarding Adults Reviews (Care Act 2014, section 44), for the report."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, Confidential, Sort
from goldenthread.core import clock
from goldenthread.core.models import DatePrecision, Record
from goldenthread.learning import holding
from goldenthread.learning.models import Source
from goldenthread.reviews import (  # noqa: F401  (their tables)
    chronology_models,
    clocks_models,
    deciding_models,
    referral_models,
    referring_steps,
    running_process,
    scoping_models,
)
from goldenthread.reviews.running_process import REVIEW


class Referral(Confidential):
    """A request that the Board consider a review."""

    SORT = Sort.REFERRAL

    class Decision(models.TextChoices):
        MANDATORY = "mandatory", "Must be reviewed (section 44(1))"
        DISCRETIONARY = "discretionary", "May be reviewed (section 44(4))"
        NOT_MET = "not_met", "Criteria not met"
        UNDECIDED = "undecided", "Not yet decided"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals", verbose_name="referred by"
    )
    state = models.CharField(
        "how it stands", max_length=20, choices=referring_steps.REFERRAL.choices(), default=referring_steps.SUBMITTED
    )
    reference = models.CharField(max_length=20)
    received_on = models.DateField()
    received_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.YEAR)
    decision = models.CharField(max_length=15, choices=Decision)
    rapid_review_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("received_on",)

    def save(self, *args: object, **kwargs: object) -> None:
        """A referral that was over when it was entered is a closed case from the beginning; from then on steps say so."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new and self.state in referring_steps.ENDS:
            Case.objects.filter(pk=self.pk).update(closed_on=clock.today())

    def __str__(self) -> str:
        return self.reference


class ReferralFactor(Record):
    """A kind of suspected abuse, or a circumstance, named in a referral; a referral may have several."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="factors")
    factor = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.factor


class Review(Confidential):
    """A Safeguarding Adults Review. One review may be about several people. What it taught is held within it until published."""

    SORT = Sort.REVIEW

    class Kind(models.TextChoices):
        SINGLE = "single", "About one adult"
        THEMATIC = "thematic", "Thematic"
        RAPID_TIME = "rapid_time", "In rapid time"
        JOINT_DEATH = "joint_domestic_death", "Joint with a domestic homicide or abuse related death review"
        JOINT_CHILD = "joint_child", "Joint with a child safeguarding practice review"
        ORGANISATION = "organisation", "About a service"

    class Basis(models.TextChoices):
        MANDATORY = "mandatory", "It had to be arranged (section 44(1))"
        DISCRETIONARY = "discretionary", "The Board chose to arrange it (section 44(4))"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reviews")
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="review")
    pseudonym = models.CharField(max_length=100)
    kind = models.CharField(max_length=25, choices=Kind)
    basis = models.CharField("why there is a review", max_length=15, choices=Basis, blank=True)
    stage = models.CharField(max_length=20, choices=REVIEW.choices(), default="", editable=False)
    people = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many adults it is about.")
    commissioned_on = models.DateField(null=True, blank=True)
    commissioned_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.YEAR)
    signed_off_on = models.DateField(null=True, blank=True)
    signed_off_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.MONTH)
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.MONTH)
    is_published = models.BooleanField(
        "published, the day not known", default=False, help_text="Where not even the year is known."
    )
    waiting_for = models.CharField(max_length=300, blank=True, help_text="What stands between it and publication.")
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ("commissioned_on", "pseudonym")

    def __str__(self) -> str:
        return self.pseudonym

    def stage_by_its_days(self) -> str:
        """Where a review stands of which only the days are known: what was published, signed off or commissioned before."""
        if self.published_on or self.is_published:
            return running_process.PUBLISHED
        if self.signed_off_on:
            return running_process.BEFORE_PUBLICATION
        return running_process.IN_PROGRESS if self.commissioned_on else running_process.COMMISSIONING

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.stage = self.stage or self.stage_by_its_days()
        super().clean_fields(exclude)

    def save(self, *args: object, **kwargs: object) -> None:
        """A review brought in from before begins where its days say; from then on only steps move it."""
        self.stage = self.stage or self.stage_by_its_days()
        super().save(*args, **kwargs)
        holding.hold(self.source_id, self.pk)
        if self.published_on or self.is_published:
            holding.release(self.source_id)


class ReviewTheme(Record):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.theme


from goldenthread.reviews.national_models import NationalIssue  # noqa: E402  (the same)
from goldenthread.reviews.public_models import PublicText, PublicWords  # noqa: E402  (the same)
from goldenthread.reviews.publishing_models import (  # noqa: E402  (models too)
    Briefing,
    FactCheck,
    FactCorrection,
    Gate,
    Publication,
    ReportVersion,
)
from goldenthread.reviews.report_models import ReportFile  # noqa: E402  (the same)
from goldenthread.reviews.running_family_models import FamilyContact, FamilyQuestion, Involvement  # noqa: E402  (the same)
from goldenthread.reviews.running_models import (  # noqa: E402  (the same)
    AppointedReviewer,
    FromReferral,
    PanelMeeting,
    PanelNote,
    ParallelProcess,
    ParallelSort,
    PersonOutcome,
    PractitionerEvent,
    QualityAnswer,
    ReviewDelay,
    ReviewPause,
    ReviewStep,
    TermsOfReference,
)

__all__ = [
    "AppointedReviewer",
    "Briefing",
    "FactCheck",
    "FactCorrection",
    "FamilyContact",
    "FamilyQuestion",
    "FromReferral",
    "Gate",
    "Involvement",
    "NationalIssue",
    "PanelMeeting",
    "PanelNote",
    "ParallelProcess",
    "ParallelSort",
    "PersonOutcome",
    "PractitionerEvent",
    "PublicText",
    "PublicWords",
    "Publication",
    "QualityAnswer",
    "Referral",
    "ReferralFactor",
    "ReportFile",
    "ReportVersion",
    "Review",
    "ReviewDelay",
    "ReviewPause",
    "ReviewStep",
    "ReviewTheme",
    "TermsOfReference",
]
