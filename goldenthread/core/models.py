"""What every record has in common."""

from uuid import uuid4

from django.db import models


class Record(models.Model):
    """A record with a key that tells a stranger nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


class DatePrecision(models.TextChoices):
    """How exactly a date is known. A date known by year is kept as the first day of that financial year."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "financial year"
