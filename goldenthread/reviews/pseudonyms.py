"""Whether a text was searched for whoever could be recognised in it, before it is published.

The room that keeps identities says so here, from above: a review knows nothing of names. Until one does, a person answers for it
with evidence, at the gate of pseudonyms.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from hashlib import sha256
from uuid import UUID

Checked = Callable[[UUID, str], bool]
"""From a case and a text's digest: whether a search of exactly this text found nothing that is still to be cleared."""
_checks: list[Checked] = []


class Search(Enum):
    """What is known of a text."""

    CLEAR = "clear"
    NOT_CLEAR = "not clear"
    BY_A_PERSON = "by a person"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def searches(check: Checked) -> Checked:
    """Register who knows whether a text was searched and is clear."""
    if check not in _checks:
        _checks.append(check)
    return check


def pseudonyms_checked(case_id: UUID, text: str) -> Search:
    """Whether this text may leave as far as identities go; where nothing searches, a person answers for it."""
    return digest_checked(case_id, digest(text))


def digest_checked(case_id: UUID, digest_: str) -> Search:
    """The same, of a text or a file with this digest."""
    if not _checks:
        return Search.BY_A_PERSON
    return Search.CLEAR if all(check(case_id, digest_) for check in _checks) else Search.NOT_CLEAR
