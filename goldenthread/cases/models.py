"""Cases: confidential work about people. What sort of work it is, the rooms above say; here is who may come near it.

A case is opened only by the dated relationships kept here, never by rank. Everything that belongs to a case says so by `case`.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.boards.standing import Dated
from goldenthread.boards.steps import State
from goldenthread.cases import pseudonyms
from goldenthread.core import clock, references
from goldenthread.core.models import Record


class Sort(models.TextChoices):
    """What a case is about. Stored; never renamed."""

    REFERRAL = "referral", "Referral for a review"
    REVIEW = "review", "Safeguarding Adults Review"
    PANEL = "panel", "Before a high-risk panel"
    TRUST = "position_of_trust", "Person in a position of trust"
    ESCALATION = "escalation", "Professional disagreement"
    PROVIDER = "provider", "Concern about a provider"
    AFTER_ACTION = "after_action", "After action review"


GIVEN_ONE_BY_ONE = frozenset({Sort.TRUST})
"""Sorts of case that are sealed as a whole: two people give such a record to somebody, and nothing else opens it."""


def _reference() -> str:
    """A reference that no case has yet."""
    made = references.make("C")
    while Case.objects.filter(reference=made).exists():
        made = references.make("C")
    return made


class Case(Record):
    """One piece of confidential work. Its key is the key of the record that the work is kept in (`Confidential`)."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="cases")
    sort = models.CharField(max_length=20, choices=Sort)
    reference = models.CharField(max_length=20, unique=True, default=_reference, editable=False)
    called = models.CharField("what it is called", max_length=200, help_text="Never a real name.")
    opened_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ("-opened_on", "called")

    def __str__(self) -> str:
        return self.called


class Confidential(Record):
    """The head record of a case: a referral, a review, a panel's case. Saving it keeps its case, under the same key."""

    SORT: ClassVar[Sort]

    class Meta:
        abstract = True

    def called_in_lists(self) -> str:
        """What its case is called; never a real name."""
        return str(self)

    def save(self, *args: object, **kwargs: object) -> None:
        board_id = self.board_id  # type: ignore[attr-defined]  # every head record has its Board
        given = {"board_id": board_id, "sort": self.SORT, "is_fictional": bool(getattr(self, "is_fictional", False))}
        kept, _ = Case.objects.get_or_create(pk=self.pk, defaults={**given, "called": self.called_in_lists()[:200]})
        if kept.called != self.called_in_lists()[:200]:
            Case.objects.filter(pk=self.pk).update(called=self.called_in_lists()[:200])
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class InCase(Record):
    """A record that is part of a case: whoever may not come near the case never sees it. The trail tells only that it changed."""

    IS_ABOUT_AN_ADULT: ClassVar[bool] = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(app_label)s_%(class)ss", editable=False)

    class Meta:
        abstract = True


class CasePerson(InCase):
    """Somebody a case is about, or who stands near it, under a pseudonym. Who they are is kept in the vault alone.

    `person_key` is the same wherever it is the same person: one review may be about many people, and one person may be in
    many cases.
    """

    class Sort(models.TextChoices):
        ADULT = "adult", "Adult the case is about"
        RELATIVE = "relative", "Relative or friend"
        STAFF = "staff", "Member of staff"
        OTHER = "other", "Somebody else"

    class Alive(models.TextChoices):
        ALIVE = "alive", "Alive"
        DIED = "died", "Died"
        NOT_KNOWN = "not_known", "Not known"

    sort = models.CharField("who this is to the case", max_length=10, choices=Sort, default=Sort.ADULT)
    pseudonym = models.CharField(
        max_length=60,
        help_text="A name or letter that is nobody’s here. Where there is family, it is chosen with them.",
    )
    relation = models.CharField(
        "how they are related", max_length=100, blank=True, help_text="Such as daughter, or social worker."
    )
    alive = models.CharField("alive or died", max_length=10, choices=Alive, default=Alive.NOT_KNOWN)
    age_band = models.CharField(
        "age, in a band", max_length=10, blank=True, help_text="Such as 65-74; never a birth date."
    )
    person_key = models.UUIDField(default=uuid4, editable=False, db_index=True)
    is_synthetic = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("sort", "pseudonym")
        verbose_name = "person in a case"
        verbose_name_plural = "people in cases"
        constraints = (models.UniqueConstraint(fields=("case", "pseudonym"), name="a_pseudonym_once_in_a_case"),)

    def __str__(self) -> str:
        return self.pseudonym

    def clean(self) -> None:
        """A pseudonym is nobody’s name here, and no other’s pseudonym."""
        if self.pseudonym and (said := pseudonyms.against(self)):
            raise ValidationError({"pseudonym": said})


class Part(models.TextChoices):
    """What somebody does in a case. Stored; never renamed."""

    CHAIR = "chair", "Chairs the panel"
    PANEL = "panel", "On the panel"
    REVIEWER = "reviewer", "Independent reviewer"
    COORDINATOR = "coordinator", "Co-ordinates it"
    DECIDER = "decider", "Decides for the Board"
    AGENCY = "agency", "Contributes for an agency"


class CaseMembership(Dated):
    """Somebody is named on a case, from a day and perhaps up to one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField("what they do in it", max_length=12, choices=Part)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="case_memberships")

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_part_display()}"


class CaseAgency(Record):
    """An agency takes part in a case: its safeguarding leads then know of it, and of their own agency's part in it.

    Where it was only asked something, by one person, they see what it is asked and what it says itself, and nothing else of
    the case: not who its people are, not who is named on it. Two people let it take part.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    from_on = models.DateField("from", default=clock.today)
    to_on = models.DateField("up to and with", null=True, blank=True)
    is_only_asked = models.BooleanField("it was asked, and takes no part besides", default=False, editable=False)

    class Meta:
        ordering = ("agency__name",)
        verbose_name = "agency of a case"
        verbose_name_plural = "agencies of cases"
        constraints = (models.UniqueConstraint(fields=("case", "agency"), name="an_agency_takes_part_in_a_case_once"),)

    def __str__(self) -> str:
        return str(self.agency)


class CaseRecusal(Dated):
    """Somebody stepped, or was put, aside from a case. It beats every other rule."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=300)
    ended_why = models.CharField("why it ended", max_length=300, blank=True, editable=False)

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user} stands aside"

    @property
    def has_end(self) -> bool:
        """Whether it is over, or will be at the end of a day that is known."""
        return self.to_on is not None


class Opening(Record):
    """A case opened in an emergency, or by information governance for a stated reason, by somebody not named on it.

    It lets them read what the table marks for emergencies, until `ends_at`; nothing sealed, and nothing to take away.
    """

    class Sort(models.TextChoices):
        EMERGENCY = "emergency", "In an emergency"
        GOVERNANCE = "governance", "For information governance"

    class Category(models.TextChoices):
        DANGER = "danger", "Somebody is in danger now"
        COVER = "cover", "Those named on the case cannot be reached"
        COURT = "court", "A court or the coroner asks today"
        RIGHTS = "rights", "Somebody asks for their own information"
        COMPLAINT = "complaint", "A complaint, or a breach of confidence"
        CHECK = "check", "To check who opened the case, and why"

    class Verdict(models.TextChoices):
        JUSTIFIED = "justified", "Justified"
        NOT_JUSTIFIED = "not_justified", "Not justified"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="openings")
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.EMERGENCY, editable=False)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="openings", editable=False
    )
    category = models.CharField("what makes it necessary", max_length=10, choices=Category)
    reason = models.TextField("why, in your words", help_text="At least 20 characters. Name nobody.")
    opened_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    verdict = models.CharField(max_length=15, choices=Verdict, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    judged_at = models.DateTimeField(null=True, blank=True, editable=False)
    judged_why = models.TextField("what you found", blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(judged_at=None, judged_by=None, verdict="")
                | models.Q(judged_at__isnull=False, judged_by__isnull=False) & ~models.Q(verdict=""),
                name="opening_is_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(judged_by=None) | ~models.Q(judged_by=models.F("user")),
                name="opening_is_judged_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("opened_at")), name="opening_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.reference}: {self.get_sort_display().lower()}"


class TwoPersonAct(Record):
    """A deed in a case that one person asks for and another agrees to: naming somebody, unsealing, publishing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="two_person_acts")
    deed = models.CharField(max_length=40, help_text="Its name in the register of deeds (cases.two_people).")
    subject_id = models.UUIDField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    seal = models.CharField(max_length=64, blank=True, help_text="Of what is agreed to, as it stood when it was asked.")
    why = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, choices=[(str(one), str(one).capitalize()) for one in State], default=State.PROPOSED
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="two_person_act_decided_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="agreed") | ~models.Q(decided_by=models.F("proposed_by")),
                name="two_person_act_is_agreed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deed}: {self.case}"
