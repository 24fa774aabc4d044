"""Settings. What an installation may choose comes from the environment; the rest is the house's."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from goldenthread.config import databases
from goldenthread.config.paths import DataFolder

PACKAGE = Path(__file__).resolve().parent.parent
DATA = DataFolder.from_environment()


def _secret_key() -> str:
    """The installation's own key: from the environment, or from its folder, or one for this run only."""
    if given := os.environ.get("GOLDENTHREAD_SECRET_KEY"):
        return given
    if DATA.secret_key_file.exists():
        return DATA.secret_key_file.read_text().strip()
    return secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("GOLDENTHREAD_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "goldenthread.core",
    "goldenthread.accounts",
    "goldenthread.trail",
    "goldenthread.boards",
    "goldenthread.plans",
    "goldenthread.meetings",
    "goldenthread.money",
    "goldenthread.learning",
    "goldenthread.reviews",
    "goldenthread.training",
    "goldenthread.audits",
    "goldenthread.casework",
    "goldenthread.figures",
    "goldenthread.reports",
    "goldenthread.publishing",
    "goldenthread.workspace",
    "goldenthread.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.workspace.middleware.PlainErrors",
    "goldenthread.workspace.middleware.SignedInPages",
]

SITE = "workspace"
ROOT_URLCONF = "goldenthread.config.urls_workspace"
WSGI_APPLICATION = "goldenthread.config.wsgi_workspace.application"

PUBLIC_TEMPLATE_CONTEXT = ["django.template.context_processors.request"]
TEMPLATES = [
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

DATABASES = {"default": databases.chosen(DATA, os.environ.get("GOLDENTHREAD_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

GOLDENTHREAD_PUBLIC_URL = os.environ.get("GOLDENTHREAD_PUBLIC_URL", "http://127.0.0.1:8000")

STATIC_URL = "static/"
STATIC_ROOT = None  # files are served from where they are; nothing is copied
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True


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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
