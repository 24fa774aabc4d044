"""What is done to one record of a review beyond changing it: going on after a pause, finishing and answering a fact check;
and the report's own page, part by part.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core import clock
from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.days import DayField
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.kinds import named
from goldenthread.reviews import fact_checking, running_operations
from goldenthread.reviews.models import FactCorrection
from goldenthread.workspace import records
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.reviews.running_front import asked


class GoOnForm(Plain):
    on = DayField(label="The day it goes on")


class FinishForm(Plain):
    finished = forms.BooleanField(label="We have read the part, and added what is wrong in it, if anything")


class VerdictForm(Plain):
    verdict = forms.ChoiceField(
        label="What became of it",
        widget=forms.RadioSelect,
        choices=[one for one in FactCorrection.Verdict.choices if one[0] != FactCorrection.Verdict.WAITING],
    )
    why = forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The agency reads this. Needed where it is not taken over.",
    )


def _done(request: Any, form: forms.Form, does: Callable[[], object], said: str, there: str) -> HttpResponse | None:
    """Do it, and go back to the record; None where the form has to be shown again, with what is wrong."""
    try:
        does()
    except (NotPossibleNow, Refused) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, said)
    return HttpResponseRedirect(there)


@needs_case("review_work", get=Act.EDIT, post=Act.EDIT)
def go_on(request: Any, pk: UUID) -> HttpResponse:
    kind = named("review-pauses")
    found: Any = records.one_of(request, kind, pk, Act.EDIT)
    form = GoOnForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        there = records.at(kind, "record", request.board.slug, case=request.case.pk, pk=pk)
        answer = _done(
            request,
            form,
            lambda: running_operations.go_on(found, by=actor_of(request), on=form.cleaned_data["on"]),
            "The review goes on.",
            there,
        )
        if answer:
            return answer
    told = ["It goes on at the stage at which it stood still."]
    return asked(request, form, heading="Let the review go on", told=told, button="Go on", back="review-pauses")


@needs_case("fact_checks", get=Act.APPROVE, post=Act.APPROVE)
def finish(request: Any, pk: UUID) -> HttpResponse:
    kind = named("fact-checks")
    found: Any = records.one_of(request, kind, pk, Act.APPROVE)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        there = records.at(kind, "record", request.board.slug, case=request.case.pk, pk=pk)
        answer = _done(
            request,
            form,
            lambda: fact_checking.finish(found, by=actor_of(request)),
            "The check is finished. The reviewer is shown your corrections.",
            there,
        )
        if answer:
            return answer
    told = [
        f"You finish the check of “{found.part}” for {found.agency.name}.",
        "After this your agency can add no more corrections to this part.",
    ]
    return asked(
        request, form, heading="Our check is finished", told=told, button="Finish the check", back="fact-checks"
    )


@needs_case("fact_corrections", get=Act.EDIT, post=Act.EDIT)
def answer(request: Any, pk: UUID) -> HttpResponse:
    kind = named("fact-corrections")
    found: Any = records.one_of(request, kind, pk, Act.EDIT)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        there = records.at(
            named("fact-checks"), "record", request.board.slug, case=request.case.pk, pk=found.check_of_id
        )
        answer_ = _done(
            request,
            form,
            lambda: fact_checking.answer(found, verdict=said["verdict"], why=said["why"], by=actor_of(request)),
            "The correction is answered.",
            there,
        )
        if answer_:
            return answer_
    quoted = [("What the draft says", found.says), ("What it should say", found.should_say)]
    quoted += [("What shows that", found.evidence)] if found.evidence else []
    return asked(
        request,
        form,
        heading="What became of this correction",
        button="Save the answer",
        back="fact-corrections",
        quoted=quoted,
    )
