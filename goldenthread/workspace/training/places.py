"""Places at one session: who has one, who waits, who came; calling it off, certificates, and asking whether it helped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.shapes import Status
from goldenthread.training import asking, certificates, operations
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import Stage
from goldenthread.training.letters import when
from goldenthread.training.models import Session
from goldenthread.training.opening import why_closed
from goldenthread.training.steps import HOLD_A_PLACE, OPEN, State
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.training.forms import RegisterForm

STAGES = {"ask-before": Stage.BEFORE, "ask-at-the-end": Stage.END, "ask-weeks-later": Stage.LATER}
ASKS = {
    "ask-before": "Ask before it begins",
    "ask-at-the-end": "Ask how it was",
    "ask-weeks-later": "Ask whether it has changed anything",
}
ORDER = [State.BOOKED, State.ATTENDED, State.MISSED, State.OFFERED, State.WAITING, State.CANCELLED]


def _session(request: Any, pk: UUID, act: Act = Act.READ) -> Session:
    here = Session.objects.filter(course__board=request.board, pk=pk).select_related("course__board")
    found = visible_to(request.standing, Act.READ, here).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted("You can read this session, and not change it. If you should, ask the Board’s manager.")
    return found


def _to(request: Any, session: Session, view: str = "sessions-register") -> str:
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, "pk": session.pk})


@needs("training_records", get=Act.READ, post=Act.EDIT)
def register(request: Any, pk: UUID) -> HttpResponse:
    """Who has a place, who waits, and, from the day on, who came."""
    session = _session(request, pk)
    placed = _bookings(request, session).filter(state__in=[State.BOOKED, State.ATTENDED, State.MISSED])
    begun = {"unbooked": session.unbooked if session.register_taken_at else ""}
    if request.method != "POST":
        form = RegisterForm(kept.take(request, request.path), placed=placed, initial=begun)
        return _register(request, session, form)
    form = RegisterForm(request.POST, placed=placed)
    if form.is_valid():
        try:
            said = form.cleaned_data
            operations.take_register(
                session, form.came(), form.missed(), unbooked=said["unbooked"], by=actor_of(request)
            )
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The register is taken. How many came was counted from it.")
            return HttpResponseRedirect(_to(request, session))
    return _register(request, session, form, 422)


def _bookings(request: Any, session: Session) -> Any:
    return visible_to(request.standing, Act.READ, session.bookings.select_related("agency", "certificate"))


def _register(request: Any, session: Session, form: RegisterForm, status: int = 200) -> HttpResponse:
    may_change = request.standing.may("training_records", Act.EDIT, request.board.pk)
    every = sorted(_bookings(request, session), key=lambda one: (ORDER.index(one.at), one.booked_at))
    counts = {state: sum(one.at is state for one in every) for state in State}
    placed = sum(counts[state] for state in HOLD_A_PLACE)
    is_held = session.held_on <= clock.today() and session.held_precision == "day"
    context = {
        "session": session,
        "when": when(session),
        "form": form,
        "may_change": may_change,
        "is_held": is_held and not session.called_off_on,
        "sentence": _sentence(session, placed, counts[State.WAITING]),
        "lines": [(one, Status(one.at.shape, one.at.words)) for one in every],
        "needs": [one for one in every if one.adjustments and one.at in OPEN | {State.ATTENDED}] if may_change else [],
        "offers": [one for one in every if one.at is State.OFFERED],
        "to_certify": sum(one.at is State.ATTENDED and not hasattr(one, "certificate") for one in every),
        "can_move": counts[State.WAITING] + counts[State.OFFERED] > 0,
        "asks": _asks(session) if may_change else [],
        "closed": why_closed(session),
        "can_cancel": {one.pk for one in every if one.at in OPEN} if may_change else set(),
    }
    return render(request, "workspace/training/register.html", context, status=status)


def _sentence(session: Session, placed: int, waiting: int) -> str:
    if session.called_off_on:
        return f"It was called off. {session.called_off_because}"
    places = f" of {session.seats:,}" if session.seats is not None else ""
    people = "1 person" if waiting == 1 else f"{waiting:,} people"
    waits = f", and {people} waiting" if waiting else ""
    return f"{placed:,}{places} {'place' if placed == 1 and not places else 'places'} taken{waits}."


def _asks(session: Session) -> list[tuple[str, str, str]]:
    """What can be asked now: address part, words, and until when it is best asked."""
    today, found = clock.today(), []
    for what, stage in STAGES.items():
        first, last = asking.due_on(stage, session)
        if first <= today and (stage is Stage.BEFORE) == (today <= session.held_on) and not session.called_off_on:
            found.append((what, ASKS[what], f"Best asked until {last:%-d %B %Y}."))
    return found


@needs("training_records", post=Act.EDIT)
def do(request: Any, pk: UUID, what: str) -> HttpResponse:
    """Move the waiting list, issue certificates, or ask everybody whether it helped."""
    session, by = _session(request, pk), actor_of(request)
    match what:
        case "move-the-queue":
            number = len(operations.move_the_queue(session, by=by))
            said = "Nobody could be offered a place: none is free." if not number else f"Places offered: {number}."
        case "certificates":
            number = len(operations.issue_certificates(session, by=by))
            said = f"Certificates issued: {number}. Each person was told."
        case name if name in STAGES:
            number = len(asking.ask(session, STAGES[name], by=by))
            said = f"People asked: {number}."
        case _:
            raise NotFound(NO_SUCH_PAGE)
    messages.success(request, said)
    return HttpResponseRedirect(_to(request, session))


@needs("training", get=Act.EDIT, post=Act.EDIT)
def call_off(request: Any, pk: UUID) -> HttpResponse:
    session = _session(request, pk, Act.EDIT)
    form = WhyForm(request.POST if request.method == "POST" else kept.take(request, request.path))
    if request.method == "POST" and form.is_valid():
        try:
            operations.call_off(session, why=form.cleaned_data["why"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is called off, and everybody who booked is told.")
            return HttpResponseRedirect(_to(request, session))
    context = {"session": session, "when": when(session), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/training/call_off.html", context, status=status)


def _booking(request: Any, pk: UUID) -> Booking:
    here = Booking.objects.filter(session__course__board=request.board, pk=pk).select_related("session__course")
    found = visible_to(request.standing, Act.READ, here).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if not allow(request.standing, Act.EDIT, found):
        raise NotPermitted("You can read this booking, and not cancel it. Use the link in the letter about it.")
    return found


@needs("training_records", get=Act.EDIT, post=Act.EDIT)
def cancel(request: Any, pk: UUID) -> HttpResponse:
    booking = _booking(request, pk)
    form = WhyForm(request.POST if request.method == "POST" else kept.take(request, request.path))
    if request.method == "POST" and form.is_valid():
        try:
            operations.cancel(booking, why=form.cleaned_data["why"], by=actor_of(request))
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The booking is cancelled, and they are told. A free place goes to the next.")
            return HttpResponseRedirect(_to(request, booking.session))
    context = {"booking": booking, "when": when(booking.session), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/training/cancel.html", context, status=status)


@needs("training_records", get=Act.READ)
def certificate(request: Any, pk: UUID) -> HttpResponse:
    """A certificate as an accessible PDF."""
    here = Certificate.objects.filter(booking__session__course__board=request.board, pk=pk)
    found = visible_to(request.standing, Act.READ, here.select_related("booking__session__course__board")).first()
    if found is None or not found.booking.name:
        raise NotFound(NO_SUCH_PAGE)
    return as_file(found)


def as_file(certificate: Certificate) -> HttpResponse:
    answer = HttpResponse(certificates.render(certificate), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{certificate.number}.pdf"'
    return answer
