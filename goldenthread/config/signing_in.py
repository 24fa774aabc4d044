"""Settings of signing in. What an installation may choose is elsewhere; these are the house's."""

from __future__ import annotations

from datetime import timedelta

APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
AFTER_AUTHENTICATION = [
    "goldenthread.accounts.middleware.SignInLimits",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.accounts.middleware.SecondFactorFirst",
]

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "goldenthread.accounts.passwords.LongEnough"},
    {"NAME": "goldenthread.accounts.passwords.NotCommon"},
    {"NAME": "goldenthread.accounts.passwords.NotOfOurWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())

TOLD_OF_SIGN_INS = ["goldenthread.workspace.sign_in_trail.write"]
GUESSABLE_WORDS = ["goldenthread.workspace.sign_in_words.words"]

ACCOUNT_ADAPTER = "goldenthread.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours count by account and by known browser, in the database: accounts/tries.py

MFA_ADAPTER = "goldenthread.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = False

SOCIALACCOUNT_ADAPTER = "goldenthread.accounts.adapters.AgencyAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
