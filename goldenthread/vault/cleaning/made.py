"""A cleaned file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cleaned:
    """A file as it may leave, and in words what was taken out of it."""

    contents: bytes
    media_type: str
    taken_out: tuple[str, ...]
