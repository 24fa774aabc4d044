"""An answer as it would be handed in, and what the checks say of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.asks import checking, queries
from goldenthread.asks.checking import Checked
from goldenthread.asks.definitions import NIL, Question
from goldenthread.asks.models import Answer
from goldenthread.core import clock


def looked_over(answer: Answer, today: date | None = None) -> Checked:
    """What the check page says of an answer as it stands."""
    last = queries.before(answer)
    return checking.check(answer.recipient.ask.form, whole(answer), last.data if last else None, today or clock.today())


def whole(answer: Answer) -> dict[str, Any]:
    """An answer as it would be handed in: without what was answered to questions that are not asked.

    What the program filled in and nobody saved is the agency's word only once it stood on the page where it is handed in. To a
    question that may be left, it is none at all while something in it is still for the agency to say.
    """
    if NIL in answer.data:
        return {NIL: answer.data[NIL]}
    asked = {one.key: one for one in answer.recipient.ask.form.asked(answer.data)}
    return {key: value for key, value in answer.data.items() if key in asked and not _is_left(answer, asked[key])}


def _is_left(answer: Answer, question: Question) -> bool:
    """Whether something was only begun for the agency, and the agency may leave it."""
    if question.is_required or question.key not in answer.prefilled:
        return False
    return bool(checking.faults_of(question, answer.data[question.key]))
