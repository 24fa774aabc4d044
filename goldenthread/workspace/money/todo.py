"""What money asks people to do."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Pounds
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.money import queries

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


@tells
def contributions_not_received(asked: Asked) -> Iterable[Thing]:
    """Contributions past their day that have not come in, or not all."""
    if not asked.standing.may("money", Act.EDIT, asked.board_id):
        return
    late = visible_to(asked.standing, Act.EDIT, queries.not_received(asked.board, asked.today))
    for one in late[:EVERY]:
        address = reverse("workspace:contributions-record", kwargs={"board": asked.board.slug, "pk": one.pk})
        why = f"{Pounds(one.outstanding)} of {Pounds(one.pence)} for {one.period} has not come in."
        yield Thing(f"Ask {one.agency} for its contribution", why, address, "Look at it", one.due_on)


@tells
def overspend(asked: Asked) -> Iterable[Thing]:
    """A year that is forecast to cost more than members agreed to pay: told to those who lead the Board."""
    leads = {Role.CHAIR, Role.BOARD_MANAGER} & set(asked.standing.roles_on(asked.board_id))
    if not leads or not asked.standing.may("money", Act.READ, asked.board_id):
        return
    found = queries.year(asked.board, Period.containing(asked.today), asked.today)
    if not found.lines or not found.agreed or found.over <= 0:
        return
    address = reverse("workspace:money", kwargs={"board": asked.board.slug})
    worst = max(found.lines, key=lambda one: one.variance(found.elapsed))
    why = f"The largest part is {worst.name}, with {Pounds(max(0, worst.variance(found.elapsed)))} beyond its budget."
    what = f"{found.period} is forecast to cost {Pounds(found.over)} too much"
    yield Thing(what, why, address, "Look at the money", in_mail=what)
