"""A rate from its count and its people: “45 deaths in a population of 90,000, a rate of 50 per 100,000”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "There were 45 deaths in a population of 90,000, a rate of 50 per 100,000 people.",
    "With a population of 225,300, the 2,956 concerns are a rate of 1,312 per 100,000 residents.",
    "There were 924 incidents in 220,000 bed days, that is 4.2 per 1,000 bed days.",
    "In the city it was 30.6 per 1,000 people (9,120 offences, 298,000 people).",
)
FALSE = (
    "There were 45 deaths in a population of 90,000, a rate of 45 per 100,000 people.",
    "With a population of 225,300, the 2,956 concerns are a rate of 131 per 100,000 residents.",
    "There were 924 incidents in 220,000 bed days, that is 2.4 per 1,000 bed days.",
    "In the county it was 21.4 per 1,000 people (4,905 offences, 364,000 people).",
)

POPULATION = re.compile(
    r"\b(?:population|residents|inhabitants)\s(?:of\s(?:[A-Za-z]+\s){0,3}?)?(?:(?:is|was|about|around|"
    r"some|over|nearly|approximately|estimated|at|of)\s)*"
    r"(?P<people>«C\d+»)|(?P<people2>«C\d+»)\s(?:[a-z]+\s){0,2}(?:residents|inhabitants|population)\b|"
    r"\b(?:its|the|a|our)\s(?P<people3>«C\d+»)\s(?:people|adults)\b"
    r"|«R\d+»\sof\s[^«».;:]{0,30}?(?P<people5>«C\d+»)"
    r"|\bamong(?:st)?\s(?:the\s)?(?P<people6>«C\d+»)\s"
    r"|\(«C\d+»\s[a-z]+,\s(?P<people4>«C\d+»)\s(?:people|adults)\)",
    re.IGNORECASE,
)
RATE = re.compile(r"«R\d+»")
AGES = re.compile(r"\baged?\b[^,.;()]*|\bof all ages\b")
NOT_ONE = re.compile(r"\b(?:age|nationally|national|compared|regional|previous|target)\b", re.IGNORECASE)
PARTED = re.compile(r";|,\s(?:while|whereas|and|but)\s")


def find(prose: Prose) -> Iterator[Claim]:
    """Every rate whose count and people stand in its clause, or whose people stand right before."""
    for sentence in prose.told:
        if "«R" not in sentence.skeleton or NOT_ONE.search(AGES.sub("", sentence.text)):
            continue
        for mark in RATE.finditer(sentence.skeleton):
            if (found := _judged(prose, sentence, mark)) is not None:
                yield found


def _judged(prose: Prose, sentence: Sentence, mark: re.Match[str]) -> Claim | None:
    rate = sentence[mark.group(0)]
    numbers = _in_clause(sentence, mark)
    where, crowd = _people(prose, sentence, rate, numbers)
    if crowd is None or crowd.value <= rate.per / 1_000 or len({one.rank for one in sentence.times if one.rank}) > 1:
        return None
    if where is not sentence and not [one for one in numbers if one.unit is Unit.COUNT]:
        numbers = list(where.numbers)
    counts = [
        one
        for one in numbers
        if one.unit is Unit.COUNT and one is not crowd and one.value != rate.per and one.value < crowd.value
    ]
    if len(counts) != 1:
        return None
    (count,) = counts
    is_true = (count.hedged / crowd.hedged * rate.per).meets(rate.hedged)
    value = rate.per * count.value / crowd.value
    result = f"{shown(value, decimals=rate.decimals + 1)} per {shown(rate.per)}"
    return claim(
        sentence,
        [rate, *(one for one in (count, crowd) if one in sentence.numbers)],
        Kind.RATE,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=rate.text,
        recomputed=result,
        working=(
            f"{shown(count.value)} / {shown(crowd.value)} × {shown(rate.per)} "
            f"= {shown(value, decimals=rate.decimals + 1)}"
        ),
        advice=f"{shown(value, decimals=rate.decimals)} per {shown(rate.per)}, or other counts.",
        confidence=0.85,
        severity=None if is_true else Severity.ERROR,
        others=() if where is sentence else spans_of(where, [crowd]),
    )


def _in_clause(sentence: Sentence, mark: re.Match[str]) -> list[Quantity]:
    """The numbers of the clause that a rate stands in."""
    cuts = [0, *(cut.end() for cut in PARTED.finditer(sentence.skeleton)), len(sentence.skeleton)]
    first = max(cut for cut in cuts if cut <= mark.start())
    last = min(cut for cut in cuts if cut >= mark.end())
    found = [sentence[one] for one in re.findall(r"«[A-Z]\d+»", sentence.skeleton[first:last]) if one[1] != "T"]
    return found if len(found) > 1 else list(sentence.numbers)


def _people(
    prose: Prose, sentence: Sentence, rate: Quantity, numbers: list[Quantity]
) -> tuple[Sentence, Quantity | None]:
    """What a rate is of: a count of the same noun, or a population in the clause, the sentence, or the one before."""
    noun = [word.lower() for word in rate.noun.split()[:2]]
    same = [
        one
        for one in (*numbers, *sentence.numbers)
        if one.unit is Unit.COUNT and noun and [word.lower() for word in one.noun.split()[: len(noun)]] == noun
    ]
    if same:
        return sentence, same[0]
    for where in (sentence, *(one for one in prose.before(sentence, 1) if one.block is sentence.block)):
        for match in POPULATION.finditer(where.skeleton):
            crowd = where[next(mark for mark in match.groups() if mark)]
            if where is not sentence or crowd in numbers or len(RATE.findall(sentence.skeleton)) == 1:
                return where, crowd
    return sentence, None
