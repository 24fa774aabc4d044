"""Releases: what the Board has published, what waits to be looked at, and the two people who do so apart."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.accounts.fresh import needs_fresh
from goldenthread.casework.queries import current_extracts
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.core.periods import Period, stretch
from goldenthread.figures import coverage, operations
from goldenthread.figures.disclosure_rules import RULES
from goldenthread.figures.models import FrozenSet, PublishedRelease, ReleaseProposal, ReleaseView
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.figures.steps import OPEN, Status
from goldenthread.figures.store import from_json
from goldenthread.trail import queries as trails
from goldenthread.workspace.figures import choosing
from goldenthread.workspace.figures.browsing import subject_of
from goldenthread.workspace.figures.forms import WHOLE_YEAR, ProposeForm, ViewForm
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.navigation import siblings

AFTER = {
    Status.VIEWED: "Your view is kept. Nobody reads it until a second person has given theirs.",
    Status.RELEASED: "Both of you agree. The figures are released.",
    Status.RETURNED: "The two of you do not both agree. The figures went back, and nothing was released.",
}
NO_SUCH = "There is no such page, or it is not open to you."
FREEZE = "freeze "


@needs("releases", get=Act.READ)
def page(request: Any) -> HttpResponse:
    proposals = _seen(request, ReleaseProposal).select_related("proposed_by", "frozen_set").defer("contents")
    context = {
        "waiting": proposals.filter(status__in=OPEN),
        "releases": _seen(request, PublishedRelease).defer("contents"),
        "sets": _seen(request, FrozenSet),
        "settled": proposals.exclude(status__in=OPEN).defer("contents")[:20],
        "may_propose": request.standing.may("releases", Act.CREATE, request.board.pk),
        "siblings": siblings("releases", request.standing, request.board),
    }
    return render(request, "workspace/figures/releases.html", context)


def _seen(request: Any, model: Any) -> Any:
    return visible_to(request.standing, Act.READ, model.objects.filter(board=request.board))


def _one(request: Any, model: Any, pk: UUID) -> Any:
    found = _seen(request, model).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


@needs("releases", get=Act.READ)
def release(request: Any, pk: UUID) -> HttpResponse:
    """One release: who made it, from what, and every figure as it went out."""
    found = _one(request, PublishedRelease, pk)
    made = from_json(found.contents)
    newest = PublishedRelease.objects.filter(board=request.board, period=found.period).only("pk").first()
    context = {
        "release": found,
        "period": stretch(found.period),
        "rule": f"{RULES[found.rule]} Version {found.version}.",
        "is_newest": newest is not None and newest.pk == found.pk,
        "lines": _lines(made),
        "withheld": _withheld(made),
        "also": _also(made),
        "views": _views_of_release(request, found),
        "entries": [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(found)[:3]],
    }
    return render(request, "workspace/figures/release.html", context)


def _views_of_release(request: Any, found: PublishedRelease) -> list[ReleaseView]:
    proposal = _seen(request, ReleaseProposal).filter(release=found).defer("contents").first()
    return operations.views_of(proposal, by=actor_of(request)) if proposal else []


def _also(made: Release) -> list[str]:
    """The figures of which something is withheld only because of what else is public: title and year."""
    found = [(figure_id, period) for period, figure_id, _, _ in made.also]
    return list(dict.fromkeys(f"{made.figures[one].definition.title}, {period}" for one, period in found))


def _lines(made: Release) -> list[tuple[str, str, str, str]]:
    """Every figure that can be told for the months: (subject, title, value, how many of its rows are withheld)."""
    return [
        (subject_of(one.id), one.definition.title, choosing.said(one), _rows_withheld(one))
        for one in sorted(made.figures.values(), key=lambda one: (subject_of(one.id), one.definition.title))
        if one.cover != coverage.WHOLE_YEARS
    ]


def _rows_withheld(one: PublishedFigure) -> str:
    hidden = sum(row.numerator.is_withheld or row.value.is_withheld for row in one.rows)
    return f"{hidden} of {len(one.rows)} rows withheld" if hidden else ""


def _withheld(made: Release) -> int:
    return sum(one.value.is_withheld or bool(_rows_withheld(one)) for one in made.figures.values())


@needs("releases", get=Act.CREATE, post=Act.CREATE)
def propose(request: Any) -> HttpResponse:
    """Put figures before the Board: from data frozen already, or frozen now."""
    form = ProposeForm(request.POST or None, choices=_choices(request))
    if request.method == "POST" and form.is_valid():
        by = actor_of(request)
        try:
            said = form.cleaned_data
            data = _frozen(request, said["chosen"])
            quarters = said["quarters"]
            period = stretch(data.period if quarters == WHOLE_YEAR else f"{data.period} {quarters}")
            proposal = operations.propose_release(frozen_set=data, by=by, rule=said["rule"], period=period)
        except NotPossibleNow as error:
            form.add_error("chosen", str(error))
        else:
            messages.success(request, "The figures are proposed. Two others give their view before they are public.")
            return _there(request, proposal)
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/figures/propose.html", {"form": form}, status=status)


def _choices(request: Any) -> list[tuple[str, str]]:
    """Each year with records, to be frozen now; and each frozen set."""
    years = {
        Period(start)
        for first, last in current_extracts(request.board).values_list("period_from", "period_to")
        for start in range(Period.containing(first).starts_in, Period.containing(last).starts_in + 1)
    }
    sets = [
        (str(one.pk), f"{one.period}, as frozen on {one.frozen_at.day} {one.frozen_at:%B %Y} ({one.sha256[:8]})")
        for one in _seen(request, FrozenSet)
    ]
    return [*sets, *((f"{FREEZE}{year}", f"{year}, frozen as it is now") for year in sorted(years, reverse=True))]


def _frozen(request: Any, chosen: str) -> FrozenSet:
    if not chosen.startswith(FREEZE):
        found: FrozenSet = _one(request, FrozenSet, UUID(chosen))
        return found
    period = Period.parse(chosen.removeprefix(FREEZE))
    return operations.freeze(board=request.board, period=period, out=settings.DATA.frozen, by=actor_of(request))


def _there(request: Any, proposal: ReleaseProposal) -> HttpResponseRedirect:
    kwargs = {"board": request.board.slug, "pk": proposal.pk}
    return HttpResponseRedirect(reverse("workspace:releases-proposal", kwargs=kwargs))


@needs("releases", get=Act.READ)
def proposal(request: Any, pk: UUID) -> HttpResponse:
    """What would go out, and what would be different from the last release of the year."""
    return _proposal(request, _one(request, ReleaseProposal, pk), WhyForm())


def _proposal(request: Any, found: ReleaseProposal, form: WhyForm, *, status: int = 200) -> HttpResponse:
    made = from_json(found.contents)
    last = choosing.released(request.board, stretch(found.period))
    by = actor_of(request)
    context = {
        "proposal": found,
        "period": stretch(found.period),
        "rule": f"{RULES[found.rule]} Version {found.version}.",
        "is_open": found.status in OPEN,
        "lines": _lines(made),
        "withheld": _withheld(made),
        "also": _also(made),
        "views": operations.views_of(found, by=by),
        "given": found.views.count(),
        "differences": _differences(last, made) if last else [],
        "is_first": last is None,
        "may_give_view": operations.may_give_view(found, by=by),
        "may_withdraw": operations.may_withdraw(found, by=by),
        "is_theirs": request.user.pk == found.proposed_by_id,
        "form": form,
        "entries": [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(found)[:5]],
    }
    return render(request, "workspace/figures/proposal.html", context, status=status)


def _differences(last: Release, made: Release) -> list[tuple[str, str, str]]:
    """The figures that would read otherwise: (title, as released, as proposed)."""
    found = []
    for figure_id, one in made.figures.items():
        was = last.figures.get(figure_id)
        if was is None or choosing.differs(was, one):
            found.append((one.definition.title, choosing.said(was) or "not there", choosing.said(one)))
    return found


@needs("releases", get=Act.APPROVE, post=Act.APPROVE)
def view(request: Any, pk: UUID) -> HttpResponseBase:
    """Give one's view, having proved lately who one is. What was written before is there again afterwards."""
    found = _one(request, ReleaseProposal, pk)
    if not operations.may_give_view(found, by=actor_of(request)) and request.method != "POST":
        return _there(request, found)
    if (prove := needs_fresh(request)) is not None:
        return prove
    form = ViewForm(request.POST if request.method == "POST" else kept.take(request, request.path))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        now = operations.give_view(
            proposal=found, agrees=said["agrees"] == "yes", words=said["words"], by=actor_of(request)
        )
        messages.success(request, AFTER[Status(now.status)])
        return _there(request, now)
    context = {"proposal": found, "period": stretch(found.period), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/figures/view.html", context, status=status)


@needs("releases", post=Act.READ)
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Take a proposal back. The operation asks whether they may: who proposes figures and who signs them off may both."""
    found = _one(request, ReleaseProposal, pk)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _proposal(request, found, form, status=422)
    operations.withdraw_proposal(proposal=found, why=form.cleaned_data["why"], by=actor_of(request))
    messages.success(request, "The figures were withdrawn. Nothing was released.")
    return _there(request, found)
