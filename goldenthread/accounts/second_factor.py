"""Codes: each works once, and they cannot be guessed in numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts import sessions, tries
from goldenthread.accounts.models import User

SPENT = "spent_step"
USED = "That code has been used. Wait until your app shows the next one."
NOT_RIGHT = "That code is not right. Enter the 6 digits your authenticator app shows now, or a recovery code."
PASSKEY_NOT_RIGHT = "That passkey did not work. Try again, or enter a code."
DIGITS = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "classes": "govuk-input--width-10",
}


def spend(authenticator: Authenticator, code: str) -> bool:
    """Use up a code of an authenticator app: it and every earlier one no longer work, whatever process is asked."""
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        step = _step_of(held, code)
        if step is None or step <= held.data.get(SPENT, -1):
            return False
        held.data[SPENT] = step
        held.save(update_fields=["data"])
        return True


def is_spent(user: User, code: str) -> bool:
    """The code is right by the clock, and was used before."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    step = _step_of(held, code) if held else None
    return held is not None and step is not None and step <= held.data.get(SPENT, -1)


def ways_of(user: User) -> list[Authenticator]:
    """The second factors somebody has: authenticator app and passkeys, without recovery codes."""
    theirs = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(theirs.order_by("created_at"))


def recovery_codes_left(user: User) -> int | None:
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(held.wrap().get_unused_codes()) if held else None


def _step_of(held: Authenticator, code: str) -> int | None:
    secret = decrypt(held.data["secret"])
    steps: list[int] = list(yield_hotp_counters_from_time())
    for step in steps:
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


class _Guarded(forms.Form):
    """A form of one code, which counts wrong ones."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "Code"
        code.help_text = "The 6 digits your authenticator app shows for Golden Thread. Or a recovery code."
        code.error_messages["required"] = "Enter the code"
        code.widget.attrs = dict(DIGITS)

    def clean_code(self) -> str:
        request = context.request
        current = sessions.of(request)
        try:
            this = tries.begin(
                request, "code", email=self.user.email, device=f"sign-in {current.pk}" if current else None
            )
        except tries.TooManyTries as error:
            raise ValidationError(too_many(error)) from error
        typed = "".join(str(self.cleaned_data["code"]).split())
        self.cleaned_data["code"] = typed
        if is_spent(self.user, typed):
            raise ValidationError(USED)
        code: str = super().clean_code()  # type: ignore[misc]  # of allauth's form, which is mixed in
        authenticator = self.authenticator  # type: ignore[attr-defined]  # set by allauth's form
        if authenticator.type == Authenticator.Type.TOTP and not spend(authenticator, code):
            raise ValidationError(USED)
        tries.right(this)
        return code


def too_many(error: tries.TooManyTries) -> str:
    return f"There have been too many wrong tries. {error} Then try again, or use a recovery code."


class CodeForm(_Guarded, AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The second step of signing in."""


class CodeAgainForm(_Guarded, ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """Proving again who one is."""


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    """The first code of an authenticator app, which shows that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "Code from the app"
        code.help_text = "6 digits, which change every half minute."
        code.error_messages["required"] = "Enter the code your app shows"
        code.widget.attrs = dict(DIGITS)


class _Unreadable(forms.Form):
    """What calls itself a passkey's answer and cannot be read is a wrong answer, not a fault of ours."""

    def _read(self, clean: Callable[[], Any]) -> Any:
        try:
            return clean()
        except ValidationError:
            raise
        except Exception as error:  # the library refuses unreadable answers with whatever it trips over
            raise ValidationError(PASSKEY_NOT_RIGHT) from error


class PasskeyStepForm(_Unreadable, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey as the second step."""

    def clean_credential(self) -> Any:
        return self._read(super().clean_credential)


class PasskeySignInForm(_Unreadable, LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey alone: the device itself asks for a finger, a face or a PIN."""

    def clean_credential(self) -> Any:
        return self._read(super().clean_credential)


class PasskeyAgainForm(_Unreadable, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    def clean_credential(self) -> Any:
        return self._read(super().clean_credential)


class PasskeyForm(_Unreadable, AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A new passkey: what the browser made, and a name to know it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"] = _name_of_a_passkey()
        self.fields["credential"].error_messages["required"] = (
            "Your browser made no passkey. Choose “Add a passkey” and follow what your device says."
        )

    def clean(self) -> Any:
        return self._read(super().clean)


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_of_a_passkey()


def _name_of_a_passkey() -> forms.CharField:
    return forms.CharField(
        label="Name of this passkey",
        max_length=60,
        help_text="So that you know it from others: “Work laptop”, “My phone”.",
        error_messages={"required": "Enter a name for this passkey"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
