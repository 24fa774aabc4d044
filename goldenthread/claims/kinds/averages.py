"""An average from its two counts: “1,248 calls in 12 months, an average of 104 a month”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.intervals import Interval
from goldenthread.claims.judging import claim, shown
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "The helpline took 1,248 calls over 12 months, an average of 104 a month.",
    "Over the year 1,248 calls were taken, an average of 104 per month.",
    "The 8 sessions reached 200 people, an average of 25 per session.",
    "Over the 52 weeks the team took 9,880 calls, i.e. 190 a week.",
    "The 24 social workers hold 408 cases, giving an average caseload of 17.",
)
FALSE = (
    "The helpline took 1,248 calls over 12 months, an average of 140 a month.",
    "Over the year 1,248 calls were taken, an average of 114 per month.",
    "The 8 sessions reached 200 people, an average of 35 per session.",
    "Over the 52 weeks the team took 9,880 calls, i.e. 170 a week.",
    "The 24 social workers hold 408 cases, giving an average caseload of 14.",
)

_SOFT = r"(?:(?:just|about|around|over|under|nearly|almost|approximately|more\sthan|less\sthan)\s)*"
_EACH = r"(?:a|an|per|each|every|for\seach)\s(?P<each>[a-z-]+)"
AVERAGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b(?:average|mean)(?:\sof|\swas|\sis|ing)?\s{_SOFT}(?P<mean>«[CMA]\d+»)[^«».;:]{{0,30}}?"
            rf"(?:\b{_EACH}|\b(?:each|apiece)\b)"
        ),
        (
            rf"\b(?:i\.e\.|that\sis|or|works\sout\sat|comes\sto|equal\sto|equivalent\sto|giving|"
            rf"making),?\s{_SOFT}(?P<mean>«[CM]\d+»)\s(?:[a-z-]+\s){{0,2}}?"
            rf"(?:{_EACH}\b(?:\son\saverage)?|each\b|apiece\b)"
        ),
        r"\beach\s(?P<each>[a-z-]+)\s[^«».;:]{0,40}?(?P<mean>«[CMX]\d+»)[^«».;:]{0,20}?\son\saverage\b",
        (
            rf"\b(?:giving|gives|making|makes)\san?\s(?:average|mean)\s(?:[a-z-]+\s){{0,2}}of\s{_SOFT}"
            rf"(?P<mean>«[CMA]\d+»)(?=[.,;]|$)"
        ),
    )
)
IN_A_YEAR = {"month": 12.0, "week": 52.0, "quarter": 4.0, "day": 365.0}
YEAR = re.compile(
    (
        r"\b(?:over|during|in|across|for|throughout)\s(?:the\s(?:whole\s|full\s)?(?:financial\s|"
        r"reporting\s)?year|the\s(?:last|past)\s(?:12|twelve)\smonths|a\syear)\b|\bannual(?:ly)?\b"
    ),
    re.IGNORECASE,
)
NOT_ONE = re.compile(
    r"\b(?:age|nationally|national|England|compared|regional|previous|last year|target)\b", re.IGNORECASE
)


def find(prose: Prose) -> Iterator[Claim]:
    """Every average whose two counts stand in its clause."""
    for sentence in prose.told:
        seen: set[Quantity] = set()
        for pattern in AVERAGES:
            for match in pattern.finditer(sentence.skeleton):
                mean = sentence[match["mean"]]
                if mean not in seen and (found := _average(prose, sentence, match)) is not None:
                    seen.add(mean)
                    yield found


def _average(prose: Prose, sentence: Sentence, match: re.Match[str]) -> Claim | None:
    mean, each = sentence[match["mean"]], (match.groupdict().get("each") or "").lower().rstrip("s")
    if NOT_ONE.search(sentence.text) or re.search(r"\b(?:from|to)\s(?:an?|the)\s$", sentence.skeleton[: match.start()]):
        return None
    first = sentence.skeleton.rfind(";", 0, match.start()) + 1
    last = sentence.skeleton.find(";", match.end())
    clause = sentence.skeleton[first : last if last >= 0 else None]
    here = {sentence[mark] for mark in re.findall(r"«[CMAPRXFD]\d+»", clause)}
    others = [one for one in sentence.numbers if one in here and one is not mean and one.unit is not Unit.PERCENT]
    totals = [
        one
        for one in others
        if one.value > mean.value and one.unit in {Unit.COUNT, Unit.MONEY} and not _counts(one, each)
    ]
    if not each and len(others) == 2:
        totals = [one for one in others if one.value == max(other.value for other in others) and one.value > mean.value]
    if len(totals) != 1 or totals[0].is_hedged:
        return None
    total = totals[0]
    divisors = [one for one in others if one is not total and (_counts(one, each) if each else True)]
    if len(divisors) == 1:
        by, shown_by, used = divisors[0].hedged, shown(divisors[0].value), [mean, total, divisors[0]]
    elif (
        not divisors
        and each in IN_A_YEAR
        and (YEAR.search(sentence.text) or any(_is_year(one) for one in prose.before(sentence, 1)))
    ):
        parts = IN_A_YEAR[each]
        by = Interval(parts, parts + (0.25 if each == "week" else 1 if each == "day" else 0))
        shown_by, used = shown(parts), [mean, total]
    else:
        return None
    result = total.hedged / by
    half = 0.5 * 10**-mean.decimals
    said = Interval(mean.hedged.low - half, mean.hedged.high + half)
    is_true = result.meets(said)
    value = total.value / by.low
    return claim(
        sentence,
        used,
        Kind.AVERAGE,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"an average of {mean.text}",
        recomputed=shown(value, mean.unit, mean.decimals + 1),
        working=f"{shown(total.value, total.unit)} / {shown_by} = {shown(value, mean.unit, mean.decimals + 1)}",
        advice=f"an average of {shown(value, mean.unit, mean.decimals)}, or other counts.",
        confidence=0.85,
        severity=None if is_true else Severity.ERROR,
    )


def _is_year(sentence: Sentence) -> bool:
    return bool(YEAR.search(sentence.text) or re.search(r"\b36[56] days\b", sentence.text))


def _counts(number: Quantity, each: str) -> bool:
    """Whether a number counts what the average is for each of: 12 months, 8 sessions."""
    names = "people|adults|persons" if each == "person" else rf"{re.escape(each)}s"
    return number.unit in {Unit.COUNT, Unit.YEARS} and bool(
        re.match(rf"(?:[a-z-]+\s)?(?:{names})\b", number.noun, re.IGNORECASE)
    )
