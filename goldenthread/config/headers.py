"""The headers of every response of a site, whoever made it: a page, an error, a redirect, a file, a refused host name.

It stands around the whole application, because what Django adds itself is missing from what never reaches its middleware.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Environment = dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], object]]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

NOTHING_OF_THE_DEVICE = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera",
        "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
        "interest-cohort", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "payment",
        "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb",
        "window-management", "xr-spatial-tracking",
    )
)  # fmt: skip
FORWARDED = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_SSL", "HTTP_FORWARDED", "HTTP_X_REAL_IP",
)  # fmt: skip


def of_site(site: str, *, policy: Mapping[str, Any], hsts_seconds: int) -> dict[str, str]:
    """The headers every response of a site has, exactly."""
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(to)}" for name, to in policy["DIRECTIVES"].items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": NOTHING_OF_THE_DEVICE,
        "X-Frame-Options": "DENY",
    }
    if hsts_seconds:
        headers["Strict-Transport-Security"] = f"max-age={hsts_seconds}; includeSubDomains"
    if site == "workspace":
        headers["Cache-Control"] = "no-store"
    return headers


class EveryResponse:
    """Wraps a site: sets its headers on the way out, and believes nobody's forwarded headers but the proxy's on the way in."""

    def __init__(self, inner: Application, headers: Mapping[str, str], proxies: Iterable[str] = ()) -> None:
        self.inner = inner
        self.headers = dict(headers)
        self.proxies = frozenset(proxies)

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        _believe_only(self.proxies, environ)
        path = str(environ.get("PATH_INFO", ""))

        def start(status: str, given: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, self._with_ours(path, status, given), *rest)

        body = self.inner(environ, start)
        return _unsent(body) if environ.get("REQUEST_METHOD") == "HEAD" else body

    def _with_ours(self, path: str, status: str, given: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Ours in place of any of the same name. Style sheets and scripts hold nothing private, so they may be kept."""
        ours = dict(self.headers)
        is_a_file = path.startswith("/static/") and status[:3] in {"200", "206", "304"}
        if is_a_file:
            ours.pop("Cache-Control", None)
        replaced = {name.lower() for name in ours} | {"server", "x-powered-by"}
        return [(name, value) for name, value in given if name.lower() not in replaced] + list(ours.items())


def _unsent(body: Iterable[bytes]) -> Iterable[bytes]:
    """What HEAD asks about is not sent."""
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return []


def _believe_only(proxies: frozenset[str], environ: Environment) -> None:
    """From the proxy, take who it says it speaks for; from anybody else, drop what they say about that."""
    if environ.get("REMOTE_ADDR", "") not in proxies:
        for name in FORWARDED:
            environ.pop(name, None)
        return
    speaks_for = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    if speaks_for:
        environ["REMOTE_ADDR"] = speaks_for
    environ.pop("HTTP_X_FORWARDED_HOST", None)


def around(inner: Application) -> EveryResponse:
    """The site that the settings in force describe, with its headers."""
    from django.conf import settings

    headers = of_site(settings.SITE, policy=settings.CONTENT_SECURITY_POLICY, hsts_seconds=settings.SECURE_HSTS_SECONDS)
    return EveryResponse(inner, headers, settings.CHOSEN.proxies)
