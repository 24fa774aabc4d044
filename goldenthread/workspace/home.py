"""The first page: what this person has to do, what is late, and what comes next, by role."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.access import needs, of_request, visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import said
from goldenthread.core.marks import signed_in
from goldenthread.core.todo import Asked, things
from goldenthread.figures.wording import in_words
from goldenthread.learning.kinds import became, state
from goldenthread.learning.models import Recommendation, open_actions
from goldenthread.meetings.models import Meeting
from goldenthread.plans.kinds import GRAVE, score
from goldenthread.plans.models import BoardRisk
from goldenthread.reviews.kinds import stage
from goldenthread.reviews.models import Review
from goldenthread.workspace import todo
from goldenthread.workspace.shell import roles_in_words

SHOWN = 5


@signed_in
def front(request: HttpRequest) -> HttpResponse:
    """To the one Board somebody works for, or a choice of theirs."""
    boards = list(Board.objects.filter(pk__in=of_request(request).boards()))
    if len(boards) == 1:
        return HttpResponseRedirect(reverse("workspace:home", kwargs={"board": boards[0].slug}))
    return render(request, "workspace/boards.html", {"boards": boards})


@needs(None, get=Act.READ)
def of_a_board(request: Any) -> HttpResponse:
    standing, board, today = request.standing, request.board, clock.today()
    is_chair = Role.CHAIR in standing.roles_on(board.pk)
    found = things(Asked(request.user.pk, standing, board, today))
    parts = {
        "late": late(request),
        "worrying": worrying(request),
        "changed": changed(request),
        "reviews": named_on(request),
        "coming": coming_up(request),
    }
    context = {
        "kicker": f"{_who(request)}, {said(today)}",
        "things": [(thing, _when(thing.due_on, today)) for thing in found[: todo.MOST]],
        "more": max(0, len(found) - todo.MOST),
        "heading": _heading(parts) if is_chair else todo.headline(_subject(request), len(found)),
        "lede": _lede(found, today),
        **parts,
    }
    return render(request, f"workspace/home_{'chair' if is_chair else 'person'}.html", context)


def _who(request: Any) -> str:
    agencies = Agency.objects.filter(pk__in=request.standing.agencies, board=request.board, part_of=None)
    return ", ".join([one.name for one in agencies][:2]) or roles_in_words(request.standing, request.board)


def _subject(request: Any) -> str:
    roles = set(request.standing.roles_on(request.board.pk))
    return "Your agency" if roles & {Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR} else "You"


def _heading(parts: dict[str, Any]) -> str:
    counts = [(parts["late"]["count"], "action", "late"), (len(parts["worrying"]["rows"]), "risk", "worrying")]
    words = [f"{in_words(n)} {one}{' is' if n == 1 else 's are'} {how}" for n, one, how in counts if n]
    text = " and ".join(words)
    return f"{text[:1].upper()}{text[1:]}" if text else "Nothing is late, and nothing is worrying"


def _lede(found: list[Any], today: Any) -> str:
    due = [thing.due_on for thing in found if thing.due_on]
    if not found:
        return "What is asked of you will be listed here. Meanwhile, everything you can open is under Everything."
    if not due:
        return "It has no set day." if len(found) == 1 else "None of it has a set day."
    first = min(due)
    return f"The first was due on {said(first)}." if first < today else f"The first is due on {said(first)}."


def _when(due: Any, today: Any) -> str:
    if due is None:
        return ""
    days = (today - due).days
    if days > 0:
        return f"Was due on {said(due)}, {days} {'day' if days == 1 else 'days'} ago"
    return f"Due on {said(due)}"


def late(request: Any) -> dict[str, Any]:
    """Actions past their day, the longest first, as far as the person may see them."""
    past = open_actions(board=request.board, due_on__lt=clock.today())
    seen = visible_to(request.standing, Act.READ, past).select_related("agency").order_by("due_on")
    rows = [
        (one.text, _to(request, "actions", one), state(one), one.agency.name if one.agency else one.owner)
        for one in seen[:SHOWN]
    ]
    return {"rows": rows, "count": seen.count()}


def worrying(request: Any) -> dict[str, Any]:
    """Grave risks."""
    open_ = BoardRisk.objects.filter(board=request.board, status=BoardRisk.Status.OPEN)
    seen = visible_to(request.standing, Act.READ, open_)
    grave = sorted((one for one in seen if one.score >= GRAVE), key=lambda one: -one.score)
    rows = [(one.title, _to(request, "risks", one), score(one), one.mitigation) for one in grave[:SHOWN]]
    return {"rows": rows, "count": len(seen)}


def changed(request: Any) -> dict[str, Any]:
    """Recommendations that were carried out and made a difference somebody wrote down."""
    told = Recommendation.objects.filter(source__board=request.board, status="implemented")
    seen = visible_to(request.standing, Act.READ, told).select_related("source")
    helped = [one for one in seen if one.difference]
    rows = [(one.text, _to(request, "recommendations", one), became(one), one.difference) for one in helped[:SHOWN]]
    return {"rows": rows, "done": len(seen), "helped": len(helped)}


def named_on(request: Any) -> list[Any]:
    """Reviews this person is named on."""
    own = Review.objects.filter(board=request.board, pk__in=request.standing.cases)
    return [
        (one.pseudonym, _to(request, "reviews", one), stage(one)) for one in visible_to(request.standing, Act.READ, own)
    ]


def coming_up(request: Any) -> list[Any]:
    """The next meetings."""
    ahead = Meeting.objects.filter(group__board=request.board, held_on__gte=clock.today()).order_by("held_on")
    seen = visible_to(request.standing, Act.READ, ahead).select_related("group").prefetch_related("group__names")
    return [(one.held_on, one.group.name_on(one.held_on), _to(request, "meetings", one)) for one in seen[:3]]


def _to(request: Any, view: str, record: Any) -> str:
    return reverse(f"workspace:{view}-record", kwargs={"board": request.board.slug, "pk": record.pk})
