"""Bands of scores, as a Board sets them; and which way a risk is going."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.boards.models import Board
from goldenthread.core.shapes import Status
from goldenthread.plans.models import BoardRisk, RiskScore


@dataclass(frozen=True)
class Band:
    """From a score on, what a risk is called, how it is drawn, and what is then done."""

    at_least: int
    name: str
    shape: str
    means: str = ""


USUAL = (Band(1, "Low", "ring"), Band(6, "Medium", "part"), Band(10, "High", "part"), Band(15, "Very high", "bad"))
"""For a Board that has set none of its own. Common practice, and no law."""


def of_board(board: Board) -> Sequence[Band]:
    """The Board's own bands, lowest first; the usual ones where it has none. Reads what `risk_bands` has prefetched."""
    own = [Band(one.at_least, one.name, one.shape, one.means) for one in board.risk_bands.all()]
    return sorted(own, key=lambda one: one.at_least) or USUAL


def band(score: int, bands: Iterable[Band]) -> Band:
    """The band a score falls in; a score below the lowest is in the lowest."""
    listed = list(bands)
    return next((one for one in reversed(listed) if score >= one.at_least), listed[0])


def is_grave(score: int, bands: Sequence[Band]) -> bool:
    """Whether it falls in the highest band."""
    return len(bands) > 1 and score >= bands[-1].at_least


def said(score: int | None, bands: Iterable[Band]) -> Status | str:
    """ "High, 12 of 25", with the band's shape."""
    if score is None:
        return ""
    found = band(score, bands)
    return Status(found.shape, f"{found.name}, {score} of 25")


def direction(scores: Sequence[RiskScore]) -> str:
    """Which way a risk went when it was last scored, in words; `scores` oldest first."""
    if not scores:
        return "No score is in its history yet"
    last = scores[-1]
    if last.score_before is None or last.score == last.score_before:
        return "Unchanged when last looked at" if last.score_before is not None else "Scored once"
    way = "Worse" if last.score > last.score_before else "Better"
    return f"{way}: from {last.score_before} to {last.score}"


def grid(risks: Iterable[BoardRisk]) -> list[list[list[BoardRisk]]]:
    """Risks by likelihood (five rows, the likeliest first) and impact (five columns, the slightest first)."""
    cells: list[list[list[BoardRisk]]] = [[[] for _ in range(5)] for _ in range(5)]
    for one in risks:
        cells[5 - one.likelihood][one.impact - 1].append(one)
    return cells
