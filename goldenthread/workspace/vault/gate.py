"""A review is published only when its text was searched for who its people are, and every hit was cleared."""

from __future__ import annotations

from uuid import UUID

from goldenthread.cases.models import Case
from goldenthread.reviews.pseudonyms import searches
from goldenthread.vault import scanning


@searches
def is_clear(case_id: UUID, digest: str) -> bool:
    """Whether exactly this text was scanned against the vault as it is now, and is clear."""
    case = Case.objects.filter(pk=case_id).first()
    return case is not None and scanning.is_clear(case, digest)
