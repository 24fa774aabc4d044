"""What the Board set out to do: vision, principles, priorities, golden threads, recommendations and commitments."""

from django.db import models

from goldenthread.boards.models import Board, Group
from goldenthread.core.models import Record, Slugged


class Outcome(models.TextChoices):
    """How far something set out was done."""

    DONE = "done", "Done"
    PARTLY = "partly", "Partly done"
    NOT_DONE = "not_done", "Not done"
    PLANNED = "planned", "Planned"


class Vision(Record):
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="visions")
    text = models.TextField()
    from_on = models.DateField("holds from", null=True, blank=True)

    class Meta:
        ordering = (models.F("from_on").desc(nulls_last=True),)

    def __str__(self) -> str:
        return self.text


class Principle(Slugged):
    """One of the six principles of adult safeguarding, with its "I statement" (statutory guidance, chapter 14)."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="principles")
    slug = models.SlugField()
    name = models.CharField(max_length=40)
    meaning = models.TextField()
    i_statement = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name


class PrincipleAccount(Record):
    """What the Board says it did in a year under one principle, what shows it, and what is still missing."""

    principle = models.ForeignKey(Principle, on_delete=models.CASCADE, related_name="accounts")
    period = models.CharField(max_length=7)
    text = models.TextField("what was done")
    evidence = models.TextField("what shows it", blank=True)
    gaps = models.TextField("what is still missing", blank=True)

    class Meta:
        ordering = ("-period", "principle__order")

    def __str__(self) -> str:
        return f"{self.principle} {self.period}"


class Priority(Record):
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="priorities")
    period = models.CharField(max_length=7)
    name = models.CharField(max_length=200)
    plan = models.ForeignKey(
        "plans.StrategicPlan", null=True, blank=True, on_delete=models.PROTECT, related_name="priorities"
    )
    joint_with = models.CharField(max_length=200, blank=True)
    led_elsewhere_by = models.CharField("which other body leads on it", max_length=200, blank=True)
    rationale = models.TextField("why the Board chose it", blank=True)
    sponsor = models.CharField("who stands up for it", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("period", "order")
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return f"{self.name} ({self.period})"


class GoldenThread(Record):
    """A theme that runs through all the Board's work in a year."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="golden_threads")
    period = models.CharField(max_length=7)
    name = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("period", "order")

    def __str__(self) -> str:
        return f"{self.name} ({self.period})"


class Undertaking(Record):
    """What an annual report asked of the year that followed, what was done, and what difference it made."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation of last year's report"
        COMMITMENT = "commitment", "Commitment for the year to come"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="undertakings")
    kind = models.CharField(max_length=20, choices=Kind)
    period = models.CharField(max_length=7, help_text="The year in which it is to be done.")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    done = models.TextField(blank=True, help_text="What was done.")
    difference = models.TextField(blank=True, help_text="What difference it made, and how we know.")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PLANNED)
    lead = models.CharField("who leads it", max_length=200, blank=True)
    measure = models.TextField("how its effect is known", blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_into"
    )

    class Meta:
        ordering = ("period", "kind", "number")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}, {self.period}"


class PlanItem(Record):
    """What a group set out to do in a year, and what it did."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="plan_items")
    period = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    done = models.TextField(blank=True)
    difference = models.TextField("what difference it made", blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PLANNED)
    lead = models.CharField("who leads it", max_length=200, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    evidence = models.TextField("what shows it", blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_into"
    )

    class Meta:
        ordering = ("period", "number")

    def __str__(self) -> str:
        return self.text


class MemberContribution(Record):
    """What one member did in a year to carry out the plan (Schedule 2, paragraph 4(1)(c))."""

    agency = models.ForeignKey("boards.Agency", on_delete=models.PROTECT, related_name="year_contributions")
    period = models.CharField(max_length=7)
    text = models.TextField(blank=True, help_text="Empty: no return was received, and the report says so.")
    is_synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.agency} {self.period}"


from goldenthread.plans.registers import (  # noqa: E402  (models too)
    Assurance,
    Campaign,
    ExternalStrategy,
    Forum,
    ForumCount,
    IssueOfConcern,
    LivedExperience,
    Milestone,
    PartnerDuty,
    Policy,
    Programme,
    Service,
)
from goldenthread.plans.risks import (  # noqa: E402  (the same)
    BoardRisk,
    RiskBand,
    RiskControl,
    RiskScore,
    RiskShare,
    SharedRisk,
)
from goldenthread.plans.strategy import (  # noqa: E402  (the same)
    Activity,
    Capacity,
    Deliverable,
    Objective,
    ProgressNote,
    StrategicPlan,
    WorkItem,
)

__all__ = [
    "Activity",
    "Assurance",
    "BoardRisk",
    "Campaign",
    "Capacity",
    "Deliverable",
    "ExternalStrategy",
    "Forum",
    "ForumCount",
    "GoldenThread",
    "IssueOfConcern",
    "LivedExperience",
    "MemberContribution",
    "Milestone",
    "Objective",
    "Outcome",
    "PartnerDuty",
    "PlanItem",
    "Policy",
    "Principle",
    "PrincipleAccount",
    "Priority",
    "Programme",
    "ProgressNote",
    "RiskBand",
    "RiskControl",
    "RiskScore",
    "RiskShare",
    "Service",
    "SharedRisk",
    "StrategicPlan",
    "Undertaking",
    "Vision",
    "WorkItem",
]
