"""Sealing a record: each has a key of its own, which is sealed under the vault's newest key.

Each field is sealed by itself (AES-256-GCM) and bound to the record, its case and the field's name, so that what was moved from
one field, record or case to another does not open. Texts are padded, so that their length tells little.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goldenthread.vault import keys
from goldenthread.vault.errors import VaultShut

NONCE = 12
STEP = 64
DOES_NOT_FIT = (
    "What is kept here does not open: it was changed, moved or sealed under another key. Nothing of it is shown."
)


def seal(fields: Mapping[str, Any], bound: str) -> dict[str, Any]:
    """Fields as nobody without the keys can read them. `bound` says which record and case they are of."""
    ring = keys.ring()
    own = AESGCM.generate_key(bit_length=256)
    return {
        "key": ring.newest,
        "wrapped": _encrypted(ring.cipher(ring.newest), own, f"{bound}|key|{ring.newest}"),
        "fields": {name: _encrypted(AESGCM(own), _padded(value), f"{bound}|{name}") for name, value in fields.items()},
    }


def unseal(sealed: Mapping[str, Any], bound: str) -> dict[str, Any]:
    """The fields that were sealed.

    Raises:
        VaultShut: the key is not there, or a byte was changed, or it was sealed for another record, case or field.
    """
    own = AESGCM(_own_key(sealed, bound))
    try:
        return {
            name: json.loads(_decrypted(own, value, f"{bound}|{name}"))["v"]
            for name, value in dict(sealed["fields"]).items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise VaultShut(DOES_NOT_FIT) from error


def rewrapped(sealed: Mapping[str, Any], bound: str) -> dict[str, Any]:
    """The same record with its key sealed under the newest key. What is in it is not opened."""
    ring = keys.ring()
    own = _own_key(sealed, bound)
    wrapped = _encrypted(ring.cipher(ring.newest), own, f"{bound}|key|{ring.newest}")
    return {**sealed, "key": ring.newest, "wrapped": wrapped}


def _own_key(sealed: Mapping[str, Any], bound: str) -> bytes:
    name = str(sealed.get("key", ""))
    return _decrypted(keys.ring().cipher(name), sealed.get("wrapped", ""), f"{bound}|key|{name}")


def _padded(value: Any) -> bytes:
    text = json.dumps({"v": value}, ensure_ascii=False).encode()
    return text + b" " * (-len(text) % STEP)


def _encrypted(cipher: AESGCM, clear: bytes, bound: str) -> str:
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + cipher.encrypt(nonce, clear, bound.encode())).decode()


def _decrypted(cipher: AESGCM, text: str, bound: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
        return cipher.decrypt(raw[:NONCE], raw[NONCE:], bound.encode())
    except (InvalidTag, ValueError, TypeError) as error:
        raise VaultShut(DOES_NOT_FIT) from error
