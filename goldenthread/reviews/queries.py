"""Questions about referrals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import QuerySet

from goldenthread.reviews.models import Referral, ReferralFactor


@dataclass(frozen=True)
class Together:
    """What was named in referrals, how often, and what was named together. A referral may name several things.

    Args:
        referrals: how many there are.
        each: (circumstance, in how many referrals), the most named first.
        pairs: in how many referrals both of a pair were named, by the pair in alphabetical order.
        by_number: how many referrals named none, one, two … things.
    """

    referrals: int
    each: list[tuple[str, int]]
    pairs: dict[tuple[str, str], int]
    by_number: list[tuple[int, int]]

    def both(self, one: str, other: str) -> int:
        first, second = sorted((one, other))
        return dict(self.each)[one] if one == other else self.pairs.get((first, second), 0)


def circumstances_together(referrals: QuerySet[Referral]) -> Together:
    """Count what is named in these referrals, alone and in pairs. Two queries, whatever their number."""
    named: dict[object, set[str]] = {pk: set() for pk in referrals.values_list("pk", flat=True)}
    factors = ReferralFactor.objects.filter(referral__in=list(named))
    for pk, factor in factors.values_list("referral_id", "factor"):
        named[pk].add(factor)
    return _counted(named.values())


def _counted(named: Iterable[set[str]]) -> Together:
    each: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    sizes: Counter[int] = Counter()
    for circumstances in named:
        each.update(circumstances)
        pairs.update(combinations(sorted(circumstances), 2))
        sizes[len(circumstances)] += 1
    ranked = sorted(each.items(), key=lambda one: (-one[1], one[0]))
    return Together(sizes.total(), ranked, dict(pairs), sorted(sizes.items()))
