"""What stands beside each other in a case: the pages a sort of case has, as far as this person may open them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from goldenthread.cases.models import Case
from goldenthread.core.access import Standing, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.shapes import Status
from goldenthread.workspace.navigation import Link


@dataclass(frozen=True)
class CasePlace:
    """A page of a case: its words, its view, the row of the table that opens it, and where it stands among the others.

    Where a case has many pages, those that are opened `often` stand by themselves, and the others behind “more pages”.
    `asked` says what, of a model that is kept by case and agency, an agency is asked there: one that was only asked something
    finds the pages where there is any.
    """

    words: str
    view: str
    row: str
    act: Act = Act.READ
    order: int = 50
    asked: type[Model] | None = None
    often: bool = False


@dataclass(frozen=True)
class Head:
    """The record that the work of a sort of case is kept in, and how it says where it stands."""

    model: type[Model]
    stands: Callable[[Any], Status]


MOST_BESIDE = 7
"""So many pages stand beside each other; of more, only those that are opened often, and the one that is open."""
_places: dict[str, dict[str, CasePlace]] = {}
_fronts: dict[str, str] = {}
_lists: dict[str, str] = {}
_heads: dict[str, Head] = {}


def declare(sort: str, *places: CasePlace) -> None:
    """Say which pages a sort of case has; a room calls it where it declares its addresses."""
    _places.setdefault(str(sort), {}).update({one.view: one for one in places})


def declare_front(sort: str, view: str, *, listed: str = "cases-mine") -> None:
    """Say which page a sort of case begins with, and in which list of the navigation it is found."""
    _fronts[str(sort)], _lists[str(sort)] = view, listed


def declare_head(sort: str, model: type[Model], stands: Callable[[Any], Status]) -> None:
    """Say which record a sort of case is kept in, and where that says it stands."""
    _heads[str(sort)] = Head(model, stands)


def standing_of(cases: Iterable[Case], standing: Standing) -> dict[UUID, Status]:
    """Where each case stands, as far as this person may read the record it is kept in: one query for a sort."""
    by_sort: dict[str, list[UUID]] = {}
    for case in cases:
        by_sort.setdefault(case.sort, []).append(case.pk)
    found: dict[UUID, Status] = {}
    for sort, keys in by_sort.items():
        if head := _heads.get(sort):
            here = visible_to(standing, Act.READ, head.model._default_manager.filter(pk__in=keys))
            found |= {one.pk: head.stands(one) for one in here}
    return found


def front_of(case: Case) -> str:
    """The view a case begins with: its room's, or who is named on it."""
    return _fronts.get(case.sort, "case-named")


def list_of(case: Case) -> str:
    """The list of the navigation in which a case is found: its pages are in the same room."""
    return _lists.get(case.sort, "cases-mine")


def address(case: Case, view: str) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": case.board.slug, "case": case.pk})


def of_sort(sort: str) -> list[CasePlace]:
    """Every page that a sort of case has, in order."""
    return sorted(_places.get(str(sort), {}).values(), key=lambda one: one.order)


def beside(request: Any, here: str) -> list[Link]:
    """The pages of the case this person may open; `here` names the view, or begins its name. Those behind “more” come last."""
    case: Case = request.case
    open_ = [one for one in of_sort(case.sort) if request.standing.may(one.row, one.act, case.board_id)]
    if request.is_only_asked:
        open_ = [one for one in open_ if _is_asked(request, one)]
    stems = sorted((one.view for one in open_), key=len, reverse=True)
    stem = next((one for one in stems if here == one or here.startswith(f"{one}-")), here)
    is_long = len(open_) > MOST_BESIDE
    links = [
        Link(one.words, address(case, one.view), one.view == stem, is_long and not one.often and one.view != stem)
        for one in open_
    ]
    return sorted(links, key=lambda one: one.is_more)


def _is_asked(request: Any, one: CasePlace) -> bool:
    if one.asked is None:
        return False
    there = one.asked._default_manager.filter(case=request.case, agency__in=request.standing.agencies)
    return visible_to(request.standing, Act.READ, there).exists()
