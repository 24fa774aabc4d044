"""What is said to be highest or lowest, beside the values it is compared with: “neglect (41%), followed by physical
abuse (28%)”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity

TRUE = (
    "The most common type of abuse was neglect (41%), followed by physical abuse (28%) and financial abuse (16%).",
    "The highest number of referrals came from the police at 412, followed by hospitals at 337.",
    "Ward A had the highest rate at 14.2, compared with 9.1 in Ward B and 7.7 in Ward C.",
    "The lowest attendance was at the March meeting with 9 members, compared with 14 in June.",
)
FALSE = (
    "The most common type of abuse was neglect (31%), followed by physical abuse (38%) and financial abuse (16%).",
    "The highest number of referrals came from the police at 312, followed by hospitals at 337.",
    "Ward A had the highest rate at 7.2, compared with 9.1 in Ward B and 7.7 in Ward C.",
    "The lowest attendance was at the March meeting with 19 members, compared with 14 in June.",
)

V = r"«[CPMR]\d+»"
HIGH = (
    r"(?:highest|largest|biggest|greatest|most\s(?:common|frequent|commonly|frequently|prevalent|"
    r"reported)|main|top|leading|single\slargest)"
)
LOW = r"(?:lowest|smallest|fewest|least\s(?:common|frequent))"
FOLLOWED = re.compile(
    (
        rf"\b{HIGH}\b[^«».;:]{{0,110}}?(?P<first>{V})[^«».;:]{{0,50}}?,?\s"
        rf"(?:(?:closely\s)?followed\sby|[a-z ]{0, 24}came\snext\s(?:with|at)|ahead\sof)\s[^«».;:]{{0,80}}?"
        rf"(?P<second>{V})(?:[^«».;:]{{0,20}}(?:,|\sand|"
        rf"\sthen)\s[^«».;:]{{0,80}}?(?P<third>{V}))?"
    ),
    re.IGNORECASE,
)
BESIDE = re.compile(
    rf"\b(?:had|has|have|was|were|is|saw|recorded|reported|with|at)\s(?:[a-z]+\s){{0,2}}?"
    rf"(?P<way>{HIGH}|{LOW})\b[^«».;:]{{0,60}}?(?P<first>{V})[^«».;:]{{0,24}},?\s(?:compared\s(?:to|with)|"
    rf"against)\s(?P<rest>[^.;:]{{0,200}})"
    rf"|\bthe\s(?P<way2>{HIGH}|{LOW})\b[^«».;:]{{0,70}}?(?P<first2>{V})[^«».;:]{{0,24}},\s(?:compared\s"
    rf"(?:to|with)|against)\s(?P<rest2>[^.;:]{{0,200}})",
    re.IGNORECASE,
)
YEARS_BACK = re.compile(r"\b(?:last year|previous(?:ly)?|year before|in «T\d+»|target|since)\b", re.IGNORECASE)


def find(prose: Prose) -> Iterator[Claim]:
    """Every order that its own numbers can confirm or break."""
    for sentence in prose.told:
        if len(sentence.numbers) < 2:
            continue
        for match in FOLLOWED.finditer(sentence.skeleton):
            values = [sentence[match[name]] for name in ("first", "second", "third") if match[name]]
            if len({value.unit for value in values}) == 1:
                yield _claim(sentence, values, is_falling=True, said=match.group(0).split("«")[0].strip())
        for match in BESIDE.finditer(sentence.skeleton):
            first = sentence[match["first"] or match["first2"]]
            way, rest = match["way"] or match["way2"], match["rest"] or match["rest2"]
            others = [sentence[mark] for mark in re.findall(V, rest)]
            if others and all(one.unit is first.unit for one in others) and not YEARS_BACK.search(rest):
                is_high = re.fullmatch(HIGH, way, re.IGNORECASE) is not None
                yield _claim(sentence, [first, *others], is_falling=is_high, said=way, first_only=True)


def _claim(
    sentence: Sentence, values: list[Quantity], *, is_falling: bool, said: str, first_only: bool = False
) -> Claim:
    pairs = [(values[0], other) for other in values[1:]] if first_only else list(itertools.pairwise(values))
    is_true = all(
        (one.hedged.high >= other.hedged.low) if is_falling else (one.hedged.low <= other.hedged.high)
        for one, other in pairs
    )
    unit = values[0].unit
    best = (max if is_falling else min)(values, key=lambda one: one.value)
    return claim(
        sentence,
        values,
        Kind.SUPERLATIVE,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=said[-60:],
        recomputed=f"{shown(best.value, unit, best.decimals)} is {'highest' if is_falling else 'lowest'}",
        working=f" {'>' if is_true == is_falling else '<'} ".join(
            shown(one.value, unit, one.decimals) for one in values[:2]
        )
        if not is_true
        else " ".join(one.text for one in values),
        advice="another order, or other values.",
        confidence=0.85,
        severity=None if is_true else Severity.INCONSISTENT,
    )
