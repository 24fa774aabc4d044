"""Money as pages."""

from __future__ import annotations

from goldenthread.core import clock
from goldenthread.core.filters import holds, there, years
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Pounds, Status
from goldenthread.money import forms
from goldenthread.money.forecasts import METHODS
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


def state(one: Contribution) -> Status:
    """How far a contribution has come in."""
    if one.received_pence >= one.pence:
        return Status("good", "Received")
    if one.due_on and one.due_on < clock.today():
        late = (clock.today() - one.due_on).days
        return Status("late", f"{late} {'day' if late == 1 else 'days'} late")
    if one.received_pence:
        return Status("part", "Received in part")
    return Status("ring", "Invoiced") if one.invoiced_on else Status("ring", "Agreed")


def pounds(pence: int | None) -> Pounds | None:
    return None if pence is None else Pounds(pence)


kind(
    Kind(
        model=Contribution,
        slug="contributions",
        one="contribution",
        many="contributions",
        intro="What members agreed to pay towards the Board’s work, and what has come in.",
        columns=(
            Column("Member", lambda one: one.agency.name, sort="agency__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Agreed", lambda one: Pounds(one.pence), sort="pence", is_number=True),
            Column("Received", lambda one: Pounds(one.received_pence), sort="received_pence", is_number=True),
            Column("State", state),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Agreed", lambda one: Pounds(one.pence)),
            Row("Invoiced on", lambda one: one.invoiced_on),
            Row("Due on", lambda one: one.due_on),
            Row("Received", lambda one: Pounds(one.received_pence)),
            Row("Received on", lambda one: one.received_on),
            Row("State", state),
            Row("Note", lambda one: one.note, is_long=True),
        ),
        empty="Add what each member pays.",
        form=forms.ContributionForm,
        new_words="Add a contribution",
        search=("agency__name",),
        filters=(years(Contribution),),
        with_them=("agency",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=InKind,
        slug="in-kind",
        one="contribution in kind",
        many="contributions in kind",
        intro="What members gave other than money, and what it is worth.",
        columns=(
            Column("What was given", lambda one: one.description, sort="description"),
            Column("Member", lambda one: one.agency.name, sort="agency__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Kind", lambda one: one.get_what_display(), sort="what"),
            Column("Worth", lambda one: Pounds(one.pence), sort="pence", is_number=True),
        ),
        rows=(
            Row("Member", lambda one: one.agency.name),
            Row("Year", lambda one: one.period),
            Row("Kind", lambda one: one.get_what_display()),
            Row("How much", lambda one: f"{one.quantity.normalize():f} {one.unit}".strip() if one.quantity else None),
            Row("Worth", lambda one: Pounds(one.pence)),
            Row("How that was worked out", lambda one: one.basis),
        ),
        empty="Add the time, rooms and training that members give.",
        form=forms.InKindForm,
        new_words="Add a contribution in kind",
        search=("description", "agency__name"),
        filters=(years(InKind),),
        with_them=("agency",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=BudgetLine,
        slug="budget-lines",
        one="budget line",
        many="budget lines",
        intro="What is planned for each purpose in a year.",
        columns=(
            Column("What it is for", lambda one: one.name, sort="name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Budget", lambda one: Pounds(one.pence), sort="pence", is_number=True),
            Column("How its forecast is worked out", lambda one: METHODS[one.method]),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Budget", lambda one: Pounds(one.pence)),
            Row("How its forecast is worked out", lambda one: METHODS[one.method]),
            Row("Forecast set by hand", lambda one: pounds(one.set_pence)),
            Row("Why spending differs", lambda one: one.reason, is_long=True),
        ),
        empty="Add a line for each thing the Board pays for.",
        form=forms.BudgetLineForm,
        new_words="Add a budget line",
        search=("name",),
        filters=(years(BudgetLine),),
        parts=(Part("promised-money", "line", "What is promised"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Commitment,
        slug="promised-money",
        one="commitment",
        many="commitments",
        intro="Money that is promised: a reviewer’s fee and days, a contract.",
        columns=(
            Column("What it is for", lambda one: one.what, sort="what"),
            Column("Budget line", lambda one: one.line.name, sort="line__name"),
            Column("Year", lambda one: one.line.period, sort="line__period"),
            Column("Promised", lambda one: Pounds(one.pence), is_number=True),
            Column("Nothing more to pay since", lambda one: one.ended_on, sort="ended_on"),
        ),
        rows=(
            Row("Budget line", lambda one: one.line.name),
            Row("Kind", lambda one: one.get_kind_display()),
            Row("To whom", lambda one: one.supplier),
            Row("Fixed fee", lambda one: Pounds(one.fee_pence)),
            Row("Days agreed", lambda one: one.days),
            Row("For each day", lambda one: Pounds(one.day_pence)),
            Row("Promised in all", lambda one: Pounds(one.pence)),
            Row("Nothing more to pay since", lambda one: one.ended_on),
        ),
        empty="Add what is promised as soon as it is agreed: the forecast counts it before the invoice comes.",
        form=forms.CommitmentForm,
        filters=(Filter("kind", "What it is", "kind", lambda _: Commitment.Kind.choices),),
        new_words="Add a commitment",
        search=("what", "supplier"),
        with_them=("line",),
        parts=(Part("spending", "commitment", "What was paid towards it"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Expenditure,
        slug="spending",
        one="line of spending",
        many="lines of spending",
        heading="Spending",
        intro="What the money was spent on.",
        columns=(
            Column("What it was spent on", lambda one: one.line, sort="line"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Day", lambda one: one.spent_on, sort="spent_on"),
            Column("Paid to", lambda one: one.supplier, sort="supplier"),
            Column("Amount", lambda one: Pounds(one.pence), sort="pence", is_number=True),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Day", lambda one: one.spent_on),
            Row("Amount", lambda one: Pounds(one.pence)),
            Row("Paid to", lambda one: one.supplier),
            Row("Reference in the ledger", lambda one: one.reference),
            Row("What for", lambda one: one.note),
            Row("Paid towards", lambda one: one.commitment.what if one.commitment else None),
        ),
        empty="Add what was spent, line by line, or bring in the ledger.",
        form=forms.SpendingForm,
        new_words="Add a line of spending",
        search=("line", "supplier", "reference", "note"),
        filters=(years(Expenditure),),
        with_them=("commitment",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Reserve,
        slug="reserves",
        one="reserve",
        many="reserves",
        intro="What was kept back at the start of each year.",
        columns=(
            Column("Year", lambda one: one.period, sort="period"),
            Column("On 1 April", lambda one: Pounds(one.pence), sort="pence", is_number=True),
            Column("Least to keep", lambda one: Pounds(one.least_pence), sort="least_pence", is_number=True),
        ),
        rows=(
            Row("On 1 April", lambda one: Pounds(one.pence)),
            Row("Least to keep", lambda one: Pounds(one.least_pence)),
            Row("Where that was agreed", lambda one: one.note),
        ),
        empty="Say what was kept back at the start of the year, and the least the Board wants to keep.",
        form=forms.ReserveForm,
        new_words="Add a year’s reserve",
        filters=(years(Reserve),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=CallRule,
        slug="call-rules",
        one="rule for calling on members",
        many="rules for calling on members",
        intro="What members agreed happens when more is spent than came in.",
        columns=(
            Column("Rule", lambda one: one.name, sort="name"),
            Column("Holds from", lambda one: one.from_on, sort="from_on"),
            Column("Until", lambda one: one.to_on, sort="to_on"),
            Column("Shares", lambda one: "; ".join(str(each) for each in one.shares.all())),
        ),
        rows=(
            Row("Where it was agreed", lambda one: one.agreed_in),
            Row("Holds from", lambda one: one.from_on),
            Row("Holds until", lambda one: one.to_on),
            Row("The reserve is used first", lambda one: one.reserve_first),
            Row("Overspend that the Board bears itself", lambda one: Pounds(one.over_pence)),
            Row("Shares come to", lambda one: f"{sum((each.percent for each in one.shares.all()), 0)}%"),
        ),
        empty="Write down what members agreed, then who pays which share.",
        form=forms.CallRuleForm,
        new_words="Add a rule",
        search=("name",),
        filters=(holds(),),
        before=("shares__agency",),
        parts=(Part("call-shares", "rule", "Who pays which share"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=CallShare,
        slug="call-shares",
        one="share of a call",
        many="shares of calls",
        intro="Who pays which share when members are called on. The shares of a rule come to a hundred.",
        columns=(
            Column("Member", lambda one: one.agency.name, sort="agency__name"),
            Column("Rule", lambda one: one.rule.name, sort="rule__name"),
            Column("Share", lambda one: f"{one.percent}%", sort="percent", is_number=True),
        ),
        rows=(Row("Rule", lambda one: one.rule.name), Row("Share", lambda one: f"{one.percent}%")),
        empty="Open a rule, and add each member’s share.",
        form=forms.CallShareForm,
        filters=(there(CallShare, "rule", "Rule", "rule", "rule__name", board="rule__board"),),
        new_words="Add a share",
        begun=lambda _: {},
        with_them=("agency", "rule"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=DeflatorSeries,
        slug="price-series",
        one="price series",
        many="price series",
        intro="How prices moved, to compare years in real terms.",
        columns=(
            Column("Series", lambda one: one.name, sort="name"),
            Column("Where it comes from", lambda one: one.source),
            Column("Used", lambda one: one.is_used, sort="is_used"),
        ),
        rows=(Row("Where it comes from", lambda one: one.source), Row("Used", lambda one: one.is_used)),
        empty="Add the series you compare years with, say where it comes from, then its index for each year.",
        form=forms.DeflatorSeriesForm,
        new_words="Add a price series",
        search=("name",),
        filters=(Filter("used", "Used", "is_used", lambda _: (("True", "Yes"), ("False", "No"))),),
        parts=(Part("price-years", "series", "Its years"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Deflator,
        slug="price-years",
        one="year of a price series",
        many="years of price series",
        intro="The index of each year.",
        columns=(
            Column("Year", lambda one: one.period, sort="period"),
            Column("Series", lambda one: one.series.name, sort="series__name"),
            Column("Index", lambda one: f"{one.index.normalize():f}", sort="index", is_number=True),
        ),
        rows=(
            Row("Series", lambda one: one.series.name),
            Row("Index", lambda one: f"{one.index.normalize():f}"),
        ),
        empty="Open a price series, and add its years.",
        form=forms.DeflatorForm,
        filters=(there(Deflator, "series", "Series", "series", "series__name", board="series__board"),),
        new_words="Add a year",
        begun=lambda _: {},
        search=("series__name",),
        with_them=("series",),
        can_be_taken_away=True,
    )
)
