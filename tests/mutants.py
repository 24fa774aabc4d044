"""Take away each permission check, one at a time, and see that the tests of access notice.

    python -m tests.mutants [module …]
    python -m tests.mutants --keep      writes down which test noticed each, to be tried first the next time

Each place in the modules below where something is refused, narrowed or compared is turned towards “allow” by its syntax tree.
The tests are collected once; each mutant is tried in a forked child, which runs them until one fails. A mutant that no test
notices survives, and is a hole in the tests. Always on SQLite, in memory: what is mutated knows nothing of the database.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

FEW = "GOLDENTHREAD_FEW_WORLDS"
NOTICED_BY = Path(__file__).parent / "expected" / "noticed_by.json"
"""Which test noticed each mutant when it was last written down. It saves time, and decides nothing: where that test is gone or
does not notice any more, all are tried."""
MODULES = {
    "goldenthread.core.access.rule": "test_rule.py",
    "goldenthread.core.access.asking": "test_asking.py",
    "goldenthread.core.access.standing": "test_standing.py",
    "goldenthread.core.access.guards": "test_rule.py",
    "goldenthread.boards.guards": "test_dates.py",
    "goldenthread.boards.standing": "test_dates.py",
    "goldenthread.reviews.guards": "test_dates.py",
}
"""What is mutated, and the tests most likely to notice, which are tried first."""
TESTS = [
    "tests/unit/access/test_standing.py",
    "tests/unit/access/test_rule.py",
    "tests/unit/access/test_matrix.py",
    "tests/integration/access/test_asking.py",
    "tests/integration/access/test_dates.py",
    "tests/integration/access/test_worlds.py",
]
SAME: dict[str, str] = {
    "core.access.standing: _at_once: always the second in "
    "“[*others, queries[0].union(*queries[1:])] if len(queries) > 1 else given”": (
        "One question by itself is answered as it is within others; none is never asked so."
    ),
    "core.access.standing: _at_once: none left out in “ for one in given if not hasattr(one, 'query')”": (
        "What is asked twice is answered the same twice, and kept once."
    ),
    "core.access.rule: _in_emergency: without part 2 in “act not in READS or guard.case is None or (not _opens(guard))”": (
        "No kind that the table marks for emergencies is without a case."
    ),
    "core.access.rule: visible_to: without part 2 in "
    "“act in READS and guard.case is not None and _opens(guard) and standing.emergencies”": (
        "No kind that the table marks for emergencies is without a case."
    ),
    "core.access.rule: visible_to: without part 4 in "
    "“act in READS and guard.case is not None and _opens(guard) and standing.emergencies”": (
        "Among no emergencies there is no case; the condition saves a question to the database."
    ),
}
"""Mutants that do the same as the original, by their words, each with the reason."""


@dataclass(frozen=True)
class Mutant:
    """One change to one function, as code that can take the place of the original's."""

    module: str
    line: int
    words: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module.removeprefix('goldenthread.')}: {self.words}"


def mutants(name: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    module = importlib.import_module(name)
    tree = ast.parse(inspect.getsource(module))
    for place, node in enumerate(ast.walk(tree)):
        for turn in range(len(list(_turns(node, tree)))):
            changed = copy.deepcopy(tree)
            twin = list(ast.walk(changed))[place]
            before, function = ast.unparse(twin).splitlines()[0], _function_of(changed, twin)
            if function is None:
                continue
            words, after = list(_turns(twin, changed))[turn]
            _put(changed, twin, after)
            ast.fix_missing_locations(changed)
            yield Mutant(name, getattr(node, "lineno", 0), f"{function.name}: {words} in “{before}”", changed)


Turn = tuple[str, list[ast.AST]]


def _turns(node: ast.AST, tree: ast.Module) -> Iterator[Turn]:
    """The ways to turn a node towards “allow”: what is done, and what takes its place."""
    match node:
        case ast.If():
            yield "never so", [ast.If(test=ast.Constant(value=False), body=node.body, orelse=node.orelse)]
            yield "always so", [ast.If(test=ast.Constant(value=True), body=node.body, orelse=node.orelse)]
        case ast.Raise():
            yield "not refused", [ast.Pass()]
        case ast.BoolOp():
            for number, one in enumerate(node.values):
                kept = [other for other in node.values if other is not one]
                yield f"without part {number + 1}", [kept[0] if len(kept) == 1 else ast.BoolOp(op=node.op, values=kept)]
        case ast.IfExp():
            yield "always the first", [node.body]
            yield "always the second", [node.orelse]
        case ast.BinOp(op=ast.BitAnd()):
            yield "without the second", [node.left]
            yield "without the first", [node.right]
        case ast.Call(func=ast.Attribute(attr="filter", value=whole)):
            yield "not narrowed", [whole]
        case ast.comprehension(ifs=[_, *_]):
            everything = ast.comprehension(target=node.target, iter=node.iter, ifs=[], is_async=node.is_async)
            yield "none left out", [everything]
        case ast.Return(value=ast.expr()):
            yield from _answers(node, tree)


def _answers(node: ast.Return, tree: ast.Module) -> Iterator[Turn]:
    """A function that answers yes or no answers yes; one that answers with a condition answers with none."""
    function = _function_of(tree, node)
    answers = ast.unparse(function.returns) if function is not None and function.returns is not None else ""
    given = ast.unparse(node.value) if node.value is not None else ""
    if answers == "bool" and given != "True":
        yield "yes", [ast.Return(value=ast.Constant(value=True))]
    elif answers.startswith("Q") and given != "Q()" and not answers.startswith("QuerySet"):
        yield "no condition", [ast.Return(value=ast.Call(func=ast.Name(id="Q", ctx=ast.Load()), args=[], keywords=[]))]
    elif given == "NOBODY":
        yield "trusted", [ast.Return(value=ast.Name(id="SYSTEM", ctx=ast.Load()))]


def _function_of(tree: ast.Module, node: ast.AST) -> ast.FunctionDef | None:
    """The innermost function around a node."""
    around = [
        one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and any(n is node for n in ast.walk(one))
    ]
    return min(around, key=lambda one: sum(1 for _ in ast.walk(one)), default=None)


def _put(tree: ast.Module, node: ast.AST, after: list[ast.AST]) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, name, after[0])
                return
            if isinstance(value, list) and any(one is node for one in value):
                place = next(number for number, one in enumerate(value) if one is node)
                value[place : place + 1] = after
                return


def put_in_place(mutant: Mutant) -> None:
    """Give the functions of the module the mutant's code, wherever they were imported to."""
    module = importlib.import_module(mutant.module)
    codes = {code.co_qualname: code for code in _codes(compile(mutant.tree, str(module.__file__), "exec"))}
    for function in _functions(module):
        changed = codes.get(function.__code__.co_qualname)
        if changed is not None and changed.co_freevars == function.__code__.co_freevars:
            function.__code__ = changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    for one in vars(module).values():
        if inspect.isfunction(one) and one.__module__ == module.__name__:
            yield one
        elif inspect.isclass(one) and one.__module__ == module.__name__:
            for inner in vars(one).values():
                found = inner.fget if isinstance(inner, property) else inner
                if inspect.isfunction(found):
                    yield found


class Trials:
    """Runs the collected tests against each mutant in a child of its own."""

    def __init__(self, modules: list[str]) -> None:
        self.modules = modules
        self.survivors: list[Mutant] = []
        self.tried = 0
        self.noticed_by: dict[str, str] = json.loads(NOTICED_BY.read_text()) if NOTICED_BY.exists() else {}
        self.latest = ""
        self.unknown: list[str] = []

    def pytest_configure(self) -> None:
        """Random worlds stop at the first fault, without looking for the smallest."""
        from hypothesis import Phase, settings

        settings.register_profile("mutants", phases=(Phase.generate,), database=None, derandomize=True)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = sorted(session.items, key=self._quickest_first)
        if not items or session.testsfailed:
            return False
        self._open_the_database(items)
        if self._child_notices(items, None):
            session.shouldfail = "The tests fail before anything was taken away."
            return True
        found = [one for name in self.modules for one in mutants(name)]
        self.unknown = sorted(set(SAME) - {str(one) for one in found}) if self.modules == list(MODULES) else []
        for mutant in found:
            if str(mutant) in SAME:
                continue
            self.tried += 1
            if not self._child_notices(items, mutant):
                self.survivors.append(mutant)
                print(f"survived: {mutant} (line {mutant.line})", file=sys.__stdout__, flush=True)
        names = {str(one) for one in found}
        self.noticed_by = {words: test for words, test in self.noticed_by.items() if words in names}
        return True

    def _quickest_first(self, item: pytest.Item) -> int:
        """In the order of `TESTS`; the plugin for databases would put those that need none last."""
        return next(number for number, one in enumerate(TESTS) if item.path.as_posix().endswith(one))

    def _open_the_database(self, items: list[pytest.Item]) -> None:
        """One test of the database makes it; then a whole world is put there, which every child finds."""
        from pytest_django.plugin import blocking_manager_key

        from tests.factories import access_worlds

        first = next(one for one in items if one.path.name == "test_dates.py")
        self._passes(first, items[0])
        with first.config.stash[blocking_manager_key].unblock():
            access_worlds.ready.append(access_worlds.build(prefix="kept-"))

    def _child_notices(self, items: list[pytest.Item], mutant: Mutant | None) -> bool:
        """Whether a test fails in a child that has this mutant; the test that did is tried first for the next."""
        likely = MODULES.get(mutant.module, "") if mutant else ""
        known = self.noticed_by.get(str(mutant), self.latest)
        items = sorted(items, key=lambda one: (one.nodeid != known, one.path.name != likely))
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            with os.fdopen(reading) as told:
                name = told.read()
            noticed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
            self.latest = name or self.latest
            if mutant is not None and name:
                self.noticed_by[str(mutant)] = name
            return noticed
        noticed = 1
        try:
            if mutant is not None:
                put_in_place(mutant)
            failed = self._first_to_fail(items)
            os.write(writing, failed.encode())
            noticed = int(bool(failed))
        finally:
            os._exit(noticed)

    def _first_to_fail(self, items: list[pytest.Item]) -> str:
        following = [*items[1:], items[0]]
        return next((one.nodeid for one, then in zip(items, following, strict=True) if not self._passes(one, then)), "")

    def _passes(self, item: pytest.Item, following: pytest.Item) -> bool:
        from _pytest.runner import runtestprotocol

        return not any(one.failed for one in runtestprotocol(item, log=False, nextitem=following))


def main() -> int:
    os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
    os.environ[FEW] = "1"
    began = time.monotonic()
    trials = Trials([one for one in sys.argv[1:] if one.startswith("goldenthread.")] or list(MODULES))
    options = [one for one in sys.argv[1:] if not one.startswith("goldenthread.") and one != "--keep"]
    root = Path(__file__).resolve().parent.parent
    chosen: list[Any] = [
        *TESTS,
        "-q",
        "--tb=native",
        "-k",
        "not would_be_caught",
        "--rootdir",
        str(root),
        "-p",
        "no:cacheprovider",
    ]
    pytest.main([*chosen, *options], plugins=[trials])
    if "--keep" in sys.argv:
        NOTICED_BY.write_text(json.dumps(trials.noticed_by, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    for words in trials.unknown:
        print(f"listed as the same, but there is no such mutant: {words}")
    print(f"{trials.tried} checks taken away, {len(trials.survivors)} not noticed, {len(SAME)} that change nothing.")
    print(f"{time.monotonic() - began:.0f} s")
    return int(bool(trials.survivors or trials.unknown or trials.tried == 0))


if __name__ == "__main__":
    sys.exit(main())
