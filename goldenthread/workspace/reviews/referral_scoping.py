"""Asking agencies in a case for information under section 45, and an agency's own page to answer on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cases.models import Sort
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.core.forms import Plain
from goldenthread.core.late import late
from goldenthread.core.shapes import Status
from goldenthread.reviews import referring_forms, scoping
from goldenthread.reviews.referral_forms import AskForm, ReasonForm
from goldenthread.reviews.referring_filling import looked_over
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse, InformationUse
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews import referral_filling as filling
from goldenthread.workspace.reviews.referral_common import ask, done, form_of, inside, sent

SHAPES = {
    InformationRequest.State.SENT: "info",
    InformationRequest.State.ANSWERED: "good",
    InformationRequest.State.REFUSED: "bad",
    InformationRequest.State.WITHDRAWN: "ring",
}


def _sorted_out(request: Any) -> None:
    if request.case.sort not in scoping.ASKED_IN:
        raise NotFound(NO_SUCH_PAGE)


def standing_of(one: InformationRequest) -> Status:
    if one.state == InformationRequest.State.SENT:
        return late(one.due_on, clock.today()) or Status("info", one.get_state_display())
    return Status(SHAPES[InformationRequest.State(one.state)], one.get_state_display())


@needs_case("information_requests", get=Act.READ)
def requests(request: Any) -> HttpResponse:
    """Who was asked, and how each request stands; somebody of an agency sees their own."""
    _sorted_out(request)
    here = InformationRequest.objects.filter(case=request.case).select_related("agency", "response")
    found = visible_to(request.standing, Act.READ, here)
    context = {
        "requests": [(one, standing_of(one), inside(request, "information-one", pk=one.pk)) for one in found],
        "may_ask": allow(request.standing, Act.CREATE, InformationRequest(case=request.case)),
        "siblings": places.beside(request, "information"),
    }
    return render(request, "workspace/reviews/referral/requests.html", context)


@needs_case("information_requests", get=Act.CREATE, post=Act.CREATE)
def new(request: Any) -> HttpResponse:
    """Ask agencies."""
    _sorted_out(request)
    begun = {
        "due_on": scoping.due_on(request.case),
        "purpose": "To decide whether there should be a review of this case (Care Act 2014, section 44)."
        if request.case.sort == Sort.REFERRAL
        else "To carry out the review of this case (Care Act 2014, section 44).",
        "likely": "Because of what the agency does, it is likely to have known the adult.",
        "wanted": "The outline that the form asks for. Please secure your records now.",
    }
    form = form_of(AskForm, request, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = InformationRequest(case=request.case, **form.values())
        answer = done(
            request,
            form,
            lambda: scoping.ask(given, form.cleaned_data["agencies"], by=actor_of(request)),
            "The agencies were asked. Their safeguarding leads find it on their page.",
            inside(request, "information"),
        )
        if answer:
            return answer
    told = (
        "Each agency gets a request of its own. Its leads see that and their own answer, and nothing else of the case.",
        "Send the names by letter or secure e-mail, not here.",
    )
    heading = "Ask agencies what they know"
    return ask(request, form, heading=heading, button="Ask them", back=inside(request, "information"), told=told)


def _one(request: Any, pk: UUID) -> InformationRequest:
    """One request of this case, if this person may read it.

    Raises:
        NotFound: there is none, or it is another agency's.
    """
    _sorted_out(request)
    here = InformationRequest.objects.filter(case=request.case).select_related("agency", "case", "response")
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs_case("information_requests", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """A request: what is asked and on what basis, how it stands, and what can be done."""
    found = _one(request, pk)
    response = found.response
    is_open = found.state == InformationRequest.State.SENT
    can_write = is_open and allow(request.standing, Act.EDIT, response)
    use = InformationUse(request=found, case=found.case)
    uses = visible_to(request.standing, Act.READ, InformationUse.objects.filter(request=found))
    context = {
        "one": found,
        "status": standing_of(found),
        "response": response,
        "basis_in_law": referring_forms.scoping().basis_in_law,
        "can_write": can_write,
        "can_sign": is_open and allow(request.standing, Act.APPROVE, response),
        "reads_answer": allow(request.standing, Act.READ, response) and response.state == "sent",
        "reads_refusal": allow(request.standing, Act.READ, response) and response.state == "refused",
        "may_withdraw": is_open and allow(request.standing, Act.CREATE, found),
        "may_note_use": found.state == "answered" and allow(request.standing, Act.CREATE, use),
        "uses": list(uses),
        "parts": filling.parts(_filling(request, found)) if can_write else [],
        "siblings": places.beside(request, "information"),
    }
    return render(request, "workspace/reviews/referral/request.html", context)


def _filling(request: Any, found: InformationRequest) -> filling.Filling:
    return filling.Filling(
        found.response,
        f"Information for case {request.case.reference}",
        lambda number: inside(request, "information-part", pk=found.pk, number=number),
        inside(request, "information-check", pk=found.pk),
        inside(request, "information-one", pk=found.pk),
        "Nobody outside your agency reads it until it is handed in.",
    )


def _own(request: Any, pk: UUID, act: Act) -> InformationRequest:
    """A request whose answer is this person's agency's to write.

    Raises:
        NotFound: it is another agency's, or they may not read the answer.
        NotPermitted: it is closed, or not theirs to write.
    """
    found = _one(request, pk)
    if not allow(request.standing, Act.READ, found.response):
        raise NotFound(NO_SUCH_PAGE)
    if not allow(request.standing, act, found.response):
        raise NotPermitted("This answer is not yours to change now. Your agency’s safeguarding lead hands it in.")
    return found


@needs_case("information_responses", get=Act.EDIT, post=Act.EDIT)
def part(request: Any, pk: UUID, number: int) -> HttpResponse:
    return filling.part_page(request, _filling(request, _own(request, pk, Act.EDIT)), number)


@needs_case("information_responses", get=Act.EDIT, post=Act.APPROVE)
def check(request: Any, pk: UUID) -> HttpResponse:
    """What is still to do in an answer, and handing it in."""
    found = _own(request, pk, Act.APPROVE if request.method == "POST" else Act.EDIT)
    here, form = _filling(request, found), Plain(sent(request))
    if request.method == "POST" and form.is_valid():
        answer = done(
            request,
            form,
            lambda: scoping.hand_in(found.response, by=actor_of(request)),
            "The answer was handed in.",
            here.home,
        )
        if answer:
            return answer
    checked = looked_over(found.response)
    context = {
        "one": found,
        "form": form,
        "is_complete": checked.is_complete,
        "may_sign": allow(request.standing, Act.APPROVE, found.response),
        "signed_off_as": found.response.form.signed_off_as,
        "faults": filling.faults(here, checked),
        "sections": filling.in_words(found.response),
        "home": here.home,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/reviews/referral/answer_check.html", context, status=status)


@needs_case("information_responses", get=Act.READ)
def answer(request: Any, pk: UUID) -> HttpResponse:
    """What an agency answered, as it is read. A draft is read by nobody outside its agency."""
    found = _one(request, pk)
    response = found.response
    is_draft = response.state == InformationResponse.State.DRAFT
    if not allow(request.standing, Act.READ, response) or is_draft:
        raise NotFound(NO_SUCH_PAGE)
    context = {
        "one": found,
        "response": response,
        "sections": filling.in_words(response),
        "home": inside(request, "information-one", pk=found.pk),
        "siblings": places.beside(request, "information"),
    }
    return render(request, "workspace/reviews/referral/answer.html", context)


@needs_case("information_responses", get=Act.APPROVE, post=Act.APPROVE)
def refuse(request: Any, pk: UUID) -> HttpResponse:
    """Refuse a request, with the reason."""
    found = _own(request, pk, Act.APPROVE)
    form, there = ReasonForm(sent(request)), inside(request, "information-one", pk=found.pk)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        answer_ = done(
            request,
            form,
            lambda: scoping.refuse(found.response, why=why, by=actor_of(request)),
            "The request was refused. The Board’s unit sees your reason.",
            there,
        )
        if answer_:
            return answer_
    told = (
        "Care Act 2014, section 45: whoever is asked must give the information where its conditions are met.",
        "Say which condition is not met, or what law or duty holds it back. Talk with the Board’s unit first if you can.",
    )
    return ask(request, form, heading="Refuse this request", button="Refuse it", back=there, told=told)


@needs_case("information_requests", get=Act.CREATE, post=Act.CREATE)
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Take a request back."""
    found = _one(request, pk)
    form, there = ReasonForm(sent(request)), inside(request, "information-one", pk=found.pk)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        answer_ = done(
            request,
            form,
            lambda: scoping.withdraw(found, why=why, by=actor_of(request)),
            "The request was withdrawn.",
            there,
        )
        if answer_:
            return answer_
    return ask(request, form, heading="Withdraw this request", button="Withdraw it", back=there)
