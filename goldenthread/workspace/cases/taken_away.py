"""Files of a case that hold many rows: asking that one may be taken away, and the second person's answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.accounts import kept
from goldenthread.accounts.fresh import needs_fresh
from goldenthread.boards import steps
from goldenthread.boards.steps import State
from goldenthread.cases import taking_away, two_people
from goldenthread.cases.taking_away import HOLDS, MOST_ALONE, File
from goldenthread.core import clock
from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.workspace.cases import leaving, places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.forms import WhyForm

DONE = {
    "agree": "You agreed. They can take the file within a day, as long as nothing is added to it.",
    "refuse": "You refused it. Nothing left the case.",
    "take-back": "You took it back. Nothing left the case.",
}


@needs_case("cases", get=Act.READ, post=Act.READ)
def page(request: Any) -> HttpResponseBase:
    """What was asked for; asking for one; agreeing to another's, or not."""
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    file = leaving.asked(request)
    form = WhyForm(data if file else None)
    if request.method == "POST":
        if (prove := needs_fresh(request)) is not None:
            return prove
        done = _decide(request) if file is None else _ask(request, file, form)
        if done is not None:
            return done
    context = {
        "file": file,
        "form": form,
        "back": leaving.list_of(file) if file else "",
        "of": request.POST.get("of") or request.GET.get("of", ""),
        "lines": [_line(request, one) for one in taking_away.of_case(request.case) if _concerns(request, one)],
        "most": MOST_ALONE,
    }
    return render(request, "workspace/cases/taken_away.html", context, status=422 if form.errors else 200)


def _concerns(request: Any, one: Any) -> bool:
    return one.proposed_by_id == request.user.pk or taking_away.may_decide(request.standing, one)


def _line(request: Any, one: Any) -> dict[str, Any]:
    is_own, is_open = one.proposed_by_id == request.user.pk, one.state == State.PROPOSED
    can_take = is_own and one.state == State.AGREED and one.decided_at >= clock.now() - HOLDS
    return {
        "act": one,
        "says": two_people.deed_of(one).says(one),
        "is_own": is_own,
        "is_open": is_open,
        "path": one.details["path"] if can_take else "",
    }


def _ask(request: Any, file: File, form: WhyForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        taking_away.ask(file, request.case, why=form.cleaned_data["why"], by=actor_of(request))
    except (NotPermitted, NotPossibleNow, Refused) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, "You asked for it. You can take the file once a second person agrees.")
    return HttpResponseRedirect(places.address(request.case, leaving.PAGE))


def _decide(request: Any) -> HttpResponse:
    """Agree, refuse, or take back.

    Raises:
        NotFound: nothing such waits in this case, or not for them.
    """
    here = {str(one.pk): one for one in taking_away.of_case(request.case) if _concerns(request, one)}
    act, said = here.get(request.POST.get("act", "")), request.POST.get("decision", "")
    if act is None or said not in steps.ANSWERS:
        raise NotFound(NO_SUCH_PAGE)
    try:
        two_people.decide(act, steps.ANSWERS[said], by=actor_of(request), why=request.POST.get("why", ""))
    except (NotPermitted, NotPossibleNow, Refused) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, DONE[said])
    return HttpResponseRedirect(places.address(request.case, leaving.PAGE))
