"""How the groups are built on a day: a tree, the same in words, and each group's terms of reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from goldenthread.boards.models import Group
from goldenthread.core import clock
from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.meetings import queries
from goldenthread.meetings.models import TermsOfReference
from goldenthread.meetings.structure import parents_on
from goldenthread.workspace.meetings.finding import at, page


class DayForm(Plain):
    on = DayField(label="As it was on", required=False)


@dataclass
class Standing:
    """A group in the tree, with what is said of it."""

    group: Group
    name: str
    former: list[str]
    terms: TermsOfReference | None
    terms_address: str
    under: list[Standing] = field(default_factory=list)
    to: str = ""


@needs("governance", get=Act.READ)
def tree(request: Any) -> HttpResponse:
    form = DayForm(request.GET or None)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or clock.today()
    found = _groups(request, day)
    parents = parents_on(request.board, day)
    roots: list[Standing] = []
    for key, one in found.items():
        parent = parents.get(key)
        above = found.get(parent) if parent else None
        one.to = above.name if above else ""
        (above.under if above else roots).append(one)
    context: dict[str, Any] = {
        "roots": roots,
        "every": list(found.values()),
        "day": day,
        "form": form,
        "is_today": day == clock.today(),
    }
    return page(request, "structure", "structure", **context)


def _groups(request: Any, day: date) -> dict[UUID, Standing]:
    terms = queries.terms_in_force(request.board, day)
    found = {}
    for one in request.board.groups.prefetch_related("names"):
        its = terms.get(one.pk)
        address = at(request, "terms-record", pk=its.pk) if its else ""
        former = [each.name for each in one.former_names(day)]
        found[one.pk] = Standing(one, one.name_on(day), former, its, address)
    return found
