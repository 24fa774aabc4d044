"""Django's own list of what a deployment must have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.config.paths import DataFolder
from tests.integration.operation.test_unsafe_choices import GOOD

ROOT = Path(__file__).resolve().parents[3]
CHECK = (
    "import django; django.setup(); from django.core.management import call_command; "
    "call_command('check', deploy=True, fail_level='WARNING')"
)
TOLD = (
    "from django.conf import settings as s; "
    "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_SAMESITE, "
    "s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER, s.DEBUG)"
)


def run(module: str, code: str, changes: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDENTHREAD_", "DJANGO_"))}
    environment = kept | changes | {"DJANGO_SETTINGS_MODULE": module, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def real(tmp_path: Path) -> dict[str, str]:
    DataFolder(tmp_path).make()
    return GOOD | {"GOLDENTHREAD_DATA": str(tmp_path)}


@pytest.mark.parametrize("module", ["goldenthread.config.settings", "goldenthread.config.settings_public"])
def test_nothing_is_wrong_with_a_real_installation(real: dict[str, str], module: str):
    answer = run(module, CHECK, real)

    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_the_check_would_find_something(real: dict[str, str]):
    answer = run("goldenthread.config.settings", CHECK, {"GOLDENTHREAD_DATA": real["GOLDENTHREAD_DATA"]})

    assert answer.returncode == 1


def test_over_https_cookies_are_bound_to_the_host(real: dict[str, str]):
    answer = run("goldenthread.config.settings", TOLD, real)

    assert answer.stdout.strip() == (
        "__Host-session __Host-csrf True Lax 31536000 ('HTTP_X_FORWARDED_PROTO', 'https') False"
    )


def test_on_loopback_cookies_have_plain_names(real: dict[str, str]):
    answer = run("goldenthread.config.settings", TOLD, {"GOLDENTHREAD_DATA": real["GOLDENTHREAD_DATA"]})

    assert answer.stdout.strip() == "session csrf False Lax 0 None False"
