"""Identities of people in cases, kept unreadable without keys that the database does not hold."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.cases.models import CasePerson, InCase
from goldenthread.core.models import Record
from goldenthread.vault import envelope


class Sealed(InCase):
    """A record whose contents are sealed with a key of its own, bound to this record and this case."""

    sealed = models.JSONField(editable=False)

    class Meta:
        abstract = True

    @property
    def bound(self) -> str:
        """What its contents are bound to: elsewhere they do not open."""
        return f"{self._meta.label_lower}|{self.pk}|{self.case_id}"

    def put(self, fields: dict[str, Any]) -> None:
        """Seal these as its contents. Whoever calls saves it."""
        self.sealed = envelope.seal(fields, self.bound)

    def contents(self) -> dict[str, Any]:
        """What was sealed.

        Raises:
            VaultShut: the keys are not there, or it was changed or moved.
        """
        return envelope.unseal(self.sealed, self.bound)


class Identity(Sealed):
    """Who a person of a case is: names, dates, numbers, addresses. Everywhere else they are a pseudonym."""

    person = models.OneToOneField(CasePerson, on_delete=models.PROTECT, related_name="identity", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("person__sort", "person__pseudonym")
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"Who {self.person} is"

    @property
    def bound(self) -> str:
        return f"{super().bound}|{self.person_id}"


class Mark(Record):
    """A keyed digest of a number, or of a name with a birth date: it finds the same person again, and says nothing else."""

    class Sort(models.TextChoices):
        NHS = "nhs", "The same NHS number"
        NAME_BORN = "name_born", "The same name and date of birth"

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="marks")
    sort = models.CharField(max_length=10, choices=Sort)
    mark = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("sort",)
        constraints = (models.UniqueConstraint(fields=("identity", "sort", "mark"), name="a_mark_once_an_identity"),)

    def __str__(self) -> str:
        return self.get_sort_display()


class PseudonymChoice(InCase):
    """Who chose a person's pseudonym, and when."""

    class ChosenBy(models.TextChoices):
        FAMILY = "family", "Their family, or whoever was closest to them"
        THEMSELVES = "themselves", "They themselves"
        BOARD_ASKED = "board_asked", "The Board, after the family was asked and wished it so"
        BOARD = "board", "The Board: there is no family to ask, or asking would do harm"

    person = models.OneToOneField(CasePerson, on_delete=models.CASCADE, related_name="pseudonym_choice", editable=False)
    chosen_by = models.CharField("who chose it", max_length=12, choices=ChosenBy)
    chosen_on = models.DateField("the day it was chosen")
    note = models.CharField(
        "what was said of it", max_length=300, blank=True, help_text="Such as what the name meant to them. Name nobody."
    )

    class Meta:
        ordering = ("person",)

    def __str__(self) -> str:
        return f"How {self.person} got their pseudonym"


class SealedItem(Sealed):
    """Something that only those it was given to may open: where somebody is hidden, who told, what a lawyer advised."""

    class Sort(models.TextChoices):
        ADDRESS = "address", "A protected address or contact"
        INFORMANT = "informant", "Who gave information"
        POLICE = "police", "Sensitive information of the police"
        LEGAL = "legal", "Legal advice"

    sort = models.CharField("what it is", max_length=10, choices=Sort)
    person = models.ForeignKey(CasePerson, null=True, blank=True, on_delete=models.PROTECT, related_name="sealed_items")
    sealed_at = models.DateTimeField(editable=False)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    instead_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="newer", editable=False
    )
    is_synthetic = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("-sealed_at",)

    def __str__(self) -> str:
        return self.get_sort_display()


class SealedGrant(Record):
    """A sealed item given to one person, by two others; or held by whoever sealed it."""

    item = models.ForeignKey(SealedItem, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sealed_grants")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("given_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("item", "user"),
                condition=models.Q(ended_at__isnull=True),
                name="a_sealed_item_is_given_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.user}"


class WatchWord(Record):
    """Words a scan looks for in every case of the Board: rare conditions, places, and things that give away only together."""

    class Sort(models.TextChoices):
        CONDITION = "condition", "A rare condition"
        PLACE = "place", "A hospital, home or other place"
        TOGETHER = "together", "Things that give somebody away together"
        OTHER = "other", "Something else that is rare"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="watch_words")
    sort = models.CharField("what it is", max_length=10, choices=Sort)
    words = models.CharField(
        max_length=200,
        help_text="As they would stand in a report. For things that give away together, put a semicolon between them: "
        "twin; lighthouse.",
    )

    class Meta:
        ordering = ("sort", "words")
        constraints = (models.UniqueConstraint(fields=("board", "words"), name="a_watch_word_once_on_a_board"),)

    def __str__(self) -> str:
        return self.words


class Scan(Sealed):
    """A look through one text or file for everything the vault holds of a case. What was found is sealed."""

    digest = models.CharField(max_length=64, db_index=True)
    state_of_vault = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    scanned_at = models.DateTimeField()
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-scanned_at",)

    def __str__(self) -> str:
        return f"Scan of {self.digest[:8]}"


class Hit(Record):
    """One place a scan found. What stands there is sealed with the scan, under this number."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="hits")
    number = models.PositiveIntegerField()
    group = models.PositiveIntegerField(help_text="The same words in other places have the same one.")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("scan", "number"), name="a_hit_once_in_a_scan"),)

    def __str__(self) -> str:
        return f"Place {self.number}"


class Clearance(Record):
    """Somebody looked at a hit and says why it may stay. It takes two different people."""

    hit = models.ForeignKey(Hit, on_delete=models.CASCADE, related_name="clearances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=300)

    class Meta:
        ordering = ("at",)
        constraints = (models.UniqueConstraint(fields=("hit", "user"), name="somebody_clears_a_hit_once"),)

    def __str__(self) -> str:
        return f"Cleared by {self.user}"
