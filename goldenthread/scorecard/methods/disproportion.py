"""Disproportionality: how much more often something happens to adults of one group than to others.

The ratio of two rates, a relative rate index: 1 is the same, 2 is twice as often. Its likely range is computed on the
logarithm. For people out of people the variance is 1/a - 1/n + 1/b - 1/m (Katz and others 1978; Morris and Gardner 1988);
for events, of which one adult can have several, it is 1/a + 1/b (Rothman 2002) times the dispersion that repeats give.
A ratio tells that there is a difference. It does not tell why, nor whether it is right or wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt

from goldenthread.figures.statistics import Z95, Range
from goldenthread.scorecard.methods import thresholds
from goldenthread.scorecard.methods.plain import CannotSay, base, number, percent, whole
from goldenthread.scorecard.methods.thresholds import Groups


class Verdict(StrEnum):
    """What a comparison of one group comes to."""

    MORE = "more"
    LESS = "less"
    NO_CLEAR_DIFFERENCE = "no clear difference"
    NOT_COMPARED = "not compared"
    COMPARED_WITH = "compared with"


@dataclass(frozen=True)
class Group:
    """A group: so many people or events out of an adult population of `base` people."""

    name: str
    count: float
    base: float


@dataclass(frozen=True)
class Compared:
    """One group beside the others. Rates and shares are from 0 to 1; a ratio of 1 is no difference."""

    name: str
    count: float
    base: float
    rate: float
    share_of_count: float
    share_of_base: float
    ratio: float | None
    likely: Range | None
    verdict: Verdict
    reason: str
    """Why there is no ratio; empty when there is one."""


@dataclass(frozen=True)
class Disproportion:
    """Every group, in the order given, and what they were compared with."""

    groups: tuple[Compared, ...]
    against: str
    """The group that others were compared with; empty when each was compared with all others together."""
    unknown: float
    """The part, from 0 to 1, whose group is not recorded."""
    doubtful: bool
    """Whether so much is not recorded that any difference may come from it."""
    left_out: tuple[tuple[str, float], ...] = ()
    """Groups with people counted and no number of people living here, and how many: they are in no comparison."""


def ratio_of_shares(count: float, people: float, others: float, other_people: float, z: float = Z95) -> Range:
    """The likely range of the ratio of two shares of people.

    Raises:
        CannotSay: a count is 0, or more than its people.
    """
    if not 0 < count <= people or not 0 < others <= other_people:
        raise CannotSay(
            "A ratio of shares needs at least one person in both groups, and no more than there are people."
        )
    ratio = (count / people) / (others / other_people)
    return _range(ratio, 1 / count - 1 / people + 1 / others - 1 / other_people, z)


def ratio_of_rates(
    count: float, base_: float, others: float, other_base: float, *, dispersion: float = 1.0, z: float = Z95
) -> Range:
    """The likely range of the ratio of two rates of events.

    Args:
        dispersion: how much wider repeats about the same adults make a count, as a factor on its variance
            (`repeats.Repeated.dispersion`); 1 when events are independent.

    Raises:
        CannotSay: a count or base is not above 0.
    """
    if min(count, others, base_, other_base) <= 0:
        raise CannotSay("A ratio of rates needs at least one event in both groups, and a base above 0.")
    return _range((count / base_) / (others / other_base), dispersion * (1 / count + 1 / others), z)


def _range(ratio: float, variance: float, z: float) -> Range:
    width = z * sqrt(max(variance, 0.0))
    return Range(exp(log(ratio) - width), exp(log(ratio) + width))


def disproportion(
    groups: Sequence[Group],
    *,
    against: str = "",
    unknown: float = 0,
    events: bool = False,
    dispersion: float = 1.0,
    needs: Groups | None = None,
) -> Disproportion:
    """Every group beside one of them, or beside all others together.

    Args:
        groups: each group once, with its count and its adult population of the census.
        against: the name of the group that others are compared with; empty for all others together.
        unknown: how many have no group recorded. They are in no group and in no ratio.
        events: whether counts are events rather than different people.
        dispersion: as for `ratio_of_rates`; only for events.
        needs: below which count and base no ratio is given.

    Raises:
        CannotSay: there are fewer than two groups, a name twice, no such group to compare with or it is too small, or
            more people in a group than its population holds.
    """
    needs = needs or thresholds.groups()
    _check(groups, against, events)
    total, people = sum(group.count for group in groups), sum(group.base for group in groups)
    whole(unknown, "people without a recorded group")
    compared = []
    for group in groups:
        other = _other(groups, group, against)
        ratio, likely = None, None
        reason = _reason(group, other, needs)
        verdict = Verdict.NOT_COMPARED
        if group.name == against:
            if reason:
                raise CannotSay(
                    f"{group.name} is too small to compare others with. Choose a larger group, or all others."
                )
            verdict, reason = Verdict.COMPARED_WITH, "the group that others are compared with"
        elif not reason:
            numbers = (group.count, group.base, other.count, other.base)
            ratio = (group.count / group.base) / (other.count / other.base)
            likely = ratio_of_rates(*numbers, dispersion=dispersion) if events else ratio_of_shares(*numbers)
            verdict = _verdict(likely)
        compared.append(
            Compared(
                name=group.name,
                count=group.count,
                base=group.base,
                rate=group.count / group.base,
                share_of_count=group.count / total if total else 0.0,
                share_of_base=group.base / people,
                ratio=ratio,
                likely=likely,
                verdict=verdict,
                reason=reason,
            )
        )
    part = unknown / (total + unknown) if total + unknown else 0.0
    return Disproportion(tuple(compared), against, part, part > needs.unknown)


def _check(groups: Sequence[Group], against: str, events: bool) -> None:  # noqa: FBT001 - a private helper
    names = [group.name for group in groups]
    if len(names) < 2 or len(set(names)) < len(names):
        raise CannotSay("Comparing needs at least two groups, each once.")
    if against and against not in names:
        raise CannotSay(f"There is no group “{against}” to compare with. Choose one of: {', '.join(names)}.")
    for group in groups:
        whole(group.count, f"people in {group.name}")
        base(group.base, f"adults in {group.name}")
        if not events and group.count > group.base:
            raise CannotSay(
                f"{group.name} has more people counted than adults living there. Check that the population and the "
                "counts use the same groups."
            )


def _other(groups: Sequence[Group], group: Group, against: str) -> Group:
    if against:
        return next(other for other in groups if other.name == against)
    rest = [other for other in groups if other.name != group.name]
    return Group("all others", sum(other.count for other in rest), sum(other.base for other in rest))


def _reason(group: Group, other: Group, needs: Groups) -> str:
    if group.base < needs.base:
        return f"fewer than {needs.base} adults of this group live here"
    if group.count < needs.count:
        return f"fewer than {needs.count} in this group"
    if other.count < needs.count or other.base < needs.base:
        return "too few in the group it would be compared with"
    return ""


def _verdict(likely: Range) -> Verdict:
    if likely.low > 1:
        return Verdict.MORE
    return Verdict.LESS if likely.high < 1 else Verdict.NO_CLEAR_DIFFERENCE


def group_sentence(compared: Compared, *, against: str = "") -> str:
    """What the comparison of one group comes to."""
    with_whom = against or "all other adults"
    if compared.verdict is Verdict.COMPARED_WITH:
        return f"{compared.name}: {compared.reason}."
    if compared.ratio is None or compared.likely is None:
        return f"{compared.name}: not compared, {compared.reason}."
    words = {
        Verdict.MORE: "more often than chance would make it",
        Verdict.LESS: "less often than chance would make it",
    }.get(compared.verdict, "which may be chance")
    likely = f"likely range {compared.likely.low:.2f} to {compared.likely.high:.2f}"
    return f"{compared.name}: {compared.ratio:.2f} times the rate of {with_whom} ({likely}), {words}."


def shares_sentence(compared: Compared, *, what: str, population: str) -> str:
    """A group’s share of what is counted beside its share of the people, with where the people come from.

    Args:
        what: what is counted: “adults with an enquiry”.
        population: the people and their source: “adults living here (census of 2021)”.
    """
    if compared.ratio is None and compared.verdict is not Verdict.COMPARED_WITH:
        return f"{compared.name}: no shares are given, {compared.reason}."
    return (
        f"{compared.name}: {percent(compared.share_of_count)} of {what}, "
        f"and {percent(compared.share_of_base)} of {population}."
    )


def sentence(found: Disproportion, *, what: str) -> str:
    """What the comparison of all groups comes to: who differs by more than chance, and what to bear in mind."""
    with_whom = found.against or ("the other groups entered" if found.left_out else "all other adults")
    told = {
        verdict: [group for group in found.groups if group.verdict is verdict]
        for verdict in (Verdict.MORE, Verdict.LESS)
    }
    parts = [
        f"{verdict.value} often for {_list([f'{group.name} ({group.ratio:.2f} times)' for group in groups])}"
        for verdict, groups in told.items()
        if groups
    ]
    if parts:
        text = f"{what} {' and '.join(parts)} than for {with_whom}. This shows a difference, not its cause."
    elif any(group.ratio is not None for group in found.groups):
        text = f"{what}: no group differs from {with_whom} by more than chance."
    else:
        return f"{what}: no group is large enough to compare."
    small = sum(group.verdict is Verdict.NOT_COMPARED for group in found.groups)
    if small:
        text = f"{text} {number(small)} {'group is' if small == 1 else 'groups are'} too small to compare."
    if found.left_out:
        names = _list(
            [f"{name} ({number(count)} {'adult' if count == 1 else 'adults'})" for name, count in found.left_out]
        )
        text = f"{text} Left out, as nobody entered how many live here: {names}."
    if found.doubtful:
        text = f"{text} The group of {percent(found.unknown)} is not recorded, which could change all of this."
    return text


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
