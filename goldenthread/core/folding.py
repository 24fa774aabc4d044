"""Text as it is compared in a search: without case and accents, the same in Python, SQLite and PostgreSQL."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from django.db.models import F, Func, TextField
from django.db.models.functions import Cast

MARKS = "\u0300-\u036f"
"""Accents that stand on the letter before them, once a letter and its accent are told apart."""
SAME = {"ß": "ss", "’": "'", "‘": "'", "–": "-", "—": "-"}
_MARKS = re.compile(f"[{MARKS}]")
SQLITE_NAME = "goldenthread_folded"


def fold(text: str) -> str:
    """ "Café’s" as "cafe's"."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", normalize("NFKD", text)).lower()
    for one, other in SAME.items():
        plain = plain.replace(one, other)
    return plain


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters where it stood in the text as it was."""
    pieces, places = [], []
    for place, letter in enumerate(text):
        folded = fold(letter)
        pieces.append(folded)
        places += [place] * len(folded)
    return "".join(pieces), places


class Folded(Func):
    """A field's text, folded by the database."""

    function = SQLITE_NAME
    output_field = TextField()

    def __init__(self, path: str) -> None:
        super().__init__(Cast(F(path), TextField()))

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        plain = f"REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKD), '[{MARKS}]', '', 'g')"
        template = f"LOWER({plain})"
        for one, other in SAME.items():
            template = f"REPLACE({template}, '{one}', '{other.replace(chr(39), chr(39) * 2)}')"
        return super().as_sql(compiler, connection, template=template, **extra)


def teach(connection: Any, **_: Any) -> None:
    """Give a new SQLite connection the function that `Folded` calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            SQLITE_NAME, 1, lambda text: None if text is None else fold(str(text)), deterministic=True
        )
