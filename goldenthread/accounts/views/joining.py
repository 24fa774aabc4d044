"""Coming in by a link: an invitation, or a password that was forgotten."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goldenthread.accounts import devices, events, operations, queries, resets, tries
from goldenthread.accounts.forms import AcceptForm, AskResetForm, NewPasswordForm
from goldenthread.accounts.models import User
from goldenthread.core.marks import public


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: say your name, choose a password; then the second step."""
    held = queries.open_invitation(token)
    if held is None:
        return render(request, "account/link_over.html", {"words": operations.OVER}, status=410)
    user = held.user
    form = AcceptForm(request.POST or None, user=user, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        user = operations.accept(held, name=name, password=password, by=events.themselves(user))
        return _sign_in(request, user, "invitation")
    return render(request, "account/accept.html", {"form": form, "invitation": held})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link to choose a new password. The answer is the same whoever the address belongs to, and if nobody."""
    form = AskResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            tries.begin(request, "reset", email=email)
        except tries.TooManyTries:
            pass  # the answer stays the same; ten letters in five minutes were sent
        else:
            resets.ask(email)
        return render(request, "account/reset_sent.html", {"email": email})
    return render(request, "account/reset_ask.html", {"form": form})


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Choose a new password, by the link that was sent. The second step is still asked."""
    user = resets.whose(key, token)
    if user is None:
        words = "This link was used already, or is more than an hour old. Ask for another one."
        return render(request, "account/link_over.html", {"words": words, "is_reset": True}, status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        operations.set_password(user, password=form.cleaned_data["password"], keep=None, by=events.themselves(user))
        devices.remember(request, user.email)
        return _sign_in(request, user, "password_reset")
    return render(request, "account/reset.html", {"form": form, "email": user.email})


def _sign_in(request: HttpRequest, user: User, method: str) -> HttpResponse:
    """Go on as somebody who has just shown that the mailbox is theirs; whoever was signed in here is signed out."""
    logout(request)
    record_authentication(request, user, method=method, email=user.email)
    answer: HttpResponse = perform_login(request, Login(user=user, email=user.email, redirect_url="/"))
    return answer
