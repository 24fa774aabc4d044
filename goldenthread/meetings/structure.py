"""How groups are made: their terms of reference, a version at a time, and to whom each reported when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models

from goldenthread.boards.models import Board, Group
from goldenthread.core.models import Record
from goldenthread.meetings.models import Meeting


class TermsOfReference(Record):
    """One version of a group's terms of reference. It holds from its day until the next version's."""

    SHOWN_WITH = ("group__names",)

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    purpose = models.TextField()
    membership = models.TextField(blank=True)
    chairing = models.TextField(blank=True)
    decides = models.TextField(blank=True)
    times_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_rule = models.JSONField(default=list, blank=True)
    agreed_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="terms_agreed_here"
    )
    review_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("group__order", "-number")
        verbose_name_plural = "terms of reference"
        constraints = (models.UniqueConstraint(fields=("group", "number"), name="terms_of_a_group_are_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.group}, version {self.number}"


class ReportingLine(Record):
    """To which group a group reported, from when until when; to none, where it stood at the top."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reporting_lines")
    to_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_lines_to_it"
    )
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("group__order", models.F("from_on").asc(nulls_first=True))
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_on=None) | models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="reporting_line_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(to_group=None) | ~models.Q(to_group=models.F("group")),
                name="no_group_reports_to_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} to {self.to_group or 'none'}"


def parents_on(board: Board, day: date) -> dict[UUID, UUID | None]:
    """To which group each group reported on a day: by its reporting lines; where it has none, as it reports now."""
    found: dict[UUID, UUID | None] = dict(Group.objects.filter(board=board).values_list("pk", "reports_to_id"))
    for line in ReportingLine.objects.filter(group__board=board):
        if (line.from_on is None or line.from_on <= day) and (line.to_on is None or line.to_on >= day):
            found[line.group_id] = line.to_group_id
    return _without_rings(found)


def _without_rings(parents: dict[UUID, UUID | None]) -> dict[UUID, UUID | None]:
    """A group that would stand under itself stands at the top: a drawing has to end."""
    for key, first in list(parents.items()):
        seen, above = {key}, first
        while above is not None:
            if above in seen:
                parents[key] = None
                break
            seen.add(above)
            above = parents.get(above)
    return parents
