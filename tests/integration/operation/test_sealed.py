"""What is sealed is read back whole, or not at all."""

from __future__ import annotations

import functools
import io
import random

import pytest

from goldenthread.config import sealed
from goldenthread.core.errors import Refused

PASSPHRASE = "three random words"
CHEAP = 2**14
"""A cost that tests can pay many times over."""


def seal(content: bytes) -> bytes:
    to = io.BytesIO()
    sealing = sealed.Sealing(to, PASSPHRASE, cost=CHEAP)
    sealing.write(content)
    sealing.finish()
    return to.getvalue()


def unseal(file: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return b"".join(sealed.opened(io.BytesIO(file), passphrase))


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "PIECE", 100)
    monkeypatch.setattr(sealed, "LONGEST_PIECE", 116)
    monkeypatch.setattr(sealed, "_key", key_once)


key_once = functools.cache(sealed._key)
"""The same key is made once: it is slow on purpose."""


@pytest.mark.parametrize("length", [0, 1, 99, 100, 101, 200, 201, 1000])
def test_what_is_sealed_is_read_back(length: int):
    content = random.Random(1).randbytes(length)

    assert unseal(seal(content)) == content


def test_it_cannot_be_read_without_the_passphrase():
    file = seal(b"Rosalind Penhaligon " * 50)

    assert b"Rosalind" not in file
    with pytest.raises(Refused, match="passphrase is wrong"):
        unseal(file, "three other words")


def test_every_flipped_byte_is_found():
    file = seal(b"what matters " * 30)

    missed = []
    for place in range(len(file)):
        changed = bytearray(file)
        changed[place] ^= 1
        try:
            unseal(bytes(changed))
        except Refused:
            continue
        missed.append(place)

    assert missed == []
    assert len(file) > 500


def test_every_place_to_cut_it_off_is_found():
    file = seal(b"what matters " * 30)

    for length in range(len(file)):
        with pytest.raises(Refused):
            unseal(file[:length])


def test_what_is_put_at_its_end_is_found():
    file = seal(b"what matters " * 30)

    with pytest.raises(Refused):
        unseal(file + b"more")


def test_pieces_in_another_order_are_found():
    file = seal(b"a" * 100 + b"b" * 100 + b"c" * 50)
    begin = file.index(b"\n", len(sealed.MAGIC)) + 1
    first, second = file[begin : begin + 120], file[begin + 120 : begin + 240]

    with pytest.raises(Refused):
        unseal(file[:begin] + second + first + file[begin + 240 :])


def test_a_piece_of_another_backup_with_the_same_passphrase_is_found():
    one, other = seal(b"a" * 50), seal(b"b" * 50)

    with pytest.raises(Refused):
        unseal(one[: len(one) - 70] + other[len(other) - 70 :])


def test_a_short_passphrase_is_refused():
    with pytest.raises(Refused, match="at least 12 characters"):
        sealed.Sealing(io.BytesIO(), "short")


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04", b"GOLDEN THREAD BACKUP 1\n", b"GOLDEN THREAD BACKUP 1\n[]\n"])
def test_another_kind_of_file_is_told_apart(file: bytes):
    with pytest.raises(Refused):
        unseal(file)
