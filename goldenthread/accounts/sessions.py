"""How long a sign-in lasts: half an hour without use, twelve hours whatever is done. Kept by the server."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from goldenthread.accounts import devices, events
from goldenthread.accounts.models import SignIn, User
from goldenthread.core import clock

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_AT_MOST_EVERY = timedelta(minutes=1)
SIGN_IN, SECOND_FACTOR, ENDED_BECAUSE = "sign_in", "second_factor", "sign_in_ended_because"

WAYS = {
    "totp": "password and authenticator app",
    "webauthn": "passkey",
    "recovery_codes": "password and recovery code",
    "provider": "your agency’s sign-in",
    "demonstration": "one click, in the demonstration",
}

BROWSERS = (("Edg", "Microsoft Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (*((one, one) for one in ("iPhone", "iPad", "Android", "Windows")), ("Mac OS", "Mac"), ("Linux", "Linux"))


def start(request: HttpRequest, user: User) -> SignIn:
    """Begin a sign-in in the session that Django has just made for it."""
    now, factor = clock.now(), factor_given(request, user)
    made = SignIn.objects.create(
        user=user,
        started_at=now,
        seen_at=now,
        proved_at=now,
        browser=browser_of(request),
        how=WAYS.get(factor, "password"),
    )
    request.session[SIGN_IN] = str(made.pk)
    if factor:
        request.session[SECOND_FACTOR] = factor
        devices.remember(request, user.email)
    return made


def factor_given(request: HttpRequest, user: User) -> str:
    """The second factor this person has given on the way to this session, or nothing."""
    records = get_authentication_records(request, user)
    kinds = [str(one.get("type")) for one in records if one.get("method") == "mfa"]
    if kinds:
        return kinds[-1]
    providers = [str(one.get("provider")) for one in records if one.get("method") == "socialaccount"]
    return "provider" if providers and is_trusted(providers[-1]) else ""


def is_trusted(provider_id: str) -> bool:
    """The provider asks for a second factor itself, and an administrator has said that it is relied on."""
    from allauth.socialaccount.models import SocialApp

    app = SocialApp.objects.filter(provider_id=provider_id).first()
    return app is not None and app.settings.get("trusts_second_factor") is True


def protect(request: HttpRequest, factor: str) -> None:
    """Note that a second factor was set up and given in this session, under a new session id."""
    request.session[SECOND_FACTOR] = factor
    request.session.cycle_key()
    if isinstance(request.user, User):
        current = of(request)
        if current is not None:
            SignIn.objects.filter(pk=current.pk).update(how=WAYS.get(factor, factor), proved_at=clock.now())
        devices.remember(request, request.user.email)


def prove(request: HttpRequest) -> None:
    """Note that somebody has just proved again who they are, under a new session id."""
    request.session.cycle_key()
    if (key := _key(request)) is not None:
        SignIn.objects.filter(pk=key).update(proved_at=clock.now())


def of(request: HttpRequest) -> SignIn | None:
    """The open sign-in that this request belongs to."""
    key = _key(request)
    if key is None or not request.user.is_authenticated:
        return None
    return SignIn.objects.filter(pk=key, user_id=request.user.pk, ended_at=None).first()


def why_over(sign_in: SignIn | None) -> str:
    """Why a sign-in cannot go on, or nothing."""
    now = clock.now()
    if sign_in is None:
        return "ended"
    if now - sign_in.started_at >= ABSOLUTE:
        return "absolute"
    return "idle" if now - sign_in.seen_at >= IDLE else ""


def see(sign_in: SignIn) -> None:
    """Note that it is in use; at most once a minute, so that reading pages does not write to the database."""
    now = clock.now()
    if now - sign_in.seen_at >= SEEN_AT_MOST_EVERY:
        SignIn.objects.filter(pk=sign_in.pk, ended_at=None).update(seen_at=now)


def end(sign_in: SignIn, because: str) -> None:
    SignIn.objects.filter(pk=sign_in.pk, ended_at=None).update(ended_at=clock.now(), ended_because=because)


def end_all(user: User, because: str, *, but: SignIn | None = None) -> int:
    """End every open sign-in of somebody, or every other one. They are out at their next request."""
    still_open = SignIn.objects.filter(user=user, ended_at=None)
    if but is not None:
        still_open = still_open.exclude(pk=but.pk)
    return still_open.update(ended_at=clock.now(), ended_because=because)


def has_second_factor(request: HttpRequest) -> bool:
    return bool(request.session.get(SECOND_FACTOR))


def open_ones(user: User) -> list[SignIn]:
    """The sign-ins that could still be used, the latest first."""
    now = clock.now()
    recent = SignIn.objects.filter(user=user, ended_at=None, seen_at__gt=now - IDLE, started_at__gt=now - ABSOLUTE)
    return list(recent)


def browser_of(request: HttpRequest) -> str:
    """A browser in words its owner knows: “Firefox on Windows”."""
    agent = request.headers.get("User-Agent", "")
    browser = next((words for mark, words in BROWSERS if re.search(mark, agent)), "A browser")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(str(request.session.get(SIGN_IN)))
    except ValueError:
        return None


def tell_started(sign_in: SignIn) -> None:
    events.tell("signed in", sign_in.user, by=events.themselves(sign_in.user), how=sign_in.how)
