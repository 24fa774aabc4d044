"""A version of the return: computing one, what it holds, and the two signatures that lock it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from goldenthread.accounts.fresh import is_fresh
from goldenthread.accounts.middleware import go_to
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.figures.models import FrozenSet
from goldenthread.national import definition, operations, queries, signing
from goldenthread.national.models import ReturnVersion
from goldenthread.national.policies import ALL
from goldenthread.national.steps import Status
from goldenthread.trail import queries as trails
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.national.door import (
    NO_SUCH,
    ROW,
    may,
    of_version,
    page,
    said,
    to,
    values_of,
    version_of,
    year_of,
)
from goldenthread.workspace.national.forms import ComputeForm

NOW = "now"


@needs(ROW, get=Act.CREATE, post=Act.CREATE)
def compute(request: Any, period: str) -> HttpResponse:
    """Compute a new version: from the records as they are now, or from data frozen for the year."""
    year = year_of(period)
    form = ComputeForm(request.POST or None, choices=_choices(request, year))
    if request.method == "POST" and form.is_valid():
        frozen_set = _frozen(request, year, form.cleaned_data["chosen"])
        try:
            made = operations.compute(board=request.board, period=year, frozen_set=frozen_set, by=actor_of(request))
        except Refused as error:
            form.add_error("chosen", str(error))
        else:
            messages.success(request, f"Version {made.number} of the return of {year} is computed.")
            return _there(request, made)
    status = 422 if request.method == "POST" else 200
    address = to(request, "-year", period=year.label)
    return page(request, "compute", status=status, period=year, form=form, year_address=address)


def _sets(request: Any, year: Period) -> Any:
    every = FrozenSet.objects.filter(board=request.board, period=year.label)
    return visible_to(request.standing, Act.READ, every)


def _choices(request: Any, year: Period) -> list[tuple[str, str]]:
    found = [(NOW, "The case records as they are now")]
    for one in _sets(request, year):
        day = f"{one.frozen_at.day} {one.frozen_at:%B %Y}"
        found.append((str(one.pk), f"Data of {year} frozen on {day} ({one.sha256[:8]}); they hold no reviews"))
    return found


def _frozen(request: Any, year: Period, chosen: str) -> FrozenSet | None:
    if chosen == NOW:
        return None
    found: FrozenSet | None = _sets(request, year).filter(pk=chosen).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def _there(request: Any, version: ReturnVersion) -> HttpResponseRedirect:
    return HttpResponseRedirect(to(request, "-version", pk=version.pk))


@needs(ROW, get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """One version: its tables, what it was computed from, and where it stands."""
    return _one(request, version_of(request, pk), WhyForm())


HEADLINES = (
    ("Safeguarding Concerns", "Total Number of Safeguarding Concerns", "concerns"),
    ("Section 42 Enquiries", "Total Number of Section 42 Safeguarding Enquiries", "section 42 enquiries started"),
    ("Other Enquiries", "Total Number of Other Safeguarding Enquiries", "other enquiries started"),
)


def _one(request: Any, version: ReturnVersion, form: WhyForm, *, status: int = 200) -> HttpResponse:
    by = actor_of(request)
    values = values_of(version)
    year = Period.parse(version.period)
    defined = definition.load(version.period)
    comments = queries.comments_of(version, request.standing)
    last = queries.locked(request.board, year, request.standing)
    return page(
        request,
        "version",
        status=status,
        **of_version(request, version),
        headlines=[(said(values.get(("SG1f", kind, row, "Total"))), words) for kind, row, words in HEADLINES],
        tables=[
            {
                "id": name,
                "title": table.title,
                "counts": table.counts,
                "basis": table.basis,
                "comments": len(comments.get(name, ())),
                "address": to(request, "-table", pk=version.pk, table=name),
            }
            for name, table in defined.tables.items()
        ],
        left_out=len({(row[0], row[1]) for row in version.left_out}),
        sources=[
            (one["authority"], *(date.fromisoformat(one[name]) for name in ("from", "to", "taken")))
            for one in version.sources
        ],
        is_whole=signing.is_whole(version),
        is_locked=version.status == Status.LOCKED,
        locked=last if last is not None and last.pk != version.pk else None,
        policies=[(policy, policy.answers.get(version.policies.get(policy.id, ""), "")) for policy in ALL],
        differing=[policy.id for policy in ALL if version.policies.get(policy.id) != defined.policies.get(policy.id)],
        may_put_forward=signing.may_put_forward(version, by=by),
        may_lock=signing.may_lock(version, by=by),
        may_send_back=version.status == Status.FORWARD and signing.may_send_back(version, by=by),
        is_theirs=request.user.pk == version.forward_by_id,
        may_export=may(request, Act.EXPORT),
        form=form,
        entries=[(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(version)[:6]],
    )


@needs(ROW, post=Act.EDIT)
def put_forward(request: Any, pk: UUID) -> HttpResponseBase:
    """Sign as the first of two, having proved lately who one is."""
    found = version_of(request, pk)
    if not is_fresh(request):
        return go_to(request, "account_prove", _there(request, found).url)
    operations.put_forward(version=found, by=actor_of(request))
    messages.success(request, "You have signed it. A second person must sign before it is locked.")
    return _there(request, found)


@needs(ROW, post=Act.APPROVE)
def lock(request: Any, pk: UUID) -> HttpResponseBase:
    """Sign as the second of two, having proved lately who one is."""
    found = version_of(request, pk)
    if not is_fresh(request):
        return go_to(request, "account_prove", _there(request, found).url)
    operations.lock(version=found, by=actor_of(request))
    messages.success(request, "The return is locked. It never changes from now on.")
    return _there(request, found)


@needs(ROW, post=Act.READ)
def send_back(request: Any, pk: UUID) -> HttpResponse:
    """Send a version back. The operation asks whether they may: who works on returns and who locks them may both."""
    found = version_of(request, pk)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _one(request, found, form, status=422)
    operations.send_back(version=found, why=form.cleaned_data["why"], by=actor_of(request))
    messages.success(request, "It is sent back. Nothing is locked.")
    return _there(request, found)
