"""The disclosure rules, each with its versions. A release names both, and is made again by the very same. Free of Django.

*board*: counts of adults from 1 to 4 are withheld with whatever would give them away; larger counts are exact; counts of
the Board's own activity, money and already published facts are exempt. *national*: the national publication's rule, 0 to
4 withheld and the rest to the nearest 5; percentages from the rounded counts, where the national code takes unrounded ones.
*rounded*: controlled rounding, in which every count is a multiple of 5 and every table still adds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal

from goldenthread.core.errors import Refused
from goldenthread.figures.relations import FIRST, SECOND, Relations

Name = Literal["board", "national", "rounded"]
Method = Literal["withhold", "nearest", "controlled"]


@dataclass(frozen=True)
class Rule:
    """One version of a rule: how counts are protected, what it knows to add up, and whether a release is audited.

    `small` are the numbers nobody may be able to tell apart; `least` is the least that a withheld count can be.
    """

    name: Name
    version: str
    method: Method
    relations: Relations
    small: tuple[int, ...]
    least: int
    is_audited: bool


BOARD, NATIONAL = (1, 2, 3, 4), (0, 1, 2, 3, 4)
EVERY = (
    Rule("board", "1", "withhold", FIRST, BOARD, 1, is_audited=False),
    Rule("board", "2", "withhold", SECOND, BOARD, 1, is_audited=True),
    Rule("national", "1", "nearest", FIRST, NATIONAL, 0, is_audited=False),
    Rule("national", "2", "nearest", SECOND, NATIONAL, 0, is_audited=True),
    Rule("rounded", "1", "controlled", SECOND, BOARD, 0, is_audited=True),
)
RULES: dict[str, str] = {
    "board": "Counts of adults from 1 to 4 are withheld, with whatever else would give them away.",
    "national": "Counts of adults from 0 to 4 are withheld; others are to the nearest 5.",
    "rounded": "Counts of adults are multiples of 5, less than 5 from the true count, and tables still add up.",
}
"""What each rule does, for those who read a release."""


def rule_of(name: str, version: str | None = None) -> Rule:
    """A rule in a version, the newest unless one is named.

    Raises:
        Refused: there is no such rule, or no such version of it.
    """
    known = [rule for rule in EVERY if rule.name == name]
    if not known:
        raise Refused(f"There is no disclosure rule “{name}”. There are: {', '.join(RULES)}.")
    found = known[-1] if version is None else next((rule for rule in known if rule.version == version), None)
    if found is None:
        versions = ", ".join(rule.version for rule in known)
        raise Refused(f"The disclosure rule “{name}” has no version {version}. There are: {versions}.")
    return found


def nearest_5(value: float, version: str) -> float | None:
    """The national rule: nothing below 5 is shown, the rest to the nearest 5, and what lies between two goes up.

    The first version rounded what lies between two to the even one, and showed 4.5 as 5.
    """
    if version == "1":
        return None if value <= 4 else 5 * round(value / 5)
    return None if value < 5 else 5 * floor(value / 5 + 0.5)
