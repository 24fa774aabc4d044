"""The report of a review: its versions, what agencies check of it, the gates before it is published, and what was decided.

Source: boards' own publication procedures; the gates a Board uses, and who holds each, are its own to change.
"""

from __future__ import annotations

from django.db import models

from goldenthread.boards.models import Agency
from goldenthread.cases.models import InCase, TwoPersonAct
from goldenthread.core import clock


class ReportVersion(InCase):
    """The draft report as it stood. A version is never changed: what is put right is the next one."""

    version = models.PositiveSmallIntegerField(default=1, editable=False)
    text = models.TextField("the report", help_text="Begin the heading of each part with ## and a space.")
    what_changed = models.TextField("what changed since the version before", blank=True)
    written_on = models.DateField("written", default=clock.today)
    file_ending = models.CharField("kind of its file", max_length=5, blank=True, editable=False)
    file_size = models.PositiveIntegerField("size of its file", null=True, blank=True, editable=False)
    file_digest = models.CharField("digest of its file", max_length=64, blank=True, editable=False)
    file_taken_out = models.CharField("what was taken out of its file", max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ("-version",)
        verbose_name = "version of the report"
        verbose_name_plural = "versions of the report"
        constraints = (models.UniqueConstraint(fields=("case", "version"), name="a_version_of_a_report_once"),)

    def __str__(self) -> str:
        return f"Version {self.version}"


class FactCheck(InCase):
    """A part of the draft that one agency is asked to check. It sees this part, as it stood, and nothing else of the report."""

    SHOWN_WITH = ("agency",)

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="fact_checks")
    version = models.PositiveSmallIntegerField("version of the report", editable=False)
    part = models.CharField("part of the report", max_length=200)
    text = models.TextField("what it says", editable=False)
    asked_on = models.DateField("asked", default=clock.today)
    due_on = models.DateField("by when")
    is_answered = models.BooleanField("the agency has finished", default=False, editable=False)
    answered_on = models.DateField("finished", null=True, blank=True, editable=False)

    class Meta:
        ordering = ("due_on", "agency__name")
        verbose_name = "fact check"
        verbose_name_plural = "fact checks"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_answered=False, answered_on=None)
                | models.Q(is_answered=True, answered_on__isnull=False),
                name="a_fact_check_is_finished_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("asked_on")),
                name="a_fact_check_is_due_after_it_was_asked",
                violation_error_message="The day it is due comes before the day it was asked.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.agency}"


class FactCorrection(InCase):
    """What an agency says is wrong in its part, and whether the reviewer took it over."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", "Not yet decided"
        ACCEPTED = "accepted", "Taken over"
        NOT_ACCEPTED = "not_accepted", "Not taken over"

    check_of = models.ForeignKey(FactCheck, on_delete=models.PROTECT, related_name="corrections", verbose_name="part")
    says = models.TextField("what the draft says")
    should_say = models.TextField("what it should say")
    evidence = models.TextField("what shows that", blank=True)
    verdict = models.CharField(
        "what became of it", max_length=15, choices=Verdict, default=Verdict.WAITING, editable=False
    )
    verdict_why = models.TextField("why", blank=True, editable=False)

    class Meta:
        ordering = ("check_of", "id")
        verbose_name = "correction"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(verdict="not_accepted") | ~models.Q(verdict_why=""),
                name="a_correction_is_not_taken_over_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.says


class Gate(InCase):
    """Something that stands before publication: who holds it, how it stands, and what shows that it is met."""

    class State(models.TextChoices):
        WAITING = "waiting", "Open"
        MET = "met", "Met"
        NOT_NEEDED = "not_needed", "Not needed here"
        NOT_MET = "not_met", "Refused"

    key = models.CharField(max_length=30, editable=False)
    words = models.CharField("what stands before publication", max_length=200)
    owner = models.CharField("who holds it", max_length=200)
    state = models.CharField("how it stands", max_length=12, choices=State, default=State.WAITING)
    evidence = models.TextField(
        "what shows it", blank=True, help_text="A letter, a decision, a date, or why it is not needed."
    )
    asked_on = models.DateField("asked for", null=True, blank=True)
    settled_on = models.DateField("settled", null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=50, editable=False)

    class Meta:
        ordering = ("order", "words")
        verbose_name = "gate before publication"
        verbose_name_plural = "gates before publication"
        constraints = (
            models.UniqueConstraint(fields=("case", "key"), name="a_gate_stands_once_before_a_review"),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | (~models.Q(evidence="") & models.Q(settled_on__isnull=False)),
                name="a_gate_is_settled_with_evidence_on_a_day",
                violation_error_message="Say what shows it, and on which day it was settled.",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        """Whether it still stands in the way."""
        return self.state in {self.State.WAITING, self.State.NOT_MET}


class Briefing(InCase):
    """A seven-minute briefing: one page with seven fixed headings, for a team meeting. It may be published before the report."""

    title = models.CharField(max_length=200)
    parts = models.JSONField("the seven parts", default=list, editable=False)
    published_on = models.DateField("published", null=True, blank=True, editable=False)
    published_seal = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ("title",)
        verbose_name = "seven-minute briefing"
        constraints = (models.UniqueConstraint(fields=("case",), name="one_briefing_of_a_review"),)

    def __str__(self) -> str:
        return self.title


class Publication(InCase):
    """What two people decided about publication, and why. A later decision stands beside the earlier one."""

    class Outcome(models.TextChoices):
        PUBLISHED = "published", "Published"
        SUMMARY = "summary_only", "Summary only"
        NOT_PUBLISHED = "not_published", "Not published"

    outcome = models.CharField("what was decided", max_length=15, choices=Outcome)
    reasons = models.TextField("reasons", blank=True)
    decided_on = models.DateField("decided", default=clock.today)
    until_on = models.DateField("stays published until", null=True, blank=True)
    link = models.URLField("where it can be read", blank=True)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    act = models.OneToOneField(TwoPersonAct, on_delete=models.PROTECT, related_name="publication", editable=False)

    class Meta:
        ordering = ("-decided_on",)
        verbose_name = "decision on publication"
        verbose_name_plural = "decisions on publication"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome="published") | ~models.Q(reasons=""),
                name="what_is_kept_back_has_reasons",
            ),
        )

    def __str__(self) -> str:
        return self.get_outcome_display()
