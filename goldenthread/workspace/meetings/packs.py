"""The page of a meeting's packs: freezing one, and taking it away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from goldenthread.boards import documents
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.meetings.models import Pack
from goldenthread.trail import operations as trail
from goldenthread.workspace.meetings import pack as packing
from goldenthread.workspace.meetings.finding import at, meeting_of, of_meeting, record


@needs("packs", get=Act.READ, post=Act.CREATE)
def page(request: Any, pk: UUID) -> HttpResponse:
    post = request.method == "POST"
    meeting = meeting_of(request, pk, Act.CREATE if post else Act.READ)
    if post:
        made = packing.freeze(meeting, by=actor_of(request))
        messages.success(request, f"Version {made.number} of the pack is frozen.")
        return HttpResponseRedirect(at(request, "meetings-pack", pk=meeting.pk))
    found = visible_to(request.standing, Act.READ, Pack.objects.filter(meeting=meeting)).select_related("document")
    context: dict[str, Any] = {
        "packs": [(one, at(request, "packs-file", pk=one.pk)) for one in found],
        "may_freeze": allow(request.standing, Act.CREATE, Pack(meeting=meeting)),
        "has_items": meeting.items.exists(),
    }
    return of_meeting(request, "pack", meeting, "meetings-pack", **context)


@needs("packs", get=Act.READ)
def file(request: Any, pk: UUID) -> HttpResponseBase:
    """The pack as it was frozen."""
    found = record(request, Pack, pk, with_them=("document__board", "meeting__group"))
    if not found.document.path.is_file():
        raise NotFound("This file is not here any more. Ask the Board’s manager for it.")
    trail.record("download a pack", found, by=actor_of(request), after={"number": found.number})
    return documents.answer(found.document)
