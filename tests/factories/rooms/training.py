"""Training: programmes, levels, bookings, certificates, evaluation, needs and returns."""

from datetime import date
from itertools import count
from typing import Any

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core.periods import Period
from goldenthread.learning.models import Recommendation
from goldenthread.training import models as training
from tests.factories.records import AT, YEAR, agency_of, below, makes, of, simple, slug

_years = count(1900)


def a_year() -> str:
    """A financial year that no other record here has."""
    return Period(next(_years)).label


simple(training.Programme, period=a_year)
simple(training.Level, code=slug, name="Awareness")
below(training.LevelElsewhere, "level", of(training.Level), scheme="Another scheme", called="Level 2")
simple(training.EvaluationQuestion, stage="end", text="How useful was it?")


def hangs_on(model: type[Model], parents: dict[str, Any], **fixed: Any) -> None:
    """A model with several parents, each found or made where it is not given."""

    @makes(model)
    def maker(on: Board, **fields: Any) -> Model:
        for name, parent in parents.items():
            if name not in fields:
                fields[name] = parent(on)
        chosen = {key: given() if callable(given) else given for key, given in fixed.items() if key not in fields}
        return model._default_manager.create(**chosen, **fields)


def itself(on: Board) -> Board:
    return on


def theme_of_its_own(on: Board) -> Theme:
    name = slug()
    return Theme.objects.create(board=on, slug=name, name=name)


def level_of_its_own(on: Board) -> training.Level:
    return training.Level.objects.create(board=on, code=slug(), name="Level")


def pathway(on: Board, **fields: Any) -> Model:
    """Each is of a kind that its agency does not have yet, or of an agency of its own."""
    from goldenthread.boards.models import Agency

    agency = fields.pop("agency", None) or agency_of(on)
    used = set(training.SupportPathway.objects.filter(board=on, agency=agency).values_list("what", flat=True))
    free = [what for what in training.SupportPathway.What.values if what not in used]
    if not free:
        agency, free = Agency.objects.create(board=on, slug=slug(), name="Agency"), ["debrief"]
    return training.SupportPathway.objects.create(board=on, agency=agency, what=fields.pop("what", free[0]), **fields)


makes(training.SupportPathway)(pathway)
hangs_on(training.CourseTheme, {"course": of(training.Course), "theme": theme_of_its_own})


@makes(training.CourseLearning)
def course_learning(on: Board, **fields: Any) -> Model:
    """Of a recommendation of its own; `source` says where that comes from."""
    from tests.factories.records import make

    source = {"source": fields.pop("source")} if "source" in fields else {}
    recommendation = fields.pop("recommendation", None) or make(Recommendation, on, **source)
    course = fields.pop("course", None) or of(training.Course)(on)
    return training.CourseLearning.objects.create(course=course, recommendation=recommendation, **fields)


hangs_on(
    training.TrainingNeed,
    {"board": itself, "theme": theme_of_its_own, "agency": agency_of},
    period=YEAR,
)
hangs_on(
    training.TrainingReturn,
    {"board": itself, "level": level_of_its_own, "agency": agency_of},
    period=YEAR,
    in_scope=10,
    compliant=8,
    as_of_on=date(2024, 3, 31),
)
hangs_on(
    training.Booking,
    {"session": of(training.Session), "agency": agency_of},
    name="Ada Invented",
    email=lambda: f"{slug()}@example.example",
    booked_at=AT,
)


@makes(training.Certificate)
def certificate(on: Board, **fields: Any) -> Model:
    from tests.factories.records import make

    booking = fields.pop("booking", None) or make(training.Booking, on, state="attended")
    return training.Certificate.objects.create(
        booking=booking, number=slug(), issued_on=date(2024, 4, 2), issued_by="Ada", **fields
    )


@makes(training.Evaluation)
def evaluation(on: Board, **fields: Any) -> Model:
    from tests.factories.records import make

    booking = fields.pop("booking", None) or make(training.Booking, on)
    return training.Evaluation.objects.create(booking=booking, stage="end", asked_at=AT, **fields)
