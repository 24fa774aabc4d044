"""What was learned at a rapid review, what the group recommends, and what the chair decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.kinds import named
from goldenthread.reviews import deciding, deciding_gates, referring_steps
from goldenthread.reviews.deciding_gates import OUTCOME_WORDS, RESULT_WORDS, Outcome
from goldenthread.reviews.deciding_models import ChairDecision, GroupRecommendation, Judged, RapidReview
from goldenthread.reviews.referral_forms import (
    GATES,
    DecisionForm,
    FirstDecisionForm,
    LearnForm,
    RecommendationForm,
)
from goldenthread.workspace import records
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.reviews.referral_common import ask, done, form_of, inside, referral_of, sent


@needs_case("referral_decisions", get=Act.EDIT, post=Act.EDIT)
def learn(request: Any, pk: UUID) -> HttpResponse:
    """Keep what was learned at once."""
    meeting: Any = records.one_of(request, named("rapid-reviews"), pk, Act.EDIT)
    form = LearnForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = done(
            request,
            form,
            lambda: deciding.learn(meeting, text=given["text"], is_strength=given["is_strength"], by=actor_of(request)),
            "It was kept with the Board’s findings.",
            inside(request, "referral-decision"),
        )
        if answer:
            return answer
    told = (
        "Findings are read by everybody on the Board, whatever is decided about a review.",
        "Name nobody, and say nothing by which somebody could be recognised.",
    )
    back = inside(request, "rapid-reviews-record", pk=pk)
    return ask(request, form, heading="Keep what was learned at once", button="Keep it", back=back, told=told)


@needs_case("referral_decisions", get=Act.READ)
def decision(request: Any) -> HttpResponse:
    """The rapid review with each agency's view, every recommendation and every decision, the latest first."""
    referral, standing, case = referral_of(request), request.standing, request.case
    met = RapidReview.objects.filter(case=case).select_related("case__board", "source")
    met = met.prefetch_related("agencies__agency", "recommendations", "source__findings")
    rule, names = deciding.rule_of(request.board), deciding.names_of(request.board)
    recommended = GroupRecommendation.objects.filter(case=case).select_related("made_by")
    decided = ChairDecision.objects.filter(case=case).select_related("made_by", "recommendation", "replaces")
    still_open = {step.verb for step in referring_steps.REFERRAL.open_from(referral.state)}
    context = {
        "referral": referral,
        "meetings": [_meeting(request, one, rule, names) for one in visible_to(standing, Act.READ, met)],
        "recommendations": [_judged(one) for one in reversed(visible_to(standing, Act.READ, recommended))],
        "decisions": [_judged(one) for one in reversed(visible_to(standing, Act.READ, decided))],
        "may_recommend": referring_steps.RECOMMEND.verb in still_open
        and met.exists()
        and allow(standing, Act.CREATE, GroupRecommendation(case=case)),
        "may_decide": referring_steps.DECIDE.verb in still_open
        and allow(standing, Act.APPROVE, ChairDecision(case=case)),
        "siblings": places.beside(request, "referral-decision"),
    }
    return render(request, "workspace/reviews/referral/decision.html", context)


def _meeting(request: Any, one: RapidReview, rule: list[dict[str, Any]], names: dict[str, str]) -> dict[str, Any]:
    agencies = list(one.agencies.all())
    recommended = max(one.recommendations.all(), key=lambda each: each.number, default=None)
    return {
        "one": one,
        "quorum": deciding.quorum_by(rule, names, one).words,
        "agencies": agencies,
        "otherwise": [each for each in agencies if recommended and each.view and each.view != recommended.outcome],
        "findings": list(one.source.findings.all()) if one.source else [],
        "reads_findings": request.standing.may("learning", Act.READ, request.board.pk),
        "address": inside(request, "rapid-reviews-record", pk=one.pk),
    }


def _judged(one: Judged) -> dict[str, Any]:
    return {
        "one": one,
        "gates": one.gates,
        "result": RESULT_WORDS[one.result],
        "outcome": OUTCOME_WORDS[Outcome(one.outcome)],
        "statute": deciding_gates.statute_of(one.statute),
    }


def _copied(one: Judged | None) -> dict[str, Any]:
    """The gates as they were answered before, to begin with."""
    return {name: getattr(one, name) for name in GATES} if one else {}


@needs_case("referral_decisions", get=Act.CREATE, post=Act.CREATE)
def recommend(request: Any) -> HttpResponse:
    """What the group recommends to the chair."""
    referral, case = referral_of(request), request.case
    referring_steps.REFERRAL.check(referring_steps.RECOMMEND, referral.state)
    before = GroupRecommendation.objects.filter(case=case).last()
    form = form_of(RecommendationForm, request, initial=_copied(before))
    if request.method == "POST" and form.is_valid():
        given = GroupRecommendation(case=case, **form.values())
        answer = done(
            request,
            form,
            lambda: deciding.recommend(given, by=actor_of(request)),
            "The recommendation is with the chair, who decides.",
            inside(request, "referral-decision"),
        )
        if answer:
            return answer
    return _ask(request, form, "Recommend to the chair", "Recommend it")


@needs_case("referral_decisions", get=Act.APPROVE, post=Act.APPROVE)
def decide(request: Any) -> HttpResponse:
    """What the chair decides."""
    referral, case = referral_of(request), request.case
    referring_steps.REFERRAL.check(referring_steps.DECIDE, referral.state)
    recommended = GroupRecommendation.objects.filter(case=case).last()
    if recommended is None:
        raise NotPossibleNow("The group has not recommended anything yet.")
    before = ChairDecision.objects.filter(case=case).last()
    wanted = DecisionForm if before else FirstDecisionForm
    form = form_of(wanted, request, initial=_copied(before or recommended))
    if request.method == "POST" and form.is_valid():
        given = ChairDecision(case=case, **form.values())
        answer = done(
            request,
            form,
            lambda: deciding.decide(given, by=actor_of(request)),
            "Your decision is kept. Tell the referrer the outcome and why.",
            inside(request, "referral-decision"),
        )
        if answer:
            return answer
    quoted = [
        ("The group recommends", f"{OUTCOME_WORDS[Outcome(recommended.outcome)]}.\n\n{recommended.why}"),
    ]
    if recommended.dissent:
        quoted.append(("Who saw it differently", recommended.dissent))
    if before:
        quoted.insert(0, ("What was decided before", f"{OUTCOME_WORDS[Outcome(before.outcome)]}.\n\n{before.why}"))
    heading = "Decide again" if before else "Decide about a review"
    return _ask(request, form, heading, "Decide", quoted=quoted)


def _ask(request: Any, form: Any, heading: str, button: str, quoted: Any = ()) -> HttpResponse:
    told = (
        "If all four tests are met, the Board must arrange a review; if only the first two are, it may.",
        "A version that was kept is never changed: a new one replaces it.",
    )
    back = inside(request, "referral-decision")
    statute = deciding_gates.statute_on(clock.today())
    return ask(
        request,
        form,
        heading=heading,
        button=button,
        back=back,
        told=told,
        quoted=quoted,
        template="judge",
        statute=statute,
    )
