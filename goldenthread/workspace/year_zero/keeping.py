"""Carrying a plan out, and taking it back: every record with its entry in the trail, all in the caller's transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.text import slugify

from goldenthread.boards.models import Board, Group, GroupName
from goldenthread.core.access import Act, Standing, allow, standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.learning import operations as learning
from goldenthread.learning.models import Action
from goldenthread.trail import values
from goldenthread.trail.operations import change, record, record_all
from goldenthread.trail.plain import plain
from goldenthread.workspace.year_zero.planning import Plan, Planned

AT_A_TIME = 400
MADE_UP = ("is_synthetic", "is_invented", "is_fictional")
"""How a model says that a record is made up. All that is brought in to a demonstration is."""


def fingerprint(kept: Model) -> str:
    """What a record is now, in few letters."""
    said = json.dumps(plain(values.stored_values(kept)), sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


class Keeper:
    """Keeps the records of a plan, in its order, and remembers what undoing needs."""

    def __init__(self, board: Board, by: Actor, why: str) -> None:
        self.board, self.by, self.why = board, by, why
        self.standing: Standing = standing_of_actor(by)
        self.made: dict[int, Model] = {}
        self.created: list[list[str]] = []
        self.changed: list[list[Any]] = []
        self.told: list[tuple[Model, dict[str, Any]]] = []

    def keep(self, plan: Plan) -> None:
        """Make what is new, then change what is there already.

        Raises:
            NotPermitted: they may not add or change one of them.
            NotPossibleNow: one of them does not hold after all.
        """
        wanted = self._in_order(plan)
        for planned in wanted:
            if planned.is_new:
                self._make(planned)
        record_all("add", self.told, by=self.by, why=self.why)
        for planned in wanted:
            if not planned.is_new and planned.changes:
                self._change(planned)

    def _in_order(self, plan: Plan) -> list[Planned]:
        """The records of good lines, each after those it stands on; an agency that only a faulty row named is not made."""
        found: dict[int, Planned] = {}

        def visit(planned: Planned) -> None:
            if id(planned) not in found:
                for value in planned.values.values():
                    if isinstance(value, Planned):
                        visit(value)
                found[id(planned)] = planned

        for line in plan.lines:
            for planned in line.records:
                visit(planned)
        return list(found.values())

    def _value(self, value: Any) -> Any:
        if isinstance(value, Planned):
            return value.existing if value.existing is not None else self.made[id(value)]
        return value

    def _make(self, planned: Planned) -> None:
        model = planned.target.model
        given = {name: self._value(value) for name, value in planned.values.items()}
        if model is Group:
            self.made[id(planned)] = self._group(given["name"])
            return
        names = {field.name for field in values.columns(model)}
        made_up = {name: self.board.is_demonstration for name in MADE_UP if name in names}
        self.made[id(planned)] = self._add(model(**made_up, **given))

    def _group(self, name: str) -> Model:
        beside = set(Group.objects.filter(board=self.board).values_list("slug", flat=True))
        wanted = slugify(name)[:40] or "group"
        slug = next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if one not in beside)
        group = Group(board=self.board, slug=slug)
        self._add(group)
        self._add(GroupName(group=group, name=name))
        return group

    def _add(self, new: Model) -> Model:
        if not allow(self.standing, Act.CREATE, new):
            raise NotPermitted(
                f"You may not add {new._meta.verbose_name_plural}. Ask the Board’s manager to bring this in."
            )
        keys = [field.name for field in new._meta.concrete_fields if field.is_relation]
        try:
            new.clean_fields(exclude=keys)
        except ValidationError as error:
            raise NotPossibleNow(f"“{new}” cannot be added: {' '.join(error.messages)} Put the row right.") from error
        new.save(force_insert=True)
        self.told.append((new, values.values_of(new)))
        self.created.append([new._meta.label_lower, str(new.pk), fingerprint(new)])
        return new

    def _change(self, planned: Planned) -> None:
        held = planned.existing
        assert held is not None  # noqa: S101  (only what is there already is changed)
        wanted = {name: self._value(value) for name, value in planned.changes.items()}
        before = plain({name: values.stored_values(held)[name] for name in wanted})
        if isinstance(held, Action):
            now: Model = learning.correct(held, wanted, by=self.by, why=self.why)
        else:
            now = change(held, wanted, by=self.by, why=self.why)
        after = plain({name: values.stored_values(now)[name] for name in wanted})
        self.changed.append([now._meta.label_lower, str(now.pk), before, after])


class Undoer:
    """Takes away what a spreadsheet added and puts back what it changed, but for what somebody has changed since."""

    def __init__(self, created: list[list[str]], changed: list[list[Any]], by: Actor, why: str) -> None:
        self.created, self.changed, self.by, self.why = created, changed, by, why
        self.kept: list[dict[str, str]] = []
        self.put_back = self.taken_away = 0
        self.held = _locked([(label, key) for label, key, *_ in [*created, *changed]])

    def undo(self) -> None:
        """The last made goes first, so that nothing is taken away from under another."""
        for label, key, before, after in reversed(self.changed):
            self._put_back(label, key, before, after)
        mine = {(label, key) for label, key, _ in self.created}
        for label, key, seal in reversed(self.created):
            self._take_away(label, key, seal, mine)

    def _put_back(self, label: str, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        held = self.held.get((label, key))
        if held is None:
            return
        now = plain(values.stored_values(held))
        if any(now[name] != value for name, value in after.items()):
            self._keep(held, "It was changed again since.")
            return
        was = {name: _stored(held, name, value) for name, value in before.items()}
        if isinstance(held, Action):
            learning.change(held, was, by=self.by, why=self.why)
        else:
            change(held, was, by=self.by, why=self.why)
        self.put_back += 1

    def _take_away(self, label: str, key: str, seal: str, mine: set[tuple[str, str]]) -> None:
        held = self.held.get((label, key))
        if held is None:
            return
        if fingerprint(held) != seal:
            self._keep(held, "Somebody changed it since.")
            return
        hanging = next(iter(_hanging(held)), None)
        if hanging is not None:
            name = hanging._meta.verbose_name
            is_ours = (hanging._meta.label_lower, str(hanging.pk)) in mine
            self._keep(
                held, f"{'It is kept with' if is_ours else 'Somebody has since added'} the {name} “{_short(hanging)}”."
            )
            return
        told = values.values_of(held)
        record("take away", held, by=self.by, before=told, why=self.why)
        held.delete()
        self.taken_away += 1

    def _keep(self, held: Model, why: str) -> None:
        self.kept.append({"kind": str(held._meta.verbose_name), "name": _short(held), "why": why})


def _locked(wanted: list[tuple[str, str]]) -> dict[tuple[str, str], Model]:
    """The records that are still there, locked until the transaction ends, a few hundred at a time."""
    found: dict[tuple[str, str], Model] = {}
    keys: dict[str, list[str]] = {}
    for label, key in wanted:
        keys.setdefault(label, []).append(key)
    for label, of_label in keys.items():
        records = apps.get_model(label)._base_manager.select_for_update()
        for start in range(0, len(of_label), AT_A_TIME):
            some = [UUID(key) for key in of_label[start : start + AT_A_TIME]]
            found |= {(label, str(one.pk)): one for one in records.filter(pk__in=some)}
    return found


def _stored(held: Model, name: str, value: Any) -> Any:
    field: Any = held._meta.get_field(name)
    target = getattr(field, "target_field", field)
    return None if value is None else target.to_python(value)


def _hanging(held: Model) -> list[Model]:
    """Records that point at this one, of any kind; with nothing of theirs it may go."""
    for relation in held._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            model: Any = relation.related_model
            found = model._base_manager.filter(**{relation.field.name: held.pk}).first()
            if found is not None:
                return [found]
    return []


def _short(held: Model) -> str:
    said = " ".join(str(held).split())
    return said if len(said) <= 80 else said[:79] + "…"
