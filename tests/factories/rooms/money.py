"""Money: what was given in kind, the budget, commitments, the reserve, calls on members and how prices moved."""

from datetime import date
from itertools import count
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Agency, Board
from goldenthread.core.periods import Period
from goldenthread.money import models as money
from tests.factories.records import YEAR, agency_of, makes, of, simple, slug

_years = count(1900)


def a_year() -> str:
    """A financial year that no other record here has."""
    return Period(next(_years)).label


simple(money.BudgetLine, period=YEAR, name=slug, pence=100_000)
simple(money.Reserve, period=a_year, pence=50_000)
simple(money.CallRule, name="A rule", agreed_in="The Board’s terms", from_on=date(2020, 4, 1))
simple(money.DeflatorSeries, name="Prices", source="A source", is_used=False)


@makes(money.InKind)
def in_kind(on: Board, **fields: Any) -> Model:
    agency = fields.pop("agency", None) or agency_of(on)
    given = {"what": "room", "description": "A room", "pence": 10_000, "basis": "Its price", **fields}
    return money.InKind.objects.create(board=on, agency=agency, period=YEAR, **given)


@makes(money.Commitment)
def commitment(on: Board, **fields: Any) -> Model:
    line = fields.pop("line", None) or of(money.BudgetLine)(on)
    return money.Commitment.objects.create(board=on, line=line, **{"what": "A reviewer", "fee_pence": 10_000, **fields})


@makes(money.CallShare)
def share(on: Board, **fields: Any) -> Model:
    """Each is of an agency, in a rule of its own unless one is given."""
    rule = fields.pop("rule", None) or of_its_own(on)
    agency: Agency = fields.pop("agency", None) or agency_of(on)
    return money.CallShare.objects.create(rule=rule, agency=agency, **{"percent": 100, **fields})


def of_its_own(on: Board) -> money.CallRule:
    return money.CallRule.objects.create(board=on, name=slug(), agreed_in="Terms", from_on=date(2020, 4, 1))


@makes(money.Deflator)
def deflator(on: Board, **fields: Any) -> Model:
    series = fields.pop("series", None) or of(money.DeflatorSeries)(on)
    return money.Deflator.objects.create(series=series, **{"period": a_year(), "index": 100, **fields})
