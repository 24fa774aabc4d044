"""Your account: who you are here, how you sign in, and where you are signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.accounts import events, kept, operations, second_factor, sessions
from goldenthread.accounts.forms import NameForm, NewPasswordForm
from goldenthread.accounts.fresh import recently_proved
from goldenthread.accounts.models import SignIn, User
from goldenthread.core.marks import signed_in


def person_of(request: HttpRequest) -> User:
    """Whoever is signed in, as our own kind of user."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user, current = person_of(request), sessions.of(request)
    ways = second_factor.ways_of(user)
    said: dict[str, Any] = {
        "app": next((one for one in ways if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in ways if one.type == Authenticator.Type.WEBAUTHN],
        "can_remove": len(ways) > 1,
        "codes_left": second_factor.recovery_codes_left(user),
        "sign_ins": [(one, current is not None and one.pk == current.pk) for one in sessions.open_ones(user)],
        "agencies": _agencies(user),
    }
    return render(request, "account/account.html", said)


def _agencies(user: User) -> list[str]:
    linked = SocialAccount.objects.filter(user=user).values_list("provider", flat=True)
    return list(SocialApp.objects.filter(provider_id__in=list(linked)).order_by("name").values_list("name", flat=True))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    sent = request.POST or kept.take(request, request.path)
    form = NameForm(sent or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        operations.rename(user, name=form.cleaned_data["name"], by=events.themselves(user))
        messages.success(request, "Your name is changed.")
        return HttpResponseRedirect(reverse("account"))
    return render(request, "account/name.html", {"form": form, "writer": kept.writer_field(request)})


@signed_in
@recently_proved
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose a new password. Every other sign-in ends."""
    user = person_of(request)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        keep = sessions.of(request)
        operations.set_password(user, password=form.cleaned_data["password"], keep=keep, by=events.themselves(user))
        update_session_auth_hash(request, user)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return HttpResponseRedirect(reverse("account"))
    return render(request, "account/password.html", {"form": form})


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    user = person_of(request)
    ended = operations.end_other_sign_ins(user, but=sessions.of(request), by=events.themselves(user))
    words = "You were not signed in anywhere else." if not ended else "You are signed out everywhere else."
    messages.success(request, words)
    return HttpResponseRedirect(reverse("account"))


@signed_in
@require_POST
def end_one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign out of one other browser."""
    user = person_of(request)
    held = get_object_or_404(SignIn, pk=pk, user=user, ended_at=None)
    operations.end_sign_in(held, by=events.themselves(user))
    messages.success(request, f"You are signed out of {held.browser}.")
    return HttpResponseRedirect(reverse("account"))
