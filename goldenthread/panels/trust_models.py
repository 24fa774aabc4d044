"""Allegations against people in positions of trust with adults: sealed, given to people one by one, and written by two.

Sources: Care and Support Statutory Guidance, 14.120 to 14.132; local frameworks (Staffordshire; Leicester, Leicestershire and
Rutland; Newcastle; Hull). The clocks are practice, and a Board changes them.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.cases.models import InCase, Sort
from goldenthread.core import clock
from goldenthread.panels.pathway import Pathway, Taken
from goldenthread.panels.steps import TRUST


class Sector(models.TextChoices):
    """Where somebody works, as far as the Board’s numbers tell."""

    HOME_CARE = "home_care", "Care at home"
    CARE_HOME = "care_home", "Care home"
    HEALTH = "health", "Health"
    COUNCIL = "council", "Council"
    POLICE = "police", "Police or probation"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary or faith"
    TRANSPORT = "transport", "Transport"
    EDUCATION = "education", "Education"
    CHILDREN = "children", "Work with children"
    OTHER = "other", "Something else"


class PositionOfTrust(Pathway):
    """One allegation, and how it was handled. Nobody is named in it: who the person is, the vault keeps."""

    SORT = Sort.TRUST
    PROCESS = TRUST

    class Learned(models.TextChoices):
        ENQUIRY = "enquiry", "A safeguarding enquiry"
        POLICE = "police", "The police"
        EMPLOYER = "employer", "The employer"
        CHILDREN = "children", "Those who deal with allegations about work with children"
        COLLEAGUE = "colleague", "A colleague"
        PUBLIC = "public", "A member of the public"
        OTHER = "other", "Somebody else"

    class Criterion(models.TextChoices):
        HARMED = "harmed", "May have harmed an adult with care and support needs"
        OFFENCE = "offence", "May have committed an offence against one, or related to one"
        UNSUITABLE = "unsuitable", "Behaved in a way that may make them unsuitable for the work"
        ELSEWHERE = "elsewhere", "Is spoken of in an enquiry, and also works elsewhere with adults"

    class Outcome(models.TextChoices):
        SUBSTANTIATED = "substantiated", "Substantiated"
        UNSUBSTANTIATED = "unsubstantiated", "Unsubstantiated"
        FALSE = "false", "False"
        INCONCLUSIVE = "inconclusive", "Inconclusive"

    state = models.CharField(max_length=12, choices=TRUST.choices(), default=TRUST.begins.key, editable=False)
    sector = models.CharField("sector of the employer", max_length=10, choices=Sector, blank=True)
    role = models.CharField(
        "what their work is", max_length=200, blank=True, help_text="Such as night carer. Name nobody."
    )
    learned_from = models.CharField("who it was learned from", max_length=10, choices=Learned, blank=True)
    criterion = models.CharField("why it belongs here", max_length=12, choices=Criterion, blank=True)
    allegation = models.TextField("what is alleged", blank=True)
    enquiry = models.CharField("linked enquiry, by its number", max_length=60, blank=True)
    risk = models.TextField("what was decided about the risk, and why", blank=True)
    outcome = models.CharField("the employer’s outcome", max_length=16, choices=Outcome, blank=True)
    review_on = models.DateField("looked at again on", null=True, blank=True)

    def __str__(self) -> str:
        return f"Position of trust {self.case.reference}" if self.case_id else "Position of trust"

    def called_in_lists(self) -> str:
        return "Position of trust"


class Seconded(InCase):
    """What one person writes down, and what counts once another has agreed. Never changed; a new one puts it right."""

    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    written_at = models.DateTimeField(editable=False, default=clock.now)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    seconded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("written_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seconded_at=None, seconded_by=None)
                | models.Q(seconded_at__isnull=False, seconded_by__isnull=False),
                name="%(class)s_seconded_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(seconded_by=None) | ~models.Q(seconded_by=models.F("written_by")),
                name="%(class)s_is_seconded_by_another",
            ),
        )


class TrustStep(Seconded, Taken):
    """A step that one person asks for and another agrees to. What it changes is kept here until then."""

    values = models.JSONField(default=dict, blank=True)

    class Meta(Seconded.Meta):
        ordering = ("taken_at",)

    @property
    def waits(self) -> bool:
        return self.seconded_at is None


class TrustSetting(Seconded):
    """Somewhere the person works or volunteers."""

    where = models.CharField(
        "where, in general words", max_length=200, help_text="Such as a care home in the north. Name nobody."
    )
    sector = models.CharField(max_length=10, choices=Sector)
    with_children = models.BooleanField("they work with children there", default=False)

    def __str__(self) -> str:
        return self.where


class TrustDisclosure(Seconded):
    """Somebody was told something of the allegation: what, why in law, why no less would do, and what the person said."""

    class Basis(models.TextChoices):
        CONSENT = "consent", "The person agreed"
        PUBLIC_TASK = "public_task", "Public task (UK GDPR, Article 6(1)(e))"
        LEGAL_DUTY = "legal_duty", "A duty in law (UK GDPR, Article 6(1)(c))"
        VITAL = "vital", "To protect somebody’s life (UK GDPR, Article 6(1)(d))"
        SAFEGUARDING = (
            "safeguarding",
            "Safeguarding of individuals at risk (Data Protection Act 2018, schedule 1, paragraph 18)",
        )

    class Told(models.TextChoices):
        BEFORE = "before", "Told beforehand, and could answer"
        AFTER = "after", "Told afterwards"
        NOT = "not", "Not told"

    told_to = models.CharField("who was told, by post or body", max_length=200)
    what = models.TextField("what they were told")
    told_on = models.DateField("on")
    basis = models.CharField("on which basis in law", max_length=12, choices=Basis)
    proportionate = models.TextField("why this, and no more, had to be said")
    person_told = models.CharField("was the person told?", max_length=6, choices=Told)
    not_told_why = models.TextField("why they were not told beforehand", blank=True)
    answer = models.TextField("what they answered", blank=True)

    def __str__(self) -> str:
        return self.told_to

    def clean(self) -> None:
        if self.person_told and self.person_told != self.Told.BEFORE and not self.not_told_why.strip():
            raise ValidationError({"not_told_why": "Say why the person was not told beforehand."})


class TrustMeeting(Seconded):
    """A meeting about the allegation."""

    held_on = models.DateField("day")
    who = models.TextField("who came, by post and agency")
    agreed = models.TextField("what was agreed")

    def __str__(self) -> str:
        return f"Meeting on {self.held_on.day} {self.held_on:%B %Y}"


class TrustReferral(Seconded):
    """The allegation was referred to a body outside the Board, or it was decided not to."""

    class To(models.TextChoices):
        BARRING = "barring", "Disclosure and Barring Service"
        REGULATOR = "regulator", "The person’s professional regulator"
        POLICE = "police", "Police"
        INSPECTOR = "inspector", "The regulator of the service"
        CHILDREN = "children", "Those who deal with allegations about work with children"
        OTHER_AREA = "other_area", "Another Board’s area"

    to = models.CharField("referred to", max_length=10, choices=To)
    is_met = models.BooleanField("the test for a referral is met", default=True)
    referred_on = models.DateField("on", null=True, blank=True)
    why = models.TextField("why, or why not")

    def __str__(self) -> str:
        return self.get_to_display()
