"""The strategic plan: what the Board set out to do over some years, who leads each part, and how it is known to have worked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Agency, Board, Group, Person
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record
from goldenthread.plans import steps
from goldenthread.plans.models import GoldenThread, Principle, Priority
from goldenthread.plans.steps import State


class StrategicPlan(Record):
    """What the Board publishes about its way for each financial year (Care Act 2014, Schedule 2, paragraph 3)."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="strategic_plans")
    name = models.CharField(max_length=200)
    first_period = models.CharField("first year", max_length=7)
    last_period = models.CharField("last year", max_length=7)
    rationale = models.TextField("why these priorities", blank=True)
    link = models.URLField("where it is published", blank=True)
    status = models.CharField(max_length=10, choices=steps.CHOICES, default=State.DRAFT)
    agreed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    evaluation = models.TextField(blank=True, help_text="What the plan came to, all told, once it has ended.")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-first_period", "name")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_period__gte=models.F("first_period")),
                name="plan_ends_no_earlier_than_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.first_period and self.last_period and self.last_period < self.first_period:
            raise ValidationError({"last_period": "Last year must be the first year, or later"})


class Objective(Record):
    """What a plan wanted to reach under a priority, how it was to be measured, and what came of it."""

    SHOWN_WITH = ("plan",)

    class Achieved(models.TextChoices):
        ACHIEVED = "achieved", "Achieved"
        PARTLY = "partly", "Partly achieved"
        NOT = "not", "Not achieved"
        UNKNOWN = "unknown", "Cannot be told"

    plan = models.ForeignKey(StrategicPlan, on_delete=models.CASCADE, related_name="objectives")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    measure = models.TextField("how it is measured", blank=True)
    result = models.TextField("what was found", blank=True)
    achieved = models.CharField(max_length=10, choices=Achieved, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.achieved and not self.result:
            raise ValidationError({"result": "Enter what was found: a judgement needs what it rests on"})


class Deliverable(Record):
    """Something the plan is to bring about by a day, led by somebody, with a sign by which its effect is known."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        UNDER_WAY = "under_way", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"
        CARRIED = "carried", "Carried forward"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="deliverables")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="deliverables")
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.PROTECT, related_name="deliverables"
    )
    title = models.CharField("what is delivered", max_length=300)
    rationale = models.TextField("why", blank=True)
    lead_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="deliverables"
    )
    lead_group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="deliverables")
    lead_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="deliverables"
    )
    measure = models.TextField("how its effect is known", blank=True)
    from_on = models.DateField("work begins on", null=True, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    hours = models.PositiveIntegerField("hours of work it will take", null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED)
    done_on = models.DateField(null=True, blank=True)
    difference = models.TextField("what difference it made", blank=True)
    evidence = models.TextField("what shows it", blank=True)
    is_joint = models.BooleanField("shared with another Board", default=False)
    joint_with = models.CharField("which Board, and who leads", max_length=200, blank=True)
    golden_threads = models.ManyToManyField(GoldenThread, blank=True, related_name="deliverables")
    principles = models.ManyToManyField(Principle, blank=True, related_name="deliverables")
    themes = models.ManyToManyField(Theme, blank=True, related_name="deliverables")
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_into"
    )
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = (models.F("due_on").asc(nulls_last=True), "title", "id")
        indexes = (models.Index(fields=("board", "status", "due_on"), name="deliverable_by_due_day"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(status="done") | models.Q(done_on__isnull=False),
                name="a_deliverable_done_was_done_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.is_joint and not self.joint_with:
            raise ValidationError({"joint_with": "Enter which Board it is shared with, and who leads"})
        if self.status == self.Status.DONE and self.done_on is None:
            raise ValidationError({"done_on": "Enter the day it was done"})

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.NOT_STARTED, self.Status.UNDER_WAY}

    @property
    def activities_done(self) -> int:
        """How many of its activities are done; reads what was prefetched."""
        return sum(one.is_done for one in self.activities.all())

    @property
    def led_by(self) -> str:
        """Who leads it, in words; "" where nobody does."""
        leads = (self.lead_person, self.lead_group, self.lead_agency)
        return ", ".join(str(one) for one in leads if one is not None)


class Activity(Record):
    """A step on the way to a deliverable."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="activities")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("what is done", max_length=300)
    owner = models.CharField("who does it", max_length=200, blank=True)
    from_on = models.DateField("begins on", null=True, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    is_done = models.BooleanField("done", default=False)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", models.F("due_on").asc(nulls_last=True), "id")
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.text


class ProgressNote(Record):
    """How far a deliverable was on a day, as whoever leads it said. Kept as it was said."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="progress")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=Deliverable.Status)
    text = models.TextField("how far it is")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-said_at", "id")

    def __str__(self) -> str:
        return self.text


class Capacity(Record):
    """How many hours a group or a person has for the plan in a quarter."""

    class Quarter(models.IntegerChoices):
        Q1 = 1, "April to June"
        Q2 = 2, "July to September"
        Q3 = 3, "October to December"
        Q4 = 4, "January to March"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="capacities")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="capacities")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="capacities")
    period = models.CharField(max_length=7)
    quarter = models.PositiveSmallIntegerField(choices=Quarter)
    hours = models.PositiveIntegerField()
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("period", "quarter", "id")
        verbose_name_plural = "capacities"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(group__isnull=True) ^ models.Q(person__isnull=True),
                name="capacity_is_of_a_group_or_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group or self.person}, {self.get_quarter_display()} {self.period}"

    def clean(self) -> None:
        if (self.group_id is None) == (self.person_id is None):
            raise ValidationError({"group": "Choose a group or a person, and not both"})


class WorkItem(Record):
    """One thing of the year's programme of learning, audit, training and communications."""

    class Kind(models.TextChoices):
        LEARNING = "learning", "Learning"
        AUDIT = "audit", "Audit"
        TRAINING = "training", "Training"
        COMMUNICATIONS = "communications", "Communications"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="work_items")
    period = models.CharField(max_length=7)
    kind = models.CharField("what it is", max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="work_items")
    planned_on = models.DateField("planned for", null=True, blank=True)
    done_on = models.DateField("took place on", null=True, blank=True)
    came_of_it = models.TextField("what came of it", blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period", models.F("planned_on").asc(nulls_last=True), "title")

    def __str__(self) -> str:
        return self.title
