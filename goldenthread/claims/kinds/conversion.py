"""How many of one thing became another: “337 referrals, 20 of which progressed: a conversion rate of 5.9%”, also where
the counts stand in sentences before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.periods import Period, Span
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "The police sent 337 concerns, with 20 progressing to an enquiry, a conversion rate of 5.9%.",
    (
        "In 2023/24 there were 2,956 concerns and 3,209 in 2022/23. In 2023/24, 346 progressed to an "
        "enquiry, compared with 294 in 2022/23. The conversion rate from concern to enquiry rose from 9.2% "
        "to 11.7%."
    ),
    "We received 1,200 contacts in 2023/24. Of these 300 became enquiries. This is a conversion rate of 25%.",
)
FALSE = (
    "The police sent 337 concerns, with 20 progressing to an enquiry, a conversion rate of 9.5%.",
    (
        "In 2023/24 there were 2,956 concerns and 3,209 in 2022/23. In 2023/24, 346 progressed to an "
        "enquiry, compared with 294 in 2022/23. The conversion rate from concern to enquiry rose from 9.6% "
        "to 13%."
    ),
    "We received 1,200 contacts in 2023/24. Of these 300 became enquiries. This is a conversion rate of 29%.",
)

RATE = re.compile(
    (
        r"\b(?:conversion|progression|substantiation)\s(?:rate|percentage|ratio)s?\b|"
        r"\brates?\sof\s(?:conversion|progression)\b|\b(?:convert(?:ed|ing)?|conversion)\b"
    ),
    re.IGNORECASE,
)
BECAME = re.compile(
    r"\b(?:progress(?:ed|ing|es)?|convert(?:ed|ing)?|became|become|becoming|led|leading|lead|proceed(?:ed|"
    r"ing)?|resulted|resulting|escalated|moved|went|taken|turned)\b"
    r"(?:\s(?:on|forward|into|in|to|through|as|a|an|the|full|formal|statutory))*\s|"
    r"\bmet\sthe\s(?:criteria|threshold)\b|\bthat\sbecame\b|\baccepted\s(?:as|for)\b",
    re.IGNORECASE,
)
END_WORDS = r"(?:enquir\w*|s\.?\s?42|section\s42|assessment\w*|investigation\w*|review\w*|SARs?\b|conference\w*)"
START_WORDS = r"(?:concern|contact|referral|alert|notification|enquir|report|application)\w*"
NOT_OURS = re.compile(
    r"\b(?:national|nationally|England|regional|region|average|neighbour\w*|target|benchmark|other)\b", re.IGNORECASE
)
SHARE = re.compile(r"«P\d+»")
BACK = 8
"""Sentences of a section in which the counts of a rate are looked for."""


@dataclass(frozen=True)
class _Count:
    sentence: Sentence
    number: Quantity
    year: float
    is_part: bool


def find(prose: Prose) -> Iterator[Claim]:
    """Every conversion rate whose counts are told, in its sentence or shortly before."""
    for sentence in prose.told:
        match = RATE.search(sentence.skeleton)
        if match is None or not SHARE.search(sentence.skeleton):
            continue
        here = [one for one in _counts(sentence) if one.number.end <= sentence.start + len(sentence.text)]
        shares = [
            (mark, sentence[mark.group(0)])
            for mark in SHARE.finditer(sentence.skeleton)
            if 0 <= mark.start() - match.end() <= 110 or _is_before(mark, match)
        ]
        shares = [
            (mark, share)
            for mark, share in shares
            if not NOT_OURS.search(sentence.skeleton[max(mark.start() - 45, 0) : mark.start()])
        ]
        if any(one.is_part for one in here) and any(not one.is_part for one in here):
            yield from _in_sentence(sentence, here, [share for _, share in shares][:1])
        else:
            yield from _from_before(prose, sentence, shares)


def _is_before(mark: re.Match[str], rate: re.Match[str]) -> bool:
    return 0 < rate.start() - mark.end() <= 14


def _counts(sentence: Sentence) -> list[_Count]:
    """The counts of a sentence, with their year and whether they are of what became something."""
    numbers = [one for one in sentence.numbers if one.unit is Unit.COUNT and not one.is_hedged and one.value > 1]
    found = []
    for place, number in enumerate(numbers):
        until = numbers[place + 1].start if place + 1 < len(numbers) else number.end + 90
        after = sentence.block.text[number.end : min(until, number.end + 90, sentence.start + len(sentence.text))]
        after = re.split(r"[.;]|,\s(?:with|a|an|making|giving|and)\s|\swith\s", after)[0]
        became = BECAME.search(after)
        is_end = re.match(rf"\s(?:[A-Za-z0-9-]+\s){{0,3}}?{END_WORDS}", after, re.IGNORECASE) and not re.match(
            rf"\s(?:[a-z-]+\s){{0,2}}?{START_WORDS}", after, re.IGNORECASE
        )
        is_start = re.match(rf"\s(?:[a-z-]+\s){{0,3}}?{START_WORDS}", after, re.IGNORECASE)
        if became is None and is_end is None and is_start is None and not re.search(r"\bcompar", sentence.text):
            is_part = None
        else:
            is_part = became is not None or bool(is_end)
        if is_part is None:
            is_part = False if place == 0 else None
        if is_part is None:
            continue
        found.append(_Count(sentence, number, _year(sentence, number), is_part))
    return _compared(sentence, found)


def _compared(sentence: Sentence, counts: Sequence[_Count]) -> list[_Count]:
    """A count that another is compared with is of the same thing: “346 progressed, in comparison to 294”."""
    found = list(counts)
    if (
        re.search(
            r"\bcompar|\bagainst\b|\bfrom\b.*\bto\b|\b(?:up|down)\s(?:from|on)\b|\band\b", sentence.text, re.IGNORECASE
        )
        and len(found) == 2
    ):
        first, second = found
        plain = not re.search(
            rf"{START_WORDS}|{END_WORDS}",
            sentence.block.text[second.number.end : second.number.end + 30],
            re.IGNORECASE,
        )
        if plain and not BECAME.search(sentence.block.text[second.number.end : second.number.end + 60]):
            found[1] = _Count(second.sentence, second.number, second.year, first.is_part)
    return found


def _year(sentence: Sentence, number: Quantity) -> float:
    """The year a count is of: of as many years as counts, the one at the same place; else the nearest."""
    years = [one for one in sentence.times if one.span in {Span.FINANCIAL_YEAR, Span.YEAR}]
    counts = [one for one in sentence.numbers if one.unit is Unit.COUNT and one.value > 1]
    if years and len(years) == len(counts) and number in counts:
        return years[counts.index(number)].rank
    near: list[Period] = sentence.times_near(number)
    return near[0].rank if near else 0.0


def _in_sentence(sentence: Sentence, counts: Sequence[_Count], shares: Sequence[Quantity]) -> Iterator[Claim]:
    for share in shares:
        wholes = [one for one in counts if not one.is_part]
        parts = [one for one in counts if one.is_part]
        pairs = [(part, whole) for part in parts for whole in wholes if part.number.value <= whole.number.value]
        if pairs:
            yield _judged(sentence, share, pairs)


def _from_before(prose: Prose, sentence: Sentence, shares: Sequence[tuple[re.Match[str], Quantity]]) -> Iterator[Claim]:
    told = [one for before in (sentence, *prose.before(sentence, BACK)) for one in _counts(before)]
    wholes = [one for one in told if not one.is_part and re.search(START_WORDS, _context(one), re.IGNORECASE)]
    parts = [one for one in told if one.is_part]
    years = sorted({one.year for one in parts if one.year}, reverse=True)
    if not parts or not wholes or not shares:
        return
    pair = re.search(r"\bfrom\s(?P<old>«P\d+»)[^«»]{0,30}\sto\s(?P<new>«P\d+»)", sentence.skeleton)
    for mark, share in shares:
        if pair and mark.group(0) in {pair["old"], pair["new"]}:
            place = 0 if mark.group(0) == pair["new"] else 1
        elif pair or len(shares) > 1:
            continue
        else:
            place = 0
        if place and len(years) < 2:
            continue
        year = years[place] if len(years) > place else 0.0
        same = [
            (part, whole)
            for part in parts
            for whole in wholes
            if part.number.value <= whole.number.value
            and (not year or (part.year in {year, 0.0} and whole.year in {year, 0.0}))
        ]
        if (
            same
            and len({part.number.value for part, _ in same}) <= 2
            and len({whole.number.value for _, whole in same}) <= 2
        ):
            yield _judged(sentence, share, same)


def _context(count: _Count) -> str:
    return count.sentence.text


def _judged(sentence: Sentence, share: Quantity, pairs: Sequence[tuple[_Count, _Count]]) -> Claim:
    fits = [
        (part, whole) for part, whole in pairs if (part.number.hedged / whole.number.hedged * 100).meets(share.hedged)
    ]
    part, whole = (fits or list(pairs))[0]
    value = 100 * part.number.value / whole.number.value
    exact = shown(value, Unit.PERCENT, share.decimals + 1)
    own = [one.number for one in (part, whole) if one.sentence is sentence]
    others = tuple(
        span for one in (part, whole) if one.sentence is not sentence for span in spans_of(one.sentence, [one.number])
    )
    is_near = len(own) == 2
    return claim(
        sentence,
        [share, *own],
        Kind.RATE,
        verdict=Verdict.OK if fits else Verdict.WRONG,
        stated=share.text,
        recomputed=exact,
        working=f"{shown(part.number.value)} / {shown(whole.number.value)} = {exact}",
        advice=f"{shown(value, Unit.PERCENT, share.decimals)}, or the counts that give {share.text}.",
        confidence=0.92 if is_near else 0.85,
        severity=None if fits else Severity.ERROR,
        others=others,
        quote=sentence.span(max(share.start - 12, sentence.start), share.end),
    )
