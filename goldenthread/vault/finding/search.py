"""Looking through passages for terms: each hit with where it is and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.vault.finding.folding import Folded, fold, ways
from goldenthread.vault.finding.terms import Term

AROUND = 60
SPACES = re.compile(r"\s+")
BESIDE = 1
"""How many passages before and after count as standing together."""


@dataclass(frozen=True)
class Passage:
    """A piece of text and where it is: a paragraph, a header, a comment, a file’s name."""

    place: str
    text: str
    is_name: bool = False


@dataclass(frozen=True)
class Found:
    """One place where something was found, as it stands there, with the words around it."""

    sort: str
    about: str
    place: str
    words: str
    before: str = ""
    after: str = ""
    passage: int = 0
    start: int = 0


def search(
    passages: Sequence[Passage], terms: Iterable[Term], together: Iterable[tuple[str, list[re.Pattern[str]]]] = ()
) -> list[Found]:
    """Everything that is found, in the order it stands. Where finds overlap, the longest is kept."""
    looked_for = list(terms)
    found: list[Found] = []
    for number, passage in enumerate(passages):
        spans: dict[tuple[int, int], Term] = {}
        for way in ways(passage.text, is_name=passage.is_name):
            _look(way, passage, looked_for, spans)
        found += [_as_found(passage, number, span, term) for span, term in _longest(spans)]
    for sort, patterns in together:
        found += _stand_together(passages, sort, patterns)
    return sorted(found, key=lambda one: (one.passage, one.start))


def _look(way: Folded, passage: Passage, terms: Iterable[Term], spans: dict[tuple[int, int], Term]) -> None:
    for term in terms:
        for match in term.pattern.finditer(way.text):
            if match.end() == match.start():
                continue
            start, end = way.span(*match.span())
            if term.fits is None or term.fits(passage.text[start:end]):
                spans.setdefault((start, end), term)


def _longest(spans: dict[tuple[int, int], Term]) -> list[tuple[tuple[int, int], Term]]:
    """Those that do not lie within a longer one."""
    kept: list[tuple[tuple[int, int], Term]] = []
    reach = -1
    for (start, end), term in sorted(spans.items(), key=lambda one: (one[0][0], -one[0][1])):
        if end > reach:
            kept.append(((start, end), term))
            reach = end
    return kept


def _as_found(passage: Passage, number: int, span: tuple[int, int], term: Term) -> Found:
    start, end = span
    text = passage.text
    return Found(
        term.sort,
        term.about,
        passage.place,
        " ".join(text[start:end].split()),
        SPACES.sub(" ", text[max(0, start - AROUND) : start]),
        SPACES.sub(" ", text[end : end + AROUND]),
        number,
        start,
    )


def _stand_together(passages: Sequence[Passage], sort: str, patterns: list[re.Pattern[str]]) -> list[Found]:
    """Where every one of several things stands within neighbouring passages."""
    folded = [fold(one.text) for one in passages]
    where = [{place for place, one in enumerate(folded) if pattern.search(one.text)} for pattern in patterns]
    if not where:
        return []
    found = []
    for place in sorted(where[0]):
        near = set(range(place - BESIDE, place + BESIDE + 1))
        if all(near & one for one in where):
            match = patterns[0].search(folded[place].text)
            if match:
                term = Term(sort, "", patterns[0])
                found.append(_as_found(passages[place], place, folded[place].span(*match.span()), term))
    return found
