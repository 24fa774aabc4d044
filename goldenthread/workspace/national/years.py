"""The years of the return: how far each is, the policies it is computed by, and the day it is due."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Status as Shown
from goldenthread.national import definition, queries, saying
from goldenthread.national.models import ReturnVersion
from goldenthread.national.policies import ALL, BY_ID
from goldenthread.national.steps import Status
from goldenthread.workspace.national.door import NO_SUCH, ROW, SHAPES, may, page, to, year_of
from goldenthread.workspace.national.forms import DayForm, PolicyForm


@needs(ROW, get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """Every year of which a return is defined, the newest first."""
    by_year: dict[str, list[ReturnVersion]] = {}
    for one in queries.versions(request.board, request.standing):
        by_year.setdefault(one.period, []).append(one)
    days = queries.days(request.board)
    lines = [_line(request, year, by_year.get(year, []), days.get(year)) for year in reversed(definition.years())]
    return page(request, "list", lines=lines, lede=_lede(by_year))


def _line(request: Any, year: str, versions: list[ReturnVersion], due: queries.Due | None) -> dict[str, Any]:
    is_locked = any(one.status == Status.LOCKED for one in versions)
    return {
        "year": year,
        "address": to(request, "-year", period=year),
        "state": _stands(versions),
        "versions": len(versions),
        "due": due,
        "is_late": due is not None and due.is_the_boards and not is_locked and due.on < clock.today(),
    }


def _stands(versions: list[ReturnVersion]) -> Shown:
    """The furthest that any version of the year has come."""
    for status in (Status.FORWARD, Status.LOCKED, Status.COMPUTED):
        found = next((one for one in versions if one.status == status), None)
        if found is not None:
            return Shown(SHAPES[status], f"{status.words}, version {found.number}")
    return Shown("ring", "Not computed yet")


def _lede(by_year: dict[str, list[ReturnVersion]]) -> str:
    waiting = sorted(year for year, ones in by_year.items() if any(one.status == Status.FORWARD for one in ones))
    locked = sorted(year for year, ones in by_year.items() if any(one.status == Status.LOCKED for one in ones))
    if waiting:
        return f"The return of {', '.join(waiting)} waits for a second signature."
    if locked:
        return f"The last return that is locked is that of {locked[-1]}."
    return "No return is locked yet. Open a year to compute one."


@needs(ROW, get=Act.READ)
def one(request: Any, period: str) -> HttpResponse:
    """One year: its versions, how much is confirmed, its policies, its dates."""
    year = year_of(period)
    defined = definition.load(year.label)
    versions = list(queries.versions(request.board, request.standing).filter(period=year.label))
    ticks = queries.ticks(request.board, year, standing=request.standing)
    confirmed = {key for key, tick in ticks.items() if tick.is_confirmed}
    choices = queries.choices(request.board, year, request.standing)
    return page(
        request,
        "year",
        period=year,
        defined=defined,
        versions=[(one, SHAPES[Status(one.status)]) for one in versions],
        tables=[_table(request, year, name, confirmed) for name in defined.tables],
        confirmed=len(confirmed),
        cells=len(defined.cells),
        grades=_grades(defined),
        changes=_changes(year.label),
        policies=_policies(request, year, choices),
        due=queries.due(request.board, year),
        dates=[(DATES[name], day) for name, day in defined.dates.items() if name in DATES],
        published=queries.published(request.board, year, request.standing),
        may_work=may(request, Act.CREATE),
    )


DATES = {
    "opens": "Collection opens",
    "submit_by": "To be sent by",
    "validation_from": "Reports on its quality from",
    "resubmit_by": "Last day to send it again",
}


def _table(request: Any, year: Period, name: str, confirmed: set[Any]) -> dict[str, Any]:
    cells = definition.load(year.label).of_table(name)
    return {
        "id": name,
        "title": definition.load(year.label).tables[name].title,
        "cells": len(cells),
        "confirmed": sum(cell.key in confirmed for cell in cells),
        "address": to(request, "-template", period=year.label, table=name),
    }


def _grades(defined: definition.YearDefinition) -> list[tuple[str, str, int]]:
    """Each grade of evidence, in words, with how many cells have it."""
    return [
        (grade.value, grade.words, sum(cell.evidence is grade for cell in defined.cells))
        for grade in definition.Evidence
    ]


def _changes(year: str) -> dict[str, Any] | None:
    """How the year's definition differs from that of the year before, in words."""
    found = definition.changes(year)
    if found is None:
        return None
    lists = [
        ("New cells", [", ".join(key) for key in found.new]),
        ("Cells that are gone", [", ".join(key) for key in found.gone]),
        ("Cells that are known otherwise", [", ".join(key) for key in found.known_otherwise]),
        ("Policies with another answer", [f"{name}, {BY_ID[name].title}" for name in found.policies]),
    ]
    return {"since": found.since, "lists": [(words, names) for words, names in lists if names]}


def _policies(request: Any, year: Period, choices: dict[str, Any]) -> list[dict[str, Any]]:
    answers = queries.policies(request.board, year)
    return [
        {
            "policy": policy,
            "answer": policy.answers[answers[policy.id]],
            "choice": choices.get(policy.id),
            "is_open": len(policy.answers) > 1,
            "address": to(request, "-policy", period=year.label, policy=policy.id),
        }
        for policy in ALL
    ]


@needs(ROW, get=Act.READ, post=Act.CREATE)
def policy(request: Any, period: str, policy: str) -> HttpResponse:
    """One policy: what it decides, what holds and why, what was decided before, and another answer."""
    year = year_of(period)
    known = BY_ID.get(policy)
    if known is None:
        raise NotFound(NO_SUCH)
    held = queries.policies(request.board, year)[known.id]
    form = PolicyForm(request.POST or None, policy=known, initial={"answer": held})
    if request.method == "POST" and form.is_valid():
        try:
            saying.choose_policy(
                board=request.board,
                period=year,
                policy=known.id,
                value=form.cleaned_data["answer"],
                why=form.cleaned_data["why"],
                by=actor_of(request),
            )
        except Refused as error:
            form.add_error("answer", str(error))
        else:
            messages.success(request, f"{known.id} is decided. Compute a new version for it to take effect.")
            return HttpResponseRedirect(to(request, "-year", period=year.label))
    return page(
        request,
        "policy",
        status=422 if request.method == "POST" else 200,
        period=year,
        policy=known,
        answer=known.answers[held],
        default=known.answers[definition.load(year.label).policies[known.id]],
        decided=[
            (one, known.answers.get(one.value, one.value))
            for one in queries.decided(request.board, known.id, request.standing)
        ],
        form=form if may(request, Act.CREATE) and len(known.answers) > 1 else None,
        year_address=to(request, "-year", period=year.label),
    )


@needs(ROW, get=Act.CREATE, post=Act.CREATE)
def day(request: Any, period: str) -> HttpResponse:
    """The day by which the Board wants the return of a year sent."""
    year = year_of(period)
    due = queries.due(request.board, year)
    form = DayForm(request.POST or None, initial={"due_on": due.on if due else None})
    if request.method == "POST" and form.is_valid():
        try:
            saying.set_day(board=request.board, period=year, due_on=form.cleaned_data["due_on"], by=actor_of(request))
        except Refused as error:
            form.add_error("due_on", str(error))
        else:
            messages.success(request, "The day is set.")
            return HttpResponseRedirect(to(request, "-year", period=year.label))
    national = definition.load(year.label).dates.get("submit_by")
    status = 422 if request.method == "POST" else 200
    address = to(request, "-year", period=year.label)
    return page(request, "day", status=status, period=year, form=form, national=national, year_address=address)
