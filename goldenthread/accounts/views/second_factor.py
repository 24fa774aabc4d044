"""The second step: giving it, setting it up, and keeping it."""

from __future__ import annotations

import json
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery_flows
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal import flows as webauthn_flows
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, LoginWebAuthnView
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.accounts import events, operations, second_factor, sessions
from goldenthread.accounts.adapters import SecondFactorAdapter
from goldenthread.accounts.fresh import proved_to_set_up, recently_proved
from goldenthread.accounts.middleware import before_second_factor
from goldenthread.accounts.models import User
from goldenthread.accounts.views.sign_in import then
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.marks import public, signed_in

THEN = "after_protecting"


class WithOptions:
    """What the browser is asked when a passkey is made or used, as text for a form's attribute: no inline script."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # of allauth's view
        said["options"] = as_json(next(iter(said.get("js_data", {}).values()), {}))
        return said


def as_json(options: Any) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)


class _Give(WithOptions, AuthenticateView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.CodeForm
    webauthn_form_class = second_factor.PasskeyStepForm
    template_name = "mfa/give.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ways = second_factor.ways_of(self.stage.login.user)
        return {**super().get_context_data(**kwargs), "has_passkeys": any(one.type == "webauthn" for one in ways)}


give = public(_Give.as_view())


@before_second_factor
@signed_in
@require_safe
def protect(request: HttpRequest) -> HttpResponse:
    """Protect your account: choose an authenticator app or a passkey."""
    if sessions.has_second_factor(request):
        return HttpResponseRedirect(then(request))
    request.session[THEN] = then(request)
    return render(request, "mfa/protect.html")


class _SetUpApp(ActivateTOTPView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.AppForm
    template_name = "mfa/app.html"

    def get_success_url(self) -> str:
        return after(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        made, codes = totp_flows.activate_totp(self.request, form)
        second_factor.spend(made, form.cleaned_data["code"])
        return _added(self.request, "totp", "An authenticator app was added to your account.", has_codes=bool(codes))


@before_second_factor
@signed_in
@proved_to_set_up
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app, if there is none."""
    if any(one.type == Authenticator.Type.TOTP for one in second_factor.ways_of(_user(request))):
        return HttpResponseRedirect(reverse("account"))
    answer: HttpResponse = _SetUpApp.as_view()(request)
    return answer


class _AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.PasskeyForm
    template_name = "mfa/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)
        said["form"] = kwargs.get("form") or said["form"]
        said["options"] = as_json(webauthn.begin_registration(authenticated_user(self.request), passwordless=True))
        return said

    def form_valid(self, form: Any) -> HttpResponse:
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        _, codes = webauthn_flows.add_authenticator(self.request, name=name, credential=credential)
        return _added(self.request, "webauthn", "A passkey was added to your account.", has_codes=bool(codes))


add_passkey = before_second_factor(signed_in(proved_to_set_up(_AddPasskey.as_view())))


def _added(request: HttpRequest, factor: str, what: str, *, has_codes: bool) -> HttpResponse:
    user = _user(request)
    operations.tell_second_factor_changed(user, what=what, by=events.themselves(user))
    if not sessions.has_second_factor(request):
        sessions.protect(request, factor)
    return _show_codes(request) if has_codes else HttpResponseRedirect(after(request))


def after(request: HttpRequest) -> str:
    """Where somebody was going before they were led to protect their account; else to their account."""
    place: str = request.session.pop(THEN, "") or reverse("account")
    return place


def _show_codes(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes, this once."""
    held = get_object_or_404(Authenticator, user=_user(request), type=Authenticator.Type.RECOVERY_CODES).wrap()
    codes = held.get_unused_codes()
    held.mark_as_viewed()
    return render(request, "mfa/recovery_codes.html", {"codes": codes, "next": after(request)})


@signed_in
@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes; the ones before no longer work."""
    user = _user(request)
    if not second_factor.ways_of(user):
        raise NotPossibleNow("Set up an authenticator app or a passkey first. Recovery codes stand in for it.")
    if request.method != "POST":
        return render(request, "mfa/recovery_codes_new.html", {"left": second_factor.recovery_codes_left(user)})
    recovery_flows.generate_recovery_codes(request)
    operations.tell_second_factor_changed(user, what="New recovery codes were made.", by=events.themselves(user))
    return _show_codes(request)


@signed_in
@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an authenticator app or a passkey, if another one stays."""
    user = _user(request)
    held = get_object_or_404(Authenticator, pk=pk, user=user)
    if held.type == Authenticator.Type.RECOVERY_CODES:
        raise Http404
    is_app = held.type == Authenticator.Type.TOTP
    name = "Authenticator app" if is_app else f"Passkey “{held.wrap().name}”"
    if request.method != "POST":
        return render(
            request, "mfa/remove.html", {"name": name, "can": SecondFactorAdapter().can_delete_authenticator(held)}
        )
    if not SecondFactorAdapter().can_delete_authenticator(held):
        raise NotPossibleNow("This is your only second step. Add another, then remove this one.")
    delete_and_cleanup(request, held)
    operations.tell_second_factor_changed(user, what=f"{name} was removed.", by=events.themselves(user))
    messages.success(request, f"{name} is removed.")
    return HttpResponseRedirect(reverse("account"))


class _NamePasskey(EditWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.PasskeyNameForm
    template_name = "mfa/passkey_name.html"

    def get_success_url(self) -> str:
        return reverse("account")


name_passkey = signed_in(recently_proved(_NamePasskey.as_view()))


class _SignInByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    form_class = second_factor.PasskeySignInForm

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        messages.error(self.request, "That passkey did not work. Try again, or sign in with your password.")
        return HttpResponseRedirect(reverse("account_login"))


sign_in_by_passkey = public(_SignInByPasskey.as_view())


def _user(request: HttpRequest) -> User:
    user = authenticated_user(request)
    if not isinstance(user, User):
        raise Http404
    return user
