"""The trail of the door: who signed in, was refused, was invited, changed a password or a second factor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from goldenthread.core.actors import Actor
from goldenthread.trail.operations import record


def write(verb: str, subject: Model, *, by: Actor, details: Mapping[str, Any]) -> None:
    """Keep what accounts tells, in the transaction of the deed."""
    record(verb, subject, by=by, after=dict(details))
