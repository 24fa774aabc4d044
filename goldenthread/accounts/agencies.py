"""Matching somebody whom their agency has signed in to the account they were invited to."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from goldenthread.accounts import events, operations
from goldenthread.accounts.models import User
from goldenthread.accounts.queries import is_waiting
from goldenthread.core.errors import GoldenThreadError


def match(request: HttpRequest, sociallogin: Any) -> None:
    """Let the sign-in stand for an invited account with the same e-mail address, or refuse it. Nobody is signed up.

    An agency vouches only for addresses of its own domains; an address it does not call verified counts for nothing.
    """
    app = sociallogin.provider.app
    domains = {str(one).lower() for one in app.settings.get("email_domains", [])}
    if sociallogin.is_existing:
        if not sociallogin.user.is_active or _domain(sociallogin.user.email) not in domains:
            _refuse(request, app.name)
        return
    vouched = [one.email.lower() for one in sociallogin.email_addresses if _domain(one.email) in domains]
    vouched = vouched if _are_verified(sociallogin, app) else []
    user = User.objects.filter(email__in=vouched).first() if vouched else None
    if user is None:
        _refuse(request, app.name)
    if not user.is_active:
        _accept_invitation(request, user, app.name)
    sociallogin.connect(request, user)
    events.tell("linked to their agency’s sign-in", user, by=events.themselves(user), provider=app.provider_id)


def _are_verified(sociallogin: Any, app: Any) -> bool:
    """The provider says so of the address, in so many words; or it is known to hand out only its own."""
    said = sociallogin.account.extra_data
    claims = said.get("userinfo") or said.get("id_token") or {}
    return bool(app.settings.get("verified_email")) or claims.get("email_verified") in (True, "true")


def _accept_invitation(request: HttpRequest, user: User, agency: str) -> None:
    invitation = user.invitations.first()
    if invitation is None or not is_waiting(user):
        _refuse(request, agency)
    try:
        operations.accept_by_provider(invitation, by=events.themselves(user))
    except GoldenThreadError:
        _refuse(request, agency)
    user.refresh_from_db()


def went_wrong(request: HttpRequest, agency: str) -> NoReturn:
    """Back to signing in, with words that help and tell nothing."""
    words = f"Signing in with {agency} did not work. Try again, or sign in with your e-mail address and password."
    _back(request, words)


def _refuse(request: HttpRequest, agency: str) -> NoReturn:
    _back(
        request,
        f"{agency} signed you in, but there is no open account here for that e-mail address. Accounts are by invitation: "
        "ask the Board’s manager for one.",
    )


def _back(request: HttpRequest, words: str) -> NoReturn:
    messages.error(request, words)
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()
