"""The annual report as the Board writes it: sections of narrative, each with an owner; drafts kept; who let it be published."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Board, Person
from goldenthread.core.models import Record
from goldenthread.reports.steps import WORDS, State

LONGEST = 100_000
"""How many characters the text of one section may have: some sixty pages."""


class Report(Record):
    """A Board's annual report for a year (Care Act 2014, Schedule 2, paragraph 4)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft, not for publication"
        PUBLISHED = "published", "Published"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reports")
    period = models.CharField(max_length=7)
    version = models.CharField(max_length=10, default="0.1")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    dated_on = models.DateField(help_text="The day on its cover.")

    class Meta:
        ordering = ("-period",)
        constraints = (models.UniqueConstraint(fields=("board", "period"), name="one_report_a_year"),)

    def __str__(self) -> str:
        return f"{self.board} annual report {self.period}"

    @property
    def public_folder(self) -> Path:
        """Where the files stand that the public reads, while it is published."""
        place: Path = settings.DATA.reports / self.board.slug / self.period
        return place


class Section(Record):
    """One section: Markdown with bound figures, a one-sentence finding, and the statutory limbs it answers."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    finding = models.TextField(blank=True, max_length=600, help_text="One sentence that says what is so.")
    owner = models.CharField(
        "post that owns it", max_length=200, help_text="Who answers for it, such as: Independent chair."
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sections",
        verbose_name="person who writes it",
        help_text="They can sign it off, where they may open the report.",
    )
    limbs = models.JSONField("what the law asks that it answers", default=list, blank=True)
    text = models.TextField(blank=True, max_length=LONGEST)
    state = models.CharField(
        max_length=20,
        choices=[(state.value, words) for state, words in WORDS.items()],
        default=State.BEING_WRITTEN.value,
    )
    state_at = models.DateTimeField(null=True, blank=True)
    state_by = models.CharField(max_length=200, blank=True, help_text="Who brought it to this state.")
    returned_why = models.TextField(blank=True, help_text="Why it was sent back, until it is handed in again.")

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("report", "slug"), name="section_slug_is_unique_in_its_report"),
            models.CheckConstraint(
                condition=models.Q(state_at__isnull=True, state_by="")
                | models.Q(state_at__isnull=False) & ~models.Q(state_by=""),
                name="section_state_at_and_by_go_together",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> State:
        return State(self.state)

    @property
    def held_by(self) -> str:
        """Who holds it, in words: the person, and the post they hold it for."""
        if self.person is None:
            return self.owner
        return f"{self.person.name}, {self.owner}" if self.owner else str(self.person)


class SectionVersion(Record):
    """A section as it was saved once. Every save leaves one; none is ever changed."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    finding = models.TextField(blank=True)
    limbs = models.JSONField(default=list)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    written_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("section", "number"), name="section_version_numbers_are_unique"),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Draft(Record):
    """The whole report as it stood at one moment: its words, its figures, and the data the figures stood on."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=200, blank=True)
    sections = models.JSONField(help_text="Each section's words, in order.")
    figures = models.JSONField(help_text="Each figure's printed values, and the version of its definition.")
    used = models.JSONField(default=list, help_text="The figures that the sections bind.")
    rule = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="The seal of the frozen set the figures stand on.")
    is_released = models.BooleanField(
        default=False, help_text="The figures were released; otherwise they were the day's."
    )
    seal = models.CharField(max_length=64, help_text="A hash of the words and of the figures' seal.")
    was_public = models.BooleanField(
        default=False, help_text="It is what everybody could read, kept as the report was withdrawn."
    )
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=200)
    kept_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="draft_numbers_are_unique_in_a_report"),
        )

    def __str__(self) -> str:
        return f"draft {self.number}"


class BuiltFile(Record):
    """A file built from a draft, to be downloaded by those who may take the report away."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=10)
    folder = models.CharField(max_length=300, help_text="Within the installation's folder.")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("built_at", "form")
        constraints = (models.UniqueConstraint(fields=("draft", "form"), name="one_file_of_a_form_for_a_draft"),)

    def __str__(self) -> str:
        return f"{self.draft}, {self.form}"


class Proposal(Record):
    """Somebody asks for exactly this draft to be published, and somebody else agrees, or not."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Waits for a second person"
        AGREED = "agreed", "Agreed, and published"
        TAKEN_BACK = "taken_back", "Taken back"
        OVERTAKEN = "overtaken", "Overtaken by a change"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="proposals")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    proposed_by_id = models.UUIDField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_by_id = models.UUIDField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("report",), condition=models.Q(outcome="open"), name="one_open_proposal_for_a_report"
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="agreed") | ~models.Q(settled_by_id=models.F("proposed_by_id")),
                name="nobody_agrees_to_their_own_proposal",
            ),
        )

    def __str__(self) -> str:
        return f"{self.draft}, proposed by {self.proposed_by}"
