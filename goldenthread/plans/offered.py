"""What lists of any room can be narrowed by, of the Board's frame: its principles and golden threads, as (value, words)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.plans.models import GoldenThread, Principle


def principles(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Principle.objects.filter(board_id=board_id)]


def golden_threads(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in GoldenThread.objects.filter(board_id=board_id)]
