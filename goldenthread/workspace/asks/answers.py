"""One answer: how far it is, what was handed in, its files; what another Board may read of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse

from goldenthread.asks import answering, comparing, queries, reaching, saying
from goldenthread.asks.consent_models import AnswerConsent
from goldenthread.asks.definitions import NIL, Answers, Form, is_asked
from goldenthread.asks.models import Answer, Door, HandedIn, SelfAssessment
from goldenthread.asks.steps import State
from goldenthread.boards import documents
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.shapes import Status
from goldenthread.trail import operations as trail
from goldenthread.trail import queries as trails
from goldenthread.workspace.asks import lines
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, answer_of, show, show_answer, to
from goldenthread.workspace.asks.parts import parts_of
from goldenthread.workspace.asks.proposed import proposed_by
from goldenthread.workspace.navigation import siblings


@needs("answers", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """What is asked, by when, and how far the answer is: for the agency what to do next, for the Board what to decide."""
    answer = answer_of(request, pk)
    given = list(answer.handings_in.order_by("-number"))
    is_theirs = answer.recipient.agency_id in request.standing.agencies
    may_decide = allow(request.standing, Act.EDIT, answer.recipient.ask) and allow(request.standing, Act.EDIT, answer)
    changed = trails.history_of(answer).exclude(verb__startswith="read ")[:3]
    entries = [(entry, trails.changes(entry, request.standing)) for entry in changed]
    context: dict[str, Any] = {
        "state": Status(answer.stands.shape, answer.stands.words),
        "handed_in": [(one, to(request, "answers-handed-in", pk=answer.pk, number=one.number)) for one in given],
        "clarifications": list(answer.clarifications.all()),
        "requests": list(answer.extension_requests.all()),
        "parts": parts_of(request, answer) if is_theirs and answer.is_open else [],
        "offers": queries.offers(answer, request.standing) if is_theirs and answer.is_open else [],
        "is_with_agency": answer.is_open and answer.first_in_on is not None,
        "may_return": may_decide and answer.stands in {State.SUBMITTED, State.SIGNED_OFF},
        "may_accept": answer.stands is State.SIGNED_OFF and _may_accept(request, answer),
        "may_decide": may_decide,
        "is_submitted": answer.stands is State.SUBMITTED,
        "is_returned": answer.stands in {State.RETURNED, State.IN_PROGRESS} and queries.open_clarifications(answer),
        "is_nil": NIL in answer.data,
        "consents": list(answer.consents.select_related("to_board")) if is_theirs else [],
        "may_share": answer.stands in {State.SIGNED_OFF, State.ACCEPTED},
        "entries": entries,
        "siblings": siblings("answers", request.standing, request.board),
        "doors": _doors(request, answer),
        "proposed": proposed_by(request, answer),
        "needs_a_link": may_decide and reaching.needs_a_link(answer),
        "late": _late(request, answer) if may_decide else [],
    }
    return show_answer(request, "answer", answer, **context)


def _late(request: Any, answer: Answer) -> list[lines.Late]:
    """How it was chased, where it is late."""
    found = lines.late(request, answer.recipient, queries.how(answer.recipient, answer))
    return [found] if found else []


def _may_accept(request: Any, answer: Answer) -> bool:
    return allow(request.standing, Act.APPROVE, answer) and allow(request.standing, Act.APPROVE, answer.recipient.ask)


MORE_DOORS: list[Any] = []
"""What other pages offer on an answer's page: functions of (request, answer) that give (words, address) pairs."""


def _doors(request: Any, answer: Answer) -> list[tuple[str, str]]:
    return [pair for offer in MORE_DOORS for pair in offer(request, answer)]


@needs("answers", get=Act.READ)
def handed_in(request: Any, pk: UUID, number: int) -> HttpResponse:
    """An answer as it was handed in, with what differs from the handing-in before, and from last time."""
    answer = answer_of(request, pk)
    given = answer.handings_in.filter(number=number).select_related("document").first()
    if given is None:
        raise NotFound(NO_SUCH_PAGE)
    trail.record("read an answer", answer, by=actor_of(request), after={"number": number})
    earlier = answer.handings_in.filter(number=number - 1).first()
    last = queries.before(answer)
    form = answer.recipient.ask.form
    is_last = not answer.handings_in.filter(number__gt=number).exists()
    may_decide = allow(request.standing, Act.EDIT, answer.recipient.ask) and allow(request.standing, Act.EDIT, answer)
    context: dict[str, Any] = {
        "given": given,
        "door": Door(given.door).label,
        "sections": sections_of(form, given, lambda key: to(request, "answers-file", pk=answer.pk, document=key)),
        "nil": given.data.get(NIL, ""),
        "earlier": earlier,
        "changes": comparing.differences(form, earlier.data, given.data) if earlier else [],
        "last": last,
        "since_last": comparing.differences(form, last.data, given.data) if last else [],
        "clarifications": list(answer.clarifications.filter(about_number=number)),
        "may_return": is_last and may_decide and answer.stands in {State.SUBMITTED, State.SIGNED_OFF},
        "may_accept": is_last and answer.stands is State.SIGNED_OFF and _may_accept(request, answer),
        "proposed": proposed_by(request, answer) if is_last else [],
        "is_submitted": is_last and answer.stands is State.SUBMITTED,
    }
    return show_answer(request, "handed_in", answer, **context)


def sections_of(form: Form, given: HandedIn, file_address: Any = None) -> list[dict[str, Any]]:
    """What was handed in, section by section, in words, with what was said of what looked unusual."""
    said: dict[str, list[dict[str, str]]] = {}
    for one in given.explained:
        said.setdefault(one["key"], []).append(one)
    return [
        {
            "title": section.title,
            "lines": [
                {
                    "question": one,
                    "words": saying.in_words(one, given.data.get(one.key)),
                    "said": said.get(one.key, []),
                    "file": _file(one.key, given.data, file_address),
                }
                for one in section.questions
                if is_asked(one, given.data, list(form.questions()))
            ],
        }
        for section in form.sections
    ]


def _file(key: str, data: Answers, address: Any) -> str:
    value = data.get(key)
    if address is None or not isinstance(value, dict) or not {"id", "name", "sha256"} <= set(value):
        return ""
    return str(address(value["id"]))


@needs("answers", get=Act.READ)
def file(request: Any, pk: UUID, document: UUID) -> HttpResponse | FileResponse:
    """A file of an answer, to be taken away. The Board gets what was handed in; the agency also what it has not handed in yet."""
    answer = answer_of(request, pk)
    found = answering.file_of(answer, document)
    is_theirs = answer.recipient.agency_id in request.standing.agencies
    if found is None or not (is_theirs or _was_handed_in(answer, document)):
        raise NotFound(NO_SUCH_PAGE)
    trail.record("download a file", answer, by=actor_of(request), after={"file": found.name})
    return documents.answer(found)


def _was_handed_in(answer: Answer, document: UUID) -> bool:
    given = answer.handings_in.values_list("data", flat=True)
    return any(isinstance(one, dict) and one.get("id") == str(document) for data in given for one in data.values())


@needs("answers", get=Act.READ)
def shared(request: Any) -> HttpResponse:
    """Answers that agencies gave to other Boards and let this one read."""
    found = queries.shared_with(request.board, request.standing)
    lines = [(one, to(request, "answers-shared-one", pk=one.pk)) for one in found]
    return show(request, "shared", lines=lines, siblings=siblings("answers-shared", request.standing, request.board))


@needs("answers", get=Act.READ)
def shared_one(request: Any, pk: UUID) -> HttpResponse:
    """One of them, as it was handed in there; only while the agency consents."""
    here = AnswerConsent.objects.filter(to_board=request.board, withdrawn_at=None)
    consent = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if consent is None:
        raise NotFound(NO_SUCH_PAGE)
    answer = Answer.objects.select_related(*queries.WITH_ALL).get(pk=consent.answer_id)
    given = queries.last_handed_in(answer)
    if given is None:
        raise NotFound(NO_SUCH_PAGE)
    trail.record(
        "read an answer another Board was given", consent, by=actor_of(request), after={"number": given.number}
    )
    context = _read_only(answer, given)
    return show(request, "read_only", kicker=f"Given to {answer.recipient.ask.board}", consent=consent, **context)


def _read_only(answer: Answer, given: HandedIn) -> dict[str, Any]:
    ask = answer.recipient.ask
    sections = sections_of(ask.form, given)
    return {"answer": answer, "ask": ask, "given": given, "sections": sections, "nil": given.data.get(NIL, "")}


@needs("self_assessments", get=Act.READ)
def self_assessment(request: Any, pk: UUID) -> HttpResponse:
    """A self-assessment as it was handed in: what the Board's members may read of it."""
    here = SelfAssessment.objects.filter(recipient__ask__board=request.board).select_related(*queries.WITH_ALL)
    answer = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if answer is None:
        raise NotFound(NO_SUCH_PAGE)
    given = queries.last_handed_in(answer)
    if given is not None:
        trail.record("read a self-assessment", answer, by=actor_of(request), after={"number": given.number})
    context: dict[str, Any] = _read_only(answer, given) if given else {"answer": answer, "ask": answer.recipient.ask}
    state = queries.in_words(answer, clock.today())
    scores = to(request, "self-assessments-scores", pk=answer.pk) if given else ""
    return show(request, "read_only", kicker="Self-assessment", state=state, scores_address=scores, **context)
