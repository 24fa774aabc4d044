"""Values as plain data: the only thing that enters the trail. Free of Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

SAFE_INTEGER = 2**53 - 1
"""The largest whole number that every reader of JSON reads alike."""

UNREADABLE = "�"


def plain(value: Any) -> Any:
    """A value as JSON has it, and as any program reads it alike.

    Days and moments are written in ISO form, moments in UTC to the microsecond. Decimals, keys and fractions become
    text, so that no reader rounds them. A record becomes its key.
    """
    match value:
        case None | bool():
            return value
        case Enum():
            return plain(value.value)
        case int():
            return value if abs(value) <= SAFE_INTEGER else str(value)
        case float():
            return repr(value)
        case str():
            return _readable(value)
        case datetime():
            return moment(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {_readable(str(plain(key))): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case set() | frozenset():
            return sorted((plain(one) for one in value), key=str)
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
    if hasattr(value, "_meta") and hasattr(value, "pk"):
        return plain(value.pk)
    return _readable(str(value))


def moment(at: datetime) -> str:
    """`2026-11-24T12:44:00.000000Z`. A moment without a zone stays without one."""
    if at.tzinfo is None:
        return at.isoformat(timespec="microseconds")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _readable(text: str) -> str:
    """Text that every database keeps: no null character, no half of a pair."""
    return text.replace("\x00", UNREADABLE).encode("utf-8", "replace").decode("utf-8")
