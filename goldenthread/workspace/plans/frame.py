"""What hangs on a part of the Board's frame: the pages of a golden thread and of a principle.

Whatever kind of record names it is listed, as far as whoever asks may see it; what names no golden thread or principle of its
own (asks, risks, audits, training) is reached by the themes that the named records carry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpResponse

from goldenthread.boards.themes import Theme
from goldenthread.core.access import needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import Kind, kinds, named
from goldenthread.core.shapes import Status
from goldenthread.figures.wording import in_words
from goldenthread.plans.models import Principle, PrincipleAccount
from goldenthread.workspace import records
from goldenthread.workspace.learning import seen

MOST = 30
"""More than so many records of a kind are a list, and not a part of a page."""
BESIDE: dict[type[Model], tuple[tuple[str, str], ...]] = {Principle: (("recommendations", "answers__principle"),)}
"""Kinds that are tied to it by way of another: a recommendation by the finding it answers."""


@dataclass(frozen=True)
class Hanging:
    """The records of one kind that hang on it: (what it says, its page, how it stands); how many; how many there are in all."""

    kind: Kind
    lines: list[tuple[str, str, Status | None]]
    count: int
    in_all: int

    @property
    def coverage(self) -> str:
        """ "Two of nine deliverables"."""
        many = self.kind.one if self.in_all == 1 else self.kind.many
        return f"{in_words(self.count).capitalize()} of {in_words(self.in_all)} {many}."


@needs("plans", get=Act.READ)
def golden_thread(request: Any, pk: UUID) -> HttpResponse:
    """A golden thread, and what hangs on it."""
    return _page(request, "golden-threads", pk)


@needs("plans", get=Act.READ)
def principle(request: Any, pk: UUID) -> HttpResponse:
    """A principle, and what hangs on it."""
    return _page(request, "principles", pk)


def _page(request: Any, slug: str, pk: UUID) -> HttpResponse:
    kind = named(slug)
    found = records.one_of(request, kind, pk)
    hanging = [
        one for other, path in carriers(kind.model) if (one := _hanging(request, other, path, found)) is not None
    ]
    themes = _themes(request, kind.model, found)
    context = {"hanging": hanging, "says": _says(kind, hanging), "themes": themes}
    return records.show(request, kind, found, template="plans/frame", **context)


def carriers(model: type[Model]) -> Iterator[tuple[Kind, str]]:
    """The kinds of record that name one of these, with the path to it."""
    for kind in kinds().values():
        if kind.model is PrincipleAccount:  # shown with its words as a part of the page
            continue
        for field in [*kind.model._meta.fields, *kind.model._meta.many_to_many]:
            if field.related_model is model:
                yield kind, field.name
    for slug, path in BESIDE.get(model, ()):
        yield named(slug), path


def _hanging(request: Any, kind: Kind, path: str, owner: Model) -> Hanging | None:
    """What of one kind hangs on it; None where this person may not read that kind, or the Board has none."""
    if not request.standing.may(kind.row, Act.READ, request.board.pk):
        return None
    every = _seen(request, kind)
    in_all = every.count()
    if not in_all:
        return None
    tied = every.filter(pk__in=kind.model._default_manager.filter(**{path: owner.pk}).values("pk"))
    rows = list(tied.select_related(*kind.with_them).prefetch_related(*kind.before)[:MOST])
    return Hanging(kind, [_line(request, kind, one) for one in rows], tied.count(), in_all)


def _seen(request: Any, kind: Kind) -> QuerySet[Any]:
    of_board = kind.model._default_manager.filter(**{kind.guard.board: request.board.pk})
    return visible_to(request.standing, Act.READ, of_board)


def _line(request: Any, kind: Kind, one: Any) -> tuple[str, str, Status | None]:
    shown = [column.show(one) for column in kind.columns]
    state = next((value for value in shown if isinstance(value, Status)), None)
    return str(shown[0]), records.at(kind, "record", request.board.slug, pk=one.pk), state


def _says(kind: Kind, hanging: list[Hanging]) -> str:
    """How much hangs on it, in a sentence."""
    count = sum(one.count for one in hanging)
    if not count:
        return f"Nothing hangs on this {kind.one} yet. It is ticked where a deliverable or another record is added."
    things = "One record hangs" if count == 1 else f"{in_words(count).capitalize()} records hang"
    return f"{things} on this {kind.one}."


def _themes(request: Any, model: type[Model], owner: Model) -> list[Theme]:
    """The themes that what hangs on it carries: by these the asks, risks, audits and training about it are found."""
    found: set[UUID] = set()
    for kind, path in carriers(model):
        names = {field.name: field for field in kind.model._meta.many_to_many}
        if "themes" not in names or names["themes"].related_model is not Theme:
            continue
        if request.standing.may(kind.row, Act.READ, request.board.pk):
            tied = _seen(request, kind).filter(**{path: owner.pk}, themes__isnull=False)
            found.update(tied.values_list("themes", flat=True))
    return list(seen.seen(request, Theme.objects.filter(pk__in=found)))
