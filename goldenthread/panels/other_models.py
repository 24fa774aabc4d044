"""Professional disagreements, concerns about providers, and after action reviews.

Sources: escalation policies in stages (Staffordshire, Warrington, Cheshire West, Buckinghamshire); the West Sussex provider
concerns framework and Cambridgeshire’s criteria; the four questions of an after action review (NHS England, HSSIB).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Agency
from goldenthread.boards.themes import Theme
from goldenthread.cases.models import InCase, Sort
from goldenthread.core import clock
from goldenthread.learning.models import Source
from goldenthread.panels.pathway import Pathway, Taken
from goldenthread.panels.steps import AFTER_ACTION, ESCALATION, PROVIDER, STAGES


class Escalation(Pathway):
    """Two agencies disagree about an adult, and take it further until it is settled. Decisions stay with the agencies."""

    SORT = Sort.ESCALATION
    PROCESS = ESCALATION

    class Category(models.TextChoices):
        THRESHOLD = "threshold", "Whether a threshold is met"
        MANAGEMENT = "management", "How the case is managed"
        NOT_ENGAGING = "not_engaging", "An agency does not take part"
        ROLES = "roles", "Who does what"
        INACTION = "inaction", "Nothing is done, or it was closed too soon"
        ADULTS_VIEW = "adults_view", "What the adult wants, and what agencies do"
        INFORMATION = "information", "Sharing of information"
        OTHER = "other", "Something else"

    class Settled(models.TextChoices):
        AGREED = "agreed", "The agencies agreed"
        ACCEPTED = "accepted", "What was asked for was done"
        MEDIATED = "mediated", "Settled with the chair’s mediation"
        LEGAL = "legal", "Settled after legal advice"
        NOT = "not", "Not settled; each keeps its view"

    state = models.CharField(max_length=12, choices=ESCALATION.choices(), default=ESCALATION.begins.key, editable=False)
    called = models.CharField("what it is about", max_length=100, help_text="A few words that name nobody.")
    category = models.CharField("what the disagreement is", max_length=12, choices=Category)
    issue = models.TextField("what is disagreed, and what is asked for")
    views = models.TextField("the adult’s views", blank=True)
    settled = models.CharField("how it was settled", max_length=10, choices=Settled, blank=True)
    learned = models.TextField("what is learned from it", blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="escalations")
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="escalations", editable=False
    )

    def __str__(self) -> str:
        return self.called

    def called_in_lists(self) -> str:
        return f"Disagreement: {self.called}"


class EscalationStep(Taken):
    """A step of a disagreement."""


class EscalationStage(InCase):
    """What was done at a stage: when, by whom, why, and what came of it."""

    stage = models.CharField(max_length=12, choices=STAGES)
    talked_on = models.DateField("on", default=clock.today)
    people = models.TextField("who talked, by post and agency")
    reasons = models.TextField("what was said, and why")
    came_to = models.TextField("what came of it", blank=True)
    shared_on = models.DateField("told to whoever raised it on", null=True, blank=True)

    class Meta:
        ordering = ("talked_on",)
        verbose_name = "talk at a stage"
        verbose_name_plural = "talks at stages"

    def __str__(self) -> str:
        return self.get_stage_display()


class EscalationAsked(InCase):
    """Another agency is asked something, and answers. It sees this, and no more of the disagreement."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="escalations_asked")
    asked = models.TextField("what it is asked")
    asked_on = models.DateField("asked on", default=clock.today)
    answer = models.TextField("what it answers", blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("agency__name", "asked_on")
        verbose_name = "question to an agency"
        verbose_name_plural = "questions to agencies"

    def __str__(self) -> str:
        return str(self.agency)


class ProviderConcern(Pathway):
    """A pattern of concerns about one provider of care."""

    SORT = Sort.PROVIDER
    PROCESS = PROVIDER

    class Service(models.TextChoices):
        CARE_HOME = "care_home", "Care home"
        NURSING_HOME = "nursing_home", "Care home with nursing"
        HOME_CARE = "home_care", "Care at home"
        SUPPORTED = "supported", "Supported living"
        HOSPITAL = "hospital", "Hospital or clinic"
        DAY = "day", "Day service"
        OTHER = "other", "Something else"

    class Trigger(models.TextChoices):
        PATTERN = "pattern", "Several enquiries, or a pattern in them"
        WHISTLEBLOWING = "whistleblowing", "Workers spoke out"
        COMPLAINTS = "complaints", "Complaints"
        VISITS = "visits", "Visits or contract checks"
        RATING = "rating", "A poor rating by the regulator"
        DEATH = "death", "A death or serious incident"
        FAILURE = "failure", "The business may fail"
        OTHER = "other", "Something else"

    class Risk(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"
        CRITICAL = "critical", "Critical"

    state = models.CharField(max_length=12, choices=PROVIDER.choices(), default=PROVIDER.begins.key, editable=False)
    called = models.CharField("what the provider is called here", max_length=60, help_text="Such as Provider M.")
    provider_name = models.CharField(
        "the provider’s name", max_length=200, blank=True, help_text="Shown in this case alone."
    )
    location_id = models.CharField("the regulator’s number of the place", max_length=30, blank=True)
    service = models.CharField("what it provides", max_length=15, choices=Service)
    trigger = models.CharField("what led to it", max_length=15, choices=Trigger)
    is_repeat = models.BooleanField("there was a concern about it before", default=False)
    risk = models.CharField("risk to people who use it", max_length=10, choices=Risk, blank=True)
    text = models.TextField("what the concerns are")
    suspended_on = models.DateField("new placements stopped on", null=True, blank=True)
    resumed_on = models.DateField("new placements began again on", null=True, blank=True)
    placing_told_on = models.DateField("councils that place people there told on", null=True, blank=True)
    placing_told = models.TextField("which councils were told", blank=True)
    plan = models.TextField("improvement plan", blank=True)
    plan_due_on = models.DateField("improvements due by", null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="provider_concerns")

    def __str__(self) -> str:
        return self.called

    def called_in_lists(self) -> str:
        return f"Concern about {self.called}"

    def clean(self) -> None:
        if self.suspended_on and self.resumed_on and self.resumed_on < self.suspended_on:
            raise ValidationError(
                {"resumed_on": "New placements began again after they were stopped; enter a later day."}
            )


class ProviderStep(Taken):
    """A step of a concern about a provider."""


class ProviderMeeting(InCase):
    """A meeting about the provider, with it or without."""

    held_on = models.DateField("day")
    who = models.TextField("who came, by post and agency")
    themes = models.TextField("themes and risks")
    providers_view = models.TextField("the provider’s view", blank=True)
    people_told = models.TextField("how people who live there, families and advocates were told", blank=True)
    agreed = models.TextField("what was agreed")
    next_on = models.DateField("next meeting", null=True, blank=True)

    class Meta:
        ordering = ("-held_on",)

    def __str__(self) -> str:
        return f"Meeting on {self.held_on.day} {self.held_on:%B %Y}"


class ProviderAction(InCase):
    """Something an agency, or the provider, does to make people safe."""

    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="provider_actions",
        help_text="None where the provider itself does it.",
    )  # fmt: skip
    text = models.TextField("what is done")
    due_on = models.DateField("due on")
    done_on = models.DateField(null=True, blank=True)
    shown_by = models.TextField("what shows that it was done", blank=True)

    class Meta:
        ordering = ("due_on",)

    def __str__(self) -> str:
        return self.text[:80]


class AfterActionReview(Pathway):
    """People who were there look back together, without blame: four questions, and what to keep and to do better."""

    SORT = Sort.AFTER_ACTION
    PROCESS = AFTER_ACTION

    state = models.CharField(
        max_length=12, choices=AFTER_ACTION.choices(), default=AFTER_ACTION.begins.key, editable=False
    )
    called = models.CharField("what it looks back on", max_length=120, help_text="A few words that name nobody.")
    event = models.TextField("what the event was")
    event_on = models.DateField("day of the event", null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    facilitator = models.CharField("who leads it, by post", max_length=200, blank=True)
    participants = models.TextField("who takes part, by post and agency", blank=True)
    expected = models.TextField("what was expected to happen", blank=True)
    happened = models.TextField("what happened", blank=True)
    why_different = models.TextField("why it was different", blank=True)
    learned = models.TextField("what can be learned", blank=True)
    sustain = models.TextField("what to keep", blank=True)
    improve = models.TextField("what to do better", blank=True)
    asks = models.TextField("what is asked of others, in the region or the country", blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="after_action_reviews", editable=False
    )

    def __str__(self) -> str:
        return self.called

    def called_in_lists(self) -> str:
        return f"After action review: {self.called}"


class AfterActionStep(Taken):
    """A step of an after action review."""


class AfterActionVoice(InCase):
    """What one agency says happened. It sees its own, and not the others’."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="after_action_voices")
    saw = models.TextField("what its people saw and did")
    keep = models.TextField("what it would keep", blank=True)
    better = models.TextField("what it would do better", blank=True)

    class Meta:
        ordering = ("agency__name",)
        verbose_name = "agency’s account"
        verbose_name_plural = "agencies’ accounts"
        constraints = (models.UniqueConstraint(fields=("case", "agency"), name="an_agency_gives_one_account"),)

    def __str__(self) -> str:
        return str(self.agency)
