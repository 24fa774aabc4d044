"""Questions to the vault that open nothing."""

from __future__ import annotations

from typing import Any

from goldenthread.core.access import Act
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import visible_to
from goldenthread.core.actors import Actor
from goldenthread.vault.models import Identity, Mark


def same_elsewhere(identity: Identity, *, by: Actor) -> list[tuple[Identity, str]]:
    """Others in the vault with the same marks, in cases this person may open: each with what is the same.

    Cases that are not open to them are not counted, nor hinted at: that a case exists is itself confidential.
    """
    standing = standing_of_actor(by)
    marks = list(identity.marks.values_list("mark", flat=True))
    there = visible_to(standing, Act.READ, Mark.objects.filter(mark__in=marks).exclude(identity__case=identity.case_id))
    found: dict[Any, tuple[Identity, list[str]]] = {}
    for one in there.select_related("identity__person", "identity__case__board"):
        found.setdefault(one.identity_id, (one.identity, []))[1].append(one.get_sort_display())
    return [(one, " and ".join(sorted(set(same))).capitalize()) for one, same in found.values()]
