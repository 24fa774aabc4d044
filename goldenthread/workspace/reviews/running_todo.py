"""What reviews ask people to do, in words that name nobody: agree to what another asked, finish a fact check, look at a pause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from goldenthread.boards.steps import State
from goldenthread.cases.models import Case, TwoPersonAct
from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.reviews import publishing
from goldenthread.reviews.models import FactCheck, Publication, ReviewPause

EVERY = 100
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


@tells
def to_fact_check(asked: Asked) -> Iterable[Thing]:
    """Parts of a draft that the person's own agency was sent, and whose check they may finish."""
    if not asked.standing.agencies:
        return
    sent = FactCheck.objects.filter(is_answered=False, case__in=_cases(asked), agency__in=asked.standing.agencies)
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
