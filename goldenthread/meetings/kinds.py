"""Meetings, and what hangs on them, as pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goldenthread.boards.models import Agency
from goldenthread.boards.offered import groups
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.meetings import forms, operations, quorum
from goldenthread.meetings.models import (
    Attendance,
    KeyDocument,
    Meeting,
    ReportingLine,
    TermsOfReference,
)

SHAPES = {
    Attendance.Status.PRESENT: "good",
    Attendance.Status.DEPUTY: "good",
    Attendance.Status.APOLOGIES: "part",
    Attendance.Status.ABSENT: "ring",
    Attendance.Status.NOT_EXPECTED: "info",
    Attendance.Status.VACANT: "info",
}


def came(one: Attendance) -> Status:
    return Status(SHAPES[Attendance.Status(one.status)], one.get_status_display())


def how_many(one: Meeting) -> str:
    """Who came of those expected; read from what the list fetched."""
    counted = [each for each in one.attendance.all() if each.status in {*Attendance.CAME, *Attendance.MISSED}]
    here = sum(each.status in Attendance.CAME for each in counted)
    return f"{here} of {len(counted)} agencies" if counted else "Not written down yet"


def stands(one: Meeting) -> Status:
    if one.is_cancelled:
        return Status("ring", "Cancelled")
    return Status("good", "Held") if one.held_on <= clock.today() else Status("info", "Planned")


def signed(one: KeyDocument) -> Status:
    """How many have signed; read from what the list fetched."""
    every = list(one.sign_offs.all())
    done = sum(each.signed_on is not None for each in every)
    if every and done == len(every):
        return Status("good", "All have signed")
    return Status("part" if done else "ring", f"{done} of {len(every)} signed")


def _names(board_id: UUID) -> dict[str, str]:
    return dict(Agency.objects.filter(board_id=board_id).values_list("slug", "name"))


def rule(one: TermsOfReference) -> str:
    return quorum.sentence(one.quorum_rule, _names(one.group.board_id))


def _terms(form: RecordForm, given: Any, by: Actor) -> Any:
    assert isinstance(form, forms.TermsForm)  # noqa: S101  (the same)
    given.quorum_rule = form.rule()
    return operations.new_terms(given, by=by)


kind(
    Kind(
        model=Meeting,
        slug="meetings",
        one="meeting",
        many="meetings",
        intro="When each group met or will meet, and who came.",
        columns=(
            Column("Meeting", lambda one: one.name),
            Column("Day", lambda one: one.held_on, sort="held_on"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("How", lambda one: one.mode),
            Column("Stands", stands),
            Column("Who came", how_many),
        ),
        rows=(
            Row("Day", lambda one: one.held_on),
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Who came", how_many),
        ),
        empty="Add the year’s meetings, or bring in your attendance sheet.",
        form=forms.MeetingForm,
        changing_form=forms.EventForm,
        new_words="Add a meeting",
        begun=lambda _: {},
        search=("group__names__name", "title"),
        filters=(
            Filter("group", "Group", "group", groups),
            Filter("kind", "What it is", "kind", lambda _: Meeting.Kind.choices),
        ),
        with_them=("group",),
        order_by=("-held_on",),
        before=("group__names", "attendance"),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=Attendance,
        slug="attendance",
        one="attendance",
        many="lines of attendance",
        heading="Attendance",
        intro="Which agencies came to which meeting.",
        columns=(
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Meeting", lambda one: one.meeting.name),
            Column("Day", lambda one: one.meeting.held_on, sort="meeting__held_on"),
            Column("Who came", came, sort="status"),
            Column("How", lambda one: one.get_how_display(), sort="how"),
        ),
        rows=(
            Row("Meeting", lambda one: one.meeting.name),
            Row("Day", lambda one: one.meeting.held_on),
            Row("Who came", came),
            Row("How", lambda one: one.get_how_display()),
            Row("Who it was", lambda one: one.who),
        ),
        empty="Write down who came to a meeting, or bring in your attendance sheet.",
        form=forms.AttendanceForm,
        new_words="Write down who came",
        begun=lambda _: {},
        search=("agency__name",),
        filters=(
            Filter("group", "Group", "meeting__group", groups),
            Filter("came", "Who came", "status", lambda _: Attendance.Status.choices),
        ),
        with_them=("agency", "meeting__group"),
        order_by=("-meeting__held_on", "agency__order"),
        before=("meeting__group__names",),
    )
)
kind(
    Kind(
        model=TermsOfReference,
        slug="terms",
        one="terms of reference",
        many="terms of reference",
        intro="What each group is for, who its members are, how often it meets and when it is quorate. A change of rule is a "
        "new version.",
        columns=(
            Column("Group", lambda one: one.group.name_on(one.from_on)),
            Column("Version", lambda one: one.number, sort="number", is_number=True),
            Column("Holds from", lambda one: one.from_on, sort="from_on"),
            Column("Meetings a year", lambda one: one.times_a_year, sort="times_a_year", is_number=True),
            Column("To be looked at again", lambda one: one.review_on, sort="review_on"),
        ),
        rows=(
            Row("Version", lambda one: one.number),
            Row("Holds from", lambda one: one.from_on),
            Row("Purpose", lambda one: one.purpose, is_long=True),
            Row("Members", lambda one: one.membership, is_long=True),
            Row("Quorum", rule),
            Row("Chair", lambda one: one.chairing, is_long=True),
            Row("May decide", lambda one: one.decides, is_long=True),
            Row("Meetings a year", lambda one: one.times_a_year),
            Row("Agreed at", lambda one: one.agreed_at_meeting),
            Row("To be looked at again", lambda one: one.review_on),
        ),
        empty="Write down each group’s terms of reference. Its quorum and its calendar follow from them.",
        form=forms.TermsForm,
        changing_form=forms.ChangedTermsForm,
        new_words="Write a new version",
        begun=lambda _: {},
        search=("group__names__name", "purpose"),
        filters=(Filter("group", "Group", "group", groups),),
        with_them=("group", "agreed_at_meeting__group"),
        before=("group__names", "agreed_at_meeting__group__names"),
        adds=_terms,
    )
)
kind(
    Kind(
        model=ReportingLine,
        slug="reporting-lines",
        one="reporting line",
        many="reporting lines",
        intro="To which group each group reported, and from when until when.",
        columns=(
            Column("Group", lambda one: one.group.name_on(one.from_on or clock.today())),
            Column(
                "Reports to", lambda one: one.to_group.name_on(one.from_on or clock.today()) if one.to_group else ""
            ),
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("Until", lambda one: one.to_on, sort="to_on"),
        ),
        rows=(
            Row("Reports to", lambda one: one.to_group),
            Row("From", lambda one: one.from_on),
            Row("Until", lambda one: one.to_on),
        ),
        empty="Only needed where a group reported to another one before. What it reports to now stands with the group.",
        form=forms.ReportingLineForm,
        new_words="Add a reporting line",
        begun=lambda _: {},
        filters=(Filter("group", "Group", "group", groups),),
        with_them=("group", "to_group"),
        before=("group__names", "to_group__names"),
        can_be_taken_away=True,
    )
)
