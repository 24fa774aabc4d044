"""How far a value is from a named one: “74.2%, 4.2 points below our target of 78.4%”, “national average 73%”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "Satisfaction was 74.2%, 4.2 points below our target of 78.4%.",
    "Satisfaction was 71.2% (target 75.0%, national average 73.2%). That is 2.0 points below the national average.",
)
FALSE = (
    "Satisfaction was 74.2%, 5.2 points below our target of 78.4%.",
    "Satisfaction was 71.2% (target 75.0%, national average 73.2%). That is 3.0 points below the national average.",
)

NAMES = (
    r"(?:national\saverage|regional\saverage|England\saverage|average|target|median|benchmark|threshold|"
    r"ambition|goal|mean)"
)
GAP = re.compile(
    rf"(?P<amount>«[DCM]\d+»)\s(?P<way>above|below|higher\sthan|lower\sthan|short\sof|ahead\sof|over|under|"
    rf"more\sthan|less\sthan)\s(?:the\s|our\s|its\s|their\s|own\s|a\s|peer\s|group\s|interim\s|local\s|[a-z]+-year\s|annual\s|overall\s|revised\s|original\s)*"
    rf"(?P<name>{NAMES})(?:\s(?:of|at|which\sis|\()\s?(?P<value>«[PCM]\d+»))?",
    re.IGNORECASE,
)
BELOW = re.compile(r"below|lower|short|under|less|fewer", re.IGNORECASE)


def find(prose: Prose) -> Iterator[Claim]:
    """Every distance in points from a target, average or median whose value is told."""
    for sentence in prose.told:
        for match in GAP.finditer(sentence.skeleton):
            if (found := _judged(prose, sentence, match)) is not None:
                yield found


def _judged(prose: Prose, sentence: Sentence, match: re.Match[str]) -> Claim | None:
    amount = sentence[match["amount"]]
    near = [one for one in (sentence, *prose.before(sentence, 3)) if one.block is sentence.block]
    named = (sentence, sentence[match["value"]]) if match["value"] else _named(near, match["name"])
    if named is None:
        return None
    where, value = named
    unit = Unit.PERCENT if amount.unit is Unit.POINTS else amount.unit
    if value.unit is not unit or (unit is not Unit.PERCENT and not match["value"]):
        return None
    own = [
        (one, number)
        for one in near
        for number in one.numbers
        if number.unit is unit and number is not value and number is not amount and not _is_named(one, number)
    ]
    if not own or len(own) > 4:
        return None
    sign = -1 if BELOW.search(match["way"]) else 1
    fits = [
        (one, number)
        for one, number in own
        if ((number.hedged - value.hedged) * sign if sign > 0 else value.hedged - number.hedged).meets(amount.hedged)
    ]
    if not fits and len(own) > 2:
        return None
    place, number = (fits or own)[0]
    gap = abs(number.value - value.value)
    decimals = max(number.decimals, value.decimals)
    return claim(
        sentence,
        [amount],
        Kind.POINTS if unit is Unit.PERCENT else Kind.DIFFERENCE,
        verdict=Verdict.OK if fits else Verdict.WRONG,
        stated=f"{amount.text} {match['way']} the {match['name']}",
        recomputed=shown(gap, Unit.POINTS if unit is Unit.PERCENT else unit, decimals),
        working=f"{number.text} beside {value.text}: {shown(gap, Unit.POINTS if unit is Unit.PERCENT else unit, decimals)}",
        advice=f"{shown(gap, Unit.POINTS if unit is Unit.PERCENT else unit, decimals)}, or other values.",
        confidence=0.8,
        severity=None if fits else Severity.ERROR,
        others=(*spans_of(place, [number]), *spans_of(where, [value])),
        quote=sentence.skeleton_span(match.start(), match.end()),
    )


def _named(near: Sequence[Sentence], name: str) -> tuple[Sentence, Quantity] | None:
    for one in near:
        match = re.search(
            rf"\b{name}(?:\s(?:of|is|was|at|stands\sat)|:|\s\()?\s(?P<value>«[PCM]\d+»)", one.skeleton, re.IGNORECASE
        )
        if match is not None:
            return one, one[match["value"]]
    return None


def _is_named(sentence: Sentence, number: Quantity) -> bool:
    before = sentence.block.text[max(number.start - 30, 0) : number.start]
    return bool(re.search(rf"{NAMES}(?:\s(?:of|is|was|at)|:|\s\()?\s$", before, re.IGNORECASE))
