"""Who a person of a case is: read, written, and found again in other cases."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.cases.models import CasePerson
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.vault import operations, queries
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.fields import HELD
from goldenthread.vault.models import Identity, PseudonymChoice, SealedItem
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.vault.forms import IdentityForm

NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def person_of(request: Any, pk: UUID) -> CasePerson:
    """A person of the case, if this reader may know of them."""
    here = CasePerson.objects.filter(case=request.case)
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def identity_of(request: Any, person: CasePerson) -> Identity | None:
    """What the vault holds of a person, if this reader may read it."""
    here = Identity.objects.filter(person=person, case=request.case).select_related("person")
    return visible_to(request.standing, Act.READ, here).first()


def at(request: Any, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, "case": request.case.pk, **more})


def page_of(request: Any, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the vault within its case."""
    shown = {"siblings": places.beside(request, context.pop("here", "case-people")), **context}
    return render(request, f"workspace/vault/{template}.html", shown, status=status)


@needs_case("identity", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """Who somebody is. That it was read, by whom and why, is in the trail before anything is shown."""
    person = person_of(request, pk)
    identity = identity_of(request, person)
    shut, rows, elsewhere = "", [], []
    if identity is not None:
        try:
            held = identity.contents()
            rows = [(one.words, _shown(held.get(one.name, ""), is_day=one.is_day), one.many) for one in HELD]
            elsewhere = _elsewhere(request, identity)
        except VaultShut as error:
            shut = str(error)
    may_first = identity is None and allow(request.standing, Act.CREATE, person)
    context: dict[str, Any] = {
        "somebody": person,
        "identity": identity,
        "rows": [one for one in rows if one[1]],
        "shut": shut,
        "elsewhere": elsewhere,
        "is_protected": SealedItem.objects.filter(person=person, sort=SealedItem.Sort.ADDRESS).exists(),
        "may_write": may_first or (identity is not None and allow(request.standing, Act.EDIT, person)),
        "may_change_person": allow(request.standing, Act.EDIT, person),
        "may_forget": identity is not None and allow(request.standing, Act.DELETE, person),
        "choice": PseudonymChoice.objects.filter(person=person).first(),
    }
    return page_of(request, "identity", **context)


def _shown(value: str, *, is_day: bool) -> Any:
    return date.fromisoformat(value) if is_day and value else value


def _elsewhere(request: Any, identity: Identity) -> list[dict[str, Any]]:
    """The same person in other cases that are open to this reader; no other case is hinted at."""
    found = queries.same_elsewhere(identity, by=actor_of(request))
    return [
        {
            "person": other.person,
            "case": other.case,
            "same": same,
            "address": places.address(other.case, "case-people") + f"{other.person_id}/",
            "is_joined": other.person.person_key == identity.person.person_key,
        }
        for other, same in found
    ]


@needs_case("case_people", get=Act.CREATE, post=Act.CREATE)
def write(request: Any, pk: UUID) -> HttpResponse:
    """Write who somebody is, or change it."""
    person = person_of(request, pk)
    identity = identity_of(request, person)
    if Identity.objects.filter(person=person).exists() and (
        identity is None or not allow(request.standing, Act.EDIT, person)
    ):
        raise NotPermitted("Who this is has been written already. To change it, ask whoever co-ordinates the case.")
    status = 200
    if request.method == "POST":
        form = IdentityForm(request.POST)
        if form.is_valid():
            try:
                seen = form.cleaned_data.get("version")
                operations.keep(person, form.said(), by=actor_of(request), seen_version=seen)
            except (Refused, NotPermitted, NotPossibleNow) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "It was saved in the vault.")
                return HttpResponseRedirect(at(request, "case-person-identity", pk=person.pk))
        status = 422
    else:
        form = IdentityForm(kept.take(request, request.path), initial=_initial(identity))
    return page_of(request, "identity_form", status=status, somebody=person, form=form)


def _initial(identity: Identity | None) -> dict[str, Any]:
    if identity is None:
        return {}
    held = identity.contents()
    days = {one.name for one in HELD if one.is_day}
    said = {name: _shown(value, is_day=name in days) for name, value in held.items()}
    return {**said, "version": identity.version}


@needs_case("case_people", post=Act.EDIT)
def same(request: Any, pk: UUID) -> HttpResponse:
    """Say that a person of another case is the same."""
    person = person_of(request, pk)
    if not request.POST.get("other"):
        raise Refused("Say who is the same: go back, and choose from the page.")
    other = CasePerson.objects.filter(pk=_uuid(request.POST.get("other", "")), case__board=request.board).first()
    if other is None:
        raise NotFound(NO_SUCH_PAGE)
    operations.is_the_same(person, other, by=actor_of(request))
    messages.success(request, "They are now known to be the same person.")
    return HttpResponseRedirect(at(request, "case-person-identity", pk=person.pk))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(NO_SUCH_PAGE) from None


@needs_case("case_people", get=Act.DELETE, post=Act.DELETE)
def forget(request: Any, pk: UUID) -> HttpResponse:
    """Take away who somebody is."""
    person = person_of(request, pk)
    identity = identity_of(request, person)
    if identity is None:
        raise NotPossibleNow("Who this is has not been written, so there is nothing to take away.")
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.forget(identity, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, "Who they are was taken away. The pseudonym stays.")
        return HttpResponseRedirect(at(request, "case-people-record", pk=person.pk))
    return page_of(request, "forget", status=422 if form.errors else 200, somebody=person, form=form)
