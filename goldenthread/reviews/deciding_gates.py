"""The four gates of section 44 of the Care Act 2014, and what follows from them. Free of Django.

Each gate is answered with evidence. What follows is worked out: a case that passes all four must be reviewed, one that passes the
first two may be, and any other is outside the section. “Serious” in condition 2 is a matter of judgement: the guidance says,
likely to have died but for an intervention, or permanent harm, or a lasting loss of capacity or quality of life.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml


class Answer(StrEnum):
    """An answer to a gate. Stored; never renamed. “Cannot be told” is an answer, and no “no”."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Condition(StrEnum):
    """Which condition of section 44(2) or (3) is met. Stored; never renamed."""

    DIED = "died"
    SERIOUS = "serious"
    NEITHER = "neither"
    UNSURE = "unsure"


class Result(StrEnum):
    """What follows from the four gates."""

    MUST = "must"
    MAY = "may"
    OUTSIDE = "outside"
    NOT_KNOWN = "not_known"


class Outcome(StrEnum):
    """What a group recommends, and what the chair decides. Stored; never renamed."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"
    OTHER_LEARNING = "other_learning"
    NONE = "none"


OUTCOME_WORDS = {
    Outcome.MANDATORY: "A mandatory review (section 44(1))",
    Outcome.DISCRETIONARY: "A discretionary review (section 44(4))",
    Outcome.OTHER_LEARNING: "No review; learn from it in another way",
    Outcome.NONE: "No review, and nothing more",
}
RESULT_WORDS = {
    Result.MUST: "All four tests are met: the Board must arrange a review (section 44(1)).",
    Result.MAY: "The first two tests are met: the Board may arrange a review (section 44(4)).",
    Result.OUTSIDE: "The case is outside section 44: the Board can learn from it in another way.",
    Result.NOT_KNOWN: "It cannot be said yet: a test that matters is not answered with yes or no.",
}


@dataclass(frozen=True)
class Statute:
    """The words of the section as they stood from a day on. Its key is that day."""

    from_on: date
    paragraphs: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.from_on.isoformat()


@cache
def statutes() -> tuple[Statute, ...]:
    """Every version of the section, the oldest first. A judgement keeps the key of the one it was made under."""
    read = yaml.safe_load((Path(__file__).parent / "section_44.yaml").read_text(encoding="utf-8"))
    return tuple(Statute(one["from_on"], one["paragraphs"]) for one in read)


def statute_on(day: date) -> Statute:
    """The section as it stood on a day; before it was in force, as it first stood."""
    held = [one for one in statutes() if one.from_on <= day]
    return held[-1] if held else statutes()[0]


def statute_of(key: str) -> Statute:
    """The version a judgement was made under; where its key is not known any more, the latest."""
    return next((one for one in statutes() if one.key == key), statutes()[-1])


def result(in_area: str, needs: str, together: str, condition: str) -> Result:
    """What follows from the answers to the four gates."""
    if Answer.NO in (in_area, needs):
        return Result.OUTSIDE
    if (in_area, needs) != (Answer.YES, Answer.YES):
        return Result.NOT_KNOWN
    if together == Answer.NO or condition == Condition.NEITHER:
        return Result.MAY
    if together == Answer.YES and condition in (Condition.DIED, Condition.SERIOUS):
        return Result.MUST
    return Result.NOT_KNOWN


FITTING: Mapping[Result, frozenset[Outcome]] = {
    Result.MUST: frozenset({Outcome.MANDATORY}),
    Result.MAY: frozenset({Outcome.DISCRETIONARY, Outcome.OTHER_LEARNING, Outcome.NONE}),
    Result.OUTSIDE: frozenset({Outcome.OTHER_LEARNING, Outcome.NONE}),
    Result.NOT_KNOWN: frozenset(),
}


def misfit(found: Result, outcome: str) -> str:
    """Why an outcome does not fit what follows from the gates, and what to do; empty where it fits."""
    if outcome in FITTING[found]:
        return ""
    if found is Result.NOT_KNOWN:
        return "Answer each test with yes or no first. If it cannot be told yet, pause the referral, and say what you wait for."
    fits = " or ".join(f"“{OUTCOME_WORDS[one]}”" for one in Outcome if one in FITTING[found])
    return f"{RESULT_WORDS[found]} Choose {fits}, or look at the tests again."
