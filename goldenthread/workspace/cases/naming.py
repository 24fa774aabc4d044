"""Who is named on a case, which agencies take part, and who stands aside: pages to see and to change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.boards import steps
from goldenthread.cases import naming, two_people
from goldenthread.cases.models import GIVEN_ONE_BY_ONE, CaseAgency, CaseMembership, CaseRecusal, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import GoldenThreadError, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.workspace.cases import places, recusals
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.cases.forms import AgenciesForm, AnotherAsideForm, AsideForm, NamingForm
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.navigation import siblings

SHOWN = 50
"""How many of those that wait stand on one page: each has its own form."""
DONE = {
    "name": {
        "agree": "You agreed. They are named on the case from now.",
        "refuse": "You refused it. Nobody was named.",
        "take-back": "You took it back. Nobody was named.",
    },
    "agencies": {
        "agree": "You agreed. The agencies take part from today.",
        "refuse": "You refused it. No agency came in.",
        "take-back": "You took it back. No agency came in.",
    },
    "end-recusal": {
        "agree": "You agreed. The case is open to them again from tomorrow, where they are named on it.",
        "refuse": "You refused it. They stand aside as before.",
        "take-back": "You took it back. They stand aside as before.",
    },
}


@needs_case("cases", get=Act.READ)
def named(request: Any) -> HttpResponse:
    """Who is named on the case, which agencies take part, and who stands aside."""
    today, case, standing = clock.today(), request.case, request.standing
    found = CaseMembership.objects.on(today).filter(case=case).select_related("user", "agency").order_by("part")
    may_change = not request.is_in_emergency and allow(standing, Act.GRANT, CaseMembership(case=case))
    waiting = two_people.waiting_to_be_named(standing, case.board_id) if may_change else []
    here = [one for one in waiting if one.case_id == case.pk]
    names = two_people.named_by(here)
    context = {
        "named": found,
        "agencies": naming.taking_part(case),
        "aside": CaseRecusal.objects.on(today).filter(case=case).select_related("user"),
        "may_change": may_change,
        "may_see_why": recusals.may_see(request),
        "may_name": may_change and case.sort not in GIVEN_ONE_BY_ONE,
        "waiting": [(one, names[one.pk]) for one in here],
        "siblings": places.beside(request, "case-named"),
    }
    return render(request, "workspace/cases/named.html", context)


def _ask(request: Any, form: Plain, heading: str, intro: str, button: str) -> HttpResponse:
    """A short form about who may come near this case; sent, it comes back with what stands in the way."""
    context = {"form": form, "heading": heading, "intro": intro, "button": button}
    context["back"] = places.address(request.case, "case-named")
    return render(request, "workspace/cases/ask.html", context, status=422 if request.method == "POST" else 200)


def _tried(request: Any, form: Plain, deed: Callable[[dict[str, Any]], object]) -> bool:
    """Do it if the form was sent and holds; what stands in the way is told in it, so that nothing typed is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except (NotPermitted, NotPossibleNow, Refused) as error:
        form.add_error(None, str(error))
        return False
    return True


def _back(request: Any, words: str) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(places.address(request.case, "case-named"))


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def name(request: Any) -> HttpResponse:
    """Ask to name somebody on the case; a second person agrees or refuses."""
    case = request.case
    naming.check_names_by_hand(case)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = NamingForm(data, case=case)

    def deed(said: dict[str, Any]) -> None:
        details = {name: said[name] for name in ("user", "part", "agency") if said[name]}
        two_people.ask(two_people.NAME, case, why=said["why"], by=actor_of(request), details=details)

    if _tried(request, form, deed):
        return _back(request, "You asked for it. They are named once a second person agrees.")
    intro = "Whoever is named can open the case, and is asked why. It takes a second person: they get an e-mail."
    return _ask(request, form, "Name somebody on this case", intro, "Ask for it")


def _one(request: Any, records: QuerySet[Any], pk: UUID) -> Any:
    """A record of this case to which they may give access.

    Raises:
        NotFound: there is none.
    """
    found = visible_to(request.standing, Act.GRANT, records.filter(case=request.case)).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def off(request: Any, pk: UUID) -> HttpResponse:
    """Take somebody off the case, at once."""
    one = _one(request, CaseMembership.objects.select_related("user"), pk)
    form = WhyForm(request.POST or None)
    by = actor_of(request)
    if _tried(request, form, lambda said: naming.take_off(one, why=said["why"], by=by)):
        return _back(request, f"{one.user.name} was taken off the case.")
    intro = "They can no longer open the case from now on. What they wrote stays, under their name."
    return _ask(request, form, f"Take {one.user.name} off this case", intro, "Take them off")


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def agencies(request: Any) -> HttpResponse:
    """Ask to let agencies take part; a second person agrees or refuses."""
    case = request.case
    naming.check_names_by_hand(case)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = AgenciesForm(data, case=case)

    def deed(said: dict[str, Any]) -> None:
        two_people.ask_to_let_in(case, said["agencies"], why=said["why"], by=actor_of(request))

    if _tried(request, form, deed):
        return _back(request, "You asked for it. They take part once a second person agrees.")
    intro = (
        "Their safeguarding leads then know of the case, who its people are and who is named on it, and see their own "
        "agency’s part and no other’s. It takes a second person: they get an e-mail. To ask an agency something, you need not "
        "let it take part first."
    )
    return _ask(request, form, "Let agencies take part", intro, "Ask for it")


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def agency_stops(request: Any, pk: UUID) -> HttpResponse:
    """An agency takes no part any more."""
    one = _one(request, CaseAgency.objects.select_related("agency"), pk)
    form = WhyForm(request.POST or None)
    by = actor_of(request)
    if _tried(request, form, lambda said: naming.stops(one, why=said["why"], by=by)):
        return _back(request, f"{one.agency} takes no part any more.")
    intro = "Its leads no longer know of the case from now on. Whoever is named by name stays named."
    return _ask(request, form, f"{one.agency} takes no part any more", intro, "End its part")


@needs_case("cases", get=Act.READ, post=Act.READ, of_asked=True)
def aside(request: Any) -> HttpResponse:
    """Stand aside oneself: the case is shut at once."""
    form = AsideForm(request.POST or None)
    recusal = CaseRecusal(case=request.case, user_id=request.user.pk, from_on=clock.today())

    def deed(said: dict[str, Any]) -> None:
        recusal.reason = said["reason"]
        naming.stand_aside(recusal, by=actor_of(request))

    if _tried(request, form, deed):
        messages.success(request, "You stand aside. The case is shut to you from now on, whatever your role.")
        return HttpResponseRedirect(reverse("workspace:cases-mine", kwargs={"board": request.board.slug}))
    intro = (
        "Do this where you, or somebody close to you, is part of what happened. It shuts the case to you at once: its pages, "
        "and what it taught. You cannot undo it yourself."
    )
    return _ask(request, form, "Stand aside from this case", intro, "Stand aside")


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def another_aside(request: Any) -> HttpResponse:
    """Put another aside."""
    form = AnotherAsideForm(request.POST or None, case=request.case)

    def deed(said: dict[str, Any]) -> None:
        recusal = CaseRecusal(
            case=request.case, user_id=UUID(said["user"]), from_on=clock.today(), reason=said["reason"]
        )
        naming.stand_aside(recusal, by=actor_of(request))

    if _tried(request, form, deed):
        return _back(request, "They stand aside. The case is shut to them from now on.")
    intro = "It shuts the case to them at once, whatever their role, and whether or not they are named on it."
    return _ask(request, form, "Put somebody aside", intro, "Put them aside")


@needs("memberships", get=Act.GRANT)
def waiting(request: Any) -> HttpResponse:
    """Who waits to be named on which case, to take part in it or to be let back: its reference, who and as what; no more."""
    every = two_people.waiting_to_be_named(request.standing, request.board.pk)
    found = every[:SHOWN]
    names = two_people.named_by(found)
    context = {
        "more": len(every) - len(found),
        "waiting": [(one, names[one.pk]) for one in found],
        "siblings": siblings("cases-waiting", request.standing, request.board),
    }
    return render(request, "workspace/cases/waiting.html", context)


@needs("memberships", post=Act.GRANT)
def decide(request: Any, pk: UUID, what: str) -> HttpResponse:
    """Agree to naming somebody, to letting agencies take part or somebody back; refuse it, or take one’s own back."""
    here = TwoPersonAct.objects.filter(case__board=request.board, deed__in=two_people.AT_THE_DOOR)
    act = visible_to(request.standing, Act.GRANT, here).select_related("case__board").filter(pk=pk).first()
    if act is None or what not in steps.ANSWERS:
        raise NotFound(NO_SUCH_PAGE)
    try:
        two_people.decide(act, steps.ANSWERS[what], by=actor_of(request), why=request.POST.get("why", ""))
    except GoldenThreadError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, DONE[act.deed][what])
    return HttpResponseRedirect(reverse("workspace:cases-waiting", kwargs={"board": request.board.slug}))
