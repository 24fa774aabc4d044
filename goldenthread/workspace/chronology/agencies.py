"""What came from each agency: versions, what differs between them, and returning one with a question."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.cases import naming
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.shapes import Status
from goldenthread.reviews import chronology_handing_in as handing_in
from goldenthread.reviews import chronology_queries as queries
from goldenthread.reviews import chronology_steps as steps
from goldenthread.reviews.chronology_models import HandedIn
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.chronology.forms import QuestionForm
from goldenthread.workspace.chronology.shared import at, found_or_none, may_note, page

MOST_SHOWN = 100


def status_of(version: HandedIn) -> Status:
    state = steps.CHRONOLOGY.state(version.state)
    return Status(state.shape, state.words)


@needs_case("chronology", get=Act.READ)
def agencies(request: Any) -> HttpResponse:
    """Which agencies have handed in, which version counts, and who has not yet."""
    versions = [(one, status_of(one)) for one in queries.versions(request.standing, request.case)]
    handed_in = {one.agency_id for one, _ in versions}
    part = naming.taking_part(request.case).exclude(agency__in=handed_in)
    sees_all = request.standing.may("chronology_notes", Act.READ, request.board.pk)
    waiting = part if sees_all else part.filter(agency__in=request.standing.agencies)
    return page(request, "agencies", "chronology", versions=versions, waiting=waiting)


def _version(request: Any, pk: UUID) -> HandedIn:
    those = visible_to(request.standing, Act.READ, HandedIn.objects.filter(case=request.case, pk=pk))
    found: HandedIn = found_or_none(those.select_related("agency", "case", "handed_in_by", "asked_by").first())
    return found


@needs_case("chronology", get=Act.READ)
def version(request: Any, pk: UUID) -> HttpResponse:
    """One version: where it stands, what is asked, and what differs from the one before."""
    return _page(request, _version(request, pk), QuestionForm())


def _page(request: Any, found: HandedIn, form: QuestionForm, status: int = 200) -> HttpResponse:
    those = queries.versions(request.standing, request.case).filter(agency=found.agency_id, number__lt=found.number)
    before = those.first()
    compared = None
    if before is not None:
        old, new = before.rows.prefetch_related("people"), found.rows.prefetch_related("people")
        compared = handing_in.compare(old, new)
        for one in compared.changed[:MOST_SHOWN]:
            was, now = handing_in.cells(one.before), handing_in.cells(one.after)
            one.columns[:] = [(heading, was[heading], now[heading]) for heading in one.columns]
    return page(
        request,
        "version",
        "chronology",
        status=status,
        one=found,
        state=status_of(found),
        before=before,
        compared=compared,
        most=MOST_SHOWN,
        form=form,
        may_return=may_note(request) and found.state == steps.HANDED_IN,
    )


@needs_case("chronology_notes", post=Act.CREATE)
def give_back(request: Any, pk: UUID) -> HttpResponse:
    """Return a version to its agency with a question."""
    found, form = _version(request, pk), QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    handing_in.return_it(found, question=form.cleaned_data["question"], by=actor_of(request))
    messages.success(request, f"{found.agency} is asked. The version goes on counting until they hand in another.")
    return HttpResponseRedirect(at(request, "chronology-version", pk=found.pk))
