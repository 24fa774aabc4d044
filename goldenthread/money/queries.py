"""Questions about a year's money: the budget as it stands, who pays, what is promised, what it is worth now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.money import calls, forecasts
from goldenthread.money.forecasts import Line
from goldenthread.money.models import (
    BudgetLine,
    CallRule,
    Commitment,
    Contribution,
    DeflatorSeries,
    Expenditure,
    InKind,
    Reserve,
)

POPULATION = "population"
"""The fact about the place that says how many people live there."""


@dataclass
class Year:
    """A year's money as it stands on a day, all in pence."""

    period: Period
    elapsed: tuple[int, int]
    lines: list[Line] = field(default_factory=list)
    agreed: int = 0
    received: int = 0
    reserve: Reserve | None = None

    @property
    def budget(self) -> int:
        return sum(one.budget for one in self.lines)

    @property
    def spent(self) -> int:
        return sum(one.spent for one in self.lines)

    @property
    def committed(self) -> int:
        return sum(one.committed for one in self.lines)

    @property
    def forecast(self) -> int:
        return sum(one.forecast(self.elapsed) for one in self.lines)

    @property
    def over(self) -> int:
        """How much more the year is forecast to cost than members agreed to pay; below nothing where something is left."""
        return self.forecast - self.agreed

    @property
    def reserve_at_end(self) -> int | None:
        """The reserve on 31 March, if the forecast holds and no member is called on."""
        return None if self.reserve is None else self.reserve.pence - self.over


def year(board: Board, period: Period, today: date) -> Year:
    """The year on one page: each budget line, and after them what was spent on anything that was not budgeted."""
    found = Year(period, forecasts.elapsed(period, today))
    spent = _spent(board, period)
    owed = _owed(board, period)
    for one in BudgetLine.objects.filter(board=board, period=period.label):
        paid = spent.pop(_same(one.name), ("", 0))[1]
        found.lines.append(Line(one.name, one.pence, paid, owed.get(one.pk, 0), one.method, one.set_pence, one.reason))
    found.lines += [Line(name, 0, paid, 0) for name, paid in sorted(spent.values(), key=lambda each: -each[1])]
    totals = Contribution.objects.filter(board=board, period=period.label).aggregate(
        agreed=Sum("pence"), received=Sum("received_pence")
    )
    found.agreed, found.received = totals["agreed"] or 0, totals["received"] or 0
    found.reserve = Reserve.objects.filter(board=board, period=period.label).first()
    return found


def _same(name: str) -> str:
    """A line's name to compare: people type it in more ways than one."""
    return " ".join(name.split()).casefold()


def _spent(board: Board, period: Period) -> dict[str, tuple[str, int]]:
    """What was spent on each line, by its name as compared: as people wrote it, and how much."""
    found: dict[str, tuple[str, int]] = {}
    rows = Expenditure.objects.filter(board=board, period=period.label).values("line").annotate(paid=Sum("pence"))
    for one in rows.order_by("line"):
        name, before = found.get(_same(one["line"]), (one["line"], 0))
        found[_same(one["line"])] = (name, before + one["paid"])
    return found


def _owed(board: Board, period: Period) -> dict[object, int]:
    """What is still to be paid of commitments, by budget line."""
    found: dict[object, int] = defaultdict(int)
    for one, _, left in commitments(board, period):
        found[one.line_id] += left
    return found


def commitments(board: Board, period: Period) -> list[tuple[Commitment, int, int]]:
    """Each commitment of a year with what was paid towards it and what is left to pay; nothing is left of one that ended."""
    every = Commitment.objects.filter(board=board, line__period=period.label).select_related("line")
    counted = every.annotate(paid_so_far=Sum("invoices__pence"))
    found: list[tuple[Commitment, int, int]] = []
    for one in counted:
        paid = one.paid_so_far or 0
        found.append((one, paid, 0 if one.ended_on else max(0, one.pence - paid)))
    return found


@dataclass(frozen=True)
class Member:
    """What one member pays in a year: in money, and in kind."""

    name: str
    agreed: int
    received: int
    invoiced: bool
    in_kind: int
    share: float | None
    days_late: int = 0
    """Since the first of its contributions that has not come in was due."""

    @property
    def outstanding(self) -> int:
        return max(0, self.agreed - self.received)


def members(board: Board, period: Period, today: date) -> list[Member]:
    """Who pays what, most first. The share is of all money agreed."""
    money: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    late: dict[str, int] = defaultdict(int)
    for one in Contribution.objects.filter(board=board, period=period.label).select_related("agency"):
        row = money[one.agency.name]
        row[0] += one.pence
        row[1] += one.received_pence
        row[2] += one.invoiced_on is not None
        if one.due_on and one.due_on < today and one.received_pence < one.pence:
            late[one.agency.name] = max(late[one.agency.name], (today - one.due_on).days)
    for given in InKind.objects.filter(board=board, period=period.label).select_related("agency"):
        money[given.agency.name][3] += given.pence
    whole = sum(row[0] for row in money.values())
    found = [
        Member(name, row[0], row[1], bool(row[2]), row[3], 100 * row[0] / whole if whole else None, late[name])
        for name, row in money.items()
    ]
    return sorted(found, key=lambda one: (-one.agreed, -one.in_kind, one.name))


def shares_over_years(board: Board) -> tuple[list[str], list[tuple[str, list[float | None]]]]:
    """Each member's share of all money, year by year: years across, members down."""
    every = Contribution.objects.filter(board=board).values("period", "agency__name").annotate(paid=Sum("pence"))
    rows = list(every.order_by("period"))
    periods = sorted({row["period"] for row in rows})
    whole: dict[str, int] = defaultdict(int)
    paid: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        whole[row["period"]] += row["paid"]
        paid[row["agency__name"]][row["period"]] = row["paid"]
    names = sorted(paid, key=lambda name: (-max(paid[name].values()), name))
    return periods, [
        (name, [100 * paid[name][one] / whole[one] if one in paid[name] and whole[one] else None for one in periods])
        for name in names
    ]


def not_received(board: Board, today: date) -> QuerySet[Contribution]:
    """Contributions whose day has passed and that have not come in, or not all."""
    late = Contribution.objects.filter(board=board, due_on__lt=today).select_related("agency")
    return late.filter(received_pence__lt=F("pence")).order_by("due_on", "agency__name")


def people_here(board: Board) -> int | None:
    """How many people live in the place, as its facts say."""
    fact = board.context_facts.filter(code=POPULATION).first()
    return int(fact.value) if fact and fact.value > 0 else None


@dataclass(frozen=True)
class RealTerms:
    """What members paid in an earlier year, at a later year's prices, and by how much the later year differs."""

    then: str
    now: str
    paid_then: int
    paid_now: int
    worth_now: int
    series: DeflatorSeries

    @property
    def change(self) -> float:
        """In per cent; below nothing where the later year is worth less."""
        return 100 * (self.paid_now - self.worth_now) / self.worth_now if self.worth_now else 0.0


def real_terms(board: Board, period: Period) -> RealTerms | None:
    """This year's contributions against the earliest year with both money and an index; None where there is none."""
    series = DeflatorSeries.objects.filter(board=board, is_used=True).first()
    if series is None:
        return None
    index: dict[str, Decimal] = dict(series.years.values_list("period", "index"))
    rows = Contribution.objects.filter(board=board).values("period").annotate(paid=Sum("pence"))
    paid = {row["period"]: row["paid"] for row in rows}
    earlier = sorted(one for one in paid if one < period.label and one in index)
    if not earlier or period.label not in paid or period.label not in index:
        return None
    then = earlier[0]
    worth = forecasts.in_real_terms(paid[then], index[then], index[period.label])
    return RealTerms(then, period.label, paid[then], paid[period.label], worth, series)


def rule_on(board: Board, day: date) -> CallRule | None:
    """The rule for calling on members that holds on a day; the one that began last, where there are several."""
    held = CallRule.objects.filter(board=board, from_on__lte=day).filter(Q(to_on=None) | Q(to_on__gte=day))
    return held.prefetch_related("shares__agency").first()


def preview(found: Year, rule: CallRule, *, spending: int | None = None) -> tuple[calls.Call, dict[str, int]]:
    """What members would be called on for if so much is spent (the forecast, where nothing is said), and who pays what.

    Nobody pays anything while the shares do not come to a hundred: the rule is not whole.
    """
    reserve = found.reserve
    made = calls.call(
        income=found.agreed,
        spending=found.forecast if spending is None else spending,
        reserve=reserve.pence if reserve else 0,
        least=reserve.least_pence if reserve else 0,
        borne_most=rule.over_pence,
        reserve_first=rule.reserve_first,
    )
    shares = {one.agency.name: one.percent for one in rule.shares.all()}
    return made, calls.shared_out(made.called, shares) if calls.come_to_a_hundred(shares) else {}


def years(board: Board) -> list[Period]:
    """The years there is money for, the newest first."""
    labels: set[str] = set()
    for model in (Contribution, Expenditure, BudgetLine, InKind, Reserve):
        labels |= set(model._default_manager.filter(board=board).values_list("period", flat=True))
    return sorted((Period.parse(label) for label in labels), reverse=True)
