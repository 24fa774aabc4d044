"""The secret of a token: made at random, shown once, known afterwards by its digest alone. Free of Django."""

from __future__ import annotations

import hashlib
import secrets

MARK = "gt_"
"""How every token begins, so that scanners of code and logs can find one that was left lying about."""
BYTES = 32
SEEN = 8


def make() -> str:
    """A new secret: 256 random bits. Nobody guesses it, so a plain digest keeps it as well as a slow one."""
    return MARK + secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret: SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def beginning(secret: str) -> str:
    """The first characters, by which people know a token again."""
    return secret[:SEEN]
