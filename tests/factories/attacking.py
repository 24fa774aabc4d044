"""A reader who wants to know what was withheld, and small councils to try him on. He shares no code with the audit.

The attacker knows what any reader knows: the printed counts and shares, that rows make up their whole, that a share's
numerator is within its denominator, and that counts are whole and not below 0. By integer programming he asks, for each
withheld count, whether each of 1, 2, 3 and 4 is still possible.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from goldenthread.core.periods import Period, Stretch
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import compute
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release
from tests.factories import worlds

YEAR = Period(2023)
PARTS_OF_A_WHOLE = {
    "concerns.by_decision": "concerns.received",
    "concerns.share_by_source": "concerns.received",
    "enquiries.risk_outcomes": "enquiries.with_outcome",
    "enquiries.by_ethnic_group": "enquiries.started",
    "enquiries.by_support_reason": "enquiries.started",
}
Name = tuple[str, ...]


@dataclass
class Attacker:
    """Everything a reader can write down about the whole numbers behind a release."""

    release: Release
    places: dict[Name, int] = field(default_factory=dict)
    known: dict[Name, float] = field(default_factory=dict)
    withheld: set[Name] = field(default_factory=set)
    sums: list[dict[Name, int]] = field(default_factory=list)
    """Each is a sum with signs that is at least 0, or exactly 0 where `exact` holds its place."""
    exact: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for figure in self.release.figures.values():
            if figure.definition.disclosure == "people" and figure.definition.unit in {"count", "percent"}:
                self._read(figure)
        for parts, whole in PARTS_OF_A_WHOLE.items():
            self._adds_up(whole, [(parts, row.key, "top") for row in self.release.figures[parts].rows])
        by_source = self.release.figures["concerns.by_source"]
        self._adds_up("concerns.received", [("concerns.by_source", row.key, "bottom") for row in by_source.rows])
        self._adds_up("concerns.led_to_enquiry", [("concerns.by_source", row.key, "top") for row in by_source.rows])
        self._within("audit.further_enquiries", "audit.further_completed")
        self._within("reviews.commissioned_people", "reviews.different_people")
        self._cell(("reviews.commissioned", "", "top"), self.release.figures["reviews.commissioned"].numerator)
        self._within("reviews.commissioned_people", "reviews.commissioned")
        self._same(("audit.further_completed", "", "top"), ("audit.further_in_time", "", "bottom"))
        self._same(("enquiries.domestic_abuse", "", "top"), ("enquiries.by_abuse_type", "domestic", "top"))
        self._same(("enquiries.concluded", "", "top"), ("enquiries.in_time", "", "bottom"))
        self._same(("enquiries.with_outcome", "", "top"), ("enquiries.risk_removed_or_reduced", "", "bottom"))
        self._within("enquiries.concluded", "enquiries.with_outcome")
        for parts in ("enquiries.by_abuse_type", "enquiries.by_location"):
            for row in self.release.figures[parts].rows:
                self._same(("enquiries.concluded", "", "top"), (parts, row.key, "bottom"))
        rows = [row.key for row in self.release.figures["enquiries.risk_outcomes"].rows if row.key != "remained"]
        self._adds_up("enquiries.risk_removed_or_reduced", [("enquiries.risk_outcomes", key, "top") for key in rows])

    def _read(self, figure: PublishedFigure) -> None:
        parts = [("", figure.numerator, figure.denominator)]
        parts += [(row.key, row.numerator, row.denominator) for row in figure.rows]
        for key, top, bottom in parts:
            self._cell((figure.id, key, "top"), top)
            if bottom is not None:
                self._cell((figure.id, key, "bottom"), bottom)
                self._at_least_none({(figure.id, key, "bottom"): 1, (figure.id, key, "top"): -1})

    def _cell(self, name: Name, number: PublishedNumber) -> None:
        if number.mark == "x":
            return
        self.places.setdefault(name, len(self.places))
        if number.value is None:
            self.withheld.add(name)
        else:
            self.known[name] = number.value

    def _at_least_none(self, terms: dict[Name, int], *, exactly: bool = False) -> None:
        if all(name in self.places for name in terms):
            if exactly:
                self.exact.add(len(self.sums))
            self.sums.append(terms)

    def _adds_up(self, whole: str, parts: list[Name]) -> None:
        self._at_least_none({(whole, "", "top"): 1, **dict.fromkeys(parts, -1)}, exactly=True)

    def _within(self, outer: str, inner: str) -> None:
        self._at_least_none({(outer, "", "top"): 1, (inner, "", "top"): -1})

    def _same(self, one: Name, other: Name) -> None:
        self._at_least_none({one: 1, other: -1}, exactly=True)

    def could_be(self, name: Name, value: int) -> bool:
        """Whether the withheld count could be this, given everything printed. Withheld counts are not 0."""
        size = len(self.places)
        low, high = np.zeros(size), np.full(size, 10_000.0)
        for other, number in self.known.items():
            low[self.places[other]] = high[self.places[other]] = number
        for other in self.withheld:
            low[self.places[other]] = 1
        low[self.places[name]] = high[self.places[name]] = value
        matrix = np.zeros((len(self.sums), size))
        for row, terms in enumerate(self.sums):
            for other, sign in terms.items():
                matrix[row, self.places[other]] += sign
        upper = np.array([0.0 if row in self.exact else np.inf for row in range(len(self.sums))])
        limits = LinearConstraint(matrix, np.zeros(len(self.sums)), upper)
        answer = milp(np.zeros(size), constraints=limits, integrality=np.ones(size), bounds=Bounds(low, high))
        return bool(answer.success)

    def recovered(self) -> list[Name]:
        """The withheld counts of which some number from 1 to 4 is no longer possible."""
        return sorted(
            name
            for name in self.withheld
            if self._true_value_may_be_small(name) and not all(self.could_be(name, value) for value in (1, 2, 3, 4))
        )

    def _true_value_may_be_small(self, name: Name) -> bool:
        """Counts withheld only to protect others need no protection of their own."""
        return name in self.small

    small: set[Name] = field(default_factory=set)


def attack(release: Release, dataset: Dataset, period: Stretch = YEAR) -> Attacker:
    """An attacker on a release; which withheld counts are truly small is taken from the data."""
    truth = compute(dataset, period)
    small: set[Name] = set()
    for figure in truth.values():
        cells = [("", figure.numerator, figure.denominator)]
        cells += [(row.key, row.numerator, row.denominator) for row in figure.categories]
        for key, top, bottom in cells:
            small |= {(figure.id, key, "top")} if top is not None and 1 <= top <= 4 else set()
            small |= {(figure.id, key, "bottom")} if bottom is not None and 1 <= bottom <= 4 else set()
    return Attacker(release, small=small)


def random_world(seed: int) -> Dataset:
    """Some months of a small council: many counts are from 1 to 4."""
    rng = random.Random(seed)
    size = rng.randrange(60, 400)
    concerns = [
        worlds.concern(
            number,
            adult_id=f"A{rng.randrange(size)}",
            raised_on=date(2023, 4 + rng.randrange(9), 3),
            source=rng.choice(["police", "hospital", "social_care_staff", "housing", "self"]),
            decision=rng.choice(
                ["s42_duty_met", "no_enquiry", "no_enquiry", "other_enquiry", "passed_to_other_authority"]
            ),
        )
        for number in range(size)
    ]
    led = [c for c in concerns if c["decision"] == "s42_duty_met"]
    reasons = ["physical_support", "mental_health_support", "sensory_support", "social_support"]
    enquiries = [
        worlds.enquiry(
            number,
            adult_id=c["adult_id"],
            started_on=c["raised_on"],
            concluded_on=date(2024, 1 + rng.randrange(3), 9) if rng.random() < 0.8 else None,
            primary_support_reason=rng.choice(reasons),
            outcomes_asked=rng.choice(["asked_and_expressed", "not_asked"]),
            outcomes_achieved=rng.choice(["fully", "not_achieved"]),
        )
        for number, c in enumerate(led)
    ]
    risks = [
        {"risk_id": f"K{n}", "enquiry_id": e["enquiry_id"], "type": rng.choice(["physical", "domestic", "self_neglect"]),
         "location": rng.choice(["own_home", "care_home_nursing", "other"]),
         "outcome": rng.choice(["removed", "reduced", "remained"]) if e["concluded_on"] else None}
        for n, e in enumerate(enquiries)
    ]  # fmt: skip
    ethnicities = ["white_british", "asian_indian", "black_african", "mixed_other", "other", None]
    adults = [{"adult_id": f"A{n}", "ethnicity": rng.choice(ethnicities)} for n in range(size)]
    audited, later = enquiries[: len(enquiries) // 3], enquiries[len(enquiries) // 3 :]
    for enquiry in later[: rng.randrange(12)] if audited else []:
        enquiry["adult_id"] = rng.choice(audited)["adult_id"]
    people = {e["adult_id"] for e in audited}
    cases = [{"audit": "a", "period": "2023-24", "adult_id": e["adult_id"], "enquiry_id": e["enquiry_id"],
              "role": "audited" if e in audited else "further"} for e in enquiries if e["adult_id"] in people]  # fmt: skip
    about = [{f"person {rng.randrange(9)}" for _ in range(rng.randrange(4))} for _ in range(rng.randrange(6))]
    return worlds.dataset(
        concerns=concerns,
        enquiries=enquiries,
        risks=risks,
        adults=adults,
        audit_cases=cases,
        standards=worlds.STANDARDS,
        reviews=[
            {"review_id": f"r{n}", "commissioned_on": date(2023, 9, 1), "people": len(people) or rng.randrange(1, 4)}
            for n, people in enumerate(about)
        ],
        review_people=[
            {"review_id": f"r{n}", "person": one} for n, people in enumerate(about) for one in sorted(people)
        ],
    )
