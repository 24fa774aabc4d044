"""A budget, a reserve, gifts in kind and a rule for calls, all made up; what came in and was spent stays as it was published."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo.records import PERIOD, content
from goldenthread.money import forecasts
from goldenthread.money.models import (
    BudgetLine,
    CallRule,
    CallShare,
    Commitment,
    Contribution,
    Deflator,
    DeflatorSeries,
    Expenditure,
    InKind,
    Reserve,
)
from goldenthread.trail import operations as trail

Data = dict[str, Any]
FICTIONAL = "example-care"


def load(board: Board, *, by: Actor) -> None:
    said = content("money")
    agencies = {one.slug: one for one in Agency.objects.filter(board=board)}
    for one in Contribution.objects.filter(board=board, period=PERIOD.label):
        trail.change(one, {"received_pence": one.pence}, by=by)  # what was published is what members paid
    _budget(board, PERIOD, said["budget"], by)
    _reserve(board, PERIOD, said["reserve"], by)
    for one in said["in_kind"]:
        words = {name: value for name, value in one.items() if name != "pounds"}
        words["quantity"] = Decimal(words["quantity"])
        new = InKind(board=board, agency=agencies[FICTIONAL], period=PERIOD.label, pence=one["pounds"] * 100, **words)
        new.is_synthetic = True
        trail.add(new, by=by)
    _prices(board, said["prices"], by)
    _rule(board, agencies, said["rule"], by)


def _budget(board: Board, period: Period, lines: list[Data], by: Actor) -> dict[str, BudgetLine]:
    found = {}
    for order, one in enumerate(lines):
        new = BudgetLine(
            board=board,
            period=period.label,
            name=one["name"],
            pence=one["pounds"] * 100,
            method=one["method"],
            reason=one.get("reason", ""),
            order=order,
            is_synthetic=True,
        )
        found[one["name"]] = trail.add(new, by=by)
    return found


def _reserve(board: Board, period: Period, said: Data, by: Actor) -> None:
    new = Reserve(
        board=board,
        period=period.label,
        pence=said["pounds"] * 100,
        least_pence=said["least"] * 100,
        note=said["note"],
        is_synthetic=True,
    )
    trail.add(new, by=by)


def _prices(board: Board, said: Data, by: Actor) -> None:
    series = DeflatorSeries(board=board, name=said["name"], source=said["source"], is_synthetic=True)
    trail.add(series, by=by)
    for period, index in said["years"].items():
        trail.add(Deflator(series=series, period=period, index=Decimal(index)), by=by)


def _rule(board: Board, agencies: dict[str, Agency], said: Data, by: Actor) -> None:
    rule = CallRule(
        board=board,
        name=said["name"],
        agreed_in=said["agreed_in"],
        from_on=said["from"],
        over_pence=said["over"] * 100,
        is_synthetic=True,
    )
    trail.add(rule, by=by)
    for slug, percent in said["shares"].items():
        trail.add(CallShare(rule=rule, agency=agencies[slug], percent=Decimal(percent)), by=by)


def today(board: Board, *, by: Actor) -> None:
    """This year's money as it stands today. Call it once the past is frozen."""
    said, now = content("money")["today"], clock.today()
    period = Period.containing(now)
    agencies = {one.slug: one for one in Agency.objects.filter(board=board)}
    for slug, pounds in said["contributions"].items():
        new = Contribution(board=board, agency=agencies[slug], period=period.label, pence=pounds * 100)
        new.is_synthetic = True
        trail.add(new, by=by)
    _late(board, agencies[said["late"]["agency"]], said["late"], now=now, by=by)
    lines = _budget(board, period, said["budget"], by)
    for one in said["budget"]:
        _spent(board, one["name"], one["spent"], now=now, by=by)
    for one in said["commitments"]:
        _commitment(board, lines[one["line"]], one, now=now, by=by)
    _reserve(board, period, said["reserve"], by)


def _late(board: Board, agency: Agency, said: Data, *, now: date, by: Actor) -> None:
    new = Contribution(
        board=board,
        agency=agency,
        period=Period.containing(now).label,
        pence=said["pounds"] * 100,
        invoiced_on=now + timedelta(said["invoiced"]),
        due_on=now + timedelta(said["due"]),
        is_synthetic=True,
    )
    trail.add(new, by=by)


def _spent(board: Board, name: str, pounds: int, *, now: date, by: Actor) -> None:
    """As much of a year's spending as the days gone by make, in whole pounds."""
    period = Period.containing(now)
    gone, days = forecasts.elapsed(period, now)
    new = Expenditure(board=board, period=period.label, line=name, pence=pounds * gone // days * 100, spent_on=now)
    new.supplier, new.is_synthetic = "Example Council", True
    trail.add(new, by=by)


def _commitment(board: Board, line: BudgetLine, said: Data, *, now: date, by: Actor) -> None:
    new = Commitment(
        board=board,
        line=line,
        what=said["what"],
        supplier=said["supplier"],
        fee_pence=said["fee"] * 100,
        days=Decimal(said["days"]),
        day_pence=said["day"] * 100,
        is_synthetic=True,
    )
    commitment = trail.add(new, by=by)
    paid = Expenditure(board=board, period=line.period, line=line.name, pence=said["paid"] * 100, spent_on=now)
    paid.supplier, paid.reference, paid.commitment, paid.is_synthetic = said["supplier"], "Q-1", commitment, True
    trail.add(paid, by=by)
