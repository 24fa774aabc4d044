"""What answers come to, honestly: how many answered, and nothing that a few of them would give away. Free of Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5
"""Fewer answers than this are not shown: one colleague could tell who said what."""
ENOUGH = 20
"""Fewer than this are shown as counts, without a percentage."""


@dataclass(frozen=True)
class Kind:
    """What can be answered, in order; which of it is good; and how a sentence says that."""

    order: tuple[str, ...]
    good: frozenset[str]
    words: str


SCALE = Kind(("1", "2", "3", "4", "5"), frozenset({"4", "5"}), "gave 4 or 5")
YES_NO = Kind(("yes", "no"), frozenset({"yes"}), "said yes")


@dataclass(frozen=True)
class Result:
    """What was said to one question. `counts` is empty where too few answered to show them."""

    question: str
    asked: int
    answered: int
    counts: Mapping[str, int]
    sentence: str

    @property
    def is_shown(self) -> bool:
        return bool(self.counts)


def of_scale(question: str, asked: int, answers: Sequence[str]) -> Result:
    """Scores from 1 to 5: how many gave a 4 or 5."""
    return _result(question, asked, answers, SCALE)


def of_yes_no(question: str, asked: int, answers: Sequence[str]) -> Result:
    """Yes or no: how many said yes."""
    return _result(question, asked, answers, YES_NO)


def _result(question: str, asked: int, answers: Sequence[str], kind: Kind) -> Result:
    found = [one for one in answers if one]
    answered = len(found)
    if answered < FEWEST:
        said = "Nobody has answered yet." if not answered else "Fewer than five answered, so nothing is shown."
        return Result(question, asked, answered, {}, said)
    counted = Counter(found)
    counts = {key: counted[key] for key in kind.order}
    reached = sum(counts[key] for key in kind.good)
    sentence = f"{share(reached, answered)} {kind.words}."
    return Result(question, asked, answered, counts, sentence)


def share(part: int, whole: int) -> str:
    """ "14 of 18", and from twenty on also the percentage."""
    said = f"{part:,} of {whole:,}"
    return f"{said} ({round(100 * part / whole)}%)" if whole >= ENOUGH else said


@dataclass(frozen=True)
class Change:
    """How the same people scored before and afterwards. The three are None where too few did both."""

    pairs: int
    higher: int | None
    same: int | None
    lower: int | None

    @property
    def sentence(self) -> str:
        if self.higher is None:
            return "Fewer than five people answered both times, so no change is shown."
        caveat = "This does not show what caused it."
        return f"Of {self.pairs:,} who answered both times, {self.higher:,} scored higher afterwards. {caveat}"


def change(pairs: Sequence[tuple[str, str]]) -> Change:
    """From (before, afterwards) of each person who gave both."""
    whole = [(int(first), int(then)) for first, then in pairs if first and then]
    if len(whole) < FEWEST:
        return Change(len(whole), None, None, None)
    higher = sum(then > first for first, then in whole)
    lower = sum(then < first for first, then in whole)
    return Change(len(whole), higher, len(whole) - higher - lower, lower)
