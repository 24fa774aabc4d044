"""A walk over every address of the workspace, as every kind of person: what is declared, and what is answered.

What should happen is worked out from the table's own text (`matrix_by_hand`), from what a view's mark names, and by asking the
database who is related to a record; the program's rule is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import ResolverMatch, resolve

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board, Group
from goldenthread.cases.models import Case, CaseAgency
from goldenthread.core import clock
from goldenthread.core.access import Act, Role, Standing, standing_of
from goldenthread.core.access.guards import Guard, guard_of
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.errors import GoldenThreadError, NotFound, NotPermitted
from goldenthread.core.kinds import kinds
from goldenthread.reviews.models import Review
from goldenthread.reviews.scoping_models import InformationRequest
from goldenthread.workspace.cases.door import KEPT
from tests.factories import matrix_by_hand, people, records
from tests.factories.addresses import Address

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
TIES = ["none", "near", "recused", "elsewhere", "former", "future"]
PLACES: dict[str, Any] = {"<str:form>": lambda land: "csv", "cases/<uuid:case>": lambda land: land.case}
"""What to put in an address that no kind of record explains, by the part of the address that ends in it."""


STRICTER: dict[str, str] = {}
"""Addresses, below a Board's, whose page asks for more than its mark and its record say, each with the reason."""


@dataclass(frozen=True)
class Put:
    """A record and how an address names it, where that is not by its key."""

    record: Model
    text: str


def fills(*places: str) -> Any:
    """Say what to put in an address, as in `extracts/sent/<uuid:pk>`: a record (its key is put there), or plain text."""

    def register(maker: Any) -> Any:
        PLACES.update(dict.fromkeys(places, maker))
        return maker

    return register


@dataclass
class Person:
    """Somebody with one role, and how they are tied to the Board that is walked."""

    role: Role
    tie: str
    user: User
    standing: Standing


@dataclass
class Land:
    """Two Boards, and everybody who could come by. `head` is the record that the case which is walked is kept in."""

    here: Board
    there: Board
    agency: Agency
    group: Group
    head: Any
    asked: Any = None
    people: list[Person] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    known: dict[tuple[Any, ...], bool] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case that is walked: a review's, unless a land of another sort was asked for."""
        return Case.objects.get(pk=self.head.pk)

    @property
    def review(self) -> Any:
        """The review that is walked; in a land of another sort, one that stands beside its case."""
        return self.head if isinstance(self.head, Review) else records.review_of(self.here)

    def who(self, role: Role, tie: str) -> Person:
        return next(one for one in self.people if (one.role, one.tie) == (role, tie))

    def filling(self, address: Address, parameter: str) -> Any:
        """What is put in an address: made once, and found again for the next address that begins the same way."""
        place = address.place(parameter)
        if place not in self.found:
            self.found[place] = self._make(address, place, parameter)
        return self.found[place]

    def _make(self, address: Address, place: str, parameter: str) -> Any:
        for known in (place, place[place.rindex("<") :]):
            if known in PLACES:
                return PLACES[known](self)
        below = place.removeprefix("cases/<uuid:case>/")
        kind = kinds().get(below.split("/")[0])
        if kind is None or below != f"{kind.slug}/<uuid:pk>":
            raise LookupError(f"Say in tests/factories/places, with @fills({place!r}), what <{parameter}> is.")
        return self.near_record(kind.model)

    def near_record(self, model: type[Model]) -> Model:
        """A record that hangs on this land's agency, group and review, as far as its kind can."""
        near = {Agency: self.agency, Group: self.group, Case: self.case, type(self.head): self.head}
        near[InformationRequest] = self.asked
        if model in near:
            return near[model]  # type: ignore[index,return-value]
        own = {one.name: near[one.related_model] for one in model._meta.fields if one.related_model in near}  # type: ignore[index]
        own = {name: one for name, one in own.items() if name not in {"part_of", "reports_to"}}
        if "source" in {one.name for one in model._meta.fields} and model is not Review and not own:
            own["source"] = self.review.source
        return records.make(model, self.here, **own)  # type: ignore[no-any-return]

    def record_of(self, address: Address) -> Model | None:
        """The record an address is about, if it is about one."""
        made = [self.filling(address, one) for one in address.parameters]
        found = [one.record if isinstance(one, Put) else one for one in made]
        return next((one for one in reversed(found) if isinstance(one, Model)), None)

    def may(self, person: Person, act: Act, record: Model, row: str) -> bool:
        """What should be, worked out once for everybody and every record."""
        key = (person.role, person.tie, act, record.pk, row)
        if key not in self.known:
            self.known[key] = _may(person, act, record, row)
        return self.known[key]

    def path(self, address: Address, board: str | None = None, **instead: str) -> str:
        filled = {}
        for name in address.parameters:
            made = self.filling(address, name)
            text = made.text if isinstance(made, Put) else str(made.pk if isinstance(made, Model) else made)
            filled[name] = instead.get(name, text)
        return address.path(board or self.here.slug, filled)


def land(kept_in: type[Model] = Review) -> Land:
    """Two Boards with a case that is kept in a record of this kind, and its people."""
    here, there = people.board("here"), people.board("there")
    agency, group = people.agency(here), people.group(here)
    made = Land(here, there, agency, group, records.make(kept_in, here))
    CaseAgency.objects.get_or_create(case=made.case, agency=agency)
    made.asked = records.make(
        InformationRequest, here, case=made.case, agency=agency
    )  # before anybody's standing is asked
    today = clock.today()
    for role in Role:
        for tie in TIES:
            made.people.append(_person(made, role, tie, today))
    return made


def _person(made: Land, role: Role, tie: str, today: date) -> Person:
    day = timedelta(days=1)
    days = {"former": {"to_on": today - day}, "future": {"from_on": today + day}}.get(tie, {})
    on = made.there if tie == "elsewhere" else made.here
    email = f"{role}.{tie}@walk.example".replace("_", "-")
    if tie == "none":
        user = people.person(email, board=on, role=role)
    else:
        user = people.person(email, board=on, role=role, agency=made.agency, groups=[made.group], **days)
        people.named_on(user, made.head, **days)
    if tie == "recused":
        people.stands_aside(user, made.head)
    return Person(role, tie, user, standing_of(user))


SHUT, NOT_THEIRS, NO_METHOD, OPEN = "404", "403", "405", "open"


def declared(made: Land, person: Person, address: Address, method: str) -> set[str]:
    """What the table's text, the page's mark and the database say should happen; some pages may refuse more than that."""
    said = _declared(made, person, address, method)
    return {OPEN, NOT_THEIRS, SHUT} if said == {OPEN} and address.below in STRICTER else said


def _declared(made: Land, person: Person, address: Address, method: str) -> set[str]:
    wanted = address.needs
    assert wanted is not None
    if person.tie in {"elsewhere", "former", "future"}:
        return {SHUT}
    act = wanted.acts.get("GET" if method == "HEAD" else method)
    if act is None:
        return {NO_METHOD}
    if wanted.name is None:
        return {OPEN}
    if not matrix_by_hand.may_somewhere({str(person.role)}, str(act), wanted.name):
        return {NOT_THEIRS}
    record = made.record_of(address)
    if record is None:
        return {OPEN}
    if address.is_in_a_case and not made.may(person, Act.READ, made.case, "cases"):
        return {SHUT}
    if address.sorts and made.case.sort not in address.sorts:
        return {SHUT}  # a case of another sort has no such page
    if isinstance(record, Case) and wanted.name != "cases":
        return {OPEN}  # a page of the whole case: what of it they see is asked of each record
    may_read, may = (made.may(person, one, record, wanted.name) for one in (Act.READ, act))
    if not may_read:
        return {SHUT}
    return {OPEN} if may else {NOT_THEIRS}


def _may(person: Person, act: Act, record: Model, row: str) -> bool:
    if isinstance(record, User):
        return _may_of_account(person, act, record, row)
    guard = guard_of(type(record))
    if person.tie == "recused" and guard.case and _is(record, guard.case, _cases_of(person, recused=True)):
        return False
    is_draft = guard.draft is not None and type(record)._default_manager.filter(pk=record.pk, **guard.draft).exists()
    asked = row if act is Act.CREATE else guard.name  # what is added to a record follows the row of what is added
    return matrix_by_hand.may({str(person.role)}, str(act), asked, near=_near(person, record, guard), is_draft=is_draft)


def _may_of_account(person: Person, act: Act, account: Any, row: str) -> bool:
    """An account belongs to no Board; it is near to those who work for the same agency."""
    if act is Act.READ:
        row = "accounts"
    theirs = account.agencymemberships.filter(agency__memberships__user=person.user).exists()
    near = {"all"} | ({"own"} if theirs else set()) | ({"self"} if account == person.user else set())
    return matrix_by_hand.may({str(person.role)}, str(act), row, near=near, is_draft=True)


def _cases_of(person: Person, *, recused: bool) -> list[UUID]:
    user: Any = person.user
    rows = user.caserecusals if recused else user.casememberships
    return list(rows.values_list("case_id", flat=True))


def _asked_of(person: Person) -> list[UUID]:
    """Requests for information to their agency, which are given to it one by one."""
    user: Any = person.user
    theirs = user.agencymemberships.values_list("agency_id", flat=True)
    asked = InformationRequest.objects.filter(agency__in=theirs, case__in=_cases_of(person, recused=False))
    return list(asked.values_list("pk", flat=True))


def _near(person: Person, record: Model, guard: Guard) -> set[str]:
    """The scopes by which somebody is near a record, asked of the database."""
    user: Any = person.user
    ties = {
        "own": (guard.own, user.agencymemberships.values_list("agency_id", flat=True)),
        "group": (guard.group, user.groupmemberships.values_list("group_id", flat=True)),
        "case": (guard.case, _cases_of(person, recused=False)),
        "self": (guard.self, [user.pk]),
        "item": (guard.item, _asked_of(person)),
    }
    near = {scope for scope, (path, theirs) in ties.items() if path and _is(record, path, list(theirs))}
    if guard.held and _is_held_from(person, record, guard.held):
        return near - {"group"}
    return near | {"all"} | ({"group"} if guard.group is None else set())


def _is_held_from(person: Person, record: Model, path: str) -> bool:
    """Whether it is held within a case that they are not near."""
    held = type(record)._default_manager.filter(pk=record.pk).exclude(**{path: None})
    return held.exclude(**{f"{path}__in": _cases_of(person, recused=False)}).exists()


def _is(record: Model, path: str, among: list[Any]) -> bool:
    return type(record)._default_manager.filter(**{"pk": record.pk, f"{path}__in": among}).exists()


def request_of(person: Person, method: str, path: str, match: ResolverMatch) -> HttpRequest:
    """A request as the middleware would hand it on, with this person signed in."""
    made: Any = RequestFactory().generic(method, path)
    made.user, made._goldenthread_standing = person.user, person.standing
    made.session = SessionStore()
    if "case" in match.kwargs:  # asked why first, a page would say nothing of who may read what is behind it
        made.session[KEPT] = {str(match.kwargs["case"]): str(Purpose.REVIEW)}
    made._messages = FallbackStorage(made)
    made._dont_enforce_csrf_checks = True
    made.resolver_match = match
    return made  # type: ignore[no-any-return]


def answered(person: Person, method: str, path: str, match: ResolverMatch) -> str:
    """What the page itself answers, in a word; whatever it did is undone."""
    request = request_of(person, method, path, match)
    with transaction.atomic() if method == "POST" else nullcontext():
        try:
            status = match.func(request, *match.args, **match.kwargs).status_code
        except (NotFound, Http404):
            status = 404
        except NotPermitted:
            status = 403
        except GoldenThreadError:
            status = 409
        if method == "POST":
            transaction.set_rollback(True)
    return OPEN if status in {200, 302, 400, 409, 422} else str(status)


@dataclass
class Walked:
    """Cells that were looked at, how many of them a page was really asked for, and those that were answered otherwise."""

    cells: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)


OUTSIDE = {"elsewhere", "former", "future"}
EACH = 3
"""The length of a key that stands for one person alone."""


def alike(person: Person, address: Address, method: str) -> tuple[str, ...]:
    """Cells of one address that its door answers alike, before the page itself is reached: they are asked for once.

    Nobody without a role on the Board comes further, whatever role they hold elsewhere or held; and a method that a page
    does not have is not answered.
    """
    wanted = address.needs
    if person.tie in OUTSIDE:
        return (person.tie, method)
    if wanted is None or wanted.act(method) is None:
        return ("inside", method)
    if wanted.name is not None and not matrix_by_hand.may_somewhere(
        {str(person.role)}, str(wanted.act(method)), wanted.name
    ):
        return (person.role, method)
    return (person.role, person.tie, method)


def walk(made: Land, addresses: list[Address], persons: list[Person]) -> Walked:
    """Every address × person × method: the cells, and those where what is answered is not what is declared."""
    seen = Walked()
    for address in addresses:
        path, answers = made.path(address), dict[tuple[str, ...], str]()
        match = resolve(path)
        for person in persons:
            for method in METHODS:
                seen.cells += 1
                said, key = declared(made, person, address, method), alike(person, address, method)
                if key not in answers:
                    if method == "HEAD" and len(key) == EACH and person.tie != "near":
                        continue  # a page is asked by HEAD as by GET: it is enough to ask it as those who are near
                    seen.asked += 1
                    answers[key] = answered(person, method, path, match)
                if answers[key] not in said:
                    seen.wrong.append(
                        f"{method} /{address.route}, {person.role} ({person.tie}): {answers[key]}, not {said}"
                    )
    return seen


NOISE = [
    (rb'name="csrfmiddlewaretoken" value="[^"]*"', b""),
    (rb'name="writer" value="[^"]*"', b""),
    (rb'name="key" value="[^"]*"', b""),
    (rb'name="read" value="[^"]*"', b""),
    (rb'"X-CSRFToken": "[^"]*"', b""),
    (rb'say <span class="gt-mono">[0-9a-f]*</span>', b""),
    (rb"nonce-[^' ]*", b""),
]
"""What differs between any two answers to the same question: tokens, signed moments, a request's own number, and the key a
new record would have."""
NOISY_HEADERS = {"x-request-id", "set-cookie", "etag"}


def whole(response: Any, *, without: tuple[str, ...] = ()) -> tuple[int, dict[str, str], bytes]:
    """An answer to its last byte: status, headers and body, without noise and without the given words of its own address."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for pattern, put in NOISE:
        body = re.sub(pattern, put, body)
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() not in NOISY_HEADERS}
    for words in without:
        body = body.replace(words.encode(), b"")
        headers = {name: value.replace(words, "") for name, value in headers.items()}
    if without:
        headers.pop("content-length", None)
    return response.status_code, headers, body


def never_existed() -> str:
    return str(uuid4())


def about_records(addresses: list[Address]) -> Iterator[Address]:
    yield from (one for one in addresses if one.is_of_a_board and {"pk", "key"} & set(one.parameters))
