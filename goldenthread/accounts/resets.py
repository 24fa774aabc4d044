"""Links to choose a new password: for an hour, once, and not after the account was closed or the password changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from goldenthread.accounts import mail
from goldenthread.accounts.models import User
from goldenthread.core import clock


class ResetTokens(PasswordResetTokenGenerator):
    """Django's tokens by our clock."""

    key_salt = "goldenthread.accounts.resets"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


tokens = ResetTokens()


def ask(email: str) -> None:
    """Send a link to whoever has this address. The work is the same where nobody has it; only no letter leaves."""
    user = User.objects.filter(email=email, is_active=True).first()
    about = user or User(email=email, name=email, is_active=True)
    path = reverse("account_reset_password_from_key", kwargs={"key": about.pk, "token": tokens.make_token(about)})
    letter = mail.letter("reset", email, person=about, address=mail.link(path))
    if user is None:
        letter.message()
    else:
        letter.send()


def whose(key: UUID, token: str) -> User | None:
    """Who a link belongs to, while it works."""
    user = User.objects.filter(pk=key, is_active=True).first()
    return user if user is not None and tokens.check_token(user, token) else None
