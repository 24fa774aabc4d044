"""The indicator catalogue: figures that a Board follows over time, as data. Free of Django.

An indicator names, for each year from which it holds, the rule by which it is counted: a figure in one of its versions. A
point of an earlier year is made by the rule of that year, so that last year's report comes out as it did. What is counted
stands in the figure's own file: a figure of the Board, or a question that only the scorecard asks (`indicators/questions`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period
from goldenthread.figures.coverage import OF_CASEWORK
from goldenthread.figures.definitions import BadDefinition, all_definitions, parse
from goldenthread.figures.figure import Definition

FOLDER = Path(__file__).parent / "indicators"

Every = Literal["month", "quarter", "year"]
Better = Literal["higher", "lower", "context"]


@dataclass(frozen=True)
class Rule:
    """How an indicator is counted from a financial year on. `row` is the row of a figure with rows that is meant."""

    version: str
    valid_from: Period
    figure: str
    figure_version: str
    row: str
    definition: Definition


@dataclass(frozen=True)
class Indicator:
    """A figure followed over time. `over` is how many months a point covers up to its end; 0 for its own period."""

    id: str
    catalogue: str
    title: str
    asks: str
    heading: str
    theme: str
    every: Every
    over: int
    better: Better
    owner: str
    source: str
    needs_commentary: bool
    rules: tuple[Rule, ...]

    def rule_for(self, year: Period) -> Rule | None:
        """The rule in force in a financial year; None for years before the first."""
        found = [rule for rule in self.rules if rule.valid_from <= year]
        return found[-1] if found else None

    @property
    def definition(self) -> Definition:
        """What it counts by the newest rule."""
        return self.rules[-1].definition

    @property
    def is_about_adults(self) -> bool:
        """Whether it counts adults, or things about adults, so that small numbers may give somebody away."""
        return any(rule.definition.disclosure == "people" for rule in self.rules)

    @property
    def figure_id(self) -> str:
        """The Board's figure that it follows, which has a page; empty where only the scorecard asks it."""
        figure = self.rules[-1].figure
        return figure if figure in all_definitions() else ""


@dataclass(frozen=True)
class Waiting:
    """An indicator of the catalogue for which others' records would be needed."""

    catalogue: str
    title: str
    held_by: str
    needs: str
    theme: str


@dataclass(frozen=True)
class Elsewhere:
    """An indicator of the catalogue that another page tells: a figure by its id, or a page of the workspace by its name."""

    catalogue: str
    title: str
    figure: str
    page: str


@dataclass(frozen=True)
class Catalogue:
    """Every indicator by id in the order of the page, the headings they stand under, those told on other pages, and those that
    wait for records.

    `seal` names the whole of it, with every question it asks.
    """

    headings: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    elsewhere: tuple[Elsewhere, ...]
    waiting: tuple[Waiting, ...]
    seal: str

    def indicator(self, name: str) -> Indicator:
        """One indicator.

        Raises:
            NotFound: there is none of that name.
        """
        if name not in self.indicators:
            raise NotFound("There is no such indicator.")
        return self.indicators[name]


@cache
def shipped() -> Catalogue:
    """The catalogue in the package."""
    return read(FOLDER)


def read(folder: Path) -> Catalogue:
    """A catalogue from a folder with `catalogue.yaml`, and its questions in `questions/` (earlier ones in `questions/past/`).

    Raises:
        BadDefinition: a name stands twice, a rule's figure or version is not there, or rules are out of order.
    """
    text = (folder / "catalogue.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.safe_load(text)
    questions = _questions(folder / "questions")
    found: dict[str, Indicator] = {}
    for row in said["indicators"]:
        if row["id"] in found:
            raise BadDefinition(f"The indicator “{row['id']}” stands twice in the catalogue. Give one another name.")
        found[row["id"]] = _indicator(row, said, questions)
    waiting = tuple(
        Waiting(row["catalogue"], row["title"], row["held_by"], row["needs"], row.get("theme", ""))
        for row in said["waiting"]
    )
    elsewhere = tuple(
        Elsewhere(row["catalogue"], row["title"], row.get("figure", ""), row.get("page", ""))
        for row in said.get("elsewhere", ())
    )
    for one in elsewhere:
        if bool(one.figure) == bool(one.page) or (one.figure and one.figure not in all_definitions()):
            raise BadDefinition(f"“{one.title}” ({one.catalogue}) must name a figure that is there, or a page.")
    sealed = [text, *(rule.definition.sql for one in found.values() for rule in one.rules)]
    return Catalogue(
        said["headings"], found, elsewhere, waiting, hashlib.sha256("\n".join(sealed).encode()).hexdigest()
    )


def _questions(folder: Path) -> dict[tuple[str, str], Definition]:
    """Questions by id and version."""
    files = [*sorted(folder.glob("*.sql")), *sorted(folder.glob("past/*.sql"))]
    read_ = [parse(file.read_text(encoding="utf-8"), file.name) for file in files]
    return {(one.id, one.version): one for one in read_}


def _indicator(row: Mapping[str, Any], said: Mapping[str, Any], questions: Mapping[Any, Definition]) -> Indicator:
    rules = tuple(_rule(row["id"], one, questions) for one in row["rules"])
    if not rules or list(rules) != sorted(rules, key=lambda rule: rule.valid_from):
        raise BadDefinition(f"The rules of “{row['id']}” must stand in the order of the years from which they hold.")
    units = {rule.definition.unit for rule in rules}
    if row["heading"] not in said["headings"] or len(units) > 1:
        raise BadDefinition(f"The indicator “{row['id']}” needs a heading of the catalogue, and one unit in all years.")
    return Indicator(
        id=row["id"],
        catalogue=row["catalogue"],
        title=row["title"],
        asks=row["asks"],
        heading=row["heading"],
        theme=row.get("theme", ""),
        every=row["every"],
        over=row.get("over", 0),
        better=row["better"],
        owner=said["owners"][row["owner"]],
        source=said["sources"][row["source"]],
        needs_commentary=row.get("commentary", False),
        rules=rules,
    )


def _rule(name: str, row: Mapping[str, Any], questions: Mapping[tuple[str, str], Definition]) -> Rule:
    figure, version = row["figure"], str(row["figure_version"])
    current = all_definitions().get(figure)
    found = current if current is not None and current.version == version else questions.get((figure, version))
    if found is None:
        raise BadDefinition(
            f"The indicator “{name}” is counted by version {version} of “{figure}”, which is not there. Keep a version that "
            "a year was counted by in questions/past."
        )
    if bool(found.breakdown) != bool(row.get("row")):
        raise BadDefinition(
            f"The indicator “{name}” must name a row of “{figure}” where that has rows, and only there."
        )
    return Rule(str(row["version"]), Period.parse(row["from"]), figure, version, row.get("row", ""), found)


def reads_casework(definition: Definition) -> bool:
    """Whether a definition reads the council's extract, which covers some days and not others."""
    return bool(set(definition.datasets) & OF_CASEWORK)
