"""Which agency or group of the Board a text names, and which of a few words it means; what is not sure is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from goldenthread.boards.models import Agency, Board, Group, Person
from goldenthread.workspace.year_zero.declared import Field, SpreadsheetKind
from goldenthread.workspace.year_zero.readers import NOTHING, Choice, OfBoard, plain

NEW, LEAVE, EMPTY = "new", "leave", "empty"
"""What may be said of a text instead of naming a record: make one, leave its rows out, or take it as empty."""
Means = Mapping[str, Mapping[str, str]]
"""By field, then by what is written (in small letters): what it means."""
NEAR, SURE = 0.55, 0.8
MOST_ASKED = 150
_SMALL = {"the", "of", "and", "for", "in"}


def normal(name: str) -> str:
    """A name without what people leave out: case, stops ("I.C.B."), "the", "&"."""
    words = re.findall(r"[\w]+", name.casefold().replace("&", " and ").replace("’", "").replace("'", ""))
    kept = [word for word in words if word != "the"]
    return "".join(kept) if all(len(word) == 1 for word in kept) else " ".join(kept)


@dataclass(frozen=True)
class Named:
    """Those of the Board that can be named, and every name that is one record's alone."""

    options: dict[str, str] = field(default_factory=dict)
    """By id, as people choose among them."""
    names: dict[str, str] = field(default_factory=dict)
    """By normal name, the id."""

    def known(self, text: str) -> str | None:
        return self.names.get(normal(text))

    def near(self, text: str) -> list[tuple[float, str]]:
        """The most alike, best first."""
        best: dict[str, float] = {}
        for name, key in self.names.items():
            best[key] = max(best.get(key, 0), _alike(normal(text), name))
        ranked = sorted(
            ((score, key) for key, score in best.items() if score >= NEAR), key=lambda one: (-one[0], one[1])
        )
        return ranked[:3]


def _alike(text: str, name: str) -> float:
    said, known = set(text.split()) - _SMALL, set(name.split()) - _SMALL
    shared = len(said & known) / max(1, min(len(said), len(known)))
    ratio = SequenceMatcher(None, text, name).ratio()
    return max(ratio, 0.5 * ratio + 0.5 * shared if len(said & known) else 0)


def _gathered(records: Iterable[tuple[UUID, str, Iterable[str]]]) -> Named:
    options: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for key, title, names in records:
        options[str(key)] = title
        for name in filter(None, (normal(one) for one in (title, *names))):
            owners.setdefault(name, set()).add(str(key))
    return Named(options, {name: next(iter(keys)) for name, keys in owners.items() if len(keys) == 1})


def _initials(name: str) -> str:
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word not in _SMALL)
    return letters if len(letters) > 2 else ""


def agencies(board: Board, *, with_people: bool = False) -> Named:
    """The Board's agencies; with those of its people, where a sheet may name a person instead."""
    found = _gathered(
        (one.pk, one.name, (one.short_name, one.slug.replace("-", " "), _initials(one.name)))
        for one in Agency.objects.filter(board=board)
    )
    if with_people:
        people = Person.objects.filter(board=board, agency__isnull=False).values_list("name", "agency_id")
        times = Counter(normal(name) for name, _ in people)
        for name, agency in people:
            if times[normal(name)] == 1:
                found.names.setdefault(normal(name), str(agency))
    return found


def groups(board: Board) -> Named:
    """The Board's groups, by every name they have had."""
    return _gathered(
        (one.pk, list(one.names.all())[-1].name if one.names.all() else str(one),
         (*(name.name for name in one.names.all()), one.slug.replace("-", " ")))
        for one in Group.objects.filter(board=board).prefetch_related("names")
    )  # fmt: skip


def named(board: Board, kind: SpreadsheetKind) -> dict[str, Named]:
    """Those that the fields of a kind may name, by field."""
    makers = {"agency": lambda: agencies(board, with_people=kind.wide is not None), "group": lambda: groups(board)}
    return {one.name: makers[one.reads.kind]() for one in kind.fields if isinstance(one.reads, OfBoard)}


@dataclass(frozen=True)
class Question:
    """A text whose meaning is asked: how often it stands there, what may be said, and what is offered first."""

    field: Field
    text: str
    times: int
    options: list[tuple[str, list[tuple[str, str]]]]
    """Groups of choices, each with its title (empty: none)."""
    first: str

    @property
    def key(self) -> str:
        return plain(self.text)


def _named_question(one: Field, text: str, times: int, known: Named, said: str | None) -> Question:
    near = known.near(text) if text else []
    groups_of: list[tuple[str, list[tuple[str, str]]]] = []
    reads = one.reads
    what = reads.kind if isinstance(reads, OfBoard) else ""
    other = []
    if text:
        other.append((NEW, f"Make a new {what} called “{text[:80]}”"))
        other.append((LEAVE, "Leave these rows out"))
        if not one.is_needed:
            other.append((EMPTY, f"Bring these rows in without {'an agency' if what == 'agency' else 'a group'}"))
    close = [(key, known.options[key]) for _, key in near if key in known.options]
    if close:
        groups_of.append(("Most alike", close))
    groups_of.append(("Something else" if close else "", other))
    rest = [(key, title) for key, title in known.options.items() if key not in dict(close)]
    groups_of.append((f"All {'agencies' if what == 'agency' else 'groups'}", sorted(rest, key=lambda pair: pair[1])))
    offered = {key for _, choices in groups_of for key, _ in choices}
    first = near[0][1] if near and near[0][0] >= SURE else (NEW if text else "")
    return Question(one, text, times, [pair for pair in groups_of if pair[1]], said if said in offered else first)


def _choice_question(one: Field, text: str, times: int, reads: Choice, said: str | None) -> Question:
    options = list(reads.options.items())
    other = [(LEAVE, "Leave these rows out"), (EMPTY, "Take it as an empty cell")]
    first = said or reads.perhaps.get(plain(text), "")
    return Question(one, text, times, [("", options), ("Something else", other)], first)


def questions(
    kind: SpreadsheetKind, texts: Mapping[str, Counter[str]], known: Mapping[str, Named], means: Means
) -> list[Question]:
    """What has to be asked about a sheet: by field, most frequent first. `texts` are the distinct cells of a field."""
    found = []
    for one in kind.fields:
        if not one.reads.needs_decision:
            continue
        said = means.get(one.name, {})
        for text, times in texts.get(one.name, Counter()).most_common():
            match one.reads:
                case Choice() as reads:
                    if plain(text) not in reads.empty and reads.known(text) is None:
                        found.append(_choice_question(one, text, times, reads, said.get(plain(text))))
                case OfBoard():
                    if (text == "" and one.for_all) or (
                        plain(text) not in NOTHING and known[one.name].known(text) is None
                    ):
                        found.append(_named_question(one, text, times, known[one.name], said.get(plain(text))))
    return found


def meaning(one: Field, text: str, known: Mapping[str, Named], means: Means) -> Any:
    """What a text means: a stored value, an id, NEW, LEAVE, EMPTY; or None where nobody has said."""
    if isinstance(one.reads, Choice) and (sure := one.reads.known(text)) is not None:
        return sure
    if isinstance(one.reads, OfBoard) and (sure := known[one.name].known(text)) is not None:
        return sure
    said = means.get(one.name, {}).get(plain(text))
    if isinstance(one.reads, Choice) and said not in {NEW, LEAVE, EMPTY, None}:
        return (
            said if said in one.reads.options else None
        )  # what was said before there were more choices is asked again
    if isinstance(one.reads, OfBoard) and said not in {NEW, LEAVE, EMPTY, None}:
        return said if said in known[one.name].options else None
    return said
