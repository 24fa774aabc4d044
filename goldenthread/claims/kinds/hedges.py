"""A softened number beside the exact one: “over 500 of the complaints (488)”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, range_of, shown
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Hedge, Unit

TRUE = (
    "Over 500 of the complaints (512) were about schools.",
    "Fewer than 50 cases (46) were closed.",
    "At least 40% of staff (43%) were trained.",
)
FALSE = (
    "Over 500 of the complaints (488) were about schools.",
    "Fewer than 50 cases (56) were closed.",
    "At least 40% of staff (38%) were trained.",
)

BESIDE = re.compile(r"(?P<soft>«[CPM]\d+»)[^«».;:()]{0,50}?\s\((?:n\s?=\s?|exactly\s)?(?P<exact>«[CPM]\d+»)\)")


def find(prose: Prose) -> Iterator[Claim]:
    """Every number told as “over”, “fewer than” and the like, with the exact one in brackets after it."""
    for sentence in prose.told:
        for match in BESIDE.finditer(sentence.skeleton):
            soft, exact = sentence[match["soft"]], sentence[match["exact"]]
            if soft.unit is exact.unit and soft.hedge in {Hedge.OVER, Hedge.UP_TO} and soft.unit is not Unit.RATE:
                yield _judged(sentence, match)


def _judged(sentence: Sentence, match: re.Match[str]) -> Claim:
    soft, exact = sentence[match["soft"]], sentence[match["exact"]]
    is_true = soft.hedged.meets(exact.bounds)
    return claim(
        sentence,
        [soft, exact],
        Kind.OTHER,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{soft.hedge.value} {soft.text}",
        recomputed=exact.text,
        working=(
            f"{soft.hedge.value} {soft.text} "
            f"is {range_of(soft.hedged, soft.unit)}; {shown(exact.value, exact.unit, exact.decimals)} is stated "
            f"beside it"
        ),
        advice="other words, or another number.",
        confidence=0.85,
        severity=None if is_true else Severity.INCONSISTENT,
    )
