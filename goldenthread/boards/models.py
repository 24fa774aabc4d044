"""The Board, its agencies and seats, its people, its groups with the names they had, and the place it serves."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.core import clock
from goldenthread.core.models import Record, Slugged


class Board(Record):
    """A Safeguarding Adults Board (Care Act 2014, section 43)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    area = models.CharField(max_length=100, help_text="The place it serves, as people say it.")
    authority = models.CharField(max_length=200, help_text="The council that established it.")
    purpose = models.TextField(blank=True)
    concern_phone = models.CharField(max_length=40, blank=True)
    concern_phone_note = models.CharField(max_length=200, blank=True)
    concern_form_url = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    timeliness_days = models.PositiveSmallIntegerField(
        default=56, help_text="The local standard: days from the start of an enquiry to its conclusion."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Agency(Slugged):
    """An organisation that takes part, or a component of one (adult social care within the council)."""

    class Kind(models.TextChoices):
        AGENCY = "agency", "An agency that takes part in the Board"
        BOARD = "partner_board", "Another board, such as a children’s partnership"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="agencies")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField("what it is", max_length=20, choices=Kind, default=Kind.AGENCY)
    is_statutory_partner = models.BooleanField(
        default=False, help_text="A member by Schedule 2, paragraph 1: the council, the NHS commissioner, the police."
    )
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="components")
    order = models.PositiveSmallIntegerField(default=0)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "name")
        verbose_name_plural = "agencies"
        constraints = (models.UniqueConstraint(fields=("board", "slug"), name="agency_slug_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_partner_board(self) -> bool:
        """Another board: it can be asked for assurance, and is no member of this one."""
        return self.kind == self.Kind.BOARD

    def clean(self) -> None:
        super().clean()
        if self.is_partner_board and self.is_statutory_partner:
            raise ValidationError({"kind": "Another board is no statutory partner: the three are agencies"})


class Person(Record):
    """Somebody who does the Board's work, with or without an account."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    email = models.EmailField("work e-mail", blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"


class Seat(Record):
    """A place at the Board, and who holds it when."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(max_length=200)
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    is_chair = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "title")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.agency is not None and self.agency.is_partner_board:
            raise ValidationError(
                {"agency": f"{self.agency} is another board. It can be asked, and holds no seat here"}
            )


class Group(Slugged):
    """A group of the Board, or one it shares. Its name may change; the group stays the same."""

    SLUG_FROM = "called"
    SHOWN_WITH = ("names",)
    called = ""
    """What a new group is to be called; its address is made from it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="groups")
    slug = models.SlugField()
    purpose = models.TextField(blank=True)
    reports_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="subgroups")
    joint_with = models.CharField(max_length=200, blank=True, help_text="Who it is shared with, if anybody.")
    chaired_by = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        constraints = (models.UniqueConstraint(fields=("board", "slug"), name="group_slug_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return self.name_on(clock.today())

    def name_on(self, day: date) -> str:
        """What the group was called on a day; before its first known name, that first name."""
        names = list(self.names.all())
        held = [name for name in names if name.from_on is None or name.from_on <= day]
        chosen = (held or names)[-1] if names else None
        return chosen.name if chosen else self.slug.replace("-", " ")

    def former_names(self, day: date) -> list[GroupName]:
        """The names it had before the one it has on this day, oldest first."""
        return [name for name in self.names.all() if name.to_on is not None and name.to_on < day]


class GroupName(Record):
    """A name and the days it held."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = (models.F("from_on").asc(nulls_first=True),)

    def __str__(self) -> str:
        return self.name


class ContextFact(Record):
    """Something measured about the place or by a partner: a value with its source and its date."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="context_facts")
    code = models.SlugField(help_text="How figures name it, such as population or rcrp-attended.")
    heading = models.CharField(max_length=100)
    statement = models.CharField(max_length=300, help_text="What the number says, without the number.")
    value = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=60, help_text="people, percent, pounds, years, minutes, incidents, rank …")
    precision = models.PositiveSmallIntegerField(default=0, help_text="Decimal places the source gives.")
    geography = models.CharField(max_length=100, blank=True)
    as_of = models.CharField(max_length=60, help_text="The day, year or years the value is for, as the source says.")
    source = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")
        constraints = (models.UniqueConstraint(fields=("board", "code"), name="context_code_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return self.code


from goldenthread.boards.documents import Document  # noqa: E402, F401  (models too)
from goldenthread.boards.standing import AgencyMembership, GroupMembership, ItemGrant, RoleHeld, RoleProposal  # noqa: E402, F401  (models too)
from goldenthread.boards.synonyms import Synonym  # noqa: E402, F401  (the same)
from goldenthread.boards.themes import Theme  # noqa: E402, F401  (the same)
