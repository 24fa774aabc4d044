"""Levels, needs, returns, and delegates of the made-up agency among those who came; and a programme open to booking today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from goldenthread.boards.models import Agency, Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo.records import PERIOD, content
from goldenthread.trail import operations as trail
from goldenthread.training import asking, operations
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import Evaluation, Stage
from goldenthread.training.models import Course, CourseTheme, Level, LevelElsewhere, Programme, Session
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn

Data = dict[str, Any]
FICTIONAL = "example-care"


def load(board: Board, *, by: Actor) -> None:
    """The year's training beyond its published lines. How many came to each course stays what was published."""
    said = content("training")
    agency = Agency.objects.get(board=board, slug=FICTIONAL)
    themes = {one.slug: one for one in Theme.objects.filter(board=board)}
    levels = _levels(board, said, by)
    for slug, about in said["courses"].items():
        course = Course.objects.get(board=board, slug=slug)
        for theme in about:
            _about(course, themes.get(theme), by)
    for one in said["past"]:
        _past(board, agency, one, by)
    for one in said["needs"]:
        _need(board, agency, themes, one, by)
    for one in said["support"]:
        as_of = one["as_of"]
        words = {name: value for name, value in one.items() if name != "as_of"}
        trail.add(SupportPathway(board=board, agency=agency, as_of_on=as_of, is_synthetic=True, **words), by=by)
    for one in said["returns"]:
        _return(board, agency, levels, one, by)


def _levels(board: Board, said: Data, by: Actor) -> dict[str, Level]:
    found = {}
    for order, one in enumerate(said["levels"]):
        words = {name: value for name, value in one.items() if name != "elsewhere"}
        level = found[one["code"]] = trail.add(Level(board=board, order=order, **words), by=by)
        for scheme, called in one["elsewhere"]:
            new = LevelElsewhere(level=level, scheme=scheme, called=called, source=said["scheme_source"])
            trail.add(new, by=by)
    return found


def _about(course: Course, theme: Theme | None, by: Actor) -> None:
    if theme is not None:
        trail.add(CourseTheme(course=course, theme=theme), by=by)


def _past(board: Board, agency: Agency, said: Data, by: Actor) -> None:
    """Delegates known by name, and the rest of those who came as a number; the sum is what was published."""
    session = Session.objects.get(
        course__board=board, course__slug=said["course"], delegates=said["delegates"], is_synthetic=True
    )
    booked_at = datetime.combine(session.held_on, time(9), tzinfo=clock.LONDON)
    came = [_booked(session, agency, name, booked_at, by) for name in said["came"]]
    missed = {_booked(session, agency, name, booked_at, by).pk: why for name, why in said["missed"].items()}
    others = said["delegates"] - len(came)
    operations.take_register(session, [one.pk for one in came], missed, unbooked=others, by=by)
    questions = {(one.stage, one.measures): one for one in asking.questions_of(board, by=by) if not one.of_managers}
    for booking, one in zip(came, said["end"], strict=True):
        answers = {
            str(questions["end", "confidence"].pk): str(one["score"]),
            str(questions["end", "usefulness"].pk): str(one["useful"]),
            str(questions["end", ""].pk): one["will"],
        }
        answers = {key: words for key, words in answers.items() if words}
        new = Evaluation(booking=booking, stage=Stage.END, asked_at=booked_at, answered_at=booked_at, answers=answers)
        new.is_synthetic = True
        trail.add(new, by=by)


def _booked(session: Session, agency: Agency, name: str, at: datetime, by: Actor) -> Booking:
    email = f"{'.'.join(name.lower().split())}@{agency.slug}.example"
    new = Booking(session=session, name=name, email=email, agency=agency, post="Care worker", booked_at=at)
    new.is_synthetic = True
    return trail.add(new, by=by)


def _need(board: Board, agency: Agency, themes: dict[str, Theme], said: Data, by: Actor) -> None:
    if said["theme"] not in themes:
        return
    course = Course.objects.filter(board=board, slug=said.get("course", "")).first()
    new = TrainingNeed(
        board=board,
        agency=agency,
        period=PERIOD.label,
        theme=themes[said["theme"]],
        gap=said["gap"],
        what=said["what"],
        plan=said.get("plan", ""),
        course=course,
        cost_basis=said.get("cost_basis", ""),
        close_by_on=said.get("by"),
        is_synthetic=True,
    )
    trail.add(new, by=by)


def _return(board: Board, agency: Agency, levels: dict[str, Level], said: Data, by: Actor) -> None:
    new = TrainingReturn(
        board=board,
        agency=agency,
        period=PERIOD.label,
        level=levels[said["level"]],
        in_scope=said["in_scope"],
        compliant=said["compliant"],
        as_of_on=said["as_of"],
        content=said["content"],
        is_synthetic=True,
    )
    trail.add(new, by=by)


def today(board: Board, *, by: Actor) -> None:
    """What is open to booking today, who waits, and a register that nobody has taken. Call it once the past is frozen."""
    said, now = content("training"), clock.today()
    agency = Agency.objects.get(board=board, slug=FICTIONAL)
    for period in {Period.containing(now + timedelta(days=days)) for days in (0, 16, 30)}:
        words = said["programme"]
        trail.add(Programme(board=board, period=period.label, is_published=True, is_synthetic=True, **words), by=by)
    for one in said["today"]:
        _session(board, agency, one, now, by)
    _certificates(board, by)


def _certificates(board: Board, by: Actor) -> None:
    """For the made-up delegates who came to sessions whose register is taken."""
    taken = Session.objects.filter(course__board=board, is_synthetic=True, register_taken_at__isnull=False)
    for session in taken.filter(bookings__state="attended").distinct():
        operations.issue_certificates(session, by=by)


def _session(board: Board, agency: Agency, said: Data, now: date, by: Actor) -> None:
    course = _course(board, said["course"], by)
    day = now + timedelta(days=said["in"])
    words = {name: said[name] for name in ("times", "mode", "place", "joining", "seats") if name in said}
    new = Session(course=course, held_on=day, held_precision="day", is_listed=True, is_synthetic=True, **words)
    new.cost_pence = said["cost"] * 100 if "cost" in said else None
    session = trail.add(new, by=by)
    first = clock.now() - timedelta(days=20)
    for place, name in enumerate([*said["booked"], *said.get("waiting", [])]):
        booking = _booked(session, agency, name, first + timedelta(hours=place), by)
        if name in said.get("waiting", []):
            trail.change(booking, {"state": "waiting"}, by=by, verb="put on the waiting list")


def _course(board: Board, said: Data, by: Actor) -> Course:
    held = Course.objects.filter(board=board, slug=said["slug"]).first()
    if held is not None:
        return held
    level = Level.objects.filter(board=board, code=said["level"]).first()
    words = {name: said[name] for name in ("slug", "title", "aim", "audience", "cost_basis")}
    course = trail.add(Course(board=board, level=level, is_synthetic=True, order=50, **words), by=by)
    _about(course, Theme.objects.filter(board=board, slug=said["theme"]).first(), by)
    return course
