"""Where a review stands: days at each stage, what is late, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.core import clock
from goldenthread.core.late import days_late, in_days
from goldenthread.core.shapes import Status
from goldenthread.reviews import chronology_asking
from goldenthread.reviews.models import (
    FactCheck,
    Gate,
    Involvement,
    ParallelProcess,
    PersonOutcome,
    Publication,
    Review,
    ReviewPause,
    ReviewStep,
)
from goldenthread.reviews.running_clocks import due_on
from goldenthread.reviews.running_process import NOT_CONCLUDED, REVIEW


@dataclass(frozen=True)
class Stay:
    """How long a review was at a stage. `to_on` is None where it is there now."""

    stage: str
    from_on: date
    to_on: date | None
    days: int

    @property
    def words(self) -> str:
        return REVIEW.state(self.stage).words


def stays(steps: Sequence[ReviewStep], today: date) -> list[Stay]:
    """Days at each stage from the steps that were taken; the first stage is not counted, for nobody wrote when it began."""
    found = []
    ordered = sorted(steps, key=lambda one: one.taken_at)
    for place, step in enumerate(ordered):
        until = ordered[place + 1].taken_on if place + 1 < len(ordered) else None
        if until is None and REVIEW.state(step.target).is_end:
            until = step.taken_on
        found.append(Stay(step.target, step.taken_on, until, ((until or today) - step.taken_on).days))
    return found


@dataclass(frozen=True)
class Late:
    """Something that is late: what, by how many days, and on which page it stands."""

    words: str
    days: int
    view: str

    @property
    def status(self) -> Status:
        return Status("late", f"{in_days(self.days)} late")


def late(review: Review, pauses: list[ReviewPause]) -> list[Late]:
    """Everything of a review that is late today, the longest first. Pages only read it; no name stands in it."""
    today, found = clock.today(), []
    due = due_on(review, pauses)
    if review.stage in NOT_CONCLUDED and days_late(due, today):
        found.append(Late("The review as a whole", days_late(due, today), "review-delays"))
    for pause in pauses:
        if pause.ended_on is None and days_late(pause.expected_on, today):
            found.append(
                Late("It was expected to go on from its pause", days_late(pause.expected_on, today), "review-pauses")
            )
    checks = FactCheck.objects.filter(case_id=review.pk, is_answered=False, due_on__lt=today)
    for part, agency, day in checks.values_list("part", "agency__name", "due_on"):
        found.append(Late(f"Fact check of “{part}” by {agency}", days_late(day, today), "fact-checks"))
    asked = chronology_asking.waiting_in(review.pk).filter(due_on__lt=today)
    for agency, day in asked.values_list("agency__name", "due_on"):
        found.append(Late(f"Chronology of {agency}", days_late(day, today), "chronology-asks"))
    beside = ParallelProcess.objects.filter(case_id=review.pk, due_on__lt=today, ended_on=None)
    for sort, due in beside.exclude(status__in=("ended", "not_held")).values_list("sort", "due_on"):
        found.append(Late(sort, days_late(due, today), "other-processes"))
    assured = PersonOutcome.objects.filter(case_id=review.pk, next_on__lt=today)
    for pseudonym, next_on in assured.values_list("person__pseudonym", "next_on"):
        found.append(Late(f"Assurance about {pseudonym}", days_late(next_on, today), "review-outcomes"))
    decided = Publication.objects.filter(case_id=review.pk).first()
    if decided and days_late(decided.until_on, today):
        words = "The time it was to stay published has ended"
        found.append(Late(words, days_late(decided.until_on, today), "review-publication"))
    return sorted(found, key=lambda one: -one.days)


def unassessed(review: Review) -> list[Involvement]:
    """Living adults of a review for whom nobody has decided on advocacy (Care Act 2014, section 68)."""
    waiting = Involvement.objects.filter(
        case_id=review.pk, person__sort="adult", advocacy=Involvement.Advocacy.NOT_ASSESSED
    )
    return list(waiting.exclude(person__alive="died").select_related("person"))


def gates_passed(case_id: UUID) -> tuple[int, int]:
    """How many gates are settled, and how many there are."""
    states = list(Gate.objects.filter(case_id=case_id).values_list("state", flat=True))
    return sum(1 for one in states if one in {Gate.State.MET, Gate.State.NOT_NEEDED}), len(states)
