"""Panels themselves as pages: how each works, its criteria, meetings, what was done to make it known, and whether it works."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.panels import clocks, paneling
from goldenthread.panels.forms import form_of
from goldenthread.panels.models import (
    Panel,
    PanelAwareness,
    PanelCount,
    PanelCriterion,
    PanelLook,
    PanelMeeting,
    PathwayClock,
)


def of_the_board(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Panel.objects.filter(board=board_id)]


def quorate(one: PanelMeeting) -> Status:
    came = len(one.agencies.all())
    words = f"{came} {'agency' if came == 1 else 'agencies'} of {one.panel.quorum} needed"
    return Status("good" if paneling.is_quorate(came, one.panel) else "ring", words)


BY_PANEL = (Filter("panel", "Panel", "panel", of_the_board),)

kind(
    Kind(
        model=Panel,
        slug="panels",
        one="panel",
        many="panels",
        intro="Where agencies plan together for adults at high risk, and by which rules.",
        columns=(
            Column("Panel", lambda one: one.name, sort="name"),
            Column("What sort", lambda one: one.get_sort_display(), sort="sort"),
            Column("Meets", lambda one: one.cadence),
            Column("Chaired by", lambda one: one.chair_post),
        ),
        rows=(
            Row("What sort of panel", lambda one: one.get_sort_display()),
            Row("Who it is for", lambda one: one.what_for, is_long=True),
            Row("Meets", lambda one: one.cadence),
            Row("Chaired by", lambda one: one.chair_post),
            Row("Core agencies", lambda one: ", ".join(str(each) for each in one.core_agencies.all())),
            Row("Agencies that must come", lambda one: one.quorum),
            Row("Most cases at a meeting", lambda one: one.most_cases),
            Row("Accepts or declines within", lambda one: f"{one.accept_within} working days"),
            Row("A case comes back within", lambda one: f"{one.review_within} weeks"),
            Row("The Board asks whether it works every", lambda one: f"{one.looked_at_every} months"),
            Row("Next look due", paneling.next_look),
            Row("Stopped on", lambda one: one.ended_on),
        ),
        empty="Add the panels the Board runs, and the conferences of others that it hears numbers from.",
        form=form_of(
            Panel, "name", "sort", "what_for", "cadence", "chair_post", "core_agencies", "quorum", "most_cases",
            "accept_within", "review_within", "looked_at_every", "ended_on",
        ),
        new_words="Add a panel",
        search=("name", "what_for"),
        filters=(Filter("what", "What sort", "sort", lambda _: Panel.Sort.choices),),
        parts=(
            Part("panel-criteria", "panel", "Criteria"),
            Part("panel-meetings", "panel", "Meetings"),
            Part("panel-looks", "panel", "Whether it works"),
            Part("panel-awareness", "panel", "Making it known"),
            Part("panel-counts", "panel", "Numbers from others"),
        ),
        doors=(
            Door("Who sits on it", "panel-members", "memberships", Act.READ, lambda one: one.holds_cases),
            Door("Its numbers", "panel-works", "pathway_numbers", Act.READ, lambda one: one.holds_cases),
        ),
    )
)  # fmt: skip
kind(
    Kind(
        model=PanelCriterion,
        slug="panel-criteria",
        one="criterion",
        many="criteria",
        heading="Criteria of panels",
        intro="What has to be so before a panel takes a case.",
        columns=(
            Column("What has to be so", lambda one: one.text, sort="text"),
            Column("Panel", lambda one: one.panel, sort="panel__name"),
        ),
        rows=(Row("Panel", lambda one: one.panel), Row("Place in the list", lambda one: one.order)),
        empty="Open a panel, and add what has to be so.",
        form=form_of(PanelCriterion, "panel", "text", "order"),
        new_words="Add a criterion",
        begun=lambda _: {},
        search=("text",),
        filters=BY_PANEL,
        with_them=("panel",),
        can_be_taken_away=True,
        part_of="panel",
    )
)
kind(
    Kind(
        model=PanelMeeting,
        slug="panel-meetings",
        one="meeting of a panel",
        many="meetings of panels",
        intro="When panels met, and whether enough agencies came.",
        columns=(
            Column("Day", lambda one: one.held_on, sort="held_on"),
            Column("Panel", lambda one: one.panel, sort="panel__name"),
            Column("Who came", quorate),
        ),
        rows=(
            Row("Panel", lambda one: one.panel),
            Row("Agencies that came", lambda one: ", ".join(str(each) for each in one.agencies.all())),
            Row("Enough of them", quorate),
        ),
        empty="Add the days on which the panel meets.",
        form=form_of(PanelMeeting, "panel", "held_on", "agencies"),
        new_words="Add a meeting",
        begun=lambda _: {},
        search=("panel__name",),
        filters=BY_PANEL,
        with_them=("panel",),
        before=("agencies",),
        doors=(Door("Its list of cases", "panel-list", "panel_cases", Act.READ),),
        part_of="panel",
    )
)
kind(
    Kind(
        model=PanelLook,
        slug="panel-looks",
        one="look at a panel",
        many="looks at panels",
        heading="Whether panels work",
        intro="Every six months, unless the Board says otherwise, it asks whether a panel makes adults safer.",
        columns=(
            Column("Day", lambda one: one.looked_on, sort="looked_on"),
            Column("Panel", lambda one: one.panel, sort="panel__name"),
            Column("What works", lambda one: one.works),
        ),
        rows=(
            Row("Panel", lambda one: one.panel),
            Row("The time looked at, from", lambda one: one.from_on),
            Row("Up to and with", lambda one: one.to_on),
            Row("What works", lambda one: one.works, is_long=True),
            Row("What does not", lambda one: one.does_not, is_long=True),
            Row("What changes now", lambda one: one.changes, is_long=True),
        ),
        empty="Open a panel, look at its numbers, and write down whether it works.",
        form=form_of(PanelLook, "panel", "looked_on", "from_on", "to_on", "works", "does_not", "changes"),
        new_words="Write down whether it works",
        begun=lambda _: {},
        search=("works", "does_not", "changes"),
        filters=BY_PANEL,
        with_them=("panel",),
        part_of="panel",
    )
)
kind(
    Kind(
        model=PanelAwareness,
        slug="panel-awareness",
        one="telling of a panel",
        many="tellings of panels",
        heading="Making panels known",
        intro="How people were told that a panel is there, and how many they were.",
        columns=(
            Column("What was done", lambda one: one.what, sort="what"),
            Column("Panel", lambda one: one.panel, sort="panel__name"),
            Column("Day", lambda one: one.held_on, sort="held_on"),
            Column("People reached", lambda one: one.people, sort="people", is_number=True),
        ),
        rows=(
            Row("Panel", lambda one: one.panel),
            Row("Day", lambda one: one.held_on),
            Row("People reached", lambda one: one.people),
        ),
        empty="Open a panel, and add how people were told of it.",
        form=form_of(PanelAwareness, "panel", "held_on", "what", "people"),
        new_words="Add how people were told",
        begun=lambda _: {},
        search=("what",),
        filters=BY_PANEL,
        with_them=("panel",),
        can_be_taken_away=True,
        part_of="panel",
    )
)
kind(
    Kind(
        model=PanelCount,
        slug="panel-counts",
        one="return of a conference",
        many="returns of conferences",
        heading="Numbers from conferences",
        intro="Conferences that others hold, such as about domestic abuse, give the Board numbers. It holds none of their cases.",
        columns=(
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("Panel", lambda one: one.panel, sort="panel__name"),
            Column("Cases heard", lambda one: one.cases, sort="cases", is_number=True),
            Column("Adults with needs for care", lambda one: one.with_needs, sort="with_needs", is_number=True),
            Column("Concerns raised", lambda one: one.concerns, sort="concerns", is_number=True),
        ),
        rows=(
            Row("Panel", lambda one: one.panel),
            Row("Up to and with", lambda one: one.to_on),
            Row("Cases heard", lambda one: one.cases),
            Row("Heard before within a year", lambda one: one.repeats),
            Row("Adults with needs for care and support", lambda one: one.with_needs),
            Row("Safeguarding concerns raised", lambda one: one.concerns),
            Row("What the numbers leave out", lambda one: one.note, is_long=True),
        ),
        empty="Open a conference among the panels, and add what it returned.",
        form=form_of(PanelCount, "panel", "from_on", "to_on", "cases", "repeats", "with_needs", "concerns", "note"),
        new_words="Add a return",
        begun=lambda _: {},
        search=("note",),
        filters=BY_PANEL,
        with_them=("panel",),
        can_be_taken_away=True,
        part_of="panel",
    )
)
kind(
    Kind(
        model=PathwayClock,
        slug="pathway-clocks",
        one="deadline that was changed",
        many="deadlines that were changed",
        intro="How long the Board gives a step, where that is not as it ships.",
        columns=(
            Column("Which step", lambda one: one.get_step_display(), sort="step"),
            Column("How long", lambda one: clocks.in_words(one.number, one.unit), sort="number"),
        ),
        rows=(Row("How long", lambda one: clocks.in_words(one.number, one.unit)),),
        empty="Every step may take as long as it ships with.",
        form=form_of(PathwayClock, "step", "number", "unit"),
        new_words="Change a deadline",
        search=("step",),
        filters=(Filter("unit", "Of what", "unit", lambda _: clocks.Unit.choices),),
        can_be_taken_away=True,
    )
)
