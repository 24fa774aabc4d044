"""The people that rates are taken among: by age from 18 on, without a gap, with year, source and definition. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.scorecard.methods.plain import CannotSay

FIRST = 18
"""From this age on somebody is an adult (Care Act 2014, which speaks of adults)."""
Ages = tuple[int, int | None]
"""The first and the last age of a band, both inside it; without a last one it is “and over”."""


@dataclass(frozen=True)
class AgeBand:
    """So many people of these ages."""

    first: int
    last: int | None
    people: int

    @property
    def name(self) -> str:
        return ages_in_words(self.first, self.last)


@dataclass(frozen=True)
class Population:
    """Adults of one place, year and source, in bands from 18 to “and over”. `women` and `men` are None where not told apart."""

    place: str
    year: int
    source: str
    definition: str
    bands: tuple[AgeBand, ...]
    women: int | None = None
    men: int | None = None
    is_synthetic: bool = False

    @property
    def adults(self) -> int:
        return sum(band.people for band in self.bands)


@dataclass(frozen=True)
class Row:
    """A number of people as somebody entered it. `sex` is “all”, “female” or “male”."""

    year: int
    sex: str
    first: int
    last: int | None
    people: int
    source: str
    definition: str
    is_synthetic: bool = False


def ages_in_words(first: int, last: int | None) -> str:
    """As people say it: “18 to 64”, “85 and over”, “18”."""
    if last is None:
        return f"{first} and over"
    return str(first) if first == last else f"{first} to {last}"


def overlap(one: Ages, other: Ages) -> bool:
    """Whether an age lies in both bands."""
    starts_late = one[1] is not None and one[1] < other[0]
    ends_early = other[1] is not None and other[1] < one[0]
    return not starts_late and not ends_early


def of_year(rows: Iterable[Row], place: str, year: int) -> Population | None:
    """The people of the newest year that is not after `year`, else of the first one after it; None where nobody entered any.

    Everybody by age, where that was entered; otherwise women and men added up.

    Raises:
        CannotSay: the ages have a gap or overlap, one holds children and adults, or they do not go on to “and over”.
    """
    known = list(rows)
    years = sorted({one.year for one in known})
    if not years:
        return None
    wanted = max((one for one in years if one <= year), default=years[0])
    of_it = [one for one in known if one.year == wanted]
    by_sex = {sex: _bands([one for one in of_it if one.sex == sex], place) for sex in ("all", "female", "male")}
    everybody = by_sex["all"] or _together(by_sex["female"], by_sex["male"], place)
    if not everybody:
        return None
    women, men = (sum(band.people for band in by_sex[sex]) or None for sex in ("female", "male"))
    return Population(
        place=place,
        year=wanted,
        source=_joined(one.source for one in of_it),
        definition=_joined(one.definition for one in of_it),
        bands=everybody,
        women=women,
        men=men,
        is_synthetic=any(one.is_synthetic for one in of_it),
    )


def _bands(rows: Sequence[Row], place: str) -> tuple[AgeBand, ...]:
    """The bands of adults, in order, once they are whole; none where nobody entered any."""
    ordered = sorted(rows, key=lambda one: one.first)
    adults = [one for one in ordered if one.last is None or one.last >= FIRST]
    next_age: int | None = FIRST
    for one in adults:
        ages = ages_in_words(one.first, one.last)
        if one.first < FIRST:
            raise CannotSay(
                f"People by age of {place}, {one.year}: “{ages}” holds children and adults. Give those from {FIRST} on apart."
            )
        if next_age is None or one.first < next_age:
            raise CannotSay(
                f"People by age of {place}, {one.year}: “{ages}” is partly in the ages before it. Correct one of them."
            )
        if one.first > next_age:
            missing = ages_in_words(next_age, one.first - 1)
            raise CannotSay(f"People by age of {place}, {one.year}: nobody entered those of {missing}. Add them.")
        next_age = None if one.last is None else one.last + 1
    if adults and next_age is not None:
        raise CannotSay(
            f"People by age of {place}, {adults[0].year}: nobody entered those of {next_age} and over. Add them."
        )
    return tuple(AgeBand(one.first, one.last, one.people) for one in adults)


def _together(women: Sequence[AgeBand], men: Sequence[AgeBand], place: str) -> tuple[AgeBand, ...]:
    """Women and men of the same ages, added up."""
    if not women or not men:
        return ()
    if [(band.first, band.last) for band in women] != [(band.first, band.last) for band in men]:
        raise CannotSay(f"People by age of {place}: women and men stand in different ages. Give both the same.")
    return tuple(AgeBand(one.first, one.last, one.people + other.people) for one, other in zip(women, men, strict=True))


def merged(bands: Sequence[AgeBand], starts: Iterable[int]) -> tuple[AgeBand, ...]:
    """The same people in bands that begin at these ages only; the first age of all stays."""
    kept = sorted({bands[0].first, *(band.first for band in bands)} & {bands[0].first, *starts})
    found = []
    for place, first in enumerate(kept):
        stop = kept[place + 1] if place + 1 < len(kept) else None
        people = sum(band.people for band in bands if band.first >= first and (stop is None or band.first < stop))
        found.append(AgeBand(first, None if stop is None else stop - 1, people))
    return tuple(found)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts))
