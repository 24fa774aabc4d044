"""What is true of every operation in the house."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import goldenthread


def operations() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of every module called operations."""
    for module in pkgutil.walk_packages(goldenthread.__path__, "goldenthread."):
        if module.name.rpartition(".")[2] == "operations":
            found = importlib.import_module(module.name)
            for name, function in inspect.getmembers(found, inspect.isfunction):
                if function.__module__ == module.name and not name.startswith("_"):
                    yield f"{module.name}.{name}", function


def lacks_an_actor(function: Callable[..., Any]) -> bool:
    by = inspect.signature(function).parameters.get("by")
    return by is None or by.kind is not inspect.Parameter.KEYWORD_ONLY or by.default is not inspect.Parameter.empty


def test_every_operation_says_by_whom():
    nameless = [name for name, function in operations() if lacks_an_actor(function)]

    assert nameless == []


def test_there_are_operations_to_look_at():
    names = {name for name, _ in operations()}

    assert {"goldenthread.casework.operations.load", "goldenthread.trail.operations.record"} <= names


def test_an_operation_without_a_name_would_be_found():
    def take(review: object, by: object = None) -> None: ...

    assert lacks_an_actor(take)


WRITES = {
    *(("goldenthread.trail.operations", name) for name in ("record", "record_all", "add", "change", "take_away")),
    ("goldenthread.accounts.events", "tell"),
}
"""What writes to the trail: its own operations, and what accounts tell, whose listener does."""
WRITES_NOTHING = {
    "goldenthread.accounts.operations.reseal_secrets": "No record changes its meaning: secrets are sealed with a newer key.",
    "goldenthread.figures.operations.may_give_view": "It asks, and does nothing.",
    "goldenthread.figures.operations.may_withdraw": "It asks, and does nothing.",
    "goldenthread.figures.operations.views_of": "It asks, and does nothing.",
    "goldenthread.trail.operations.record": "It is the writing itself.",
    "goldenthread.trail.operations.record_all": "The same.",
    "goldenthread.workspace.notices.operations.choose": "How one hears of things is no record of the Board.",
    "goldenthread.workspace.notices.operations.read": "That one read what one was told changes no record of the Board.",
    "goldenthread.workspace.notices.operations.read_all": "The same.",
    "goldenthread.workspace.extracts.operations.freeze": "It begins work; the operation that the work calls writes.",
    "goldenthread.workspace.extracts.operations.load": "It begins work; the operation that the work calls writes.",
}


def writes(function: Callable[..., Any], seen: set[str] | None = None) -> bool:
    """Whether an operation writes its entry: itself, or through what it calls of ours."""
    seen = seen if seen is not None else set()
    module = inspect.getmodule(function)
    if module is None or function.__qualname__ in seen:
        return False
    seen.add(function.__qualname__)
    code = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function))))
    calls = [called(one, module) for one in code if isinstance(one, ast.Call)]
    ours = [inspect.unwrap(one) for one in calls if one is not None]
    return any((one.__module__, one.__name__) in WRITES or writes(one, seen) for one in ours)


def called(call: ast.Call, module: ModuleType) -> Callable[..., Any] | None:
    """The function of ours that a call in a module leads to, where its name tells."""
    match call.func:
        case ast.Name(id=name):
            found = getattr(module, name, None)
        case ast.Attribute(value=ast.Name(id=place), attr=name):
            found = getattr(getattr(module, place, None), name, None)
        case _:
            return None
    return found if inspect.isfunction(found) and found.__module__.startswith("goldenthread.") else None


def test_every_operation_writes_its_entry_in_the_trail():
    silent = {name for name, function in operations() if not writes(inspect.unwrap(function))}

    assert silent == set(WRITES_NOTHING)


def test_an_operation_that_writes_nothing_would_be_found():
    assert not writes(lacks_an_actor)
