"""Finding words in everything somebody may see: a few questions count, and one more fetches each kind that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet, Value
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from goldenthread.boards.models import Board
from goldenthread.core import kinds, shapes
from goldenthread.core.access import matrix
from goldenthread.core.access.acts import Act
from goldenthread.core.access.guards import guard_of
from goldenthread.core.access.rule import visible_to
from goldenthread.core.access.standing import Standing
from goldenthread.core.days import said
from goldenthread.core.searching import (
    Searched,
    Term,
    best_first,
    is_open,
    leads_to_many,
    matching,
    narrow,
    rank,
    rest,
    searched_beside_kinds,
)
from goldenthread.core.searching import terms as terms_of
from goldenthread.workspace.records import at
from goldenthread.workspace.search.marking import marked, piece

SHOWN = 5
"""How many of a kind are shown; the rest are a link away."""
MOST_GROUPS = 8
"""How many kinds are shown with what was found; more are told with their number and a link."""
TOGETHER = 40
"""So many kinds are counted in one question."""
LOOKED_AT = 40
"""Of so many of a kind, best titles first, the best are picked by all they hold."""


@dataclass(frozen=True)
class Asking:
    """Who searches, where, and for what."""

    standing: Standing
    board: Board
    q: str
    terms: list[Term]

    @property
    def board_id(self) -> UUID:
        key: UUID = self.board.pk
        return key


def asking(standing: Standing, board: Board, q: str) -> Asking:
    return Asking(standing, board, q, terms_of(q, board.pk))


@dataclass(frozen=True)
class Hit:
    """One thing that was found: what it is called, where it is, and what it says around the words."""

    rank: int
    title: SafeString | str
    address: str
    says: SafeString | str = ""


@dataclass(frozen=True)
class Group:
    """What was found of a kind: how many in all, and the best of them."""

    one: str
    many: str
    count: int
    all_address: str
    hits: list[Hit] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return f"{self.many[:1].upper()}{self.many[1:]}"

    @property
    def counted(self) -> str:
        return f"{self.count} {self.one if self.count == 1 else self.many}"

    @property
    def best(self) -> int:
        return min((hit.rank for hit in self.hits), default=99)

    @property
    def left_out(self) -> int:
        return self.count - len(self.hits)


@dataclass(frozen=True)
class Found:
    groups: list[Group]
    others: list[Group]

    @property
    def count(self) -> int:
        return sum(group.count for group in [*self.groups, *self.others])


Finder = Callable[[Asking], Group | None]
_finders: list[Finder] = []


def finds(finder: Finder) -> Finder:
    """Register who finds what is no record: pages, figures."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def find(asked: Asking) -> Found:
    """Everything that holds the words, best kinds first."""
    if not asked.terms:
        return Found([], [])
    elsewhere = [group for group in (finder(asked) for finder in _finders) if group is not None]
    counted = _counted(asked)
    shown = [_group(asked, one, count) for one, count in counted[:MOST_GROUPS]]
    others = [_told(asked, one, count) for one, count in counted[MOST_GROUPS:]]
    return Found(sorted([*elsewhere, *shown], key=lambda group: group.best), others)


def everything() -> Iterator[Searched]:
    """All records that can be searched: each kind with something to look in, and what rooms declare beside the kinds.

    Never what is part of a case, nor what is read for a purpose only: a case has lists of its own, behind its own door.
    """
    for kind in kinds.kinds().values():
        if kind.search and not kind.in_cases and not _is_read_for_a_purpose(kind.model):
            yield _of_kind(kind)
    yield from (one for one in searched_beside_kinds() if not _is_read_for_a_purpose(one.model))


def _is_read_for_a_purpose(model: type[Model]) -> bool:
    return matrix.objects()[guard_of(model).name].asks_purpose


def _of_kind(kind: kinds.Kind) -> Searched:
    return Searched(
        model=kind.model,
        slug=kind.slug,
        one=kind.one,
        many=kind.many,
        search=kind.search,
        words=kind.columns[0].show,
        address=lambda one, board: at(kind, "record", board, pk=one.pk),
        all_address=lambda board: at(kind, "list", board),
        with_them=kind.with_them,
        before=kind.before,
        more=kind.columns[1].show if len(kind.columns) > 1 else lambda _: None,
        apart=lambda one: tuple(column.show(one) for column in kind.columns[1:5]),
    )


def _counted(asked: Asking) -> list[tuple[Searched, int]]:
    """What holds the words, with how many: those with a fitting title first. A question for every forty kinds."""
    every = {one.slug: one for one in everything() if _may_read(asked, one)}
    parts = [_count(asked, one) for one in every.values()]
    together = [parts[start : start + TOGETHER] for start in range(0, len(parts), TOGETHER)]
    rows = [row for some in together for row in (some[0].union(*some[1:], all=True) if some[1:] else some[0])]
    order = list(every)
    found = sorted((row for row in rows if row[1]), key=lambda row: (not row[2], order.index(row[0])))
    return [(every[slug], n) for slug, n, _ in found]


def _may_read(asked: Asking, one: Searched) -> bool:
    return asked.standing.may(guard_of(one.model).name, Act.READ, asked.board_id)


def _condition(asked: Asking, one: Searched) -> Q:
    return matching(
        rest(asked.terms, (one.one, one.many)),
        one.search,
        model=one.model,
        standing=asked.standing,
        board_id=asked.board_id,
    )


def _seen(asked: Asking, one: Searched) -> QuerySet[Model]:
    here = one.model._default_manager.filter(**{guard_of(one.model).board: asked.board_id})
    return visible_to(asked.standing, Act.READ, here)


def _count(asked: Asking, one: Searched) -> QuerySet[Any, tuple[str, int, int]]:
    fitting = _seen(asked, one).filter(_condition(asked, one)).order_by()
    each = rest(asked.terms, (one.one, one.many))
    titles = reduce(
        or_,
        [
            matching([term], one.search[:1], model=one.model, standing=asked.standing, board_id=asked.board_id)
            for term in each
        ],
    )
    grouped = fitting.annotate(of=Value(one.slug)).values("of")
    counts = {"n": Count("pk", distinct=True), "titles": Count("pk", distinct=True, filter=titles)}
    rows: QuerySet[Any, tuple[str, int, int]] = grouped.annotate(**counts).values_list("of", "n", "titles")
    return rows


def _group(asked: Asking, one: Searched, count: int) -> Group:
    each = rest(asked.terms, (one.one, one.many))
    found = narrow(_seen(asked, one), _condition(asked, one), one.search)
    found = found.select_related(*one.with_them).prefetch_related(*one.before)
    if not leads_to_many(one.model, one.search[0]):
        found = found.order_by(best_first(each, one.search[0]), *(found.model._meta.ordering or ()), "pk")
    hits = [(_hit(asked, one, each, record), record) for record in found[:LOOKED_AT]]
    best = sorted(hits, key=lambda hit: hit[0].rank)
    told = _told(asked, one, count)
    shown = _told_apart(one, best[: SHOWN if told.all_address else LOOKED_AT])
    return Group(told.one, told.many, count, told.all_address, shown)


def _told_apart(one: Searched, hits: list[tuple[Hit, Model]]) -> list[Hit]:
    """What would read alike says what else stands in its row of the list."""
    alike = Counter((hit.title, hit.says) for hit, _ in hits)
    return [
        replace(hit, says=", ".join(filter(None, map(in_plain_words, one.apart(record)))) or hit.says)
        if alike[hit.title, hit.says] > 1
        else hit
        for hit, record in hits
    ]


def _told(asked: Asking, one: Searched, count: int) -> Group:
    listed = one.all_address(asked.board.slug)
    return Group(one.one, one.many, count, f"{listed}?{urlencode({'q': asked.q})}" if listed else "")


def _hit(asked: Asking, one: Searched, each: list[Term], record: Model) -> Hit:
    title = in_plain_words(one.words(record)) or one.one
    texts = {path: list(_values(record, path)) for path in one.search}
    told = [text for path in one.search if _is_open(asked, one, path) for text in texts[path] if text != title]
    says = next((shown for text in told if (shown := piece(text, each))), in_plain_words(one.more(record)))
    how_well = rank(each, title, [text for every in texts.values() for text in every])
    return Hit(how_well, marked(title, each), one.address(record, asked.board.slug), says)


def _is_open(asked: Asking, one: Searched, path: str) -> bool:
    return is_open(path, model=one.model, standing=asked.standing, board_id=asked.board_id)


def in_plain_words(value: Any) -> str:
    """What a column shows, as text alone."""
    match value:
        case None:
            return ""
        case bool():
            return ""
        case datetime():
            return said(localtime(value).date())
        case date():
            return said(value)
        case shapes.Status():
            return value.words
        case _:
            return str(value)


def _values(record: Model, path: str) -> Iterator[str]:
    """The texts at the end of a path, of what was fetched with the record: nothing is asked for anew."""
    name, _, onward = path.partition("__")
    field = record._meta.get_field(name)
    if field.one_to_many or field.many_to_many:
        for one in getattr(record, "_prefetched_objects_cache", {}).get(name, ()):
            yield from _values(one, onward) if onward else [str(one)]
    elif not onward:
        yield str(getattr(record, name) or "")
    elif field.is_cached(record) and getattr(record, name) is not None:  # type: ignore[union-attr]  # a relation
        yield from _values(getattr(record, name), onward)
