"""Number words of English prose: “twenty-one”, “two thousand and six”, “a dozen”, “three quarters”, “one in five”."""

from __future__ import annotations

import re

SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
}

_UNIT = "|".join(sorted((*SMALL, *TENS), key=len, reverse=True))
_SCALE = "|".join(SCALES)
NUMBER = (
    rf"(?:(?:a|{_UNIT})\s(?:{_SCALE})|(?:{_UNIT}))(?:(?:\s|-)(?:and\s)?(?:{_UNIT}|{_SCALE}))*"
    r"|(?:a|half\sa|two|three)\sdozen"
)
"""A whole number in words, to be met at the start and end of words."""
FRACTION = (
    rf"(?:(?P<top>a|an|one|two|three|four|five|six|seven|eight|nine)(?:\s|-))?"
    rf"(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})"
)
WORD = re.compile(rf"(?:{_UNIT}|{_SCALE})", re.IGNORECASE)


def value_of(words: str) -> int:
    """The whole number that words say. “twenty-one” is 21, “two thousand and six” 2006, “half a dozen” 6."""
    said = words.lower().replace("-", " ").split()
    if said[-1] == "dozen":
        return {"a": 12, "half": 6, "two": 24, "three": 36}[said[0]]
    total, here = 0, 0
    for word in said:
        if word in SMALL:
            here += SMALL[word]
        elif word in TENS:
            here += TENS[word]
        elif word == "hundred":
            here = max(here, 1) * 100
        elif word in SCALES:
            total += max(here, 1) * SCALES[word]
            here = 0
    return total + here


def is_number(words: str) -> bool:
    """Whether the words make one number: “two three” and “twenty ten” do not."""
    said = [word for word in words.lower().replace("-", " ").split() if word != "and"]
    if said[-1] == "dozen":
        return True
    kinds = ["s" if word in SMALL else "t" if word in TENS else "a" if word == "a" else "x" for word in said]
    return all(_follows(*pair) for pair in zip(kinds, said[1:], kinds[1:], strict=False))


def _follows(kind: str, then: str, then_kind: str) -> bool:
    if then_kind == "x":
        return True
    if kind == "t":
        return then_kind == "s" and 1 <= SMALL[then] <= 9
    return kind == "x" or (kind == "a" and then in SCALES)


def fraction_of(top: str | None, part: str) -> float | None:
    """The share that a fraction in words says: “two thirds”, “a quarter”, “half”. None where it is an ordinal: “third”."""
    bottom = PARTS[part.lower()]
    if top is None:
        return 0.5 if bottom == 2 else None
    above = 1 if top.lower() in {"a", "an", "one"} else SMALL[top.lower()]
    return above / bottom if above < bottom else None
