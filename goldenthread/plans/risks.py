"""The Board's risks: how grave each is, what is done about it, how it went, and what is shared with another Board."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core.models import Record

LIKELY = ((1, "1: rare"), (2, "2: unlikely"), (3, "3: possible"), (4, "4: likely"), (5, "5: almost certain"))
GRAVE = ((1, "1: slight"), (2, "2: minor"), (3, "3: moderate"), (4, "4: serious"), (5, "5: grave"))
RANGE = (MinValueValidator(1), MaxValueValidator(5))


def scored(**kwargs: Any) -> models.PositiveSmallIntegerField[Any, Any]:
    """A field for one to five."""
    return models.PositiveSmallIntegerField(validators=RANGE, **kwargs)


def both_given(words: str) -> models.Q:
    """Both halves of a score are there: a half that is missing would make the database’s answer unknown, not no."""
    return models.Q(**{f"{words}_likelihood__isnull": False, f"{words}_impact__isnull": False})


class BoardRisk(Record):
    """A risk to the Board's work, as its register holds it. (A row of an extract's alleged abuse is an allegation.)"""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    class Appetite(models.TextChoices):
        AVERSE = "averse", "We avoid it as far as we can"
        CAUTIOUS = "cautious", "We take a little where it is needed"
        OPEN = "open", "We take it where the gain is clear"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="board_risks")
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    likelihood = scored(choices=LIKELY, help_text="1 (rare) to 5 (almost certain).")
    impact = scored(choices=GRAVE, help_text="1 (slight) to 5 (grave).")
    inherent_likelihood = scored(choices=LIKELY, null=True, blank=True)
    inherent_impact = scored(choices=GRAVE, null=True, blank=True)
    target_likelihood = scored(choices=LIKELY, null=True, blank=True)
    target_impact = scored(choices=GRAVE, null=True, blank=True)
    appetite = models.CharField("how much of it the Board accepts", max_length=10, choices=Appetite, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    mitigation = models.TextField(blank=True, help_text="What is done about it.")
    why_it_stays = models.TextField("why it stays on the register", blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="board_risks")
    looked_at_on = models.DateField("last looked at", null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    why_closed = models.TextField("why it was closed", blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_scores_are_one_to_five"
            ),
            models.CheckConstraint(
                condition=models.Q(inherent_likelihood__isnull=True, inherent_impact__isnull=True)
                | (both_given("inherent") & models.Q(inherent_likelihood__range=(1, 5), inherent_impact__range=(1, 5))),
                name="inherent_scores_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(target_likelihood__isnull=True, target_impact__isnull=True)
                | (both_given("target") & models.Q(target_likelihood__range=(1, 5), target_impact__range=(1, 5))),
                name="target_scores_go_together",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        for words, likelihood, impact in (
            ("inherent", self.inherent_likelihood, self.inherent_impact),
            ("target", self.target_likelihood, self.target_impact),
        ):
            if (likelihood is None) != (impact is None):
                missing = f"{words}_{'likelihood' if likelihood is None else 'impact'}"
                raise ValidationError({missing: "Choose both likelihood and impact, or neither"})

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return int(self.likelihood * self.impact)

    @property
    def inherent_score(self) -> int | None:
        return times(self.inherent_likelihood, self.inherent_impact)

    @property
    def target_score(self) -> int | None:
        return times(self.target_likelihood, self.target_impact)


def times(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact


class RiskControl(Record):
    """Something that holds a risk down: who keeps it up, how we know that it works, and what is missing."""

    risk = models.ForeignKey(BoardRisk, on_delete=models.CASCADE, related_name="controls")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("what is in place", max_length=300)
    owner = models.CharField("who keeps it up", max_length=200, blank=True)
    assurance = models.TextField("how we know that it works", blank=True)
    gap = models.TextField("what is missing", blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.text


class RiskScore(Record):
    """A score given to a risk, and the one it had before. It is added and never changed."""

    risk = models.ForeignKey(BoardRisk, on_delete=models.CASCADE, related_name="scores")
    likelihood = scored()
    impact = scored()
    likelihood_before = scored(null=True, blank=True)
    impact_before = scored(null=True, blank=True)
    scored_on = models.DateField()
    scored_at = models.DateTimeField()
    scored_by = models.CharField(max_length=200)
    why = models.TextField()
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("scored_on", "scored_at", "id")

    def __str__(self) -> str:
        return f"{self.score} of 25"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A score that was given stays as it was. Add another.")
        super().save(*args, **kwargs)

    @property
    def score(self) -> int:
        return int(self.likelihood * self.impact)

    @property
    def score_before(self) -> int | None:
        return times(self.likelihood_before, self.impact_before)


class RiskBand(Record):
    """From which score a risk counts as low, high and so on. A Board's own choice; nothing in law sets it."""

    class Shape(models.TextChoices):
        RING = "ring", "Ring: nothing special"
        PART = "part", "Half circle: to be watched"
        BAD = "bad", "Diamond: worrying"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="risk_bands")
    name = models.CharField(max_length=40)
    at_least = models.PositiveSmallIntegerField(
        "from this score on", validators=(MinValueValidator(1), MaxValueValidator(25))
    )
    shape = models.CharField("how it is shown", max_length=10, choices=Shape, default=Shape.RING)
    means = models.CharField("what is then done", max_length=300, blank=True)

    class Meta:
        ordering = ("at_least",)
        constraints = (models.UniqueConstraint(fields=("board", "at_least"), name="a_band_begins_at_its_own_score"),)

    def __str__(self) -> str:
        return self.name


class RiskShare(Record):
    """That this Board lets another see one risk. Whoever runs that Board takes it there; nothing is sent by itself."""

    risk = models.ForeignKey(BoardRisk, on_delete=models.CASCADE, related_name="shares")
    with_board = models.SlugField("short name of the other Board")
    why = models.TextField("why it is shared")
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("agreed_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("risk", "with_board"), condition=models.Q(ended_at__isnull=True), name="a_risk_is_shared_once"
            ),
        )

    def __str__(self) -> str:
        return self.with_board


class SharedRisk(Record):
    """Another Board's risk as it was on a day, beside what this Board says of it. It holds a copy, and no way back."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="shared_risks")
    share_id = models.UUIDField(editable=False)
    from_board = models.CharField(max_length=200, editable=False)
    title = models.CharField(max_length=300, editable=False)
    likelihood = scored(editable=False)
    impact = scored(editable=False)
    status = models.CharField(max_length=10, choices=BoardRisk.Status, editable=False, default=BoardRisk.Status.OPEN)
    as_of = models.DateField(editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    comment = models.TextField("what it means for this Board", blank=True)

    class Meta:
        ordering = ("title", "id")
        constraints = (models.UniqueConstraint(fields=("board", "share_id"), name="a_shared_risk_is_taken_once"),)

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> int:
        return int(self.likelihood * self.impact)
