"""Writing an answer, a part at a time: saved half-done, kept when a sign-in ends, both versions shown when two write at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import answering, looking, queries, saying, steps
from goldenthread.asks.answering import StaleAnswer
from goldenthread.asks.checking import Fault
from goldenthread.asks.definitions import NIL, Ask, Section
from goldenthread.asks.models import Answer
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.forms import READ_SALT, signed
from goldenthread.trail import queries as trails
from goldenthread.workspace.asks import boxes, sections
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, own_answer_of, show_answer, to
from goldenthread.workspace.asks.forms import NilForm
from goldenthread.workspace.asks.parts import parts_of, progress


@dataclass(frozen=True)
class Both:
    """One question as it was saved meanwhile, and as this person wrote it."""

    words: str
    saved: str
    yours: str


@dataclass(frozen=True)
class Meanwhile:
    """What was saved while somebody wrote: by whom, when, and each question in both versions."""

    answer: Answer
    is_own: bool
    lines: list[Both]


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def part(request: Any, pk: UUID, number: int) -> HttpResponse:
    """One section of the form."""
    answer = own_answer_of(request, pk)
    asked = answer.recipient.ask.form.sections
    if not 0 < number <= len(asked):
        raise NotFound(NO_SUCH_PAGE)
    if request.method == "POST":
        return _save(request, answer, number)
    typed = kept.take(request, request.path)
    values = typed_in(asked[number - 1], typed) if typed is not None else None
    seen = seen_in(typed) if typed is not None else None
    return _page(request, answer, number, values=values, seen=seen)


def _page(
    request: Any,
    answer: Answer,
    number: int,
    *,
    values: dict[str, Any] | None = None,
    both: Meanwhile | None = None,
    trouble: str = "",
    refused: Sequence[Fault] = (),
    seen: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A section with what is saved, or with what was typed and could not be saved."""
    section = answer.recipient.ask.form.sections[number - 1]
    checked = looking.looked_over(answer)
    wrong = () if values is not None else (*refused, *checked.wrong)
    keys = [one.key for one in section.questions]
    parts = parts_of(request, answer, checked)
    context: dict[str, Any] = {
        "section": section,
        "number": number,
        "parts": parts,
        "progress": progress(parts),
        "questions": sections.questions_of(
            answer,
            section,
            values=values or {},
            faults=wrong,
            more=request.GET.get("more", ""),
            file_address=lambda key: to(request, "answers-file", pk=answer.pk, document=key),
        ),
        "problems": sections.problems_of(section, wrong),
        "is_file_refused": bool(refused),
        "read": signed(seen if seen is not None else answering.fingerprints(answer, keys)),
        "both": both,
        "trouble": trouble,
        "is_last_part": number == len(parts),
    }
    return show_answer(request, "part", answer, status=status, **context)


def typed_in(section: Section, sent: Any) -> dict[str, Any]:
    """What was typed on the page; files stay as they are, since they come another way."""
    return {one.key: boxes.typed(one, sent) for one in section.questions if one.kind is not Ask.FILE}


def seen_in(sent: Any) -> dict[str, str]:
    """The fingerprints the page carried; a page without ours has seen nothing."""
    try:
        return dict(signing.loads(sent.get("read", ""), salt=READ_SALT))
    except signing.BadSignature:
        return {}


def _save(request: Any, answer: Answer, number: int) -> HttpResponse:
    section = answer.recipient.ask.form.sections[number - 1]
    values = typed_in(section, request.POST)
    do = request.POST.get("do", "next")
    copied(do, answer, section, values)
    without_a_case(do, values)
    seen = seen_in(request.POST) or {one.key: "" for one in section.questions}
    sent = {**values, **taken_away(request, section)}
    if NIL in answer.data:
        sent[NIL] = ""
    by = actor_of(request)
    try:
        saved = answering.write(answer, sent, by=by, seen=seen)
    except StaleAnswer as stale:
        return _stale(request, stale, number, values)
    except (NotPossibleNow, Refused) as error:
        return _page(request, answer, number, values=values, trouble=str(error), status=422)
    saved, refused = sections.keep_files(saved, section, request.FILES, by=by)
    if refused:
        return _page(request, saved, number, refused=refused, status=422)
    return HttpResponseRedirect(_onward(request, saved, number, do))


def _stale(request: Any, stale: StaleAnswer, number: int, values: dict[str, Any]) -> HttpResponse:
    """Both versions of what was changed meanwhile; the page then carries theirs, so that saving again is meant."""
    saved = stale.saved
    questions = {one.key: one for one in saved.recipient.ask.form.sections[number - 1].questions}
    lines = [
        Both(
            questions[key].words,
            saying.in_words(questions[key], saved.data.get(key)),
            saying.in_words(questions[key], values.get(key)),
        )
        for key in stale.keys
        if key in questions
    ]
    last = trails.history_of(saved).filter(verb=steps.WRITE.verb).first()
    is_own = last is not None and last.by_user_id == actor_of(request).user_id
    both = Meanwhile(saved, is_own, lines)
    theirs = {key: values[key] if key in stale.keys else saved.data.get(key, "") for key in values}
    mine = {key: value for key, value in values.items() if not saying.is_empty(value) or key in stale.keys}
    return _page(request, saved, number, values={**theirs, **mine}, both=both, status=409)


def copied(do: str, answer: Answer, section: Section, values: dict[str, Any]) -> None:
    """ "Start from this answer": last time's, put into the box."""
    key = do.removeprefix("copy:")
    if do == key or key not in {one.key for one in section.questions if one.kind is not Ask.FILE}:
        return
    last = queries.before(answer)
    if last is not None and key in last.data:
        values[key] = last.data[key]


def without_a_case(do: str, values: dict[str, Any]) -> None:
    key, _, place = do.removeprefix("remove:").partition(".")
    cases = values.get(key)
    if do.startswith("remove:") and isinstance(cases, list) and place.isdecimal() and 0 < int(place[:4]) <= len(cases):
        del cases[int(place[:4]) - 1]


def taken_away(request: Any, section: Section) -> dict[str, Any]:
    """Files that the person ticked to take away."""
    ticked = {one.removeprefix("away-") for one in request.POST if one.startswith("away-q-")}
    return {one.key: None for one in section.questions if one.kind is Ask.FILE and boxes.name_of(one.key) in ticked}


def _onward(request: Any, answer: Answer, number: int, do: str) -> str:
    """Where the page goes after it was saved: back to what must be put right, on to the next part, or away."""
    here = to(request, "answers-part", pk=answer.pk, number=number)
    section = answer.recipient.ask.form.sections[number - 1]
    verb, _, key = do.partition(":")
    if verb in {"copy", "remove", "more"}:
        return f"{here}{f'?more={key}' if verb == 'more' else ''}#{sections.onward_in(section, answer, do)}"
    is_wrong = sections.problems_of(section, looking.looked_over(answer).wrong)
    if is_wrong and verb != "later":
        return f"{here}#problems"
    messages.success(
        request, "Saved. You can leave and come back: nobody outside your agency sees this until you hand it in."
    )
    if verb == "later":
        return to(request, "answers-record", pk=answer.pk)
    if number < len(answer.recipient.ask.form.sections):
        return to(request, "answers-part", pk=answer.pk, number=number + 1)
    return to(request, "answers-check", pk=answer.pk)


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def nil(request: Any, pk: UUID) -> HttpResponse:
    """Say that there is nothing to tell; or answer the questions after all."""
    answer = own_answer_of(request, pk)
    if not answer.recipient.ask.form.allows_nil:
        raise NotFound(NO_SUCH_PAGE)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = NilForm(data, initial={"why": answer.data.get(NIL, "")})
    if request.method == "POST" and request.POST.get("do") == "undo":
        answering.write(answer, {NIL: ""}, by=actor_of(request))
        messages.success(request, "Answer the questions below.")
        return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))
    if request.method == "POST" and form.is_valid():
        try:
            answering.write(answer, {NIL: form.cleaned_data["why"]}, by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(to(request, "answers-check", pk=answer.pk))
    status = 422 if request.method == "POST" else 200
    return show_answer(request, "nil", answer, status=status, nil_form=form, is_nil=NIL in answer.data)


@needs("answers", post=Act.EDIT)
def use(request: Any, pk: UUID) -> HttpResponse:
    """Begin from an answer that the agency gave to another Board."""
    answer = own_answer_of(request, pk)
    wanted = request.POST.get("consent", "")
    consent = next((one for one in queries.offers(answer, request.standing) if str(one.pk) == wanted), None)
    if consent is None:
        raise NotFound(NO_SUCH_PAGE)
    answering.use_answer(answer, consent, by=actor_of(request))
    messages.success(request, "The answer you gave there is in the form. Check each part before you hand it in.")
    return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))
