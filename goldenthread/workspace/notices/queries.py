"""What somebody was told of."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from goldenthread.core.access import Act, Standing, visible_to
from goldenthread.workspace.notices.models import Notice


def of(standing: Standing, board_id: UUID) -> QuerySet[Notice]:
    """Their own notices on a Board, newest first."""
    return visible_to(standing, Act.READ, Notice.objects.filter(board=board_id))


def unread(user_id: UUID, board_id: UUID) -> int:
    return Notice.objects.filter(user=user_id, board=board_id, read_at=None).count()
