"""Asks to agencies, who is asked, their answers, and every handing-in kept whole."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.asks import library, steps
from goldenthread.asks.definitions import Form
from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import Record
from goldenthread.core.periods import Period


def _go_together(name: str, at: str, by: str) -> models.CheckConstraint:
    """A moment and who it was stand or fall together."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{at}__isnull": True, by: ""})
        | models.Q(**{f"{at}__isnull": False}) & ~models.Q(**{by: ""}),
        name=name,
    )


class FormVersion(Record):
    """A form at one version, as a Board asks it. Once an ask with it was sent, its words never change."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="form_versions")
    slug = models.SlugField()
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    data = models.JSONField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.CharField(max_length=200, blank=True)
    retired_why = models.TextField(blank=True)

    class Meta:
        ordering = ("title", "-version")
        constraints = (
            models.UniqueConstraint(fields=("board", "slug", "version"), name="one_form_a_version"),
            _go_together("form_retired_at_and_by_go_together", "retired_at", "retired_by"),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @cached_property
    def form(self) -> Form:
        """The form itself."""
        return library.from_data(self.data)

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class Ask(Record):
    """Something the Board asks of agencies by a day: a form at one version, and who is to answer."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="asks")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="asks")
    title = models.CharField(max_length=200)
    purpose = models.TextField("why it is asked", help_text="What the Board will do with the answers.")
    theme = models.ForeignKey("boards.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="asks")
    period = models.CharField("year", max_length=7, help_text="The financial year the answers count for.")
    covers_from = models.DateField("asks about the days from", null=True, blank=True)
    covers_to = models.DateField("up to and with", null=True, blank=True)
    numbers = models.TextField(
        "numbers it asks for", blank=True, help_text="One a line, for a request for numbers. Other forms ask their own."
    )
    due_on = models.DateField("the day answers are due")
    meeting = models.ForeignKey(
        "meetings.Meeting",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asks",
        verbose_name="meeting the answers go to",
    )
    issue = models.ForeignKey(
        "plans.IssueOfConcern",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asks",
        verbose_name="issue of concern it is about",
        help_text="Once an answer is accepted, the issue shows that assurance was given.",
    )
    times_a_year = models.PositiveSmallIntegerField(
        "times a year it is asked", default=1, help_text="Counts in the burden on each agency."
    )
    repeats_after_months = models.PositiveSmallIntegerField(
        "asked again after so many months",
        null=True,
        blank=True,
        help_text="The next round is prepared for you. Leave it empty for an ask that does not repeat.",
    )
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by", editable=False
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        "days late before the chair is told", default=14, help_text="Counted from the day it was due."
    )
    state = models.CharField(
        max_length=10,
        choices=[(str(one), one.words) for one in steps.AskState],
        default=steps.AskState.DRAFTED,
        editable=False,
    )
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.CharField(max_length=200, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.CharField(max_length=200, blank=True, editable=False)
    is_synthetic = models.BooleanField(default=False)

    FIXED_ONCE_SENT: ClassVar[tuple[str, ...]] = (
        "form_version_id",
        "title",
        "theme_id",
        "period",
        "covers_from",
        "covers_to",
        "numbers",
        "due_on",
    )
    """What agencies were asked, and until when: it does not change under their hands."""

    class Meta:
        ordering = ("-due_on", "title")
        indexes = (models.Index(fields=("board", "period", "state"), name="asks_of_a_year"),)
        constraints = (
            _go_together("ask_sent_at_and_by_go_together", "sent_at", "sent_by"),
            _go_together("ask_closed_at_and_by_go_together", "closed_at", "closed_by"),
            models.CheckConstraint(
                condition=models.Q(covers_from__isnull=True)
                | models.Q(covers_to__isnull=True)
                | models.Q(covers_to__gte=models.F("covers_from")),
                name="ask_covers_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted", sent_at__isnull=True)
                | ~models.Q(state="drafted") & models.Q(sent_at__isnull=False),
                name="ask_that_left_was_sent",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        before = None if self._state.adding else Ask.objects.filter(pk=self.pk).first()
        if before is not None and before.state != steps.AskState.DRAFTED:
            moved = [name for name in self.FIXED_ONCE_SENT if getattr(before, name) != getattr(self, name)]
            if moved:
                raise ValidationError(
                    "Agencies were sent this ask, so what it asks and when it is due stay. Give an agency longer, or ask again."
                )

    @property
    def stands(self) -> steps.AskState:
        return steps.AskState(self.state)

    @property
    def year(self) -> Period:
        return Period.parse(self.period)

    @cached_property
    def form(self) -> Form:
        """The form as this ask puts it: of a form by theme, the questions about its theme."""
        form = self.form_version.form
        return form.about(self.theme.slug, self.theme.name) if self.theme else form.about("", "the theme")


class Recipient(Record):
    """An agency that is asked: until when, whether it was given longer, or needs not answer."""

    class Exempt(models.TextChoices):
        INSPECTION = "under_inspection", "It is under inspection"
        NOT_ITS_WORK = "not_its_work", "It does not do this work"
        ANSWERED_ELSEWHERE = "answered_elsewhere", "It answered in another way"
        LEFT = "left", "It left the Board"
        OTHER = "other", "Another reason"

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="asked_of")
    extended_to = models.DateField(null=True, blank=True)
    extended_why = models.TextField(blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_by = models.CharField(max_length=200, blank=True)
    exempt_kind = models.CharField(max_length=20, choices=Exempt, blank=True)
    exempt_why = models.TextField(blank=True)
    exempt_at = models.DateTimeField(null=True, blank=True)
    exempt_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("agency__order", "agency__name")
        constraints = (
            models.UniqueConstraint(fields=("ask", "agency"), name="an_agency_is_asked_once"),
            _go_together("recipient_extended_at_and_by_go_together", "extended_at", "extended_by"),
            _go_together("recipient_exempt_at_and_by_go_together", "exempt_at", "exempt_by"),
            models.CheckConstraint(
                condition=models.Q(exempt_kind="", exempt_at__isnull=True)
                | ~models.Q(exempt_kind="") & models.Q(exempt_at__isnull=False),
                name="recipient_is_exempt_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_to__isnull=True, extended_at__isnull=True)
                | models.Q(extended_to__isnull=False, extended_at__isnull=False),
                name="recipient_extended_to_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ask}: {self.agency}"

    @property
    def due_on(self) -> date:
        """The day this agency's answer is due: the ask's, or the later one it was given."""
        return self.extended_to or self.ask.due_on

    @property
    def is_exempt(self) -> bool:
        return self.exempt_at is not None


class Answer(Record):
    """One agency's answer, as it is being written. What the Board reads is what was handed in."""

    NOT_IN_TRAIL = frozenset({"data"})
    """An answer may tell of cases; the trail keeps that it was handed in, and not what it says."""

    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, related_name="answer")
    state = models.CharField(
        max_length=12, choices=[(str(one), one.words) for one in steps.State], default=steps.State.NOT_BEGUN
    )
    is_open = models.BooleanField(default=True, help_text="The agency can write in it.")
    data = models.JSONField(default=dict, blank=True)
    prefilled = models.JSONField(
        default=dict, blank=True, help_text="Questions the program filled in and nobody touched, each with its source."
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    first_in_on = models.DateField(
        null=True, blank=True, help_text="The day it was first handed in: whether it was late."
    )
    is_nil = models.BooleanField(default=False, help_text="What was handed in says that there is nothing to tell.")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("recipient__ask__due_on", "recipient__agency__order", "recipient__agency__name")
        constraints = (
            _go_together("answer_saved_at_and_by_go_together", "saved_at", "saved_by"),
            _go_together("answer_submitted_at_and_by_go_together", "submitted_at", "submitted_by"),
            _go_together("answer_signed_off_at_and_by_go_together", "signed_off_at", "signed_off_by"),
            _go_together("answer_accepted_at_and_by_go_together", "accepted_at", "accepted_by"),
            models.CheckConstraint(
                condition=models.Q(state__in=("not_begun", "in_progress", "returned"), is_open=True)
                | models.Q(state__in=("submitted", "signed_off", "accepted"), is_open=False),
                name="answer_is_open_until_handed_in",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", accepted_at__isnull=False)
                | ~models.Q(state="accepted") & models.Q(accepted_at__isnull=True),
                name="answer_accepted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return str(self.recipient)

    @property
    def stands(self) -> steps.State:
        return steps.State(self.state)


class SelfAssessments(models.Manager["SelfAssessment"]):
    """Those answers whose form is a self-assessment."""

    def get_queryset(self) -> models.QuerySet[SelfAssessment]:
        return super().get_queryset().filter(recipient__ask__form_version__slug__startswith=SELF_ASSESSMENT)


SELF_ASSESSMENT = "self-assessment"
"""How the slug of a form begins that an agency assesses itself with."""


class SelfAssessment(Answer):
    """An answer by which an agency assesses itself. The Board's members may read it, which they may no other answer."""

    objects = SelfAssessments()  # type: ignore[misc]  # narrower than the answers'

    class Meta:
        proxy = True
        verbose_name = "self-assessment"


class Door(models.TextChoices):
    """How an answer came in."""

    WEB = "web", "The form here"
    WORKBOOK = "workbook", "A workbook"
    WORD = "word", "A Word form"
    LINK = "link", "A link for one answer"


class HandedIn(Record):
    """An answer as it was handed in, whole. It never changes; the next one is kept beside it."""

    NOT_IN_TRAIL = frozenset({"data", "explained"})

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="handings_in")
    number = models.PositiveSmallIntegerField()
    data = models.JSONField()
    explained = models.JSONField(
        default=list, help_text="The warnings it was handed in with, and what the agency said of each."
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    door = models.CharField(max_length=10, choices=Door, default=Door.WEB)
    document = models.ForeignKey(
        "boards.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="handings_in"
    )

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "handings-in"
        constraints = (models.UniqueConstraint(fields=("answer", "number"), name="one_handing_in_a_number"),)

    def __str__(self) -> str:
        return f"{self.answer}, handed in {self.number}"


class AnswerFile(Record):
    """A file that belongs to an answer: only files named here can be downloaded through it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=60, help_text="The question it answers.")
    document = models.ForeignKey("boards.Document", on_delete=models.PROTECT, related_name="answers")

    class Meta:
        ordering = ("document__kept_at",)
        constraints = (models.UniqueConstraint(fields=("answer", "key", "document"), name="a_file_answers_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.document}"


class WarningAnswer(Record):
    """What the agency says of something that looks unusual. It travels with the number."""

    NOT_IN_TRAIL = frozenset({"warning", "words"})

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="explanations")
    key = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    warning = models.TextField(help_text="What the program said, as it said it.")
    words = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("key", "code")
        constraints = (models.UniqueConstraint(fields=("answer", "key", "code"), name="a_warning_is_answered_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.code}"


class Clarification(Record):
    """A question the Board returned an answer with, and the agency's reply."""

    NOT_IN_TRAIL = frozenset({"asked", "reply"})

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="clarifications")
    key = models.CharField(max_length=60, blank=True, help_text="The form's question it is about, if one.")
    asked = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    about_number = models.PositiveSmallIntegerField(help_text="The handing-in it is about.")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (_go_together("clarification_replied_at_and_by_go_together", "replied_at", "replied_by"),)

    def __str__(self) -> str:
        return self.asked[:60]


class ExtensionRequest(Record):
    """An agency asks for longer, and the Board decides."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Waits for the Board"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Not agreed"

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="extension_requests")
    wanted_on = models.DateField()
    why = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    said = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            _go_together("extension_decided_at_and_by_go_together", "decided_at", "decided_by"),
            models.UniqueConstraint(
                fields=("answer",), condition=models.Q(outcome="open"), name="one_open_extension_request"
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer}: until {self.wanted_on}"


from goldenthread.asks.consent_models import AnswerConsent  # noqa: E402, F401  (models too)
from goldenthread.asks.link_models import AnswerLink  # noqa: E402, F401  (the same)
from goldenthread.asks.making_models import MadeForm  # noqa: E402, F401  (the same)
from goldenthread.asks.reminder_models import Reminder  # noqa: E402, F401  (the same)
from goldenthread.asks.scores import ChallengeEvent, SelfAssessmentScore  # noqa: E402, F401  (the same)
