"""Finding the same number or the same name and birth date again, without keeping either readable."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.core.folding import fold
from goldenthread.vault import keys


def marks_of(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The marks by which a person is found again: (sort, mark)."""
    secret = keys.index_key()
    number = "".join(char for char in str(fields.get("nhs_number", "")) if char.isdigit())
    if number:
        yield "nhs", _mark(secret, "nhs", number)
    born = str(fields.get("born_on", "") or "")
    for name in lines(fields.get("names", "")) + lines(fields.get("former_names", "")) if born else ():
        yield "name_born", _mark(secret, "name_born", f"{_name(name)}|{born}")


def lines(text: Any) -> list[str]:
    """The lines of a text that hold something."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def _name(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


def _mark(secret: bytes, sort: str, text: str) -> str:
    return hmac.new(secret, f"{sort}|{text}".encode(), hashlib.sha256).hexdigest()
