"""The door of every page of a case: who may come in, why they do, and that they were there.

All case material is below `cases/<case>/`. Whoever may not know of the case is answered as if it were not there. Where the table
asks for a purpose, it is said once for each case and sign-in; each reading is in the trail with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from goldenthread.accounts import kept
from goldenthread.cases import guards, openings
from goldenthread.cases.models import Case, Opening
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act, Role, Scope
from goldenthread.core.access.asking import needs_of
from goldenthread.core.access.matrix import Guarded, grants, objects
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.access.rule import READS
from goldenthread.core.access.standing import Standing
from goldenthread.core.errors import NotFound, NotPermitted, Refused
from goldenthread.trail import operations as trail
from goldenthread.workspace.cases import places

View = Callable[..., HttpResponseBase]
IN_A_CASE = "goldenthread_in_a_case"
SORTS = "goldenthread_sorts_of_case"
KEPT = "purposes"
NO_SUCH_PAGE = "There is no such page, or it is not open to you."
ONLY_TO_READ = "You opened this case in an emergency, so that you can read it, and nothing else. Nothing was changed."


def needs_case(
    name: str,
    *,
    get: Act | None = None,
    post: Act | None = None,
    sorts: Collection[str] = (),
    of_asked: bool = False,
) -> Callable[[View], View]:
    """Mark a page of a case: a row of the table, and what is asked to open it and to send to it.

    `sorts` are the sorts of case that have such a page, where not all have it: in the others there is none. To the leads of an
    agency that was only asked something, a page opens where its row gives them what is their own agency’s, or `of_asked`.
    Sets `request.case`, `request.board`, `request.standing` and `request.purpose` (None where the row asks for none).
    """

    acts = {"GET": get, "HEAD": get, "POST": post}

    def decorate(view: View) -> View:
        @wraps(view)
        def inside(request: Any, case: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
            here = Case.objects.filter(board=request.board, pk=case).select_related("board")
            found = visible_to(request.standing, Act.READ, here).first()
            request.is_only_asked = found is None
            if found is None and (of_asked or gives_own(request.standing, name, request.board.pk)):
                found = here.filter(pk__in=guards.asked_today(request.standing)).first()
            if found is None or (sorts and found.sort not in sorts):
                raise NotFound(NO_SUCH_PAGE)
            request.case = found
            request.is_in_emergency = found.pk in request.standing.emergencies
            request.opening = opening_of(request, found)
            if request.is_in_emergency and acts[str(request.method)] not in READS:
                raise NotPermitted(ONLY_TO_READ)
            row = objects()[name]
            request.purpose = purpose_of(request, found)
            if row.asks_purpose:
                if request.purpose is None:
                    return ask(request, row)
                if row.purposes and request.purpose not in row.purposes:
                    return ask(request, row, other=True)
                if request.method in {"GET", "HEAD"}:
                    note(request, **kwargs)
            return view(request, *args, **kwargs)

        marked = needs(name, get=get, post=post)(inside)
        setattr(marked, IN_A_CASE, True)
        setattr(marked, SORTS, tuple(sorts))
        return marked

    return decorate


def gives_own(standing: Standing, row: str, board_id: UUID) -> bool:
    """Whether a row of the table gives somebody what is their own agency’s, or was asked of it."""
    if objects()[row].level == "sealed":
        return False
    given = [grant.scope for role in standing.roles_on(board_id) for grant in grants(row, role)]
    return Scope.OWN in given or Scope.ITEM in given


def opening_of(request: Any, case: Case) -> Opening | None:
    """The opening by which this person reads the case now, if they do so by one."""
    if case.pk not in request.standing.emergencies and Role.INFORMATION_GOVERNANCE not in request.standing.roles_on(
        case.board_id
    ):
        return None
    return openings.live(request.user.pk).filter(case=case).first()


def purpose_of(request: Any, case: Case) -> Purpose | None:
    """Why this person said, since they signed in, that they open this case."""
    said = request.session.get(KEPT, {}).get(str(case.pk))
    return Purpose(said) if said in set(Purpose) else None


def say(request: Any, case: Case, purpose: str) -> Purpose:
    """Keep why somebody opens a case, until they sign out.

    Raises:
        Refused: it is not one of the purposes.
    """
    if purpose not in set(Purpose):
        raise Refused("Choose why you open this case.")
    request.session[KEPT] = {**request.session.get(KEPT, {}), str(case.pk): str(purpose)}
    trail.record("open a case", case, by=actor_of(request), after={"purpose": purpose})
    return Purpose(purpose)


def ask(request: HttpRequest, row: Guarded, *, other: bool = False) -> HttpResponse:
    """The page that asks why, instead of the one that was wanted."""
    listed = [one for one in Purpose if not row.purposes or one in row.purposes]
    context = {"row": row, "purposes": listed, "other": other, "then": _then(request), "now": ""}
    return render(request, "workspace/cases/purpose.html", context)


def _then(request: Any) -> str:
    """Where to go on to: the page that was wanted. What was sent to it is kept, and put back into its form."""
    wanted = needs_of(request.resolver_match.func) if request.resolver_match else None
    if request.method == "POST":
        if wanted is None or wanted.act("GET") is None:
            return places.address(request.case, "case-front")
        kept.keep(request)
    return str(request.get_full_path())


def note(request: Any, **named: Any) -> None:
    """Put into the trail that this page of a case was read, by whom and why. Where it cannot be written, nothing is shown."""
    match = request.resolver_match
    told = {"page": match.url_name if match else "", "purpose": str(request.purpose), "day": clock.today().isoformat()}
    told |= {name: str(value) for name, value in named.items() if isinstance(value, UUID)}
    if request.is_in_emergency:
        told["in"] = "an emergency"
    trail.record("read in a case", request.case, by=actor_of(request), after=told)
