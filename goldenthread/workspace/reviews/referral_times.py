"""How long each step of a referral may take on a Board, and who must be at a rapid review: the Board's own to change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.models import Agency
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.meetings import quorum
from goldenthread.reviews import clocks, clocks_rules, deciding
from goldenthread.reviews.clocks_rules import Time, Unit
from goldenthread.reviews.referral_forms import QuorumForm, TimeForm
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.reviews.referral_common import done, sent

NO_SUCH_PAGE = "There is no such page, or it is not open to you."


def _here(request: Any) -> str:
    return reverse("workspace:referral-times", kwargs={"board": request.board.slug})


@needs("governance", get=Act.READ)
def page(request: Any) -> HttpResponse:
    times = clocks.times_of(request.board)
    context = {
        "lines": [(one, times[one.slug], times[one.slug] != one.default) for one in clocks_rules.EVERY],
        "quorum": quorum.sentence(deciding.rule_of(request.board), deciding.names_of(request.board)),
        "may_change": request.standing.may("governance", Act.EDIT, request.board.pk),
        "siblings": siblings("referral-times", request.standing, request.board),
    }
    return render(request, "workspace/reviews/referral/times.html", context)


@needs("governance", get=Act.EDIT, post=Act.EDIT)
def change_time(request: Any, step: str) -> HttpResponse:
    """Give a step another time."""
    found = clocks_rules.clock(step)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    now = clocks.times_of(request.board)[found.slug]
    form = TimeForm(sent(request), initial={"number": now.number, "unit": now.unit})
    if request.method == "POST" and form.is_valid():
        time = Time(form.cleaned_data["number"], Unit(form.cleaned_data["unit"]))
        answer = done(
            request,
            form,
            lambda: clocks.set_time(request.board, found, time, by=actor_of(request)),
            "The time was changed. Every open referral is counted by it.",
            _here(request),
        )
        if answer:
            return answer
    about = f"{found.words}: counted from the day on which {found.begins}."
    return _form(request, form, found.words, about)


@needs("governance", get=Act.EDIT, post=Act.EDIT)
def change_quorum(request: Any) -> HttpResponse:
    """Say who must be at a rapid review."""
    wanted = quorum.read(deciding.rule_of(request.board))
    slugs = [slug for one in wanted for slug in one.agencies]
    chosen = Agency.objects.filter(board=request.board, slug__in=slugs)
    least = next((one.at_least for one in wanted if not one.agencies), None)
    form = QuorumForm(sent(request), board=request.board, initial={"agencies": chosen, "at_least": least})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = done(
            request,
            form,
            lambda: deciding.set_rule(
                request.board, list(given["agencies"]), given["at_least"] or 0, by=actor_of(request)
            ),
            "The quorum was changed.",
            _here(request),
        )
        if answer:
            return answer
    return _form(request, form, "Who must be at a rapid review", "They come in person or by a deputy.")


def _form(request: Any, form: Any, heading: str, about: str) -> HttpResponse | HttpResponseRedirect:
    context = {"form": form, "heading": heading, "about": about, "back": _here(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/reviews/referral/change_time.html", context, status=status)
