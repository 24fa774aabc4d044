"""What a referral says, its steps by hand, and letting it stand still and go on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted
from goldenthread.core.forms import Plain
from goldenthread.reviews import referring, referring_steps
from goldenthread.reviews.referral_forms import PauseForm, ReasonForm, StepForm
from goldenthread.reviews.referral_models import ReferralDetails, ReferralPause
from goldenthread.reviews.referring_filling import looked_over
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews import referral_filling as filling
from goldenthread.workspace.reviews.referral_common import ask, done, form_of, inside, referral_of, sent
from goldenthread.workspace.reviews.referral_front import step_named


def _details(request: Any, act: Act = Act.READ) -> ReferralDetails:
    """What this referral says, if this person may read it.

    Raises:
        NotFound: it says nothing, or they may not read it.
        NotPermitted: they may read it, and not change it.
    """
    referral_of(request)
    here = ReferralDetails.objects.filter(case=request.case).select_related("agency", "case")
    found = visible_to(request.standing, Act.READ, here).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted("This referral was handed in, so the Board’s unit changes it now. Tell them what is new.")
    return found


def _reads_every(request: Any) -> bool:
    """Whether somebody reads whatever any referral says: others are never told that there is nothing."""
    return any(role in referring.UNIT for role in request.standing.roles_on(request.board.pk))


def _filling(request: Any, details: ReferralDetails) -> filling.Filling:
    is_draft = details.stage == ReferralDetails.Stage.DRAFT
    seen = "Nobody at the Board sees it until it is handed in." if is_draft else "Those named on this case can read it."
    return filling.Filling(
        details,
        "Referral for a review",
        lambda number: inside(request, "referral-part", number=number),
        inside(request, "referral-check"),
        inside(request, "referral"),
        seen,
        gaps_are_allowed=True,
    )


@needs_case("referral_details", get=Act.READ)
def details(request: Any) -> HttpResponse:
    """What the referral says, as it is read. One that was dealt with before this program says nothing of its own."""
    if not ReferralDetails.objects.filter(case=request.case).exists() and _reads_every(request):
        beside = places.beside(request, "referral-details")
        return render(request, "workspace/reviews/referral/nothing_said.html", {"siblings": beside})
    found = _details(request)
    context = {
        "details": found,
        "sections": filling.in_words(found),
        "may_write": allow(request.standing, Act.EDIT, found),
        "is_draft": found.stage == ReferralDetails.Stage.DRAFT,
        "first": inside(request, "referral-part", number=1),
        "siblings": places.beside(request, "referral-details"),
    }
    return render(request, "workspace/reviews/referral/details.html", context)


@needs_case("referral_details", get=Act.EDIT, post=Act.EDIT)
def part(request: Any, number: int) -> HttpResponse:
    return filling.part_page(request, _filling(request, _details(request, Act.EDIT)), number)


@needs_case("referral_details", get=Act.EDIT, post=Act.EDIT)
def check(request: Any) -> HttpResponse:
    """What is to put right, what is empty, and handing it in all the same."""
    found = _details(request, Act.EDIT)
    here, form = _filling(request, found), Plain(sent(request))
    if request.method == "POST" and form.is_valid():
        there = inside(request, "referral")
        answer = done(
            request,
            form,
            lambda: referring.hand_in(found, by=actor_of(request)),
            "The referral was handed in. The Board’s unit will tell you that it came.",
            there,
        )
        if answer:
            return answer
    checked = looked_over(found)
    context = {
        "details": found,
        "is_draft": found.stage == ReferralDetails.Stage.DRAFT,
        "form": form,
        "is_wrong": bool(checked.wrong),
        "faults": filling.faults(here, checked),
        "parts": filling.parts(here, checked),
        "sections": filling.in_words(found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/reviews/referral/check.html", context, status=status)


@needs_case("referral_decisions", get=Act.CREATE, post=Act.CREATE)
def step(request: Any, step: str) -> HttpResponse:
    """Take one step."""
    referral, wanted = referral_of(request), step_named(step)
    referring_steps.REFERRAL.check(wanted, referral.state)
    needs_reason = wanted in referring_steps.NEED_A_REASON
    form = StepForm(sent(request), needs_place=wanted is referring_steps.SEND_ON, needs_reason=needs_reason)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = done(
            request,
            form,
            lambda: referring.take(
                wanted, request.case, by=actor_of(request), why=given["why"], where_to=given.get("where_to", "")
            ),
            f"Done. It is now “{referring_steps.REFERRAL.state(wanted.target).words.lower()}”.",
            inside(request, "referral"),
        )
        if answer:
            return answer
    return ask(request, form, heading=wanted.button, button=wanted.button, back=inside(request, "referral"))


@needs_case("referral_decisions", get=Act.CREATE, post=Act.CREATE)
def stand_still(request: Any) -> HttpResponse:
    """Let the referral stand still."""
    referral_of(request)
    form = form_of(PauseForm, request)
    if request.method == "POST" and form.is_valid():
        given = ReferralPause(case=request.case, **form.values())
        answer = done(
            request,
            form,
            lambda: referring.pause(given, by=actor_of(request)),
            "The referral stands still. What is due moves by as long as it does.",
            inside(request, "referral"),
        )
        if answer:
            return answer
    told = ("What is due moves by as long as it stands still. No step is taken until it goes on.",)
    heading = "Let the referral stand still"
    return ask(request, form, heading=heading, button="Let it stand still", back=inside(request, "referral"), told=told)


@needs_case("referral_decisions", get=Act.CREATE, post=Act.CREATE)
def go_on(request: Any) -> HttpResponse:
    """Let it go on."""
    referral_of(request)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        answer = done(
            request,
            form,
            lambda: referring.resume(request.case, by=actor_of(request), why=form.cleaned_data["why"]),
            "The referral goes on.",
            inside(request, "referral"),
        )
        if answer:
            return answer
    heading = "Let the referral go on"
    return ask(request, form, heading=heading, button="Let it go on", back=inside(request, "referral"))
