"""A list of records as one person may see it: searched, filtered, sorted, paged. Only what a kind declares can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet
from django.http import QueryDict

from goldenthread.core import searching
from goldenthread.core.access.acts import Act
from goldenthread.core.access.guards import guard_of
from goldenthread.core.access.rule import visible_to
from goldenthread.core.access.standing import Standing
from goldenthread.core.errors import Refused
from goldenthread.core.kinds import Column, Filter, Kind

PER_PAGE = 50
ALWAYS = {"q", "sort", "page"}


def leads_to(model: type[Model], path: str) -> type[Model] | None:
    """The kind of record at the end of a path; None where a plain value is there."""
    here: Any = model
    for step in path.split("__"):
        here = here._meta.get_field(step).related_model if here is not None else None
    return here if here is None or issubclass(here, Model) else None


@dataclass(frozen=True)
class Heading:
    """A column's heading: the address that sorts by it, and how it is sorted now."""

    words: str
    is_number: bool
    address: str = ""
    sorted: str = "none"


@dataclass(frozen=True)
class Chosen:
    """A filter with its choices as they stand for this Board."""

    name: str
    words: str
    choices: list[tuple[str, str]]
    value: str


class Listing:
    """One person's view of a kind's records on a Board.

    Raises (at construction):
        Refused: the address asks for something the list does not offer.
    """

    def __init__(
        self,
        kind: Kind,
        *,
        board_id: UUID,
        standing: Standing,
        asked: Mapping[str, Any],
        act: Act = Act.READ,
        case_id: UUID | None = None,
    ) -> None:
        self.kind, self.board_id, self.standing, self.act = kind, board_id, standing, act
        self.within: dict[str, UUID | None] = {kind.guard.board: board_id}
        if kind.in_cases:
            self.within["case_id"] = case_id
        self.asked = {name: str(value) for name, value in asked.items() if str(value).strip()}
        unknown = set(asked) - ALWAYS - {one.name for one in kind.filters}
        if unknown:
            raise Refused(f"This list cannot be asked for “{min(unknown)[:40]}”. Use the boxes above it.")
        self.q = self.asked.get("q", "").strip()[:100]
        self.sort = self._sort()

    def _sort(self) -> str:
        sort = self.asked.get("sort", "")
        if sort and sort.lstrip("-") not in {self._name(column) for column in self.kind.columns if column.sort}:
            raise Refused("This list cannot be sorted that way. Choose one of its headings.")
        return sort

    @staticmethod
    def _name(column: Column) -> str:
        return "-".join("".join(c if c.isalnum() else " " for c in column.words.lower()).split())

    @cached_property
    def filters(self) -> list[Chosen]:
        """The filters, each with its choices.

        Raises:
            Refused: a value is not among a filter's choices.
        """
        return [self._chosen(one) for one in self.kind.filters]

    def _chosen(self, one: Filter) -> Chosen:
        choices = self._seen(one, list(one.choices(self.board_id)))
        value = self.asked.get(one.name, "")
        if value and value not in {key for key, _ in choices}:
            raise Refused(f"There is no such choice of {one.words.lower()}. Choose one from the list.")
        return Chosen(one.name, one.words, choices, value)

    def _seen(self, one: Filter, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Of choices that are records, those that this person may read: a filter names no others."""
        model = leads_to(self.kind.model, one.path)
        if model is None:
            return choices
        records = model._default_manager.filter(**{guard_of(model).board: self.board_id})
        seen = {str(pk) for pk in visible_to(self.standing, Act.READ, records).values_list("pk", flat=True)}
        return [(value, words) for value, words in choices if value in seen]

    @cached_property
    def every(self) -> QuerySet[Model]:
        """All records of the kind on this Board that the person may see, in the list's order."""
        records = self.kind.model._default_manager.filter(**self.within)
        found = visible_to(self.standing, self.act, records).select_related(*self.kind.with_them)
        found = found.prefetch_related(*self.kind.before)
        for one in self.filters:
            if one.value:
                declared = next(each for each in self.kind.filters if each.name == one.name)
                wanted = declared.narrows(one.value) if declared.narrows else Q(**{declared.path: one.value})
                found = found.filter(wanted)
        return self._ordered(self._searched(found))

    def _searched(self, found: QuerySet[Model]) -> QuerySet[Model]:
        """Those that hold every word, or another that means the same."""
        kind = self.kind
        if not (kind.search and self.terms):
            return found
        asked = searching.rest(self.terms, (kind.one, kind.many))
        fits = searching.matching(asked, kind.search, model=kind.model, standing=self.standing, board_id=self.board_id)
        return searching.narrow(found, fits, kind.search)

    @cached_property
    def terms(self) -> list[searching.Term]:
        """What was typed into the search box."""
        return searching.terms(self.q, self.board_id)

    @property
    def also(self) -> list[str]:
        """What else was looked for, as it means the same."""
        return searching.also(self.terms)

    def _ordered(self, found: QuerySet[Model]) -> QuerySet[Model]:
        for column in self.kind.columns:
            if column.sort and self._name(column) == self.sort.lstrip("-"):
                path = F(column.sort)
                first = path.desc(nulls_last=True) if self.sort.startswith("-") else path.asc(nulls_last=True)
                return found.order_by(first, "pk")
        return found.order_by(*(self.kind.order_by or self.kind.model._meta.ordering or ()), "pk")

    @cached_property
    def page(self) -> Page[Model]:
        """The page asked for, fifty records; a number too high gives the last."""
        return Paginator(self.every, PER_PAGE).get_page(self.asked.get("page", 1))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or any(one.value for one in self.filters))

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.kind.columns]

    def _heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column.words, column.is_number)
        name = self._name(column)
        is_up, is_down = self.sort == name, self.sort == f"-{name}"
        now = "ascending" if is_up else "descending" if is_down else "none"
        return Heading(column.words, column.is_number, self.address(sort=f"-{name}" if is_up else name, page=""), now)

    def address(self, **changed: str) -> str:
        """The list's query with some of it changed; an empty value takes a part out."""
        said = QueryDict(mutable=True)
        for name, value in ({**self.asked, **changed}).items():
            if value:
                said[name] = value
        return f"?{said.urlencode()}"

    @property
    def without_page(self) -> str:
        return self.address(page="")

    def lines(self) -> list[tuple[Model, list[tuple[str, Any, bool]]]]:
        """The page's records with their cells: (heading, value, whether it is a number)."""
        return [(one, [(c.words, c.show(one), c.is_number) for c in self.kind.columns]) for one in self.page]
