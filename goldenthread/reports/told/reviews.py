"""What reviews found, for the year in which each ended (Care Act 2014, Schedule 2, paragraph 4(1)(d)).

A review stands here under its pseudonym, with the findings that the Board keeps for the whole partnership. Nothing is read
of its case: not its report, its people or its notes.
"""

from __future__ import annotations

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.learning.models import Finding
from goldenthread.reports import inlines
from goldenthread.reports.document import Block, Heading, Inline, Inlines, Items, Paragraph
from goldenthread.reports.telling import tells
from goldenthread.reviews.models import Review

MADE_UP = " (made up for this demonstration)"


def called(one: Review) -> str:
    """What a review is called in print; of one that is made up, that it is."""
    return one.pseudonym + (MADE_UP if one.is_fictional else "")


def _text(words: str) -> Inlines:
    found, _ = inlines.read(words, lambda said: Inline("text", said))
    return tuple(found)


@tells("review_findings")
def review_findings(board: Board, period: Period) -> list[Block]:
    """What each review found that the Board signed off in the year, whenever it began."""
    ended = board.reviews.filter(signed_off_on__range=(period.start, period.end)).order_by("signed_off_on", "pseudonym")
    found: list[Block] = []
    for one in ended.prefetch_related("source__findings"):
        found += [Heading(3, _text(called(one)), f"record-{one.pk.hex[:8]}"), *_found(list(one.source.findings.all()))]
    return found or [Paragraph(_text("No review ended this year, so there are no findings to tell."), says_none=True)]


def _found(findings: list[Finding]) -> list[Block]:
    wrong = [one for one in findings if not one.is_strength]
    good = [one for one in findings if one.is_strength]
    if not findings:
        return [Paragraph(_text("Its findings have not been written down yet."))]
    made: list[Block] = [Items([_text(one.text) for one in wrong])] if wrong else []
    if good:
        made += [Paragraph(_text("What was done well:")), Items([_text(one.text) for one in good])]
    return made
