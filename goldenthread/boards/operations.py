"""What people do with Boards, their groups and who is who on them."""

from __future__ import annotations

from django.db import transaction

from goldenthread.boards.models import Group, GroupName
from goldenthread.core.actors import Actor
from goldenthread.trail import operations as trail


@transaction.atomic
def set_up_group(group: Group, *, name: str, by: Actor) -> Group:
    """Keep a new group with its first name.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    is_new = not Group.objects.filter(pk=group.pk).exists()
    group.called = name
    group = trail.add(group, by=by)
    if is_new:
        trail.add(GroupName(group=group, name=name), by=by)
    return group
