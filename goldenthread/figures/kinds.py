"""What stands beside figures, as pages."""

from __future__ import annotations

from goldenthread.boards.offered import themes
from goldenthread.core.filters import years
from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.figures import forms
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.measures import Commentary, DataPack, PlannedMeasure

STANDS = {
    PlannedMeasure.State.WANTED: "ring",
    PlannedMeasure.State.PLANNED: "part",
    PlannedMeasure.State.DELIVERED: "good",
    PlannedMeasure.State.PARKED: "info",
}


def stands(one: PlannedMeasure) -> Status:
    return Status(STANDS[PlannedMeasure.State(one.state)], one.get_state_display())


def burden(one: PlannedMeasure) -> str:
    """What it asks of each agency: numbers times a year."""
    total = one.fields_asked * one.times_a_year
    return f"{total:,} {'number' if total == 1 else 'numbers'} a year"


def became(one: PlannedMeasure) -> str:
    found = all_definitions().get(one.figure_id)
    return found.title if found else one.figure_id


kind(
    Kind(
        model=PlannedMeasure,
        slug="measures",
        one="measure",
        many="measures",
        heading="Measures wanted",
        intro="What the Board would like to measure, how far each has come, what it would cost agencies, and what was put aside.",
        columns=(
            Column("Measure", lambda one: one.title, sort="title"),
            Column("Theme", lambda one: one.theme.name if one.theme else "", sort="theme__name"),
            Column("Agency", lambda one: one.agency.name if one.agency else "", sort="agency__name"),
            Column("Can be had", lambda one: one.get_feasible_display(), sort="feasible"),
            Column("Burden on an agency", burden),
            Column("State", stands, sort="state"),
        ),
        rows=(
            Row("Why the Board wants it", lambda one: one.why, is_long=True),
            Row("Theme", lambda one: one.theme),
            Row("Agency that records it", lambda one: one.agency),
            Row("Where it is recorded", lambda one: one.source_system),
            Row("Can be had", lambda one: one.get_feasible_display()),
            Row("Burden on an agency", burden),
            Row("State", stands),
            Row("Starts on", lambda one: one.starts_on),
            Row("Figure it became", became),
            Row("Why it was put aside", lambda one: one.put_aside_because, is_long=True),
            Row("Decided on", lambda one: one.decided_on),
        ),
        empty="Add what the Board would like to measure, theme by theme.",
        form=forms.MeasureForm,
        new_words="Add a measure",
        search=("title", "why", "theme__name", "source_system"),
        filters=(
            Filter("state", "State", "state", lambda _: PlannedMeasure.State.choices),
            Filter("theme", "Theme", "theme", themes),
        ),
        with_them=("theme", "agency"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Commentary,
        slug="commentaries",
        one="commentary",
        many="commentaries",
        heading="What the Board makes of figures",
        intro="Why a figure moved, and what follows from it.",
        columns=(
            Column("Figure", lambda one: one.title, sort="figure_id"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Quarter", lambda one: one.get_quarter_display() or "Whole year", sort="quarter"),
            Column("Who says so", lambda one: one.written_by, sort="written_by"),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Quarter", lambda one: one.get_quarter_display() or "Whole year"),
            Row("What the Board makes of it", lambda one: one.text, is_long=True),
            Row("What that rests on", lambda one: one.evidence),
            Row("Who says so", lambda one: one.written_by),
        ),
        empty="Write what the Board makes of a figure; it is shown on the figure’s page.",
        form=forms.CommentaryForm,
        new_words="Write a commentary",
        search=("text", "figure_id", "written_by"),
        filters=(years(Commentary),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=DataPack,
        slug="data-packs",
        one="data pack",
        many="data packs",
        intro="Which figures were sent to which group, when, and from which release.",
        columns=(
            Column("What is in it", lambda one: one.about, sort="about"),
            Column("Sent to", lambda one: one.group.name_on(one.sent_on)),
            Column("Sent on", lambda one: one.sent_on, sort="sent_on"),
            Column("Year", lambda one: one.period, sort="period"),
        ),
        rows=(
            Row("Sent to", lambda one: one.group.name_on(one.sent_on)),
            Row("Sent on", lambda one: one.sent_on),
            Row("Year the figures are for", lambda one: one.period),
            Row("Release the figures are from", lambda one: one.release),
            Row("What the group was asked", lambda one: one.note, is_long=True),
        ),
        empty="Write down which figures were sent to a group.",
        form=forms.PackForm,
        new_words="Add a data pack",
        search=("about", "note"),
        filters=(years(DataPack),),
        with_them=("group", "release"),
        before=("group__names",),
        can_be_taken_away=True,
    )
)
