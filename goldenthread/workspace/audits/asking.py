"""The returns of an audit as an ask: sending them so, and taking in what was accepted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.audits import asking, steps
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.workspace.audits.finding import at, audit_of, show


@needs("audits", get=Act.EDIT, post=Act.EDIT)
def page(request: Any, pk: UUID) -> HttpResponse:
    audit = audit_of(request, pk, Act.EDIT)
    if request.method == "POST":
        return _sent(request, audit, pk)
    context: dict[str, Any] = {
        "fits": asking.can_be_asked(audit),
        "is_out": audit.stands is steps.State.RETURNS_OUT,
        "ask": audit.asked,
    }
    return show(request, "ask", audit, **context)


def _sent(request: Any, audit: Any, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    if audit.asked_id is None:
        asking.send(audit, by=by)
        messages.success(request, "The returns were sent as an ask. Accept the answers there, then take them in here.")
        return HttpResponseRedirect(at(request.board, "practice-audits-ask", pk=pk))
    found = asking.take_answers(audit, by=by)
    messages.success(request, f"{found.handed_in} return{'' if found.handed_in == 1 else 's'} taken in.")
    if found.unknown:
        messages.warning(
            request, f"No case has this reference: {'; '.join(found.unknown)}. Ask the agency which it meant."
        )
    if found.unfinished:
        messages.warning(
            request, f"Grades are missing, so these are saved and not handed in: {'; '.join(found.unfinished)}."
        )
    return HttpResponseRedirect(at(request.board, "practice-audits-record", pk=pk))
