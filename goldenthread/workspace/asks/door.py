"""Pages for whoever holds a link: they answer for one agency, without an account, and see nothing of anybody else.

They are public because the holder has no account: the secret in the address is what lets them in, and only to one answer. A
wrong one is not found, in the same words as what never was, and wrong ones from one place are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from goldenthread.accounts import tries
from goldenthread.asks import answering, files, links, looking, queries
from goldenthread.asks.answering import NotComplete, NotExplained, StaleAnswer, Words
from goldenthread.asks.checking import Fault
from goldenthread.asks.definitions import NIL
from goldenthread.asks.link_models import AnswerLink, LinkState
from goldenthread.asks.models import Answer
from goldenthread.asks.steps import AskState
from goldenthread.boards import documents
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import signed
from goldenthread.core.marks import public
from goldenthread.core.templatetags.gt import hour
from goldenthread.trail import operations as trail
from goldenthread.workspace.asks import handing, sections
from goldenthread.workspace.asks.file_pages import FileForm, as_download, problems_of, taken
from goldenthread.workspace.asks.handing import words_in
from goldenthread.workspace.asks.parts import Part, how_far, progress
from goldenthread.workspace.asks.writing import copied, seen_in, taken_away, typed_in, without_a_case
from goldenthread.workspace.errors import NO_SUCH_PAGE

Page = Callable[..., HttpResponse | FileResponse]
METHODS = ["GET", "HEAD", "POST"]


def _opens(page: Page) -> Page:
    """A page of a link: the link is found and given to it. One that does not work any more says so, and nothing else."""

    @wraps(page)
    @sensitive_variables("secret")
    def guarded(request: HttpRequest, secret: str, **more: Any) -> HttpResponse | FileResponse:
        link = links.find(secret)
        if link is None:
            try:
                tries.begin(request, "link", email=secret[:100])
            except tries.TooManyTries:
                return _show(request, "too_many", 429)
            raise NotFound(NO_SUCH_PAGE)
        closed = _closed(link)
        if closed:
            return _show(request, "closed", 410, link=link, closed=closed, board=link.answer.recipient.ask.board)
        try:
            answer = page(request, link, secret, **more)
        except NotPermitted:  # withdrawn while the page was open
            return _show(request, "closed", 410, link=link, closed="withdrawn", board=link.answer.recipient.ask.board)
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return public(guarded)


def _closed(link: AnswerLink) -> str:
    """Why nothing can be done by this link: its state, or that the Board closed the ask. Empty while it works."""
    state = link.state()
    if state is not LinkState.OPEN:
        return str(state)
    if link.answer.recipient.ask.stands is not AskState.SENT:
        return "ask"
    return "" if link.answer.is_open else "used"


def _to(page: str, secret: str, **more: Any) -> str:
    return reverse(f"workspace:{page}", kwargs={"secret": secret, **more})


def _show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    answer = render(request, f"workspace/asks/door/{template}.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _page(
    request: HttpRequest, template: str, link: AnswerLink, secret: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of an open link, with what stands around each."""
    answer = link.answer
    ask = answer.recipient.ask
    around = {
        "link": link,
        "answer": answer,
        "ask": ask,
        "form": ask.form,
        "agency": answer.recipient.agency,
        "board": ask.board,
        "address": _to("link", secret),
    }
    return _show(request, template, status, **{**around, **context})


def _parts(answer: Answer, secret: str) -> list[Part]:
    checked = looking.looked_over(answer)
    return [
        Part(place, one, _to("link-part", secret, number=place), how_far(one, answer, checked))
        for place, one in enumerate(answer.recipient.ask.form.sections, start=1)
    ]


@_opens
@sensitive_post_parameters()
@require_http_methods(METHODS)
def own(request: Any, link: AnswerLink, secret: str) -> HttpResponse:
    """What is asked, by when, and how far the answer is; and saying that there is nothing to tell."""
    answer = link.answer
    trouble = ""
    if request.method == "POST" and answer.recipient.ask.form.allows_nil:
        why = str(request.POST.get("why", "")).replace("\0", "").strip()
        is_undone = request.POST.get("do") == "undo"
        if why or is_undone:
            answering.write(answer, {NIL: "" if is_undone else why}, by=links.holder(link))
            return HttpResponseRedirect(_to("link" if is_undone else "link-check", secret))
        trouble = "Say in a sentence why there is nothing to tell"
    elif request.method == "GET":
        links.opened(link)
    context: dict[str, Any] = {
        "parts": _parts(answer, secret),
        "nil": answer.data.get(NIL, ""),
        "trouble": trouble,
        "questions": queries.open_clarifications(answer),
    }
    return _page(request, "own", link, secret, 422 if trouble else 200, **context)


@_opens
@sensitive_post_parameters()
@require_http_methods(METHODS)
def part(request: Any, link: AnswerLink, secret: str, number: int) -> HttpResponse:
    """One section of the form."""
    if not 0 < number <= len(link.answer.recipient.ask.form.sections):
        raise NotFound(NO_SUCH_PAGE)
    return _save(request, link, secret, number) if request.method == "POST" else _part(request, link, secret, number)


def _part(
    request: Any,
    link: AnswerLink,
    secret: str,
    number: int,
    *,
    values: Any = None,
    trouble: str = "",
    refused: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    answer = link.answer
    section = answer.recipient.ask.form.sections[number - 1]
    wrong = () if values is not None else (*refused, *looking.looked_over(answer).wrong)
    parts = _parts(answer, secret)
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
            file_address=lambda key: _to("link-document", secret, document=key),
        ),
        "problems": sections.problems_of(section, wrong),
        "is_file_refused": bool(refused),
        "read": signed(answering.fingerprints(answer, [one.key for one in section.questions])),
        "trouble": trouble,
        "is_last_part": number == len(parts),
        "here": _to("link-part", secret, number=number),
    }
    return _page(request, "part", link, secret, status, **context)


def _save(request: Any, link: AnswerLink, secret: str, number: int) -> HttpResponse:
    answer, by = link.answer, links.holder(link)
    section = answer.recipient.ask.form.sections[number - 1]
    values, do = typed_in(section, request.POST), request.POST.get("do", "next")
    copied(do, answer, section, values)
    without_a_case(do, values)
    seen = seen_in(request.POST) or {one.key: "" for one in section.questions}
    sent = {**values, **taken_away(request, section), **({NIL: ""} if NIL in answer.data else {})}
    try:
        saved = answering.write(answer, sent, by=by, seen=seen)
    except StaleAnswer as stale:
        link.answer = stale.saved
        words = (
            f"This part was saved at {hour(stale.saved.saved_at)}, in another window or by somebody else with the same "
            "link. What you wrote is in the boxes: save it to replace what was saved."
        )
        return _part(request, link, secret, number, values=values, trouble=words, status=409)
    except (NotPossibleNow, Refused) as error:
        return _part(request, link, secret, number, values=values, trouble=str(error), status=422)
    link.answer, refused = sections.keep_files(saved, section, request.FILES, by=by)
    if refused:
        return _part(request, link, secret, number, refused=refused, status=422)
    return HttpResponseRedirect(_onward(link.answer, secret, number, do))


def _onward(answer: Answer, secret: str, number: int, do: str) -> str:
    here = _to("link-part", secret, number=number)
    every = answer.recipient.ask.form.sections
    section = every[number - 1]
    verb, _, key = do.partition(":")
    if verb in {"copy", "remove", "more"}:
        return f"{here}{f'?more={key}' if verb == 'more' else ''}#{sections.onward_in(section, answer, do)}"
    if verb == "later":
        return _to("link", secret)
    if sections.problems_of(section, looking.looked_over(answer).wrong):
        return f"{here}#problems"
    return _to("link-part", secret, number=number + 1) if number < len(every) else _to("link-check", secret)


@_opens
@sensitive_post_parameters()
@require_http_methods(METHODS)
def check(request: Any, link: AnswerLink, secret: str) -> HttpResponse:
    """What is to be put right, what is worth a word, who stands by it; then it is handed in, and the link is used up."""
    if request.method != "POST":
        return _check(request, link, secret, Words())
    words = words_in(request.POST)
    signed_by = str(request.POST.get("signed_by", "")).replace("\0", "")[:120]
    try:
        made = links.hand_in(link, signed_by=signed_by, words=words)
    except NotComplete as error:
        return _check(request, link, secret, words, signed_by, trouble=str(error), status=422)
    except NotExplained as error:
        silent = {f"{one.key}:{one.code}" for one in error.warnings} | {str(one.pk) for one in error.questions}
        return _check(request, link, secret, words, signed_by, trouble=str(error), silent=silent, status=422)
    except Refused as error:
        return _check(request, link, secret, words, signed_by, unsigned=str(error), status=422)
    except NotPossibleNow as error:
        return _check(request, link, secret, words, signed_by, trouble=str(error), status=409)
    return _page(request, "done", link, secret, made=made)


def _check(
    request: Any,
    link: AnswerLink,
    secret: str,
    words: Words,
    signed_by: str = "",
    *,
    trouble: str = "",
    unsigned: str = "",
    silent: set[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    checked = looking.looked_over(link.answer)
    context = handing.to_be_checked(
        link.answer,
        checked,
        words,
        silent or set(),
        part_address=lambda number: _to("link-part", secret, number=number),
        file_address=lambda key: _to("link-document", secret, document=key),
        nil_address=_to("link", secret),
    )
    if unsigned:
        _name_what_is_silent(context)
    more = {"trouble": trouble, "unsigned": unsigned, "signed_by": signed_by}
    return _page(request, "check", link, secret, status, **{**context, **more})


def _name_what_is_silent(context: dict[str, Any]) -> None:
    """Where the name is missing, whatever else has no word yet is named with it, and not one after the other."""
    for line in (*context["warnings"], *context["replies"]):
        line["is_silent"] = not line["said"].strip()
        context["is_silent"] = context["is_silent"] or line["is_silent"]


@_opens
@require_http_methods(METHODS)
def by_file(request: Any, link: AnswerLink, secret: str) -> HttpResponse:
    """Take the form away as a file, or send it back filled in."""
    answer, is_sent = link.answer, request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    found = taken(answer, form, links.holder(link)) if is_sent else None
    problems = problems_of(answer, found, lambda number: _to("link-part", secret, number=number))
    status = 422 if is_sent and found is None else 200
    return _page(request, "file", link, secret, status, file_form=form, taken=found, problems=problems)


@_opens
@require_http_methods(["GET", "HEAD"])
def download(request: Any, link: AnswerLink, secret: str, ending: str) -> HttpResponse:  # noqa: ARG001  (each page is given them)
    """The form with what was answered so far, as a file."""
    made = files.make(link.answer, ending)
    trail.record("take a form away as a file", link.answer, by=links.holder(link), after={"file": made.name})
    return as_download(made)


@_opens
@require_http_methods(["GET", "HEAD"])
def document(request: Any, link: AnswerLink, secret: str, document: UUID) -> FileResponse:  # noqa: ARG001  (the same)
    """A file that was sent as part of this answer."""
    found = answering.file_of(link.answer, document)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    trail.record("download a file", link.answer, by=links.holder(link), after={"file": found.name})
    return documents.answer(found)
