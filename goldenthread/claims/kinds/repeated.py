"""One quantity told twice with two values, anywhere in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.document import Layout
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.periods import Span
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit
from goldenthread.claims.topics import words

TRUE = (
    (
        "The Board received 2,956 safeguarding concerns in 2023/24.\n\nMONEY\n\nA total of 2,956 "
        "safeguarding concerns were received in 2023/24."
    ),
)
FALSE = (
    (
        "The Board received 2,956 safeguarding concerns in 2023/24.\n\nMONEY\n\nA total of 2,965 "
        "safeguarding concerns were received in 2023/24."
    ),
)

NEUTRAL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "was",
        "were",
        "has",
        "had",
        "have",
        "been",
        "there",
        "total",
        "totals",
        "overall",
        "number",
        "numbers",
        "received",
        "recorded",
        "reported",
        "made",
        "raised",
        "during",
        "period",
        "year",
        "years",
        "reporting",
        "financial",
        "annual",
        "in",
        "of",
        "to",
        "by",
        "a",
        "an",
        "we",
        "our",
        "board",
        "boards",
        "council",
        "councils",
        "over",
        "across",
        "which",
        "is",
        "are",
        "it",
        "its",
        "also",
        "saw",
        "seen",
        "all",
        "some",
        "as",
        "at",
        "on",
        "from",
        "altogether",
        "made",
        "into",
        "us",
        "team",
    ]
)
STOP = frozenset(
    [
        "in",
        "of",
        "to",
        "by",
        "at",
        "on",
        "for",
        "from",
        "were",
        "was",
        "that",
        "which",
        "who",
        "is",
        "are",
        "has",
        "have",
        "had",
        "the",
        "a",
        "an",
        "and",
        "or",
        "with",
        "during",
        "over",
        "per",
        "as",
        "into",
    ]
)


@dataclass(frozen=True)
class _Told:
    sentence: Sentence
    number: Quantity


def find(prose: Prose) -> Iterator[Claim]:
    """Every quantity of a named year that is told again in sentences that say nothing else."""
    told: dict[tuple[tuple[str, ...], str, Unit, frozenset[str]], list[_Told]] = defaultdict(list)
    for sentence in prose.told:
        for number in sentence.numbers:
            key = _key(sentence, number)
            if key is not None:
                told[key].append(_Told(sentence, number))
    for found in told.values():
        for later in found[1:]:
            yield _claim(found[0], later)
    yield from _of_subjects(prose)
    yield from _twins(prose)


def _twins(prose: Prose) -> Iterator[Claim]:
    """Two values with the same digits in another order, told of the same thing: “73 organisations” and “37
    organisations”."""
    seen: dict[tuple[Unit, str, int], list[_Told]] = defaultdict(list)
    for sentence in prose.told:
        for number in sentence.numbers:
            digits = re.sub(r"\D", "", number.text)
            if (
                number.unit not in {Unit.COUNT, Unit.MONEY}
                or len(digits) < 2
                or len(set(digits)) < 2
                or number.is_hedged
            ):
                continue
            key = (number.unit, "".join(sorted(digits)), len(f"{number.value:.0f}"))
            for first in seen[key][-4:]:
                if (
                    first.number.value != number.value
                    and first.sentence is not sentence
                    and _is_same(first, _Told(sentence, number))
                ):
                    yield _claim(first, _Told(sentence, number))
                    break
            seen[key].append(_Told(sentence, number))


def _is_same(first: _Told, later: _Told) -> bool:
    """Whether two sentences tell of one thing: the same noun or subject and most telling words, and no two years."""
    years = [
        {time.key for time in one.sentence.times if time.span in {Span.FINANCIAL_YEAR, Span.YEAR, Span.QUARTER}}
        for one in (first, later)
    ]
    if (years[0] and years[1] and years[0] != years[1]) or any(
        OTHER_TIME.search(one.sentence.text) for one in (first, later)
    ):
        return False
    if all(one.sentence.block.layout is Layout.ITEM for one in (first, later)):
        return False
    about = [set(words(_around(one))) for one in (first, later)]
    shared = about[0] & about[1]
    nouns = [set(words(" ".join(one.number.noun.split()[:3]))) for one in (first, later)]
    subjects = [set(words(one.sentence.text[: one.number.start - one.sentence.start])[:2]) for one in (first, later)]
    if later.number.value >= 1_000 and len(re.sub(r"\D", "", later.number.text)) >= 3:
        if len(nouns[0] & nouns[1]) >= 2 or (subjects[0] and subjects[0] == subjects[1]):
            return True
        before = [words(one.sentence.text[: one.number.start - one.sentence.start])[-1:] for one in (first, later)]
        if before[0] and before[0] == before[1] and not nouns[0] ^ nouns[1]:
            return True
    same_noun = bool(nouns[0] & nouns[1]) and len(shared) >= 2
    same_subject = bool(subjects[0] & subjects[1]) and later.number.unit is Unit.MONEY
    least = min(len(one) for one in about)
    return (same_noun and len(shared) >= 0.75 * max(len(one) for one in about)) or (
        same_subject and len(shared) >= 1 and least <= 3
    )


def _is_slip(first: Quantity, later: Quantity) -> bool:
    """Whether one number is the other mistyped: its digits in another order, or one of them another."""
    one, other = (re.sub(r"\D", "", number.text) for number in (first, later))
    if len(one) != len(other) or len(one) < 2:
        return False
    return sorted(one) == sorted(other) or (len(one) >= 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1)


def _around(told: _Told) -> str:
    """The clause that a number stands in."""
    text = told.sentence.text
    at = told.number.start - told.sentence.start
    first = max(text.rfind(sign, 0, at - 2) for sign in (";", ":", " and ", ","))
    ends = [end for sign in (";", ", ", " and ") if (end := text.find(sign, at)) >= 0]
    return text[first + 1 : min(ends) if ends else None]


SUBJECT = re.compile(
    r"(?:^|[,;(]\s|\b(?:that|and|but|while|whilst)\s)(?P<subject>(?:the\s|our\s|its\s|"
    r"total\s)*[A-Za-z][a-z-]+(?:\s[A-Za-z][A-Za-z-]+){1,5}?),?\s"
    r"(?:was|were|is|came\sto|stood\sat|totalled|amounted\sto|reached|at|of)\s(?:now\s|just\s)?(?P<value>«[MC]\d+»)"
)
OTHER_TIME = re.compile(
    (
        r"\b(?:previous\w*|last year|year before|earlier|originally|initially|then|target|budget\w*|plan\w*|"
        r"forecast\w*|expected|estimate\w*|compar\w*|quarter|month\w*|was £|per|each|average|up|down|now)\b"
    ),
    re.IGNORECASE,
)


def _of_subjects(prose: Prose) -> Iterator[Claim]:
    """“Income from trusts was £312,000” and later “income from trusts, at £321,000”: the same words before both."""
    told: dict[tuple[tuple[str, ...], Unit], _Told] = {}
    for sentence in prose.told:
        if OTHER_TIME.search(sentence.text.replace(" at ", " ").split(". ")[0]) and not re.search(
            r"^[^.]*\bwas £", sentence.text
        ):
            continue
        for match in SUBJECT.finditer(sentence.skeleton):
            number = sentence[match["value"]]
            names = tuple(
                word
                for word in re.findall(r"[a-z]+", match["subject"].lower())
                if word not in {"the", "our", "its", "total", "a", "an"}
            )
            if number.is_hedged or len(names) < 2 or (number.unit is Unit.COUNT and len(names) < 3) or sentence.times:
                continue
            first = told.setdefault((names, number.unit), _Told(sentence, number))
            if first.number is not number and (first.number.value == number.value or _is_slip(first.number, number)):
                yield _claim(first, _Told(sentence, number))


def _key(sentence: Sentence, number: Quantity) -> tuple[tuple[str, ...], str, Unit, frozenset[str]] | None:
    """What a quantity is of: the thing, the year, and every word of its sentence that is not neutral."""
    if number.unit not in {Unit.COUNT, Unit.MONEY} or number.is_hedged:
        return None
    same = [one for one in sentence.numbers if one.unit in {Unit.COUNT, Unit.MONEY, Unit.PERCENT, Unit.RATE}]
    years = {time.key for time in sentence.times if time.span is Span.FINANCIAL_YEAR}
    times = [time for time in sentence.times if time.span is not Span.OTHER]
    if len(same) != 1 or len(years) != 1 or len(times) != 1 or len(sentence.text) > 240:
        return None
    thing = _thing(number.noun)
    if len(thing) < 1 or (number.unit is Unit.COUNT and len(thing) < 2):
        return None
    rest = sentence.text[: number.start - sentence.start] + " " + sentence.text[number.end - sentence.start :]
    told = frozenset(re.findall(r"[a-z]{2,}", rest.lower())) - NEUTRAL - set(thing)
    return thing, years.pop(), number.unit, told


def _thing(noun: str) -> tuple[str, ...]:
    thing: list[str] = []
    for word in re.findall(r"[a-z]+", noun.lower()):
        if word in STOP or word in NEUTRAL:
            break
        thing.append(word)
    return tuple(thing[:4])


def _claim(first: _Told, later: _Told) -> Claim:
    is_true = first.number.bounds.meets(later.number.bounds)
    unit = later.number.unit
    line = first.sentence.text.strip()
    return claim(
        later.sentence,
        [later.number],
        Kind.REPEAT,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{later.number.text} {later.number.noun}".strip(),
        recomputed=f"{first.number.text} before",
        working=f"{shown(first.number.value, unit)} in “{line[:70]}”, {shown(later.number.value, unit)} here",
        advice="one value, or what makes the two different.",
        confidence=0.75,
        severity=None if is_true else Severity.INCONSISTENT,
        others=spans_of(first.sentence, [first.number]),
        quote=later.sentence.span(
            later.number.start,
            min(later.number.end + len(later.number.noun) + 1, later.sentence.start + len(later.sentence.text)),
        ),
    )
