"""The trail as JSON lines, for a verifier that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from goldenthread.trail import links
from goldenthread.trail.models import Chain
from goldenthread.trail.verify import rows


def lines(chains: Iterable[UUID]) -> Iterator[str]:
    """Each entry on a line of its own, in order, and after each chain's entries its head."""
    for chain in chains:
        for number, row in rows(chain):
            entry = {"number": number} if row is None else {**links.said(row), "hash": row["hash"]}
            yield _line({"entry": entry})
        head = Chain.objects.filter(key=chain).first()
        if head is not None:
            yield _line({"head": {"chain": str(head.key), "number": head.number, "hash": head.hash}})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
