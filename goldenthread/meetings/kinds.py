"""Meetings as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.boards.models import Group
from goldenthread.core import clock
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.meetings import forms
from goldenthread.meetings.models import Attendance, Meeting

SHAPES = {
    Attendance.Status.PRESENT: "good",
    Attendance.Status.DEPUTY: "good",
    Attendance.Status.APOLOGIES: "part",
    Attendance.Status.ABSENT: "ring",
}


def groups(board_id: UUID) -> Iterable[tuple[str, str]]:
    found = Group.objects.filter(board_id=board_id).prefetch_related("names")
    return [(str(one.pk), one.name_on(clock.today())) for one in found]


def came(one: Attendance) -> Status:
    return Status(SHAPES[Attendance.Status(one.status)], one.get_status_display())


def how_many(one: Meeting) -> str:
    """Who came of those written down; read from what the list fetched."""
    marked = list(one.attendance.all())
    here = sum(each.status in {Attendance.Status.PRESENT, Attendance.Status.DEPUTY} for each in marked)
    return f"{here} of {len(marked)} agencies" if marked else "Not written down yet"


kind(
    Kind(
        model=Meeting,
        slug="meetings",
        one="meeting",
        many="meetings",
        intro="When each group met or will meet, and who came.",
        columns=(
            Column("Meeting", lambda one: one.group.name_on(one.held_on)),
            Column("Day", lambda one: one.held_on, sort="held_on"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Who came", how_many),
        ),
        rows=(
            Row("Day", lambda one: one.held_on),
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Held online", lambda one: one.is_online),
            Row("Who came", how_many),
        ),
        empty="Add the year’s meetings, or bring in your attendance sheet.",
        form=forms.MeetingForm,
        new_words="Add a meeting",
        begun=lambda _: {},
        search=("group__names__name",),
        filters=(Filter("group", "Group", "group", groups),),
        with_them=("group",),
        order_by=("-held_on",),
        before=("group__names", "attendance"),
        parts=(Part("attendance", "meeting", "Who came"), Part("actions", "meeting", "Actions agreed")),
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
            Column("Meeting", lambda one: one.meeting.group.name_on(one.meeting.held_on)),
            Column("Day", lambda one: one.meeting.held_on, sort="meeting__held_on"),
            Column("Who came", came, sort="status"),
        ),
        rows=(
            Row("Meeting", lambda one: one.meeting.group.name_on(one.meeting.held_on)),
            Row("Day", lambda one: one.meeting.held_on),
            Row("Who came", came),
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
