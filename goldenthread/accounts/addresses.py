"""Where a request comes from. What a web server in front says of it was believed, or dropped, before Django was asked."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks; for IPv6 the network of it, since one household holds a whole network."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    if not _is_address(here):
        return here
    address = ipaddress.ip_address(here)
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def is_on_this_machine(request: HttpRequest) -> bool:
    """The request was made on the machine itself, and no web server in front says that it passes it on."""
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not any(one in request.META for one in FORWARDED)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
