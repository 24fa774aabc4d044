"""The returns of an audit as an ask: the form that every agency knows, with its reminders, its workbook and its sign-off.

An accepted answer becomes the agency's grades, case by case. Where an audit asks other questions, its own returns do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from goldenthread.asks import library
from goldenthread.asks import operations as asks
from goldenthread.asks.models import Answer, Ask
from goldenthread.asks.queries import last_handed_in
from goldenthread.asks.steps import State as AnswerState
from goldenthread.audits import returning, scales, steps
from goldenthread.audits.grading import AgencyReturn
from goldenthread.audits.practice import PracticeAudit
from goldenthread.audits.steps import State
from goldenthread.boards.models import Agency
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.trail import operations as trail

FORM = "audit-return"
CASES, REFERENCE = "cases", "reference"
GRADES = {"none": "not_evidenced", "na": "not_applicable"}
"""What the form calls a grade, where the scale has another word for it."""
TEXTS = {"difference": "difference_made", "good_practice": "good_practice", "learning": "comment"}


def asked_in_the_form() -> frozenset[str]:
    """The keys of the questions that the form asks of each case."""
    question = library.shipped()[FORM].question(CASES)
    return frozenset(one.key for one in question.of_each) if question else frozenset()


def can_be_asked(audit: PracticeAudit) -> bool:
    """Whether all that this audit asks is in the form, on the form's scale."""
    keys = {one.key for one in audit.questions.all()}
    return bool(keys) and keys <= asked_in_the_form() and audit.scale == scales.FOUR.key


@transaction.atomic
def send(audit: PracticeAudit, *, by: Actor) -> Ask:
    """Send the returns of an audit as an ask to every agency that is asked about a case.

    Raises:
        NotPossibleNow: they were sent so already, the audit asks something else, or the returns are not out.
    """
    audit = PracticeAudit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    require(by, Act.EDIT, audit)
    steps.check_at(State.RETURNS_OUT, audit.stands, "The returns are sent as an ask")
    if audit.asked_id:
        raise NotPossibleNow("These returns were sent as an ask already.")
    if not can_be_asked(audit) or audit.returns_due_on is None:
        raise NotPossibleNow(
            "This audit asks something else than the form does. Agencies fill in its own returns here."
        )
    agencies = list(Agency.objects.filter(audits__audit=audit, audits__returns__isnull=False).distinct())
    cases = ", ".join(case.pseudonym for case in audit.cases.all())
    ask = Ask(
        board=audit.board,
        form_version=asks.keep_form(board=audit.board, form=library.shipped()[FORM], by=by),
        title=f"{audit.title}: audit return",
        purpose=f"{audit.purpose}\n\nCases, by the references you were given: {cases}.",
        theme=audit.theme,
        period=audit.period,
        due_on=audit.returns_due_on,
        is_synthetic=audit.is_synthetic,
    )
    made = asks.send(asks.begin(ask, agencies=agencies, by=by), by=by)
    audit.asked = made
    audit.save(update_fields=["asked"])
    trail.record("send as an ask the returns of", audit, by=by, after={"asked": str(made.pk)})
    return made


@dataclass
class Taken:
    """What accepted answers brought: returns handed in, cases nobody knows by that reference, and returns not finished."""

    handed_in: int = 0
    unknown: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)


@transaction.atomic
def take_answers(audit: PracticeAudit, *, by: Actor) -> Taken:
    """Take the grades of every accepted answer into the returns that are still open. Done again, it does nothing twice."""
    require(by, Act.EDIT, audit)
    found = Taken()
    if audit.asked is None:
        return found
    accepted = Answer.objects.filter(recipient__ask=audit.asked, state=AnswerState.ACCEPTED.value)
    for answer in accepted.select_related("recipient__agency"):
        _take(audit, answer, found, by)
    return found


def _take(audit: PracticeAudit, answer: Answer, found: Taken, by: Actor) -> None:
    agency = answer.recipient.agency
    handed_in = last_handed_in(answer)
    cases = (handed_in.data if handed_in else answer.data).get(CASES) or []
    returns = AgencyReturn.objects.filter(participation__audit=audit, participation__agency=agency).select_related(
        "case"
    )
    by_name = {_plain(one.case.pseudonym): one for one in returns}
    for case in cases:
        said = by_name.get(_plain(str(case.get(REFERENCE, ""))))
        if said is None:
            found.unknown.append(f"{agency}: {case.get(REFERENCE) or 'a case without a reference'}")
        elif said.status == AgencyReturn.Status.OPEN:
            _into(audit, said, case, found, by)


def _plain(reference: str) -> str:
    return " ".join(reference.split()).casefold()


def _into(audit: PracticeAudit, said: AgencyReturn, case: dict[str, Any], found: Taken, by: Actor) -> None:
    if case.get("known") == "no":
        returning.cannot(said, "The agency did not know the adult.", by=by)
        found.handed_in += 1
        return
    grades = {one.pk: GRADES.get(case.get(one.key, ""), case.get(one.key, "")) for one in audit.questions.all()}
    unsafe = "The agency answered that somebody is unsafe now." if case.get("unsafe_now") == "yes" else ""
    texts = {ours: str(case[theirs]) for theirs, ours in TEXTS.items() if case.get(theirs)}
    saved = returning.save(said, returning.Said(grades, {}, texts, unsafe), by=by, seen=said.saved_at)
    if returning.missing(saved):
        found.unfinished.append(str(said))
    else:
        returning.hand_in(saved, by=by)
        found.handed_in += 1
