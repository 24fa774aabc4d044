"""From an answer to the action register: which actions an accepted answer proposes, and which of them were carried over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.asks import queries
from goldenthread.asks.definitions import NIL, Ask, Question
from goldenthread.asks.models import Answer
from goldenthread.asks.steps import State
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.learning.models import Action

HELD = "held:actions"
"""What a list of actions in a form begins with: those the register has already. What else it says, the agency proposes."""


@dataclass(frozen=True)
class Proposal:
    """One action of an answer. `line` names its place in the answer; `action` is the one in the register, if there is one."""

    line: str
    text: str
    due_on: date | None
    action: Action | None


def proposals(answer: Answer) -> list[Proposal]:
    """The actions an accepted answer lists, in its order. An answer that is not accepted may still change, so it has none."""
    if answer.stands is not State.ACCEPTED:
        return []
    carried = {one.proposed_as: one for one in Action.objects.filter(proposed_in=answer)}
    held = _held(answer)
    return [
        Proposal(line, text, due_on, carried.get(line) or held.get(_plain(text)))
        for line, text, due_on in _lines(answer)
    ]


def proposal(answer: Answer, line: str) -> Proposal | None:
    return next((one for one in proposals(answer) if one.line == line), None)


def look_over(action: Action) -> None:
    """Refuse an action that says it comes from an answer, where it cannot.

    Raises:
        Refused: the answer proposes no such action, or is another Board's.
        NotPossibleNow: it is in the register already.
    """
    if action.proposed_in is None:
        return
    found = proposal(action.proposed_in, action.proposed_as)
    if found is None or action.proposed_in.recipient.ask.board_id != action.board_id:
        raise Refused("This answer proposes no such action, or is not accepted. Open the answer again.")
    if found.action is not None and found.action.pk != action.pk:
        raise NotPossibleNow(f"This is in the action register already: “{found.action.text}”. Nothing was added.")


def _held(answer: Answer) -> dict[str, Action]:
    """The agency's actions in the register, by what they say: an answer names them in the same words."""
    agency = answer.recipient.agency_id
    own = Action.objects.filter(board=answer.recipient.ask.board_id, agency=agency).order_by("pk")
    return {_plain(one.text): one for one in own}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _lines(answer: Answer) -> Iterator[tuple[str, str, date | None]]:
    given = queries.last_handed_in(answer)
    if given is None or NIL in given.data:
        return
    for question in answer.recipient.ask.form.questions():
        if question.kind is not Ask.CASES or question.prefill != HELD:
            continue
        cases = given.data.get(question.key)
        for place, case in enumerate(cases if isinstance(cases, list) else [], start=1):
            text = _first(question, Ask.TEXT, case)
            if text:
                yield f"{question.key}.{place}", text, _day(_first(question, Ask.DATE, case))


def _first(question: Question, kind: Ask, case: Any) -> str:
    """What a case says under the first of its questions of a kind."""
    key = next((one.key for one in question.of_each if one.kind is kind), "")
    return str(case.get(key) or "").strip() if isinstance(case, Mapping) else ""


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
