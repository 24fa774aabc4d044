"""Positions of trust: what waits for a second person, and giving a record to somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.boards import steps
from goldenthread.boards.proposals import holding
from goldenthread.cases import two_people
from goldenthread.cases.models import TwoPersonAct
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.kinds import named
from goldenthread.panels import asked, trusting
from goldenthread.panels.models import PositionOfTrust, TrustStep
from goldenthread.workspace import records
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.panels import pathways
from goldenthread.workspace.panels.case_pages import at, wanted_head
from goldenthread.workspace.panels.forms import GiveForm, WhyForm

View = Callable[..., HttpResponseBase]
RAISED = (NotPermitted, NotPossibleNow, Refused, AlreadyDone)
DECISIONS = {"agree": steps.AGREE, "refuse": steps.REFUSE, "withdraw": steps.WITHDRAW}


@needs("memberships", get=Act.GRANT, post=Act.GRANT)
def waiting(request: Any, pk: UUID) -> HttpResponse:
    """Somebody asked that a record be opened or given: agree, refuse, or take one’s own back."""
    every = TwoPersonAct.objects.filter(case__board=request.board, deed__in=trusting.DEEDS)
    act = visible_to(request.standing, Act.GRANT, every).select_related("case", "proposed_by").filter(pk=pk).first()
    if act is None:
        raise NotFound(NO_SUCH_PAGE)
    form, back = (
        WhyForm(pathways.posted(request)),
        reverse("workspace:positions-of-trust", kwargs={"board": request.board.slug}),
    )
    if request.method == "POST" and form.is_valid():
        step = DECISIONS.get(request.POST.get("does", ""))
        try:
            if step is None:
                raise Refused("Choose what to do.")
            two_people.decide(act, step, by=actor_of(request), why=form.cleaned_data["why"])
        except RAISED as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "It is done, and written down with both names." if step is steps.AGREE else "It is dropped."
            )
            return HttpResponseRedirect(back)
    to = User.objects.filter(pk=act.details.get("user")).first() if act.details.get("user") else None
    context = {
        "act": act,
        "deed": two_people.deed_of(act),
        "to": to,
        "form": form,
        "back": back,
        "is_own": act.proposed_by_id == request.user.pk,
        "is_open": act.state == steps.State.PROPOSED,
    }
    return render(request, "workspace/panels/waiting.html", context, status=422 if form.errors else 200)


@needs_case("memberships", get=Act.GRANT, post=Act.GRANT)
def give(request: Any) -> HttpResponse:
    """Ask that this record be given to one more person."""
    head = wanted_head(request, pathways.TRUST)
    among = (
        User.objects.filter(pk__in=holding(request.board, trusting.may_read()))
        .exclude(pk=request.user.pk)
        .order_by("name")
    )
    form = GiveForm(pathways.posted(request), among=among)
    back = at(request, "trust-record-record", pk=head.pk)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            trusting.ask_to_give(head, said["user"], why=said["why"], by=actor_of(request))
        except RAISED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It waits for a second person.")
            return HttpResponseRedirect(back)
    kind = named(pathways.TRUST.kind)
    context = {"form": form, "head": head, "kind": kind, "back": back, "words": "Give this record to somebody"}
    return render(request, "workspace/panels/deed.html", context, status=422 if form.errors else 200)


@needs_case("position_of_trust", get=Act.EDIT, post=Act.EDIT)
def step_waiting(request: Any, pk: UUID) -> HttpResponse:
    """A step that somebody asked for: what it would change, and agreeing to it or dropping it."""
    every = TrustStep.objects.filter(case=request.case)
    found = visible_to(request.standing, Act.EDIT, every).select_related("written_by").filter(pk=pk).first()
    head = PositionOfTrust.objects.filter(pk=request.case.pk).select_related("case").first()
    if found is None or head is None:
        raise NotFound(NO_SUCH_PAGE)
    form, back = WhyForm(pathways.posted(request)), at(request, "trust-record-record", pk=head.pk)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(found, request.POST.get("does", ""), form.cleaned_data["why"], request)
        except RAISED as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "It is written down with both names." if request.POST["does"] == "agree" else "It is dropped."
            )
            return HttpResponseRedirect(back)
    context = {
        "found": found,
        "step": head.PROCESS.step(found.verb),
        "values": _in_words(found),
        "form": form,
        "back": back,
        "head": head,
        "kind": named(pathways.TRUST.kind),
        "is_own": found.written_by_id == request.user.pk,
    }
    return render(request, "workspace/panels/step_waiting.html", context, status=422 if form.errors else 200)


def _decide(found: TrustStep, does: str, why: str, request: Any) -> None:
    by = actor_of(request)
    if does == "agree":
        trusting.agree_to_take(found, by=by)
    elif does == "drop":
        trusting.take_back(found, why=why, by=by)
    else:
        raise Refused("Choose what to do.")


def _in_words(found: TrustStep) -> list[tuple[str, Any]]:
    """What a step would write into the record."""
    filled = PositionOfTrust()
    told = []
    for name in asked.of(PositionOfTrust, found.verb).fields:
        if name in found.values:
            field = PositionOfTrust._meta.get_field(name)
            setattr(filled, name, field.to_python(found.values[name]))  # type: ignore[union-attr]
            shows = getattr(filled, f"get_{name}_display", None)
            words = str(field.verbose_name)  # type: ignore[union-attr]
            told.append((words[:1].upper() + words[1:], shows() if shows else getattr(filled, name)))
    return told


def agree(slug: str) -> View:
    @needs_case("position_of_trust", get=Act.CREATE, post=Act.CREATE)
    def page(request: Any, pk: UUID) -> HttpResponse:
        """What somebody wrote down: agree to it, so that it counts."""
        kind = named(slug)
        found: Any = records.one_of(request, kind, pk, Act.CREATE)
        form, back = WhyForm(pathways.posted(request)), at(request, f"{slug}-record", pk=pk)
        if request.method == "POST":
            try:
                trusting.second(found, by=actor_of(request))
            except RAISED as error:
                form.is_valid()
                form.add_error(None, str(error))
            else:
                messages.success(request, "It counts now. Both names are written down.")
                return HttpResponseRedirect(back)
        rows = [(row.words, row.show(found), row.is_long) for row in kind.rows]
        context = {
            "kind": kind,
            "found": found,
            "heading": kind.columns[0].show(found),
            "rows": rows,
            "form": form,
            "back": back,
        }
        context["is_own"] = found.written_by_id == request.user.pk
        return render(request, "workspace/panels/agree.html", context, status=422 if form.errors else 200)

    return page
