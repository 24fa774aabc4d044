"""A version's seal, and who may sign it, lock it or send it back now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.core.access import Act, allow
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.national.models import ReturnVersion
from goldenthread.national.steps import LOCK, PUT_FORWARD, Status, is_open


def seal(year: str, policies: Mapping[str, str], cells: Iterable[Iterable[Any]]) -> str:
    """The hash of a return: of its year, its policies in order, and every cell in order."""
    whole = [year, sorted(policies.items()), [list(one) for one in cells]]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def is_whole(version: ReturnVersion) -> bool:
    """Whether the version still has the seal it was kept with."""
    return seal(version.period, version.policies, version.cells) == version.sha256


def may_put_forward(version: ReturnVersion, *, by: Actor) -> bool:
    return is_open(PUT_FORWARD, Status(version.status)) and allow(standing_of_actor(by), Act.EDIT, version)


def may_lock(version: ReturnVersion, *, by: Actor) -> bool:
    """Whether they may be the second to sign, now."""
    is_another = by.user_id not in {None, version.forward_by_id}
    return is_another and is_open(LOCK, Status(version.status)) and allow(standing_of_actor(by), Act.APPROVE, version)


def may_send_back(version: ReturnVersion, *, by: Actor) -> bool:
    """Whether they are of those who may send such a version back."""
    standing = standing_of_actor(by)
    return allow(standing, Act.EDIT, version) or allow(standing, Act.APPROVE, version)
