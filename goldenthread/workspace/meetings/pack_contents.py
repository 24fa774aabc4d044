"""What stands in the pack of a meeting: its agenda, each item with its papers, and what the Board's records say on the day."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.boards import documents
from goldenthread.core.days import said
from goldenthread.core.late import days_late, in_days
from goldenthread.figures import coverage
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.figures.store import from_json, releases_of_years
from goldenthread.learning.models import Action
from goldenthread.meetings import queries
from goldenthread.meetings.models import AgendaItem, Attendance, ConfidentialPart, Meeting
from goldenthread.plans.models import BoardRisk
from goldenthread.reports import binding, tables
from goldenthread.reports.document import Block, Cell, Heading, Inline, Paragraph, Table
from goldenthread.workspace.figures.browsing import SUBJECTS, subject_of
from goldenthread.workspace.meetings import markdown, pack_business
from goldenthread.workspace.meetings.appended import Paper, pages_of

Section = tuple[str, list[Block]]
HEADLINES = (
    "concerns.received",
    "concerns.adults",
    "concerns.led_to_enquiry",
    "enquiries.started",
    "enquiries.concluded",
    "enquiries.in_time",
    "enquiries.outcomes_achieved",
    "enquiries.risk_removed_or_reduced",
    "reviews.referrals",
    "reviews.under_way",
    "plan.recommendations_done",
    "board.meetings",
    "training.delegates",
    "money.income",
    "money.expenditure",
)
"""The figures that a pack shows where none of its papers names any."""
KEY = (
    "Present, and Deputy present: somebody came. Apologies, and Absent: nobody did. Not expected: it was not asked to come. "
    "A dash: nobody has written down whether it came."
)


@dataclass(frozen=True)
class Contents:
    """What a pack holds, and what proves it."""

    sections: list[Section]
    papers: list[dict[str, Any]]
    release: Release | None
    appended: list[Paper] = field(default_factory=list)


def gather(meeting: Meeting, today: date) -> Contents:
    """Everything that members read: whoever may read packs may read all of it."""
    items = list(
        meeting.items.select_related("theme").prefetch_related("papers__document", "restricted_papers__document")
    )
    parts = {one.item_id: one for one in ConfidentialPart.objects.filter(item__meeting=meeting)}
    release = _release(meeting)
    found = Contents([("Agenda", _agenda(items, parts))], [], release)
    for number, item in enumerate(items, start=1):
        _item(found, number, item, parts.get(item.pk), today)
    texts = " ".join(paper.text for item in items for paper in (*item.papers.all(), *item.restricted_papers.all()))
    for title, blocks in (
        ("Who came to the last meetings", _came(meeting)),
        ("Actions that are open", _actions(meeting, today)),
        ("Risks on the register", _risks(meeting)),
        (f"Figures for {release.period}" if release else "", _figures(release, texts)),
    ):
        if blocks:
            found.sections.append((title, blocks))
    return found


def _release(meeting: Meeting) -> Release | None:
    saved = releases_of_years(meeting.group.board).first()
    return from_json(saved.contents) if saved else None


def _run(words: str) -> Inline:
    return Inline("reference" if any(one.isdigit() for one in words) else "text", words)


def _cell(words: object, *, is_number: bool = False) -> Cell:
    return Cell((_run(str(words) or "–"),), is_number=is_number)


def _line(words: str) -> Paragraph:
    return Paragraph((_run(words),))


def _table(caption: str, heads: list[str], rows: Iterable[Iterable[object]], numbers: Collection[str] = ()) -> Table:
    """A table of records. The columns in `numbers` stand right and take no more room than they need."""
    of_numbers = [head in numbers for head in heads]
    cells = [
        [_cell(one or "–", is_number=is_number) for one, is_number in zip(row, of_numbers, strict=True)] for row in rows
    ]
    return tables.of_records(caption, heads, cells)


def _agenda(items: list[AgendaItem], parts: dict[Any, ConfidentialPart]) -> list[Block]:
    """The items in a table. Who presents, and for how long, are columns only where somebody said so."""
    columns: list[tuple[str, list[str]]] = [
        ("Item", [f"{number}. {_title(one, parts)}" for number, one in enumerate(items, start=1)]),
        ("For", [one.get_purpose_display() for one in items]),
        ("Presented by", [one.presenter for one in items]),
        ("Time", [f"{one.minutes_allotted} min" if one.minutes_allotted else "" for one in items]),
    ]
    kept = [(head, cells) for head, cells in columns if any(cells)]
    rows = zip(*(cells for _, cells in kept), strict=True)
    return [_table("Items of the agenda", [head for head, _ in kept], rows, numbers=("Time",))]


def _title(one: AgendaItem, parts: dict[Any, ConfidentialPart]) -> str:
    return f"{parts[one.pk].title} (confidential)" if one.pk in parts else one.title


def _item(found: Contents, number: int, item: AgendaItem, part: ConfidentialPart | None, today: date) -> None:
    """An item: what it is for, its background, the record it came from, and its papers."""
    title = f"Item {number}: {part.title if part else item.title}"
    blocks: list[Block] = [_line(_purpose(item, is_confidential=part is not None))]
    background = part.background if part else item.background
    told = pack_business.told(item, today)
    if background and not told:
        blocks += markdown.blocks(background, level=2, name=f"item-{number}")
    blocks += told
    for paper, is_restricted in [
        *((one, False) for one in item.papers.all()),
        *((one, True) for one in item.restricted_papers.all()),
    ]:
        blocks += _paper(found, title, paper, is_restricted=is_restricted)
    found.sections.append((title, blocks))


def _purpose(item: AgendaItem, *, is_confidential: bool) -> str:
    said_ = [f"For {item.get_purpose_display().lower()}"]
    if item.presenter:
        said_.append(f"presented by {item.presenter}")
    if item.minutes_allotted:
        said_.append(f"{item.minutes_allotted} minutes")
    return f"{', '.join(said_)}.{' This item is confidential.' if is_confidential else ''}"


def _paper(found: Contents, item: str, paper: Any, *, is_restricted: bool) -> list[Block]:
    """A paper: text that was written here is set in; a PDF file's pages stand at the end; another file is named."""
    marks = [*(["restricted"] if is_restricted else []), *(["synthetic"] if paper.is_synthetic else [])]
    title = f"{paper.title} ({', '.join(marks)})" if marks else str(paper.title)
    pages = pages_of(paper.document) if paper.document else 0
    found.papers.append(_named(paper, pages, is_restricted=is_restricted))
    blocks: list[Block] = [Heading(2, (_run(title),), f"paper-{paper.pk}")]
    if pages:
        found.appended.append(Paper(title, item, paper.document, pages))
        words = f"Its {pages} {'page stands' if pages == 1 else 'pages stand'} at the end of this pack: {paper.document.name}."
        blocks.append(_line(words))
    elif paper.document:
        blocks.append(_beside(paper.document))
    if paper.text:
        blocks += markdown.blocks(paper.text, level=3, name=f"paper-{paper.pk}")
    return blocks


def _beside(document: documents.Document) -> Paragraph:
    words = f"A file, beside this pack in the workspace: {document.name}. Its seal (SHA-256) is {document.sha256}."
    return _line(words)


def _named(paper: Any, pages: int, *, is_restricted: bool) -> dict[str, Any]:
    document = paper.document
    return {
        "title": paper.title,
        "restricted": is_restricted,
        "file": document.name if document else "",
        "sha256": document.sha256 if document else hashlib.sha256(paper.text.encode()).hexdigest(),
        "appended_pages": pages,
    }


def _came(meeting: Meeting) -> list[Block]:
    """Who came to the group's meetings before this one, with a row for every seat."""
    before = Meeting.objects.filter(group=meeting.group, held_on__lt=meeting.held_on, cancelled_on=None)
    last = list(before.select_related("group").prefetch_related("group__names").order_by("-held_on")[:4])
    matrix = queries.matrix(last, queries.seated(meeting.group, last))
    if not matrix.lines:
        return []
    heads = ["Organisation", *(f"{one.held_on:%d %b %Y}" for one in matrix.meetings)]
    rows = [[line.agency.name, *(_mark(one) for one in line.marks)] for line in matrix.lines]
    table = _table("Who came", heads, rows)
    table.note = KEY
    return [table]


def _mark(one: Attendance | None) -> str:
    return one.get_status_display() if one else ""


def _actions(meeting: Meeting, today: date) -> list[Block]:
    """Every open action, what is latest first."""
    found = Action.objects.filter(board=meeting.group.board_id, status__in=Action.OPEN).select_related("agency")
    rows = []
    for one in found.order_by("due_on"):
        days = days_late(one.due_on, today)
        stands = f"{one.get_status_display()}, {in_days(days)} late" if days else one.get_status_display()
        due = f"{one.due_on.day} {one.due_on:%B %Y}" if one.due_on else ""
        rows.append([one.text, one.agency.name if one.agency else one.owner, due, stands])
    return [_table(f"On {said(today)}", ["Action", "With", "Due", "Stands"], rows)] if rows else []


def _risks(meeting: Meeting) -> list[Block]:
    found = BoardRisk.objects.filter(board=meeting.group.board_id, status=BoardRisk.Status.OPEN)
    rows = [[one.title, one.mitigation, f"{one.score} of 25"] for one in sorted(found, key=lambda one: -one.score)]
    return [_table("The gravest first", ["Risk", "What is done", "Score"], rows, numbers=("Score",))] if rows else []


def _figures(release: Release | None, texts: str) -> list[Block]:
    """The figures that the papers name, or else the Board's headline ones, by subject: as released, protected as they were."""
    if release is None:
        return []
    whole = {key: one for key, one in release.figures.items() if not one.rows and one.cover != coverage.NONE}
    named = [key for key in whole if key in texts]
    chosen = [whole[key] for key in (named or HEADLINES) if key in whole]
    order = list(SUBJECTS.values())
    by_subject: dict[str, list[PublishedFigure]] = {}
    for one in sorted(chosen, key=lambda one: one.definition.title):
        by_subject.setdefault(subject_of(one.id), []).append(one)
    blocks: list[Block] = []
    for subject in sorted(by_subject, key=lambda name: (order.index(name) if name in order else len(order), name)):
        rows = [
            [_cell(one.definition.title), Cell((binding.bind(release, one.id),), is_number=True)]
            for one in by_subject[subject]
        ]
        blocks.append(tables.of_records(subject, ["Figure", release.period], rows))
    if blocks:
        which = (
            "Those that the papers name"
            if named
            else "The Board’s headline figures; every other stands in the workspace"
        )
        seal = release.snapshot.sha256[:16]
        words = (
            f"{which}. As released for {release.period}, from data with the seal {seal}. Small numbers are withheld."
        )
        blocks.insert(0, _line(words))
    return blocks
