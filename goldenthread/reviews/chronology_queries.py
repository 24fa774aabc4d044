"""Questions about the merged chronology of a case, each as one person may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core.access import Act
from goldenthread.core.access.rule import visible_to
from goldenthread.core.access.standing import Standing
from goldenthread.reviews.chronology_days import LOOSE, Precision
from goldenthread.reviews.chronology_models import (
    Contradiction,
    EnquiryLine,
    HandedIn,
    HandedInRow,
    KeyEpisode,
    Seen,
)
from goldenthread.reviews.chronology_patterns import Gap, Sight, at_odds, gaps

SEARCHED = ("event", "decision", "voice", "comment", "expected", "source_record", "present")
MOST_WORDS = 8
AT_ONCE = 1_000


@dataclass(frozen=True)
class Asked:
    """What somebody looks for in a chronology. What is not said narrows nothing."""

    agency: UUID | None = None
    from_on: date | None = None
    to_on: date | None = None
    person: UUID | None = None
    episode: KeyEpisode | None = None
    seen: str = ""
    weight: str = ""
    line: str = ""
    q: str = ""
    at_odds: bool = False

    @property
    def is_all(self) -> bool:
        return self == Asked()


def merged(standing: Standing, case: Case, act: Act = Act.READ) -> QuerySet[HandedInRow]:
    """The rows of every agency’s version that counts, in the order of time, as far as this person may see them."""
    return visible_to(standing, act, HandedInRow.objects.filter(case=case, is_merged=True)).order_by("order_at", "id")


def versions(standing: Standing, case: Case) -> QuerySet[HandedIn]:
    found = visible_to(standing, Act.READ, HandedIn.objects.filter(case=case))
    return found.select_related("agency", "handed_in_by", "asked_by").order_by("agency__name", "-number")


def episodes(standing: Standing, case: Case) -> QuerySet[KeyEpisode]:
    return visible_to(standing, Act.READ, KeyEpisode.objects.filter(case=case))


def contradictions(standing: Standing, case: Case) -> list[Contradiction]:
    return list(visible_to(standing, Act.READ, Contradiction.objects.filter(case=case)))


def lines(standing: Standing, case: Case) -> QuerySet[EnquiryLine]:
    return visible_to(standing, Act.READ, EnquiryLine.objects.filter(case=case))


def line_words(standing: Standing, case: Case) -> list[str]:
    """Every line of enquiry that a row bears on."""
    return list(lines(standing, case).order_by("words").values_list("words", flat=True).distinct())


def people(standing: Standing, case: Case) -> QuerySet[CasePerson]:
    return visible_to(standing, Act.READ, CasePerson.objects.filter(case=case))


def agencies(rows: QuerySet[HandedInRow]) -> QuerySet[Agency]:
    """The agencies that have rows among these."""
    return Agency.objects.filter(pk__in=rows.order_by().values("agency_id").distinct()).order_by("name")


def narrow(rows: QuerySet[HandedInRow], asked: Asked, standing: Standing, case: Case) -> QuerySet[HandedInRow]:
    """Those rows that somebody looks for."""
    plain = {"agency_id": asked.agency, "people": asked.person, "seen": asked.seen, "weight": asked.weight}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    rows = between(rows, asked.from_on, asked.to_on)
    if asked.episode is not None:
        rows = between(rows, asked.episode.from_on, asked.episode.to_on)
    if asked.line:
        rows = rows.filter(row_key__in=lines(standing, case).filter(words=asked.line).values("row_key"))
    if asked.at_odds:
        rows = rows.filter(row_key__in=keys_at_odds(contradictions(standing, case)))
    for word in asked.q.split()[:MOST_WORDS]:
        either = Q()
        for name in SEARCHED:
            either |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(either)
    return rows


def between(rows: QuerySet[HandedInRow], first: date | None, last: date | None) -> QuerySet[HandedInRow]:
    """Rows that may have happened between two days, as exactly as each is known."""
    if last is not None:
        rows = rows.filter(on__lte=last)
    if first is None:
        return rows
    return rows.filter(
        Q(on__gte=first)
        | Q(precision=Precision.RANGE, until_on__gte=first)
        | Q(precision=Precision.MONTH, on__gte=first.replace(day=1))
        | Q(precision=Precision.YEAR, on__gte=date(first.year, 1, 1))
    )


def keys_at_odds(found: Iterable[Contradiction]) -> set[UUID]:
    return {UUID(key) for one in found for key in one.rows}


@dataclass(frozen=True)
class Extent:
    """How much there is: rows, agencies, the first and the last day."""

    rows: int
    agencies: int
    first: date | None
    last: date | None


def extent(rows: QuerySet[HandedInRow]) -> Extent:
    said = rows.order_by().aggregate(
        rows=Count("pk", distinct=True), agencies=Count("agency", distinct=True), first=Min("on"), last=Max("on")
    )
    return Extent(**said)


def gaps_of(rows: QuerySet[HandedInRow], longer_than: int) -> list[Gap]:
    """Where these rows record nothing for more than so many days."""
    days = rows.order_by().values_list("on", "precision", "until_on").distinct()
    return gaps(cast(Any, days.iterator()), longer_than)


def same_days(rows: QuerySet[HandedInRow]) -> QuerySet[Any]:
    """Days on which two or more agencies recorded something: the day, how many agencies, how many rows."""
    known = rows.exclude(precision__in=[str(one) for one in LOOSE]).order_by().values("on")
    counted = known.annotate(agencies=Count("agency", distinct=True), rows=Count("pk", distinct=True))
    return counted.filter(agencies__gt=1).order_by("on")


def suggested(rows: QuerySet[HandedInRow], noted: Iterable[Contradiction], most: int) -> list[tuple[Sight, Sight]]:
    """The first pairs of rows that may contradict each other, without those somebody noted already; no more than so many.

    Rows are read day by day, and no further than needed; the adults they name are asked for many pairs together.
    """
    said = rows.filter(precision=Precision.EXACT).exclude(seen=Seen.NOT_RECORDED).order_by()
    differing = said.values("on").annotate(those=Count("agency", distinct=True), ways=Count("seen", distinct=True))
    days = list(differing.filter(those__gt=1, ways__gt=1).values_list("on", flat=True))
    there = said.filter(on__in=days).order_by("on", "row_key")
    told = there.values_list("row_key", "agency_id", "on", "at", "seen").iterator(chunk_size=AT_ONCE)
    sights = (Sight(key, agency, on, at, seen) for key, agency, on, at, seen in told)
    known = [{UUID(key) for key in one.rows} for one in noted]
    pairs = (
        pair
        for _, same_day in groupby(sights, key=lambda one: one.on)
        for pair in at_odds(same_day)
        if not any({pair[0].key, pair[1].key} <= keys for keys in known)
    )
    found: list[tuple[Sight, Sight]] = []
    while len(found) < most and (some := list(islice(pairs, AT_ONCE))):
        found += _of_the_same_adult(some)
    return found[:most]


def _of_the_same_adult(pairs: list[tuple[Sight, Sight]]) -> list[tuple[Sight, Sight]]:
    """Those pairs that are still at odds once it is known which adults their rows name."""
    keys = {one.key for pair in pairs for one in pair}
    adults: dict[UUID, set[UUID]] = {}
    those = HandedInRow.objects.filter(is_merged=True, row_key__in=keys, people__sort=CasePerson.Sort.ADULT)
    for key, person in those.order_by().values_list("row_key", "people"):
        adults.setdefault(key, set()).add(person)
    named = (tuple(replace(one, adults=frozenset(adults.get(one.key, ()))) for one in pair) for pair in pairs)
    return [pair for two in named for pair in at_odds(two)]


@dataclass(frozen=True)
class Month:
    """How many rows one agency has in a month."""

    agency: UUID
    year: int
    month: int
    rows: int


def months(rows: QuerySet[HandedInRow]) -> list[Month]:
    """The rows of each agency by the month they begin in; those known by their year alone are left out."""
    known = rows.exclude(precision=Precision.YEAR).order_by()
    counted = known.values("agency_id", "on__year", "on__month").annotate(rows=Count("pk", distinct=True))
    return [Month(one["agency_id"], one["on__year"], one["on__month"], one["rows"]) for one in counted]
