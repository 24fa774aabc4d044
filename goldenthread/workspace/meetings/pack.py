"""The pack of a meeting as one accessible PDF: agenda, papers, who came, actions, risks and figures, frozen."""

from __future__ import annotations

import tempfile
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
from goldenthread.meetings import telling
from goldenthread.meetings.models import Meeting, Pack
from goldenthread.reports import pdf
from goldenthread.reports.pdf import Attached
from goldenthread.trail import operations as trail
from goldenthread.workspace.meetings import appended
from goldenthread.workspace.meetings.pack_contents import Contents, gather

TEMPLATE = Path(__file__).parent / "pack.typ"
KIND = "goldenthread meeting pack, version 2"


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
    contents = gather(meeting, clock.today())
    number = (Pack.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0) + 1
    manifest = _manifest(meeting, contents, number, at, by)
    made = appended.put_in(_lay_out(meeting, contents, number, at, manifest), contents.appended)
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
    telling.was_frozen(pack, by=by)
    return pack


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
            "appended": [
                {
                    "title": one.title,
                    "of": one.of,
                    "file": one.document.name,
                    "seal": one.document.sha256,
                    "pages": one.pages,
                }
                for one in contents.appended
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
