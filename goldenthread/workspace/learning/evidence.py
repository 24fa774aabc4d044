"""Evidence: reading it, checking it, answering a question about it, and its file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from goldenthread.boards import documents
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import GoldenThreadError, NotFound
from goldenthread.learning import showing
from goldenthread.learning.kinds_of_proof import checked
from goldenthread.learning.models import Action, Evidence
from goldenthread.workspace.learning import seen
from goldenthread.workspace.learning.forms import AgainForm, CheckForm
from goldenthread.workspace.records import NO_SUCH_RECORD


@needs("evidence", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    return _show(request, seen.one(request, "evidence", pk), CheckForm())


def _show(request: Any, one: Evidence, form: CheckForm, status: int = 200) -> HttpResponse:
    waits = one.state == Evidence.State.HANDED_IN
    may_check = waits and allow(request.standing, Act.APPROVE, one)
    context = {
        "one": one,
        "state": checked(one),
        "action": seen.seen(request, Action.objects.filter(pk=one.action_id)).first(),
        "why_not": showing.may_not_check(one, actor_of(request)) if may_check else "",
        "may_check": may_check,
        "may_answer": one.state == Evidence.State.SENT_BACK and allow(request.standing, Act.EDIT, one),
        "may_take_away": allow(request.standing, Act.DELETE, one),
        "form": form,
        "entries": seen.entries(request, one),
    }
    return seen.page(request, "evidence", "evidence", status=status, **context)


@needs("evidence", post=Act.APPROVE)
def check(request: Any, pk: UUID) -> HttpResponse:
    """Accept evidence, or send it back with a question."""
    one: Evidence = seen.one(request, "evidence", pk, Act.APPROVE)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _show(request, one, form, 422)
    by = actor_of(request)
    if form.cleaned_data["deed"] == "accept":
        showing.accept(one, by=by)
        messages.success(request, "The evidence is accepted.")
    else:
        showing.send_back(one, question=form.cleaned_data["question"], by=by)
        messages.success(request, "It is sent back with your question.")
    return HttpResponseRedirect(seen.to(request, "evidence-record", pk=pk))


@needs("evidence", get=Act.EDIT, post=Act.EDIT)
def again(request: Any, pk: UUID) -> HttpResponse:
    """Answer the question, and hand it in again."""
    one: Evidence = seen.one(request, "evidence", pk, Act.EDIT)
    form = AgainForm(request.POST, request.FILES) if request.method == "POST" else AgainForm(initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        try:
            showing.hand_in_again(
                one, text=form.cleaned_data["text"], file=form.cleaned_data["file"], by=actor_of(request)
            )
        except GoldenThreadError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is handed in again. Somebody checks it.")
            return HttpResponseRedirect(seen.to(request, "evidence-record", pk=pk))
    status = 422 if request.method == "POST" else 200
    return seen.page(request, "again", "evidence", status=status, one=one, form=form)


@needs("evidence", get=Act.READ)
def file(request: Any, pk: UUID) -> HttpResponseBase:
    """The file that was handed in, as it was."""
    one: Evidence = seen.one(request, "evidence", pk)
    if one.document is None:
        raise NotFound(NO_SUCH_RECORD)
    return documents.answer(one.document)
