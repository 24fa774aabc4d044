"""What is true of every operation in the house."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
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
