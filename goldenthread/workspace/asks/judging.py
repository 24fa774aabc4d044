"""What the Board decides of an answer: back with a question, or accepted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.accounts import kept
from goldenthread.asks import deciding, queries, reaching
from goldenthread.asks.link_models import LinkState
from goldenthread.asks.models import Answer
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.workspace.asks.finding import boards_answer_of, show_answer, to
from goldenthread.workspace.asks.forms import ReturnForm


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def return_with(request: Any, pk: UUID) -> HttpResponse:
    """Return it with a question."""
    answer = boards_answer_of(request, pk, Act.EDIT)
    given = queries.last_handed_in(answer)
    if given is None:
        raise NotPossibleNow("This answer was not handed in yet, so there is nothing to ask about.")
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = ReturnForm(data, form=answer.recipient.ask.form)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deciding.return_with(answer, [(said["key"], said["words"])], by=actor_of(request), number=_number(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _went_back(answer))
            return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))
    status = 422 if request.method == "POST" else 200
    return show_answer(request, "return", answer, status=status, return_form=form, given=given)


def _went_back(answer: Answer) -> str:
    """Who hears of the question, as far as anybody does."""
    agency = answer.recipient.agency
    answer.refresh_from_db()
    told = [one.name for one in reaching.with_accounts(answer)]
    link = reaching.last_link(answer)
    if link is not None and link.state() is LinkState.OPEN:
        told.append(f"{link.for_whom}, by a new link to {link.sent_to}")
    if told:
        return f"It went back to {agency} with your question. This was sent to {'; '.join(told)}."
    return f"Your question is kept. {agency} has no way to see it: send a link."


@needs("answers", post=Act.APPROVE)
def accept(request: Any, pk: UUID) -> HttpResponse:
    """Accept it, as it was read."""
    answer = boards_answer_of(request, pk, Act.APPROVE)
    try:
        deciding.accept(answer, by=actor_of(request), number=_number(request))
    except AlreadyDone as error:
        context = {"heading": "Already done", "words": str(error), "back": to(request, "answers-record", pk=answer.pk)}
        return render(request, "workspace/error.html", context, status=409)
    messages.success(request, f"The answer of {answer.recipient.agency} is accepted. It cannot change any more.")
    return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))


def _number(request: Any) -> int | None:
    said = request.POST.get("number", "")
    return int(said) if said.isdecimal() and len(said) < 6 else None
