"""Putting what was stated beside what the arithmetic gives. One way for every kind of statement."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.intervals import Interval
from goldenthread.claims.prose import Sentence
from goldenthread.claims.quantities import Quantity, Unit


def shown(value: float, unit: Unit = Unit.COUNT, decimals: int | None = None) -> str:
    """A value as a report prints it: “1,029”, “£127,000”, “34.8%”."""
    if decimals is None:
        decimals = 0 if abs(value - round(value)) < 1e-9 else 1 if abs(value) >= 1 else 2
    plain = f"{abs(value):,.{decimals}f}"
    sign = "−" if value < 0 and float(plain.replace(",", "")) else ""
    match unit:
        case Unit.MONEY:
            return f"{sign}£{plain}"
        case Unit.PERCENT:
            return f"{sign}{plain}%"
        case Unit.POINTS:
            return f"{sign}{plain} percentage points"
        case _:
            return f"{sign}{plain}"


def range_of(bounds: Interval, unit: Unit, decimals: int | None = None) -> str:
    """What a result may be: one value, or from one to another."""
    if bounds.high == inf:
        return f"{shown(bounds.low, unit, decimals)} or more"
    if abs(bounds.high - bounds.low) < 1e-9:
        return shown(bounds.low, unit, decimals)
    low, high = shown(bounds.low, unit, decimals), shown(bounds.high, unit, decimals)
    return low if low == high else f"{low} to {high}"


def spans_of(sentence: Sentence, numbers: Sequence[Quantity]) -> tuple[tuple[int, int], ...]:
    """Where numbers of a sentence stand in the document's text."""
    return tuple(sentence.span(one.start, one.end) for one in numbers)


def claim(
    sentence: Sentence,
    numbers: Sequence[Quantity],
    kind: Kind,
    *,
    verdict: Verdict,
    stated: str,
    recomputed: str,
    working: str,
    advice: str = "",
    confidence: float = 0.9,
    severity: Severity | None = None,
    others: Sequence[tuple[int, int]] = (),
    quote: tuple[int, int] | None = None,
) -> Claim:
    """A finding about numbers of one sentence. `others` are spans of numbers elsewhere that were used; `quote` the
    words it is about."""
    spans = spans_of(sentence, numbers)
    start, end = quote or (min(start for start, _ in spans), max(end for _, end in spans))
    if severity is None and verdict in {Verdict.WRONG, Verdict.DOUBTFUL}:
        severity = Severity.ERROR if verdict is Verdict.WRONG else Severity.DOUBTFUL
    return Claim(
        kind,
        start,
        end,
        stated,
        recomputed,
        working,
        verdict,
        severity,
        confidence,
        advice if verdict is not Verdict.OK else "",
        (*spans, *others),
    )
