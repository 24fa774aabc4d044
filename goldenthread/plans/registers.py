"""What the Board keeps in sight beside its plan: issues of concern, policies, campaigns, services, forums, voices, programmes."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce

from goldenthread.boards.models import Board, Group
from goldenthread.core.models import Record
from goldenthread.plans.models import Principle, Priority


class IssueOfConcern(Record):
    """Something the Board should concern itself with (statutory guidance 14.134), and which forum looks after it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="issues_of_concern")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("issue", max_length=300)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="issues_of_concern")
    forum = models.CharField("or which other forum", max_length=200, blank=True)

    class Meta:
        ordering = ("order", "text")
        verbose_name_plural = "issues of concern"

    def __str__(self) -> str:
        return self.text

    @property
    def looked_after_by(self) -> str:
        return str(self.group) if self.group else self.forum

    def last_assured_on(self) -> date | None:
        """The day of the last assurance; reads what `assurances` has prefetched."""
        days = [one.given_on for one in self.assurances.all()]
        return max(days) if days else None


class Assurance(Record):
    """That somebody showed the Board, on a day, how an issue of concern is looked after."""

    issue = models.ForeignKey(IssueOfConcern, on_delete=models.CASCADE, related_name="assurances")
    given_on = models.DateField()
    given_by = models.CharField(max_length=200)
    text = models.TextField("what it said")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-given_on", "id")

    def __str__(self) -> str:
        return f"{self.given_by}, {self.given_on.day} {self.given_on:%B %Y}"


class Policy(Record):
    """A policy, procedure or other document of the partnership, at one version."""

    class Kind(models.TextChoices):
        POLICY = "policy", "Policy"
        PROCEDURE = "procedure", "Procedure or pathway"
        PROTOCOL = "protocol", "Protocol"
        GUIDANCE = "guidance", "Guidance or toolkit"
        PARTNERSHIP = "partnership", "Document of the partnership"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="policies")
    name = models.CharField(max_length=300)
    kind = models.CharField("what it is", max_length=20, choices=Kind, default=Kind.POLICY)
    version = models.CharField(max_length=20, blank=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    owner = models.CharField("who keeps it", max_length=200, blank=True)
    joint_with = models.CharField("shared with", max_length=200, blank=True)
    link = models.URLField("where it is", blank=True)
    new_in = models.CharField("year in which it was new", max_length=7, blank=True)
    in_force_on = models.DateField("in force from", null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    what_is_new = models.TextField("what is new in it", blank=True)
    launch = models.TextField("how people were told of it", blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "-in_force_on", "id")
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}" if self.version else self.name

    def clean(self) -> None:
        if self.supersedes_id is not None and self.supersedes_id == self.pk:
            raise ValidationError({"supersedes": "Choose another document: one cannot replace itself"})


class Campaign(Record):
    """A campaign the Board led or took part in: when, with whom, what was made, and how far it reached."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="campaigns")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=200)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    about = models.TextField("what it was about", blank=True)
    partners = models.TextField("who took part", blank=True)
    outputs = models.TextField("what was made and done", blank=True)
    reach = models.PositiveIntegerField("people it reached", null=True, blank=True)
    reach_note = models.CharField("how that was counted", max_length=200, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-begins_on", "name")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.ends_on and self.begins_on and self.ends_on < self.begins_on:
            raise ValidationError({"ends_on": "The last day must be the first day, or later"})
        if self.reach is not None and not self.reach_note:
            raise ValidationError({"reach_note": "Enter how the number of people was counted"})


class Service(Record):
    """Where people can get help: for whom, in what form, for how long, and when this was last checked."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="services")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    given_by = models.CharField("who gives it", max_length=200, blank=True)
    audience = models.CharField("whom it is for", max_length=200)
    about = models.TextField("what it offers", blank=True)
    format = models.CharField("how it is given", max_length=200, blank=True)
    length = models.CharField("how long it lasts", max_length=100, blank=True)
    link = models.URLField("where to find it", blank=True)
    checked_on = models.DateField("link last tried on", null=True, blank=True)
    review_on = models.DateField("to be checked by", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Forum(Record):
    """A meeting of partners that is not one of the Board's own groups, such as a risk conference held each month."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="forums")
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    led_by = models.CharField(max_length=200, blank=True)
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="forums")
    review_every_months = models.PositiveSmallIntegerField(
        "months from one review of it to the next", default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    reviewed_on = models.DateField("last reviewed on", null=True, blank=True)
    review_on = models.DateField("reviewed again by", null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ForumCount(Record):
    """How often a forum met from a day on, and what it counted in that time."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="counts")
    from_on = models.DateField("from")
    cadence = models.CharField("how often it met", max_length=100)
    counted = models.CharField("what was counted", max_length=200, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-from_on", "id")

    def __str__(self) -> str:
        return self.cadence

    def clean(self) -> None:
        if self.number is not None and not self.counted:
            raise ValidationError({"counted": "Enter what was counted"})


class ExternalStrategy(Record):
    """A strategy that another body leads and the Board contributes to."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="external_strategies")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="strategies")
    name = models.CharField(max_length=200)
    led_by = models.CharField("which body leads", max_length=200)
    contributes = models.CharField("who contributes", max_length=300, blank=True)
    years = models.CharField(max_length=40, blank=True)
    aims = models.TextField("what it aims at", blank=True)
    our_part = models.TextField("what the Board does for it", blank=True)
    link = models.URLField("where it is published", blank=True)
    review_on = models.DateField("look at it again by", null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "external strategies"

    def __str__(self) -> str:
        return self.name


class LivedExperience(Record):
    """What somebody told of their own life, with what they agreed to. Once they withdraw, their words are gone."""

    NOT_IN_TRAIL: ClassVar[frozenset[str]] = frozenset({"story", "known_as"})

    class Use(models.TextChoices):
        BOARD = "board", "Inside the Board"
        TRAINING = "training", "Inside the Board, and in training"
        PUBLIC = "public", "In public"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="lived_experience")
    title = models.CharField("what it is about", max_length=200, help_text="Without a name.")
    known_as = models.CharField("what they are called here", max_length=100, blank=True, help_text="Never their name.")
    story = models.TextField("their words", blank=True)
    told_in = models.CharField("how they told it", max_length=200, blank=True)
    principle = models.ForeignKey(Principle, null=True, blank=True, on_delete=models.PROTECT, related_name="voices")
    agreed_on = models.DateField("they agreed on")
    agreed_to = models.CharField("what they agreed to", max_length=10, choices=Use, default=Use.BOARD)
    agreed_until = models.DateField("their agreement holds until")
    heard_by = models.CharField("who heard their agreement", max_length=200)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    led_to = models.TextField("what the Board did with it", blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-agreed_on", "title")
        verbose_name_plural = "lived experience"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True) | models.Q(story="", known_as=""),
                name="what_was_withdrawn_holds_no_words",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.agreed_until and self.agreed_on and self.agreed_until < self.agreed_on:
            raise ValidationError({"agreed_until": "The last day must be the day they agreed, or later"})
        if self.withdrawn_on is not None and (self.story or self.known_as):
            raise ValidationError({"story": "They withdrew it. Their words cannot be written down here again"})

    def may_be_used(self, use: str, day: date) -> bool:
        """Whether their agreement covers this use on this day. The wider covers the narrower."""
        order = [one.value for one in self.Use]
        covers = order.index(str(self.agreed_to)) >= order.index(use)
        return covers and self.withdrawn_on is None and self.agreed_on <= day <= self.agreed_until


class Programme(Record):
    """A programme several partners bring in together, in phases, such as a national change of practice."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="programmes")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=200)
    led_by = models.CharField(max_length=200, blank=True)
    about = models.TextField("what it changes", blank=True)
    phase = models.CharField("where it is now", max_length=200, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Milestone(Record):
    """A point a programme reached, or is to reach."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField("what is reached", max_length=300)
    due_on = models.DateField("planned for", null=True, blank=True)
    reached_on = models.DateField("reached on", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = (Coalesce("reached_on", "due_on").asc(nulls_last=True), "text")

    def __str__(self) -> str:
        return self.text


class PartnerDuty(Record):
    """Something the statutory partners take on together, and what shows that they do."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="partner_duties")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField("what they take on")
    evidence = models.TextField("what shows it", blank=True)

    class Meta:
        ordering = ("order", "id")
        verbose_name_plural = "partner duties"

    def __str__(self) -> str:
        return self.text
