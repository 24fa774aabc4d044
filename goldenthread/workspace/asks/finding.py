"""Finding what a page of asks is about, as far as this person may know of it, and what each such page shows around itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.asks import answering, queries
from goldenthread.asks.models import Answer, Ask, Recipient
from goldenthread.asks.steps import AskState
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted

NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def ask_of(request: Any, pk: UUID, act: Act = Act.READ) -> Ask:
    """An ask of this Board, if this person may do this to it.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: they may read it, and not do this.
    """
    here = Ask.objects.filter(board=request.board).select_related(
        "board", "form_version", "theme", "issue", "meeting__group", "followed_by", "follows"
    )
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted(f"You can read this ask, and not {act} it. If you should, ask the Board’s manager.")
    return found


def recipient_of(request: Any, pk: UUID, act: Act = Act.READ) -> Recipient:
    """An agency that is asked, as whoever may read the ask sees it.

    Raises:
        NotFound, NotPermitted: as for an ask.
    """
    here = Recipient.objects.filter(ask__board=request.board).select_related("ask__board", "agency", "answer")
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted("You can read this, and not decide it. If you should, ask the Board’s manager.")
    return found


def answer_of(request: Any, pk: UUID) -> Answer:
    """An answer this person may read.

    Raises:
        NotFound: there is none, or they may not know of it.
    """
    found = queries.answer_of(pk, request.standing, request.board.pk)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def own_answer_of(request: Any, pk: UUID, act: Act = Act.EDIT) -> Answer:
    """An answer that this person's own agency gives. One that was handed in is found too: the deed says why it is shut.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: it is another's to write, or they are not the agency's lead where a lead is needed.
    """
    found = answer_of(request, pk)
    is_theirs = found.recipient.agency_id in request.standing.agencies
    if not is_theirs or not (allow(request.standing, act, found) or (act is Act.EDIT and not found.is_open)):
        raise NotPermitted(answering.NOT_YOURS)
    return found


def boards_answer_of(request: Any, pk: UUID, act: Act) -> Answer:
    """An answer that this person decides of for the Board.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: they may read it, and not decide.
    """
    found = answer_of(request, pk)
    if not (allow(request.standing, act, found) and allow(request.standing, act, found.recipient.ask)):
        raise NotPermitted("You can read this answer, and not decide of it. If you should, ask the Board’s manager.")
    return found


def to(request: Any, page: str, **more: Any) -> str:
    """The address of a page of this Board."""
    return reverse(f"workspace:{page}", kwargs={"board": request.board.slug, **more})


def show(request: Any, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page about one ask, or about all of them."""
    around = {"list_address": to(request, "asks"), "answers_address": to(request, "answers")}
    return render(request, f"workspace/asks/{template}.html", {**around, **context}, status=status)


def show_answer(request: Any, template: str, answer: Answer, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page about one answer, with what it says of the ask and of how the answer stands."""
    ask, by = answer.recipient.ask, actor_of(request)
    is_closed = ask.stands is AskState.CLOSED
    is_theirs = answer.recipient.agency_id in request.standing.agencies
    around = {
        "answer": answer,
        "ask": ask,
        "form": ask.form,
        "agency": answer.recipient.agency,
        "stands": answer.stands,
        "how": queries.how(answer.recipient, answer),
        "address": to(request, "answers-record", pk=answer.pk),
        "is_theirs": is_theirs,
        "is_closed": is_closed,
        "may_write": is_theirs and not is_closed and answer.is_open and answering.may(Act.EDIT, answer, by),
        "may_lead": is_theirs and not is_closed and answering.may(Act.APPROVE, answer, by),
    }
    return show(request, template, status=status, **{**around, **context})
