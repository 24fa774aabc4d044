"""The rapid review, what the group recommends to the chair, what the chair decides, and who was told.

Recommending and deciding are separate acts by different people. Neither is edited: each is a version, with its reasons.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import InCase
from goldenthread.core import clock
from goldenthread.core.models import Record
from goldenthread.learning.models import Source
from goldenthread.reviews import deciding_gates
from goldenthread.reviews.deciding_gates import OUTCOME_WORDS, Answer, Condition, Outcome

OUTCOMES = [(str(one), OUTCOME_WORDS[one]) for one in Outcome]


class RapidReview(InCase):
    """The meeting that looks at what agencies said, learns what can be learned at once, and recommends to the chair."""

    SHOWN_WITH = ("case",)

    held_on = models.DateField("held on", default=clock.today)
    chaired_by = models.CharField("who led it", max_length=200, help_text="The post.")
    note = models.TextField("what was looked at", blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="rapid_reviews", editable=False
    )

    class Meta:
        ordering = ("held_on",)

    def __str__(self) -> str:
        return f"{self.case.called}: rapid review"


class RapidReviewAgency(InCase):
    """An agency that was at a rapid review, by whom, and what it thinks should follow, with its reasons."""

    meeting = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="rapid_reviews")
    represented_by = models.CharField("for the agency", max_length=200, blank=True, help_text="The post.")
    view = models.CharField("what it thinks should follow", max_length=15, choices=OUTCOMES, blank=True)
    why = models.TextField("its reasons", blank=True)

    class Meta:
        ordering = ("agency__order", "agency__name")
        verbose_name = "agency at a rapid review"
        verbose_name_plural = "agencies at rapid reviews"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "agency"), name="an_agency_is_once_at_a_rapid_review"),
            models.CheckConstraint(
                condition=models.Q(view="") | ~models.Q(why=""), name="a_view_at_a_rapid_review_has_reasons"
            ),
        )

    def __str__(self) -> str:
        return str(self.agency)


class RapidReviewRule(Record):
    """Which agencies must be at a rapid review, where it is another rule than the three statutory partners."""

    board = models.OneToOneField(Board, on_delete=models.PROTECT, related_name="rapid_review_rule")
    rule = models.JSONField(default=list, blank=True, help_text="As meetings.quorum reads it.")

    def __str__(self) -> str:
        return f"Quorum of rapid reviews of {self.board}"


class Judged(InCase):
    """The four gates of section 44, each answered with evidence, and what was concluded. A version: never edited."""

    ANSWERS = ((Answer.YES, "Yes"), (Answer.NO, "No"), (Answer.UNSURE, "It cannot be told yet"))
    CONDITIONS = (
        (Condition.DIED, "Condition 1: the adult died, and death from abuse or neglect is known or suspected"),
        (Condition.SERIOUS, "Condition 2: the adult is alive, and serious abuse or neglect is known or suspected"),
        (Condition.NEITHER, "Neither"),
        (Condition.UNSURE, "It cannot be told yet"),
    )

    number = models.PositiveSmallIntegerField(editable=False)
    statute = models.CharField(max_length=10, editable=False)
    in_area = models.CharField("is the adult in the Board’s area?", max_length=8, choices=ANSWERS)
    in_area_evidence = models.TextField("what shows it")
    needs = models.CharField("did the adult have needs for care and support?", max_length=8, choices=ANSWERS)
    needs_evidence = models.TextField("what shows it")
    together = models.CharField(
        "is there reasonable cause for concern about how agencies worked together?", max_length=8, choices=ANSWERS
    )
    together_evidence = models.TextField("what shows it")
    condition = models.CharField("is condition 1 or 2 met?", max_length=8, choices=CONDITIONS)
    condition_evidence = models.TextField("what shows it")
    outcome = models.CharField(max_length=15, choices=OUTCOMES)
    why = models.TextField("the reasons")
    made_on = models.DateField(default=clock.today, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    @property
    def result(self) -> deciding_gates.Result:
        """What follows from the gates."""
        return deciding_gates.result(self.in_area, self.needs, self.together, self.condition)

    @property
    def gates(self) -> list[tuple[str, str, str]]:
        """Each gate as a question, its answer in words and its evidence."""
        return [
            (
                str(self._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]  # a field has a name
                self._words(name),
                getattr(self, f"{name}_evidence"),
            )
            for name in ("in_area", "needs", "together", "condition")
        ]

    def _words(self, name: str) -> str:
        words: str = getattr(self, f"get_{name}_display")()
        return words


class GroupRecommendation(Judged):
    """What the group recommends to the chair, with its method and whoever disagreed."""

    meeting = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="recommendations", editable=False)
    method = models.CharField("what kind of review, if any", max_length=200, blank=True)
    dissent = models.TextField("who saw it differently, and why", blank=True)
    without_quorum = models.TextField("why it stands without a quorum", blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name = "recommendation to the chair"
        verbose_name_plural = "recommendations to the chair"
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="recommendations_to_the_chair_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.case.called}: recommendation {self.number}"


class ChairDecision(Judged):
    """What the chair decides. A changed decision is a new version that names the one it replaces."""

    recommendation = models.ForeignKey(
        GroupRecommendation, on_delete=models.PROTECT, related_name="decisions", editable=False
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )
    what_changed = models.TextField("what changed since the decision before", blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name = "decision of the chair"
        verbose_name_plural = "decisions of the chair"
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="decisions_of_the_chair_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(number=1, replaces=None) | models.Q(number__gt=1, replaces__isnull=False),
                name="a_later_decision_names_what_it_replaces",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.called}: decision {self.number}"


class OutcomeTold(InCase):
    """Somebody was told what became of a referral, and why."""

    class Whom(models.TextChoices):
        REFERRER = "referrer", "The referrer"
        AGENCIES = "agencies", "The agencies that were asked"
        ADULT = "adult", "The adult or the family"
        DIRECTOR = "director", "The director of adult social services"
        CORONER = "coroner", "The coroner"
        SAFETY = "safety", "The community safety partnership"
        CHILDREN = "children", "The children’s partnership"
        REGULATOR = "regulator", "The Care Quality Commission"
        OTHER = "other", "Somebody else"

    whom = models.CharField("who was told", max_length=10, choices=Whom)
    told_on = models.DateField("day", default=clock.today)
    how = models.CharField("how", max_length=100, blank=True, help_text="Such as by telephone, or by letter.")
    said = models.TextField("what was said", blank=True)

    class Meta:
        ordering = ("told_on",)
        verbose_name = "who was told"
        verbose_name_plural = "who was told"

    def __str__(self) -> str:
        return f"{self.get_whom_display()}, {self.told_on}"
