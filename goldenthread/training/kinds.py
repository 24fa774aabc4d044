"""Training as pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from goldenthread.boards.models import Agency
from goldenthread.boards.themes import Theme
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.core.filters import years
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Pounds, Status
from goldenthread.training import forms, operations
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import EvaluationQuestion
from goldenthread.training.models import Course, CourseLearning, CourseTheme, Level, LevelElsewhere, Programme, Session
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn
from goldenthread.training.steps import OPEN, State

GAPS = {"not_known": "ring", "none": "good", "some": "part", "large": "bad"}
HAS = {"yes": "good", "part": "part", "no": "bad", "not_known": "ring"}


def courses(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Course.objects.filter(board_id=board_id)]


def agencies(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Agency.objects.filter(board_id=board_id)]


def themes(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Theme.objects.filter(board_id=board_id)]


def levels(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in Level.objects.filter(board_id=board_id)]


def states(board_id: UUID) -> Iterable[tuple[str, str]]:  # noqa: ARG001  (the same for every Board)
    return [(state.value, state.words) for state in State]


def state(one: Booking) -> Status:
    return Status(one.at.shape, one.at.words)


def gap(one: TrainingNeed) -> Status:
    """How far it is; a gap that was closed is closed."""
    return Status("good", "Closed") if one.closed_on else Status(GAPS[one.gap], one.get_gap_display())


def has(one: SupportPathway) -> Status:
    return Status(HAS[one.has], one.get_has_display())


def pounds(pence: int | None) -> Pounds | None:
    return None if pence is None else Pounds(pence)


def day_of(one: Session) -> str:
    return as_known(one.held_on, one.held_precision)


def can_be_called_off(one: Session) -> bool:
    return not one.called_off_on and not one.register_taken_at


def about(one: Course) -> str:
    return ", ".join(each.theme.name for each in one.themes.all())


kind(
    Kind(
        model=Programme,
        slug="training-programmes",
        one="training programme",
        many="training programmes",
        intro="What the Board sets out to teach, a year at a time.",
        columns=(
            Column("Year", lambda one: one.period, sort="period"),
            Column("On the public site", lambda one: one.is_published, sort="is_published"),
            Column("Names kept, in months", lambda one: one.kept_for_months, is_number=True),
        ),
        rows=(
            Row("What it is for", lambda one: one.aims, is_long=True),
            Row("On the public site", lambda one: one.is_published),
            Row("What becomes of people’s details", lambda one: one.privacy_note, is_long=True),
            Row("Months that delegates’ names are kept", lambda one: one.kept_for_months),
        ),
        empty="Begin this year’s programme: say what it is for, and what becomes of the details of whoever books.",
        form=forms.ProgrammeForm,
        new_words="Begin a year’s programme",
        search=("period", "aims"),
        filters=(years(Programme),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Course,
        slug="courses",
        one="course",
        many="courses",
        intro="What the Board teaches.",
        columns=(
            Column("Course", lambda one: one.title, sort="title"),
            Column("Level", lambda one: one.level, sort="level__order"),
            Column("About", about),
            Column("Webinar", lambda one: one.is_webinar, sort="is_webinar"),
            Column("Sessions", lambda one: len(one.sessions.all()), is_number=True),
        ),
        rows=(
            Row("What people will learn", lambda one: one.aim, is_long=True),
            Row("Who it is for", lambda one: one.audience),
            Row("Level", lambda one: one.level),
            Row("How it is paid for", lambda one: one.get_cost_basis_display() if one.cost_basis else None),
            Row("Webinar", lambda one: one.is_webinar),
        ),
        empty="Add the courses the Board gives, or bring in your training list.",
        form=forms.CourseForm,
        new_words="Add a course",
        search=("title", "aim"),
        filters=(
            Filter("level", "Level", "level", levels),
            Filter("theme", "Theme", "themes__theme", themes),
        ),
        with_them=("level",),
        before=("sessions", "themes__theme"),
        parts=(
            Part("sessions", "course", "When it is held"),
            Part("course-themes", "course", "What it is about"),
            Part("course-learning", "course", "What it answers"),
        ),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Session,
        slug="sessions",
        one="session",
        many="sessions",
        intro="When each course is held, how full it is, and how many came.",
        columns=(
            Column("Course", lambda one: one.course.title, sort="course__title"),
            Column("Day", day_of, sort="held_on"),
            Column("How", lambda one: one.get_mode_display() if one.mode else None, sort="mode"),
            Column("Places", lambda one: one.seats, sort="seats", is_number=True),
            Column("People who came", lambda one: one.delegates, sort="delegates", is_number=True),
            Column("Times watched", lambda one: one.views, sort="views", is_number=True),
        ),
        rows=(
            Row("Day", day_of),
            Row("From when to when", lambda one: one.times),
            Row("How it is held", lambda one: one.get_mode_display() if one.mode else None),
            Row("Where", lambda one: one.place),
            Row("Who teaches", lambda one: one.get_trainer_display() if one.trainer else None),
            Row("Places", lambda one: one.seats if one.seats is not None else "Not limited"),
            Row("Open to booking", lambda one: one.is_listed),
            Row("Booking opens on", lambda one: one.booking_opens_on),
            Row("Booking closes after", lambda one: one.booking_closes_on),
            Row("What it costs", lambda one: pounds(one.cost_pence)),
            Row("What was given in kind is worth", lambda one: pounds(one.worth_pence)),
            Row("Called off", lambda one: one.called_off_because or "No"),
            Row("People who came", lambda one: one.delegates),
            Row("Times watched", lambda one: one.views),
        ),
        empty="Add a session of a course.",
        form=forms.SessionForm,
        new_words="Add a session",
        begun=lambda _: {},
        search=("course__title", "place"),
        filters=(Filter("course", "Course", "course", courses),),
        with_them=("course",),
        parts=(Part("bookings", "session", "Who has booked"),),
        doors=(
            Door("Places, waiting list and register", "sessions-register", "training_records", Act.EDIT),
            Door("Call it off", "sessions-call-off", "training", Act.EDIT, can_be_called_off),
        ),
        can_be_taken_away=True,
    )
)


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
        with_them=("booking__session__course",),
        doors=(Door("Take it as a PDF", "certificates-file", "training_records", Act.READ),),
    )
)
kind(
    Kind(
        model=Level,
        slug="levels",
        one="level",
        many="levels",
        intro="How much somebody needs to know for their role, in the Board’s own scheme.",
        columns=(
            Column("Level", str, sort="order"),
            Column("Who needs it", lambda one: one.who, sort="who"),
            Column("Elsewhere", lambda one: "; ".join(str(each) for each in one.elsewhere.all())),
        ),
        rows=(
            Row("Who needs it", lambda one: one.who),
            Row("What people can do afterwards", lambda one: one.outcomes, is_long=True),
        ),
        empty="Add the levels of your scheme; then say what each is called in the schemes your agencies use.",
        form=forms.LevelForm,
        new_words="Add a level",
        before=("elsewhere",),
        parts=(Part("levels-elsewhere", "level", "What it is called elsewhere"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=LevelElsewhere,
        slug="levels-elsewhere",
        one="level in another scheme",
        many="levels in other schemes",
        intro="How the Board’s levels go with those of other schemes. Schemes change: change these with them.",
        columns=(
            Column("Level", lambda one: str(one.level), sort="level__order"),
            Column("Scheme", lambda one: one.scheme, sort="scheme"),
            Column("Its name there", lambda one: one.called, sort="called"),
            Column("Where that is written", lambda one: one.source),
        ),
        rows=(
            Row("Scheme", lambda one: one.scheme),
            Row("Its name there", lambda one: one.called),
            Row("Where that is written", lambda one: one.source),
        ),
        empty="Add what a level is called in another scheme.",
        form=forms.LevelElsewhereForm,
        new_words="Add its name elsewhere",
        begun=lambda _: {},
        search=("scheme", "called"),
        with_them=("level",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=CourseTheme,
        slug="course-themes",
        one="theme of a course",
        many="themes of courses",
        intro="What each course is about.",
        columns=(
            Column("Theme", lambda one: one.theme.name, sort="theme__name"),
            Column("Course", lambda one: one.course.title, sort="course__title"),
        ),
        rows=(Row("Course", lambda one: one.course.title),),
        empty="Open a course, and say what it is about.",
        form=forms.CourseThemeForm,
        new_words="Add a theme",
        begun=lambda _: {},
        search=("theme__name", "course__title"),
        with_them=("theme", "course"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=CourseLearning,
        slug="course-learning",
        one="recommendation that a course answers",
        many="recommendations that courses answer",
        intro="Which recommendation each course answers.",
        columns=(
            Column("Recommendation", lambda one: one.recommendation.text, sort="recommendation__text"),
            Column("From", lambda one: one.recommendation.source.title, sort="recommendation__source__title"),
            Column("Course", lambda one: one.course.title, sort="course__title"),
        ),
        rows=(
            Row("From", lambda one: one.recommendation.source.title),
            Row("Course", lambda one: one.course.title),
        ),
        empty="Open a course, and say which recommendation it answers.",
        form=forms.CourseLearningForm,
        new_words="Add a recommendation it answers",
        begun=lambda _: {},
        search=("recommendation__text", "course__title"),
        with_them=("recommendation__source", "course"),
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
