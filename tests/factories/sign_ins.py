"""People who sign in for tests, by the door that people use: a password, then a code."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.models import User

PASSWORD = "violet harbour tractor"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def somebody(
    email: str = "asha.patel@council.example", *, password: str = PASSWORD, app: bool = True, **fields: Any
) -> User:
    """Somebody with an account and, unless told otherwise, an authenticator app."""
    user = User.objects.create_user(email, password, name="Asha Patel", **fields)
    if app:
        TOTP.activate(user, SECRET)
    return user


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def recovery_codes(user: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def give_password(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    said = {"email": email, "password": password, **more.pop("data", {})}
    return client.post(reverse("account_login"), said, **more)


def give_code(client: Client, given: str | None = None) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": given or code()})


def come_in(client: Client, user: User, given: str | None = None) -> HttpResponse:
    """Sign in by the door: password, then the code the app shows."""
    give_password(client, user.email)
    return give_code(client, given)


def is_in(client: Client) -> bool:
    """Whether this client is let in to a page for people signed in."""
    return client.get(reverse("account")).status_code == 200
