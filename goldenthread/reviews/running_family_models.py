"""The family and the adult in a review: how they are in touch, what they were told, what they asked and where it is answered.

Sources: Care Act 2014, sections 67 and 68 (advocacy); Care and Support Statutory Guidance, chapter 14; quality markers 3 and 11.
Nothing here sends anything: nobody is ever written to by the program.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.cases.models import CasePerson, InCase


class Involvement(InCase):
    """How one person, an adult the review is about or somebody near to them, takes part in it."""

    SHOWN_WITH = ("person",)

    class State(models.TextChoices):
        PLANNED = "planned", "Not yet in touch"
        IN_TOUCH = "in_touch", "In touch"
        DECLINED = "declined", "They do not wish to take part"
        NO_CONTACT = "no_contact", "Decided: no contact"

    class Advocacy(models.TextChoices):
        NOT_ASSESSED = "not_assessed", "Not looked at yet"
        NOT_NEEDED = "not_needed", "No substantial difficulty"
        APPROPRIATE_PERSON = "appropriate_person", "An appropriate person supports them"
        REFERRED = "referred", "An advocate was asked for"
        HAS_ADVOCATE = "has_advocate", "They have an advocate"

    person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="involvements")
    state = models.CharField("how it stands", max_length=12, choices=State, default=State.PLANNED)
    prefers = models.CharField(
        "how they wish to be reached", max_length=200, blank=True, help_text="In words; addresses stand in the vault."
    )
    interpreter = models.CharField("interpreter or other help to communicate", max_length=200, blank=True)
    reached_by = models.CharField("who is in touch with them", max_length=200, blank=True, help_text="A post.")
    no_contact_why = models.TextField("why there is no contact", blank=True)
    no_contact_approved_by = models.CharField("who approved that", max_length=200, blank=True)
    understanding = models.BooleanField("substantial difficulty in understanding", default=False)
    retaining = models.BooleanField("substantial difficulty in keeping it in mind", default=False)
    weighing = models.BooleanField("substantial difficulty in using or weighing it", default=False)
    communicating = models.BooleanField("substantial difficulty in saying what they wish", default=False)
    advocacy = models.CharField(
        "what was decided on advocacy", max_length=20, choices=Advocacy, default=Advocacy.NOT_ASSESSED
    )
    advocacy_on = models.DateField("decided", null=True, blank=True)
    supported_by = models.CharField("advocate, or appropriate person", max_length=200, blank=True, help_text="By role.")
    consent = models.TextField("what they agreed to", blank=True)
    pseudonym_wish = models.CharField("the name they wish the report to use", max_length=60, blank=True)
    publication_wish = models.TextField("what they wish about publication", blank=True)
    draft_seen_on = models.DateField("saw the draft", null=True, blank=True)
    draft_comments = models.TextField("what they said of the draft", blank=True)
    feedback = models.TextField("how it was for them to take part", blank=True)

    class Meta:
        ordering = ("person__sort", "person__pseudonym")
        verbose_name = "involvement of a person"
        verbose_name_plural = "involvement of people"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person"),
                name="a_person_is_involved_in_a_review_once",
                violation_error_message="There is a page for this person already. Change that one.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="no_contact")
                | (~models.Q(no_contact_why="") & ~models.Q(no_contact_approved_by="")),
                name="no_contact_has_a_reason_and_somebody_who_approved_it",
                violation_error_message="Say why there is no contact, and who approved that.",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)

    @property
    def has_difficulty(self) -> bool:
        return self.understanding or self.retaining or self.weighing or self.communicating

    @property
    def is_living_adult(self) -> bool:
        return self.person.sort == CasePerson.Sort.ADULT and self.person.alive != CasePerson.Alive.DIED

    def clean(self) -> None:
        """Substantial difficulty in any of the four means an advocate, or an appropriate person (section 68)."""
        decided = self.advocacy != self.Advocacy.NOT_ASSESSED
        if decided != bool(self.advocacy_on):
            raise ValidationError(
                {"advocacy_on": "Say what was decided on advocacy, and on which day: both, or neither."}
            )
        if self.has_difficulty and self.advocacy == self.Advocacy.NOT_NEEDED:
            raise ValidationError(
                {"advocacy": "They have substantial difficulty, so an advocate or an appropriate person is needed."}
            )
        if self.advocacy in {self.Advocacy.APPROPRIATE_PERSON, self.Advocacy.HAS_ADVOCATE} and not self.supported_by:
            raise ValidationError({"supported_by": "Say who supports them, by their role."})


class FamilyContact(InCase):
    """One conversation or letter: when, how, and what was told."""

    SHOWN_WITH = ("involvement__person",)

    class How(models.TextChoices):
        MET = "met", "Met"
        TELEPHONE = "telephone", "By telephone"
        LETTER = "letter", "By letter"
        EMAIL = "email", "By an e-mail somebody wrote"
        THROUGH = "through", "Through an advocate or family liaison"

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="contacts", verbose_name="with")
    on = models.DateField("when")
    how = models.CharField("how", max_length=10, choices=How)
    told = models.TextField("what they were told", help_text="Such as what the review is for, and what it cannot do.")
    said = models.TextField("what they said", blank=True)
    by_whom = models.CharField("who was in touch", max_length=200, help_text="A post.")

    class Meta:
        ordering = ("-on",)
        verbose_name = "contact with family"
        verbose_name_plural = "contacts with family"

    def __str__(self) -> str:
        return f"{self.involvement}, {self.on.day} {self.on:%B %Y}"

    def clean(self) -> None:
        """Advocacy is looked at before the first conversation with a living adult; nobody is reached against a decision."""
        if self.involvement_id is None:  # the field's own error says so
            return
        one = self.involvement
        if one.is_living_adult and (one.advocacy_on is None or (self.on and one.advocacy_on > self.on)):
            raise ValidationError(
                "Look first at whether this adult needs an advocate (Care Act 2014, section 68): write it on their page, with a "
                "day that is not after this conversation."
            )
        if one.state in {Involvement.State.NO_CONTACT, Involvement.State.DECLINED}:
            raise ValidationError(
                f"Their page says: “{one.get_state_display()}”. Change that first, if it is so no more."
            )


class FamilyQuestion(InCase):
    """A question of the family or the adult, and where the report answers it."""

    SHOWN_WITH = ("involvement__person",)

    involvement = models.ForeignKey(
        Involvement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name="whose it is",
    )
    asked_on = models.DateField("asked", null=True, blank=True)
    question = models.TextField("the question")
    answered_where = models.CharField(
        "where it is answered", max_length=200, blank=True, help_text="A part of the report, or a conversation."
    )
    not_answered_why = models.TextField("why the review cannot answer it", blank=True)

    class Meta:
        ordering = ("asked_on",)
        verbose_name = "question of the family"
        verbose_name_plural = "questions of the family"

    def __str__(self) -> str:
        return self.question

    @property
    def is_answered(self) -> bool:
        return bool(self.answered_where or self.not_answered_why)
