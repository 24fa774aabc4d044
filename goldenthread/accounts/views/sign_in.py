"""Signing in and out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.accounts import demonstration, events, kept, sessions, tries
from goldenthread.accounts.adapters import is_ours
from goldenthread.accounts.forms import SignInForm
from goldenthread.accounts.middleware import before_second_factor
from goldenthread.accounts.models import User
from goldenthread.core.marks import public, signed_in

NOT_RIGHT = (
    "The e-mail address or password is not right. Check both. If you have no password yet, use the link in your "
    "invitation."
)
ENDED = {
    "idle": "You were signed out because nothing was done for 30 minutes. Sign in to go on.",
    "absolute": "You were signed out because 12 hours had gone by. Sign in to go on.",
    "ended": "This sign-in was ended. Sign in to go on.",
}


def then(request: HttpRequest) -> str:
    """Where to go afterwards: a place within this site, or the first page."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return asked if is_ours(asked) else "/"


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password; then the second step."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(then(request))
    if request.method == "POST":
        clear_login(request)
        form = SignInForm(request.POST)
        return _answer(request, form) if form.is_valid() else page(request, form)
    return page(request, SignInForm())


def _answer(request: HttpRequest, form: SignInForm) -> HttpResponse:
    email = form.cleaned_data["email"]
    try:
        this = tries.begin(request, "password", email=email)
    except tries.TooManyTries as error:
        form.add_error(None, too_many(error))
        return page(request, form, status=429)
    user = authenticate(request, username=email, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        _tell_refused(email)
        form.add_error(None, NOT_RIGHT)
        return page(request, form)
    tries.right(this)
    login = Login(user=user, email=email, redirect_url=then(request))
    answer: HttpResponse = perform_password_login(request, {"email": email}, login)
    return answer


def _tell_refused(email: str) -> None:
    """An entry for an unknown address too, so that the answer takes as long as for a known one."""
    owner = User.objects.filter(email=email).first()
    with transaction.atomic():
        known = "yes" if owner else "no"
        events.tell("sign-in refused", owner or User(email=email), by=events.SOMEBODY, known=known)


def too_many(error: tries.TooManyTries) -> str:
    return (
        f"There have been too many wrong tries to sign in. {error} Then try again. "
        "If you have forgotten your password, choose a new one: “I have forgotten my password”, below."
    )


def page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    because = request.session.pop(sessions.ENDED_BECAUSE, "") if sessions.ENDED_BECAUSE in request.session else ""
    said: dict[str, Any] = {
        "form": form,
        "next": then(request),
        "because": ENDED.get(because, ""),
        "is_kept": kept.waits(request, urlsplit(then(request)).path),
        "agencies": SocialApp.objects.filter(provider="openid_connect").order_by("name"),
        "has_personas": demonstration.is_open(request),
    }
    return render(request, "account/sign_in.html", said, status=status)


@before_second_factor
@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here, and leave nothing behind in the browser."""
    logout(request)
    messages.success(request, "You are signed out.")
    answer = HttpResponseRedirect(reverse("account_login"))
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@public
@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """Leave between the password and the second step."""
    clear_login(request)
    return HttpResponseRedirect(reverse("account_login"))
