"""What hangs on a record: what goes when it goes, and what keeps it here."""

from __future__ import annotations

from collections import Counter

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector


def goes_with(record: Model) -> list[Model]:
    """The records that are only part of this one and would be deleted with it.

    Raises:
        ProtectedError, RestrictedError: something else hangs on it.
    """
    collector = Collector(using=router.db_for_write(type(record), instance=record), origin=record)
    collector.collect([record])
    found = [one for instances in collector.data.values() for one in instances]
    found += [one for queryset in collector.fast_deletes for one in queryset]
    others = [one for one in found if (type(one), one.pk) != (type(record), record.pk)]
    return [
        one for one in others if not type(one)._meta.auto_created
    ]  # a tie to something else is no record of its own


def words_for(error: ProtectedError | RestrictedError) -> str:
    """What keeps a record here, by kind and number."""
    hanging = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    counts = Counter(type(one) for one in hanging)
    kinds = [f"{number} {_name(model, number)}" for model, number in counts.items()]
    return f"This cannot be taken away: {_listed(kinds)} hang on it. Take those away, or move them, first."


def _name(model: type[Model], number: int) -> str:
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
