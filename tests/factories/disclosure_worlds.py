"""Figures of small councils, counted in plain Python: many a count is from 1 to 4, and all of them fit together."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache

from goldenthread.core.periods import Period
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Category, Figure
from tests.factories import worlds

YEAR = Period(2023)
Pair = tuple[float, float | None]
SOURCES = ("social_care_staff", "police", "hospital", "all_other")
DECISIONS = ("s42_duty_met", "no_enquiry", "other_enquiry", "passed_to_other_authority")
REASONS = ("physical_support", "mental_health_support", "sensory_support", "social_support")
GROUPS = ("white", "asian", "black", "mixed", "other")
TYPES = ("physical", "domestic", "self_neglect", "discriminatory")
PLACES = ("own_home", "care_home", "other")
OUTCOMES = ("removed", "reduced", "remained")


@cache
def empty(period: Period) -> dict[str, Figure]:
    """Every figure of a council in which nothing happened."""
    return compute(worlds.dataset(), period)


def figures(seed: int, period: Period = YEAR) -> dict[str, Figure]:
    """A year of a council of between 20 and 150 concerns."""
    rng = random.Random(seed)
    size = rng.randrange(20, 150)
    concerns = [
        (rng.choices(SOURCES, (9, 5, 3, 1))[0], rng.choices(DECISIONS, (6, 9, 2, 1))[0], rng.randrange(12), rng.randrange(size))
        for _ in range(size)
    ]  # fmt: skip
    led = [one for one in concerns if one[1] == "s42_duty_met"]
    concluded = [one for one in led if rng.random() < 0.8]
    asked = rng.sample(concluded, rng.randint(len(concluded) // 2, len(concluded)))
    said = rng.sample(asked, rng.randint(len(asked) // 2, len(asked)))
    outcomes = Counter(rng.choices(OUTCOMES, (3, 9, 1))[0] for _ in concluded if rng.random() < 0.7)
    kinds = Counter(kind for _ in concluded for kind in rng.sample(TYPES, rng.choice((1, 1, 2))))
    at = Counter(rng.choice(PLACES) for _ in concluded)
    people, of_enquiries = Counter(one[3] for one in concerns), Counter(one[3] for one in led)
    by_source = Counter(one[0] for one in concerns)
    led_by = Counter(one[0] for one in led)
    nearest = [5 * ((number + 2) // 5) for number in (len(led), size)]
    said_of: dict[str, Pair] = {
        "concerns.received": (size, None),
        "concerns.adults": (len(people), None),
        "concerns.led_to_enquiry": (len(led), size),
        "concerns.repeat_adults": (sum(times > 1 for times in people.values()), len(people)),
        "concerns.self_neglect": (rng.randrange(min(size, 9)), None),
        "enquiries.started": (len(led), None),
        "enquiries.per_concern": (len(led), size),
        "enquiries.national_conversion": (nearest[0], nearest[1]),
        "enquiries.adults": (len(of_enquiries), None),
        "enquiries.repeat_adults": (sum(times > 1 for times in of_enquiries.values()), len(of_enquiries)),
        "enquiries.concluded": (len(concluded), None),
        "enquiries.in_time": (rng.randint(0, len(concluded)), len(concluded)),
        "enquiries.outcomes_asked": (len(asked), len(concluded)),
        "enquiries.outcomes_achieved": (rng.randint(0, len(said)), len(said)),
        "enquiries.with_outcome": (outcomes.total(), None),
        "enquiries.risk_removed_or_reduced": (outcomes["removed"] + outcomes["reduced"], outcomes.total()),
        "enquiries.domestic_abuse": (kinds["domestic"], None),
    }
    decisions = Counter(one[1] for one in concerns)
    rows: dict[str, list[tuple[str, float, float | None]]] = {
        "concerns.by_decision": _by_size(decisions, size),
        "concerns.by_source": [(key, led_by[key], by_source[key]) for key in SOURCES if by_source[key]],
        "concerns.share_by_source": [(key, by_source[key], size) for key in SOURCES if by_source[key]],
        "concerns.by_month": [(f"m{key:02}", number, None) for key, number in sorted(Counter(c[2] for c in concerns).items())],
        "enquiries.by_ethnic_group": _in_order(Counter(rng.choice(GROUPS) for _ in led), GROUPS, len(led)),
        "enquiries.by_support_reason": _by_size(Counter(rng.choices(REASONS, (9, 4, 1, 1))[0] for _ in led), len(led)),
        "enquiries.by_abuse_type": _by_size(kinds, len(concluded)),
        "enquiries.by_location": _by_size(at, len(concluded)),
        "enquiries.risk_outcomes": _in_order(outcomes, OUTCOMES, outcomes.total()),
    }  # fmt: skip
    found = dict(empty(period))
    for name, (top, bottom) in said_of.items():
        found[name] = replace(found[name], numerator=top, denominator=bottom)
    for name, lines in rows.items():
        categories = tuple(Category(key, key, top, bottom) for key, top, bottom in lines)
        found[name] = replace(found[name], categories=categories)
    return found


def _by_size(counted: Counter[str], whole: int) -> list[tuple[str, float, float | None]]:
    return [(key, number, whole) for key, number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]


def _in_order(counted: Counter[str], keys: tuple[str, ...], whole: int) -> list[tuple[str, float, float | None]]:
    return [(key, counted[key], whole) for key in keys if counted[key]]
