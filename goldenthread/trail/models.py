"""What was done, to what, by whom, when."""

from django.db import models

from goldenthread.core.models import Record


class Entry(Record):
    """One deed. Entries are added, never changed."""

    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_name = models.CharField(max_length=200)
    by_user_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.by_name}: {self.verb} {self.subject_kind}"
