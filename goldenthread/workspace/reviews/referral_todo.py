"""What referrals ask people to do, in words that name nobody: by the reference of the case alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.cases.guards import known_to
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.reviews import clocks, clocks_rules, referring_steps
from goldenthread.reviews.clocks_rules import Due
from goldenthread.reviews.deciding_models import ChairDecision
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails, ReferralPause
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse

EVERY = 100
OF_THE_CHAIR = {clocks_rules.DECIDE.slug}
"""Clocks that the chair keeps; the others are kept by those who may take steps."""


def _to(asked: Asked, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


@tells
def steps_of_referrals(asked: Asked) -> Iterable[Thing]:
    """Each step that is begun and not done, for those named on the case who can take it."""
    may_step = asked.standing.may("referral_decisions", Act.EDIT, asked.board_id)
    may_decide = asked.standing.may("referral_decisions", Act.APPROVE, asked.board_id)
    near = asked.standing.cases - asked.standing.recused
    if not near or not (may_step or may_decide):
        return
    here = Referral.objects.filter(pk__in=near, board=asked.board_id).exclude(state=referring_steps.DRAFT)
    found = list(visible_to(asked.standing, Act.READ, here)[:EVERY])
    still = set(
        ReferralPause.objects.filter(case__in=[one.pk for one in found], to_on=None).values_list("case", flat=True)
    )
    dues = clocks.dues_of(found)
    for referral in found:
        if referral.pk in still:
            continue
        for one in dues[referral.pk]:
            mine = may_decide if one.clock.slug in OF_THE_CHAIR else may_step
            if one.done_on is None and mine:
                yield _thing(asked, referral, one)


def _thing(asked: Asked, referral: Referral, one: Due) -> Thing:
    words = f"{one.clock.words}: {referral.reference}"
    why = f"Counted from the day on which {one.clock.begins}."
    if one.revised_on:
        why = "A new day was promised, with a reason."
    return Thing(words, why, _to(asked, "referral", case=referral.pk), "Open the referral", one.to_do_by, words)


@tells
def reviews_to_begin(asked: Asked) -> Iterable[Thing]:
    """Referrals on which the chair decided that there is to be a review, for those named on them who may begin it."""
    near = asked.standing.cases - asked.standing.recused
    if not near or not asked.standing.may("reviews", Act.CREATE, asked.board_id):
        return
    decided = Referral.objects.filter(
        pk__in=near,
        board=asked.board_id,
        state=referring_steps.DECIDED,
        decision__in=(Referral.Decision.MANDATORY, Referral.Decision.DISCRETIONARY),
        led_to=None,
    ).filter(pk__in=ChairDecision.objects.values("case"))
    for referral in visible_to(asked.standing, Act.READ, decided)[:EVERY]:
        words = f"Begin the review that was decided on: {referral.reference}"
        why = "The chair decided that there is to be a review. What the referral says is filled in."
        yield Thing(words, why, _to(asked, "referral-review", case=referral.pk), "Begin it", None, words)


@tells
def referrals_being_written(asked: Asked) -> Iterable[Thing]:
    """Drafts of the person's own agency, or of their own, that are not handed in."""
    near = asked.standing.cases - asked.standing.recused
    if not near or not asked.standing.may("referral_details", Act.EDIT, asked.board_id):
        return
    drafts = ReferralDetails.objects.filter(
        case__in=near, case__board=asked.board_id, stage=ReferralDetails.Stage.DRAFT
    )
    for one in visible_to(asked.standing, Act.EDIT, drafts).select_related("case")[:EVERY]:
        words = f"Finish the referral {one.case.called}"
        why = "Hand it in with its gaps: do not wait for what you do not know."
        yield Thing(words, why, _to(asked, "referral", case=one.case_id), "Go on writing", None, words)


@tells
def requests_to_the_agency(asked: Asked) -> Iterable[Thing]:
    """Requests for information that the person's agency has not answered."""
    if not asked.standing.agencies or not asked.standing.may("information_responses", Act.EDIT, asked.board_id):
        return
    open_ = InformationResponse.objects.filter(
        known_to(asked.standing),
        state=InformationResponse.State.DRAFT,
        request__state=InformationRequest.State.SENT,
        case__board=asked.board_id,
        agency__in=asked.standing.agencies,
    )
    for one in visible_to(asked.standing, Act.EDIT, open_).select_related("case", "request", "agency")[:EVERY]:
        words = f"Answer a request for information: {one.case.reference}"
        why = f"The Board asks {one.agency} under section 45 of the Care Act 2014."
        way = _to(asked, "information-one", case=one.case_id, pk=one.request_id)
        yield Thing(words, why, way, "Answer it", one.request.due_on, words)
