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
from goldenthread.core.homes import Part, told
from goldenthread.core.late import days_late, in_days
from goldenthread.core.marks import signed_in
from goldenthread.core.todo import Asked, things
from goldenthread.figures.wording import in_words
from goldenthread.reviews.kinds import stage
from goldenthread.reviews.models import Review
from goldenthread.workspace import todo
from goldenthread.workspace.home_coming import AHEAD
from goldenthread.workspace.shell import roles_in_words

PARTS: dict[str, tuple[Part, ...]] = {
    "chair": ("late", "worrying", "challenged", "changed"),
    "unit": ("late", "worrying"),
    "agency": ("worrying", "changed"),
    "person": ("late", "worrying", "changed"),
}
"""What each sort of page tells beside what there is to do. What is late of an agency stands among what it has to do."""
PAGES = {"agency": "person"}
"""Whose page another sort reads."""
SOON = {"chair": 5, "unit": 20, "agency": 5, "person": 5}
"""How many lines of what comes next."""


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
    sort = _sort(standing.roles_on(board.pk))
    asked = Asked(request.user.pk, standing, board, today)
    found = things(asked)
    parts: dict[str, Any] = {part: told(part, asked) for part in PARTS[sort]}
    until = today + AHEAD if sort == "unit" else None
    parts |= {"reviews": named_on(request), "coming": told("coming", asked, SOON[sort], until)}
    context = {
        "kicker": f"{_who(request)}, {said(today)}",
        "things": [(thing, _when(thing.due_on, today)) for thing in found[: todo.MOST]],
        "rest": _rest(found[todo.MOST :]),
        "count": len(found),
        "heading": _heading(parts) if sort == "chair" else todo.headline(_subject(request), len(found)),
        "lede": _chairs_lede(parts) if sort == "chair" else _lede(found, today),
        **parts,
    }
    return render(request, f"workspace/home_{PAGES.get(sort, sort)}.html", context)


@needs(None, get=Act.READ)
def everything_to_do(request: Any) -> HttpResponse:
    """All that one person has to do: what is late, what has a day, and what has none."""
    today = clock.today()
    found = things(Asked(request.user.pk, request.standing, request.board, today))
    sorts = (
        ("Late", [one for one in found if days_late(one.due_on, today)]),
        ("With a day to come", [one for one in found if one.due_on and one.due_on >= today]),
        ("With no set day", [one for one in found if one.due_on is None]),
    )
    groups = [(words, [(one, _when(one.due_on, today)) for one in some]) for words, some in sorts if some]
    counts = ", ".join(f"{len(some)} {words[:1].lower()}{words[1:]}" for words, some in sorts if some)
    context = {"groups": groups, "count": len(found), "lede": f"{counts[:1].upper()}{counts[1:]}." if counts else ""}
    return render(request, "workspace/to_do.html", context)


def _rest(found: list[Any]) -> str:
    """What the things to do that are not shown are: "9 more: 3 with a day, 6 with no set day"; "" where there are none."""
    if not found:
        return ""
    dated = sum(one.due_on is not None for one in found)
    bare = len(found) - dated
    if dated and bare:
        return f"{len(found)} more: {dated} with a day, {bare} with no set day."
    how = "with a day" if dated else "with no set day"
    return f"{len(found)} more, {how}." if len(found) == 1 else f"{len(found)} more, each {how}."


def _sort(roles: tuple[Role, ...]) -> str:
    """Which page: the chair's, the business unit's, an agency's, or everybody else's."""
    if Role.CHAIR in roles:
        return "chair"
    if {Role.BOARD_MANAGER, Role.BOARD_OFFICER} & set(roles):
        return "unit"
    return "agency" if {Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR} & set(roles) else "person"


def _who(request: Any) -> str:
    agencies = Agency.objects.filter(pk__in=request.standing.agencies, board=request.board, part_of=None)
    return ", ".join([one.name for one in agencies][:2]) or roles_in_words(request.standing, request.board)


def _subject(request: Any) -> str:
    roles = set(request.standing.roles_on(request.board.pk))
    return "Your agency" if roles & {Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR} else "You"


def _heading(parts: dict[str, Any]) -> str:
    """ "Two things are late, two risks are worrying and one challenge is open"."""
    late, worrying, open_ = parts["late"].count, parts["worrying"].count, _open_challenges(parts)
    counts = [(late, "thing", "late"), (worrying, "risk", "worrying"), (open_, "challenge", "open")]
    words = [f"{in_words(n)} {one}{' is' if n == 1 else 's are'} {how}" for n, one, how in counts if n]
    text = ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1] if words else ""
    return f"{text[:1].upper()}{text[1:]}" if text else "Nothing is late, and nothing is worrying"


def _open_challenges(parts: dict[str, Any]) -> int:
    """Of the challenges shown, those that wait for an answer; one whose day has passed is told among what is late."""
    return sum(line.state is not None and line.state.shape == "ring" for line in parts["challenged"].lines)


def _chairs_lede(parts: dict[str, Any]) -> str:
    """The one thing to do this week, where something is late."""
    first = next(iter(parts["late"].lines), None)
    if first is None or first.state is None:
        return ""
    return f"If you do one thing this week: ask about “{first.words.rstrip('.')}”. It is {first.state.words}."


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
    if days := days_late(due, today):
        return f"Was due on {said(due)}, {in_days(days)} ago"
    return f"Due on {said(due)}"


def named_on(request: Any) -> list[Any]:
    """Reviews this person is named on."""
    own = Review.objects.filter(board=request.board, pk__in=request.standing.cases)
    return [
        (one.pseudonym, _to(request, "reviews", one), stage(one)) for one in visible_to(request.standing, Act.READ, own)
    ]


def _to(request: Any, view: str, record: Any) -> str:
    return reverse(f"workspace:{view}-record", kwargs={"board": request.board.slug, "pk": record.pk})
