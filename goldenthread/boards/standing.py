"""Who somebody is to a Board: roles, agencies, groups and single items, each with the days it holds."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Agency, Board, Group
from goldenthread.boards.steps import State
from goldenthread.core.access.acts import TITLES
from goldenthread.core.models import Record

D = TypeVar("D", bound="Dated")


class DatedQuerySet(models.QuerySet[D]):
    def on(self, day: date) -> DatedQuerySet[D]:
        """Those that hold on a day: from `from_on`, up to and with `to_on`."""
        begun = self.filter(from_on__lte=day)
        return begun.filter(models.Q(to_on__isnull=True) | models.Q(to_on__gte=day))


class Dated(Record):
    """A relationship that begins on a day and may end on one. It holds on both."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        )


class RoleHeld(Dated):
    """A role somebody holds on a Board."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=30, choices=[(str(role), title) for role, title in TITLES.items()])

    class Meta(Dated.Meta):
        ordering = ("from_on",)
        verbose_name_plural = "roles held"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class AgencyMembership(Dated):
    """Somebody works for an agency, which vouches for them."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user}: {self.agency}"


class GroupMembership(Dated):
    """Somebody sits in a group of the Board."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user}: {self.group}"


class ItemGrant(Dated):
    """One record, given to one person by itself."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="item_grants")
    item_id = models.UUIDField()
    why = models.CharField(max_length=300)

    class Meta(Dated.Meta):
        ordering = ("from_on",)

    def __str__(self) -> str:
        return f"{self.user}: {self.why}"


class RoleProposal(Record):
    """A role that somebody should be given, or that should end, waiting for a second person to agree."""

    class Deed(models.TextChoices):
        GIVE = "give", "Give a role"
        END = "end", "End a role"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="role_proposals")
    deed = models.CharField(max_length=4, choices=Deed, default=Deed.GIVE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_proposals")
    role = models.CharField(max_length=30, choices=[(str(role), title) for role, title in TITLES.items()])
    held = models.ForeignKey(RoleHeld, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
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

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="role_proposal_decided_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="agreed") | ~models.Q(decided_by=models.F("proposed_by")),
                name="role_proposal_is_agreed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.user}, {self.get_role_display()}"
