"""How much an ask asks of an agency: the boxes it has to fill. Free of Django."""

from __future__ import annotations

from goldenthread.asks.definitions import NIL, Answers, Ask, Form, Question, is_asked


def fields(form: Form, answers: Answers | None = None) -> int:
    """How many boxes there are to fill.

    Args:
        answers: what was answered, to count the questions that were asked and the cases that were given; without them every
            question counts, and one case.
    """
    if answers is None:
        return sum(_boxes(question) for question in form.questions())
    if NIL in answers:
        return 1
    return sum(_boxes(question, answers) for question in form.asked(answers))


def _boxes(question: Question, answers: Answers | None = None) -> int:
    if question.kind is Ask.MATRIX:
        return len(question.rows) * len(question.columns)
    if question.kind is not Ask.CASES:
        return 1
    given = (answers or {}).get(question.key)
    if answers is None or not isinstance(given, list):
        return len(question.of_each)
    return sum(is_asked(one, case, question.of_each) for case in given for one in question.of_each)
