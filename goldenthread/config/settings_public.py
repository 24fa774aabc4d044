"""Settings of the public site: what the workspace has, without sessions, accounts or anything private."""

from goldenthread.config.settings import *  # noqa: F403
from goldenthread.config.settings import (
    CHOSEN,
    INSTALLED_APPS,
    PUBLIC_TEMPLATE_CONTEXT,
    TEMPLATES,
    content_security_policy,
)

SITE = "public"
INSTALLED_APPS = [one for one in INSTALLED_APPS if not one.startswith("allauth")]
ROOT_URLCONF = "goldenthread.config.urls_public"
WSGI_APPLICATION = "goldenthread.config.wsgi_public.application"
ALLOWED_HOSTS = CHOSEN.hosts("public")
SECURE_SSL_REDIRECT = CHOSEN.is_https("public")
SECURE_HSTS_SECONDS = int(CHOSEN["HSTS_DAYS"]) * 24 * 3600 if CHOSEN.is_https("public") else 0
MIDDLEWARE = [
    "goldenthread.core.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{**TEMPLATES[0], "OPTIONS": {**TEMPLATES[0]["OPTIONS"], "context_processors": PUBLIC_TEMPLATE_CONTEXT}}]
CONTENT_SECURITY_POLICY = content_security_policy(connects=False)
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W021"]  # nothing can be sent to the public site; and as there
