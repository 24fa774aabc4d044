"""What an XmR chart means for the Board, in words: whether the latest point shows a change, and whether a target is met.

These are the variation and assurance icons of NHS England’s Making data count, said in words: improving, worsening, or
only everyday ups and downs; and a target that is always met, never met, or met by luck. An indicator for which neither
up nor down is better is only ever “changing”.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.scorecard.methods.plain import CannotSay, Show, finite, number, same
from goldenthread.scorecard.methods.signals import Rule, Side
from goldenthread.scorecard.methods.xmr import XmR


class Better(StrEnum):
    """Which way is better; CONTEXT when neither is."""

    HIGHER = "higher"
    LOWER = "lower"
    CONTEXT = "context"


class Change(StrEnum):
    """What the latest point shows."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    CHANGING = "changing"
    NEITHER = "neither"


class Meets(StrEnum):
    """Whether a process as it is will meet a target."""

    PASSES = "passes"
    FAILS = "fails"
    HIT_AND_MISS = "hit and miss"


@dataclass(frozen=True)
class Variation:
    """What the latest point shows, which way it went, and by which rule."""

    change: Change
    side: Side
    rule: Rule | None


@dataclass(frozen=True)
class Assurance:
    """Whether the limits lie beyond the target. `provisional` while the limits are."""

    meets: Meets
    target: float
    provisional: bool


def variation(chart: XmR, better: Better) -> Variation:
    """What the latest known point of a chart shows.

    Of several signals the most telling counts: beyond a limit, a run, points near a limit, a trend. Points close to
    the mean are no change for better or worse.
    """
    telling = [signal for signal in chart.at(chart.last) if signal.side is not Side.NEITHER]
    if not telling:
        return Variation(Change.NEITHER, Side.NEITHER, None)
    side, rule = telling[0].side, telling[0].rule
    if better is Better.CONTEXT:
        return Variation(Change.CHANGING, side, rule)
    good = (side is Side.HIGH) == (better is Better.HIGHER)
    return Variation(Change.IMPROVING if good else Change.WORSENING, side, rule)


def assurance(chart: XmR, target: float, better: Better) -> Assurance:
    """Whether the process as it is now will meet a target; a value equal to the target meets it.

    Raises:
        CannotSay: neither way is better, so that nothing can meet a target.
    """
    if better is Better.CONTEXT:
        raise CannotSay("An indicator for context has no better side, so a target cannot be met. Take the target out.")
    (target,) = finite([target], "target")
    phase = chart.phase
    low, high = phase.low, phase.high
    if better is Better.HIGHER:
        passes, fails = low >= target or same(low, target), high < target and not same(high, target)
    else:
        passes, fails = high <= target or same(high, target), low > target and not same(low, target)
    meets = Meets.PASSES if passes else Meets.FAILS if fails else Meets.HIT_AND_MISS
    return Assurance(meets, target, phase.provisional)


def sentence(found: Variation, *, what: str) -> str:
    """What the latest point shows, in words."""
    way = "up" if found.side is Side.HIGH else "down"
    match found.change:
        case Change.NEITHER:
            return f"{what}: no change beyond everyday ups and downs."
        case Change.CHANGING:
            return f"{what}: a change {way}. It is for context, neither better nor worse."
        case change:
            return f"{what}: {change.value}. The change is {way}, and more than everyday ups and downs."


def assurance_sentence(found: Assurance, *, what: str, show: Show = number) -> str:
    """Whether a target will be met, in words."""
    target = show(found.target)
    text = {
        Meets.PASSES: f"{what}: as things are, the target of {target} is met every time.",
        Meets.FAILS: f"{what}: as things are, the target of {target} is not met. Something has to change first.",
        Meets.HIT_AND_MISS: f"{what}: as things are, the target of {target} is met some times and missed others, by chance.",
    }[found.meets]
    return f"{text} The limits are provisional." if found.provisional else text
