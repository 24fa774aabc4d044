"""A plan in words: one sentence, what is to put right by kind, and the first rows as they will look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.workspace.year_zero.matching import Named
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Outcome, Plan, Planned, shown
from goldenthread.workspace.year_zero.reading import Problem, small

FIRST = 5
SHOWN_OF_A_GROUP = 20


def count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """a, b and c."""
    said = list(words)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""


def sentence(plan: Plan) -> str:
    """46 actions can be brought in; 3 rows need putting right."""
    main, counts = plan.kind.main, plan.counts
    parts = []
    if counts[Outcome.ADD]:
        parts.append(f"{count(counts[Outcome.ADD], main.one, main.many)} can be brought in")
    if counts[Outcome.CHANGE]:
        number = counts[Outcome.CHANGE]
        parts.append(f"{count(number, main.one, main.many)} {_is(number)} there already and would be changed")
    if counts[Outcome.SAME]:
        number = counts[Outcome.SAME]
        stay = "stays as it is" if number == 1 else "stay as they are"
        parts.append(f"{count(number, main.one, main.many)} {_is(number)} there already and {stay}")
    if plan.to_put_right:
        parts.append(to_put_right(plan))
    if left := counts[Outcome.LEFT]:
        what = _what(plan)
        parts.append(f"{count(left, what, f'{what}s')} {_is(left)} left out, as you chose")
    return "; ".join(parts) + "." if parts else "There are no rows below the headings."


def to_put_right(plan: Plan) -> str:
    """3 rows need putting right."""
    number, what = plan.to_put_right, _what(plan)
    return f"{count(number, what, f'{what}s')} {'needs' if number == 1 else 'need'} putting right"


def _what(plan: Plan) -> str:
    return "cell" if plan.is_by_cell else "row"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def heading(plan: Plan) -> str:
    """What the page is about, in few words."""
    can = plan.counts[Outcome.ADD] + plan.counts[Outcome.CHANGE]
    if plan.to_put_right:
        return to_put_right(plan)
    if can:
        return f"{count(can, plan.kind.main.one, plan.kind.main.many)} can be brought in"
    return "There is nothing to bring in"


def also_made(plan: Plan) -> list[str]:
    """What else would be made: "2 agencies: Example Fire and Example Care"."""
    found: list[str] = []
    by_target: dict[str, list[Planned]] = {}
    for planned in plan.made:
        by_target.setdefault(planned.target.name, []).append(planned)
    for group in by_target.values():
        target = group[0].target
        if target is plan.kind.main:
            continue
        names = [str(one.values["name"]) for one in group if target.name in {"agency", "group"}]
        found.append(count(len(group), target.one, target.many) + (f": {listed(names)}" if names else ""))
    return found


@dataclass(frozen=True)
class Group:
    """Problems that are put right in the same way."""

    title: str
    remedy: str
    problems: list[Problem]
    number: int

    @property
    def first(self) -> list[Problem]:
        return self.problems[:SHOWN_OF_A_GROUP]

    @property
    def caption(self) -> str:
        return (
            f"First {SHOWN_OF_A_GROUP} of {self.number:,}" if self.number > SHOWN_OF_A_GROUP else f"All {self.number:,}"
        )


def groups(plan: Plan) -> list[Group]:
    """What is to put right, the largest first; what was left out by choice stands last."""
    found: dict[tuple[Any, ...], list[Problem]] = {}
    for problem in plan.problems:
        found.setdefault((problem.is_chosen, problem.field.name, problem.fault, problem.remedy), []).append(problem)
    ordered = sorted(found.items(), key=lambda one: (one[0][0], -len(one[1])))
    return [Group(_title(problems), problems[0].remedy, problems, len(problems)) for _, problems in ordered]


def _title(problems: list[Problem]) -> str:
    number, first = len(problems), problems[0]
    what = "row" if len({problem.row for problem in problems}) == number else "cell"
    rows = count(number, what, f"{what}s")
    name = small(first.field.title)
    if first.fault == "unread" and first.heading == first.text:
        return (
            f"{rows} {'stands' if number == 1 else 'stand'} below the heading “{first.heading}”, which cannot be read"
        )
    match first.fault:
        case "chosen":
            return f"{rows} {_is(number)} left out, as you chose"
        case "repeated":
            return f"{rows} {'says' if number == 1 else 'say'} the same as another row"
        case "beside":
            return f"{rows} {'has' if number == 1 else 'have'} a “{first.heading}” that does not go with the rest of the row"
        case "empty":
            return f"{rows} {'has' if number == 1 else 'have'} no {name}"
        case _:
            return f"{rows} {'has' if number == 1 else 'have'} a “{first.heading}” that cannot be read"


def passable(plan: Plan, sheet: SpreadsheetImport) -> list[tuple[str, str]]:
    """Fields whose faults may be passed over, each with how many there are."""
    now = Counter(problem.field.name for problem in plan.problems if problem.can_be_passed_over)
    chosen = set(sheet.choices.get("passed_over", []))
    found = []
    for one in sheet.declared.fields:
        if one.name in now:
            found.append((one.name, f"{one.title}: {count(now[one.name], 'cell', 'cells')} would be left empty"))
        elif one.name in chosen:
            found.append((one.name, f"{one.title}: cells that cannot be read are left empty"))
    return found


@dataclass(frozen=True)
class Look:
    """The first rows as they will look."""

    headings: list[str]
    lines: list[tuple[int, list[tuple[str, str]]]]


def look(plan: Plan, known: dict[str, Named]) -> Look:
    names = {name: one.options for name, one in known.items()}
    good = [one for one in plan.lines if one.outcome in {Outcome.ADD, Outcome.CHANGE}][:FIRST]
    used = [one for one in plan.kind.fields if any(line.line.values.get(one.name) is not None for line in good)]
    lines = [
        (
            one.line.row,
            [(field.title, shown(one.line.values.get(field.name), plan.kind, field.name, names)) for field in used],
        )
        for one in good
    ]
    return Look([one.title for one in used], lines)


def changes(plan: Plan) -> list[tuple[str, str, str, str]]:
    """What would change of what is there already: the record, the field, what it says, what it would say."""
    found = []
    for planned in plan.changed:
        for name, value in planned.changes.items():
            field: Any = planned.target.model._meta.get_field(name)
            words = str(field.verbose_name)
            held = getattr(planned.existing, name)
            found.append((_short(planned.existing), words[:1].upper() + words[1:], _said(held), _said(value)))
    return found


def _said(value: Any) -> str:
    if isinstance(value, Planned):
        return _short(value.values.get("name", value.target.one))
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else _short(value)


def _short(value: Any) -> str:
    said = " ".join(str(value).split())
    return said if len(said) <= 80 else said[:79] + "…"


def result(sheet: SpreadsheetImport) -> str:
    """What was brought in, in a sentence."""
    main, counts = sheet.declared.main, sheet.counts
    parts = []
    if counts.get("added"):
        parts.append(f"{count(counts['added'], main.one, main.many)} brought in")
    if counts.get("changed"):
        parts.append(f"{count(counts['changed'], main.one, main.many)} changed")
    if counts.get("same"):
        parts.append(f"{count(counts['same'], main.one, main.many)} there already, left as they were")
    if counts.get("left_out"):
        cells = counts.get("cells_left_out", 0)
        rows = count(counts["left_out"], "row", "rows")
        parts.append(f"{count(cells, 'cell', 'cells')} left out, in {rows}" if cells else f"{rows} left out")
    return "; ".join(parts) + "."
