"""One ask for the Board's own people: what, of whom, how far; choosing agencies, sending, closing, asking again, retiring."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import burden, lateness, operations, queries
from goldenthread.asks.models import Ask, FormVersion, Recipient
from goldenthread.asks.steps import AskState
from goldenthread.boards.models import Agency
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.shapes import Status
from goldenthread.trail import queries as trails
from goldenthread.workspace.asks import lines
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, ask_of, show, to
from goldenthread.workspace.asks.forms import AgenciesForm, RetireForm
from goldenthread.workspace.navigation import siblings


@needs("asks", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """One ask: what is asked, who has answered, what it costs each agency."""
    ask = ask_of(request, pk)
    found = queries.recipients(ask)
    for each in found:
        each.ask = ask
    stands = [queries.how(each, queries.answer_to(each)) for each in found]
    may_open = lines.readable(request, [ask])
    may_change = allow(request.standing, Act.EDIT, ask)
    told = [
        lines.line(request, each, how, may_open=_key(each) in may_open) for each, how in zip(found, stands, strict=True)
    ]
    may_see = may_change and bool(may_open)
    late = [lines.late(request, each, how) for each, how in zip(found, stands, strict=True)] if may_see else []
    boxes = burden.fields(ask.form)
    changed = trails.history_of(ask).exclude(verb__startswith="read ")[:3]
    entries = [(entry, trails.changes(entry, request.standing)) for entry in changed]
    context: dict[str, Any] = {
        "ask": ask,
        "state": Status(ask.stands.shape, ask.stands.words),
        "lines": told,
        "late": [each for each in late if each],
        "need_a_link": lines.needing_a_link(request, ask, found) if may_see else [],
        "can_compare": any(how.how in COMPARED for how in stands) and bool(may_open),
        "counts": lateness.count(stands),
        "boxes": boxes,
        "boxes_a_year": boxes * ask.times_a_year,
        "next": getattr(ask, "followed_by", None),
        "is_draft": ask.stands is AskState.DRAFTED,
        "is_sent": ask.stands is AskState.SENT,
        "is_closed": ask.stands is AskState.CLOSED,
        "may_change": may_change,
        "may_take_away": ask.stands is AskState.DRAFTED and allow(request.standing, Act.DELETE, ask),
        "may_create": request.standing.may("asks", Act.CREATE, request.board.pk),
        "siblings": siblings("asks", request.standing, request.board),
        "entries": entries,
    }
    return show(request, "ask", **context)


COMPARED = {lateness.How.IN, lateness.How.NIL, lateness.How.RETURNED, lateness.How.CHANGING}
"""What came in at least once: it can be read beside the others."""


def _key(recipient: Recipient) -> UUID | None:
    answer = queries.answer_to(recipient)
    return answer.pk if answer else None


def _agencies(request: Any, ask: Ask) -> list[Agency]:
    every = Agency.objects.filter(board=ask.board)
    return list(visible_to(request.standing, Act.READ, every))


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def agencies(request: Any, pk: UUID) -> HttpResponse:
    """Choose who is asked."""
    ask = ask_of(request, pk, Act.EDIT)
    asked = [str(key) for key in ask.recipients.values_list("agency_id", flat=True)]
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = AgenciesForm(data, agencies=_agencies(request, ask), initial={"asked": asked})
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_agencies(ask, agencies=form.chosen(), by=actor_of(request))
        except (NotPermitted, NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Who is asked was saved.")
            return HttpResponseRedirect(to(request, "asks-record", pk=ask.pk))
    status = 422 if request.method == "POST" else 200
    return show(request, "agencies", ask=ask, form=form, address=to(request, "asks-record", pk=ask.pk), status=status)


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def send(request: Any, pk: UUID) -> HttpResponse:
    """Look at what leaves, then send it."""
    ask = ask_of(request, pk, Act.EDIT)
    address = to(request, "asks-record", pk=ask.pk)
    trouble = ""
    if request.method == "POST":
        try:
            operations.send(ask, by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            trouble = str(error)
        else:
            messages.success(request, _went(ask))
            return HttpResponseRedirect(address)
    asked = [each.agency for each in ask.recipients.select_related("agency")]
    context: dict[str, Any] = {
        "ask": ask,
        "address": address,
        "trouble": trouble,
        "agencies": asked,
        "without": queries.without_anybody(asked),
        "left": [(each, queries.left_on(each)) for each in asked if queries.left_on(each)],
        "boxes": burden.fields(ask.form),
    }
    return show(request, "send", status=409 if trouble else 200, **context)


def _went(ask: Ask) -> str:
    """Who finds it now, and who still needs a link."""
    without = queries.without_anybody([each.agency for each in ask.recipients.select_related("agency")])
    if not without:
        return "The ask was sent. Each agency finds it on its page."
    needs = f"Nobody at {', '.join(one.name for one in without)} has an account: send a link from this page."
    if len(without) == ask.recipients.count():
        return f"The ask was sent. {needs}"
    return f"The ask was sent. Agencies with an account find it on their page. {needs}"


@needs("asks", post=Act.EDIT)
def close(request: Any, pk: UUID) -> HttpResponse:
    operations.close(ask_of(request, pk, Act.EDIT), by=actor_of(request))
    messages.success(request, "The ask is closed. What did not come stays late.")
    return HttpResponseRedirect(to(request, "asks-record", pk=pk))


@needs("asks", post=Act.EDIT)
def reopen(request: Any, pk: UUID) -> HttpResponse:
    operations.reopen(ask_of(request, pk, Act.EDIT), by=actor_of(request))
    messages.success(request, "The ask is open again.")
    return HttpResponseRedirect(to(request, "asks-record", pk=pk))


@needs("asks", post=Act.CREATE)
def next_round(request: Any, pk: UUID) -> HttpResponse:
    made = operations.next_round(ask_of(request, pk, Act.CREATE), by=actor_of(request))
    messages.success(request, "The next round is prepared. Look at its days, then send it.")
    return HttpResponseRedirect(to(request, "asks-record", pk=made.pk))


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def retire(request: Any, pk: UUID) -> HttpResponse:
    """Stop asking with a form, and say why."""
    here = FormVersion.objects.filter(board=request.board)
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = RetireForm(data)
    if request.method == "POST" and form.is_valid():
        try:
            operations.retire(found, why=form.cleaned_data["why"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The Board does not ask with “{found.title}” any more.")
            return HttpResponseRedirect(to(request, "ask-forms-record", pk=found.pk))
    context: dict[str, Any] = {
        "form": form,
        "heading": "Stop asking this",
        "kicker": str(found),
        "lead": "Nobody can prepare an ask with this form any more. What agencies answered stays.",
        "button": "Stop asking this",
        "back": to(request, "ask-forms-record", pk=found.pk),
        "crumbs": ("Forms the Board asks with", to(request, "ask-forms")),
    }
    return show(request, "deed", status=422 if request.method == "POST" else 200, **context)
