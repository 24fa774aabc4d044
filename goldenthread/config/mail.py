"""How mail leaves: to files in the data folder, or to a mail server that speaks TLS."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

TO_FILES = "goldenthread.core.outbox.Files"
TO_A_SERVER = "django.core.mail.backends.smtp.EmailBackend"


def way_out(address: str) -> tuple[str, dict[str, Any]]:
    """The delivering backend, and what it is opened with. The address was checked when it was read."""
    if address == "files":
        return TO_FILES, {}
    parts = urlsplit(address)
    starts_tls = parts.scheme == "smtp+starttls"
    return TO_A_SERVER, {
        "host": parts.hostname,
        "port": parts.port or (587 if starts_tls else 465),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": starts_tls,
        "use_ssl": not starts_tls,
    }
