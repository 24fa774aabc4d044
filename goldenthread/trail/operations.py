"""Writing the trail, and keeping records with it: in one transaction, so that neither stands without the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError

from goldenthread.core import clock
from goldenthread.core.access import Act, board_of, require
from goldenthread.core.access.guards import guards
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.trail import links, stale, values
from goldenthread.trail.hanging import goes_with, words_for
from goldenthread.trail.models import Chain, Entry
from goldenthread.trail.plain import plain
from goldenthread.trail.stale import Stale

M = TypeVar("M", bound=Model)


@transaction.atomic
def record(
    verb: str,
    subject: Model,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
    second: Actor | None = None,
) -> Entry:
    """Say what was done. Call it in the transaction of the deed, after the deed. Leave out anything about an adult.

    `second` is whoever agreed, where the matrix asks for two. The chain is locked until the transaction ends, so other
    people's deeds on the same Board wait: do slow things first.
    """
    head = _locked(_chain_of(subject))
    entry = _next(head, verb, subject, by=by, before=before, after=after, why=why, second=second)
    head.save(update_fields=["number", "hash"])
    return entry


@transaction.atomic
def record_all(verb: str, told: Iterable[tuple[Model, Mapping[str, Any]]], *, by: Actor, why: str = "") -> list[Entry]:
    """Say the same of many records of one Board, each in an entry of its own: its chain is locked once.

    Raises:
        TypeError: they belong to different chains.
    """
    lines = list(told)
    chains = {_chain_of(subject) for subject, _ in lines}
    if not lines:
        return []
    if len(chains) > 1:
        raise TypeError("Records of several Boards are told of apart.")
    head = _locked(chains.pop())
    entries = []
    for subject, after in lines:
        entries.append(_next(head, verb, subject, by=by, after=after, why=why))
        head.save(update_fields=["number", "hash"])  # the database lets a head move by one entry at a time
    return entries


def _next(
    head: Chain,
    verb: str,
    subject: Model,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
    second: Actor | None = None,
) -> Entry:
    """The next entry of a chain whose head is locked. Whoever calls saves the head."""
    entry = Entry(
        chain=head.key,
        number=head.number + 1,
        previous=head.hash,
        at=clock.now(),
        by_kind=by.kind,
        by_name=plain(by.name)[:200],
        by_user_id=by.user_id,
        second_name=plain(second.name)[:200] if second else "",
        second_user_id=second.user_id if second else None,
        verb=plain(verb)[:60],
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        before=plain(before or {}),
        after=plain(_with_its_case(subject, after or {})),
        why=plain(why),
    )
    entry.hash = entry.rightful_hash()
    entry.save()
    head.number, head.hash = entry.number, entry.hash
    return entry


def _with_its_case(subject: Model, after: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is part of a case says which: the log of the case is found by it, also once the record is taken away."""
    case = getattr(subject, "case_id", None)
    known = guards().get(type(subject))
    is_part = known is not None and known.case == "case_id" and isinstance(case, UUID)
    return {**after, "case": str(case)} if is_part else after


def _chain_of(subject: Model) -> UUID:
    """The chain of a record: its Board's, or the installation's."""
    board = board_of(subject) or getattr(subject, "board_id", None)
    return board if isinstance(board, UUID) else links.INSTALLATION


def _locked(key: UUID) -> Chain:
    head = Chain.objects.select_for_update().filter(key=key).first()
    if head is None:
        Chain.objects.get_or_create(key=key)
        head = Chain.objects.select_for_update().get(key=key)
    return head


@transaction.atomic
def add(record_: M, *, by: Actor) -> M:
    """Keep a new record. The same form sent twice by the same person is kept once, and the kept record is returned.

    Raises:
        NotPermitted: they may not add this here.
        ValidationError: a field does not hold; Django's own, for the form to show.
        Stale: they added it already, and now send something else under the same key.
        NotPossibleNow: the key is another's, or a rule of the database was broken at this very moment.
    """
    require(by, Act.CREATE, record_)
    kept = _kept_already(record_, by)
    if kept is not None:
        return kept
    record_.full_clean()
    try:
        with transaction.atomic():
            record_.save(force_insert=True)
    except IntegrityError as error:
        kept = _kept_already(record_, by)
        if kept is None:
            raise _at_the_same_moment() from error
        return kept
    record("add", record_, by=by, after=values.values_of(record_))
    return record_


def _kept_already(sent: M, by: Actor) -> M | None:
    kept = type(sent)._base_manager.filter(pk=sent.pk).first()
    if kept is None:
        return None
    added = Entry.objects.filter(subject_kind=sent._meta.label_lower, subject_id=str(sent.pk), verb="add").first()
    if added is None or (added.by_kind, added.by_user_id) != (by.kind, by.user_id) or added.by_name != by.name[:200]:
        raise NotPossibleNow("This could not be added. Open a new form and send it again.")
    differs = _sent_otherwise(sent, kept, added)
    if differs:
        raise Stale(kept, differs)
    return kept


def _sent_otherwise(sent: Model, kept: Model, added: Entry) -> list[str]:
    """The fields in which what is sent now is not what was added; the form's own, not what the program makes anew."""
    cleaned = copy(sent)
    names = values.written_by_people(type(sent))
    cleaned.clean_fields(exclude={field.name for field in sent._meta.fields if field.name not in names})
    made = {name for name in names if not stale.stored(sent, name) and stale.stored(cleaned, name)}
    hidden = values.left_out(type(sent))
    now = values.values_of(cleaned, names)
    return [
        name
        for name in names
        if name not in made
        and (
            stale.stored(cleaned, name) != stale.stored(kept, name)
            if name in hidden
            else name in added.after and added.after[name] != now[name]
        )
    ]


@transaction.atomic
def change(
    record_: M,
    values_: Mapping[str, Any],
    *,
    by: Actor,
    seen: Mapping[str, str] | None = None,
    verb: str = "change",
    why: str = "",
) -> M:
    """Change some fields of a record; returns it as now saved. Where nothing differs, nothing is saved or written.

    They must be allowed to change it as it is and as it would become. `seen` are fingerprints of the fields as they were
    read (`stale.fingerprints`).

    Raises:
        NotFound: it is not there any more.
        NotPermitted: they may not change it, or not into that.
        Stale: a field in `seen` was changed since, to something else than is asked for now.
        ValidationError: a field does not hold.
        NotPossibleNow: it would go to another Board, or a rule of the database was broken at this very moment.
    """
    now = _locked_row(record_)
    require(by, Act.EDIT, now)
    board, before, told = board_of(now), values.stored_values(now), values.values_of(now)
    moved = stale.changed_since(now, seen or {})
    for name, value in values_.items():
        _set(now, name, value)
    now.full_clean()
    after = values.stored_values(now)
    conflicts = [name for name in moved if name not in values_ or before[name] != after[name]]
    if conflicts:
        raise Stale(_locked_row(record_), conflicts)
    names = values.differing(before, after)
    if not names:
        return now
    if board_of(now) != board:
        raise NotPossibleNow("A record stays with its Board. Add it to the other Board, and take it away here.")
    require(by, Act.EDIT, now)
    with _moment():
        now.save(update_fields=[*names, *values.renewed_on_save(type(now))])
    told_before = {name: told[name] for name in names}
    record(verb, now, by=by, before=told_before, after=values.values_of(now, names), why=why)
    return now


def _set(record_: Model, name: str, value: Any) -> None:
    field = record_._meta.get_field(name)
    if field not in values.columns(type(record_)):
        raise TypeError(f"{name} is not a field of {record_._meta.label} that can be changed.")
    is_key = field.is_relation and not isinstance(value, Model)
    setattr(record_, field.attname if is_key else field.name, value)


@transaction.atomic
def tie(record_: M, name: str, to: Iterable[Model], *, by: Actor, why: str = "") -> M:
    """Say which other records this one is tied to by a many-to-many field, such as its themes. Where nothing differs,
    nothing is written. What this person may not see and is tied already must be among `to`: the form sees to that.

    Raises:
        NotFound: it is not there any more.
        NotPermitted: they may not change it.
    """
    now = _locked_row(record_)
    ties: Any = getattr(now, name)
    before = sorted(str(pk) for pk in ties.values_list("pk", flat=True))
    after = sorted(str(one.pk) for one in to)
    if before != after:
        require(by, Act.EDIT, now)
        ties.set(after)
        record("change", now, by=by, before={name: before}, after={name: after}, why=why)
    return now


@transaction.atomic
def take_away(record_: Model, *, by: Actor, why: str) -> None:
    """Take a record away, with what is only part of it. Each leaves an entry with what it was.

    Raises:
        NotFound: it is not there any more.
        NotPermitted: they may not take it, or a part of it, away.
        Refused: no reason was given.
        NotPossibleNow: other records hang on it; says which kinds.
    """
    if not why.strip():
        raise Refused("Say why it is taken away.")
    now = _locked_row(record_)
    try:
        parts = goes_with(now)
    except (ProtectedError, RestrictedError) as error:
        require(by, Act.DELETE, now)
        raise NotPossibleNow(words_for(error)) from error
    for one in [now, *parts]:
        require(by, Act.DELETE, one)
    for one in [*parts, now]:
        record("take away", one, by=by, before=values.values_of(one), why=why)
    with _moment():
        now.delete()


def _locked_row(record_: M) -> M:
    found = type(record_)._base_manager.select_for_update().filter(pk=record_.pk).first()
    if found is None:
        raise NotFound(f"This {record_._meta.verbose_name} is not here any more. Somebody took it away.")
    return found


@contextmanager
def _moment() -> Iterator[None]:
    """A save that the database may refuse because of what somebody else saved in the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise _at_the_same_moment() from error


def _at_the_same_moment() -> NotPossibleNow:
    return NotPossibleNow("Somebody saved something that stands in the way of this. Open it again and look.")
