"""What has to be said before the program starts: a guard for every kind of record, a mark for every address.

Django runs these with its other checks. `stop_if_left_out` is for a server, which runs none of Django's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.core.access import matrix
from goldenthread.core.access.acts import Act, Role, Scope
from goldenthread.core.access.asking import Needs, needs_of
from goldenthread.core.access.guards import Guard, guards
from goldenthread.core.errors import GoldenThreadError
from goldenthread.core.marks import mark_of

OURS = "goldenthread."
MARKS = {"public", "signed_in"}
LOWLY = {Role.ADMINISTRATOR, Role.EDITOR}
"""They keep the machine and the web pages; what is the Board's own is none of their work."""

View = Callable[..., Any]


class LeftOut(GoldenThreadError):
    """Somebody forgot to say who may see something; the program does not start."""


def _error(text: str, number: int) -> checks.Error:
    return checks.Error(text, id=f"goldenthread.E{number:03}")


def of_matrix(rows: Iterable[matrix.Guarded]) -> Iterator[checks.Error]:
    """Sealed things go to people one by one, and keepers of the machine and of the web pages stay below the Board's level."""
    for row in rows:
        for role, grants in row.grants.items():
            if row.level == "sealed" and any(grant.scope is not Scope.ITEM for grant in grants):
                yield _error(f"access.toml, {row.name}, {role}: what is sealed is given item by item; write @item.", 1)
            if role in LOWLY and row.level not in {"public", "partnership"}:
                yield _error(
                    f"access.toml, {row.name}, {role}: this role may have nothing at the level “{row.level}”.", 2
                )


def our_models() -> list[type[Model]]:
    return [one for one in apps.get_models() if one.__module__.startswith(OURS)]


def of_models(models: Iterable[type[Model]]) -> Iterator[checks.Error]:
    """Every kind of record says how it is guarded, or is listed with the reason why not."""
    known = guards()
    for model in models:
        if model not in known and model._meta.label not in matrix.installation():
            yield _error(
                f"{model._meta.label}: nothing says who may see it; write guard(…) in its room’s guards.py.", 3
            )
        if model in known and model._meta.label in matrix.installation():
            yield _error(f"{model._meta.label}: it has a guard, so take it out of [installation] in access.toml.", 4)


def of_guards(found: Iterable[Guard]) -> Iterator[checks.Error]:
    """Every guard names a row of the matrix and paths that lead somewhere."""
    for guard in found:
        label = guard.model._meta.label
        if guard.name not in matrix.objects():
            yield _error(f"{label}: access.toml has no row “{guard.name}”.", 5)
            continue
        drafts = [path.removesuffix("__in") for path in guard.draft or {}]
        ways = [
            guard.board,
            *filter(None, (guard.own, guard.group, guard.case, guard.self, guard.item, guard.held)),
            *drafts,
        ]
        for path in ways:
            if not leads_somewhere(guard.model, path):
                yield _error(f"{label}: its guard’s path “{path}” leads nowhere.", 6)


def leads_somewhere(model: type[Model], path: str) -> bool:
    """Whether a path can be followed from a record to one value: no step may lead to many."""
    steps = path.split("__")
    here: type[Model] | None = model
    for step in steps:
        if here is None:
            return False
        if step == "pk":
            here = None
            continue
        field = _field(here, step)
        if field is None or getattr(field, "one_to_many", False) or getattr(field, "many_to_many", False):
            return False
        here = field.related_model if step == field.name and field.is_relation else None
    return True


def _field(model: type[Model], name: str) -> Any:
    """A field by its name, or a foreign key by the name of its column."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next((one for one in model._meta.fields if one.attname == name), None)


def addresses(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, View]]:
    """Every address of a resolver with the view that answers it."""
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, here)
        else:
            yield here, one.callback


def of_addresses(found: Iterable[tuple[str, View]]) -> Iterator[checks.Error]:
    """Every address has a mark; a page of a Board says which row it needs; a library's page is listed with its reason."""
    listed = {one.route: one for one in matrix.third_party()}
    for route, view in found:
        wanted = needs_of(view)
        if wanted is not None:
            yield from _of_needs(route, wanted)
        elif route in listed:
            if listed[route].mark not in MARKS or not listed[route].reason.strip():
                yield _error(f"/{route}: in [third_party] of access.toml, write a mark and a reason.", 7)
        elif mark_of(view) not in MARKS:
            yield _error(f"/{route}: mark its view @public, @signed_in or @needs(…), or list it in [third_party].", 8)
        elif ":board>" in route:
            yield _error(f"/{route}: a page of a Board says what it needs; mark its view @needs(…).", 9)


def _of_needs(route: str, wanted: Needs) -> Iterator[checks.Error]:
    if wanted.name is not None and wanted.name not in matrix.objects():
        yield _error(f"/{route}: it needs “{wanted.name}”, and access.toml has no such row.", 10)
    if not wanted.acts or not all(isinstance(act, Act) for act in wanted.acts.values()):
        yield _error(f"/{route}: @needs(…) names no act for GET or POST, so nobody could open it.", 11)
    if ":board>" not in route:
        yield _error(f"/{route}: @needs(…) is for pages of a Board; put <slug:board> in the address.", 12)


def left_out() -> list[checks.Error]:
    """Everything that nobody said, over the whole program."""
    return [
        *of_matrix(matrix.objects().values()),
        *of_models(our_models()),
        *of_guards(guards().values()),
        *of_addresses(addresses(get_resolver().url_patterns)),
    ]


def everything_says_who_may_see_it(**_: Any) -> Sequence[checks.CheckMessage]:
    return left_out()


def register() -> None:
    checks.register(everything_says_who_may_see_it, checks.Tags.security)


def stop_if_left_out() -> None:
    """For a server, before it answers anybody.

    Raises:
        LeftOut: something does not say who may see it.
    """
    found = left_out()
    if found:
        raise LeftOut(
            "The program does not start, for nothing says who may see this:\n" + "\n".join(one.msg for one in found)
        )
