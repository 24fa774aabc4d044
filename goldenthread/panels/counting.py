"""The numbers of the five pathways that a Board may see: how many, how soon, which sector or stage; nobody, and no small number.

A count from 1 to 4 is withheld. Where that leaves one gap in a breakdown, the smallest other count goes with it, so that the
total does not give it away. Source: the rules of the national return for small counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.panels import clocks
from goldenthread.panels.models import (
    AfterActionReview,
    Escalation,
    EscalationStep,
    Panel,
    PanelCase,
    PanelRisk,
    PositionOfTrust,
    ProviderConcern,
    TrustStep,
)
from goldenthread.panels.steps import STAGES
from goldenthread.panels.trust_models import Sector

FEW = 5
WITHHELD = "fewer than 5"
GOES_WITH_IT = "not shown"


def shown(count: int) -> str:
    """A count as the Board sees it."""
    return WITHHELD if 0 < count < FEW else f"{count:,}"


def breakdown(counts: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    """(words, count) of every part, so that no small count can be worked out from the others and their sum."""
    parts = list(counts)
    hidden = [place for place, (_, count) in enumerate(parts) if 0 < count < FEW]
    also = -1
    if len(hidden) == 1:
        rest = [place for place, (_, count) in enumerate(parts) if count >= FEW]
        also = min(rest, key=lambda place: parts[place][1], default=-1)
    return [(words, GOES_WITH_IT if place == also else shown(count)) for place, (words, count) in enumerate(parts)]


@dataclass(frozen=True)
class Told:
    """What is told of one pathway: sentences with numbers, and breakdowns, each with a caption."""

    title: str
    lines: list[tuple[str, str]]
    tables: list[tuple[str, list[tuple[str, str]]]]


def told(title: str, lines: list[tuple[str, str]], tables: list[tuple[str, list[tuple[str, str]]]]) -> Told:
    """What is told of a pathway; a breakdown in which nothing was counted is left out."""
    return Told(title, lines, [(caption, rows) for caption, rows in tables if any(value != "0" for _, value in rows)])


def share(part: int, whole: int) -> str:
    """ "12 of 20", where both may be told and neither gives away a small number."""
    if whole < FEW or 0 < part < FEW or 0 < whole - part < FEW:
        return "too few to say"
    return f"{part:,} of {whole:,}"


def of_year(board_id: UUID, first: date, last: date) -> list[Told]:
    """Every pathway's numbers for those that were brought between two days."""
    within = {"board": board_id, "begun_on__gte": first, "begun_on__lte": last}
    return [_panels(within), _trust(board_id, within), _escalations(within), _providers(within), _after(within)]


def _panels(within: dict[str, object]) -> Told:
    found = list(PanelCase.objects.filter(**within).values_list("pk", "state", "effect"))
    left = Counter(effect for _, state, effect in found if state == "left")
    lower, looked = risks(found_pk for found_pk, _, _ in found)
    lines = [
        ("Cases brought to a panel", shown(len(found))),
        ("Risks that are lower than they were, of those looked at again", share(lower, looked)),
    ]
    table = breakdown((str(words), left[value]) for value, words in PanelCase.Effect.choices)
    return told("High-risk panels", lines, [("What became of the risk, of cases that left a panel", table)])


def risks(cases: Iterable[UUID]) -> tuple[int, int]:
    """(how many risks are lower now, how many were looked at again) in these cases."""
    seen = PanelRisk.objects.filter(case_id__in=list(cases), likelihood_now__isnull=False, impact_now__isnull=False)
    scores = [(one.before, one.now or 0) for one in seen]
    return sum(now < before for before, now in scores), len(scores)


def _trust(board_id: UUID, within: dict[str, object]) -> Told:
    heads = list(PositionOfTrust.objects.filter(**within).exclude(state="asked").values_list("pk", "sector", "outcome"))
    limits = clocks.kept(board_id)
    steps: dict[UUID, dict[str, date]] = {}
    taken = TrustStep.objects.filter(case_id__in=[pk for pk, _, _ in heads], seconded_at__isnull=False)
    for case, verb, on in taken.values_list("case_id", "verb", "taken_on").order_by("taken_at"):
        steps.setdefault(case, {}).setdefault(verb, on)
    lines = [("Allegations that were opened", shown(len(heads)))]
    for words, verb, since, key in (
        ("Risk decided in time", "decide the risk", "open", "trust.risk"),
        ("Meeting held in time", "hold the meeting", "decide the risk", "trust.meeting"),
        ("Outcome heard in time", "note the outcome", "hold the meeting", "trust.outcome"),
    ):
        both = [(one[since], one[verb]) for one in steps.values() if since in one and verb in one]
        kept = sum(done <= clocks.after(begun, *limits[key]) for begun, done in both)
        lines.append((words, share(kept, len(both))))
    sectors, outcomes = (Counter(one[place] for one in heads) for place in (1, 2))
    return told(
        "Positions of trust",
        lines,
        [
            ("Sector of the employer", breakdown((str(words), sectors[value]) for value, words in Sector.choices)),
            (
                "The employer’s outcome",
                breakdown((str(words), outcomes[value]) for value, words in PositionOfTrust.Outcome.choices),
            ),
        ],
    )


def _escalations(within: dict[str, object]) -> Told:
    heads = list(Escalation.objects.filter(**within).values_list("pk", "category", "state"))
    reached = dict.fromkeys((pk for pk, _, _ in heads), 1)
    order = {key: place for place, (key, _) in enumerate(STAGES)}
    for case, now in EscalationStep.objects.filter(case_id__in=list(reached)).values_list("case_id", "now"):
        reached[case] = max(reached[case], order.get(now, 0))
    highest, categories = Counter(reached.values()), Counter(one for _, one, _ in heads)
    lines = [
        ("Disagreements taken further", shown(len(heads))),
        ("Settled", share(sum(state == "settled" for _, _, state in heads), len(heads))),
    ]
    stages = breakdown((words, highest[place]) for place, (_, words) in enumerate(STAGES) if place)
    kinds = breakdown((str(words), categories[value]) for value, words in Escalation.Category.choices)
    return Told(
        "Professional disagreements",
        lines,
        [("The highest stage each came to", stages), ("What they are about", kinds)],
    )


def _providers(within: dict[str, object]) -> Told:
    found = ProviderConcern.objects.filter(**within)
    themes = Counter(found.exclude(themes=None).values_list("themes__name", flat=True))
    heads = list(found.values_list("service", "is_repeat"))
    services = Counter(service for service, _ in heads)
    lines = [
        ("Concerns about providers", shown(len(heads))),
        ("About a provider that was of concern before", share(sum(again for _, again in heads), len(heads))),
    ]
    tables = [("Service", breakdown((str(words), services[value]) for value, words in ProviderConcern.Service.choices))]
    if themes:
        tables.append(("Themes; a concern may have several", breakdown(sorted(themes.items()))))
    return told("Concerns about providers", lines, tables)


def _after(within: dict[str, object]) -> Told:
    states = list(AfterActionReview.objects.filter(**within).values_list("state", flat=True))
    lines = [
        ("After action reviews", shown(len(states))),
        ("With their learning shared", share(states.count("shared"), len(states))),
    ]
    return told("After action reviews", lines, [])


def of_panel(panel: Panel, first: date, last: date) -> Told:
    """What a look at whether a panel works begins from: its meetings and its cases between two days."""
    from django.db.models import Count

    met = list(
        panel.meetings.filter(held_on__gte=first, held_on__lte=last).annotate(came=Count("agencies", distinct=True))
    )
    listed = [one.listings.count() for one in panel.meetings.filter(held_on__gte=first, held_on__lte=last)]
    cases = list(
        PanelCase.objects.filter(panel=panel, begun_on__gte=first, begun_on__lte=last).values_list(
            "pk", "state", "effect"
        )
    )
    lower, looked = risks(pk for pk, _, _ in cases)
    left = Counter(effect for _, state, effect in cases if state == "left")
    lines = [
        ("Meetings held", str(len(met))),
        ("With enough agencies there", f"{sum(one.came >= panel.quorum for one in met)} of {len(met)}"),
        ("Most cases at a meeting", shown(max(listed, default=0))),
        ("Cases brought", shown(len(cases))),
        ("Risks that are lower than they were, of those looked at again", share(lower, looked)),
    ]
    table = breakdown((str(words), left[value]) for value, words in PanelCase.Effect.choices)
    return told(str(panel), lines, [("What became of the risk, of cases that left the panel", table)])
