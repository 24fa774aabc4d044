"""A self-assessment's scores side by side: the agency's own, the panel's, and what both agreed at the challenge event."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import queries, scoring
from goldenthread.asks.models import Answer, SelfAssessment
from goldenthread.asks.scores import ChallengeEvent
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import DayField
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, show, to

STAGES = {"moderated": "The panel’s scores", "agreed": "Scores agreed with the agency"}


class EventForm(Plain):
    """When the panel and the agency met, and what came of it."""

    held_on = DayField(label="Day it was held")
    panel = forms.CharField(label="Who sat on the panel", max_length=300, help_text="Posts and agencies.")
    asked = forms.CharField(
        label="What the panel asked",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Each question, and what the agency answered.",
    )
    follows = forms.CharField(
        label="What follows",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What the agency will do, and by when.",
    )


def _found(request: Any, pk: UUID, *, to_change: bool = False) -> Answer:
    here = SelfAssessment.objects.filter(recipient__ask__board=request.board).select_related(*queries.WITH_ALL)
    answer = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if answer is None:
        raise NotFound(NO_SUCH_PAGE)
    if to_change and not _may_change(request, answer):
        raise NotPermitted("The Board’s own people keep these scores. If you should, ask the Board’s manager.")
    return answer


def _may_change(request: Any, answer: Any) -> bool:
    return allow(request.standing, Act.EDIT, answer) and allow(request.standing, Act.EDIT, answer.recipient.ask)


def _show(request: Any, template: str, answer: Any, status: int = 200, **context: Any) -> HttpResponse:
    around = {
        "answer": answer,
        "ask": answer.recipient.ask,
        "agency": answer.recipient.agency,
        "address": to(request, "self-assessments-scores", pk=answer.pk),
        "record_address": to(request, "self-assessments-record", pk=answer.pk),
    }
    return show(request, template, status=status, **{**around, **context})


@needs("self_assessments", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """All scores of one self-assessment, and where they differ."""
    answer = _found(request, pk)
    found = scoring.standards(answer)
    return _show(
        request,
        "scores",
        answer,
        standards=found,
        looked=scoring.looked(found),
        event=ChallengeEvent.objects.filter(answer=answer.pk).first(),
        may_change=_may_change(request, answer),
        is_signed_off=answer.signed_off_at is not None,
    )


@needs("self_assessments", get=Act.EDIT, post=Act.EDIT)
def settle(request: Any, pk: UUID, stage: str) -> HttpResponse:
    """The panel's scores, or those that were agreed, standard by standard."""
    answer = _found(request, pk, to_change=True)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    lines = [_line(one, stage, data) for one in scoring.standards(answer)]
    trouble = ""
    if request.method == "POST":
        said = {line["key"]: (line["value"], line["why"]) for line in lines}
        try:
            changed = scoring.settle(answer, "agreed" if stage == "agreed" else "moderated", said, by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            trouble = str(error)
        else:
            messages.success(request, "Nothing was changed." if not changed else "The scores are kept.")
            return HttpResponseRedirect(to(request, "self-assessments-scores", pk=answer.pk))
    status = 422 if trouble else 200
    return _show(request, "settle", answer, status, lines=lines, title=STAGES[stage], stage=stage, trouble=trouble)


def _line(one: scoring.Standard, stage: str, data: Any) -> dict[str, Any]:
    """A standard with what stands, or was typed, in its two boxes. What a stage begins from is the one before it."""
    key, score = one.question.key, one.score
    kept_value = getattr(score, stage, "") if score else ""
    before = (score.moderated if score and stage == "agreed" else "") or one.own
    why = getattr(score, f"{stage}_why", "") if score else ""
    return {
        "key": key,
        "standard": one,
        "value": str(data.get(f"s-{key}", ""))[:20] if data is not None else kept_value or before,
        "why": str(data.get(f"y-{key}", "")).replace("\0", "").strip() if data is not None else why,
        "choices": [(each.key, scoring.shown(each.key, each.words).words) for each in one.question.choices],
    }


@needs("self_assessments", get=Act.EDIT, post=Act.EDIT)
def event(request: Any, pk: UUID) -> HttpResponse:
    """The challenge event."""
    answer = _found(request, pk, to_change=True)
    found = ChallengeEvent.objects.filter(answer=answer.pk).first() or ChallengeEvent(
        answer_id=answer.pk, is_synthetic=answer.is_synthetic
    )
    names = list(EventForm.base_fields)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = EventForm(data, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        for name in names:
            setattr(found, name, form.cleaned_data[name])
        try:
            scoring.hold_event(found, by=actor_of(request))
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The challenge event is kept.")
            return HttpResponseRedirect(to(request, "self-assessments-scores", pk=answer.pk))
    return _show(request, "event", answer, 422 if request.method == "POST" else 200, event_form=form)
