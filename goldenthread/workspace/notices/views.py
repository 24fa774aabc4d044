"""The pages of what somebody was told: the list, opening one, and how they want to hear of things."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.workspace.notices import operations, queries
from goldenthread.workspace.notices.forms import ChoicesForm

PER_PAGE = 50


def _list(request: Any) -> str:
    return reverse("workspace:notices", kwargs={"board": request.board.slug})


@needs("notices", get=Act.READ)
def page(request: Any) -> HttpResponse:
    """What they were told, newest first."""
    found = Paginator(queries.of(request.standing, request.board.pk), PER_PAGE).get_page(request.GET.get("page", 1))
    return render(request, "workspace/notices/list.html", {"found": found, "count": found.paginator.count})


@needs("notices", post=Act.EDIT)
def open_one(request: Any, pk: UUID) -> HttpResponse:
    """Mark one as read, and go where it leads."""
    notice = queries.of(request.standing, request.board.pk).filter(pk=pk).first()
    if notice is None:
        raise NotFound("There is no such page, or it is not open to you.")
    operations.read(notice, by=actor_of(request))
    return HttpResponseRedirect(notice.address)


@needs("notices", post=Act.EDIT)
def all_read(request: Any) -> HttpResponse:
    operations.read_all(request.board, by=actor_of(request))
    return HttpResponseRedirect(_list(request))


@needs("notices", get=Act.READ, post=Act.EDIT)
def choices(request: Any) -> HttpResponse:
    """How they hear of each kind of notice, on every Board they work with."""
    form = ChoicesForm(request.POST or None, user_id=request.user.pk)
    if request.method == "POST" and form.is_valid():
        operations.choose(form.chosen(), by=actor_of(request))
        messages.success(request, "Your choices were saved.")
        return HttpResponseRedirect(_list(request))
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/notices/choices.html", {"form": form, "crumb": _list(request)}, status=status)
