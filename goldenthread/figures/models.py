"""Sets of data that were frozen, releases that were proposed from them, what two people say of those, and releases."""

from typing import Any

from django.conf import settings
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.figures.steps import Status


class FrozenSet(Record):
    """Data sealed as Parquet, on which figures stand for ever."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="frozen_sets")
    period = models.CharField(max_length=7)
    sha256 = models.CharField(max_length=64)
    manifest_sha256 = models.CharField(
        max_length=64, blank=True, default="", help_text="The hash of its manifest; empty where that carries none."
    )
    folder = models.CharField(max_length=300, help_text="Within the installation's folder of frozen sets, or absolute.")
    is_synthetic = models.BooleanField(default=False)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-frozen_at",)
        constraints = (models.UniqueConstraint(fields=("board", "period", "sha256"), name="frozen_once"),)

    def __str__(self) -> str:
        return f"{self.board} {self.period} {self.sha256[:8]}"


class PublishedRelease(Record):
    """Everything published together from one frozen set, protected by one rule."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="releases")
    period = models.CharField(max_length=13, help_text="A year, 2023-24, or quarters of one, 2023-24 Q1-Q2.")
    rule = models.CharField(max_length=20)
    version = models.CharField(max_length=10, default="1", help_text="Which version of the rule protected it.")
    sha256 = models.CharField(max_length=64, help_text="The seal of the frozen set it came from.")
    contents = models.JSONField()
    contents_sha256 = models.CharField(max_length=64, blank=True, help_text="The hash of the contents' bytes.")
    audit = models.JSONField(default=dict, blank=True, help_text="What the audit found before it was proposed.")
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-released_at",)

    def __str__(self) -> str:
        return f"{self.board} {self.period}, {self.rule} rule"


def _together(name: str) -> models.CheckConstraint:
    """A moment and a person that travel together."""
    at, by = f"{name}_at__isnull", f"{name}_by__isnull"
    condition = models.Q(**{at: True, by: True}) | models.Q(**{at: False, by: False})
    return models.CheckConstraint(condition=condition, name=f"release_{name}_at_and_by_go_together")


def _person() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class ReleaseProposal(Record):
    """Protected figures of a year, or quarters of one, that an analyst puts before the Board.

    Two others agree before anybody may publish them.

    `contents` are the very numbers that will be released: what was agreed to is what goes out. `agreed_by` is set only once
    both have given their view, and is whoever gave the first.
    """

    NOT_IN_TRAIL = frozenset({"contents", "audit"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="release_proposals")
    period = models.CharField(max_length=13, help_text="The year of the frozen set, or quarters of it.")
    rule = models.CharField(max_length=20)
    frozen_set = models.ForeignKey(FrozenSet, on_delete=models.PROTECT, related_name="proposals")
    version = models.CharField(max_length=10, default="1")
    contents = models.JSONField()
    contents_sha256 = models.CharField(max_length=64, blank=True)
    audit = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        max_length=10, choices=[(one.value, one.words) for one in Status], default=Status.PROPOSED.value
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = _person()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = _person()
    returned_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = _person()
    release = models.OneToOneField(
        PublishedRelease, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("board", "period"),
                condition=models.Q(status__in=("proposed", "viewed")),
                name="one_open_proposal_for_a_period",
            ),
            _together("agreed"),
            _together("released"),
            _together("withdrawn"),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("proposed_by")),
                name="nobody_agrees_to_their_own_figures",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by=None)
                | (
                    models.Q(agreed_by__isnull=False)
                    & ~models.Q(released_by=models.F("proposed_by"))
                    & ~models.Q(released_by=models.F("agreed_by"))
                ),
                name="figures_are_released_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"figures of {self.period}, {self.get_status_display().lower()}"


class ReleaseView(Record):
    """What one of two people says of proposed figures. Nobody else reads it until both have given theirs."""

    NOT_IN_TRAIL = frozenset({"agrees", "words"})

    proposal = models.ForeignKey(ReleaseProposal, on_delete=models.PROTECT, related_name="views")
    place = models.PositiveSmallIntegerField(help_text="1 for whoever gave the first, 2 for the second.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    agrees = models.BooleanField(help_text="Whether the figures may go out.")
    words = models.TextField(help_text="What they looked at, and what they think.")

    class Meta:
        ordering = ("proposal", "place")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "place"), name="a_proposal_has_two_views"),
            models.UniqueConstraint(fields=("proposal", "by"), name="each_gives_one_view"),
            models.CheckConstraint(condition=models.Q(place__in=(1, 2)), name="a_view_is_the_first_or_the_second"),
        )

    def __str__(self) -> str:
        return f"a view of {self.proposal}"


from goldenthread.figures.given_out import GivenOut  # noqa: E402, F401  (a model too)
from goldenthread.figures.measures import Commentary, DataPack, PlannedMeasure  # noqa: E402, F401  (models too)
