"""The access matrix read a second time, by other means than the program's: what the table says, as plain sets.

Nothing here imports the program's reader or its rule; the tests hold the two readings against one another.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import goldenthread

FILE = Path(goldenthread.__file__).parent / "core" / "access" / "access.toml"
WORDS = {
    "know it exists": "L", "read": "R", "create": "C", "change while a draft": "U", "change": "E", "approve": "A",
    "export": "X", "take away": "D", "give access": "G",
}  # fmt: skip
NOT_ROLES = {"title", "level", "note", "later", "purpose", "emergency"}
Cell = list[tuple[str, str]]


@cache
def rows() -> dict[str, dict[str, str]]:
    """Row → key → text, from the file's lines."""
    found: dict[str, dict[str, str]] = {}
    here: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[objects\.(\w+)\]", line):
            here = found.setdefault(heading[1], {})
        elif line.startswith("["):
            here = {}
        elif pair := re.fullmatch(r"(\w+) = \"?(.*?)\"?", line):
            here[pair[1]] = pair[2]
    return found


@cache
def cell(row: str, role: str) -> tuple[tuple[str, str], ...]:
    """`"RA2@all"` as (("RA", "all"),): letters without their twos, and a scope."""
    text = rows()[row].get(role, "") if role not in NOT_ROLES else ""
    return tuple((part.split("@")[0].replace("2", ""), part.split("@")[1]) for part in text.split())


def gives(letters: str, act: str, is_draft: bool) -> bool:
    """Whether letters give an act, with what they carry."""
    asked = WORDS[act]
    if asked == "L":
        return bool(set(letters) & set("LRUEAX"))
    if asked in "UE":
        return "E" in letters or ("U" in letters and is_draft)
    return asked in letters


def may_somewhere(roles: set[str], act: str, row: str) -> bool:
    """Whether any of these roles may do this to some record of the row: the door of a page."""
    return any(gives(letters, act, is_draft=True) for role in roles for letters, _ in cell(row, role))


def may(roles: set[str], act: str, row: str, *, near: set[str], is_draft: bool) -> bool:
    """Whether these roles may do this to a record to which they stand `near` by these scopes; the Board's own by `all`."""
    return any(scope in near and gives(letters, act, is_draft) for role in roles for letters, scope in cell(row, role))
