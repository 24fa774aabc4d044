"""A difference told after its two values: “the target was £5.5m, delivered £4.1m. The gap of £1.4m”, “29% here, 22% in
England, a difference of 7 points”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit, together

TRUE = (
    "The savings target was £5.5m; delivered by year end: £4.1m. The gap of £1.4m had to be met from reserves.",
    "Decay: 29.3% here; 22.4% in England, a difference of 6.9 percentage points.",
    "We placed 38 children; in the year before the number was 45. Seven fewer children found a family.",
    "Income was £212,500. We spent £187,250, leaving a surplus of £25,250.",
)
FALSE = (
    "The savings target was £5.5m; delivered by year end: £4.1m. The gap of £2.4m had to be met from reserves.",
    "Decay: 29.3% here; 22.4% in England, a difference of 9.6 percentage points.",
    "We placed 38 children; in the year before the number was 45. Nine fewer children found a family.",
    "Income was £212,500. We spent £187,250, leaving a surplus of £35,250.",
)

GAP_WORDS = r"(?:gap|difference|shortfall|surplus|deficit|underspend|overspend|excess|balance)"
AFTER = re.compile(
    (
        rf"^\W*(?:The|That|This|A)\s(?:resulting\s)?{GAP_WORDS}(?:\sbetween\sthe\stwo)?\s(?:of|is|was|"
        rf":)\s(?P<gap>«[CMDP]\d+»)"
    ),
    re.IGNORECASE,
)
FEWER = re.compile(r"^\W*(?P<gap>«[CM]\d+»)\s(?:more|fewer|less)\b(?!\sthan)")
WITHIN = re.compile(rf",\s(?:a|the)\s{GAP_WORDS}\sof\s(?P<gap>«[CMDP]\d+»)", re.IGNORECASE)
LEFT = re.compile(
    (
        rf"\bspent\s(?P<spent>«M\d+»),?\s(?:leaving|giving|resulting\sin|and\sended\swith)\s(?:a|"
        rf"an)\s{GAP_WORDS}\sof\s(?P<gap>«M\d+»)"
    ),
    re.IGNORECASE,
)


def find(prose: Prose) -> Iterator[Claim]:
    """Every difference that stands after exactly two values of its unit."""
    for sentence in prose.told:
        if "«" not in sentence.skeleton:
            continue
        for pattern in (AFTER, FEWER):
            match = pattern.match(sentence.skeleton)
            before = [one for one in prose.before(sentence, 1) if one.block is sentence.block]
            if match is not None and before:
                gap = sentence[match["gap"]]
                values = _values(before[0], gap)
                if len(values) == 2:
                    yield _judged(sentence, gap, values, before[0])
        for match in WITHIN.finditer(sentence.skeleton):
            gap = sentence[match["gap"]]
            values = [one for one in _values(sentence, gap) if one.end <= gap.start and one is not gap]
            if len(values) == 2:
                yield _judged(sentence, gap, values, sentence)
        for match in LEFT.finditer(sentence.skeleton):
            yield from _left(prose, sentence, match)


def _values(sentence: Sentence, gap: Quantity) -> list[Quantity]:
    unit = Unit.PERCENT if gap.unit is Unit.POINTS else gap.unit
    return [one for one in sentence.numbers if one.unit is unit and one is not gap]


def _left(prose: Prose, sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """What is left of an income that the sentence before told first."""
    gap, spent = sentence[match["gap"]], sentence[match["spent"]]
    for one in prose.before(sentence, 1):
        incomes = [number for number in one.numbers if number.unit is Unit.MONEY]
        if incomes and re.search(r"\b(?:income|budget|grant|received|had|allocation)\b", one.text, re.IGNORECASE):
            fits = [number for number in incomes if _is_gap(gap, [number, spent])]
            yield _judged(sentence, gap, [(fits or incomes)[0], spent], one, own=[spent])


def _is_gap(gap: Quantity, values: Sequence[Quantity]) -> bool:
    one, other, said = together([*values, gap])
    return (one - other).meets(said) or (other - one).meets(said)


def _judged(
    sentence: Sentence, gap: Quantity, values: Sequence[Quantity], where: Sentence, own: Sequence[Quantity] = ()
) -> Claim:
    is_true = _is_gap(gap, values)
    unit = Unit.POINTS if values[0].unit is Unit.PERCENT else values[0].unit
    decimals = max(one.decimals for one in values)
    value = abs(values[0].value - values[1].value)
    right = values[0].text if values[0].value >= values[1].value else values[1].text
    low = values[1].text if right is values[0].text else values[0].text
    said = shown(value, unit, None if unit is Unit.MONEY and value >= 1_000 else decimals)
    elsewhere = [one for one in values if one not in own and where is not sentence]
    return claim(
        sentence,
        [gap, *(one for one in values if one not in elsewhere)],
        Kind.POINTS if unit is Unit.POINTS else Kind.DIFFERENCE,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=gap.text,
        recomputed=said,
        working=f"{right} − {low} = {said}",
        advice=f"{said}, or other values.",
        confidence=0.85,
        severity=None if is_true else Severity.ERROR,
        others=spans_of(where, elsewhere),
        quote=sentence.span(gap.start, gap.end),
    )
