"""Plain words out of marked ones, with a way back to where each character stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\t": " ",
        "\r": " ",
        "\n": " ",
        "\f": " ",
        "«": '"',
        "»": '"',
    }
)
"""One character for one, so that places stay."""
MARKS = re.compile(
    r"\*{1,3}|(?<![A-Za-z0-9])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9])"  # bold and slanted
    r"|!?\[(?=[^\]\n]{1,300}\]\()|(?<=[^\]])\]\([^)\s]{0,500}\)"  # links, whose words stay
    r"|\\(?=[()\[\]*_#.-])|`+"
)


def cleaned(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[int, ...]]:
    """The words that stand in the spans, joined by single spaces, and the place of each character in the text."""
    signs: list[str] = []
    places: list[int] = []
    for start, end in spans:
        piece = text[start:end]
        dropped = {place for mark in MARKS.finditer(piece) for place in range(mark.start(), mark.end())}
        if signs and signs[-1] != " ":
            signs.append(" ")
            places.append(max(start - 1, 0))
        for place, sign in enumerate(piece.translate(PLAIN)):
            if place in dropped or (sign == " " and (not signs or signs[-1] == " ")):
                continue
            signs.append(sign)
            places.append(start + place)
    while signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    return "".join(signs), tuple(places)
