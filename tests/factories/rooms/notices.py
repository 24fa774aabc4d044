"""What people were told of."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.workspace.notices.models import Notice
from tests.factories.records import AT, makes, user_of


@makes(Notice)
def _notice(on: Board, **fields: Any) -> Model:
    given = {"kind": "try", "words": "Somebody waits", "address": f"/board/{on.slug}/", "way": "page", "made_at": AT}
    user = fields.pop("user", None) or user_of(on)
    return Notice.objects.create(board=on, user=user, **{**given, **fields})
