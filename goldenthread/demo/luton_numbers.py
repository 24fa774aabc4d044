"""The published counts that the demonstration's synthetic records reproduce, and the made-up splits around them.

Published (Luton's report for 2023-24): the totals of concerns and enquiries of two years; three sources and how many of
each led to an enquiry; the outcomes of 382 concluded enquiries; domestic abuse among concluded enquiries of two years;
the cohort of the enquiry audit; 63% of enquiries about adults of white ethnic groups. Everything else here is made up,
and 2021-22 is there only so that the years before have somewhere to begin.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.core.periods import Period


@dataclass(frozen=True)
class YearPlan:
    """One year: concerns by who raised them with how many led on, and concluded enquiries by outcome and special type."""

    period: Period
    sources: dict[str, tuple[int, int]]
    concluded: dict[str, int]
    domestic: int
    modern_slavery: int
    discriminatory: int
    other_enquiries: int

    @property
    def concerns(self) -> int:
        return sum(count for count, _ in self.sources.values())

    @property
    def enquiries(self) -> int:
        return sum(led for _, led in self.sources.values())


PADDING = YearPlan(
    Period(2021),
    {
        "social_care_staff": (920, 78),
        "police": (300, 15),
        "hospital": (280, 24),
        "care_home": (270, 36),
        "ambulance": (190, 14),
        "community_health": (170, 24),
        "mental_health": (150, 20),
        "home_care": (130, 16),
        "family_or_friend": (120, 14),
        "housing": (70, 5),
        "primary_care": (50, 4),
        "self": (50, 0),
    },
    {"removed": 60, "reduced": 125, "remained": 35},
    domestic=8,
    modern_slavery=1,
    discriminatory=2,
    other_enquiries=30,
)

YEAR_BEFORE = YearPlan(
    Period(2022),
    {
        "social_care_staff": (1105, 91),
        "police": (402, 21),
        "hospital": (341, 28),
        "care_home": (271, 38),
        "ambulance": (224, 15),
        "community_health": (178, 22),
        "mental_health": (151, 24),
        "home_care": (143, 19),
        "family_or_friend": (131, 17),
        "housing": (84, 7),
        "primary_care": (63, 6),
        "self": (52, 4),
        "voluntary_sector": (38, 2),
        "other": (26, 0),
    },
    {"removed": 66, "reduced": 154, "remained": 30},
    domestic=9,
    modern_slavery=1,
    discriminatory=2,
    other_enquiries=36,
)

THIS_YEAR = YearPlan(
    Period(2023),
    {
        "social_care_staff": (1029, 109),
        "police": (337, 20),
        "hospital": (316, 31),
        "care_home": (250, 44),
        "ambulance": (190, 16),
        "community_health": (165, 27),
        "mental_health": (140, 29),
        "home_care": (130, 22),
        "family_or_friend": (110, 21),
        "housing": (75, 8),
        "primary_care": (60, 8),
        "self": (45, 5),
        "voluntary_sector": (40, 3),
        "other": (35, 2),
        "fire_and_rescue": (14, 1),
        "probation_or_prison": (8, 0),
        "regulator": (8, 0),
        "education": (4, 0),
    },
    {"removed": 98, "reduced": 241, "remained": 43},
    domestic=18,
    modern_slavery=2,
    discriminatory=3,
    other_enquiries=34,
)

YEARS = (PADDING, YEAR_BEFORE, THIS_YEAR)

ETHNICITIES_THIS_YEAR = {
    "white_british": 180,
    "white_irish": 10,
    "white_other": 28,
    "asian_pakistani": 34,
    "asian_bangladeshi": 14,
    "asian_indian": 14,
    "black_african": 21,
    "black_caribbean": 18,
    "mixed_white_black_caribbean": 9,
    "other": 6,
    "not_known": 12,
}
"""Of the 346 enquiries started: 218 about adults of white ethnic groups, which is 63%."""

REASON_BY_GROUP = {"asian": "learning_disability_support", "black": "mental_health_support"}
"""The most common support reason in two groups, as published."""

AUDITED_PEOPLE, AUDITED_ENQUIRIES = 29, 30
FURTHER = (3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1)
"""Further enquiries of the eleven people who had any: fifteen."""
FURTHER_DAYS = (21, 24, 28, 31, 33, 37, 40, 42, 46, 49, 52, 55, 93, 124)
"""Days that fourteen of them took: twelve within 56, two of about three and four months. One was under way."""
AUDIT_AGENCY = "elft"
