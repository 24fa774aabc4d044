"""What reviews ask people to do, in words that name nobody: agree to what another asked, finish a fact check, look at a pause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from goldenthread.boards.steps import State
from goldenthread.cases.guards import known_to
from goldenthread.cases.models import Case, CaseMembership, Part, TwoPersonAct
from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.reviews import publishing, running_process
from goldenthread.reviews.models import (
    FactCheck,
    FactCorrection,
    Gate,
    PanelMeeting,
    Publication,
    Review,
    ReviewPause,
    ReviewStep,
)
from goldenthread.reviews.running_process import BEFORE_PUBLICATION, REVIEW

EVERY = 100
DECISIONS = {
    running_process.DRAFT: (running_process.AGREE, Part.CHAIR),
    running_process.FACT_CHECK: (running_process.AGREE, Part.CHAIR),
    running_process.BOARD_SIGN_OFF: (running_process.SIGN_OFF, Part.DECIDER),
    running_process.EVALUATED: (running_process.CLOSE, Part.DECIDER),
}
"""Stages that end with one person's decision: the step, and who on the case is reminded of it."""
SOON = timedelta(days=7)


def _page(asked: Asked, view: str, case_id: Any, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, "case": case_id, **more})


def _cases(asked: Asked) -> Any:
    return visible_to(asked.standing, Act.READ, Case.objects.filter(board=asked.board_id, sort="review"))


@tells
def to_agree_to(asked: Asked) -> Iterable[Thing]:
    """A publication that somebody else asked for, for whoever may agree to it."""
    if not asked.standing.may("review_gates", Act.APPROVE, asked.board_id):
        return
    waiting = TwoPersonAct.objects.filter(deed__in=publishing.DEEDS, state=State.PROPOSED, case__in=_cases(asked))
    for act in waiting.exclude(proposed_by=asked.user_id).select_related("case")[:EVERY]:
        if act.case_id in asked.standing.recused or not _may_decide(asked, act.case):
            continue
        why = "Somebody asked for it. Nothing is published until a second person agrees."
        what = f"Agree to what is to be published of {act.case.reference}, or refuse it"
        yield Thing(what, why, _page(asked, "review-publication", act.case_id), "Look at it", in_mail=what)


def _may_decide(asked: Asked, case: Case) -> bool:
    return allow(asked.standing, Act.APPROVE, Publication(case=case))


def _still(near: Any) -> Any:
    """The reviews among these that stand still."""
    return ReviewPause.objects.filter(case__in=near, ended_on=None).values("case")


def _not_ready_for_the_panel(near: Any) -> Any:
    """Drafts among these that the panel cannot agree yet: a check or a correction waits, or it has not met."""
    drafts = Review.objects.filter(pk__in=near, stage__in=(running_process.DRAFT, running_process.FACT_CHECK))
    checked = FactCheck.objects.filter(case=OuterRef("pk"), is_answered=False)
    corrected = FactCorrection.objects.filter(case=OuterRef("pk"), verdict=FactCorrection.Verdict.WAITING)
    met = PanelMeeting.objects.filter(case=OuterRef("pk"), is_quorate=True)
    return drafts.filter(Exists(checked) | Exists(corrected) | ~Exists(met)).values("pk")


@tells
def to_decide(asked: Asked) -> Iterable[Thing]:
    """Steps of a review that wait for a decision of this person alone: to agree it, sign it off, or close it."""
    near = asked.standing.cases - asked.standing.recused
    if not near or not asked.standing.may("review_work", Act.APPROVE, asked.board_id):
        return
    waits = Review.objects.filter(pk__in=near, board=asked.board_id, stage__in=DECISIONS).exclude(pk__in=_still(near))
    stages = dict(waits.exclude(pk__in=_not_ready_for_the_panel(near)).values_list("pk", "stage")[:EVERY])
    named = CaseMembership.objects.on(asked.today).filter(case__in=list(stages), user=asked.user_id)
    parts = set(named.values_list("case", "part"))
    for case in Case.objects.filter(pk__in=list(stages)).order_by("opened_on", "reference"):
        step, part = DECISIONS[stages[case.pk]]
        if (case.pk, part) not in parts or not allow(asked.standing, step.act, ReviewStep(case=case)):
            continue
        what = f"{step.button}, or say what is missing: {case.reference}"
        why = f"The review stands at: {REVIEW.state(stages[case.pk]).words.lower()}. It goes on when this is decided."
        yield Thing(what, why, _page(asked, "review-stands", case.pk), "Look at it", in_mail=what)


@tells
def to_publish(asked: Asked) -> Iterable[Thing]:
    """Reviews that are signed off, with every gate settled, and about whose publication nobody has asked yet."""
    near = asked.standing.cases - asked.standing.recused
    if not near or not asked.standing.may("review_gates", Act.APPROVE, asked.board_id):
        return
    ready = Review.objects.filter(pk__in=near, board=asked.board_id, stage=BEFORE_PUBLICATION)
    asked_for = TwoPersonAct.objects.filter(deed=publishing.PUBLISH.key, state=State.PROPOSED).values("case")
    open_ = Gate.objects.filter(state__in=(Gate.State.WAITING, Gate.State.NOT_MET)).values("case")
    laid_out = Gate.objects.values("case")
    waits = ready.filter(pk__in=laid_out).exclude(pk__in=open_).exclude(pk__in=asked_for).exclude(pk__in=_still(near))
    for case in Case.objects.filter(pk__in=waits.values("pk")).order_by("opened_on", "reference")[:EVERY]:
        if not _may_decide(asked, case):
            continue
        what = f"Decide on publication: {case.reference}"
        why = "Every gate is settled. Two people decide whether it is published as a whole, as a summary, or not."
        yield Thing(what, why, _page(asked, "review-publication", case.pk), "Decide", in_mail=what)


@tells
def to_fact_check(asked: Asked) -> Iterable[Thing]:
    """Parts of a draft that the person's own agency was sent, and whose check they may finish."""
    if not asked.standing.agencies:
        return
    here = FactCheck.objects.filter(known_to(asked.standing), case__board=asked.board_id)
    sent = here.filter(is_answered=False, agency__in=asked.standing.agencies)
    for one in visible_to(asked.standing, Act.APPROVE, sent).select_related("case")[:EVERY]:
        what = f"Check a part of a draft report: {one.case.reference}"
        why = "Your agency was sent this part. Say what is wrong in it, and finish the check."
        page = _page(asked, "fact-checks-record", one.case_id, pk=one.pk)
        yield Thing(what, why, page, "Check it", due_on=one.due_on, in_mail=what)


@tells
def to_look_at_a_pause(asked: Asked) -> Iterable[Thing]:
    """Reviews that stand still and were expected to go on by about now, for those who may let them."""
    soon = asked.today + SOON
    still = ReviewPause.objects.filter(ended_on=None, expected_on__lte=soon, case__in=_cases(asked))
    for one in visible_to(asked.standing, Act.EDIT, still).select_related("case")[:EVERY]:
        what = f"Look again at why a review stands still: {one.case.reference}"
        why = "It was expected to go on by this day. Let it go on, or say until when it waits."
        page = _page(asked, "review-pauses-record", one.case_id, pk=one.pk)
        yield Thing(what, why, page, "Look at it", due_on=one.expected_on, in_mail=what)
