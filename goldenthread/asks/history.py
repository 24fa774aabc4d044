"""How the histories of asks and answers tell what was done: in sentences, with who was given longer and which links were sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from goldenthread.asks.models import Answer, Ask, Recipient, SelfAssessment
from goldenthread.core.days import said
from goldenthread.trail.queries import tells_also
from goldenthread.trail.words import told_as

After = Mapping[str, Any]
DOORS = {
    "web": "here",
    "workbook": "as a workbook",
    "word": "as a Word form",
    "link": "by a link",
}


def _of_ask(ask: Ask) -> Iterable[Model]:
    """Who is asked: that an agency was given longer, or need not answer, is part of the ask's story."""
    return ask.recipients.all()


def _of_answer(answer: Answer) -> Iterable[Model]:
    """How the agency is asked, and the links it was sent."""
    return [answer.recipient, *answer.links.all()]


tells_also(Ask, _of_ask)
tells_also(Answer, _of_answer)
tells_also(SelfAssessment, _of_answer)


def _day(value: Any) -> str:
    """A day as the trail keeps it, in words; what is no day stays as it is."""
    try:
        return said(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)


def _who(after: After) -> str:
    return str(after.get("agency") or "the agency")


def _sent(after: After) -> str:
    agencies = after.get("agencies")
    to = f" to {'; '.join(agencies)}" if isinstance(agencies, list) else ""
    return f"sent this ask{to}, due {_day(after['due_on'])}" if after.get("due_on") else f"sent this ask{to}"


def _chose(after: After) -> str:
    told = [
        f"{words} {'; '.join(after[name])}"
        for name, words in (("more", "chose"), ("fewer", "took off"))
        if isinstance(after.get(name), list) and after[name]
    ]
    return " and ".join(told) or "chose who is asked"


def _handed_in(after: After) -> str:
    door = DOORS.get(str(after.get("door", "")), "")
    return f"handed in version {after.get('number', '')} {door}".strip()


def _returned(after: After) -> str:
    several = after.get("questions", 1) != 1
    return f"returned it with {after['questions']} questions" if several else "returned it with a question"


def _exempted(after: After) -> str:
    kind = dict(Recipient.Exempt.choices).get(str(after.get("kind", "")), "")
    why = f": {kind[:1].lower()}{kind[1:]}" if kind else ""
    return f"said that {_who(after)} need not answer{why}"


def _with_until(words: str, after: After) -> str:
    until = f", which works until {_day(after['until'])}" if after.get("until") else ""
    return f"{words} {after.get('for') or 'the agency'}{until}"


told_as("send an ask", _sent)
told_as("choose who is asked", _chose)
told_as("close an ask", lambda _: "closed this ask")
told_as("open an ask again", lambda _: "opened this ask again")
told_as("ask an agency", lambda after: f"asked {_who(after)} to answer by {_day(after.get('due_on'))}")
told_as("ask an agency after all", lambda after: f"asked {_who(after)} to answer after all")
told_as("give longer", lambda after: f"gave {_who(after)} until {_day(after.get('extended_to'))}")
told_as("refuse longer", lambda after: f"did not give {_who(after)} longer: due {_day(after.get('due_on'))}")
told_as("ask for longer", lambda after: f"asked for longer, until {_day(after.get('until'))}")
told_as("exempt an agency", _exempted)
told_as("remind an agency", lambda after: f"reminded {_who(after)} of its answer")
told_as(
    "tell the chair of a late answer",
    lambda after: f"told the chair that {_who(after)} is {after.get('late', '')} late",
)
told_as("write an answer", lambda _: "wrote in the answer")
told_as("hand in an answer", _handed_in)
told_as("take an answer back", lambda _: "took it back to change it")
told_as("sign off an answer", lambda _: "signed it off")
told_as("return an answer", _returned)
told_as("accept an answer", lambda after: f"accepted version {after.get('number', '')}".strip())
told_as("read an answer", lambda after: f"read version {after.get('number', '')}".strip())
told_as("read answers side by side", lambda after: f"read {after.get('answers', '')} answers side by side")
told_as("send a link for an answer", lambda after: _with_until("sent a link to", after))
told_as("let a link work longer", lambda after: _with_until("let the link work longer for", after))
told_as("open a link for an answer", lambda _: "opened the link")
told_as("use a link for an answer", lambda _: "used the link")
told_as("withdraw a link for an answer", lambda after: _with_until("withdrew the link for", after))
told_as("add a part", lambda after: f"added the part “{after.get('part', '')}”")
told_as("change a part", lambda after: f"changed the part “{after.get('part', '')}”")
told_as("take a part out", lambda after: f"took the part “{after.get('part', '')}” out")
told_as("move a part", lambda _: "put the parts in another order")
told_as("add a question", lambda after: f"added the question “{after.get('question', '')}”")
told_as("change a question", lambda after: f"changed the question “{after.get('question', '')}”")
told_as("take a question out", lambda after: f"took the question “{after.get('question', '')}” out")
told_as("move a question", lambda _: "put the questions in another order")
told_as("make a form ready", lambda after: f"made version {after.get('version', '')} ready to be asked with")
