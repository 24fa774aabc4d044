"""What was written anew between two texts, word by word. Free of Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

MOST = 3000
"""Longer passages than so many words are shown whole, old and new."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")

Kind = Literal["same", "del", "ins"]
Piece = tuple[Kind, str]
Passage = list[Piece]


def passages(before: str, after: str) -> list[Passage]:
    """The paragraphs that differ, each in pieces that stayed, went or came. Empty where nothing differs."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            made = _passage("\n".join(old[a:b]), "\n".join(new[c:d]))
            if any(text.strip() for _, text in made):
                found.append(made)
    return found


@dataclass(frozen=True)
class Beside:
    """Paragraphs of two texts beside each other: what stood there and what stands there now; or how many are the same."""

    before: Passage
    after: Passage
    same: int = 0


def side_by_side(before: str, after: str) -> list[Beside]:
    """Two texts beside each other, paragraph by paragraph, with what went marked on one side and what came on the other."""
    old, new = ([one.strip() for one in text.splitlines() if one.strip()] for text in (before, after))
    found: list[Beside] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Beside([], [], b - a))
        elif b - a == d - c:
            found += [_beside(*pair) for pair in zip(old[a:b], new[c:d], strict=True)]
        else:
            found.append(_beside("\n".join(old[a:b]), "\n".join(new[c:d])))
    return found


def _beside(before: str, after: str) -> Beside:
    pieces = _passage(before, after)
    left = [one for one in pieces if one[0] != "ins"]
    return Beside(left, [one for one in pieces if one[0] != "del"])


def _passage(before: str, after: str) -> Passage:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST:
        pieces: Passage = [("del", before), ("ins", after)]
        return [one for one in pieces if one[1]]
    return list(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
            continue
        if b > a:
            yield "del", "".join(old[a:b])
        if d > c:
            yield "ins", "".join(new[c:d])


@dataclass(frozen=True)
class SectionChange:
    """A section that is not what it was: added, taken out, or with other words."""

    slug: str
    title: str
    what: Literal["added", "taken out", "changed"]
    passages: list[tuple[str, Passage]]
    """Which part of it (title, finding, text …), and what differs there."""


PARTS = (
    ("title", "Title"),
    ("finding", "Finding"),
    ("owner", "Owner"),
    ("limbs", "What the law asks"),
    ("text", "Text"),
)


def sections(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[SectionChange]:
    """The sections that differ between two drafts, in the order of the later one."""
    old, new = {one["slug"]: one for one in before}, {one["slug"]: one for one in after}
    found = []
    for slug in [*new, *(slug for slug in old if slug not in new)]:
        was, is_ = old.get(slug, {}), new.get(slug, {})
        differing = [
            (words, passage)
            for name, words in PARTS
            for passage in passages(_said(was.get(name)), _said(is_.get(name)))
        ]
        if differing:
            what: Literal["added", "taken out", "changed"] = (
                "changed" if was and is_ else ("added" if is_ else "taken out")
            )
            found.append(SectionChange(slug, str((is_ or was)["title"]), what, differing))
    return found


def _said(value: Any) -> str:
    return ", ".join(f"({one})" for one in value) if isinstance(value, list) else str(value or "")
