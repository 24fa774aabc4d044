"""Numbers typed into a report's prose that name a count: what they would tell of a withheld one.

A digit in prose must be bound or marked already. What is left are numbers in words ("three"), and those within a mark such
as a quotation. Beside the name of a withheld row, in a sentence that speaks of what the figure counts, such a number is
known to whoever reads: the draft refuses it, and the audit of a later release knows what a published report says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from goldenthread.figures.disclosure_audit.facts import Count, Fact, tells
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.figures.store import from_json
from goldenthread.figures.wording import NUMBER_WORDS
from goldenthread.reports.models import Draft, Proposal, Report, Section

NO_PROSE = re.compile(r"\[\[[^\]]*\]\]|\{\{[^}]*\}\}|\[(?:time|ref|cite|chart|table|section):[^\]]*\]|\[quote:")
NUMBER = re.compile(
    rf"\b(?:{'|'.join(NUMBER_WORDS[1:])}|[0-9]{{1,3}})\b(?!\s*(?:%|per cent|days?\b|months?\b|years?\b))", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n\s*\n|\n\s*[-*]\s")
NEAR = 60
"""So many characters between a number and the name of what it counts."""
COUNTED = {
    "concerns": ("concern",),
    "enquiries": ("enquir",),
    "reviews": ("review", "referral"),
    "audit": ("audit", "enquir"),
}
"""What a sentence speaks of when it tells of a figure of that subject."""


@dataclass(frozen=True)
class Typed:
    """A number in prose, and the withheld count that it names."""

    line: int
    said: str
    value: int
    figure: str
    key: str
    name: str


def typed(text: str, release: Release) -> list[Typed]:
    """The numbers in a section's words that name a withheld count of the release, each once."""
    plain = NO_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    names = list(_withheld(release.figures.values()))
    found: dict[tuple[str, str, int], Typed] = {}
    for start, sentence in _sentences(plain):
        lower = sentence.lower()
        for figure, key, name in names:
            if not any(word in lower for word in COUNTED.get(figure.partition(".")[0], ())):
                continue
            for place in re.finditer(rf"\b{re.escape(name.lower())}\b", lower):
                number = _nearest(sentence, place.start(), place.end())
                if number is not None:
                    line = text.count("\n", 0, start + number.start()) + 1
                    one = Typed(line, number.group(), _value(number.group()), figure, key, name)
                    found.setdefault((figure, key, one.value), one)
    return list(found.values())


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in SENTENCE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _withheld(figures: Iterable[PublishedFigure]) -> Iterator[tuple[str, str, str]]:
    """Each withheld count: its figure, its row, and what prose would call it."""
    for one in figures:
        if one.definition.disclosure != "people":
            continue
        if one.numerator.is_withheld:
            yield one.id, "", one.definition.title
        for row in one.rows:
            if row.numerator.is_withheld:
                yield one.id, row.key, row.label


def _nearest(sentence: str, start: int, end: int) -> re.Match[str] | None:
    """The number that stands nearest to a name, if one does."""
    near = [one for one in NUMBER.finditer(sentence) if max(start - one.end(), one.start() - end) <= NEAR]
    return min(near, key=lambda one: max(start - one.end(), one.start() - end), default=None)


def _value(said: str) -> int:
    return int(said) if said.isdigit() else NUMBER_WORDS.index(said.lower())


@tells
def of_published_reports(board_id: UUID, years: frozenset[str]) -> Iterable[Fact]:
    """What the Board's reports of these years ever said in public, by hand, of counts that are withheld.

    What was read stays read: a report that was withdrawn, or changed since, still told what it told.
    """
    releases: dict[str, Release | None] = {}
    found: dict[Count, None] = {}
    for period, title, words in _published(board_id, years):
        if period not in releases:
            kept = PublishedRelease.objects.filter(board=board_id, period=period).first()
            releases[period] = from_json(kept.contents) if kept else None
        release = releases[period]
        for one in typed(words, release) if release else ():
            where = f"the report of {period}, “{title}”"
            found[Count(period, one.figure, one.key, one.value, one.value, where)] = None
    return found


def _published(board_id: UUID, years: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The period, title and words of each section that is public or was: drafts keep what was agreed to, or withdrawn."""
    reports = Report.objects.filter(board=board_id, period__in=sorted(years))
    public = Section.objects.filter(report__in=reports.filter(status=Report.Status.PUBLISHED)).select_related("report")
    for section in public.order_by("report", "order", "pk"):
        yield section.report.period, section.title, f"{section.finding}\n\n{section.text}"
    agreed = Proposal.objects.filter(report__in=reports, outcome=Proposal.Outcome.AGREED)
    for proposal in agreed.select_related("report", "draft").order_by("settled_at", "pk"):
        for kept in proposal.draft.sections:
            yield proposal.report.period, kept["title"], f"{kept['finding']}\n\n{kept['text']}"
    withdrawn = Draft.objects.filter(report__in=reports, was_public=True).select_related("report")
    for draft in withdrawn.order_by("kept_at", "pk"):
        for kept in draft.sections:
            yield draft.report.period, kept["title"], f"{kept['finding']}\n\n{kept['text']}"
