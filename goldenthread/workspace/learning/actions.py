"""An action: what is to be done, how far it is, what stands in its way, what shows it; and what people do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks.models import Answer
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import GoldenThreadError
from goldenthread.learning import contradictions, operations, queries
from goldenthread.learning.kinds import state
from goldenthread.learning.kinds_of_proof import checked
from goldenthread.learning.models import Action, Evidence, Measure, Recommendation
from goldenthread.workspace.learning import seen
from goldenthread.workspace.learning.forms import DayForm, DueForm, HowFarForm, WaitsForm
from goldenthread.workspace.learning.recommendations import measured
from goldenthread.workspace.learning.shown import MEANS, STRONG


@needs("actions", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    one: Action = seen.one(request, "actions", pk)
    others = Action.objects.filter(board=request.board).select_related("agency")
    waits = list(seen.seen(request, others.filter(holds_up=one)))
    evidence = list(seen.seen(request, Evidence.objects.filter(action=one)).select_related("document"))
    answers = Recommendation.objects.filter(Q(pk=one.recommendation_id) | Q(also_answered_by=one)).distinct()
    proposed = Answer.objects.filter(actions=one)
    measures = Measure.objects.filter(action=one).prefetch_related("verdicts")
    looked, day = _day(request)
    context = {
        "one": one,
        "state": state(one),
        "wrong": contradictions.sentences(one, waits, clock.today()),
        "proposed_in": seen.seen(request, proposed.select_related("recipient__ask", "recipient__agency")).first(),
        "answers": list(seen.seen(request, answers).select_related("source")),
        "waits": [(each, state(each)) for each in waits],
        "holds_up": [(each, state(each)) for each in seen.seen(request, others.filter(depends_on=one))],
        "progress": list(one.progress.all())[::-1],
        "moved": list(one.due_changes.all()),
        "evidence": [(each, checked(each)) for each in evidence],
        "strength": STRONG[queries.strength_of(evidence)],
        "means": MEANS,
        "looked": looked,
        "day": day,
        "proof": queries.proof_on(evidence, day) if day else [],
        "measures": [measured(each) for each in seen.seen(request, measures)],
        "sees_evidence": seen.may(request, "evidence", Act.READ),
        "may_change": allow(request.standing, Act.EDIT, one),
        "may_take_away": allow(request.standing, Act.DELETE, one),
        "may_hand_in": allow(request.standing, Act.CREATE, Evidence(action=one)),
        "may_measure": seen.may(request, "measures", Act.CREATE),
        "entries": seen.entries(request, one),
    }
    return seen.page(request, "action", "actions", **context)


def _day(request: Any) -> tuple[DayForm, Any]:
    """The day somebody asks to look back to, if it is one."""
    asked = any(name.startswith("on-") for name in request.GET)
    form = DayForm(request.GET if asked else None)
    return form, form.cleaned_data["on"] if asked and form.is_valid() else None


def _back(request: Any, pk: UUID, words: str) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(seen.to(request, "actions-record", pk=pk))


@needs("actions", get=Act.EDIT, post=Act.EDIT)
def how_far(request: Any, pk: UUID) -> HttpResponse:
    one: Action = seen.one(request, "actions", pk, Act.EDIT)
    sent = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = HowFarForm(sent, action=one)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.say_how_far(
                one, status=said["status"], text=said["text"], done_on=said.get("done_on"), by=actor_of(request)
            )
        except GoldenThreadError as error:
            form.add_error(None, str(error))
        else:
            done = said["status"] == "done"
            return _back(request, pk, "It is done. Now hand in what shows it." if done else "What you said is kept.")
    return _form(request, "how_far", one, form)


@needs("actions", get=Act.EDIT, post=Act.EDIT)
def due(request: Any, pk: UUID) -> HttpResponse:
    one: Action = seen.one(request, "actions", pk, Act.EDIT)
    sent = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = DueForm(sent, action=one)
    if request.method == "POST" and form.is_valid():
        try:
            operations.move_due_date(
                one, to_on=form.cleaned_data["to_on"], why=form.cleaned_data["why"], by=actor_of(request)
            )
        except GoldenThreadError as error:
            form.add_error(None, str(error))
        else:
            return _back(request, pk, "The day is moved. The old day and the reason stay with the action.")
    return _form(request, "due", one, form)


@needs("actions", get=Act.EDIT, post=Act.EDIT)
def waits(request: Any, pk: UUID) -> HttpResponse:
    """What an action waits for. What it waits for already and cannot be seen here stays."""
    one: Action = seen.one(request, "actions", pk, Act.EDIT)
    now = list(one.depends_on.all())
    choosable = Q(status__in=Action.OPEN) | Q(pk__in=[each.pk for each in now])
    others = seen.seen(request, Action.objects.filter(choosable, board=request.board).exclude(pk=pk)).distinct()
    initial = {"waits": [each.pk for each in now]}
    form = WaitsForm(request.POST if request.method == "POST" else None, others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        unseen = [each for each in now if each.pk not in set(others.values_list("pk", flat=True))]
        try:
            operations.wait_for(one, [*form.cleaned_data["waits"], *unseen], by=actor_of(request))
        except GoldenThreadError as error:
            form.add_error(None, str(error))
        else:
            return _back(request, pk, "What it waits for is kept.")
    return _form(request, "waits", one, form)


def _form(request: Any, name: str, one: Action, form: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return seen.page(request, name, "actions", status=status, one=one, form=form)
