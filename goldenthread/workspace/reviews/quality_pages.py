"""How complete a review is: fifteen quality markers and twelve questions of governance, on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.forms import Plain
from goldenthread.core.shapes import Status
from goldenthread.learning.markers import MARKERS
from goldenthread.reviews import quality_markers
from goldenthread.reviews.models import QualityAnswer
from goldenthread.reviews.quality_markers import GOVERNANCE, Question
from goldenthread.trail import operations as trail
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
    fields: dict[str, Any] = {}
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
        _keep(request, questions, form.cleaned_data)
        messages.success(request, "The answers were saved.")
        return HttpResponseRedirect(address(request, "review-quality"))
    told = [questions[0].prompt]
    return asked(request, form, heading=questions[0].title, told=told, button="Save the answers", back="review-quality")


@transaction.atomic
def _keep(request: Any, questions: tuple[Question, ...], said: dict[str, str]) -> None:
    """Keep each answer that was given; what was left open stays as it is."""
    by = actor_of(request)
    of_page = QualityAnswer.objects.select_for_update().filter(case=request.case)
    known = {one.question: one for one in of_page.filter(question__in=[one.key for one in questions])}
    for one in questions:
        values = {"answer": said[one.key], "evidence": said[f"{one.key}-evidence"]}
        if not values["answer"]:
            continue
        if one.key in known:
            trail.change(known[one.key], values, by=by)
        else:
            trail.add(QualityAnswer(case=request.case, question=one.key, **values), by=by)
