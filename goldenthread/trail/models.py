"""What was done, to what, by whom, when: entries that follow one another in a chain."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.models import Record
from goldenthread.trail import links, words
from goldenthread.trail.of_case import OfCase


class Unchangeable(NotPossibleNow):
    """Somebody tried to change, take away or slip in an entry."""


def _refuse() -> NoReturn:
    raise Unchangeable("The trail cannot be changed. Make a new entry that says what was wrong.")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries to be read. They are written by `trail.operations.record` only."""

    def update(self, **_: Any) -> int:
        _refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse()

    def _raw_delete(self, _: str | None) -> int:
        _refuse()

    def bulk_create(self, *_: Any, **__: Any) -> list[Entry]:
        _refuse()

    def bulk_update(self, *_: Any, **__: Any) -> int:
        _refuse()


class Entry(Record):
    """One deed, and a link in its chain. Entries are added, never changed."""

    form = models.PositiveSmallIntegerField(default=links.FORM, help_text="How the entry is written for its hash.")
    chain = models.UUIDField(help_text="The Board it belongs to; all zeros where it belongs to none.")
    number = models.PositiveBigIntegerField(help_text="Its place in the chain: 1, 2, 3 …")
    previous = models.CharField(max_length=64, help_text="The hash of the entry before.")
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_name = models.CharField(max_length=200)
    by_user_id = models.UUIDField(null=True, db_index=True)
    second_name = models.CharField(max_length=200, blank=True, help_text="Who agreed, where two are needed.")
    second_user_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("chain", "number")
        verbose_name_plural = "entries"
        base_manager_name = "objects"
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="one_entry_for_each_place_in_a_chain"),)
        indexes = (
            models.Index(fields=("subject_kind", "subject_id"), name="trail_entry_of_a_subject"),
            models.Index(OfCase("after"), name="trail_entry_of_a_case"),
        )

    def __str__(self) -> str:
        return f"{self.by_name}: {self.verb} {self.subject_kind}"

    @property
    def did(self) -> str:
        """What was done, as the page of the record says it: "changed this"."""
        return words.did(self.verb, self.after)

    def rightful_hash(self) -> str:
        """The hash of what it says now."""
        return links.hash_of({name: getattr(self, name) for name in links.FIELDS})

    def save(self, **options: Any) -> None:
        if not self._state.adding or self.hash != self.rightful_hash():
            _refuse()
        super().save(**{**options, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        _refuse()


class Chain(models.Model):
    """The head of a chain: its last entry. Whoever adds an entry locks this row, so that no chain forks."""

    key = models.UUIDField(primary_key=True, help_text="The Board; all zeros for what belongs to none.")
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=links.FIRST)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key}, {self.number} entries"
