"""The vault's keys. The database never holds them: they stand in the data folder, or in the environment.

`keys/vault` holds one key a line, its name before it, the newest first: what is sealed is sealed under the first, and opened
with the one it names. `keys/vault-index` holds the key by which the same number is found again; it is apart, so that whoever
has one of them cannot try out numbers and read them too. Both are apart from the keys of accounts.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.vault.errors import VaultShut

BYTES = 32
SHUT = "The vault cannot be opened now, so nothing of it is shown. Tell whoever keeps this installation: "


@dataclass(frozen=True)
class Ring:
    """The keys there are, by name, the newest first."""

    keys: Mapping[str, bytes]

    @property
    def newest(self) -> str:
        return next(iter(self.keys))

    def cipher(self, name: str) -> AESGCM:
        """The key of this name, ready to use.

        Raises:
            VaultShut: it is not there.
        """
        if name not in self.keys:
            raise VaultShut(
                f"{SHUT}key “{name[:16]}” is missing. Restore keys/vault from the backup the database came from."
            )
        return AESGCM(self.keys[name])


def ring() -> Ring:
    """The keys that records are sealed under.

    Raises:
        VaultShut: there are none, they cannot be read, or others on the machine can read them.
    """
    given = settings.CHOSEN["VAULT_KEYS"]
    return _ring_of(given or _text(settings.DATA.vault_keys_file))


def index_key() -> bytes:
    """The key that numbers are turned into marks with.

    Raises:
        VaultShut: it is not there, cannot be read, or others on the machine can read it.
    """
    given = settings.CHOSEN["VAULT_INDEX_KEY"]
    return _bytes((given or _text(settings.DATA.vault_index_file)).strip())


@lru_cache(maxsize=4)
def _ring_of(text: str) -> Ring:
    found = {}
    for line in text.replace(",", "\n").split("\n"):
        if line.strip():
            name, _, key = line.strip().partition(" ")
            if not name or name in found:
                raise VaultShut(f"{SHUT}keys/vault has a line that is not “name key”.")
            found[name] = _bytes(key.strip())
    if not found:
        raise VaultShut(f"{SHUT}keys/vault is empty. Restore it from the backup the database came from.")
    return Ring(found)


def _text(file: Path) -> str:
    """What a key file holds; one that others can read is not used, and neither is one that is not there."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        text = file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise VaultShut(
            f"{SHUT}{file.name} in the keys folder cannot be read. Restore it from the backup the database came from."
        ) from error
    if mode & 0o077:
        raise VaultShut(f"{SHUT}{file.name} in the keys folder can be read by others. Close it with: chmod 600 {file}")
    return text


def _bytes(text: str) -> bytes:
    try:
        found = base64.urlsafe_b64decode(text.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError, ValueError):
        found = b""
    if len(found) != BYTES:
        raise VaultShut(f"{SHUT}a key of the vault is not {BYTES} bytes in base64.")
    return found


def fresh_line() -> str:
    """A new key with a name of its own, as a line of the file. The name begins with a letter, so that nothing reads a number."""
    return f"k{secrets.token_hex(4)} {base64.urlsafe_b64encode(secrets.token_bytes(BYTES)).decode()}\n"


def add_key() -> str:
    """Put a new key before those in the file; returns its name. The file is replaced at once, never half written."""
    file = _own_file()
    line = fresh_line()
    _write(file, line + _text(file))
    return line.split(" ", 1)[0]


def forget(names: set[str]) -> None:
    """Take keys out of the file. Whoever calls has made sure that nothing is sealed under them."""
    file = _own_file()
    kept = [line for line in _text(file).splitlines() if line.strip() and line.split(" ", 1)[0] not in names]
    _write(file, "\n".join(kept) + "\n")


def _own_file() -> Path:
    if settings.CHOSEN["VAULT_KEYS"]:
        raise Refused(
            "The vault’s keys come from GOLDENTHREAD_VAULT_KEYS. Put the new key first in it, and run this again."
        )
    file: Path = settings.DATA.vault_keys_file
    return file


def _write(file: Path, text: str) -> None:
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    with beside.open("w", encoding="ascii") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)
    with _opened(file.parent) as folder:
        os.fsync(folder)


@contextmanager
def held() -> Iterator[None]:
    """While the keys are renewed or forgotten, by one at a time: two would each write the file without the other's new key.

    The operating system takes the lock from a process that dies.

    Raises:
        NotPossibleNow: another is at it.
    """
    with _opened(settings.DATA.root) as folder:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise NotPossibleNow("The vault’s keys are being renewed already. Wait until that is done.") from error
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield number
    finally:
        os.close(number)
