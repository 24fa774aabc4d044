"""From a written answer to one the Board holds: checked, handed in, signed off; and asking for longer, and for other Boards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import answering, looking, queries, saying
from goldenthread.asks.answering import NotComplete, NotExplained, Words
from goldenthread.asks.checking import Checked
from goldenthread.asks.definitions import NIL, Ask, Form
from goldenthread.asks.models import Answer
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.workspace.asks import boxes, sections
from goldenthread.workspace.asks.answers import sections_of
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, own_answer_of, show_answer, to
from goldenthread.workspace.asks.forms import ConsentForm, LongerForm
from goldenthread.workspace.asks.sections import FileAddress


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def check(request: Any, pk: UUID) -> HttpResponse:
    """What is to be put right, what is worth a word, and then the button that hands it in."""
    answer = own_answer_of(request, pk)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    words = words_in(data) if data is not None else Words()
    if request.method != "POST":
        return _check(request, answer, words)
    try:
        answering.hand_in(answer, by=actor_of(request), words=words)
    except NotComplete as error:
        return _check(request, answer, words, trouble=str(error), status=422)
    except NotExplained as error:
        silent = {f"{one.key}:{one.code}" for one in error.warnings} | {str(one.pk) for one in error.questions}
        return _check(request, answer, words, trouble=str(error), silent=silent, status=422)
    except (NotPossibleNow, Refused) as error:
        return _check(request, answer, words, trouble=str(error), status=409)
    messages.success(request, "It was handed in.")
    return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))


def words_in(sent: Any) -> Words:
    """What was typed of each warning ("w-<question>:<code>") and to each question of the Board ("r-<its key>")."""
    warnings = {}
    for name in sent:
        key, colon, code = name.removeprefix("w-").partition(":")
        if name.startswith("w-") and colon:
            warnings[key, code] = str(sent.get(name, "")).replace("\0", "")
    replies = {
        name.removeprefix("r-"): str(sent.get(name, "")).replace("\0", "") for name in sent if name.startswith("r-")
    }
    return Words(warnings, replies)


def _check(
    request: Any,
    answer: Answer,
    words: Words,
    *,
    trouble: str = "",
    silent: set[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    checked = looking.looked_over(answer)
    context = to_be_checked(
        answer,
        checked,
        words,
        silent or set(),
        part_address=lambda number: to(request, "answers-part", pk=answer.pk, number=number),
        file_address=lambda key: to(request, "answers-file", pk=answer.pk, document=key),
        nil_address=to(request, "answers-nil", pk=answer.pk),
    )
    return show_answer(request, "check", answer, status=status, **{**context, "trouble": trouble})


def to_be_checked(
    answer: Answer,
    checked: Checked,
    words: Words,
    silent: set[str],
    *,
    part_address: Callable[[int], str],
    file_address: FileAddress,
    nil_address: str,
) -> dict[str, Any]:
    """What stands on the page on which an answer is checked and handed in: all of it, with the way to each question.

    Args:
        words: what was typed so far of what looks unusual, and to the Board's questions.
        silent: of which of these nothing was said.
    """
    form = answer.recipient.ask.form
    said = {(one.key, one.code): one.words for one in answer.explanations.all()}
    ways = ways_of(form, part_address)
    return {
        "faults": _by_section(answer, checked, part_address, nil_address),
        "answered": answered(answer, ways, file_address),
        "unsaved": [one.words for one in form.questions() if one.key in answer.prefilled and NIL not in answer.data],
        "warnings": [
            {
                "warning": one,
                "way": ways.get(one.key, ""),
                "name": f"w-{one.key}:{one.code}",
                "said": words.warnings.get((one.key, one.code), said.get((one.key, one.code), "")),
                "is_silent": f"{one.key}:{one.code}" in silent,
            }
            for one in checked.warnings
        ],
        "replies": [
            {
                "one": one,
                "question": form.question(one.key),
                "way": ways.get(one.key, ""),
                "name": f"r-{one.pk}",
                "said": words.replies.get(str(one.pk), ""),
                "is_silent": str(one.pk) in silent,
            }
            for one in queries.open_clarifications(answer)
        ],
        "is_silent": bool(silent),
        "is_complete": checked.is_complete,
        "nil": answer.data.get(NIL, ""),
    }


def ways_of(form: Form, part_address: Callable[[int], str]) -> dict[str, str]:
    """The way to each question of a form."""
    return {
        one.key: f"{part_address(number)}#{boxes.way_to(one)}"
        for number, section in enumerate(form.sections, start=1)
        for one in section.questions
    }


def answered(answer: Answer, ways: dict[str, str], file_address: FileAddress) -> list[dict[str, Any]]:
    """The whole answer in words, section by section, each question with the way to change it."""
    form, given = answer.recipient.ask.form, looking.whole(answer)
    asked = {one.key for one in form.asked(answer.data)}
    found = [
        {
            "title": section.title,
            "lines": [
                {
                    "question": one,
                    "words": saying.in_words(one, given.get(one.key)),
                    "way": ways[one.key],
                    "file": sections.address_of(given.get(one.key), file_address) if one.kind is Ask.FILE else "",
                    "filled": sections.filled_from(answer, one) if one.key in given else "",
                    "is_left": one.key in answer.prefilled and one.key not in given,
                }
                for one in section.questions
                if one.key in asked
            ],
        }
        for section in form.sections
    ]
    return [one for one in found if one["lines"]] if NIL not in answer.data else []


def _by_section(
    answer: Answer, checked: Checked, part_address: Callable[[int], str], nil_address: str
) -> list[dict[str, Any]]:
    """Faults by the part they are in, each with the way to its box."""
    found = []
    for number, section in enumerate(answer.recipient.ask.form.sections, start=1):
        asked = {one.key: one for one in section.questions}
        faults = [
            (
                one.words if one.is_missing or one.at else f"{asked[one.key].words}: {one.words}",
                f"{part_address(number)}#{boxes.way_to(asked[one.key], one.at)}",
            )
            for one in checked.faults
            if one.key in asked
        ]
        if faults:
            found.append({"title": section.title, "number": number, "faults": faults})
    elsewhere = [one for one in checked.faults if one.key == NIL]
    if elsewhere:
        found.append({"title": "Nil return", "number": 0, "faults": [(one.words, nil_address) for one in elsewhere]})
    return found


@needs("answers", get=Act.APPROVE, post=Act.APPROVE)
def sign_off(request: Any, pk: UUID) -> HttpResponse:
    """The agency's lead reads it and stands by it, or takes it back to change it."""
    answer = own_answer_of(request, pk, Act.APPROVE)
    given = queries.last_handed_in(answer)
    if given is None:
        raise NotPossibleNow("This answer was not handed in yet. It can be signed off after that.")
    if request.method == "POST" and request.POST.get("do") == "take-back":
        answering.take_back(answer, by=actor_of(request))
        messages.success(request, "It is yours to change again. Hand it in when it is right.")
        return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))
    if request.method == "POST":
        answering.sign_off(answer, by=actor_of(request))
        messages.success(request, "It was signed off. The Board has it now.")
        return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))
    form = answer.recipient.ask.form
    context: dict[str, Any] = {
        "given": given,
        "nil": given.data.get(NIL, ""),
        "sections": sections_of(form, given, lambda key: to(request, "answers-file", pk=answer.pk, document=key)),
    }
    return show_answer(request, "sign_off", answer, **context)


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def longer(request: Any, pk: UUID) -> HttpResponse:
    """Ask the Board for longer."""
    answer = own_answer_of(request, pk)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = LongerForm(data)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            answering.ask_for_longer(answer, until=given["until"], why=given["why"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The Board was asked. You are told what it decides.")
            return HttpResponseRedirect(to(request, "answers-record", pk=answer.pk))
    status = 422 if request.method == "POST" else 200
    return show_answer(request, "longer", answer, status=status, longer_form=form)


@needs("answers", get=Act.APPROVE, post=Act.APPROVE)
def consent(request: Any, pk: UUID) -> HttpResponse:
    """Let another Board read and use this answer, or stop it."""
    answer = own_answer_of(request, pk, Act.APPROVE)
    if request.method == "POST" and request.POST.get("withdraw"):
        found = answer.consents.filter(withdrawn_at=None, pk__in=_keys(request.POST["withdraw"])).first()
        if found is None:
            raise NotFound(NO_SUCH_PAGE)
        answering.withdraw_consent(found, by=actor_of(request))
        messages.success(request, f"{found.to_board} cannot read it any more.")
        return HttpResponseRedirect(to(request, "answers-consent", pk=answer.pk))
    form = ConsentForm(request.POST if request.method == "POST" else None, without=request.board)
    if request.method == "POST" and form.is_valid():
        try:
            answering.let_another_board_use(answer, board=form.cleaned_data["board"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{form.cleaned_data['board']} may read and use this answer.")
            return HttpResponseRedirect(to(request, "answers-consent", pk=answer.pk))
    held = list(answer.consents.select_related("to_board"))
    status = 422 if request.method == "POST" else 200
    return show_answer(request, "consent", answer, status=status, consent_form=form, consents=held)


def _keys(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []
