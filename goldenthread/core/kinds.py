"""What a kind of record looks like as pages: a room declares it, the workspace makes list, record, form and history of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model

from goldenthread.core.access.acts import Act
from goldenthread.core.access.guards import Guard, guard_of
from goldenthread.core.access.standing import Standing
from goldenthread.core.actors import Actor
from goldenthread.core.errors import GoldenThreadError
from goldenthread.core.forms import RecordForm

Show = Callable[[Any], Any]
Adds = Callable[[RecordForm, Model, Actor], Model]
"""How a new record of a kind is kept, where it is more than one record: from the form, the record as given, and who."""
Changes = Callable[[Model, Mapping[str, Any], Actor, Mapping[str, str]], Model]
"""How a change by a form is kept, where it is more than the record's: the record, its new values, who, and what they saw."""
Choices = Callable[[UUID], Iterable[tuple[str, str]]]
Narrows = Callable[[str], Any]
"""What a choice of a filter asks for, as a condition on the records."""


class UnknownKind(GoldenThreadError):
    """No room declared such a kind of record."""


@dataclass(frozen=True)
class Column:
    """One column of a list and of its exports. `sort` is the path its order comes from; without it, it cannot be sorted.

    `show` gives plain values: text, numbers, days, `Status`, `Pounds`. It may only read what `Kind.with_them` has fetched.
    """

    words: str
    show: Show
    sort: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Filter:
    """A choice above a list. `path` is the field it compares; `choices` lists (value, words) for a Board.

    `narrows` says what a choice means where it is more than a field's value.
    """

    name: str
    words: str
    path: str
    choices: Choices
    narrows: Narrows | None = None


@dataclass(frozen=True)
class Row:
    """A line of a record's page: a heading and what stands beside it."""

    words: str
    show: Show
    is_long: bool = False


@dataclass(frozen=True)
class Part:
    """Other records that belong to a record, shown on its page: `path` leads from them to it."""

    kind: str
    path: str
    words: str


@dataclass(frozen=True)
class Door:
    """A page about one record that the workspace has beyond its own: what the link says, the page, and who is shown it.

    `is_open` says whether there is anything to do there for this record; `opens_for`, whether for this person.
    """

    words: str
    view: str
    row: str
    act: Act
    is_open: Callable[[Any], bool] = field(default=lambda _: True)
    opens_for: Callable[[Standing, Any], bool] = field(default=lambda _, __: True)


@dataclass(frozen=True)
class Kind:
    """A kind of record. The first column leads to the record's own page.

    Args:
        slug: its place in addresses; stored nowhere, but people keep links.
        heading: what its list is called, where that is not simply the plural.
        form: None where records of this kind are not typed in (they come from elsewhere).
        begun: values that a new record has before anybody typed one, from the Board's id.
        search: paths in which the search box looks.
        with_them: relations fetched with every list, so that queries do not grow with rows.
        is_never_changed: what was added stays as it was said; an operation, or another record, puts it right.
        part_of: the relation to the record that these are added to from its page, and back to which adding and changing lead.
        in_cases: the sorts of case that it is part of. Its pages are then below the case's own, and its model has a `case`.
        has_own_page: the workspace has a page of its own for a record, under the name that the made one would have.
        becomes: the kind its records turn into, whose own list therefore offers to begin one.
    """

    model: type[Model]
    slug: str
    one: str
    many: str
    intro: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    form: type[RecordForm] | None = None
    changing_form: type[RecordForm] | None = None
    new_words: str = ""
    begun: Callable[[UUID], Mapping[str, Any]] = field(default=lambda board_id: {"board_id": board_id})
    search: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    with_them: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    order_by: tuple[Any, ...] = ()
    parts: tuple[Part, ...] = ()
    doors: tuple[Door, ...] = ()
    can_be_taken_away: bool = False
    adds: Adds | None = None
    changes: Changes | None = None
    heading: str = ""
    has_own_page: bool = False
    becomes: str = ""
    is_never_changed: bool = False
    part_of: str = ""
    in_cases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What its list is called."""
        return self.heading or f"{self.many[:1].upper()}{self.many[1:]}"

    @property
    def guard(self) -> Guard:
        return guard_of(self.model)

    @property
    def row(self) -> str:
        """Its row of the access matrix."""
        return self.guard.name


_kinds: dict[str, Kind] = {}


def kind(declared: Kind) -> Kind:
    """Declare a kind of record; a room calls it once for each, in its kinds.py."""
    _kinds[declared.slug] = declared
    return declared


def kinds() -> Mapping[str, Kind]:
    return dict(_kinds)


def named(slug: str) -> Kind:
    """The kind with this place in addresses.

    Raises:
        UnknownKind: no room declared it.
    """
    if slug not in _kinds:
        raise UnknownKind(f"No room declares a kind of record called “{slug}”.")
    return _kinds[slug]


def of_model(model: type[Model]) -> Kind | None:
    return next((one for one in _kinds.values() if one.model is model), None)
