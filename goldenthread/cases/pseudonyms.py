"""What a pseudonym must not be. The room that holds people’s names says it, from above; whoever keeps a pseudonym asks here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldenthread.cases.models import CasePerson

Objects = Callable[["CasePerson"], str]
"""Given a person with the pseudonym they would have, a sentence that says what stands against it, or nothing."""

_objects: list[Objects] = []


def objects(rule: Objects) -> Objects:
    """Register a rule that every pseudonym is held to."""
    if rule not in _objects:
        _objects.append(rule)
    return rule


def against(person: CasePerson) -> str:
    """What stands against this person’s pseudonym, or nothing."""
    return next((said for rule in _objects if (said := rule(person))), "")
