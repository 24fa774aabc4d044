"""Training as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.boards.offered import themes
from goldenthread.core.access.acts import Act
from goldenthread.core.days import as_known
from goldenthread.core.filters import there, years
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Pounds, Status
from goldenthread.training import forms
from goldenthread.training.models import Course, CourseLearning, CourseTheme, Level, LevelElsewhere, Programme, Session
from goldenthread.training.needs import SupportPathway

HAS = {"yes": "good", "part": "part", "no": "bad", "not_known": "ring"}


def courses(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Course.objects.filter(board_id=board_id)]


def levels(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in Level.objects.filter(board_id=board_id)]


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
        filters=(there(LevelElsewhere, "scheme", "Scheme", "scheme", "scheme", board="level__board"),),
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
        filters=(Filter("theme", "Theme", "theme", themes), Filter("course", "Course", "course", courses)),
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
        filters=(
            Filter("course", "Course", "course", courses),
            there(
                CourseLearning,
                "source",
                "From",
                "recommendation__source",
                "recommendation__source__title",
                board="course__board",
            ),
        ),
        with_them=("recommendation__source", "course"),
    )
)
