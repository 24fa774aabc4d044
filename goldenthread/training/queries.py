"""Questions about a year of training, about what is open to booking, and about what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from goldenthread.boards.models import Agency, Board
from goldenthread.core.access import Act, Standing, visible_to
from goldenthread.core.periods import Period
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion, Stage
from goldenthread.training.models import Programme, Session
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn
from goldenthread.training.steps import HOLD_A_PLACE, State


@dataclass(frozen=True)
class CourseOfYear:
    """A course as it was held in a year."""

    title: str
    key: UUID
    is_webinar: bool
    sessions: int
    delegates: int
    views: int


@dataclass(frozen=True)
class AgencyOfYear:
    """How many of an agency's people came and did not, of those known by name."""

    name: str
    came: int
    missed: int


@dataclass
class Year:
    """Training in a year: held, and called off left out."""

    period: Period
    courses: list[CourseOfYear] = field(default_factory=list)
    agencies: list[AgencyOfYear] = field(default_factory=list)
    cost_pence: int = 0
    costed_delegates: int = 0
    worth_pence: int = 0
    came: int = 0
    missed: int = 0
    without_register: int = 0
    """Sessions that were held and of which nobody has said yet who came."""

    @property
    def sessions(self) -> int:
        return sum(one.sessions for one in self.courses if not one.is_webinar)

    @property
    def delegates(self) -> int:
        return sum(one.delegates for one in self.courses if not one.is_webinar)

    @property
    def views(self) -> int:
        return sum(one.views for one in self.courses)

    @property
    def cost_per_delegate(self) -> int | None:
        """In pence, over the sessions whose cost is known; None where there are none, or nobody came."""
        return round(self.cost_pence / self.costed_delegates) if self.costed_delegates else None


def held_in(board: Board, period: Period) -> QuerySet[Session]:
    """Sessions of a year, without those called off."""
    every = Session.objects.filter(course__board=board, called_off_on=None)
    return every.filter(held_on__range=(period.start, period.end))


def year(board: Board, period: Period, today: date) -> Year:
    """What was held in a year up to today. It counts, and names nobody."""
    found = Year(period)
    held = held_in(board, period).filter(held_on__lte=today)
    totals = held.values("course_id", "course__title", "course__is_webinar", "course__order").annotate(
        sessions=Count("pk"), came=Sum("delegates"), watched=Sum("views")
    )
    found.courses = [
        CourseOfYear(
            one["course__title"],
            one["course_id"],
            one["course__is_webinar"],
            one["sessions"],
            one["came"],
            one["watched"],
        )
        for one in totals.order_by("course__order", "course__title")
    ]
    costed = held.filter(cost_pence__isnull=False).aggregate(cost=Sum("cost_pence"), people=Sum("delegates"))
    found.cost_pence, found.costed_delegates = costed["cost"] or 0, costed["people"] or 0
    found.worth_pence = held.aggregate(worth=Sum("worth_pence"))["worth"] or 0
    found.agencies = _by_agency(held)
    found.came = sum(one.came for one in found.agencies)
    found.missed = sum(one.missed for one in found.agencies)
    taken = Booking.objects.filter(session=OuterRef("pk"), state__in=[State.ATTENDED, State.MISSED])
    found.without_register = held.filter(~Exists(taken), course__is_webinar=False, delegates=0).count()
    return found


def _by_agency(held: QuerySet[Session]) -> list[AgencyOfYear]:
    of_register = Booking.objects.filter(session__in=held, state__in=[State.ATTENDED, State.MISSED])
    counted = of_register.values("agency__name", "agency__order").annotate(
        came=Count("pk", filter=Q(state=State.ATTENDED)), missed=Count("pk", filter=Q(state=State.MISSED))
    )
    ordered = counted.order_by("agency__order", "agency__name")
    return [AgencyOfYear(one["agency__name"] or "Elsewhere", one["came"], one["missed"]) for one in ordered]


@dataclass(frozen=True)
class Coming:
    """A session ahead, with how full it is."""

    session: Session
    placed: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Places left; None where there is no limit."""
        return None if self.session.seats is None else max(0, self.session.seats - self.placed)

    @property
    def places(self) -> str:
        """How full it is, in words."""
        if self.free is None:
            return "Places are not limited"
        if self.free:
            return f"{self.free} of {self.session.seats} places left"
        return "Full: you can join the waiting list"


def coming(board: Board, today: date) -> list[Coming]:
    """Sessions from today on whose day is known, the next first."""
    ahead = Session.objects.filter(
        course__board=board, called_off_on=None, held_precision="day", held_on__gte=today
    ).select_related("course__level")
    counted = ahead.annotate(
        placed=Count("bookings", filter=Q(bookings__state__in=HOLD_A_PLACE)),
        waits=Count("bookings", filter=Q(bookings__state=State.WAITING)),
    ).order_by("held_on", "times", "pk")
    return [Coming(one, one.placed, one.waits) for one in counted.prefetch_related("course__themes__theme")]


def open_to_all(board: Board, today: date) -> list[Coming]:
    """Sessions that the public site shows: those open to booking, of years whose programme is published."""
    published = set(Programme.objects.filter(board=board, is_published=True).values_list("period", flat=True))
    return [
        one
        for one in coming(board, today)
        if one.session.is_listed and Period.containing(one.session.held_on).label in published
    ]


def programme_of(board: Board, day: date) -> Programme | None:
    return Programme.objects.filter(board=board, period=Period.containing(day).label).first()


@dataclass(frozen=True)
class Asked:
    """Evaluations of a year at one stage: how many were asked and answered, and what was said by question."""

    stage: Stage
    is_of_manager: bool
    asked: int
    answered: int
    answers: list[tuple[EvaluationQuestion, list[str]]]


def evaluated(board: Board, period: Period) -> list[Asked]:
    """Every stage with its questions and all that was said to them, in the order in which they are asked."""
    every = list(
        Evaluation.objects.filter(
            booking__session__course__board=board,
            booking__session__held_on__range=(period.start, period.end),
        ).order_by("asked_at", "pk")
    )
    questions = list(board.evaluation_questions.all())
    found = []
    for stage, is_of_manager in ((Stage.BEFORE, False), (Stage.END, False), (Stage.LATER, False), (Stage.LATER, True)):
        some = [one for one in every if (one.stage, one.is_of_manager) == (stage, is_of_manager)]
        asked = [one for one in questions if (one.stage, one.of_managers) == (stage, is_of_manager)]
        answers = [(one, [said.answers.get(str(one.pk), "") for said in some]) for one in asked]
        done = sum(one.answered_at is not None for one in some)
        found.append(Asked(stage, is_of_manager, len(some), done, answers))
    return found


def before_and_after(board: Board, period: Period, measures: str, then: Stage) -> list[tuple[str, str]]:
    """What each delegate scored before and at a later stage, under one word; only those who gave both."""
    keys: dict[str, set[str]] = defaultdict(set)
    for one in board.evaluation_questions.filter(measures=measures, takes="scale", of_managers=False):
        keys[one.stage].add(str(one.pk))
    said: dict[UUID, dict[str, str]] = defaultdict(dict)
    every = Evaluation.objects.filter(
        booking__session__course__board=board,
        booking__session__held_on__range=(period.start, period.end),
        is_of_manager=False,
        stage__in=[Stage.BEFORE, then],
    )
    for evaluation in every:
        for key in keys[evaluation.stage] & set(evaluation.answers):
            said[evaluation.booking_id][evaluation.stage] = evaluation.answers[key]
    return [(one[Stage.BEFORE], one[then]) for one in said.values() if Stage.BEFORE in one and then in one]


def needs(
    board: Board, period: Period, standing: Standing
) -> tuple[list[Agency], list[tuple[str, list[TrainingNeed | None]]]]:
    """The needs matrix: agencies across, themes down, a cell where somebody said how far it is."""
    found = list(
        visible_to(standing, Act.READ, TrainingNeed.objects.filter(board=board, period=period.label)).select_related(
            "theme", "agency", "course"
        )
    )
    agencies = _in_order({one.agency for one in found})
    rows: dict[str, dict[UUID, TrainingNeed]] = {}
    for one in found:
        rows.setdefault(one.theme.name, {})[one.agency_id] = one
    return agencies, [(theme, [cells.get(agency.pk) for agency in agencies]) for theme, cells in rows.items()]


def support(board: Board, standing: Standing) -> tuple[list[str], list[tuple[Agency, list[SupportPathway | None]]]]:
    """Which agency supports its staff in which way: ways across, agencies down."""
    found = list(visible_to(standing, Act.READ, SupportPathway.objects.filter(board=board)).select_related("agency"))
    ways = SupportPathway.What
    cells = {(one.agency_id, one.what): one for one in found}
    agencies = _in_order({one.agency for one in found})
    return [way.label for way in ways], [(one, [cells.get((one.pk, way.value)) for way in ways]) for one in agencies]


def returns(board: Board, period: Period, standing: Standing) -> list[TrainingReturn]:
    """The latest return of each agency at each level in a year."""
    every = visible_to(standing, Act.READ, TrainingReturn.objects.filter(board=board, period=period.label))
    latest: dict[tuple[UUID, UUID], TrainingReturn] = {}
    for one in every.select_related("agency", "level").order_by("as_of_on"):
        latest[one.agency_id, one.level_id] = one
    return sorted(latest.values(), key=lambda one: (one.level.order, one.level.code, one.agency.order, one.agency.name))


def offers_run_out(board: Board, now: object) -> QuerySet[Session]:
    """Sessions with an offer whose time is over: the queue behind it waits to be moved."""
    return Session.objects.filter(
        course__board=board, called_off_on=None, bookings__state=State.OFFERED, bookings__offer_ends_at__lte=now
    ).distinct()


def years(board: Board) -> list[Period]:
    """The years there is training for, and this one's neighbours are not invented; the newest first."""
    days = Session.objects.filter(course__board=board).values_list("held_on", flat=True).distinct()
    labels = {Period.containing(day).label for day in days}
    labels |= set(Programme.objects.filter(board=board).values_list("period", flat=True))
    labels |= set(TrainingNeed.objects.filter(board=board).values_list("period", flat=True))
    labels |= set(TrainingReturn.objects.filter(board=board).values_list("period", flat=True))
    return sorted((Period.parse(label) for label in labels), reverse=True)


def _in_order(agencies: Iterable[Agency]) -> list[Agency]:
    return sorted(agencies, key=lambda one: (one.order, one.name))
