"""Money as pages."""

from __future__ import annotations

from goldenthread.core.filters import years
from goldenthread.core.kinds import Column, Kind, Row, kind
from goldenthread.core.shapes import Pounds
from goldenthread.money import forms
from goldenthread.money.models import Contribution, Expenditure

kind(
    Kind(
        model=Contribution,
        slug="contributions",
        one="contribution",
        many="contributions",
        intro="What members paid towards the Board’s work.",
        columns=(
            Column("Member", lambda one: one.agency.name, sort="agency__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Amount", lambda one: Pounds(one.pence), sort="pence", is_number=True),
        ),
        rows=(Row("Year", lambda one: one.period), Row("Amount", lambda one: Pounds(one.pence))),
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
        model=Expenditure,
        slug="spending",
        one="line of spending",
        many="lines of spending",
        heading="Spending",
        intro="What the money was spent on.",
        columns=(
            Column("What it was spent on", lambda one: one.line, sort="line"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Amount", lambda one: Pounds(one.pence), sort="pence", is_number=True),
        ),
        rows=(Row("Year", lambda one: one.period), Row("Amount", lambda one: Pounds(one.pence))),
        empty="Add what was spent, line by line.",
        form=forms.SpendingForm,
        new_words="Add a line of spending",
        search=("line",),
        filters=(years(Expenditure),),
        can_be_taken_away=True,
    )
)
