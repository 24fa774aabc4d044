"""What every other room knows of a theme: any kind of record that carries one is told here, unless its room tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from goldenthread.boards.themes import Theme
from goldenthread.core import thematic
from goldenthread.core.access import Act, visible_to
from goldenthread.core.kinds import Kind, kinds
from goldenthread.core.shapes import Status
from goldenthread.core.thematic import Mention, Wanted
from goldenthread.learning.telling import year_of
from goldenthread.workspace.records import at

DAYS = ("held_on", "raised_on", "opens_on", "due_on", "from_on", "review_on", "decided_on")
"""Where a record's year is found, if it has no period of its own; the first that is there."""
DONE = {"asks", "decisions", "course-themes"}
"""Kinds that are something asked or done about a theme, and not only a place where it comes up."""


def carriers() -> list[tuple[Kind, str]]:
    """The kinds of record that carry themes, with the field; those that a room tells of itself are left out."""
    return [
        (kind, field.name)
        for kind in kinds().values()
        if kind.model not in thematic.told() and kind.model is not Theme
        for field in [*kind.model._meta.fields, *kind.model._meta.many_to_many]
        if field.related_model is Theme
    ]


@thematic.tells()
def of_other_rooms(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    for kind, field in carriers():
        for one in _records(wanted, kind, field):
            mention = _mention(wanted, kind, one)
            for theme in _themes(one, field):
                if wanted.only is None or theme == wanted.only.pk:
                    yield theme, mention


def _records(wanted: Wanted, kind: Kind, field: str) -> list[Model]:
    here = kind.model._default_manager.filter(**{kind.guard.board: wanted.board.pk, f"{field}__isnull": False})
    if wanted.only is not None:
        here = here.filter(**{field: wanted.only})
    many = [field] if kind.model._meta.get_field(field).many_to_many else []
    seen = visible_to(wanted.standing, Act.READ, here).distinct().select_related(*kind.with_them)
    return list(seen.prefetch_related(*kind.before, *many))


def _themes(one: Any, field: str) -> Iterator[Any]:
    if type(one)._meta.get_field(field).many_to_many:
        yield from (theme.pk for theme in getattr(one, field).all())
    else:
        yield getattr(one, f"{field}_id")


def _mention(wanted: Wanted, kind: Kind, one: Any) -> Mention:
    shown = [column.show(one) for column in kind.columns]
    state = next((str(value) for value in shown if isinstance(value, Status)), "")
    address = at(kind, "record", wanted.board.slug, pk=one.pk)
    words = f"{kind.one[:1].upper()}{kind.one[1:]}"
    return Mention(words, str(shown[0]), address, _year(one), state, part="done" if kind.slug in DONE else "elsewhere")


def _year(one: Any) -> str:
    period = getattr(one, "period", "")
    if period:
        return str(period)
    days = [day for name in DAYS if isinstance(day := getattr(one, name, None), date | datetime)]
    return year_of(days[0]) if days else ""
