"""Asking whether training helped, and keeping the answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.training import letters
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion, Stage
from goldenthread.training.models import Session
from goldenthread.training.steps import State

LATER_FROM, LATER_TO = timedelta(weeks=6), timedelta(weeks=8)
"""When delegates and their managers are asked whether anything changed."""
STANDARD: tuple[tuple[str, bool, str, str, str], ...] = (
    ("before", False, "How confident are you in this part of your work?", "scale", "confidence"),
    ("before", False, "What do you hope to be able to do afterwards?", "text", ""),
    ("end", False, "How confident are you in this part of your work now?", "scale", "confidence"),
    ("end", False, "How useful was the course for your work?", "scale", "usefulness"),
    ("end", False, "What will you do differently?", "text", ""),
    ("later", False, "How confident are you in this part of your work now?", "scale", "confidence"),
    ("later", False, "Have you used what you learned?", "yes_no", "used"),
    ("later", False, "What happened because you used it?", "text", ""),
    ("later", True, "Have you seen a change in how they work?", "yes_no", "seen"),
    ("later", True, "What did you see?", "text", ""),
)
"""Stage, whether of the manager, words, what it takes, what it is compared as. They are the Board's to change afterwards."""
LONGEST = 2_000


@transaction.atomic
def questions_of(board: Board, *, by: Actor) -> list[EvaluationQuestion]:
    """The Board's questions; where it has none, the standard ones, kept so that they can be changed."""
    if not board.evaluation_questions.exists():
        for order, (stage, of_managers, text, takes, measures) in enumerate(STANDARD):
            new = EvaluationQuestion(
                board=board,
                stage=stage,
                of_managers=of_managers,
                text=text,
                takes=takes,
                measures=measures,
                order=order,
            )
            trail.add(new, by=by)
    return list(board.evaluation_questions.filter(is_asked=True))


def due_on(stage: Stage, session: Session) -> tuple[date, date]:
    """From when to when a stage is asked."""
    held = session.held_on
    match stage:
        case Stage.BEFORE:
            return held - timedelta(days=14), held
        case Stage.END:
            return held, held + timedelta(days=14)
        case Stage.LATER:
            return held + LATER_FROM, held + LATER_TO


@transaction.atomic
def ask(session: Session, stage: Stage, *, by: Actor) -> list[Evaluation]:
    """Ask everybody of a session, once, at this stage: six to eight weeks later their managers too, where we know them.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: nobody is to be asked, or it is not the time.
    """
    require(by, Act.CREATE, Evaluation(booking=Booking(session=session)))
    if clock.today() < due_on(stage, session)[0]:
        raise NotPossibleNow(f"This is asked from {due_on(stage, session)[0]:%-d %B %Y} on.")
    questions_of(session.course.board, by=by)
    wanted = State.BOOKED if stage is Stage.BEFORE else State.ATTENDED
    people = session.bookings.filter(state=wanted, forgotten_at=None).exclude(email="")
    made = []
    for booking in people.select_related("session__course__board").select_for_update(of=("self",)):
        made += [
            _ask_one(booking, stage, is_of_manager=is_of_manager, by=by)
            for is_of_manager in ((False, True) if stage is Stage.LATER and booking.manager_email else (False,))
            if not booking.evaluations.filter(stage=stage, is_of_manager=is_of_manager).exists()
        ]
    if not made:
        raise NotPossibleNow("Nobody is left to be asked: take the register first, or everybody was asked already.")
    return made


def _ask_one(booking: Booking, stage: Stage, *, is_of_manager: bool, by: Actor) -> Evaluation:
    new = Evaluation(
        booking=booking,
        stage=stage,
        is_of_manager=is_of_manager,
        asked_at=clock.now(),
        is_synthetic=booking.is_synthetic,
    )
    new.save(force_insert=True)
    trail.record("ask whether it helped", new, by=by, after={"stage": stage, "is_of_manager": is_of_manager})
    letters.evaluation(new, by=by)
    return new


def questions_for(evaluation: Evaluation) -> list[EvaluationQuestion]:
    """What is asked in one evaluation."""
    board = evaluation.booking.session.course.board
    asked = board.evaluation_questions.filter(is_asked=True, stage=evaluation.stage)
    return list(asked.filter(of_managers=evaluation.is_of_manager))


@transaction.atomic
def answer(evaluation: Evaluation, answers: Mapping[str, str], *, by: Actor) -> Evaluation:
    """Keep what was answered. Answering again replaces it: somebody may think better of it.

    Raises:
        Refused: nothing was answered, or something that does not fit its question.
    """
    now = Evaluation.objects.select_for_update(of=("self",)).select_related("booking__session__course__board")
    one = now.get(pk=evaluation.pk)
    kept = {str(question.pk): _fitting(question, answers) for question in questions_for(one)}
    one.answers = {key: said for key, said in kept.items() if said}
    if not one.answers:
        raise Refused("Answer at least one question.")
    one.answered_at = clock.now()
    one.save(update_fields=["answers", "answered_at"])
    trail.record("answer an evaluation", one, by=by, after={"answered_at": one.answered_at})
    return one


def _fitting(question: EvaluationQuestion, answers: Mapping[str, str]) -> str:
    said = answers.get(str(question.pk), "").strip()
    allowed = {"scale": {"1", "2", "3", "4", "5"}, "yes_no": {"yes", "no"}}.get(question.takes)
    if said and allowed is not None and said not in allowed:
        raise Refused(f"Choose one of the answers to “{question.text}”")
    return said[:LONGEST]
