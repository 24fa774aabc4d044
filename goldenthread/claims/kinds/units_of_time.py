"""One length of time in two units: “72 hours (three days)”, “54 months (4.5 years)”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown
from goldenthread.claims.prose import Prose, Sentence

TRUE = ("They answer within 72 hours (three days).", "It took 18 months (1.5 years).")
FALSE = ("They answer within 72 hours (two days).", "It took 18 months (2.5 years).")

HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8_766.0, "minute": 1 / 60}
BESIDE = re.compile(
    r"(?P<one>«A\d+»)[\s-](?P<unit>hour|day|week|month|year|minute)s?\s\((?:or\s|i\.e\.\s|about\s)?(?P<two>«A\d+»)\s(?P<unit2>hour|day|week|month|year|minute)s?\)"
)


def find(prose: Prose) -> Iterator[Claim]:
    """Every length of time with the same in another unit in brackets."""
    for sentence in prose.told:
        if "«A" in sentence.skeleton:
            for match in BESIDE.finditer(sentence.skeleton):
                if match["unit"] != match["unit2"]:
                    yield _judged(sentence, match)


def _judged(sentence: Sentence, match: re.Match[str]) -> Claim:
    one, two = sentence[match["one"]], sentence[match["two"]]
    value = one.value * HOURS[match["unit"]] / HOURS[match["unit2"]]
    room = 0.5 * 10**-two.decimals + 0.12 * value
    is_true = abs(value - two.value) <= room
    return claim(
        sentence,
        [one, two],
        Kind.CONVERSION,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{one.text} {match['unit']}s are {two.text} {match['unit2']}s",
        recomputed=f"{shown(value, decimals=1)} {match['unit2']}s",
        working=f"{one.text} {match['unit']}s = {shown(value, decimals=1)} {match['unit2']}s",
        advice=f"{shown(value)} {match['unit2']}s, or another length.",
        confidence=0.85,
        severity=None if is_true else Severity.ERROR,
    )
