"""A file that only a passphrase opens, and that tells when a byte of it was changed, dropped, added or cut off.

Layout: a magic line, a line of JSON (how the key is made), then pieces: four bytes of length, and the piece encrypted with
AES-256-GCM. Each piece is bound to the header, to its place and to whether it is the last.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
from collections.abc import Iterator
from typing import IO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from goldenthread.core.errors import Refused

MAGIC = b"GOLDEN THREAD BACKUP 1\n"
PIECE = 1024 * 1024
LONGEST_PIECE = PIECE + 16
COST = 2**17
SHORTEST_PASSPHRASE = 12
DAMAGED = "This backup is damaged: it is not as it was written. Use another copy. Nothing was restored."


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode("utf-8"))


def _bound(header: bytes, place: int, *, is_last: bool) -> bytes:
    return hashlib.sha256(header).digest() + place.to_bytes(8, "big") + (b"last" if is_last else b"more")


class Sealing(io.RawIOBase):
    """Write to it; what reaches the file is sealed. Close it, or the file stays visibly unfinished."""

    def __init__(self, to: IO[bytes], passphrase: str, *, cost: int = COST) -> None:
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise Refused(
                f"The passphrase must have at least {SHORTEST_PASSPHRASE} characters: it guards the keys too."
            )
        salt = os.urandom(16)
        described = {"kdf": "scrypt", "n": cost, "r": 8, "p": 1, "salt": base64.b64encode(salt).decode()}
        self.header = MAGIC + json.dumps(described).encode() + b"\n"
        self.to = to
        self.to.write(self.header)
        self.cipher = AESGCM(_key(passphrase, salt, cost))
        self.held = bytearray()
        self.place = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = bytes(cast(bytes, data))
        self.held += given
        while len(self.held) > PIECE:
            self._seal(bytes(self.held[:PIECE]), is_last=False)
            del self.held[:PIECE]
        return len(given)

    def finish(self) -> None:
        """Seal what is left as the last piece."""
        self._seal(bytes(self.held), is_last=True)
        self.held.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = self.place.to_bytes(12, "big")  # the key is this file's own, so a count never repeats under it
        sealed = self.cipher.encrypt(nonce, piece, _bound(self.header, self.place, is_last=is_last))
        self.to.write(len(sealed).to_bytes(4, "big") + sealed)
        self.place += 1


def opened(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """The pieces of a sealed file, each proved before it is handed on.

    Raises:
        Refused: it is no backup of ours, the passphrase is wrong, or it was changed.
    """
    header, salt, cost = _header(source)
    cipher = AESGCM(_key(passphrase, salt, cost))
    place, piece = 0, _next(source)
    while piece is not None:
        following = _next(source)
        bound = _bound(header, place, is_last=following is None)
        try:
            yield cipher.decrypt(place.to_bytes(12, "big"), piece, bound)
        except InvalidTag:
            raise Refused(_why(place)) from None
        place, piece = place + 1, following
    if place == 0:
        raise Refused(DAMAGED)


def _why(place: int) -> str:
    return f"The passphrase is wrong, or its beginning was changed. {DAMAGED}" if place == 0 else DAMAGED


def _header(source: IO[bytes]) -> tuple[bytes, bytes, int]:
    magic = source.read(len(MAGIC))
    if magic != MAGIC:
        raise Refused("This is not a backup made by “goldenthread backup”.")
    line = source.readline(1000)
    try:
        described = json.loads(line)
        salt, cost = base64.b64decode(described["salt"], validate=True), int(described["n"])
    except (ValueError, KeyError, TypeError):
        raise Refused(DAMAGED) from None
    if (described.get("kdf"), described.get("r"), described.get("p")) != ("scrypt", 8, 1) or len(salt) != 16:
        raise Refused(DAMAGED)
    if cost not in {2**power for power in range(14, 21)}:
        raise Refused(DAMAGED)
    return magic + line, salt, cost


def _next(source: IO[bytes]) -> bytes | None:
    length = source.read(4)
    if not length:
        return None
    size = int.from_bytes(length, "big")
    piece = source.read(size) if 16 <= size <= LONGEST_PIECE else b""
    if len(length) != 4 or len(piece) != size:
        raise Refused(DAMAGED)
    return piece


class Reading(io.RawIOBase):
    """The pieces as one stream that a tar reader can read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        while not self.held:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.held = piece
        count = min(len(view), len(self.held))
        view[:count] = self.held[:count]
        self.held = self.held[count:]
        return count
