"""Pages for people without an account: booking, one's own booking by its link, answering an evaluation, checking a certificate.

They stand on the workspace's host, because the public site takes nothing in. They show what is published, and beyond it
only what belongs to a link. Each form carries a token of its own, and guesses are counted.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goldenthread.accounts import tries
from goldenthread.core import clock
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.marks import public
from goldenthread.core.shapes import Status
from goldenthread.training import asking, links, operations, queries
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import Stage
from goldenthread.training.letters import when
from goldenthread.training.models import Session
from goldenthread.training.opening import why_closed
from goldenthread.training.steps import OPEN, State
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.training.forms import BookForm, CancelForm, CheckForm, EvaluationForm
from goldenthread.workspace.training.places import as_file

METHODS = ["GET", "HEAD", "POST"]
TOO_MANY = "There were too many tries from here. Wait five minutes, then try again."


def _page(request: HttpRequest, name: str, board: Any, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"board": board, **context} if board is not None else context
    answer = render(request, f"workspace/training/door/{name}.html", shown, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@public
@sensitive_post_parameters("name", "email", "adjustments", "manager_email")
@require_http_methods(METHODS)
def book(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Book a place at a session of a published programme."""
    found = _listed(pk)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    session = found.session
    board = session.course.board
    closed = why_closed(session)
    form = BookForm(request.POST if request.method == "POST" else None, board=board, initial=_self(request))
    context: dict[str, Any] = {
        "session": session,
        "when": when(session),
        "places": found.places,
        "closed": closed,
        "programme": queries.programme_of(board, session.held_on),
    }
    if request.method == "POST" and not closed and form.is_valid():
        try:
            tries.begin(request, "book", email=form.cleaned_data["email"])
            operations.book(session, {**form.said(), **_user(request, form)}, by=links.DOOR)
        except tries.TooManyTries:
            form.add_error(None, TOO_MANY)
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            return _page(request, "booked", board, email=form.cleaned_data["email"], **context)
    return _page(request, "book", board, 422 if request.method == "POST" else 200, form=form, **context)


def _listed(pk: UUID) -> queries.Coming | None:
    one = Session.objects.filter(pk=pk).select_related("course__board").first()
    if one is None:
        return None
    return next((each for each in queries.open_to_all(one.course.board, clock.today()) if each.session.pk == pk), None)


def _self(request: HttpRequest) -> dict[str, str]:
    user: Any = request.user
    return {"name": user.name, "email": user.email} if user.is_authenticated else {}


def _user(request: HttpRequest, form: BookForm) -> dict[str, Any]:
    """Whoever is signed in and books for themselves sees the booking in the workspace too."""
    user: Any = request.user
    is_own = user.is_authenticated and user.email.lower() == form.cleaned_data["email"].lower()
    return {"user": user} if is_own else {}


def _booking(token: str) -> Booking:
    found = links.booking_of(token)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@public
@require_http_methods(["GET", "HEAD"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """One's own booking, by its link."""
    booking = _booking(token)
    return _own(request, booking, token, CancelForm())


def _own(request: HttpRequest, booking: Booking, token: str, form: CancelForm, status: int = 200) -> HttpResponse:
    session = booking.session
    is_open = booking.at in OPEN and session.held_on >= clock.today()
    context: dict[str, Any] = {
        "booking": booking,
        "session": session,
        "when": when(session),
        "state": Status(booking.at.shape, booking.at.words),
        "token": token,
        "can_take": is_open and booking.at is State.OFFERED and bool(booking.offer_ends_at) and not _is_over(booking),
        "can_cancel": is_open,
        "has_place": booking.at is State.BOOKED,
        "certificate": getattr(booking, "certificate", None),
        "form": form,
    }
    return _page(request, "own", session.course.board, status, **context)


def _is_over(booking: Booking) -> bool:
    return booking.offer_ends_at is not None and booking.offer_ends_at <= clock.now()


@public
@require_http_methods(["POST"])
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Take a place that was offered."""
    return _done(request, token, lambda booking: operations.take_place(booking, by=links.HOLDER))


@public
@require_http_methods(["POST"])
def give_back(request: HttpRequest, token: str) -> HttpResponse:
    """Give a place back, or leave the queue."""
    why = str(CancelForm.declared_fields["why"].clean(request.POST.get("why", "").replace("\0", "")[:300]))
    return _done(request, token, lambda booking: operations.cancel(booking, why=why, by=links.HOLDER))


def _done(request: HttpRequest, token: str, deed: Any) -> HttpResponse:
    booking = _booking(token)
    form = CancelForm(request.POST)
    try:
        deed(booking)
    except NotPossibleNow as error:
        form.is_valid()
        form.add_error(None, str(error))
        return _own(request, _booking(token), token, form, 409)
    return HttpResponseRedirect("../")


@public
@require_http_methods(["GET", "HEAD"])
def certificate(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001  (Django gives it)
    """One's own certificate, by the booking's link."""
    found = getattr(_booking(token), "certificate", None)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return as_file(found)


@public
@require_http_methods(METHODS)
def evaluate(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether training helped, by the link that was sent."""
    found = links.evaluation_of(token)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    session = found.booking.session
    form = EvaluationForm(request.POST if request.method == "POST" else None, evaluation=found)
    context: dict[str, Any] = {
        "session": session,
        "when": when(session),
        "stage": Stage(found.stage),
        "whom": found.booking.name if found.is_of_manager else "",
        "form": form,
        "answered": found.answered_at,
    }
    board = session.course.board
    if request.method == "POST" and form.is_valid():
        try:
            asking.answer(found, form.answers(), by=links.HOLDER)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _page(request, "thanks", board, **context)
    return _page(request, "evaluate", board, 422 if request.method == "POST" else 200, **context)


@public
@require_http_methods(METHODS)
def check(request: HttpRequest) -> HttpResponse:
    """Check a certificate: whether its number and the name on it go together."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    found, is_checked, status = None, False, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                counted = tries.begin(request, "certify", email=form.cleaned_data["number"])
            except tries.TooManyTries:
                form.add_error(None, TOO_MANY)
            else:
                found, is_checked, status = _certified(**form.cleaned_data), True, 200
                if found is not None:
                    tries.right(counted)
    return _page(request, "check", None, status, form=form, found=found, is_checked=is_checked)


def _certified(number: str, name: str) -> Certificate | None:
    wanted = "".join(number.upper().split())
    one = Certificate.objects.filter(number=wanted).select_related("booking__session__course__board").first()
    return one if one and _same(one.booking.name, name) else None


def _same(kept: str, said: str) -> bool:
    return bool(kept) and " ".join(kept.casefold().split()) == " ".join(said.casefold().split())
