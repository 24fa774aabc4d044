"""Training as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.core.days import as_known
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.training import forms
from goldenthread.training.models import Course, Session


def courses(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Course.objects.filter(board_id=board_id)]


kind(
    Kind(
        model=Course,
        slug="courses",
        one="course",
        many="courses",
        intro="What the Board teaches.",
        columns=(
            Column("Course", lambda one: one.title, sort="title"),
            Column("Webinar", lambda one: one.is_webinar, sort="is_webinar"),
            Column("Sessions", lambda one: len(one.sessions.all()), is_number=True),
        ),
        rows=(Row("Webinar", lambda one: one.is_webinar),),
        empty="Add the courses the Board gives, or bring in your training list.",
        form=forms.CourseForm,
        new_words="Add a course",
        search=("title",),
        before=("sessions",),
        parts=(Part("sessions", "course", "When it was held"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Session,
        slug="sessions",
        one="session",
        many="sessions",
        intro="When each course was held, and how many people came.",
        columns=(
            Column("Course", lambda one: one.course.title, sort="course__title"),
            Column("Day", lambda one: as_known(one.held_on, one.held_precision), sort="held_on"),
            Column("People who came", lambda one: one.delegates, sort="delegates", is_number=True),
            Column("Times watched", lambda one: one.views, sort="views", is_number=True),
        ),
        rows=(
            Row("Day", lambda one: as_known(one.held_on, one.held_precision)),
            Row("People who came", lambda one: one.delegates),
            Row("Times watched", lambda one: one.views),
        ),
        empty="Add a session of a course.",
        form=forms.SessionForm,
        new_words="Add a session",
        begun=lambda _: {},
        search=("course__title",),
        filters=(Filter("course", "Course", "course", courses),),
        with_them=("course",),
        can_be_taken_away=True,
    )
)
