"""The pack of a meeting as one accessible PDF: agenda, papers, who came, actions, risks and figures, frozen."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from goldenthread.boards import documents
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.published import Release
from goldenthread.figures.store import from_json
from goldenthread.learning.models import Action
from goldenthread.meetings import queries
from goldenthread.meetings.models import AgendaItem, Attendance, ConfidentialPart, Meeting, Pack
from goldenthread.plans.models import BoardRisk
from goldenthread.reports import binding, pdf, tables
from goldenthread.reports.document import Block, Cell, Heading, Inline, Paragraph, Table
from goldenthread.reports.pdf import Attached
from goldenthread.trail import operations as trail
from goldenthread.workspace.meetings import markdown

TEMPLATE = Path(__file__).parent / "pack.typ"
KIND = "goldenthread meeting pack, version 1"
Section = tuple[str, list[Block]]


@dataclass(frozen=True)
class Contents:
    """What a pack holds, and what proves it."""

    sections: list[Section]
    papers: list[dict[str, Any]]
    release: Release | None


@dataclass(frozen=True)
class Linked:
    """Where the figures of a release are explained."""

    period: str

    def figure_url(self, figure_id: str) -> str:
        return f"{settings.GOLDENTHREAD_PUBLIC_URL}/figures/{self.period}/{figure_id}/"


def freeze(meeting: Meeting, *, by: Actor) -> Pack:
    """Make the pack as everything stands now, and keep it for ever. A later one is a new version.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: there is nothing on the agenda.
    """
    require(by, Act.CREATE, Pack(meeting=meeting))
    if not meeting.items.exists():
        raise NotPossibleNow("There is nothing on the agenda yet. Put items on it first.")
    at = clock.now()
    contents = gather(meeting)
    number = (Pack.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0) + 1
    manifest = _manifest(meeting, contents, number, at, by)
    made = _lay_out(meeting, contents, number, at, manifest)
    return _keep(meeting, number, made, manifest, at=at, by=by)


@transaction.atomic
def _keep(meeting: Meeting, number: int, made: bytes, manifest: dict[str, Any], *, at: datetime, by: Actor) -> Pack:
    if Pack.objects.select_for_update(of=("self",)).filter(meeting=meeting, number=number).exists():
        raise NotPossibleNow("Somebody froze this pack at the same moment. Look at the page again.")
    name = f"pack-{meeting.group.slug}-{meeting.held_on.isoformat()}-v{number}.pdf"
    board = meeting.group.board
    document = documents.keep_bytes(made, name=name, media_type="application/pdf", board=board, by=by)
    pack = Pack.objects.create(
        meeting=meeting, number=number, document=document, manifest=manifest, frozen_at=at, frozen_by=by.name[:200]
    )
    trail.record("freeze a pack", pack, by=by, after={"number": number, "sha256": document.sha256})
    return pack


def gather(meeting: Meeting) -> Contents:
    """Everything that members read: whoever may read packs may read all of it."""
    items = list(
        meeting.items.select_related("theme").prefetch_related("papers__document", "restricted_papers__document")
    )
    parts = {one.item_id: one for one in ConfidentialPart.objects.filter(item__meeting=meeting)}
    release = _release(meeting)
    sections: list[Section] = [("Agenda", _agenda(items, parts))]
    papers: list[dict[str, Any]] = []
    for number, item in enumerate(items, start=1):
        sections += _papers(number, item, parts.get(item.pk), papers)
    sections += [
        (title, found)
        for title, found in (
            ("Who came", _came(meeting)),
            ("Actions", _actions(meeting)),
            ("Risks", _risks(meeting)),
            ("Figures", _figures(release)),
        )
        if found
    ]
    return Contents(sections, papers, release)


def _release(meeting: Meeting) -> Release | None:
    saved = PublishedRelease.objects.filter(board=meeting.group.board_id).first()
    return from_json(saved.contents) if saved else None


def _run(words: str) -> Inline:
    return Inline("reference" if any(one.isdigit() for one in words) else "text", words)


def _cell(words: object) -> Cell:
    return Cell((_run(str(words) or "–"),))


def _table(caption: str, heads: list[str], rows: Iterable[Iterable[object]]) -> Table:
    return tables.of_records(caption, heads, [[_cell(one or "–") for one in row] for row in rows])


def _agenda(items: list[AgendaItem], parts: dict[Any, ConfidentialPart]) -> list[Block]:
    rows = []
    for number, one in enumerate(items, start=1):
        title = f"{parts[one.pk].title} (confidential)" if one.pk in parts else one.title
        minutes = f"{one.minutes_allotted} min" if one.minutes_allotted else ""
        rows.append([f"{number}. {title}", one.get_purpose_display(), one.presenter, minutes])
    return [_table("Items of the agenda", ["Item", "For", "Presented by", "Time"], rows)]


def _papers(
    number: int, item: AgendaItem, part: ConfidentialPart | None, papers: list[dict[str, Any]]
) -> list[Section]:
    """An item's background and papers: what was written here is set in, files are named with their hash."""
    found: list[Block] = []
    background = part.background if part else item.background
    if background:
        found += markdown.blocks(background, level=2, name=f"item-{number}")
    for paper, is_restricted in [
        *((one, False) for one in item.papers.all()),
        *((one, True) for one in item.restricted_papers.all()),
    ]:
        found.append(Heading(2, (_run(paper.title + (" (restricted)" if is_restricted else "")),), f"paper-{paper.pk}"))
        papers.append(_named(paper, is_restricted=is_restricted))
        if paper.document:
            found.append(_beside(paper.document))
        if paper.text:
            found += markdown.blocks(paper.text, level=3, name=f"paper-{paper.pk}")
    title = part.title if part else item.title
    return [(f"Item {number}: {title}", found)] if found else []


def _beside(document: documents.Document) -> Paragraph:
    words = f"A file, beside this pack in the workspace: {document.name}. Its seal (SHA-256) is {document.sha256}."
    return Paragraph((_run(words),))


def _named(paper: Any, *, is_restricted: bool) -> dict[str, Any]:
    document = paper.document
    return {
        "title": paper.title,
        "restricted": is_restricted,
        "file": document.name if document else "",
        "sha256": document.sha256 if document else hashlib.sha256(paper.text.encode()).hexdigest(),
    }


def _came(meeting: Meeting) -> list[Block]:
    """Who came to the group's meetings of the year before this one."""
    before = Meeting.objects.filter(group=meeting.group, held_on__lt=meeting.held_on, cancelled_on=None)
    last = list(before.select_related("group").prefetch_related("group__names").order_by("-held_on")[:4])
    matrix = queries.matrix(last)
    if not matrix.lines:
        return []
    heads = ["Organisation", *(f"{one.held_on:%d %b %Y}" for one in matrix.meetings)]
    rows = [[line.agency.name, *(_mark(one) for one in line.marks)] for line in matrix.lines]
    return [_table("Who came to the last meetings", heads, rows)]


def _mark(one: Attendance | None) -> str:
    return one.get_status_display() if one else ""


def _actions(meeting: Meeting) -> list[Block]:
    found = Action.objects.filter(board=meeting.group.board_id, status__in=Action.OPEN).select_related("agency")
    rows = [
        [
            one.text,
            one.agency.name if one.agency else one.owner,
            said(one.due_on) if one.due_on else "",
            one.get_status_display(),
        ]
        for one in found.order_by("due_on")
    ]
    return [_table("Actions that are open", ["Action", "With", "Due", "State"], rows)] if rows else []


def _risks(meeting: Meeting) -> list[Block]:
    found = BoardRisk.objects.filter(board=meeting.group.board_id, status=BoardRisk.Status.OPEN)
    rows = [[one.title, f"{one.score} of 25", one.mitigation] for one in sorted(found, key=lambda one: -one.score)]
    return [_table("Risks on the register", ["Risk", "Score", "What is done"], rows)] if rows else []


def _figures(release: Release | None) -> list[Block]:
    """The whole figures of what the Board last released, protected as they were."""
    if release is None:
        return []
    rows = [
        [_cell(one.definition.title), Cell((binding.bind(release, one.definition.id),), is_number=True)]
        for one in release.figures.values()
        if not one.rows
    ]
    sealed = release.snapshot.sha256[:16]
    seal = f"As released for {release.period}, from data with the seal {sealed}. Small numbers are withheld."
    heads = ["Figure", "Value"]
    return [tables.of_records("Figures as they stood", heads, rows), Paragraph((_run(seal),))] if rows else []


def _facts(meeting: Meeting) -> list[str]:
    hours = f", {meeting.begins:%H:%M}" if meeting.begins else ""
    hours += f" to {meeting.ends:%H:%M}" if meeting.begins and meeting.ends else ""
    where = ". ".join(part for part in (meeting.mode, meeting.place) if part)
    chair = f"In the chair: {meeting.chaired_by}." if meeting.chaired_by else ""
    return [one for one in (f"{said(meeting.held_on)}{hours}.", f"{where}.", chair) if one]


def _lay_out(meeting: Meeting, contents: Contents, number: int, at: datetime, manifest: dict[str, Any]) -> bytes:
    board = meeting.group.board
    linked = Linked(contents.release.period if contents.release else "")
    with tempfile.TemporaryDirectory(prefix="goldenthread-pack-") as name:
        folder = Path(name)
        data = {
            "board": board.name,
            "title": f"{meeting.name}, {meeting.held_on.day} {meeting.held_on:%B %Y}",
            "facts": _facts(meeting),
            "version": number,
            "frozen": f"{at.day} {at:%B %Y}",
            "synthetic": board.is_demonstration or meeting.is_synthetic,
            "sections": [
                {"title": title, "blocks": pdf.blocks(linked, found, folder, f"s{place}")}
                for place, (title, found) in enumerate(contents.sections)
            ],
        }
        attached = Attached("manifest.json", "What this pack holds, with the seal of each paper", manifest)
        return pdf.lay_out(TEMPLATE, data, folder=folder, at=at, attached=attached)


def _manifest(meeting: Meeting, contents: Contents, number: int, at: datetime, by: Actor) -> dict[str, Any]:
    release = contents.release
    return {
        "kind": KIND,
        "board": meeting.group.board.slug,
        "meeting": str(meeting),
        "version": number,
        "frozen_at": at.isoformat(),
        "frozen_by": by.name,
        "sections": [title for title, _ in contents.sections],
        "papers": contents.papers,
        "release": {"period": release.period, "seal": release.snapshot.sha256} if release else None,
    }
