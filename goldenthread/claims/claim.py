"""What the checker says of one statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a statement states."""

    PERCENT_OF_TOTAL = "percent_of_total"
    SUM = "sum"
    DIFFERENCE = "difference"
    PERCENT_CHANGE = "percent_change"
    POINTS = "points"
    RATIO = "ratio"
    DIRECTION = "direction"
    RATE = "rate"
    CONVERSION = "conversion"
    AVERAGE = "average"
    REPEAT = "repeat"
    DATE = "date"
    COUNT_OF_LIST = "count_of_list"
    CROSS_REFERENCE = "cross_reference"
    SUPERLATIVE = "superlative"
    OTHER = "other"


class Verdict(StrEnum):
    """Whether it can be true."""

    OK = "ok"
    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    UNVERIFIABLE = "unverifiable"


class Severity(StrEnum):
    """How bad it is that it cannot."""

    ERROR = "error"
    INCONSISTENT = "inconsistent"
    DOUBTFUL = "doubtful"
    TYPO = "typo"


@dataclass(frozen=True)
class Claim:
    """A statement with numbers, what the arithmetic gives, and whether both agree.

    `start` and `end` are offsets into the text that was read. `working` shows the sum, `advice` says what a correct sentence
    would need. `confidence`, from 0 to 1, says how sure the reading is. `operands` are the spans of the numbers that were used,
    first the one that the claim is about.
    """

    kind: Kind
    start: int
    end: int
    stated: str
    recomputed: str
    working: str
    verdict: Verdict
    severity: Severity | None = None
    confidence: float = 0.9
    advice: str = ""
    operands: tuple[tuple[int, int], ...] = ()
