"""Searching: what somebody typed as terms, each with the other words that mean the same, and the records that hold them all.

A term of up to three letters must begin a word, a single one be a word; longer ones may stand anywhere. Only what `visible_to`
lets through is ever asked, and a name of another record counts only for whoever may read that record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.lookups import Contains, Regex

from goldenthread.core.access import matrix
from goldenthread.core.access.acts import Act, Scope
from goldenthread.core.access.guards import guards
from goldenthread.core.access.rule import visible_to
from goldenthread.core.access.standing import Standing, effective
from goldenthread.core.folding import Folded, fold

LONGEST = 100
MOST_TERMS = 6
MOST_WORDS = 12
"""Words that are looked for in all, with those that mean the same: a question to the database has a longest length."""
SHORT = 3
"""Up to so many letters a word is searched for at the beginning of words only: "sar" is not "necessary"."""
EDGES = "\"“”()[]{}.,;:!?'"


@dataclass(frozen=True)
class Term:
    """Something that must be found: as it was typed, folded, and what else means the same, as people write it."""

    own: str
    others: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All it is looked for by, folded."""
        return tuple(dict.fromkeys([self.own, *map(fold, self.others)]))


SameWords = Callable[[UUID], Iterable[Iterable[str]]]
_same_words: list[SameWords] = []


def means_the_same(teller: SameWords) -> SameWords:
    """Register who knows sets of words that mean the same on a Board."""
    if teller not in _same_words:
        _same_words.append(teller)
    return teller


def words_of(text: str) -> list[str]:
    """A text's words, folded, without the punctuation around them."""
    return [word for word in (part.strip(EDGES) for part in fold(text).split()) if word]


def terms(q: str, board_id: UUID) -> list[Term]:
    """What was typed as terms; a name of several words that means the same as another is one term."""
    typed = words_of(q[:LONGEST])
    if not typed:
        return []
    known: dict[tuple[str, ...], list[str]] = {}
    for teller in _same_words:
        for words in teller(board_id):
            _learn(known, list(words))
    return _read(typed, known)


def _learn(known: dict[tuple[str, ...], list[str]], words: list[str]) -> None:
    for one in words:
        others = [other for other in words if fold(other) != fold(one)]
        known.setdefault(tuple(words_of(one)), []).extend(others)


def _read(typed: list[str], known: dict[tuple[str, ...], list[str]]) -> list[Term]:
    longest = max(map(len, known), default=1)
    found: list[Term] = []
    place = 0
    while place < len(typed) and len(found) < MOST_TERMS:
        size = next((n for n in range(longest, 0, -1) if tuple(typed[place : place + n]) in known), 1)
        span = tuple(typed[place : place + size])
        found.append(Term(" ".join(span), tuple(dict.fromkeys(known.get(span, [])))))
        place += size
    left = MOST_WORDS - len(found)
    return [Term(one.own, one.others[: left // len(found)]) for one in found]


def also(found: Iterable[Term]) -> list[str]:
    """What else was looked for, as people write it."""
    return list(dict.fromkeys(word for term in found for word in term.others))


def _plain(word: str) -> str:
    """A folded word in a regular expression that Python and both databases read alike."""
    return re.sub(r"([^\w\s])", r"\\\1", word)


def begins(word: str) -> str:
    return f"(^|[^a-z0-9]){_plain(word)}"


def whole(word: str) -> str:
    return f"{begins(word)}($|[^a-z0-9])"


def pattern(word: str) -> str:
    """Where a word counts as found, by its length."""
    if len(word) == 1:
        return whole(word)
    return begins(word) if len(word) <= SHORT else _plain(word)


def holds(path: str, word: str) -> Q:
    """That a field holds a folded word."""
    return Q(Contains(Folded(path), word)) if len(word) > SHORT else Q(Regex(Folded(path), pattern(word)))


def rest(found: list[Term], called: Iterable[str]) -> list[Term]:
    """The terms without those that only name the kind: "recommendation 4" asks recommendations for 4."""
    names = {word for name in called for word in words_of(name)}
    kept = [term for term in found if term.own not in names]
    return kept or found


def matching(found: list[Term], paths: Iterable[str], *, model: type[Model], standing: Standing, board_id: UUID) -> Q:
    """The condition that every term stands in one of the paths; without a term, none."""
    ways = [(path, _through(path, model, standing, board_id)) for path in paths]
    each = [reduce(or_, [holds(path, word) & seen for path, seen in ways for word in term.every]) for term in found]
    return reduce(and_, each, Q())


def narrow(records: QuerySet[Any], condition: Q, paths: Iterable[str]) -> QuerySet[Any]:
    """The records that fit; each once, also where a path leads to many."""
    fitting = records.filter(condition)
    if not any(leads_to_many(records.model, path) for path in paths):
        return fitting
    return records.filter(pk__in=records.model._default_manager.filter(condition).values("pk"))


def _steps(model: type[Model], path: str) -> Iterable[tuple[str, Any]]:
    here: Any = model
    names = path.split("__")
    for place, name in enumerate(names):
        field = here._meta.get_field(name)
        here = field.related_model
        yield "__".join(names[: place + 1]), field
        if here is None:
            return


def leads_to_many(model: type[Model], path: str) -> bool:
    """Whether a path passes a relation to many, so that a record could be found twice."""
    return any(field.one_to_many or field.many_to_many for _, field in _steps(model, path))


def _through(path: str, model: type[Model], standing: Standing, board_id: UUID) -> Q:
    """That whoever searches may read each record on the way: otherwise its name would be found out by searching for it."""
    found = Q()
    for before, field in _steps(model, path):
        other = field.related_model
        if other is not None and other in guards() and not _reads_all(standing, other, board_id):
            found &= Q(**{f"{before}__in": visible_to(standing, Act.READ, other._default_manager.all())})
    return found


def is_open(path: str, *, model: type[Model], standing: Standing, board_id: UUID) -> bool:
    """Whether what a path leads to may be shown to them wherever they see the record."""
    return not _through(path, model, standing, board_id)


def _reads_all(standing: Standing, model: type[Model], board_id: UUID) -> bool:
    guard = guards()[model]
    return standing.is_trusted or (
        guard.case is None
        and any(
            grant.scope is Scope.ALL and Act.READ in effective(grant.acts)
            for role in standing.roles_on(board_id)
            for grant in matrix.grants(guard.name, role)
        )
    )


def fits(found: Iterable[Term], texts: Iterable[str]) -> bool:
    """Whether every term stands in one of these texts: the same question as `matching`, of what is in no database."""
    folded = [fold(text) for text in texts]
    return all(any(re.search(pattern(word), text) for word in term.every for text in folded) for term in found)


def rank(found: Iterable[Term], title: str, texts: Iterable[str]) -> int:
    """How well something fits, the least first: a whole value, then whole words, beginnings, and within; titles first."""
    values = [fold(text) for text in (title, *texts)]
    return sum(min(_rank(word, values) for word in term.every) for term in found)


def _rank(word: str, values: list[str]) -> int:
    if word in values:
        return 0
    for place, each in enumerate((values[:1], values[1:])):
        for worse, wanted in enumerate((whole(word), begins(word), pattern(word))):
            if any(re.search(wanted, text) for text in each):
                return 1 + place * 3 + worse
    return 9


@dataclass(frozen=True)
class Searched:
    """Records that are searched and are no `Kind`: a room declares them, with the way to the page of each.

    Args:
        slug: its name among what is searched.
        address: a record's page, from the record and its Board's short address.
        words: what a result is called.
        search: paths to look in; the first is the title.
        all_address: the list that takes `?q=`, from the Board's short address; "" where there is none.
    """

    model: type[Model]
    slug: str
    one: str
    many: str
    search: tuple[str, ...]
    words: Callable[[Any], Any]
    address: Callable[[Any, str], str]
    all_address: Callable[[str], str] = lambda _: ""
    with_them: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    more: Callable[[Any], Any] = lambda _: None
    """What tells one from another where the text says nothing: from the record, a value of its second column."""
    apart: Callable[[Any], tuple[Any, ...]] = lambda _: ()
    """What tells apart those that would read alike: from the record, the values of its other columns."""


_searched: dict[str, Searched] = {}


def searched(declared: Searched) -> Searched:
    """Declare records to be searched beside the kinds."""
    _searched[declared.slug] = declared
    return declared


def searched_beside_kinds() -> list[Searched]:
    return list(_searched.values())


def best_first(found: list[Term], title: str) -> Any:
    """An order that puts titles that hold a term as a word first, then titles that hold one, then the rest."""
    words = [word for term in found for word in term.every]
    is_whole = reduce(or_, [Q(Regex(Folded(title), whole(word))) for word in words])
    is_held = reduce(or_, [holds(title, word) for word in words])
    return Case(
        When(is_whole, then=Value(0)), When(is_held, then=Value(1)), default=Value(2), output_field=IntegerField()
    )
