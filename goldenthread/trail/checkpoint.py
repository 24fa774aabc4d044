"""A checkpoint: how far each chain had come on a day, sealed with the installation's key, to be kept somewhere else.

A chain shows by itself that it was changed. It cannot show that its end was cut off with its head, that it was written
again as a whole, or that an older database was put back. What was written down elsewhere can.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from goldenthread.core import clock
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail.links import canonical
from goldenthread.trail.plain import moment
from goldenthread.trail.verify import Walked, walk

SALT = "goldenthread.trail.checkpoint"
FORM = 1


@dataclass(frozen=True)
class Mark:
    """The last entry of a chain when the checkpoint was made."""

    chain: UUID
    number: int
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    at: str
    marks: tuple[Mark, ...]

    def said(self) -> dict[str, Any]:
        """What is sealed."""
        marks = [{"chain": str(mark.chain), "number": mark.number, "hash": mark.hash} for mark in self.marks]
        return {"form": FORM, "origin": self.origin, "at": self.at, "chains": marks}

    def text(self) -> str:
        return json.dumps({**self.said(), "seal": _seal(self.said())}, indent=2, ensure_ascii=False) + "\n"


def make(walked: Iterable[Walked]) -> Checkpoint:
    """A checkpoint of these chains as they were just walked.

    Raises:
        NotPossibleNow: a chain has problems, and a seal on it would say that it has none.
    """
    marks = []
    for one in walked:
        if one.problems or one.hash is None:
            raise NotPossibleNow("The trail has problems, so no checkpoint was made. Run `goldenthread trail verify`.")
        if one.entries:
            marks.append(Mark(one.chain, one.last, one.hash))
    return Checkpoint(settings.GOLDENTHREAD_PUBLIC_URL, moment(clock.now()), tuple(marks))


def read(text: str) -> Checkpoint:
    """A checkpoint that this installation sealed.

    Raises:
        Refused: it is none, or was changed, or another installation sealed it.
    """
    try:
        found = json.loads(text)
        said = {name: found[name] for name in ("form", "origin", "at", "chains")}
        marks = tuple(Mark(UUID(one["chain"]), int(one["number"]), str(one["hash"])) for one in found["chains"])
        seal = str(found["seal"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("This file is not a checkpoint. `goldenthread trail checkpoint --out FILE` makes one.") from error
    if not hmac.compare_digest(_seal(said).encode(), seal.encode()):
        raise Refused(
            "This checkpoint was not sealed by this installation, or was changed since. "
            "If the installation’s key was replaced, use the key it had then."
        )
    return Checkpoint(found["origin"], found["at"], marks)


def walk_to(chain: UUID, checkpoint: Checkpoint) -> Walked:
    """Walk a chain, and see that it still holds what the checkpoint says it held."""
    marks = {mark.number: mark for mark in checkpoint.marks if mark.chain == chain}
    walked = walk(chain, remember=marks)
    for number, mark in marks.items():
        if number not in walked.hashes:
            words = (
                f"The checkpoint of {checkpoint.at} holds entry {number}, and the chain now ends at {walked.last}: its "
                "end was cut off, or an older database was put back."
            )
            walked.found("behind the checkpoint", min(walked.last + 1, number), number, words)
        elif walked.hashes[number] != mark.hash:
            words = (
                f"Entry {number} is not the one the checkpoint of {checkpoint.at} holds: the chain was written again."
            )
            walked.found("not the checkpoint’s", 1, number, words)
    return walked


def _seal(said: dict[str, Any]) -> str:
    return salted_hmac(SALT, canonical(said), algorithm="sha256").hexdigest()
