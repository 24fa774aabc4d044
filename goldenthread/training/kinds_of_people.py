"""Who comes to training, whether it helped, and what is still missing, as pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from goldenthread.boards.offered import agencies, themes
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.filters import years, years_of
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.training import forms, operations
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import EvaluationQuestion, Stage
from goldenthread.training.kinds import courses, day_of, levels
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn
from goldenthread.training.steps import OPEN, State

GAPS = {"not_known": "ring", "none": "good", "some": "part", "large": "bad"}
HAS = {"yes": "good", "part": "part", "no": "bad", "not_known": "ring"}


def states(board_id: UUID) -> Iterable[tuple[str, str]]:  # noqa: ARG001  (the same for every Board)
    return [(state.value, state.words) for state in State]


def state(one: Booking) -> Status:
    return Status(one.at.shape, one.at.words)


def gap(one: TrainingNeed) -> Status:
    """How far it is; a gap that was closed is closed."""
    return Status("good", "Closed") if one.closed_on else Status(GAPS[one.gap], one.get_gap_display())


def has(one: SupportPathway) -> Status:
    return Status(HAS[one.has], one.get_has_display())


def _book(_: RecordForm, given: Any, by: Actor) -> Booking:
    """A booking is more than a record: its place is counted, and a letter is sent."""
    return operations.add_booking(given, by=by)


kind(
    Kind(
        model=Booking,
        slug="bookings",
        one="booking",
        many="bookings",
        intro="Who has a place at which session, who waits for one, and who came.",
        columns=(
            Column("Name", str, sort="name"),
            Column("Agency", lambda one: one.works_for, sort="agency__name"),
            Column("Course", lambda one: one.session.course.title, sort="session__course__title"),
            Column("Day", lambda one: day_of(one.session), sort="session__held_on"),
            Column("State", state, sort="state"),
        ),
        rows=(
            Row("Course", lambda one: one.session.course.title),
            Row("Day", lambda one: day_of(one.session)),
            Row("State", state),
            Row("Agency", lambda one: one.works_for),
            Row("Job title", lambda one: one.post),
            Row("Level the role needs", lambda one: one.level),
            Row("Work e-mail", lambda one: one.email),
            Row("Why they did not attend", lambda one: one.get_missed_because_display()),
            Row("Why it was cancelled", lambda one: one.cancelled_because),
            Row("Booked", lambda one: one.booked_at),
            Row("The offer ends", lambda one: one.offer_ends_at),
        ),
        empty="Open a session to booking, or add whoever rang.",
        form=forms.BookingForm,
        changing_form=forms.BookingChangeForm,
        new_words="Book for somebody",
        begun=lambda _: {},
        search=("name", "email", "session__course__title"),
        filters=(
            Filter("state", "State", "state", states),
            Filter("course", "Course", "session__course", courses),
            Filter("agency", "Agency", "agency", agencies),
        ),
        with_them=("session__course", "agency", "level"),
        order_by=("-session__held_on", "booked_at"),
        doors=(
            Door("Cancel this booking", "bookings-cancel", "training_records", Act.EDIT, lambda one: one.at in OPEN),
        ),
        adds=_book,
    )
)
kind(
    Kind(
        model=Certificate,
        slug="certificates",
        one="certificate",
        many="certificates",
        intro="What proves that somebody came. Anybody can check one with its number and the name on it.",
        columns=(
            Column("Number", lambda one: one.number, sort="number"),
            Column("Name", lambda one: str(one.booking), sort="booking__name"),
            Column("Course", lambda one: one.booking.session.course.title, sort="booking__session__course__title"),
            Column("Issued", lambda one: one.issued_on, sort="issued_on"),
        ),
        rows=(
            Row("Name", lambda one: str(one.booking)),
            Row("Course", lambda one: one.booking.session.course.title),
            Row("Day", lambda one: day_of(one.booking.session)),
            Row("Issued", lambda one: one.issued_on),
            Row("Issued by", lambda one: one.issued_by),
        ),
        empty="Take the register of a session; then its page offers to issue certificates.",
        search=("number", "booking__name", "booking__session__course__title"),
        filters=(
            Filter("course", "Course", "booking__session__course", courses),
            years_of(Certificate, "issued_on", "Year issued", board="booking__session__course__board"),
        ),
        with_them=("booking__session__course",),
        doors=(Door("Take it as a PDF", "certificates-file", "training_records", Act.READ),),
    )
)
kind(
    Kind(
        model=EvaluationQuestion,
        slug="evaluation-questions",
        one="evaluation question",
        many="evaluation questions",
        intro="What delegates are asked before a course, at its end and six to eight weeks later, and what their managers are.",
        columns=(
            Column("Question", lambda one: one.text, sort="text"),
            Column("When", lambda one: one.get_stage_display(), sort="stage"),
            Column("Of the manager", lambda one: one.of_managers, sort="of_managers"),
            Column("Answered with", lambda one: one.get_takes_display(), sort="takes"),
            Column("Asked now", lambda one: one.is_asked, sort="is_asked"),
        ),
        rows=(
            Row("When", lambda one: one.get_stage_display()),
            Row("Of the manager", lambda one: one.of_managers),
            Row("Answered with", lambda one: one.get_takes_display()),
            Row("Compared as", lambda one: one.measures),
            Row("Asked now", lambda one: one.is_asked),
        ),
        empty="The first time you ask delegates, a standard set is put here for you to change. Or add your own now.",
        form=forms.EvaluationQuestionForm,
        filters=(Filter("stage", "When it is asked", "stage", lambda _: Stage.choices),),
        new_words="Add a question",
        search=("text",),
    )
)
kind(
    Kind(
        model=TrainingNeed,
        slug="training-needs",
        one="training need",
        many="training needs",
        intro="Where training is missing, by theme and agency, and the plan to close each gap.",
        columns=(
            Column("Theme", lambda one: one.theme.name, sort="theme__name"),
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Gap", gap, sort="gap"),
            Column("Close it by", lambda one: one.close_by_on, sort="close_by_on"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency.name),
            Row("Year", lambda one: one.period),
            Row("Gap", gap),
            Row("What is missing, and how we know", lambda one: one.what, is_long=True),
            Row("Plan to close it", lambda one: one.plan, is_long=True),
            Row("Course that closes it", lambda one: one.course.title if one.course else None),
            Row("How it is paid for", lambda one: one.get_cost_basis_display() if one.cost_basis else None),
            Row("Close it by", lambda one: one.close_by_on),
            Row("Closed on", lambda one: one.closed_on),
        ),
        empty="Add a need for each theme and agency you have looked at, also where there is no gap.",
        form=forms.TrainingNeedForm,
        new_words="Add a need",
        search=("what", "plan", "theme__name"),
        filters=(
            years(TrainingNeed),
            Filter("theme", "Theme", "theme", themes),
            Filter("agency", "Agency", "agency", agencies),
        ),
        with_them=("theme", "agency", "course"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=SupportPathway,
        slug="support-pathways",
        one="way of supporting staff",
        many="ways of supporting staff",
        intro="Whether each agency has a way to support its staff after hard work.",
        columns=(
            Column("Kind of support", lambda one: one.get_what_display(), sort="what"),
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("In place", has, sort="has"),
            Column("As of", lambda one: one.as_of_on, sort="as_of_on"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency.name),
            Row("In place", has),
            Row("How we know", lambda one: one.evidence, is_long=True),
            Row("As of", lambda one: one.as_of_on),
        ),
        empty="Say of each agency whether staff are debriefed and supervised after hard work.",
        form=forms.SupportPathwayForm,
        new_words="Add a way of supporting staff",
        search=("evidence", "agency__name"),
        filters=(Filter("agency", "Agency", "agency", agencies),),
        with_them=("agency",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=TrainingReturn,
        slug="training-returns",
        one="training return",
        many="training returns",
        intro="How many of each agency’s own staff are trained at each level, as the agency says.",
        columns=(
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Level", lambda one: str(one.level), sort="level__order"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Staff who need it", lambda one: one.in_scope, sort="in_scope", is_number=True),
            Column("Trained and in date", lambda one: one.compliant, sort="compliant", is_number=True),
            Column("As of", lambda one: one.as_of_on, sort="as_of_on"),
        ),
        rows=(
            Row("Level", lambda one: str(one.level)),
            Row("Year", lambda one: one.period),
            Row("Staff who need it", lambda one: one.in_scope),
            Row("Of these, trained and in date", lambda one: one.compliant),
            Row("As of", lambda one: one.as_of_on),
            Row("What the training covers", lambda one: one.get_content_display() if one.content else None),
        ),
        empty="Add what an agency says of its own staff, or ask for a training return.",
        form=forms.TrainingReturnForm,
        new_words="Add a return",
        search=("agency__name", "level__name"),
        filters=(
            years(TrainingReturn),
            Filter("level", "Level", "level", levels),
            Filter("agency", "Agency", "agency", agencies),
        ),
        with_them=("agency", "level"),
        can_be_taken_away=True,
    )
)
