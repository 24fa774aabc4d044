"""Adding a question to a form of the Board's own, changing it, and taking it out. What could not be kept is shown again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from goldenthread.accounts import kept
from goldenthread.asks import made_forms, making
from goldenthread.asks.definitions import Ask
from goldenthread.asks.made_forms import ChangedMeanwhile
from goldenthread.asks.making_models import MadeForm
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE
from goldenthread.workspace.asks.making_columns import COUNT, MOST
from goldenthread.workspace.asks.making_forms import QuestionForm
from goldenthread.workspace.asks.making_pages import address_of, made_of, page

MORE, SHOW = "more", "show"
"""Buttons that show the page again with another column, or with the answers of the question chosen."""
SEVERAL = {"answers"}
"""Boxes in which several things are ticked."""


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def new(request: Any, pk: UUID, number: int) -> HttpResponse:
    """Add a question to the end of a part."""
    made = made_of(request, pk, Act.EDIT)
    if not 0 < number <= len(made.sections):
        raise NotFound(NO_SUCH_PAGE)
    kind = _kind(request, making.KINDS)
    if kind is None:
        return page(request, "kind", made, kinds=making.KINDS.items(), within=made.sections[number - 1]["title"])
    return _question(request, made, number, kind=kind, after=number)


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def of_each(request: Any, pk: UUID, key: str) -> HttpResponse:
    """Add a question to what is asked of each case."""
    made = made_of(request, pk, Act.EDIT)
    outer = making.question(made.sections, key)
    if outer["kind"] != Ask.CASES:
        raise NotFound(NO_SUCH_PAGE)
    kind = _kind(request, making.OF_A_CASE)
    if kind is None:
        return page(request, "kind", made, kinds=making.OF_A_CASE.items(), within=outer["words"])
    return _question(request, made, key, kind=kind, within=key)


def _kind(request: Any, offered: Any) -> Ask | None:
    """What a new question takes, as the address says; nothing where it says none of these."""
    said = request.GET.get("kind", "")
    return Ask(said) if said in {one.value for one in offered} else None


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def change(request: Any, pk: UUID, key: str) -> HttpResponse:
    """Change a question, or take it out."""
    made = made_of(request, pk, Act.EDIT)
    now = making.question(made.sections, key)
    if request.method == "POST" and request.POST.get("do") == "out":
        return _out(request, made, key)
    return _question(request, made, None, kind=Ask(now["kind"]), key=key)


def _out(request: Any, made: MadeForm, key: str) -> HttpResponse:
    now = making.question(made.sections, key)
    try:
        made_forms.take_question_out(made, key=key, by=actor_of(request))
    except Refused as error:
        form = QuestionForm(_posted(request), kind=Ask(now["kind"]), parts=made.sections, key=key)
        form.is_valid()
        form.add_error(None, str(error))
        return _page(request, made, form, now, status=422)
    messages.success(request, f"“{now['words']}” was taken out. Versions that were made ready keep it.")
    return HttpResponseRedirect(address_of(request, made))


def _question(
    request: Any, made: MadeForm, where: int | str | None, *, kind: Ask, key: str = "", within: str = "", after: int = 0
) -> HttpResponse:
    """The page of one question: shown, shown again with another box, or kept.

    Args:
        where: where a new one goes; None for one that is changed.
    """
    now = making.question(made.sections, key) if key else {}
    place: dict[str, Any] = {"kind": kind, "parts": made.sections, "key": key, "within": within, "after": after}
    if request.method != "POST":
        return _page(request, made, QuestionForm(kept.take(request, request.path), **place), now)
    if request.POST.get("do") in {MORE, SHOW}:
        return _page(request, made, QuestionForm(initial=_typed(request), **place), now)
    form = QuestionForm(_posted(request), **place)
    status = 422
    if form.is_valid():
        one = form.question()
        by = actor_of(request)
        try:
            if where is None:
                made_forms.change_question(made, one, key=key, seen=request.POST.get("read") or None, by=by)
            else:
                made_forms.add_question(made, one, where=where, by=by)
        except (NotFound, NotPossibleNow, Refused) as error:
            status = 409 if isinstance(error, ChangedMeanwhile) else 422
            form.add_error(None, str(error))
        else:
            at = key or (f"{within}.{one['key']}" if within else one["key"])
            return HttpResponseRedirect(address_of(request, made, f"question-{at}"))
    return _page(request, made, form, now, status=status)


def _posted(request: Any) -> QueryDict:
    found: QueryDict = request.POST
    return found


def _typed(request: Any) -> dict[str, Any]:
    """What stands in the boxes, for the page to be shown again with one more."""
    sent = request.POST
    typed: dict[str, Any] = {name: sent.getlist(name) if name in SEVERAL else sent.get(name) for name in sent}
    typed["is_required"] = "is_required" in sent
    if sent.get("do") == MORE and str(sent.get(COUNT, "")).isdecimal():
        typed[COUNT] = min(int(sent[COUNT][:3]) + 1, MOST)
    return typed


def _page(request: Any, made: MadeForm, form: QuestionForm, now: making.Question, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "now": now,
        "read": making.seen(now),
        "kind": making.KINDS[form.kind],
        "columns": form.columns,
        "how_many_columns": len(form.columns),
        "can_grow": 0 < len(form.columns) < MOST,
        "can_wait": "asked_if" in form.fields,
    }
    return page(request, "question", made, status=status, **context)
