"""Short names that English makes of given names, so that Peggy is found where the vault holds Margaret."""

from __future__ import annotations

from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("short_names.txt")
"""A given name on each line, and after it what it is shortened to."""


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        first, *shorts = line.split()
        found[first] = found.get(first, frozenset()) | frozenset(shorts)
    return found


def of(given: str) -> frozenset[str]:
    """The short names of a given name; and of a short name, the given names it may stand for."""
    long = frozenset(name for name, shorts in _table().items() if given in shorts)
    return _table().get(given, frozenset()) | long
