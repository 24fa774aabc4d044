"""A text as it is searched: without case, accents, odd spaces and invisible letters, and where each letter stood before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import combining, normalize

SAME = {
    "ß": "ss", "ẞ": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‒": "-",
}  # fmt: skip
UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[_]+")


@dataclass(frozen=True)
class Folded:
    """A folded text, and for each of its letters where it stood in the text as it was."""

    text: str
    places: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stood."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    pieces: list[str] = []
    places: list[int] = []
    after_space = False
    for place, letter in enumerate(text):
        if letter in UNSEEN:
            continue
        if letter.isspace():
            if not after_space:
                pieces.append(" ")
                places.append(place)
            after_space = True
            continue
        after_space = False
        folded = letter if letter.isascii() else _plain(letter)
        folded = folded.casefold()
        folded = SAME.get(folded, folded)
        pieces.append(folded)
        places += [place] * len(folded)
    return Folded("".join(pieces), places)


def _plain(letter: str) -> str:
    known = SAME.get(letter.casefold())
    if known is not None:
        return known
    return "".join(SAME.get(one, one) for one in normalize("NFKD", letter) if not combining(one))


def folded(text: str) -> str:
    return fold(text).text.strip()


def ways(text: str, *, is_name: bool = False) -> list[Folded]:
    """Every way a text can be read: as it stands; with words joined that a line broke; a file’s name with its words apart."""
    found = [fold(text)]
    if BROKEN_WORD.search(text):
        found.append(_without(text, BROKEN_WORD, ""))
    if is_name:
        found.append(_without(text, CAMEL, " "))
    return found


def _without(text: str, pattern: re.Pattern[str], instead: str) -> Folded:
    """Folded, with what a pattern finds replaced, and the places still those of the text as it was."""
    pieces, places, last = [], [], 0
    for match in pattern.finditer(text):
        part = fold(text[last : match.start()])
        pieces.append(part.text)
        places += [last + one for one in part.places]
        if instead:
            pieces.append(instead)
            places += [min(match.start(), len(text) - 1)] * len(instead)
        last = match.end()
    part = fold(text[last:])
    pieces.append(part.text)
    places += [last + one for one in part.places]
    return Folded("".join(pieces), places)
