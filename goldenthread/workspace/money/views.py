"""The year's money on one page, who pays what, and what members would be called on for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core import clock
from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Pounds, Status
from goldenthread.figures import wording
from goldenthread.money import calls, queries
from goldenthread.money.forecasts import METHODS, Line
from goldenthread.money.models import CallRule
from goldenthread.money.queries import Member, Year
from goldenthread.workspace.bars import bars
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.money.forms import WhatIfForm
from goldenthread.workspace.navigation import siblings


def _year_asked(request: Any, years: list[Period]) -> Period:
    """The year asked for, or this one where there is any money, or the latest there is.

    Raises:
        NotFound: the address asks for what is no such year.
    """
    asked, now = request.GET.get("year", ""), Period.containing(clock.today())
    if asked:
        found = next((one for one in years if one.label == asked), None)
        if found is None:
            raise NotFound(NO_SUCH_PAGE)
        return found
    return now if not years or now in years else years[0]


def _page(request: Any, name: str, view: str, **context: Any) -> HttpResponse:
    shown = {
        "siblings": siblings(view, request.standing, request.board),
        "may_add": request.standing.may("money", Act.CREATE, request.board.pk),
        "may_bring_in": request.standing.may("imports", Act.CREATE, request.board.pk),
    }
    return render(request, f"workspace/money/{name}.html", {**shown, **context})


@needs("money", get=Act.READ)
def year(request: Any) -> HttpResponse:
    """Budget, spent, committed, forecast and variance of each line, and what is left in the end."""
    board = request.board
    years = queries.years(board)
    period = _year_asked(request, years)
    found = queries.year(board, period, clock.today())
    used = {one.method for one in found.lines}
    return _page(
        request,
        "year",
        "money",
        period=period,
        years=years,
        year=found,
        lede=_lede(found),
        lines=[_line(one, found) for one in found.lines],
        totals=[Pounds(one) for one in (found.budget, found.spent, found.committed, found.forecast)],
        total_variance=signed(found.forecast - found.budget),
        reserve=_reserve(found),
        methods=[words for method, words in METHODS.items() if method in used],
        commitments=[
            (one, Pounds(one.pence), Pounds(paid), Pounds(left))
            for one, paid, left in queries.commitments(board, period)
        ],
        agreed=Pounds(found.agreed),
        received=Pounds(found.received),
    )


def _lede(found: Year) -> str:
    if not found.lines and not found.agreed:
        return "Nothing is written down for this year yet."
    spent, forecast, agreed = Pounds(found.spent), Pounds(found.forecast), Pounds(found.agreed)
    came = f"{Pounds(found.received)} of the {agreed} that members agreed to pay has come in. " if found.agreed else ""
    said = f"{came}{spent} is spent so far. By 31 March it will be about {forecast}"
    if not found.agreed:
        return f"{said}. What members pay is not written down yet."
    if found.over > 0:
        return f"{said}: {Pounds(found.over)} more than members agreed to pay."
    return f"{said}: {Pounds(-found.over)} is left." if found.over < 0 else f"{said}: all that members agreed to pay."


def _line(line: Line, found: Year) -> dict[str, Any]:
    variance = line.variance(found.elapsed)
    return {
        "name": line.name,
        "is_budgeted": bool(line.budget),
        "cells": [Pounds(one) for one in (line.budget, line.spent, line.committed, line.forecast(found.elapsed))],
        "variance": signed(variance),
        "state": _state(line, variance),
        "reason": line.reason,
    }


def _state(line: Line, variance: int) -> Status:
    if not line.budget:
        return Status("bad", "Not budgeted")
    return Status("bad", "Over the budget") if variance > 0 else Status("good", "Within the budget")


def signed(pence: int) -> str:
    """More with a plus, less with a minus."""
    if not pence:
        return "£0"
    return f"{'+' if pence > 0 else '−'}{Pounds(abs(pence))}"


def _reserve(found: Year) -> list[tuple[str, str]]:
    if found.reserve is None or found.reserve_at_end is None:
        return []
    end = found.reserve_at_end
    rows = [("On 1 April", str(Pounds(found.reserve.pence)))]
    at_end = str(Pounds(end)) if end >= 0 else f"Used up, and {Pounds(-end)} short"
    rows.append(("On 31 March, if the forecast holds", at_end))
    if found.reserve.least_pence:
        below = end < found.reserve.least_pence
        rows.append(
            ("Least to keep", f"{Pounds(found.reserve.least_pence)}{': it would be below that' if below else ''}")
        )
    return rows


@needs("money", get=Act.READ)
def members(request: Any) -> HttpResponse:
    """Who pays what, in money and in kind; shares over the years, for each person here, and in real terms."""
    board = request.board
    years = queries.years(board)
    period = _year_asked(request, years)
    found = queries.members(board, period, clock.today())
    paid = [(one.name, one.agreed / 100) for one in found]
    chart = bars(
        "money.income_by_partner",
        paid,
        period=period,
        title="What each member agreed to pay",
        subtitle=f"{period.months}.",
    )
    whole, people = sum(one.agreed for one in found), queries.people_here(board)
    periods, shares = queries.shares_over_years(board)
    return _page(
        request,
        "members",
        "money-members",
        period=period,
        years=years,
        rows=[_member(one) for one in found],
        whole=Pounds(whole),
        received=Pounds(sum(one.received for one in found)),
        in_kind=Pounds(sum(one.in_kind for one in found)),
        chart=chart,
        per_person=Pounds(round(whole / people)) if people and whole else None,
        people=people,
        real=_real_terms(board, period),
        periods=periods,
        shares=[(name, [share(one) for one in cells]) for name, cells in shares],
    )


def share(value: float | None) -> str:
    return "–" if value is None else f"{wording.percent(value)}%"


def _member(one: Member) -> dict[str, Any]:
    state = Status("good", "Received") if one.agreed and not one.outstanding else Status("ring", "Agreed")
    if one.received and one.outstanding:
        state = Status("part", "Received in part")
    elif one.outstanding and one.invoiced:
        state = Status("ring", "Invoiced")
    if one.days_late:
        state = Status("late", f"{one.days_late} {'day' if one.days_late == 1 else 'days'} late")
    return {
        "name": one.name,
        "agreed": Pounds(one.agreed),
        "received": Pounds(one.received),
        "in_kind": Pounds(one.in_kind),
        "share": share(one.share if one.agreed else None),
        "state": state if one.agreed else Status("info", "In kind only"),
    }


def _real_terms(board: Any, period: Period) -> dict[str, Any] | None:
    found = queries.real_terms(board, period)
    if found is None:
        return None
    change = found.change
    way = "more" if change > 0 else "less"
    size = "the same" if round(change, 1) == 0 else f"{abs(change):.1f}% {way}"
    return {
        "sentence": (
            f"Members paid {Pounds(found.paid_then)} in {found.then}. At the prices of {found.now} that would be "
            f"{Pounds(found.worth_now)}. What they agreed for {found.now} is {size} than that."
        ).replace("the same than that", "the same as that"),
        "series": found.series,
    }


@needs("money", get=Act.READ)
def call(request: Any) -> HttpResponse:
    """What members would be called on for, by the rule that holds."""
    board = request.board
    years = queries.years(board)
    period = _year_asked(request, years)
    found = queries.year(board, period, clock.today())
    day = min(max(clock.today(), period.start), period.end)
    rule = queries.rule_on(board, day)
    asked = {name: value for name, value in request.GET.items() if name == "spending"}
    form = WhatIfForm(asked or None)
    spending = form.cleaned_data["spending"] if asked and form.is_valid() else None
    shown = _called(found, rule, spending) if rule else {}
    return _page(
        request,
        "call",
        "money-call",
        period=period,
        years=years,
        rule=rule,
        form=form,
        spending=Pounds(found.forecast if spending is None else spending),
        is_forecast=spending is None,
        **shown,
    )


def _called(found: Year, rule: CallRule, spending: int | None) -> dict[str, Any]:
    made, paid = queries.preview(found, rule, spending=spending)
    shares = {one.agency.name: one.percent for one in rule.shares.all()}
    return {
        "is_whole": calls.come_to_a_hundred(shares),
        "sum_of_shares": f"{sum(shares.values()):f}".rstrip("0").rstrip(".") if shares else "0",
        "made": made,
        "steps": [
            ("Members agreed to pay", Pounds(found.agreed)),
            ("Spent beyond that", Pounds(made.over)),
            ("Of this, the reserve bears", Pounds(made.from_reserve)),
            ("The Board bears itself", Pounds(made.borne)),
            ("Members are called on for", Pounds(made.called)),
        ],
        "shares": [(name, share(float(percent)), Pounds(paid.get(name, 0))) for name, percent in shares.items()],
    }
