"""The links of a chain: an entry in one form of words, and the hash of that. Free of Django.

`docs/reference/trail.md` says the same for whoever writes a verifier of their own. A form, once used, never changes;
another way of writing an entry is another form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.trail.plain import moment

FORM = 1
FIRST = "0" * 64
"""What the first entry of a chain follows."""

INSTALLATION = UUID(int=0)
"""The chain of what belongs to no Board, such as accounts."""

FIELDS = (
    "form",
    "id",
    "chain",
    "number",
    "previous",
    "at",
    "by_kind",
    "by_name",
    "by_user_id",
    "second_name",
    "second_user_id",
    "verb",
    "subject_kind",
    "subject_id",
    "before",
    "after",
    "why",
)
"""What the hash of an entry covers: everything but the hash itself."""

KEYS = ("id", "chain", "by_user_id", "second_user_id")


def said(row: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says, as the hash reads it and as the export writes it."""
    found = {name: row[name] for name in FIELDS}
    for name in KEYS:
        found[name] = None if row[name] is None else str(row[name])
    found["at"] = None if row["at"] is None else moment(row["at"])
    return found


def canonical(value: Any) -> bytes:
    """JSON in exactly one way: keys in order, no space between, UTF-8, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def hash_of(row: Mapping[str, Any]) -> str:
    """The hash an entry must have."""
    return hashlib.sha256(canonical(said(row))).hexdigest()
