"""How complete a review is: fifteen quality markers and twelve questions of governance, on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.forms import READ_SALT, Plain, signed
from goldenthread.core.shapes import Status
from goldenthread.learning.markers import MARKERS
from goldenthread.reviews import quality_markers
from goldenthread.reviews.models import QualityAnswer
from goldenthread.reviews.quality_markers import GOVERNANCE, Question
from goldenthread.trail import operations as trail
from goldenthread.trail.stale import fingerprint
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews.running_front import address, asked, review_of

SHAPES = {"met": "good", "partly": "part", "not_met": "bad", "not_applicable": "info"}
NOT_YET = Status("ring", "Not answered yet")


def _shown(answer: QualityAnswer | None) -> Status:
    return Status(SHAPES[answer.answer], answer.get_answer_display()) if answer else NOT_YET


@needs_case("review_work", get=Act.READ)
def page(request: Any) -> HttpResponse:
    review_of(request)
    given = {one.question: one for one in QualityAnswer.objects.filter(case=request.case)}
    markers = [
        (
            number,
            title,
            f"marker-{number}",
            [(one, _shown(given.get(one.key))) for one in quality_markers.of_marker(number)],
        )
        for number, (title, _) in MARKERS.items()
    ]
    governance = [
        (number, one, f"governance-{number}", _shown(given.get(one.key)), given.get(one.key))
        for number, one in ((number, quality_markers.of_governance(number)) for number in GOVERNANCE)
    ]
    context = {
        "markers": markers,
        "governance": governance,
        "answered": len(given),
        "every": len(quality_markers.questions()),
        "link": quality_markers.LINK,
        "may_answer": request.standing.may("review_work", Act.EDIT, request.board.pk),
        "siblings": places.beside(request, "review-quality"),
    }
    return render(request, "workspace/reviews/quality.html", context)


def _form(questions: tuple[Question, ...], given: dict[str, QualityAnswer], data: Any) -> Plain:
    """A form of the questions of one page: for each an answer, and what shows it."""
    read = {one.key: _stands(given.get(one.key)) for one in questions}
    fields: dict[str, Any] = {
        "read": forms.CharField(required=False, widget=forms.HiddenInput, initial=signed(read)),
    }
    for one in questions:
        said, who = given.get(one.key), one.audience or "Answer"
        fields[one.key] = forms.ChoiceField(
            label=who,
            required=False,
            widget=forms.RadioSelect,
            choices=[("", "Not answered yet"), *QualityAnswer.Answer.choices],
            initial=said.answer if said else "",
        )
        fields[f"{one.key}-evidence"] = forms.CharField(
            label="What shows it",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=said.evidence if said else "",
        )
    return type("QualityForm", (Plain,), fields)(data)  # type: ignore[no-any-return]


@needs_case("review_work", get=Act.EDIT, post=Act.EDIT)
def answer(request: Any, page: str) -> HttpResponse:
    """Answer the questions of one marker, as its three audiences see it, or one question of governance."""
    review_of(request)
    questions = quality_markers.asked_together(page)
    if not questions:
        raise NotFound(NO_SUCH_PAGE)
    of_page = QualityAnswer.objects.filter(case=request.case, question__in=[one.key for one in questions])
    form = _form(questions, {one.question: one for one in of_page}, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = _keep(request, questions, form.cleaned_data)
        if not changed:
            messages.success(request, "The answers were saved.")
            return HttpResponseRedirect(address(request, "review-quality"))
        for one, now in changed:
            said = f"“{now.get_answer_display()}”{f', with: {now.evidence}' if now.evidence else ''}"
            form.add_error(one.key, f"Somebody answered this meanwhile: {said}. Save again to put yours over it.")
        form.data = {**request.POST.dict(), "read": signed({one.key: _stands(now) for one, now in changed})}
    told = [questions[0].prompt]
    return asked(request, form, heading=questions[0].title, told=told, button="Save the answers", back="review-quality")


Changed = list[tuple[Question, QualityAnswer]]


def _stands(answer: QualityAnswer | None) -> str:
    """How an answer stands, as a form carries it: to see whether it changed, and nothing to read it from."""
    return fingerprint([answer.answer, answer.evidence]) if answer else ""


@transaction.atomic
def _keep(request: Any, questions: tuple[Question, ...], said: dict[str, str]) -> Changed:
    """Keep each answer that was given; what was left open stays as it is.

    Where somebody else changed one of them since the page was opened, nothing is kept, and those are returned.
    """
    by, of_page = actor_of(request), QualityAnswer.objects.select_for_update().filter(case=request.case)
    known = {one.question: one for one in of_page.filter(question__in=[one.key for one in questions])}
    given = [one for one in questions if said[one.key]]
    changed = _changed_since(given, known, said)
    if changed:
        return changed
    for one in given:
        values = {"answer": said[one.key], "evidence": said[f"{one.key}-evidence"]}
        if one.key in known:
            trail.change(known[one.key], values, by=by)
        else:
            trail.add(QualityAnswer(case=request.case, question=one.key, **values), by=by)
    return []


def _changed_since(given: list[Question], known: dict[str, QualityAnswer], said: dict[str, str]) -> Changed:
    """Answers that are no longer as they were read, and would become something else now."""
    try:
        read = dict(signing.loads(said["read"], salt=READ_SALT))
    except signing.BadSignature:
        read = {}
    return [
        (one, known[one.key])
        for one in given
        if one.key in known
        and read.get(one.key, "") != _stands(known[one.key])
        and (known[one.key].answer, known[one.key].evidence) != (said[one.key], said[f"{one.key}-evidence"])
    ]
