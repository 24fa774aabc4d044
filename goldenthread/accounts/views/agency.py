"""Signing in with one's agency: there and back."""

from __future__ import annotations

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.core.marks import public


@public
@require_POST
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the agency's own page for signing in: by a page of ours, since a form may only be answered by this site."""
    if "process" in request.POST or "process" in request.GET:
        raise Http404  # allauth would link the account of whoever is signed in to another identity
    answer: HttpResponse = openid.login(request, provider_id)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    return render(request, "socialaccount/leaving.html", {"address": answer.url, "name": _name(provider_id)})


def _name(provider_id: str) -> str:
    return SocialApp.objects.filter(provider_id=provider_id).values_list("name", flat=True).first() or ""


@public
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there."""
    if request.user.is_authenticated:
        return HttpResponseRedirect("/")
    answer: HttpResponse = openid.callback(request, provider_id)
    return answer


@public
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (every view is handed one)
    """They changed their mind over there."""
    return HttpResponseRedirect(reverse("account_login"))
