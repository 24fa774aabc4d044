"""What stands beside indicators, as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.core.filters import years
from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.figures import wording
from goldenthread.scorecard import forms
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.models import (
    AdultPopulation,
    ComparedValue,
    IndicatorCommentary,
    KnownChange,
    PeopleByAge,
)


def _indicators(_: UUID) -> Iterable[tuple[str, str]]:
    return [(one.id, one.title) for one in shipped().indicators.values()]


def _counted(one: ComparedValue) -> str:
    return f"{wording.whole(one.numerator)} of {wording.whole(one.denominator)}"


kind(
    Kind(
        model=IndicatorCommentary,
        slug="indicator-commentaries",
        one="commentary on an indicator",
        many="commentaries on indicators",
        heading="What the Board makes of indicators",
        intro="What an indicator means in a quarter, what is being done, and by when. Earlier words of a commentary are kept.",
        columns=(
            Column("Indicator", lambda one: one.title, sort="indicator"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Quarter", lambda one: one.get_quarter_display(), sort="quarter"),
            Column("By when", lambda one: one.by_on, sort="by_on"),
            Column("Who says so", lambda one: one.written_by, sort="written_by"),
        ),
        rows=(
            Row("Indicator", lambda one: one.title),
            Row("Year", lambda one: one.period),
            Row("Quarter", lambda one: one.get_quarter_display()),
            Row("What it means", lambda one: one.means, is_long=True),
            Row("What is being done", lambda one: one.doing, is_long=True),
            Row("By when", lambda one: one.by_on),
            Row("Who says so", lambda one: one.written_by),
        ),
        empty="Write what an indicator means this quarter: it stands beside its chart on the scorecard.",
        form=forms.CommentaryForm,
        new_words="Write a commentary",
        search=("means", "doing", "written_by"),
        filters=(years(IndicatorCommentary), Filter("indicator", "Indicator", "indicator", _indicators)),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=KnownChange,
        slug="known-changes",
        one="known change",
        many="known changes",
        heading="Known changes",
        intro="What changed how an indicator comes about. From that day on its limits begin anew, under this name.",
        columns=(
            Column("What changed", lambda one: one.what, sort="what"),
            Column("Indicator", lambda one: one.title, sort="indicator"),
            Column("From", lambda one: one.from_on, sort="from_on"),
        ),
        rows=(
            Row("Indicator", lambda one: one.title),
            Row("From", lambda one: one.from_on),
            Row("How we know", lambda one: one.why, is_long=True),
        ),
        empty="Write down what changed an indicator for good, such as a new way of taking concerns.",
        form=forms.ChangeForm,
        new_words="Add a known change",
        search=("what", "why"),
        filters=(Filter("indicator", "Indicator", "indicator", _indicators),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=ComparedValue,
        slug="compared-values",
        one="value of another place",
        many="values of other places",
        heading="Values of other places",
        intro="What others count for an indicator, with year, source and definition. Those of one year stand beside ours.",
        columns=(
            Column("Place", lambda one: one.place, sort="place"),
            Column("Indicator", lambda one: one.title, sort="indicator"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Counted", _counted),
            Column("Source", lambda one: one.source, sort="source"),
            Column("Synthetic", lambda one: one.is_synthetic),
        ),
        rows=(
            Row("Indicator", lambda one: one.title),
            Row("Year", lambda one: one.period),
            Row("Counted", _counted),
            Row("Source", lambda one: one.source),
            Row("What the source counts", lambda one: one.definition),
            Row("Our own place", lambda one: one.is_ours),
            Row("Synthetic", lambda one: one.is_synthetic),
        ),
        empty="Add what other places count, from a published source, or bring it in as a spreadsheet: then it is seen whether "
        "ours is unusual for its size.",
        form=forms.ComparedForm,
        new_words="Add a value",
        search=("place", "source", "definition"),
        filters=(years(ComparedValue), Filter("indicator", "Indicator", "indicator", _indicators)),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=AdultPopulation,
        slug="adult-populations",
        one="number of people in a group",
        many="people by ethnic group",
        heading="People by ethnic group",
        intro="How many people of each ethnic group live here, from the census: what enquiries are compared against.",
        columns=(
            Column("Ethnic group", lambda one: one.get_group_display(), sort="group"),
            Column("People", lambda one: one.people, sort="people", is_number=True),
            Column("Ages", lambda one: one.ages, sort="ages"),
            Column("Census", lambda one: str(one.year), sort="year"),
            Column("Source", lambda one: one.source, sort="source"),
        ),
        rows=(
            Row("People", lambda one: one.people),
            Row("Ages", lambda one: one.ages),
            Row("Census", lambda one: str(one.year)),
            Row("Source", lambda one: one.source),
            Row("Synthetic", lambda one: one.is_synthetic),
        ),
        empty="Add how many adults of each group live here, from the census of 2021.",
        form=forms.PopulationForm,
        new_words="Add a number",
        search=("source", "ages"),
        filters=(Filter("group", "Ethnic group", "group", lambda _: AdultPopulation.Group.choices),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=PeopleByAge,
        slug="people-by-age",
        one="number of people of an age",
        many="people by age",
        heading="People by age",
        intro="How many people of each age live here, and in England: what rates are taken among, and made comparable by.",
        columns=(
            Column("Ages", lambda one: one.ages, sort="first_age"),
            Column("Who", lambda one: one.get_sex_display(), sort="sex"),
            Column("Where", lambda one: one.get_area_display(), sort="area"),
            Column("Year", lambda one: str(one.year), sort="year"),
            Column("People", lambda one: one.people, sort="people", is_number=True),
            Column("Synthetic", lambda one: one.is_synthetic),
        ),
        rows=(
            Row("Where they live", lambda one: one.get_area_display()),
            Row("Year", lambda one: str(one.year)),
            Row("Who", lambda one: one.get_sex_display()),
            Row("Ages", lambda one: one.ages),
            Row("People", lambda one: one.people),
            Row("Source", lambda one: one.source),
            Row("What the source counts", lambda one: one.definition),
            Row("Synthetic", lambda one: one.is_synthetic),
        ),
        empty="Add how many people of each age live here, or bring them in as a spreadsheet: from 18 on, without a gap.",
        form=forms.PeopleByAgeForm,
        new_words="Add a number",
        search=("source", "definition"),
        filters=(
            Filter("area", "Where", "area", lambda _: PeopleByAge.Area.choices),
            Filter("sex", "Who", "sex", lambda _: PeopleByAge.Sex.choices),
        ),
        can_be_taken_away=True,
    )
)
