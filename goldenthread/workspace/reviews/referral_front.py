"""Where the work on a referral begins: how it stands, what is due, and what comes next; and every step that was taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.core import clock
from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.late import in_days, late
from goldenthread.core.processes import Step
from goldenthread.core.shapes import Status
from goldenthread.reviews import beginning, clocks, referring_steps
from goldenthread.reviews.clocks_rules import Due
from goldenthread.reviews.deciding_models import ChairDecision, GroupRecommendation, OutcomeTold, RapidReview
from goldenthread.reviews.kinds import standing_of
from goldenthread.reviews.models import FromReferral, Referral, Review
from goldenthread.reviews.referral_models import ReferralDetails, ReferralMove, ReferralPause
from goldenthread.reviews.referring import paused
from goldenthread.reviews.referring_steps import REFERRAL
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews.referral_common import inside, referral_of

WAITS_FOR: dict[str, str] = {
    referring_steps.DRAFT: "It is being written. Nobody at the Board sees it until it is handed in.",
    referring_steps.SUBMITTED: "It came in, and the referrer waits to hear that it did.",
    referring_steps.ACKNOWLEDGED: "The referrer knows that it came. Next it is screened.",
    referring_steps.SCREENING: "Is it about an adult in the area who had needs for care and support? Is more to be known?",
    referring_steps.ASKED: "The referrer was asked for more.",
    referring_steps.SCOPING: "Agencies are asked what they know. When their answers are in, the rapid review is held.",
    referring_steps.RAPID_REVIEW: "The group meets, learns what can be learned at once, and recommends to the chair.",
    referring_steps.RECOMMENDED: "The group has recommended. The chair decides.",
    referring_steps.DECIDED: "The chair has decided. Tell the referrer the outcome and why.",
    referring_steps.OUT_OF_SCOPE: "It is outside section 44. Tell the referrer why.",
    referring_steps.REDIRECTED: "It was sent to where it belongs. Tell the referrer where.",
}


@dataclass(frozen=True)
class DueLine:
    """What is due, in words, with its day and how late it is."""

    words: str
    begins: str
    due: Due
    status: Status


@needs_case("cases", get=Act.READ)
def front(request: Any) -> HttpResponse:
    referral, case, standing = referral_of(request), request.case, request.standing
    still = paused(case)
    sees_work = standing.may("referral_decisions", Act.READ, request.board.pk)
    details = ReferralDetails.objects.filter(case=case).first()
    reads_details = details is not None and allow(standing, Act.READ, details)
    told = OutcomeTold.objects.filter(case=case, whom=OutcomeTold.Whom.REFERRER).last()
    context = {
        "referral": referral,
        "state": standing_of(referral),
        "waits_for": WAITS_FOR[referral.state],
        "still": still if sees_work else None,
        "is_still": still is not None,
        "next": [] if still else [*_review(request, referral), *_next(request, referral, details)],
        "led_to": _led_to(request, referral),
        "dues": _lines(referral) if sees_work else [],
        "sees_work": sees_work,
        "reads_details": reads_details,
        "may_pause": sees_work
        and not still
        and referral.state in referring_steps.WITH_THE_BOARD
        and allow(standing, Act.CREATE, ReferralPause(case=case)),
        "may_resume": still is not None and allow(standing, Act.CREATE, still),
        "told": told,
        "is_over": REFERRAL.state(referral.state).is_end,
        "siblings": places.beside(request, "referral"),
    }
    return render(request, "workspace/reviews/referral/front.html", context)


def _review(request: Any, referral: Referral) -> list[tuple[str, str]]:
    """The way to begin the review that was decided on, until there is one."""
    may = request.standing.may("reviews", Act.CREATE, request.board.pk)
    if not may or beginning.decision_for(referral) is None or beginning.has_begun(referral):
        return []
    return [("Begin the review", inside(request, "referral-review"))]


def _led_to(request: Any, referral: Referral) -> list[tuple[Review, str]]:
    """The reviews that come from this referral, as far as this person may know of them, and where each begins."""
    of_it = Review.objects.filter(
        board=request.board, pk__in=FromReferral.objects.filter(referral=referral).values("case")
    )
    where = {"board": request.board.slug}
    return [
        (one, reverse("workspace:reviews-open", kwargs={**where, "pk": one.pk}))
        for one in visible_to(request.standing, Act.READ, of_it)
    ]


def _next(request: Any, referral: Referral, details: ReferralDetails | None) -> list[tuple[str, str]]:
    """What this person can do now, as words and addresses."""
    return [
        (step.button, way)
        for step in REFERRAL.open_from(referral.state)
        if (way := _way(request, step, details))
    ]  # fmt: skip


def _way(request: Any, step: Step, details: ReferralDetails | None) -> str:
    """Where this person takes a step; empty where it is not theirs to take."""
    case, standing = request.case, request.standing
    if step is referring_steps.HAND_IN:
        may = details is not None and allow(standing, Act.EDIT, details)
        return inside(request, "referral-check") if may else ""
    if step is referring_steps.RECOMMEND:
        if not allow(standing, step.act, GroupRecommendation(case=case)):
            return ""
        has_met = RapidReview.objects.filter(case=case).exists()
        return inside(request, "referral-recommend") if has_met else inside(request, "rapid-reviews-new")
    if step is referring_steps.DECIDE:
        return inside(request, "referral-decide") if allow(standing, step.act, ChairDecision(case=case)) else ""
    if not allow(standing, step.act, ReferralMove(case=case)):
        return ""
    if step is referring_steps.SCOPE:
        return inside(request, "information-ask")
    return inside(request, "referral-step", step=slugify(step.verb))


def _lines(referral: Referral) -> list[DueLine]:
    today = clock.today()
    return [DueLine(one.clock.words, one.clock.begins, one, _status(one, today)) for one in clocks.dues(referral)]


def _status(one: Due, today: Any) -> Status:
    if one.done_on is not None:
        over = (one.done_on - one.due_on).days
        return Status("part", f"Done {in_days(over)} late") if over > 0 else Status("good", "Done in time")
    return late(one.to_do_by, today) or Status("ring", "Not due yet")


@needs_case("referral_decisions", get=Act.READ)
def steps(request: Any) -> HttpResponse:
    """Every step that was taken with this referral, and the days on which it stood still."""
    referral_of(request)
    standing = request.standing
    moves = visible_to(standing, Act.READ, ReferralMove.objects.filter(case=request.case))
    pauses = visible_to(standing, Act.READ, ReferralPause.objects.filter(case=request.case))
    context = {
        "moves": [(one, REFERRAL.state(one.target).words) for one in moves],
        "pauses": list(pauses),
        "siblings": places.beside(request, "referral-steps"),
    }
    return render(request, "workspace/reviews/referral/steps.html", context)


def step_named(slug: str) -> Step:
    """A step by its place in an address.

    Raises:
        NotFound: there is none.
    """
    for one in referring_steps.BY_HAND:
        if slugify(one.verb) == slug and one is not referring_steps.SCOPE:
            return one
    raise NotFound(NO_SUCH_PAGE)
