"""What happens at the door, told to whoever keeps the trail. Accounts is a lower room than the trail, so it is told by name.

`settings.TOLD_OF_SIGN_INS` names functions `(verb, subject, *, by, details)`; each is called in the deed's own transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from goldenthread.accounts.models import User
from goldenthread.core.actors import Actor

Listener = Callable[..., None]


def tell(verb: str, subject: Model, *, by: Actor, **details: Any) -> None:
    """Say that something happened to somebody's account, sign-in or agency provider. Details are plain words, never a secret."""
    for name in settings.TOLD_OF_SIGN_INS:
        listener: Listener = import_string(name)
        listener(verb, subject, by=by, details=details)


def themselves(user: User) -> Actor:
    return Actor.person(user.name, user.pk)


SOMEBODY = Actor.system("somebody not signed in")
"""Who acted, where nobody has said who they are yet."""
