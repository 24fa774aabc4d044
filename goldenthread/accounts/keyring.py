"""The installation's keys for what must be kept unreadable: second-factor secrets, providers' secrets, kept forms.

`keys/secrets` holds one key a line, the newest first: what is sealed is sealed with the first, and opened with any.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from goldenthread.core.errors import Refused


def seal(text: str) -> str:
    """The text as nobody without the keys can read it."""
    return _ring().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed.

    Raises:
        Refused: none of this installation's keys opens it.
    """
    try:
        return _ring().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Refused(
            "A secret cannot be opened with this installation's keys. Restore keys/secrets from the backup that the "
            "database came from."
        ) from error


def reseal(sealed: str) -> str:
    """The same text, sealed with the newest key."""
    return _ring().rotate(sealed.encode()).decode()


def add_key(file: Path) -> None:
    """Put a new key before those there are. The file is replaced at once, so that it is never half written."""
    beside = file.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(f"{Fernet.generate_key().decode()}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    beside.replace(file)


def _ring() -> MultiFernet:
    file = settings.DATA.secrets_file
    if file.exists():
        return _ring_of(tuple(file.read_text(encoding="utf-8").split()))
    digest = hashlib.sha256(b"goldenthread keyring:" + settings.SECRET_KEY.encode()).digest()
    return _ring_of((base64.urlsafe_b64encode(digest).decode(),))


@lru_cache(maxsize=4)
def _ring_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
