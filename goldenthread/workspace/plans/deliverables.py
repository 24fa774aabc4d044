"""A deliverable's own page, saying how far it is, and carrying things into a later year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.accounts import kept
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.kinds import Kind, named
from goldenthread.core.periods import Period
from goldenthread.plans import operations
from goldenthread.plans.models import Deliverable, LivedExperience, ProgressNote
from goldenthread.workspace import records
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.plans.forms import CarryForm, ProgressForm
from goldenthread.workspace.plans.views import to


def _may_say(request: Any, found: Deliverable) -> bool:
    return allow(request.standing, Act.CREATE, ProgressNote(deliverable=found))


@needs("plans", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    found: Any = records.one_of(request, named("deliverables"), pk)
    doors = []
    if _may_say(request, found) and found.status != Deliverable.Status.CARRIED:
        doors.append(("Say how far it is", to(request, "plan-progress", pk=pk)))
    if allow(request.standing, Act.EDIT, found) and found.is_open and not found.carried_into.exists():
        doors.append(("Carry it forward", to(request, "deliverables-carry", pk=pk)))
    return records.show(request, named("deliverables"), found, doors=doors)


def _form(request: Any, form: Plain, *, heading: str, about: str, back: str, button: str, **more: Any) -> HttpResponse:
    status = 422 if form.errors else more.pop("status", 200)
    context = {"form": form, "heading": heading, "about": about, "back": back, "button": button, **more}
    return render(request, "workspace/plans/deed.html", context, status=status)


@needs("plan_progress", get=Act.CREATE, post=Act.CREATE)
def progress(request: Any, pk: UUID) -> HttpResponse:
    """Say how far a deliverable is: the business unit of any, an agency of those it leads."""
    every = visible_to(request.standing, Act.READ, Deliverable.objects.filter(board=request.board))
    found = every.select_related("lead_agency").filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if not _may_say(request, found):
        raise NotPermitted("Whoever leads it says how far it is. If that is you, ask the Board’s manager to name you.")
    back = to(request, "deliverables-record", pk=pk)
    words = {"heading": "Say how far it is", "about": found.title, "back": back, "button": "Keep it"}
    if request.method != "POST":
        kept_data = kept.take(request, request.path)
        start = {"status": found.status, "difference": found.difference}
        form = ProgressForm(kept_data, initial=start)
        return _form(request, form, **words)
    form = ProgressForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.say_how_far(
                found, status=said["status"], text=said["text"], on=said["done_on"], difference=said["difference"],
                by=actor_of(request),
            )  # fmt: skip
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. It is said with your name and today’s date.")
            return HttpResponseRedirect(back)
    return _form(request, form, **words)


def carry(slug: str) -> Callable[..., Any]:
    """The page on which a record of this kind is carried into a later year."""

    @needs("plans", get=Act.EDIT, post=Act.EDIT)
    def page(request: Any, pk: UUID) -> HttpResponse:
        kind = named(slug)
        return _carry(request, kind, records.one_of(request, kind, pk, Act.EDIT))

    return page


def _carry(request: Any, kind: Kind, found: Any) -> HttpResponse:
    back = to(request, f"{kind.slug}-record", pk=found.pk)
    after = _year_of(found)
    heading = f"Carry this {kind.one} forward"
    words = {"heading": heading, "about": str(kind.columns[0].show(found)), "back": back, "button": "Carry it forward"}
    if request.method != "POST":
        kept_data = kept.take(request, request.path)
        return _form(request, CarryForm(kept_data, after=after), **words)
    form = CarryForm(request.POST, after=after)
    if form.is_valid():
        said = form.cleaned_data
        try:
            into = Period.parse(said["year"])
            made = operations.carry_forward(found, into=into, due_on=said["due_on"], by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"It goes on in {into.label}. Each page leads to the other.")
            return HttpResponseRedirect(to(request, f"{kind.slug}-record", pk=made.pk))
    return _form(request, form, **words)


def _year_of(found: Any) -> str:
    if isinstance(found, Deliverable):
        return Period.containing(found.due_on or clock.today()).label
    return str(found.period)


@needs("lived_experience", get=Act.EDIT, post=Act.EDIT)
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Somebody takes back what they told: their words are taken out for good."""
    kind = named("lived-experience")
    found = records.one_of(request, kind, pk, Act.EDIT)
    assert isinstance(found, LivedExperience)  # noqa: S101  (the kind's own model)
    back = to(request, "lived-experience-record", pk=pk)
    form: Plain = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw(found, why=form.cleaned_data["why"], by=actor_of(request))
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is withdrawn. Their words are gone, and nothing prints them.")
            return HttpResponseRedirect(back)
    note = "Their words and what they are called here are taken out of the record at once, and cannot be brought back."
    words = {
        "heading": "They withdraw what they told",
        "about": found.title,
        "back": back,
        "button": "Take their words out",
    }
    return _form(request, form, note=note, **words)
