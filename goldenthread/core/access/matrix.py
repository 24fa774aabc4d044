"""The access matrix: `access.toml`, read once. What it does not grant is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from goldenthread.core.access.acts import LETTERS, SCOPE_WORDS, Act, Role, Scope
from goldenthread.core.errors import GoldenThreadError

FILE = Path(__file__).parent / "access.toml"
LEVELS = {
    "public": "Public",
    "partnership": "For those who work with the Board",
    "board": "For the Board only",
    "case": "Part of a case",
    "sealed": "Sealed: given one by one",
}
NOT_ROLES = {"title", "level", "note", "later", "purpose", "emergency"}
VERBS = {
    Act.KNOW: "knows of",
    Act.READ: "reads",
    Act.CREATE: "adds",
    Act.UPDATE: "changes drafts of",
    Act.EDIT: "changes",
    Act.APPROVE: "signs off",
    Act.EXPORT: "exports",
    Act.DELETE: "takes away",
    Act.GRANT: "gives access to",
}


class BadMatrix(GoldenThreadError):
    """`access.toml` says something that cannot be read; the text names the cell."""


@dataclass(frozen=True)
class Grant:
    """Some acts, at one scope. An act in `by_two` needs a second person."""

    acts: frozenset[Act]
    scope: Scope
    by_two: frozenset[Act] = frozenset()


@dataclass(frozen=True)
class Guarded:
    """A row of the matrix: one kind of thing, its class, and what each role may do with it.

    `asks_purpose`: whoever reads it says why first, and each reading is in the trail. `purposes`: it is read for these alone.
    `opens_in_emergency`: it is part of what is read when a case is opened in an emergency.
    """

    name: str
    title: str
    level: str
    grants: Mapping[Role, tuple[Grant, ...]]
    note: str = ""
    is_built: bool = True
    asks_purpose: bool = False
    purposes: frozenset[str] = frozenset()
    opens_in_emergency: bool = False


@dataclass(frozen=True)
class ThirdParty:
    """An address whose page a library makes; why it is safe, and who may reach it."""

    route: str
    mark: str
    reason: str


def cell(text: str, where: str) -> tuple[Grant, ...]:
    """Read `"RCU@own RA2@all"`: letters of acts, a 2 after an act that needs a second person, and a scope.

    Raises:
        BadMatrix: a letter or a scope is not known.
    """
    grants = []
    for part in text.split():
        letters, separator, scope = part.partition("@")
        if not separator or scope not in set(Scope):
            raise BadMatrix(f"{where}: “{part}” has no scope; write it as R@all.")
        acts, by_two = set(), set()
        last: Act | None = None
        for letter in letters:
            if letter == "2" and last:
                by_two.add(last)
                continue
            if letter not in LETTERS:
                raise BadMatrix(f"{where}: “{letter}” is not an act.")
            last = LETTERS[letter]
            acts.add(last)
        grants.append(Grant(frozenset(acts), Scope(scope), frozenset(by_two)))
    return tuple(grants)


@cache
def _read() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found


@cache
def objects() -> Mapping[str, Guarded]:
    """Every row of the matrix, in the file's order.

    Raises:
        BadMatrix: a row names an unknown role, or a cell cannot be read.
    """
    rows = {}
    for name, row in _read()["objects"].items():
        roles = {key: value for key, value in row.items() if key not in NOT_ROLES}
        unknown = set(roles) - set(Role)
        if unknown:
            raise BadMatrix(f"{name}: {', '.join(sorted(unknown))} is not a role.")
        grants = {Role(role): cell(text, f"{name}, {role}") for role, text in roles.items()}
        if row["level"] not in LEVELS:
            raise BadMatrix(f"{name}: “{row['level']}” is not a level; write one of {', '.join(LEVELS)}.")
        purpose = row.get("purpose", False)
        rows[name] = Guarded(
            name,
            row["title"],
            row["level"],
            grants,
            row.get("note", ""),
            "later" not in row,
            bool(purpose),
            frozenset(purpose) if isinstance(purpose, list) else frozenset(),
            bool(row.get("emergency", False)),
        )
    return rows


def grants(name: str, role: Role) -> tuple[Grant, ...]:
    """What a role may do with a kind of thing; nothing where the matrix is silent.

    Raises:
        BadMatrix: the matrix has no such row.
    """
    if name not in objects():
        raise BadMatrix(f"access.toml has no row “{name}”.")
    return objects()[name].grants.get(role, ())


@cache
def third_party() -> tuple[ThirdParty, ...]:
    return tuple(ThirdParty(route, row["mark"], row["reason"]) for route, row in _read().get("third_party", {}).items())


@cache
def installation() -> Mapping[str, str]:
    """Our kinds of record that belong to no Board, as `accounts.User`, and why no row reaches them."""
    return dict(_read().get("installation", {}))


@dataclass(frozen=True)
class Row:
    """A row of the matrix as people read it: what each role may do, in sentences. A role that may do nothing has none."""

    name: str
    title: str
    level: str
    note: str
    is_built: bool
    words: Mapping[Role, tuple[str, ...]]

    def of(self, role: Role) -> tuple[str, ...]:
        return self.words.get(role, ())


def in_words(grant: Grant) -> Iterator[str]:
    """`"RA2@all"` as “reads all of the Board’s” and “signs off all of the Board’s, with a second person”."""
    for acts, ending in ((grant.acts - grant.by_two, ""), (grant.by_two, ", with a second person")):
        verbs = [VERBS[act] for act in Act if act in acts]
        if verbs:
            listed = " and ".join([", ".join(verbs[:-1]), verbs[-1]] if len(verbs) > 1 else verbs)
            yield f"{listed} {SCOPE_WORDS[grant.scope]}{ending}"


def as_table() -> list[Row]:
    """The whole matrix in words, in the file's order."""
    return [
        Row(
            row.name,
            row.title,
            LEVELS[row.level],
            row.note,
            row.is_built,
            {
                role: tuple(words for grant in grants for words in in_words(grant))
                for role, grants in row.grants.items()
            },
        )
        for row in objects().values()
    ]
