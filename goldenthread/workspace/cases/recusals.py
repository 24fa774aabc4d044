"""Who stands aside from a case, or stood aside once, and why: for those who say who is named, and those on the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.cases import recusals, two_people
from goldenthread.cases.models import CaseMembership, CaseRecusal
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.forms import WhyForm


def may_see(request: Any) -> bool:
    """Whether why people stand aside is open to this reader: it is not to the agencies of the case."""
    return bool(allow(request.standing, Act.READ, CaseRecusal(case=request.case)))


@needs_case("memberships", get=Act.READ)
def listed(request: Any) -> HttpResponse:
    """Everybody who stands aside from the case or stood aside once, with the reasons; and who waits to be let back."""
    if not may_see(request):
        raise NotPermitted("Why people stand aside is for those who are named on the case, and those who name them.")
    every = CaseRecusal.objects.filter(case=request.case).select_related("user").order_by("-from_on")
    may_change = not request.is_in_emergency and allow(request.standing, Act.GRANT, CaseMembership(case=request.case))
    waiting = two_people.waiting_to_be_named(request.standing, request.case.board_id) if may_change else []
    here = [one for one in waiting if one.case_id == request.case.pk and one.deed == recusals.END.key]
    names, asked = two_people.named_by(here), {one.subject_id for one in here}
    context = {
        "recusals": [(one, may_change and not one.has_end and one.pk not in asked) for one in every],
        "waiting": [(one, names[one.pk]) for one in here],
        "back": places.address(request.case, "case-named"),
    }
    return render(request, "workspace/cases/recusals.html", context)


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def end(request: Any, pk: UUID) -> HttpResponse:
    """Ask that somebody who stands aside may come near the case again."""
    here = CaseRecusal.objects.filter(case=request.case).select_related("user", "case__board")
    one = visible_to(request.standing, Act.GRANT, here).filter(pk=pk).first()
    if one is None:
        raise NotFound(NO_SUCH_PAGE)
    form = WhyForm(request.POST if request.method == "POST" else None)
    back = places.address(request.case, "case-recusals")
    if request.method == "POST" and form.is_valid():
        try:
            recusals.ask_to_end(one, why=form.cleaned_data["why"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "You asked for it. The case stays shut to them until a second person agrees.")
            return HttpResponseRedirect(back)
    context = {
        "form": form,
        "heading": f"Let {one.user.name} back to this case",
        "intro": "They stood aside for a reason: say what has changed. A second person agrees, and it holds from the next day.",
        "button": "Ask for it",
        "back": back,
    }
    return render(request, "workspace/cases/ask.html", context, status=422 if form.errors else 200)
