"""What the work of a review is kept in: its steps, terms of reference, reviewers, meetings, other processes and delays.

Sources: Care Act 2014, section 44; Care and Support Statutory Guidance, chapter 14; quality markers 4 to 10 (SCIE, 2022).
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import CasePerson, InCase
from goldenthread.core import clock
from goldenthread.core.models import Record
from goldenthread.reviews.running_process import REVIEW

STAGES = REVIEW.choices()


class ReviewStep(InCase):
    """A step that was taken, and on which day: what the days at each stage are counted from."""

    verb = models.CharField("what was done", max_length=60, editable=False)
    source = models.CharField("from", max_length=20, choices=STAGES, editable=False)
    target = models.CharField("to", max_length=20, choices=STAGES, editable=False)
    taken_on = models.DateField("on", default=clock.today)
    note = models.CharField("how it was agreed", max_length=300, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ("taken_at",)
        verbose_name = "step of a review"
        verbose_name_plural = "steps of reviews"

    def __str__(self) -> str:
        return self.verb


class Because(models.TextChoices):
    """Why a review takes longer, or stands still. From the national analysis, which asks for good and bad reasons."""

    CRIMINAL = "criminal", "Criminal proceedings"
    INQUEST = "inquest", "An inquest"
    PARALLEL = "parallel", "Another review or process"
    FAMILY = "family", "The family or the adult needs time"
    AGENCY = "agency", "An agency has not answered"
    REVIEWER = "reviewer", "The reviewer’s time"
    ILLNESS = "illness", "Illness"
    COMMISSIONING = "commissioning", "Finding a reviewer, or the money"
    OTHER = "other", "Something else"


class ReviewPause(InCase):
    """A review stands still, from a day and up to one. It stays at its stage, and no step is taken until it goes on."""

    reason = models.CharField("what it waits for", max_length=15, choices=Because)
    why = models.TextField("why it stands still")
    from_on = models.DateField("from", default=clock.today)
    expected_on = models.DateField("expected to go on", help_text="The day to look at it again, at the latest.")
    ended_on = models.DateField("went on", null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-from_on",)
        verbose_name = "pause of a review"
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(ended_on=None), name="a_review_stands_still_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(expected_on__gte=models.F("from_on")),
                name="a_pause_is_expected_to_end_after_it_began",
                violation_error_message="The day it is expected to go on comes before the day it stands still from.",
            ),
        )

    def __str__(self) -> str:
        return self.get_reason_display()


class ReviewDelay(InCase):
    """A time by which a review took longer, and whether that did good or harm."""

    class Effect(models.TextChoices):
        GOOD = "good", "It did good: the time was needed"
        HARM = "harm", "It did harm: learning came later"
        NEITHER = "neither", "Neither"

    reason = models.CharField("why", max_length=15, choices=Because)
    effect = models.CharField("what the delay did", max_length=10, choices=Effect)
    from_on = models.DateField("from")
    to_on = models.DateField("up to and with", null=True, blank=True)
    words = models.TextField("in words")

    class Meta:
        ordering = ("from_on",)
        verbose_name = "delay of a review"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="a_delay_ends_after_it_began",
                violation_error_message="The delay ends before it begins. Look at the two days again.",
            ),
        )

    def __str__(self) -> str:
        return self.get_reason_display()


class FromReferral(InCase):
    """A review begins from a referral. One review may come of several, and one referral may lead to several reviews."""

    referral = models.ForeignKey("reviews.Referral", on_delete=models.PROTECT, related_name="led_to")
    note = models.CharField("how they belong together", max_length=300, blank=True)

    class Meta:
        ordering = ("referral__received_on",)
        verbose_name = "referral of a review"
        verbose_name_plural = "referrals of reviews"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "referral"),
                name="a_referral_leads_to_a_review_once",
                violation_error_message="This review comes from that referral already.",
            ),
        )

    def __str__(self) -> str:
        return str(self.referral)


class TermsOfReference(InCase):
    """What a review is to find out. Agreed terms are never changed: new terms are the next version."""

    version = models.PositiveSmallIntegerField(default=1, editable=False)
    purpose = models.TextField("what the review is for")
    scope_from = models.DateField("it looks at the time from", null=True, blank=True)
    scope_to = models.DateField("up to and with", null=True, blank=True)
    lines = models.TextField("key lines of enquiry", help_text="One on each line.")
    exclusions = models.TextField("what it leaves out", blank=True)
    equality = models.TextField(
        "equality",
        blank=True,
        help_text="Race, culture, faith, sex, disability and whatever else shaped how people were treated.",
    )
    method = models.CharField("how it is done", max_length=200, help_text="Such as a workshop, or a desk-top review.")
    method_why = models.TextField("why this method fits", blank=True)
    agreed_on = models.DateField("agreed")
    agreed_by = models.CharField("agreed by", max_length=200, help_text="Such as the panel, or the chair.")
    shared_on = models.DateField("shared with the family", null=True, blank=True)
    what_changed = models.TextField("what changed since the version before", blank=True)

    class Meta:
        ordering = ("-version",)
        verbose_name = "terms of reference"
        verbose_name_plural = "terms of reference"
        constraints = (
            models.UniqueConstraint(fields=("case", "version"), name="a_version_of_the_terms_once"),
            models.CheckConstraint(
                condition=models.Q(scope_from=None)
                | models.Q(scope_to=None)
                | models.Q(scope_to__gte=models.F("scope_from")),
                name="the_time_a_review_looks_at_ends_after_it_begins",
                violation_error_message="The time it looks at ends before it begins. Look at the two days again.",
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.version}"


class PersonOutcome(InCase):
    """What a review says of one of the people it is about, and what is done for somebody who still lives."""

    SHOWN_WITH = ("person",)

    person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="review_outcomes")
    outcome = models.TextField("what the review found for this person")
    done_for_them = models.TextField("what is done for them now", blank=True, help_text="For somebody who still lives.")
    assured_on = models.DateField("the Board was last assured", null=True, blank=True)
    next_on = models.DateField("next assurance", null=True, blank=True)

    class Meta:
        ordering = ("person__pseudonym",)
        verbose_name = "outcome for a person"
        verbose_name_plural = "outcomes for people"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person"),
                name="one_outcome_for_a_person_of_a_review",
                violation_error_message="There is an outcome for this person already. Change that one.",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class AppointedReviewer(InCase):
    """Who leads or writes a review, that they are independent, and on what terms."""

    name = models.CharField(max_length=200)
    organisation = models.CharField("works for", max_length=200, blank=True)
    chosen = models.TextField("how they were chosen", blank=True, help_text="Such as by tender, and against what.")
    declared_on = models.DateField("declared that they are independent", null=True, blank=True)
    interests = models.TextField("what they declared", blank=True, help_text="Every tie to an agency or person here.")
    fee_pence = models.PositiveIntegerField("fee", null=True, blank=True)
    days = models.DecimalField(
        "days in the contract", max_digits=5, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    from_on = models.DateField("contract from", null=True, blank=True)
    to_on = models.DateField("contract up to", null=True, blank=True)

    class Meta:
        ordering = ("from_on", "name")
        verbose_name = "reviewer of a review"
        verbose_name_plural = "reviewers of reviews"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_on=None) | models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="a_reviewers_contract_ends_after_it_begins",
                violation_error_message="The contract ends before it begins. Look at the two days again.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PanelMeeting(InCase):
    """A meeting of the review's panel: who came, and whether they were enough."""

    held_on = models.DateField("held")
    came = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name="agencies that came")
    sent_apologies = models.ManyToManyField(
        Agency, blank=True, related_name="+", verbose_name="agencies that sent apologies"
    )
    is_quorate = models.BooleanField("enough came for it to decide", default=False)
    others = models.CharField("who else came", max_length=300, blank=True, help_text="By post, not by name.")
    decided = models.TextField("what was decided", blank=True)

    class Meta:
        ordering = ("-held_on",)
        verbose_name = "meeting of the panel"
        verbose_name_plural = "meetings of the panel"

    def __str__(self) -> str:
        return f"Panel, {self.held_on.day} {self.held_on:%B %Y}"


class PanelNote(InCase):
    """What somebody of the panel noted, of a meeting or of a draft."""

    SHOWN_WITH = ("meeting",)

    meeting = models.ForeignKey(PanelMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    about = models.CharField("what it is about", max_length=200)
    words = models.TextField("the note")
    said_by = models.CharField("for whom", max_length=200, blank=True, help_text="An agency or a post.")

    class Meta:
        ordering = ("about",)
        verbose_name = "note of the panel"
        verbose_name_plural = "notes of the panel"

    def __str__(self) -> str:
        return self.about


class PractitionerEvent(InCase):
    """A day with those who did the work: invited, heard and supported, never blamed."""

    held_on = models.DateField("held")
    purpose = models.TextField("what it was for")
    invited = models.PositiveSmallIntegerField("how many were invited")
    came = models.PositiveSmallIntegerField("how many came", null=True, blank=True)
    who = models.TextField("who they were, by role and agency", blank=True, help_text="Roles only, no names.")
    consent = models.TextField("how they agreed to take part", blank=True)
    support = models.TextField("support they were offered", blank=True)
    feedback = models.TextField("what they said of the day", blank=True)

    class Meta:
        ordering = ("-held_on",)
        verbose_name = "day with practitioners"
        verbose_name_plural = "days with practitioners"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(came=None) | models.Q(came__lte=models.F("invited")),
                name="no_more_came_than_were_invited",
                violation_error_message="More came than were invited. Count those who were asked on the day as invited.",
            ),
        )

    def __str__(self) -> str:
        return f"Day with practitioners, {self.held_on.day} {self.held_on:%B %Y}"


class ParallelSort(Record):
    """A sort of process that a Board adds to the shipped list."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="parallel_sorts")
    words = models.CharField("what it is called", max_length=100)
    is_offered = models.BooleanField("offer it in forms", default=True)

    class Meta:
        ordering = ("words",)
        verbose_name = "sort of other process"
        verbose_name_plural = "sorts of other processes"
        constraints = (
            models.UniqueConstraint(
                fields=("board", "words"),
                name="a_sort_of_process_once_on_a_board",
                violation_error_message="The list has this already.",
            ),
        )

    def __str__(self) -> str:
        return self.words


class ParallelProcess(InCase):
    """Another process about the same people: what it is, how it stands, and what that does to the review's time."""

    class Status(models.TextChoices):
        EXPECTED = "expected", "Expected"
        UNDER_WAY = "under_way", "Under way"
        ENDED = "ended", "Ended"
        NOT_HELD = "not_held", "Will not be held"

    sort = models.CharField("what it is", max_length=100)
    is_joint = models.BooleanField("the review is carried out jointly with it", default=False)
    led_by = models.CharField("who leads it", max_length=200, blank=True, help_text="Such as the coroner’s office.")
    reference = models.CharField("its own reference", max_length=60, blank=True)
    status = models.CharField("how it stands", max_length=10, choices=Status, default=Status.UNDER_WAY)
    began_on = models.DateField("began", null=True, blank=True)
    due_on = models.DateField("due to end", null=True, blank=True, help_text="Of a joint review: its own clock.")
    ended_on = models.DateField("ended", null=True, blank=True)
    outcome = models.TextField("what came of it", blank=True)
    prevention_report = models.BooleanField(
        "the coroner wrote a report to prevent future deaths (Regulation 28)", default=False
    )
    effect = models.TextField("what it does to the review’s time", blank=True)

    class Meta:
        ordering = ("sort",)
        verbose_name = "other process"
        verbose_name_plural = "other processes"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(began_on=None)
                | models.Q(ended_on=None)
                | models.Q(ended_on__gte=models.F("began_on")),
                name="another_process_ends_after_it_began",
                violation_error_message="It ended before it began. Look at the two days again.",
            ),
        )

    def __str__(self) -> str:
        return self.sort


class QualityAnswer(InCase):
    """How a review stands against one question: a quality marker as one audience sees it, or a question of governance."""

    class Answer(models.TextChoices):
        MET = "met", "Met"
        PARTLY = "partly", "Partly met"
        NOT_MET = "not_met", "Not met"
        NOT_APPLICABLE = "not_applicable", "Does not apply"

    question = models.CharField(max_length=20, editable=False)
    answer = models.CharField(max_length=15, choices=Answer)
    evidence = models.TextField("what shows it", blank=True)

    class Meta:
        ordering = ("question",)
        verbose_name = "answer on quality"
        verbose_name_plural = "answers on quality"
        constraints = (
            models.UniqueConstraint(fields=("case", "question"), name="a_quality_question_is_answered_once"),
        )

    def __str__(self) -> str:
        return self.question
