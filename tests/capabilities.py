"""The page of capabilities, made from the tests that name them: `python -m tests.capabilities` writes it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "reference" / "capabilities.md"
SAID = TESTS / "expected" / "capabilities.yaml"
SHOWN = 3
HEAD = """# What is built

Every capability that a Board's annual report describes or implies, by number, and where it stands. This page is made from the
tests: `@pytest.mark.capability("S14")` on a test says that it shows the capability at work. `python -m tests.capabilities`
writes the page; a test holds that it is as the tests say.

- **built**: a test shows it at work with records, through its own page, command or part of the report;
- **built, no test names it**: it works, and no test is marked with its number yet;
- **in the workspace**: its records have a list, a form and a history, without the workflow that the capability implies;
- **in the report**: its records or text stand in the annual report, without pages of their own. *Narrative* is text of a
  section: written, signed off and compared in the workspace as any other;
- **not yet**: nothing is there.

What the workspace rests on has no number here: [signing in](signing-in.md), [access](access.md), [the trail](trail.md),
[bringing in spreadsheets](../how-to/bring-in-your-spreadsheets.md), [running it](../how-to/run-an-installation.md).
"""


def said() -> dict[str, dict[str, str]]:
    """What is written of each capability, by number: title, state, where."""
    found = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return {str(number): dict(one) for number, one in found.items()}


def named_in(source: str) -> Iterator[tuple[str, str]]:
    """(capability, test) for each test of a module's text that is marked with one; a marked class marks its tests."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            numbers = [number for mark in node.decorator_list for number in _numbers(mark)]
            tests = (
                [node.name]
                if isinstance(node, ast.FunctionDef)
                else [one.name for one in node.body if isinstance(one, ast.FunctionDef)]
            )
            yield from ((number, test) for number in numbers for test in tests if test.startswith("test_"))


def _numbers(mark: ast.expr) -> list[str]:
    if not isinstance(mark, ast.Call) or not ast.unparse(mark.func).endswith("mark.capability"):
        return []
    return [str(one.value) for one in mark.args if isinstance(one, ast.Constant)]


def proved() -> dict[str, list[str]]:
    """The tests that name each capability."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.capability" in text:
            for number, test in named_in(text):
                found[number].append(
                    f"{path.relative_to(TESTS).as_posix()}: {test.removeprefix('test_').replace('_', ' ')}"
                )
    return found


def page() -> str:
    """The page as the tests have it now."""
    shown, lines, counts = proved(), [], defaultdict(int)
    for number, one in said().items():
        tests = shown.get(number, [])
        state = "built" if tests else one["state"].replace("built", "built, no test names it")
        counts[state] += 1
        more = f" and {len(tests) - SHOWN} more" if len(tests) > SHOWN else ""
        proof = "; ".join(tests[:SHOWN]) + more
        lines.append(f"| {number} | {one['title']} | {state} | {one.get('where', '')} | {proof} |")
    order = ("built", "built, no test names it", "in the workspace", "in the report", "not yet")
    count = ", ".join(f"{counts[state]} {state}" for state in order)
    head = "| no. | capability | state | where, or what is missing | shown by |\n|---|---|---|---|---|"
    return f"{HEAD}\nOf {len(lines)}: {count}.\n\n{head}\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name} is as the tests say.")
