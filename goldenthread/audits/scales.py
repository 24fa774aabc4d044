"""Scales on which practice is graded, as data. Free of Django.

A grade is a word with a meaning. Words are never averaged: what is shown is how many answers had each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goldenthread.core.errors import GoldenThreadError


class UnknownScale(GoldenThreadError):
    """There is no such scale."""


@dataclass(frozen=True)
class Grade:
    """One grade of a scale.

    Args:
        key: stored; never renamed.
        shape: the sign that stands with its word, so that colour is never alone.
        is_met: practice of this grade did what was asked; None where the grade judges nothing.
    """

    key: str
    words: str
    meaning: str
    shape: str
    is_met: bool | None


@dataclass(frozen=True)
class Scale:
    """Grades from the best to the worst; those that judge nothing come last."""

    key: str
    words: str
    grades: tuple[Grade, ...]

    def grade(self, key: str) -> Grade | None:
        return next((one for one in self.grades if one.key == key), None)

    @cached_property
    def judging(self) -> tuple[Grade, ...]:
        return tuple(one for one in self.grades if one.is_met is not None)

    def place(self, key: str) -> int | None:
        """How far from the best a grade is; None for one that judges nothing."""
        keys = [one.key for one in self.judging]
        return keys.index(key) if key in keys else None


FOUR = Scale(
    "four_point",
    "Four points: outstanding to inadequate",
    (
        Grade("outstanding", "Outstanding", "Better than the standard asks; others could learn from it.", "good", is_met=True),
        Grade("good", "Good", "The standard was met, and the record shows how.", "good", is_met=True),
        Grade("improve", "Requires improvement", "Met in part; something that mattered was missed.", "part", is_met=False),
        Grade("inadequate", "Inadequate", "Not met, and it may have left the adult at risk.", "bad", is_met=False),
        Grade("not_evidenced", "Not evidenced", "It may have been done; the record does not show it.", "ring", is_met=None),
        Grade("not_applicable", "Does not apply", "The question does not arise in this case.", "info", is_met=None),
    ),
)  # fmt: skip
RAG = Scale(
    "rag",
    "Green, amber, red, shown as assured, partly, not assured",
    (
        Grade("green", "Assured (green)", "Met consistently across the organisation.", "good", is_met=True),
        Grade("amber", "Partly assured (amber)", "Met in part, or in some places.", "part", is_met=False),
        Grade("red", "Not assured (red)", "Not met.", "bad", is_met=False),
        Grade("not_applicable", "Does not apply", "The question does not arise in this case.", "info", is_met=None),
    ),
)
YES_NO = Scale(
    "yes_partly_no",
    "Yes, partly, no",
    (
        Grade("yes", "Yes", "It was done, and the record shows it.", "good", is_met=True),
        Grade("partly", "Partly", "Some of it was done.", "part", is_met=False),
        Grade("no", "No", "It was not done.", "bad", is_met=False),
        Grade("not_evidenced", "Not evidenced", "It may have been done; the record does not show it.", "ring", is_met=None),
        Grade("not_applicable", "Does not apply", "The question does not arise in this case.", "info", is_met=None),
    ),
)  # fmt: skip
RISK = Scale(
    "risk_matrix",
    "Risk left by practice: low to very high",
    (
        Grade("low", "Low", "Harm was unlikely to follow from how this was done.", "good", is_met=True),
        Grade("medium", "Medium", "Harm was possible, or would have been slight.", "part", is_met=False),
        Grade("high", "High", "Harm was likely, or would have been serious.", "bad", is_met=False),
        Grade("very_high", "Very high", "Serious harm was likely.", "bad", is_met=False),
        Grade("not_applicable", "Does not apply", "The question does not arise in this case.", "info", is_met=None),
    ),
)
SCALES = {one.key: one for one in (FOUR, RAG, YES_NO, RISK)}
RISKS = {"low": 0, "medium": 1, "high": 2, "very_high": 3}
"""How grave the risk to an adult is held to be, lowest first."""


def scale(key: str) -> Scale:
    """A scale by its key.

    Raises:
        UnknownScale: there is none.
    """
    if key not in SCALES:
        raise UnknownScale(f"There is no scale of grades called “{key}”.")
    return SCALES[key]


def is_riskier(found: str, sampled_as: str) -> bool:
    """Whether a case was found to be of more risk than it was chosen as."""
    return found in RISKS and sampled_as in RISKS and RISKS[found] > RISKS[sampled_as]
