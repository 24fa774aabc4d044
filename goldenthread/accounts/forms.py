"""The forms of signing in. Passwords are taken as they are typed: no trimming, no cutting short."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import HttpRequest

from goldenthread.accounts import sessions, tries
from goldenthread.accounts.models import User
from goldenthread.accounts.passwords import LONGEST, SAY_IT_OTHERWISE, SHORTEST

WRONG_FORMAT = "Enter an e-mail address in the correct format, such as name@agency.gov.uk"


def email_field(label: str = "E-mail address", *, autocomplete: str = "username") -> forms.EmailField:
    field = forms.EmailField(
        label=label,
        error_messages={"required": "Enter your e-mail address", "invalid": WRONG_FORMAT},
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
    )
    field.validators = [EmailValidator(WRONG_FORMAT)]
    return field


def password_field(label: str, empty: str, *, is_new: bool = False) -> forms.CharField:
    hint = f"{SHORTEST} characters or more. {SAY_IT_OTHERWISE} You can paste it from a password manager."
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST,
        help_text=hint if is_new else "",
        error_messages={"required": empty, "max_length": f"Password must be {LONGEST:,} characters or fewer"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if is_new else "current-password"}),
    )


class SignInForm(forms.Form):
    email = email_field()
    password = password_field("Password", "Enter your password")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AskResetForm(forms.Form):
    email = email_field()

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class _ChoosesPassword(forms.Form):
    """A form in which a person chooses a password; it knows the person, whose name must not be in it."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        said = str(self.cleaned_data.get("name", ""))
        validate_password(password, User(name=f"{self.user.name} {said}", email=self.user.email))
        return password


class NewPasswordForm(_ChoosesPassword):
    password = password_field("New password", "Enter a new password", is_new=True)


class AcceptForm(_ChoosesPassword):
    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues know you. It stands beside what you do here.",
        error_messages={"required": "Enter your name"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    password = password_field("Password", "Enter a password", is_new=True)


class NameForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=200,
        error_messages={"required": "Enter your name"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )


class ProvePasswordForm(forms.Form):
    """Proving again who one is, by password."""

    password = password_field("Your password", "Enter your password")

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_password(self) -> str:
        password, current = str(self.cleaned_data["password"]), sessions.of(self.request)
        try:
            device = f"sign-in {current.pk}" if current else None
            this = tries.begin(self.request, "password", email=self.user.email, device=device)
        except tries.TooManyTries as error:
            raise ValidationError(f"There have been too many wrong tries. {error} Then try again.") from error
        if not self.user.check_password(password):
            raise ValidationError("That password is not right")
        tries.right(this)
        return password
