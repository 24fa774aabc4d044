"""The Board's records as blocks of the report: what `{{records NAME}}` prints."""

from __future__ import annotations

from difflib import get_close_matches

from goldenthread.boards.models import Agency, Board, ContextFact
from goldenthread.core.models import DatePrecision
from goldenthread.core.periods import Period
from goldenthread.figures import wording
from goldenthread.reports import inlines, tables, told  # noqa: F401  (the rooms tell too)
from goldenthread.reports.binding import UnknownBinding
from goldenthread.reports.dates import say
from goldenthread.reports.document import (
    Block,
    Cell,
    Heading,
    Inline,
    InlineKind,
    Inlines,
    Paragraph,
    Table,
)
from goldenthread.reports.telling import DETAILS, TELLERS
from goldenthread.reports.told.reviews import MADE_UP, called
from goldenthread.reviews import running_process
from goldenthread.reviews.models import Review


def blocks(board: Board, period: Period, said: str) -> list[Block]:
    """The blocks a name stands for.

    Raises:
        UnknownBinding: there are no records of that name.
    """
    name, _, detail = said.partition(":")
    if detail:
        if name not in DETAILS:
            raise UnknownBinding(f"There is no source “{detail}” with {name}.")
        return DETAILS[name](board, detail)
    if name not in TELLERS:
        near = get_close_matches(name, TELLERS, 2, 0.4)
        raise UnknownBinding(f"There are no records “{name}”. Nearest: {', '.join(near) or ', '.join(TELLERS)}.")
    return TELLERS[name](board, period)


def names() -> list[str]:
    """Every name that `{{records NAME}}` can say."""
    return list(TELLERS)


def text(words: str) -> Inlines:
    """A record's text as inlines; its dates and references are marked."""
    found, _ = inlines.read(words, lambda said: Inline("text", said))
    return tuple(found)


def _heading(words: str, anchor: str) -> Heading:
    return Heading(3, text(words), f"record-{anchor}")


def _none(words: str) -> list[Block]:
    return [Paragraph(text(words), says_none=True)]


def _members(board: Board, period: Period) -> list[Block]:
    rows = []
    for agency in board.agencies.filter(part_of=None, kind=Agency.Kind.AGENCY).prefetch_related("components"):
        components = ", ".join(component.name for component in agency.components.all())
        name = agency.name + (MADE_UP if agency.is_fictional else "")
        kind = "Statutory partner" if agency.is_statutory_partner else "Partner"
        rows.append([tables.plain(name), tables.plain(kind), tables.plain(components or "–")])
    return [tables.of_records("Members of the Board", ["Organisation", "Seat", "With"], rows)]


def _reviews_table(caption: str, found: list[Review], last: str) -> list[Block]:
    rows = [
        [
            tables.plain(called(one)),
            tables.plain(one.get_kind_display()),
            tables.plain(", ".join(theme.theme for theme in one.themes.all()) or "–"),
            tables.words(_state(one, last)),
        ]
        for one in found
    ]
    return [tables.of_records(caption, ["Review", "Kind", "Themes", "State"], rows)]


def _state(one: Review, last: str) -> str:
    """What became of a review; of one that ended also that it is not published, in the Board's own words where it has some."""
    if last != "published":
        return one.waiting_for or "Under way."
    summary = one.stage == running_process.SUMMARY_ONLY
    if one.published_on:
        on = "on" if one.published_precision == DatePrecision.DAY else "in"
        published = f"{on} {say(one.published_on, one.published_precision)}."
        return f"A summary was published {published}" if summary else f"Published {published}"
    if one.is_published or not one.signed_off_on:
        return "Published. The record does not hold the date."
    if one.stage == running_process.NOT_PUBLISHED:
        return "The Board decided not to publish it."
    return one.waiting_for or "Signed off, and not yet published."


def _reviews(board: Board) -> list[Review]:
    return list(board.reviews.prefetch_related("themes"))


def _reviews_ended(board: Board, period: Period) -> list[Block]:
    ended = [one for one in _reviews(board) if one.signed_off_on and one.signed_off_on in period]
    if not ended:
        return _none("No review ended this year.")
    return _reviews_table("Reviews that ended this year", ended, "published")


def _is_under_way(one: Review, period: Period) -> bool:
    began = one.commissioned_on is not None and one.commissioned_on <= period.end
    ended = any(day is not None and day <= period.end for day in (one.signed_off_on, one.published_on))
    return began and not ended and not one.is_published


def _reviews_under_way(board: Board, period: Period) -> list[Block]:
    found = [one for one in _reviews(board) if _is_under_way(one, period)]
    if not found:
        return _none("No review was under way at the end of the year.")
    return _reviews_table(f"Reviews under way on {say(period.end, 'day')}", found, "under way")


def _reviews_published(board: Board, period: Period) -> list[Block]:
    found = [one for one in _reviews(board) if _was_published(one, period)]
    if not found:
        return _none("No review has been published.")
    return _reviews_table("Reviews the Board has published", found, "published")


def _was_published(one: Review, period: Period) -> bool:
    """Whether a review, or a summary of it, was public by the end of a year; on no known day counts too."""
    return one.is_published or (one.published_on is not None and one.published_on <= period.end)


def _context(board: Board, period: Period) -> list[Block]:
    found: list[Block] = []
    heading = ""
    rows: list[list[Cell]] = []
    for fact in [*board.context_facts.exclude(heading__in=_ELSEWHERE), None]:
        if rows and (fact is None or fact.heading != heading):
            table = Table(heading, ["Fact", "Value", "For", "Source"], rows, "context.facts")
            found.append(table)
            rows = []
        if fact is not None:
            heading = fact.heading
            value = tables.bound(_value(float(fact.value), fact.unit), "context.facts", fact.code)
            rows.append([_bound_words(_of_its_place(fact)), value, _bound_words(fact.as_of), tables.plain(fact.source)])
    return found


_ELSEWHERE = (
    "Welfare calls (Right Care Right Person)",
    "Suicide audit",
    "Work reported by partners",
    "Enquiries, as published",
)
"""Headings of facts that are not about the place: sentences bind them, and figures of the Board’s own stand for them."""


def _of_its_place(fact: ContextFact) -> str:
    return f"{fact.statement}, {fact.geography}" if fact.geography else fact.statement


def _bound_words(words: str) -> Cell:
    """Words of a fact, whose own digits (ages, levels, years) belong to the fact."""
    kind: InlineKind = "reference" if any(character.isdigit() for character in words) else "text"
    return Cell((Inline(kind, words),))


def _value(value: float, unit: str) -> str:
    said = wording.whole(value)
    return {"percent": f"{said}%", "pounds": f"£{said}"}.get(unit, said)


TELLERS.update(
    {
        "members": _members,
        "reviews_ended": _reviews_ended,
        "reviews_under_way": _reviews_under_way,
        "reviews_published": _reviews_published,
        "context": _context,
    }
)
