"""An id of another case, smuggled into an address, a form or a question, does nothing and tells nothing.

What carries an id is read from the resolver and from the forms as they are drawn: a room's next page is asked by itself.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db.models import Model

from goldenthread.core.access.guards import guards
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import kinds
from goldenthread.workspace import records as pages
from tests.factories import case_hall, places, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.case_hall import HERE, OTHER, Hall, Room, apart, everything_said, share
from tests.factories.walk import Address, Put

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hall-of-cases")]
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def state_of(hall: Hall, rooms: list[Room]) -> dict[str, list[Any]]:
    """Everything that is written of some cases, to be compared."""
    keys = [room.case.pk for room in rooms]
    found = {}
    for model, guard in guards().items():
        if guard.case:
            rows = model._default_manager.filter(**{f"{guard.case}__in": keys}).order_by("pk")
            found[model._meta.label] = list(rows.values_list())
    return found


def ids_in(address: Address) -> list[str]:
    """The parameters of an address, beside its case, that are filled by a record's key."""
    return [one for one in address.parameters if one != "case" and f"<uuid:{one}>" in address.route]


def other_id(hall: Hall, address: Address, name: str) -> UUID | None:
    """The key of a record of the same kind in another case."""
    made = hall.others[0].filling(address, name)
    record = made.record if isinstance(made, Put) else made
    return record.pk if isinstance(record, Model) else None


def taken_by_address(hall: Hall, pairs: list[tuple[Address, Room]]) -> tuple[int, list[str]]:
    """Pages that show or change a record of one case under the address of another, to somebody who may see both."""
    asked, wrong = 0, []
    for address, room in pairs:
        for name in ids_in(address):
            key = other_id(hall, address, name)
            if key is None:
                continue
            path = hall.path(address, room, **{name: str(key)})
            for method in ("GET", "POST"):
                if not address.takes(method):
                    continue
                asked += 1
                with apart():
                    answer = hall.ask(method, hall.insider, address, room, path)
                    if answer.status_code != 404 or OTHER in everything_said(answer):
                        wrong.append(f"{method} {address.below}, {name}: {answer.status_code}")
    return asked, wrong


def with_ids(hall: Hall) -> list[tuple[Address, Room]]:
    posts = [(one, hall.rooms[0]) for one in case_hall.case_addresses() if not one.takes("GET") and ids_in(one)]
    return [pair for pair in hall.shown() if ids_in(pair[0])] + [pair for pair in posts if _can_be_filled(*pair)]


def _can_be_filled(address: Address, room: Room) -> bool:
    try:
        room.path(address)
    except LookupError:
        return False
    return True


def test_a_record_of_one_case_is_not_found_under_another(hall: Hall):
    for address, _ in with_ids(hall):
        for name in ids_in(address):
            other_id(hall, address, name)  # made before anything is compared
    before = state_of(hall, hall.others)

    asked, wrong = taken_by_address(hall, with_ids(hall))

    assert wrong == []
    assert asked > 40
    assert state_of(hall, hall.others) == before


def test_a_page_that_looked_by_key_alone_would_be_noticed(hall: Hall):
    def careless(request: Any, kind: Any, pk: UUID, act: Any = None) -> Model:
        return kind.model._default_manager.get(pk=pk)  # type: ignore[no-any-return]

    people = [pair for pair in with_ids(hall) if "case-people/<uuid:pk>/" in pair[0].below]
    with mock.patch.object(pages, "one_of", careless):
        assert taken_by_address(hall, people)[1] != []


class Fields(HTMLParser):
    """The fields of a page's forms, with the values each offers."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: dict[str, list[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "select":
            self.select = said.get("name", "")
        elif tag == "option" and self.select:
            self.offered.setdefault(self.select, []).append(said.get("value", ""))
        elif tag in {"input", "textarea"} and said.get("name"):
            self.offered.setdefault(said["name"], []).append(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self.select = "" if tag == "select" else self.select


NOT_OURS = {"csrfmiddlewaretoken", "writer", "key", "read", "q", "then"}
"""Fields that carry no record’s key: tokens, the key a new record will have, how it was read, searching, the way on."""


def carries_ids(html: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Fields that offer records by their keys: one such key, and a value for each other field."""
    found = Fields()
    found.feed(html)
    first = {name: next((one for one in values if one), "x") for name, values in found.offered.items()}
    keys = {
        name: next(one for one in values if UUIDS.fullmatch(one))
        for name, values in found.offered.items()
        if name not in NOT_OURS and any(UUIDS.fullmatch(one) for one in values)
    }
    return {name: (key, {**first, name: key}) for name, key in keys.items()}


def the_same_elsewhere(hall: Hall, key: str) -> UUID | None:
    """A record of the kind this is the key of, in another case."""
    for model, guard in guards().items():
        if guard.case and guard.case != "pk" and model._default_manager.filter(pk=key).exists():
            there = model._default_manager.filter(**{guard.case: hall.others[0].case.pk})
            return there.values_list("pk", flat=True).first()
    return None


def taken_by_form(hall: Hall, pairs: list[tuple[Address, Room]]) -> tuple[list[str], list[str]]:
    """Form fields that took a record of another case; and all that were tried."""
    tried, wrong = [], []
    for address, room in pairs:
        shown = hall.get(hall.insider, address, room)
        if shown.streaming:
            continue
        for name, (key, fields) in carries_ids(shown.content.decode("utf-8", "replace")).items():
            other = the_same_elsewhere(hall, key)
            if other is None:
                continue
            tried.append(f"{address.below} {name}")
            with apart():
                before = _ties_to(other)
                answer = hall.ask("POST", hall.insider, address, room, data={**fields, name: str(other)})
                if answer.status_code == 302 or OTHER in everything_said(answer) or _ties_to(other) != before:
                    wrong.append(f"{address.below} {name}: {answer.status_code}")
    return tried, wrong


def _ties_to(key: UUID) -> int:
    """How many records lead to this one."""
    found = 0
    for model in guards():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in guards():
                found += model._default_manager.filter(**{field.attname: key}).count()
    return found


def with_forms(hall: Hall) -> list[tuple[Address, Room]]:
    return share([pair for pair in hall.shown() if pair[0].takes("POST")], 3)


def test_a_form_takes_no_record_of_another_case(hall: Hall):
    before = state_of(hall, hall.others)

    tried, wrong = taken_by_form(hall, with_forms(hall))

    assert wrong == []
    assert tried
    assert state_of(hall, hall.others) == before


def test_a_form_that_offered_the_whole_board_would_be_noticed(hall: Hall):
    forms = [pair for pair in hall.shown() if pair[0].below.endswith("/new/")]
    with mock.patch.object(RecordForm, "_within_the_board", return_value=None):
        assert taken_by_form(hall, forms)[1] != []


def taken_by_question(hall: Hall) -> tuple[int, list[str]]:
    """Lists and new forms that tell of a record of another case when they are asked by its key."""
    asked, wrong = 0, []
    for address, room in share(hall.shown(), 8):
        kind = kinds().get(address.below.removeprefix("cases/<uuid:case>/").split("/")[0])
        if kind is None or ids_in(address):
            continue
        names = [one.name for one in kind.filters]
        names += list(kind.form.base_fields) if kind.form and address.below.endswith("/new/") else []
        for name in names:
            for other in _keys_elsewhere(hall, kind.model, name):
                asked += 1
                answer = hall.get(hall.insider, address, room, f"{hall.path(address, room)}?{name}={other}")
                if answer.status_code not in {200, 400} or OTHER in everything_said(answer):
                    wrong.append(f"{address.below}?{name}: {answer.status_code}")
    return asked, wrong


def _keys_elsewhere(hall: Hall, model: type[Model], name: str) -> list[UUID]:
    """Keys of another case that a field of this name could stand for."""
    field = next((one for one in model._meta.fields if one.name == name), None)
    related = field.related_model if field is not None else None
    known = guards().get(related) if isinstance(related, type) else None  # type: ignore[arg-type]
    if known is None or not known.case or not isinstance(related, type):
        return [hall.others[0].case.pk]
    there = related._default_manager.filter(**{known.case: hall.others[0].case.pk})  # type: ignore[attr-defined]
    return list(there.values_list("pk", flat=True)[:1])


def test_a_question_about_another_case_is_told_nothing(hall: Hall):
    asked, wrong = taken_by_question(hall)

    assert wrong == []
    assert asked > 5


def test_the_words_that_are_looked_for_are_there(hall: Hall):
    """Both cases say their word to whoever may see both: what is not found is not there for another reason."""
    address = next(one for one, _ in hall.shown() if one.below.endswith("case-people/"))

    assert HERE in everything_said(hall.get(hall.insider, address, hall.rooms[0]))
    assert OTHER in everything_said(hall.get(hall.insider, address, hall.others[0]))
