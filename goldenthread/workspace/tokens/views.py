"""The list of tokens, one token, making one and ending one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.accounts.fresh import is_fresh
from goldenthread.accounts.middleware import go_to
from goldenthread.api import operations, queries
from goldenthread.api.models import Token
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotFound
from goldenthread.core.shapes import Status
from goldenthread.trail import queries as trails
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.tokens.forms import EndForm, TokenForm

SHORT = {Token.Reads.RELEASED: "Released figures", Token.Reads.EVERYTHING: "Every figure, nothing withheld"}

ENDED = "end"
"""The deed that says who ended a token, when and why, so that its fields need not be told again."""


def state_of(token: Token) -> Status:
    """Whether it opens anything today."""
    if token.ended_at is not None:
        return Status("info", "Ended")
    return Status("good", "Open") if token.last_day >= clock.today() else Status("info", "Its last day is past")


def reads_of(token: Token) -> str:
    return SHORT[Token.Reads(token.reads)]


def _at(request: Any, name: str, **more: Any) -> str:
    return reverse(f"workspace:{name}", kwargs={"board": request.board.slug, **more})


@needs("interface_tokens", get=Act.READ)
def every(request: Any) -> HttpResponse:
    rows = [(one, reads_of(one), state_of(one)) for one in queries.tokens_of(request.board, request.standing)]
    context = {
        "rows": rows,
        "may_make": request.standing.may("interface_tokens", Act.CREATE, request.board.pk),
        "siblings": siblings("tokens", request.standing, request.board),
    }
    return render(request, "workspace/tokens/every.html", context)


@needs("interface_tokens", get=Act.CREATE, post=Act.CREATE)
def new(request: Any) -> HttpResponseBase:
    """Make a token. Its secret is on the page that answers, and nowhere afterwards."""
    if request.method != "POST":
        return _form(request, TokenForm(kept.take(request, request.path), **_choices(request)))
    if not is_fresh(request):
        kept.keep(request)
        return go_to(request, "account_prove", request.path)
    form = TokenForm(request.POST, **_choices(request))
    if not form.is_valid():
        return _form(request, form, 422)
    said = form.cleaned_data
    try:
        made = operations.make_token(
            board=request.board,
            agency=form.known[said["agency"]],
            purpose=said["purpose"],
            reads=said["reads"],
            last_day=said["last_day"],
            by=actor_of(request),
            key=said["key"],
        )
    except AlreadyDone as error:
        messages.info(request, str(error))
        return HttpResponseRedirect(_at(request, "tokens"))
    except ValidationError as error:
        form.add_error(None, error)
        return _form(request, form, 422)
    host = request.build_absolute_uri("/api/v1/")
    context = {"one": made.token, "secret": made.secret, "address": host, "reads": reads_of(made.token)}
    return render(request, "workspace/tokens/made.html", context)


def _choices(request: Any) -> dict[str, Any]:
    return {"board_id": request.board.pk, "reads": queries.kinds_for(request.standing, request.board)}


def _form(request: Any, form: TokenForm, status: int = 200) -> HttpResponse:
    return render(request, "workspace/tokens/new.html", {"form": form}, status=status)


def _token(request: Any, pk: UUID) -> Token:
    found = queries.tokens_of(request.board, request.standing).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs("interface_tokens", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    return _show(request, _token(request, pk), EndForm())


def _show(request: Any, token: Token, form: EndForm, status: int = 200) -> HttpResponse:
    may_end = token.ended_at is None and allow(request.standing, Act.EDIT, token)
    entries = trails.recent(request.board.pk).filter(subject_kind=Token._meta.label_lower, subject_id=str(token.pk))
    context = {
        "one": token,
        "reads": reads_of(token),
        "state": state_of(token),
        "form": form,
        "may_end": may_end,
        "entries": [
            (entry, [] if entry.verb == ENDED else trails.changes(entry, request.standing)) for entry in entries
        ],
    }
    return render(request, "workspace/tokens/one.html", context, status=status)


@needs("interface_tokens", post=Act.EDIT)
def end(request: Any, pk: UUID) -> HttpResponse:
    token = _token(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _show(request, token, form, 422)
    operations.end_token(token=token, why=form.cleaned_data["why"], by=actor_of(request))
    messages.success(request, "The token is ended. It opens nothing any more.")
    return HttpResponseRedirect(_at(request, "tokens-one", pk=token.pk))
