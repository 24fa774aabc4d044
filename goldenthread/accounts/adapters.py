"""What allauth asks of us: who may sign up (nobody), where to go, what to say, how secrets are kept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.accounts import agencies, second_factor
from goldenthread.accounts.keyring import seal, unseal
from goldenthread.accounts.models import User

CLOSED = "This account is closed. If it should be open, ask the Board’s manager."
SAID = {
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
}
"""What is said after a deed. Of the rest that allauth would say, nothing."""


def is_ours(url: str) -> bool:
    """A place within this site: a path, with no host, scheme or trick in it."""
    return url.startswith("/") and "\\" not in url and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages = {**DefaultAccountAdapter.error_messages, "incorrect_password": "The password is not right"}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_stages(self) -> list[str]:
        return ["goldenthread.accounts.stages.AskSecondFactor"]

    def is_safe_url(self, url: str) -> bool:
        return is_ours(url or "")

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002
        return False  # each of our pages asks by itself, with `recently_proved`; a test walks them

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use a code from your authenticator app",
            "mfa_reauthenticate:webauthn": "Use a passkey",
        }
        return [{**one, "description": words[one["id"]]} for one in super().get_reauthentication_methods(user)]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponseRedirect:  # noqa: ARG002
        messages.error(request, CLOSED)
        return HttpResponseRedirect(reverse("account_login"))

    def add_message(  # noqa: PLR0917  (allauth's own order)
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if words := message or SAID.get(message_template or ""):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def send_mail(self, *_: object, **__: object) -> None:
        """allauth sends nothing of its own: every letter goes through the outbox, in our words."""
        raise RuntimeError("Mail is sent by goldenthread.accounts.mail.")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": second_factor.NOT_RIGHT,
        "cannot_delete_authenticator": "Add another way to prove it is you first. Then remove this one.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return "Golden Thread"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        owner = authenticator.user
        return isinstance(owner, User) and len(second_factor.ways_of(owner)) > 1

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  (allauth's name)
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


class AgencyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in with an agency's own account: only for people who were invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        agencies.match(request, sociallogin)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        agencies.went_wrong(request, provider.app.name)

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        found = list(super().list_apps(request, provider=provider, client_id=client_id))
        for app in found:
            app.secret = unseal(app.settings["sealed_secret"]) if "sealed_secret" in app.settings else app.secret
        return found
