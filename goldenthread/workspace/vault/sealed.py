"""Pages of what is sealed in a case: sealing, opening, giving. What was sealed stands on one page only, after a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from goldenthread.accounts.fresh import needs_fresh, recently_proved
from goldenthread.accounts.models import User
from goldenthread.boards import steps
from goldenthread.boards.steps import State
from goldenthread.cases import two_people
from goldenthread.cases.models import CaseMembership, CasePerson, Sort, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotFound, NotPossibleNow, Refused
from goldenthread.vault import sealed
from goldenthread.vault.models import SealedGrant, SealedItem
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.vault.forms import GiveForm, NewerForm, SealForm, WhyNowForm
from goldenthread.workspace.vault.identity import NO_SUCH_PAGE, at, page_of

HERE = "case-sealed"
for _sort in Sort:
    places.declare(_sort, places.CasePlace("Sealed", HERE, "sealed_items", order=80))


def _item(request: Any, pk: UUID) -> SealedItem:
    """A sealed item that was given to this reader."""
    here = SealedItem.objects.filter(case=request.case).select_related("person", "case__board", "sealed_by")
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs_case("sealed_items", get=Act.READ)
def mine(request: Any) -> HttpResponse:
    """What is sealed in this case and was given to this reader. What it says is not on this page."""
    here = SealedItem.objects.filter(case=request.case).select_related("person", "sealed_by", "newer")
    board = request.board.pk
    context = {
        "items": list(visible_to(request.standing, Act.READ, here)),
        "may_seal": request.standing.may("sealed_items", Act.CREATE, board),
        "may_give": request.standing.may("sealed_grants", Act.GRANT, board),
    }
    return page_of(request, "sealed_mine", here=HERE, **context)


@needs_case("sealed_items", get=Act.CREATE, post=Act.CREATE)
def new(request: Any) -> HttpResponse:
    """Seal something."""
    seen = visible_to(request.standing, Act.READ, CasePerson.objects.filter(case=request.case))
    form = SealForm(request.POST if request.method == "POST" else None, people=seen)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            item = sealed.seal(
                request.case,
                sort=SealedItem.Sort(said["sort"]),
                text=said["text"],
                person=said["person"],
                by=actor_of(request),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It was sealed. It opens for you; two others give it to whoever else needs it.")
            return HttpResponseRedirect(at(request, "case-sealed-open", pk=item.pk))
    return page_of(request, "sealed_new", here=HERE, status=422 if form.errors else 200, form=form)


@needs_case("sealed_items", get=Act.READ, post=Act.READ)
def open_one(request: Any, pk: UUID) -> HttpResponseBase:
    """Open what was sealed: they have just proved who they are, and say why. It is shown once, in answer to that."""
    item = _item(request, pk)
    if (prove := needs_fresh(request)) is not None:
        return prove
    form = WhyNowForm(request.POST if request.method == "POST" else None)
    text = ""
    if request.method == "POST" and form.is_valid():
        try:
            text = sealed.reveal(item, why=form.cleaned_data["why"], by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
    newer = SealedItem.objects.filter(instead_of=item).exists()
    context = {"item": item, "form": form, "text": text, "has_newer": newer}
    context["may_seal"] = request.standing.may("sealed_items", Act.CREATE, request.board.pk)
    return page_of(request, "sealed_one", here=HERE, status=422 if form.errors else 200, **context)


@needs_case("sealed_items", get=Act.CREATE, post=Act.CREATE)
def newer(request: Any, pk: UUID) -> HttpResponseBase:
    """Seal what takes an item’s place. Nobody is told of it."""
    item = _item(request, pk)
    if (prove := needs_fresh(request)) is not None:
        return prove
    form = NewerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = sealed.seal(
                request.case,
                sort=SealedItem.Sort(item.sort),
                text=form.cleaned_data["text"],
                instead_of=item,
                by=actor_of(request),
            )
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The newer one was sealed. Nobody was told, and it opens for you alone.")
            return HttpResponseRedirect(at(request, "case-sealed-open", pk=made.pk))
    return page_of(request, "sealed_newer", here=HERE, status=422 if form.errors else 200, item=item, form=form)


@needs_case("sealed_grants", get=Act.READ, post=Act.GRANT)
def given(request: Any) -> HttpResponse:
    """What is sealed in this case, by its sort alone; to whom each is given, and what waits for a second person."""
    form, status = None, 200
    if request.method == "POST":
        item = _known(request, request.POST.get("item", ""))
        form = _give_form(request, item, request.POST)
        if form.is_valid():
            try:
                said = form.cleaned_data
                sealed.ask_to_give(item, said["user"], why=said["why"], by=actor_of(request))
            except (Refused, AlreadyDone) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "It waits for a second person to agree.")
                return HttpResponseRedirect(at(request, "case-sealed-given"))
        status = 422
    items = list(SealedItem.objects.filter(case=request.case).select_related("person").prefetch_related("grants__user"))
    waiting = TwoPersonAct.objects.filter(case=request.case, deed=sealed.UNSEAL.key, state=State.PROPOSED)
    users = User.objects.in_bulk([one.details["user"] for one in waiting])
    by_key = {one.pk: one for one in items}
    context = {
        "lines": [(one, [held for held in one.grants.all() if held.ended_at is None]) for one in items],
        "waiting": [
            (
                one,
                by_key.get(one.subject_id),
                users.get(UUID(one.details["user"])),
                one.proposed_by_id == request.user.pk,
            )
            for one in waiting.select_related("proposed_by")
            if one.subject_id
        ],
        "forms": [(one, form if form and form.item == one else _give_form(request, one, None)) for one in items],
        "form": form,
        "may_give": request.standing.may("sealed_grants", Act.GRANT, request.board.pk),
    }
    return page_of(request, "sealed_given", here=HERE, status=status, **context)


def _known(request: Any, text: str) -> SealedItem:
    if not text:
        raise Refused("Say which sealed item is meant: go back, and ask from its own place on the page.")
    try:
        found = SealedItem.objects.select_related("case").filter(case=request.case, pk=UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def _give_form(request: Any, item: SealedItem, data: Any) -> Any:
    """Those named on the case, but for who asks and who holds it."""
    named = CaseMembership.objects.on(clock.today()).filter(case=request.case).values("user_id")
    holds = SealedGrant.objects.filter(item=item, ended_at=None).values("user_id")
    people = User.objects.filter(pk__in=named, is_active=True).exclude(pk__in=holds).exclude(pk=request.user.pk)
    form = GiveForm(data, people=people.order_by("name"), auto_id=f"id_{item.pk.hex[:8]}_%s")
    form.item = item  # type: ignore[attr-defined]  # the template puts it beside
    return form


@needs_case("sealed_grants", post=Act.GRANT)
@recently_proved
def decide(request: Any, pk: UUID) -> HttpResponse:
    """Agree that a sealed item is given to somebody, refuse it, or take back one’s own asking."""
    waits = TwoPersonAct.objects.filter(pk=pk, case=request.case, deed=sealed.UNSEAL.key).first()
    step = steps.ANSWERS.get(request.POST.get("decision", ""))
    if waits is None or step is None:
        raise NotFound(NO_SUCH_PAGE)
    two_people.decide(waits, step, by=actor_of(request), why=request.POST.get("why", ""))
    messages.success(
        request, {"agree": "It is given to them from now."}.get(request.POST["decision"], "Nothing was given.")
    )
    return HttpResponseRedirect(at(request, "case-sealed-given"))


@needs_case("sealed_grants", get=Act.GRANT, post=Act.GRANT)
def take_back(request: Any, pk: UUID) -> HttpResponse:
    """End that an item is open to somebody."""
    grant = SealedGrant.objects.select_related("item", "user").filter(item__case=request.case, pk=pk).first()
    if grant is None:
        raise NotFound(NO_SUCH_PAGE)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sealed.take_back(grant, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, "It is not open to them any more.")
        return HttpResponseRedirect(at(request, "case-sealed-given"))
    return page_of(request, "sealed_back", here=HERE, status=422 if form.errors else 200, grant=grant, form=form)
