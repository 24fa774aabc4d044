"""What was found, in words for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from goldenthread.claims.checking import Checked, Found
from goldenthread.claims.claim import Kind, Verdict

TITLES = {
    Kind.PERCENT_OF_TOTAL: "A share of a whole",
    Kind.SUM: "Parts and their whole",
    Kind.DIFFERENCE: "A difference",
    Kind.PERCENT_CHANGE: "A change in per cent",
    Kind.POINTS: "A change in percentage points",
    Kind.RATIO: "A multiple",
    Kind.DIRECTION: "The way of a change",
    Kind.RATE: "A rate",
    Kind.CONVERSION: "Words and figures for one share",
    Kind.AVERAGE: "An average",
    Kind.REPEAT: "One quantity told twice",
    Kind.DATE: "A time",
    Kind.COUNT_OF_LIST: "The length of a list",
    Kind.CROSS_REFERENCE: "A reference within the document",
    Kind.SUPERLATIVE: "Highest, lowest, most",
    Kind.OTHER: "A statement",
}
WIDTH = 100


def lines(checked: Checked, *, everything: bool = False) -> Iterator[str]:
    """What a reader should see first: what cannot be true, then how much was looked at.

    Args:
        everything: Also the statements that are right, and those that could not be checked.
    """
    shown = checked.claims if everything else checked.with_verdict(Verdict.WRONG, Verdict.DOUBTFUL)
    for one in shown:
        yield from _told(one)
        yield ""
    yield summary(checked)
    yield coverage(checked)


def summary(checked: Checked) -> str:
    """One sentence: how many statements cannot be true."""
    wrong, doubtful = len(checked.wrong), len(checked.with_verdict(Verdict.DOUBTFUL))
    if not wrong and not doubtful:
        return f"{checked.file}: nothing found that contradicts arithmetic or itself."
    said = f"{_many(wrong, 'statement')} cannot be true" if wrong else "No statement is certainly wrong"
    return f"{checked.file}: {said}{f', {doubtful} more may not be' if doubtful else ''}."


def coverage(checked: Checked) -> str:
    """One sentence: how much of the document was tested, and how much could not be."""
    right = len(checked.with_verdict(Verdict.OK))
    open_ones = len(checked.with_verdict(Verdict.UNVERIFIABLE))
    left = (
        f"; for {_many(open_ones, 'statement')} the numbers "
        f"behind {'it are' if open_ones == 1 else 'them are'} not told"
        if open_ones
        else ""
    )
    return (
        f"{_many(right, 'statement')} {'was' if right == 1 else 'were'} tested "
        f"and {'is' if right == 1 else 'are'} right{left}. "
        f"{100 * checked.checked_share:.0f}% of {_many(checked.numbers, 'number')} "
        f"in {_many(checked.words, 'word')} took part in a test."
    )


def place(found: Found) -> str:
    """Where a statement stands: “page 3, line 41”."""
    return f"page {found.page}, line {found.line}" if found.page is not None else f"line {found.line}"


def sureness(confidence: float) -> str:
    """How sure the reading of a statement is, in words."""
    return "sure" if confidence >= 0.9 else "fairly sure" if confidence >= 0.75 else "less sure"


def _told(found: Found) -> Iterator[str]:
    one = found.claim
    verdict = {
        Verdict.WRONG: "Cannot be true",
        Verdict.DOUBTFUL: "May not be true",
        Verdict.OK: "Right",
        Verdict.UNVERIFIABLE: "Not checked",
    }[one.verdict]
    yield f"{place(found)}  {verdict}: {TITLES[one.kind].lower()}"
    yield from _wrapped(f"“{found.quote}”")
    if one.working:
        yield from _wrapped(one.working)
    if one.advice:
        yield from _wrapped(f"Needs: {one.advice}")
    if one.verdict in {Verdict.WRONG, Verdict.DOUBTFUL}:
        yield f"    ({sureness(one.confidence)} of the reading)"


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent="    ", subsequent_indent="    ") or [""]


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
