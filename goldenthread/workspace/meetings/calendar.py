"""The calendar of meetings, and each person's own feed of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, standing_of
from goldenthread.core.access.acts import Act
from goldenthread.core.access.standing import Standing
from goldenthread.core.marks import public
from goldenthread.core.periods import Period
from goldenthread.meetings import calendars, operations, queries
from goldenthread.meetings.kinds import stands
from goldenthread.meetings.models import CalendarFeed, Meeting
from goldenthread.trail.models import Entry
from goldenthread.workspace.meetings.finding import at, page

LOOKED_BACK = 400
"""Days of the past that a feed still shows."""


@needs("meetings", get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """This financial year's meetings by month, what comes next, and whether each group met as often as it should."""
    today = clock.today()
    asked = request.GET.get("year", "")
    every = queries.meetings_of(request.board, request.standing)
    years = sorted({Period.containing(day).label for day in every.values_list("held_on", flat=True)}, reverse=True)
    year = Period.parse(asked) if asked in years else Period.containing(today)
    shown = list(every.filter(held_on__range=(year.start, year.end)).order_by("held_on", "begins"))
    rows = [(one, at(request, "meetings-record", pk=one.pk), stands(one)) for one in shown]
    months = [(f"{key:%B %Y}", list(some)) for key, some in groupby(rows, lambda row: row[0].held_on.replace(day=1))]
    ahead = every.filter(held_on__gte=today, cancelled_on=None).order_by("held_on", "begins").first()
    context: dict[str, Any] = {
        "year": year,
        "years": years,
        "months": months,
        "next": (ahead, at(request, "meetings-record", pk=ahead.pk)) if ahead else None,
        "cadence": queries.cadence(request.board, request.standing, today),
        "this_year": Period.containing(today).label,
        "may_add": request.standing.may("meetings", Act.CREATE, request.board.pk),
        "has_feed": CalendarFeed.objects.filter(board=request.board, user=request.user).exists(),
    }
    return page(request, "calendar", "meetings-calendar", **context)


@needs("own_account", get=Act.READ, post=Act.UPDATE)
def feed(request: Any) -> HttpResponse:
    """One's own calendar: make its secret address, or a new one. It is shown once."""
    address = ""
    if request.method == "POST":
        token = operations.renew_feed(request.board, by=actor_of(request))
        address = request.build_absolute_uri(reverse("workspace:calendar-feed", kwargs={"token": token}))
    known = CalendarFeed.objects.filter(board=request.board, user=request.user).first()
    return page(request, "feed", "meetings-calendar", address=address, known=known)


@public
@require_safe
def serve(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address: the meetings its owner may see today. Whoever may not come in any more has none."""
    found = CalendarFeed.objects.filter(token_digest=calendars.digest(token)).select_related("board", "user").first()
    user = get_user_model()._default_manager.filter(pk=found.user_id).first() if found else None
    standing = standing_of(user)
    if found is None or found.board_id not in standing.boards():
        raise Http404
    made = calendars.write(
        f"{found.board.name}: meetings",
        _entries(request, found.board, standing),
        domain=f"{found.board.slug}.goldenthread",
    )
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _entries(request: HttpRequest, board: Board, standing: Standing) -> list[calendars.Entry]:
    since = clock.today().toordinal() - LOOKED_BACK
    every = queries.meetings_of(board, standing).prefetch_related("items")
    shown = [one for one in every.order_by("held_on") if one.held_on.toordinal() >= since]
    changes = Entry.objects.filter(
        subject_kind=Meeting._meta.label_lower, subject_id__in=[str(one.pk) for one in shown]
    ).values_list("subject_id", "at")
    known = calendars.sequences(changes)
    found = []
    for one in shown:
        address = reverse("workspace:meetings-record", kwargs={"board": board.slug, "pk": one.pk})
        number, at_ = known.get(one.pk, (0, clock.now().replace(hour=0, minute=0, second=0, microsecond=0)))
        agenda = tuple(item.title for item in one.items.all())
        found.append(calendars.Entry(one, request.build_absolute_uri(address), agenda, number, at_))
    return found
