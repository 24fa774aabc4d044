"""Settings. What an installation may choose comes from the environment; the rest is the house's."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from goldenthread.config import choices, databases, mail
from goldenthread.config.paths import DataFolder
from goldenthread.config.signing_in import *  # noqa: F403  (the whole page of signing in)
from goldenthread.config.signing_in import AFTER_AUTHENTICATION, APPS
from goldenthread.core import clock, logs

PACKAGE = Path(__file__).resolve().parent.parent
DATA = DataFolder.from_environment()
CHOSEN = choices.read()
IS_PRODUCTION = CHOSEN.is_production
if CHOSEN["DAY"] and DATA.is_demonstration:
    clock.hold(date.fromisoformat(CHOSEN["DAY"]))


def _secret_key() -> str:
    """The installation's own key: from the environment, or from its folder, or one for this run only."""
    if given := CHOSEN["SECRET_KEY"]:
        return given
    if DATA.secret_key_file.exists():
        return DATA.secret_key_file.read_text().strip()
    return secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = CHOSEN.hosts("workspace")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    *APPS,
    "goldenthread.core",
    "goldenthread.accounts",
    "goldenthread.trail",
    "goldenthread.boards",
    "goldenthread.cases",
    "goldenthread.vault",
    "goldenthread.plans",
    "goldenthread.meetings",
    "goldenthread.money",
    "goldenthread.asks",
    "goldenthread.learning",
    "goldenthread.reviews",
    "goldenthread.panels",
    "goldenthread.training",
    "goldenthread.audits",
    "goldenthread.casework",
    "goldenthread.figures",
    "goldenthread.scorecard",
    "goldenthread.national",
    "goldenthread.reports",
    "goldenthread.publishing",
    "goldenthread.workspace",
    "goldenthread.api",
    "goldenthread.demo",
]

MIDDLEWARE = [
    "goldenthread.core.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goldenthread.api.middleware.Interface",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *AFTER_AUTHENTICATION,
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.workspace.middleware.PlainErrors",
    "goldenthread.workspace.middleware.SignedInPages",
]

SITE = "workspace"
ROOT_URLCONF = "goldenthread.config.urls_workspace"
WSGI_APPLICATION = "goldenthread.config.wsgi_workspace.application"

PUBLIC_TEMPLATE_CONTEXT = ["django.template.context_processors.request"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                *PUBLIC_TEMPLATE_CONTEXT,
                "django.contrib.messages.context_processors.messages",
                "goldenthread.workspace.shell.shell",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

DATABASES = {"default": databases.chosen(DATA, CHOSEN["DATABASE_URL"], CHOSEN["SQLITE_JOURNAL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

GOLDENTHREAD_PUBLIC_URL = CHOSEN["PUBLIC_URL"].rstrip("/")
GOLDENTHREAD_PUBLIC_BOARD = CHOSEN["PUBLIC_BOARD"].strip()
GOLDENTHREAD_WORKSPACE_URL = CHOSEN["WORKSPACE_URL"].rstrip("/")
GOLDENTHREAD_REQUESTS_A_MINUTE = int(CHOSEN["REQUESTS_A_MINUTE"])

STATIC_URL = "static/"
STATIC_ROOT = None  # files are served from where they are; nothing is copied
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

IS_HTTPS = CHOSEN.is_https("workspace")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"  # a browser takes __Host- from this very host only
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "goldenthread.workspace.errors.refused_form"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = int(CHOSEN["HSTS_DAYS"]) * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CHOSEN.proxies else None
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # a council decides for itself whether browsers ship its name in a list

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_BACKEND = "goldenthread.core.outbox.Backend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CHOSEN["MAIL_FROM"]
EMAIL_TIMEOUT = 20
EMAIL_USE_LOCALTIME = False
GOLDENTHREAD_MAIL_LEAVES_BY, GOLDENTHREAD_MAIL_SERVER = mail.way_out(CHOSEN["MAIL"])
GOLDENTHREAD_OUTBOX = DATA.outbox
GOLDENTHREAD_MAIL_IS_HELD = DATA.mail_is_held


def content_security_policy(*, connects: bool) -> dict[str, dict[str, list[str]]]:
    """The policy of every response; `connects` lets our own script ask our own host for a part of a page."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "font-src": [SELF],
            "img-src": [SELF, "data:"],
            "connect-src": [SELF if connects else NONE],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
        }
    }


CONTENT_SECURITY_POLICY = content_security_policy(connects=True)

LOGGING = logs.settings(CHOSEN.log_level)
