"""Renewing the vault’s key: each record’s own key is sealed anew under the newest. What the records hold is not opened.

It may be stopped at any moment, even killed, and begun again: each record is done by itself, and what is done is done. The
old key stays until nothing is sealed under it, and is then taken away when somebody says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.db import transaction

from goldenthread.core.errors import NotPossibleNow
from goldenthread.vault import envelope, keys
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.models import Sealed


def models() -> Iterator[type[Sealed]]:
    """Every kind of record that is sealed, those of rooms above too."""
    for model in apps.get_models():
        if issubclass(model, Sealed):
            yield model


def under() -> Counter[str]:
    """How many records are sealed under each key, by its name."""
    found: Counter[str] = Counter()
    for model in models():
        found.update(model._default_manager.values_list("sealed__key", flat=True))
    return found


def renew() -> tuple[str, int]:
    """Seal every record’s key under the newest key; returns its name and how many were sealed anew.

    Where a renewal was stopped, it goes on with the key that was made then; otherwise a new key is made first.

    Raises:
        VaultShut: a key that a record names is not there. Records done before stay done.
        NotPossibleNow: another renewal is at work.
    """
    with keys.held():
        newest, found = keys.ring().newest, under()
        if set(found) == {newest}:
            newest = keys.add_key()
        count = sum(_renewed(model, newest) for model in models())
    return newest, count


def _renewed(model: type[Sealed], newest: str) -> int:
    count = 0
    for pk in model._default_manager.exclude(sealed__key=newest).values_list("pk", flat=True):
        with transaction.atomic():
            now = model._default_manager.select_for_update().filter(pk=pk).first()
            if now is not None and now.sealed["key"] != newest:
                model._default_manager.filter(pk=pk).update(sealed=envelope.rewrapped(now.sealed, now.bound))
                count += 1
    return count


def forget_old() -> list[str]:
    """Take away every key but the newest; returns their names.

    Raises:
        NotPossibleNow: something is sealed under one of them still, or a renewal is at work.
    """
    with keys.held():
        ring = keys.ring()
        old = set(ring.keys) - {ring.newest}
        if used := sorted(old & set(under())):
            raise NotPossibleNow(
                f"Records are still sealed under {', '.join(used)}. Run “goldenthread vault rotate” first."
            )
        if old:
            keys.forget(old)
    return sorted(old)


def check() -> tuple[Counter[str], list[str]]:
    """Open every record: how many are under each key, and which do not open, by kind and key of the record alone."""
    keys.index_key()
    shut = []
    for model in models():
        for one in model._default_manager.all().iterator():
            try:
                one.contents()
            except VaultShut:
                shut.append(f"{model._meta.verbose_name} {one.pk}")
    return under(), shut
