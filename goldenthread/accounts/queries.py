"""Questions about accounts and invitations."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from goldenthread.accounts import devices
from goldenthread.accounts.models import Invitation, User
from goldenthread.core import clock


def is_waiting(user: User) -> bool:
    """They were invited, and have not accepted yet."""
    answers = list(user.invitations.values_list("accepted_at", flat=True))
    return not user.is_active and bool(answers) and not any(answers)


def open_invitation(token: str) -> Invitation | None:
    """The invitation a link belongs to, if it can still be accepted."""
    found = Invitation.objects.filter(token_digest=devices.sha256(token)).select_related("user").first()
    return found if found is not None and found.is_open else None


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that were sent and can still be accepted."""
    now = clock.now()
    return Invitation.objects.filter(Q(expires_at__gt=now), accepted_at=None, withdrawn_at=None).select_related("user")
