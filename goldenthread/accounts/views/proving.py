"""Proving again who you are, before something that matters."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.accounts import second_factor
from goldenthread.accounts.forms import ProvePasswordForm
from goldenthread.accounts.views.own import person_of
from goldenthread.accounts.views.second_factor import WithOptions
from goldenthread.accounts.views.sign_in import then
from goldenthread.core.marks import signed_in


@signed_in
@require_safe
def prove(request: HttpRequest) -> HttpResponse:
    """To the first way there is; for somebody whom only their agency signs in, to signing in again."""
    if ways := get_adapter().get_reauthentication_methods(request.user):
        return HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({'next': then(request)})}")
    return render(request, "account/prove_by_agency.html")


@signed_in
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def by_password(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    form = ProvePasswordForm(request.POST or None, request=request, user=user)
    if request.method == "POST" and form.is_valid():
        reauthenticate_by_password(request)
        return HttpResponseRedirect(then(request))
    return render(request, "account/prove.html", {"form": form, **_ways(request, "account_reauthenticate")})


def _ways(request: HttpRequest, but: str) -> dict[str, Any]:
    """The other ways to prove it, and where to go afterwards."""
    place = then(request)
    others = [
        {"words": one["description"], "address": f"{one['url']}?{urlencode({'next': place})}"}
        for one in get_adapter().get_reauthentication_methods(request.user)
        if one["url"] != reverse(but)
    ]
    return {"others": others, "next": place}


class _ByCode(ReauthenticateView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.CodeAgainForm
    template_name = "mfa/prove_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **_ways(self.request, "mfa_reauthenticate")}


by_code = signed_in(_ByCode.as_view())


class _ByPasskey(WithOptions, ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.PasskeyAgainForm
    template_name = "mfa/prove_passkey.html"

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        messages.error(self.request, "That passkey did not work. Try again, or prove it in another way.")
        return HttpResponseRedirect(f"{reverse('account_prove')}?{urlencode({'next': then(self.request)})}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **_ways(self.request, "mfa_reauthenticate_webauthn")}


by_passkey = signed_in(_ByPasskey.as_view())
