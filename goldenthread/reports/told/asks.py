"""What asks tell in a report: what each member did (limb c), highlight reports by theme, and what the Board asked in the year.

An agency's own words are printed as it handed them in, and only once the Board accepted them. What is made up is left out:
nothing in a report may stand beside what really happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldenthread.asks import lateness, queries, saying, steps
from goldenthread.asks.definitions import NIL, Answers
from goldenthread.asks.models import Ask, HandedIn, Recipient
from goldenthread.boards.models import Agency, Board
from goldenthread.core.periods import Period
from goldenthread.figures.wording import in_words
from goldenthread.learning.models import ThemeAssurance
from goldenthread.plans.models import MemberContribution
from goldenthread.reports import inlines, tables
from goldenthread.reports.document import Block, Cell, Heading, Inline, Inlines, Paragraph
from goldenthread.reports.telling import tells

ANNUAL, HIGHLIGHT = "annual-member-report", "highlight-report"
SEPARATE = "Its own account stands in the Board's separate collection of single-agency reports."
NONE_CAME = "No account was received."


def _text(words: str) -> Inlines:
    """An agency's own words: dates are marked as such, and any other digit as part of what it handed in."""
    found, _ = inlines.read(words, lambda said: Inline("reference", said))
    return tuple(
        Inline("reference", one.text, style=one.style) if one.kind == "text" and _has_digit(one.text) else one
        for one in found
    )


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _cell(words: str) -> Cell:
    return Cell(_text(words or "–"))


def _count(number: int) -> Cell:
    """A count of the Board's own records of asks."""
    return Cell((Inline("reference", f"{number:,}"),), is_number=True)


def _accepted(board: Board, period: Period, slug: str) -> dict[Any, list[HandedIn]]:
    """What was accepted to asks with a form in a year, the last handing-in of each answer, by agency."""
    found = HandedIn.objects.filter(
        answer__state=steps.State.ACCEPTED,
        answer__is_synthetic=False,
        answer__recipient__ask__board=board,
        answer__recipient__ask__period=period.label,
        answer__recipient__ask__form_version__slug=slug,
    ).select_related(
        "answer__recipient__agency", "answer__recipient__ask__theme", "answer__recipient__ask__form_version"
    )
    last = {one.answer_id: one for one in found.order_by("answer__recipient__ask__due_on", "number")}
    by_agency: dict[Any, list[HandedIn]] = {}
    for one in last.values():
        by_agency.setdefault(one.answer.recipient.agency_id, []).append(one)
    return by_agency


@tells("member_contributions")
def member_contributions(board: Board, period: Period) -> list[Block]:
    """What each member did, from its accepted annual report, or from the record of the year; and plainly who gave none."""
    accepted = _accepted(board, period, ANNUAL)
    kept = MemberContribution.objects.filter(agency__board=board, period=period.label)
    said = {one.agency_id: one.text for one in kept}
    asked = {one.agency_id: one for one in _really_asked(board, period)}
    found: list[Block] = []
    rows, silent = [], []
    told = False
    for agency in board.agencies.filter(part_of=None, is_fictional=False, kind=Agency.Kind.AGENCY):
        words = _account(accepted.get(agency.pk, [])) or said.get(agency.pk, "")
        told = told or bool(words)
        if not words and (agency.pk in asked or agency.pk in said):
            silent.append(agency)
        rows.append([tables.plain(agency.name), _cell(words or _without(agency, asked, said))])
    if silent:
        names = _listed([one.name for one in silent])
        words = f"The Board received no account of the year from {names}."
        found.append(Paragraph(_text(words), says_none=not told))
    table = tables.of_records("What each member did to carry out the plan", ["Member", "What it did"], rows)
    table.says_none = not told
    return [*found, table]


def _really_asked(board: Board, period: Period) -> QuerySet[Recipient]:
    return asked_for_their_report(board).filter(ask__period=period.label, ask__is_synthetic=False)


def asked_for_their_report(board: Board) -> QuerySet[Recipient]:
    """Who was asked for the annual report of a member, in any year: it takes the place of a return on the Board's page."""
    given = Recipient.objects.filter(ask__board=board, ask__form_version__slug=ANNUAL)
    return given.exclude(ask__state=steps.AskState.DRAFTED)


def _account(given: list[HandedIn]) -> str:
    """One text of an annual report: what was done in the year, for each priority, and what was not."""
    if not given:
        return ""
    data: Answers = given[-1].data
    if NIL in data:
        return str(data[NIL])
    parts = [str(data.get("summary", ""))]
    parts += [_of_priority(one) for one in data.get("priorities", []) if isinstance(one, Mapping)]
    if data.get("not_done"):
        parts.append(f"Meant and not done: {data['not_done']}")
    return " ".join(one.strip() for one in parts if one.strip())


def _of_priority(one: Mapping[str, Any]) -> str:
    said = [str(one.get(key, "")).strip() for key in ("did", "difference")]
    return f"{str(one.get('priority', '')).strip()}: {' '.join(part for part in said if part)}"


def _without(agency: Agency, asked: Mapping[Any, Recipient], said: Mapping[Any, str]) -> str:
    recipient = asked.get(agency.pk)
    if recipient is not None and recipient.is_exempt:
        return f"{NONE_CAME} {recipient.get_exempt_kind_display()}."
    return NONE_CAME if recipient is not None or agency.pk in said else SEPARATE


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@tells("highlight_reports")
def highlight_reports(board: Board, period: Period) -> list[Block]:
    """By theme: what agencies told the Board in their accepted highlight reports, and what the Board concluded."""
    by_theme: dict[Any, list[HandedIn]] = {}
    for given in _accepted(board, period, HIGHLIGHT).values():
        for one in given:
            by_theme.setdefault(one.answer.recipient.ask.theme, []).append(one)
    if not by_theme:
        return [Paragraph(_text("No highlight report of an agency was accepted this year."), says_none=True)]
    found: list[Block] = []
    for theme in sorted(by_theme, key=lambda one: (one is None, one.order if one else 0, one.name if one else "")):
        found += _of_theme(board, period, theme, by_theme[theme])
    return found


def _of_theme(board: Board, period: Period, theme: Any, given: list[HandedIn]) -> list[Block]:
    name = theme.name if theme else "Other reports"
    ordered = sorted(given, key=lambda one: (one.answer.recipient.agency.order, one.answer.recipient.agency.name))
    says_how = any(_assured(one) for one in ordered)
    rows = [
        [
            tables.plain(one.answer.recipient.agency.name),
            _cell(_headline(one)),
            *([_cell(_assured(one))] if says_how else []),
        ]
        for one in ordered
    ]
    heads = ["Agency", "What it told the Board", *(["How assured it is itself"] if says_how else [])]
    found: list[Block] = [
        Heading(3, _text(name), f"record-highlight-{theme.slug if theme else 'other'}"),
        tables.of_records(f"{name}: what agencies told the Board", heads, rows),
    ]
    concluded = ThemeAssurance.objects.filter(board=board, theme=theme, period=period.label, is_synthetic=False).first()
    if concluded is not None:
        said = [f"The Board’s conclusion: {concluded.get_judgement_display().lower()}.", concluded.shown_by]
        still = f"Still needed: {concluded.still_needed}" if concluded.still_needed else ""
        found.append(Paragraph(_text(" ".join(one for one in (*said, still) if one))))
    return found


def _headline(one: HandedIn) -> str:
    """What the Board should know first; of a form without a headline, the first thing that was written."""
    if NIL in one.data:
        return f"Nothing to report: {one.data[NIL]}"
    if one.data.get("headline"):
        return str(one.data["headline"])
    texts = (value for value in one.data.values() if isinstance(value, str) and " " in value)
    return next(texts, "")


def _assured(one: HandedIn) -> str:
    question = one.answer.recipient.ask.form.question("own_assurance")
    value = one.data.get("own_assurance")
    return saying.in_words(question, value).partition(":")[0] if question and value else ""


@tells("asks_of_the_year")
def asks_of_the_year(board: Board, period: Period) -> list[Block]:
    """What the Board asked of agencies in the year, and how many answered, late or not."""
    every = Ask.objects.filter(board=board, period=period.label, is_synthetic=False)
    asks = list(every.exclude(state=steps.AskState.DRAFTED).order_by("due_on", "title"))
    if not asks:
        return [Paragraph(_text("The Board asked agencies for nothing by this means this year."), says_none=True)]
    recipients = Recipient.objects.filter(ask__in=asks, agency__is_fictional=False).select_related("ask", "answer")
    stands: dict[Any, list[lateness.Stands]] = {}
    for one in recipients:
        stands.setdefault(one.ask_id, []).append(queries.how(one, queries.answer_to(one), _as_of(one)))
    rows = [[_cell(ask.title), *_counts(lateness.count(stands.get(ask.pk, [])))] for ask in asks]
    total = lateness.count(each for found in stands.values() for each in found)
    came = f"{in_words(total.in_).capitalize()} of {in_words(total.expected)} answers came"
    late = f"{in_words(total.in_late)} of them after the day"
    missing = f"; {in_words(total.late)} did not come in time and {'is' if total.late == 1 else 'are'} missing"
    words = f"{came}, {late}{missing if total.late else ''}."
    if total.back:
        words += (
            f" {in_words(total.back).capitalize()} came and {'is' if total.back == 1 else 'are'} with the agency again."
        )
    heads = ["Ask", "Asked", "In", "After the day", "Nil", "Missing and late", "Not due yet", "Exempt"]
    return [Paragraph(_text(words)), tables.of_records("What the Board asked of agencies", heads, rows)]


def _as_of(recipient: Recipient) -> date | None:
    """The day its lateness is told for: the day the ask was closed, or today."""
    closed_at = recipient.ask.closed_at
    return closed_at.date() if closed_at else None


def _counts(counts: lateness.Counts) -> list[Cell]:
    not_due = counts.not_due + counts.extended
    said = (counts.asked, counts.in_, counts.in_late, counts.nil, counts.late, not_due, counts.exempt)
    return [_count(one) for one in said]
