"""How identities are guarded, and who says who holds a sealed item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.access.acts import Scope
from goldenthread.core.access.guards import guard
from goldenthread.core.access.standing import provides
from goldenthread.vault import models


@provides(Scope.ITEM)
def sealed_items(user_id: UUID, day: date) -> Iterable[UUID]:
    """Sealed items that were given to somebody. They are given for now, so that a day other than today has none."""
    if day != clock.today():
        return ()
    found = models.SealedGrant.objects.filter(Q(ended_at=None) | Q(ended_at__gt=clock.now()), user_id=user_id)
    return found.order_by().values_list("item_id", flat=True)


guard(models.Identity, "identity", board="case__board_id", case="case_id")
guard(models.Mark, "identity", board="identity__case__board_id", case="identity__case_id")
guard(models.PseudonymChoice, "case_people", board="case__board_id", case="case_id")
guard(models.SealedItem, "sealed_items", board="case__board_id", case="case_id")
guard(models.SealedGrant, "sealed_grants", board="item__case__board_id", case="item__case_id")
guard(models.WatchWord, "watch_words")
guard(models.Scan, "scans", board="case__board_id", case="case_id")
guard(models.Hit, "scans", board="scan__case__board_id", case="scan__case_id")
guard(models.Clearance, "scans", board="hit__scan__case__board_id", case="hit__scan__case_id")
