"""Repeat concerns: events about one adult are not independent, so there is less evidence than there are events.

Ten concerns about one adult are not ten adults. Counts: a number of events is a sum of adults, each weighed by how many
events were about them, so its likely range is that of a weighted sum (Dobson and others 1991, Statistics in Medicine 10).
Shares: the variance is taken between adults instead of between events, and the share is treated as if it came from so
many independent events as give that variance, the effective number (Rao and Scott 1992, Biometrics 48; Cochran 1977).
These were chosen over a bootstrap because they give the same answer each time and can be worked by hand, and because with
no repeats they are exactly Byar’s and Wilson’s ranges, which every other figure has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from goldenthread.figures.statistics import Z95, Range, byar, wilson
from goldenthread.scorecard.methods.plain import CannotSay, number, percent


@dataclass(frozen=True)
class Repeated:
    """Events and the adults they are about."""

    events: int
    adults: int
    with_repeats: int
    """Adults with two events or more."""
    share_with_repeats: float
    likely_share: Range
    likely_events: Range
    """The likely range of the number of events, repeats allowed for."""
    dispersion: float
    """How many times wider repeats make the variance of the number of events; 1 without any."""
    effective: float
    """So many independent events would tell as much about a number of events."""


@dataclass(frozen=True)
class ClusteredShare:
    """A share of events, from 0 to 1, with its likely range when adults rather than events are independent."""

    share: float
    likely: Range
    events: int
    adults: int
    design_effect: float
    """How many times wider repeats make the variance of the share; never taken to be below 1."""
    effective: float
    """So many independent events would tell as much about this share."""


def counted(events_by_adult: Sequence[int], *, z: float = Z95) -> Repeated:
    """What a number of events tells, given how many were about each adult.

    Args:
        events_by_adult: for each adult with an event, how many there were; in any order.

    Raises:
        CannotSay: there is no adult, or an adult without an event.
    """
    if not events_by_adult:
        raise CannotSay("There are no events, so there are no repeats to look at.")
    if any(count < 1 or count != int(count) for count in events_by_adult):
        raise CannotSay("Each adult counted here must have at least one event. Leave out adults without any.")
    events, adults = sum(events_by_adult), len(events_by_adult)
    squares = sum(count * count for count in events_by_adult)
    again = sum(count > 1 for count in events_by_adult)
    people, scale = byar(adults, z), sqrt(squares / adults)
    return Repeated(
        events=events,
        adults=adults,
        with_repeats=again,
        share_with_repeats=again / adults,
        likely_share=wilson(again, adults, z),
        likely_events=Range(max(0.0, events + scale * (people.low - adults)), events + scale * (people.high - adults)),
        dispersion=squares / events,
        effective=events * events / squares,
    )


def share(by_adult: Sequence[tuple[int, int]], *, z: float = Z95) -> ClusteredShare:
    """A share of events, such as concerns that led to an enquiry, when some adults have several.

    Args:
        by_adult: for each adult, of how many events something is true, and how many there were; in any order.

    Raises:
        CannotSay: there are fewer than two adults, or of more events something is true than there were.
    """
    if len(by_adult) < 2:
        raise CannotSay(
            "A share of events needs at least two different adults. Wait for more, or give the count alone."
        )
    if any(total < 1 or not 0 <= yes <= total for yes, total in by_adult):
        raise CannotSay("Each adult needs at least one event, and something is true of no more events than there were.")
    events, adults = sum(total for _, total in by_adult), len(by_adult)
    part = sum(yes for yes, _ in by_adult) / events
    if 0 < part < 1:
        between = sum((yes - part * total) ** 2 for yes, total in by_adult)
        variance = adults / (adults - 1) * between / events**2
        effect = max(1.0, variance * events / (part * (1 - part)))
    else:  # nothing differs between adults, so the most that repeats can do is taken
        effect = sum(total * total for _, total in by_adult) / events
    effective = events / effect
    return ClusteredShare(
        part, wilson(min(part * effective, effective), effective, z), events, adults, effect, effective
    )


def sentence(found: Repeated, *, what: str = "concerns") -> str:
    """How many events were about how many adults, how many had more than one, and what follows for the number."""
    likely = f"likely range {percent(found.likely_share.low)} to {percent(found.likely_share.high)}"
    text = (
        f"{number(found.events)} {what} were about {number(found.adults)} different adults; "
        f"{number(found.with_repeats)} of them ({percent(found.share_with_repeats)}, {likely}) had more than one."
    )
    if found.with_repeats:
        text = (
            f"{text} Since repeats are not independent, they tell as much as {found.effective:,.0f} separate {what} "
            f"would; chance alone would give {found.likely_events.low:,.0f} to {found.likely_events.high:,.0f}."
        )
    return text


def share_sentence(found: ClusteredShare, *, what: str) -> str:
    """The share with its likely range, and how many independent events it is worth."""
    likely = f"likely range {percent(found.likely.low)} to {percent(found.likely.high)}"
    text = f"{what}: {percent(found.share)} of {number(found.events)} ({likely})"
    if found.effective < found.events:
        return (
            f"{text}, allowing for repeats about the same adults: {number(found.adults)} adults, worth "
            f"{found.effective:,.0f} independent events."
        )
    return f"{text}, about {number(found.adults)} adults."
