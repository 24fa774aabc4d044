"""Money as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.core.shapes import Pounds
from goldenthread.money import forms
from goldenthread.money.models import Contribution, Expenditure


def _years(model: type[Model]) -> Filter:
    def choices(board_id: UUID) -> Iterable[tuple[str, str]]:
        found = model._default_manager.filter(board_id=board_id).order_by("-period")
        return [(year, year) for year in found.values_list("period", flat=True).distinct()]

    return Filter("year", "Year", "period", choices)


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
        filters=(_years(Contribution),),
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
        filters=(_years(Expenditure),),
        can_be_taken_away=True,
    )
)
