"""The log of a case: who opened it, read it and changed what in it, and for which purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from goldenthread.boards.standing import AgencyMembership
from goldenthread.cases.models import Case, Confidential, Opening
from goldenthread.core.access import Scope, Standing
from goldenthread.core.access.acts import Act
from goldenthread.core.access.matrix import grants
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.access.standing import effective
from goldenthread.core.errors import Refused
from goldenthread.core.kinds import kinds
from goldenthread.trail import queries as trails
from goldenthread.trail import words
from goldenthread.trail.models import Entry
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case

PER_PAGE = 50
READ, OPENED = "read in a case", "open a case"
DEEDS = {"read": "Read a page", "opened": "Said why, or opened it", "changed": "Changed something"}


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    at: datetime
    who: str
    did: str
    why: str
    emergency: bool


def heads() -> list[str]:
    """The kinds of record a case is kept in, as the trail names them, and the case itself."""
    found: list[type[Any]] = [Case]
    waiting: list[type[Any]] = list(Confidential.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found += [] if one._meta.abstract else [one]
    return [one._meta.label_lower for one in found]


def reads_whole(standing: Standing, case: Case) -> bool:
    """Whether the table lets them read all of a case's log, rather than what their own agency's people did."""
    near = {
        Scope.ALL: True,
        Scope.CASE: case.pk in standing.cases,
        Scope.ITEM: case.pk in standing.items,
    }
    held = (one for role in standing.roles_on(case.board_id) for one in grants("case_trail", role))
    return any(near.get(one.scope, False) and Act.READ in effective(one.acts) for one in held)


def entries_of(case: Case, standing: Standing) -> QuerySet[Entry]:
    """The entries of a case that somebody may read."""
    found = trails.of_case(case.pk, heads()).filter(chain=case.board_id)
    if reads_whole(standing, case):
        return found
    theirs = AgencyMembership.objects.filter(agency__in=standing.agencies).values("user_id")
    return found.filter(by_user_id__in=theirs)


def page_words(view: str, case: Case) -> str:
    """What a page of a case is called, from the name of its view."""
    named = {kind.slug: kind.title for kind in kinds().values() if kind.in_cases}
    named |= {one.view: one.words for one in places.of_sort(case.sort)}
    stem = next((one for one in sorted(named, key=len, reverse=True) if view == one or view.startswith(f"{one}-")), "")
    rest = view.removeprefix(stem).strip("-").replace("-", " ")
    called = named.get(stem, "")
    if not called:
        return view.replace("-", " ")
    return called if rest in {"", "record"} else f"{called}: {rest}"


def line(entry: Entry, case: Case) -> Line:
    purpose = str(entry.after.get("purpose", ""))
    why = Purpose(purpose).words if purpose in set(Purpose) else entry.why
    if entry.verb == READ:
        did = f"read “{page_words(str(entry.after.get('page', '')), case)}”"
    elif entry.verb == OPENED:
        did = "said why they open it"
    elif entry.verb.startswith(OPENED):
        did = f"opened it {entry.verb.removeprefix(OPENED).strip()}"
    else:
        what = trails.kind_of(entry)
        did = words.did(entry.verb, {}, words.one_of(what))
        is_plain = what in did or entry.subject_kind in {"cases.twopersonact", "cases.case"}
        did = did if is_plain else f"{did} ({what})"
    second = f", with {entry.second_name}" if entry.second_name else ""
    return Line(entry.at, entry.by_name, f"{did}{second}", why, "in" in entry.after)


def read_by(opening: Opening) -> list[Line]:
    """The pages somebody read of a case while they had it open."""
    found = trails.of_case(opening.case_id, heads()).filter(chain=opening.case.board_id, verb=READ)
    theirs = found.filter(by_user_id=opening.user_id, at__gte=opening.opened_at, at__lte=opening.ends_at)
    return [line(one, opening.case) for one in theirs[:500]]


def _narrowed(found: QuerySet[Entry], asked: QueryDict) -> QuerySet[Entry]:
    """The log, for what was asked of it.

    Raises:
        Refused: it cannot be asked for that.
    """
    deed, purpose, who = asked.get("deed", ""), asked.get("purpose", ""), asked.get("who", "").strip()[:100]
    unknown = set(asked) - {"deed", "purpose", "who", "page"}
    if unknown or (deed and deed not in DEEDS) or (purpose and purpose not in set(Purpose)):
        raise Refused("The log cannot be asked for that. Use the boxes above it.")
    match deed:
        case "read":
            found = found.filter(verb=READ)
        case "opened":
            found = found.filter(verb__startswith=OPENED)
        case "changed":
            found = found.exclude(Q(verb=READ) | Q(verb__startswith=OPENED))
    if purpose:
        found = found.filter(after__purpose=purpose)
    return found.filter(by_name__icontains=who) if who else found


@needs_case("case_trail", get=Act.READ)
def page(request: Any) -> HttpResponse:
    """The log, newest first, narrowed to a person, a deed or a purpose."""
    case = request.case
    found = _narrowed(entries_of(case, request.standing), request.GET)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page", 1))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "lines": [line(one, case) for one in shown],
        "page": shown,
        "asked": asked,
        "query": asked.urlencode(),
        "deeds": DEEDS.items(),
        "purposes": [(one.value, one.words) for one in Purpose],
        "is_whole": reads_whole(request.standing, case),
        "is_narrowed": any(value.strip() for value in asked.values()),
        "siblings": places.beside(request, "case-log"),
    }
    return render(request, "workspace/cases/log.html", context)
