"""Where a review begins: how it stands, what is late, what comes next; and its steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import slugify

from goldenthread.cases.models import Case, CasePerson, Sort
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import DayField, as_known
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.late import in_days
from goldenthread.core.processes import Step
from goldenthread.core.shapes import Status
from goldenthread.core.todo import Asked, things
from goldenthread.learning.models import Action, Recommendation
from goldenthread.reviews import running_operations, running_process, running_queries
from goldenthread.reviews.models import ParallelProcess, Review, ReviewPause, ReviewStep
from goldenthread.reviews.running_clocks import due_on
from goldenthread.reviews.running_process import REVIEW
from goldenthread.workspace.cases import opening, places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case

MADE_OF: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "How it began",
        (
            ("Referrals it comes from", "review-referrals", "review_work"),
            ("Terms of reference", "terms-of-reference", "review_work"),
            ("Reviewers", "appointed-reviewers", "review_work"),
        ),
    ),
    (
        "The people",
        (
            ("Outcomes for each person", "review-outcomes", "review_work"),
            ("Contacts with family and the adult", "family-contacts", "review_family"),
            ("Their questions", "family-questions", "review_family"),
        ),
    ),
    (
        "Carrying it out",
        (
            ("Days with practitioners", "practitioner-days", "review_work"),
            ("Notes of the panel", "review-notes", "panel_notes"),
            ("Other processes", "other-processes", "review_work"),
            ("Delays", "review-delays", "review_work"),
            ("Times it stood still", "review-pauses", "review_work"),
        ),
    ),
    (
        "Towards publication",
        (
            ("Agencies’ corrections", "fact-corrections", "fact_corrections"),
            ("Gates", "review-gates", "review_gates"),
            ("Seven-minute briefing", "review-briefing", "review_gates"),
            ("What the public reads", "public-words", "review_gates"),
        ),
    ),
)
"""What a review is made of beyond the pages that stand beside each other: words, view and row, in groups."""


def review_of(request: Any) -> Review:
    """The review whose case this is.

    Raises:
        NotFound: the case is of another sort.
    """
    if request.case.sort != Sort.REVIEW:
        raise NotFound(NO_SUCH_PAGE)
    found = Review.objects.select_related("source", "board").filter(pk=request.case.pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def address(request: Any, view: str) -> str:
    return places.address(request.case, view)


@needs("reviews", get=Act.READ)
def open_from_index(request: Any, pk: Any) -> HttpResponse:
    """From the list of reviews to the work of one: for those named on it; others are told that it takes that."""
    here = visible_to(request.standing, Act.READ, Review.objects.filter(board=request.board)).filter(pk=pk).first()
    if here is None:
        raise NotFound(NO_SUCH_PAGE)
    case = visible_to(request.standing, Act.READ, Case.objects.filter(pk=pk)).select_related("board").first()
    if case is not None:
        return HttpResponseRedirect(places.address(case, places.front_of(case)))
    context = {"review": here, "ways": opening.ways_in(request, pk)}
    return render(request, "workspace/reviews/not_named.html", context)


@needs_case("cases", get=Act.READ, of_asked=True)
def front(request: Any) -> HttpResponse:
    """Those who carry the review out come to where it stands; an agency comes to what is its own."""
    review_of(request)
    if request.standing.may("review_work", Act.READ, request.board.pk):
        return HttpResponseRedirect(address(request, "review-stands"))
    asked = Asked(request.user.pk, request.standing, request.board, clock.today())
    context = {
        "siblings": places.beside(request, "review-front"),
        "things": [one for one in things(asked) if str(request.case.pk) in one.address],
    }
    return render(request, "workspace/reviews/part_of_agency.html", context)


def _not_yet(review: Review) -> str:
    """What stands for the day of a publication that is still to come."""
    return "" if review.is_published or review.stage in running_process.OUTCOMES else "Not yet"


@needs_case("review_work", get=Act.READ)
def stands(request: Any) -> HttpResponse:
    review, today = review_of(request), clock.today()
    pauses = list(ReviewPause.objects.filter(case=request.case))
    paused = next((one for one in pauses if one.ended_on is None), None)
    steps = list(ReviewStep.objects.filter(case=request.case).select_related("taken_by"))
    by_hand, by_two = _next(request, review)
    context = {
        "review": review,
        "state": Status(REVIEW.state(review.stage).shape, REVIEW.state(review.stage).words),
        "paused": paused,
        "due_on": due_on(review, pauses),
        "days": {
            "commissioned": as_known(review.commissioned_on, review.commissioned_precision),
            "signed_off": as_known(review.signed_off_on, review.signed_off_precision),
            "published": as_known(review.published_on, review.published_precision) or _not_yet(review),
        },
        "late": [(one, address(request, one.view)) for one in running_queries.late(review, pauses)],
        "next": [] if paused else by_hand,
        "publishes": by_two and not paused,
        "may_publish": request.standing.may("review_gates", Act.APPROVE, request.board.pk),
        "stays": [(one, in_days(one.days)) for one in running_queries.stays(steps, today)],
        "joint": ParallelProcess.objects.filter(case=request.case, is_joint=True),
        "people": CasePerson.objects.filter(case=request.case, sort=CasePerson.Sort.ADULT).count(),
        "unassessed": running_queries.unassessed(review),
        "gates": running_queries.gates_passed(request.case.pk),
        "may_pause": not paused
        and review.stage in running_process.CAN_BE_PAUSED
        and request.standing.may("review_work", Act.CREATE, request.board.pk),
        "made_of": _made_of(request),
        "siblings": places.beside(request, "review-stands"),
        **_learning(request, review),
    }
    return render(request, "workspace/reviews/stands.html", context)


def _made_of(request: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """The lists of a review that this person may read, in groups."""
    may, board = request.standing.may, request.board.pk
    found = [
        (group, [(words, address(request, view)) for words, view, row in listed if may(row, Act.READ, board)])
        for group, listed in MADE_OF
    ]
    return [(group, listed) for group, listed in found if listed]


def _next(request: Any, review: Review) -> tuple[list[tuple[Step, str, str]], bool]:
    """The steps open to this person with what is missing for each; and whether publication is what comes next."""
    asked, found = ReviewStep(case=request.case), []
    for step in REVIEW.open_from(review.stage):
        if not step.takes_two and allow(request.standing, step.act, asked):
            view = "review-agree" if step.act is Act.APPROVE else "review-step"
            found.append(
                (step, f"{address_of_step(request, view, step)}", running_operations.missing_for(step, review))
            )
    return found, any(step.takes_two for step in REVIEW.open_from(review.stage))


def address_of_step(request: Any, view: str, step: Step) -> str:
    place = "agree" if view == "review-agree" else "step"
    return f"{address(request, 'review-front')}{place}/{slugify(step.verb)}/"


def _learning(request: Any, review: Review) -> dict[str, Any]:
    """What the review asks, and what is done about it: kept in learning, whether or not the report is published."""
    asked = visible_to(request.standing, Act.READ, Recommendation.objects.filter(source_id=review.source_id))
    of_it = Action.objects.filter(recommendation__source_id=review.source_id)
    actions = visible_to(request.standing, Act.READ, of_it)
    return {
        "recommendations": asked.order_by("order"),
        "actions": len(actions),
        "open_actions": sum(1 for one in actions if one.is_open),
    }


class StepForm(Plain):
    """On which day a step was taken, and how it was agreed."""

    on = DayField(label="On which day")
    note = forms.CharField(
        label="How it was agreed", max_length=300, required=False, help_text="Such as the meeting. Name nobody."
    )


def _step(slug: str, *, agreed: bool) -> Step:
    """The step with this place in addresses.

    Raises:
        NotFound: there is none that one person takes so.
    """
    for one in running_process.taken_by_one():
        if slugify(one.verb) == slug and (one.act is Act.APPROVE) is agreed:
            return one
    raise NotFound(NO_SUCH_PAGE)


def _take(request: Any, slug: str, *, agreed: bool) -> HttpResponse:
    step, review = _step(slug, agreed=agreed), review_of(request)
    form = StepForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            moved = running_operations.take(step, review=review, by=actor_of(request), on=said["on"], note=said["note"])
        except (NotPossibleNow, Refused, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"The review now stands at: {REVIEW.state(moved.stage).words}.")
            return HttpResponseRedirect(address(request, "review-stands"))
    told = [
        f"It stands at “{REVIEW.state(review.stage).words}”, and will stand at “{REVIEW.state(step.target).words}”."
    ]
    told += [f"Needed first: {step.needs}."] if step.needs else []
    return asked(request, form, heading=step.button, told=told, button="Save this step", back="review-stands")


@needs_case("review_work", get=Act.EDIT, post=Act.EDIT)
def take_step(request: Any, step: str) -> HttpResponse:
    return _take(request, step, agreed=False)


@needs_case("review_work", get=Act.APPROVE, post=Act.APPROVE)
def agree_step(request: Any, step: str) -> HttpResponse:
    return _take(request, step, agreed=True)


def asked(
    request: Any, form: forms.Form, *, heading: str, button: str, back: str, told: list[str] | None = None, **more: Any
) -> HttpResponse:
    """A page of a review that asks for something: a heading, what to know first, the form, one button."""
    context = {
        "form": form,
        "heading": heading,
        "told": told or [],
        "button": button,
        "back": address(request, back),
        "siblings": places.beside(request, back),
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/reviews/asked.html", context, status=status)
