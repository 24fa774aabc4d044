"""What learning tells of a theme: what was found and asked, what was done, and what was proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse

from goldenthread.core.access import Act, visible_to
from goldenthread.core.periods import Period
from goldenthread.core.thematic import Mention, Wanted, tells
from goldenthread.learning.kinds import became, state
from goldenthread.learning.kinds_of_proof import judged, says
from goldenthread.learning.models import Action, Finding, Recommendation, Source, ThemeAssurance, Verdict

M = TypeVar("M", bound=Model)


def year_of(day: date | datetime | None) -> str:
    """The financial year of a day; "" for none."""
    if day is None:
        return ""
    return Period.containing(day.date() if isinstance(day, datetime) else day).label


def _about(wanted: Wanted, records: QuerySet[M], path: str = "themes") -> list[M]:
    """The records that carry the theme, or any theme, as far as they may be seen."""
    narrowed = {path: wanted.only} if wanted.only else {f"{path}__isnull": False}
    found = visible_to(wanted.standing, Act.READ, records.filter(**narrowed))
    return list(found.distinct().prefetch_related("themes") if path == "themes" else found.distinct())


def _each(wanted: Wanted, record: Any, mention: Mention) -> Iterator[tuple[UUID, Mention]]:
    for theme in record.themes.all():
        if wanted.only is None or theme.pk == wanted.only.pk:
            yield theme.pk, mention


def _page(wanted: Wanted, view: str, record: Model) -> str:
    return reverse(f"workspace:{view}-record", kwargs={"board": wanted.board.slug, "pk": record.pk})


@tells(Source, Finding)
def found(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    for source in _about(wanted, Source.objects.filter(board=wanted.board)):
        yield from _each(wanted, source, _of_source(wanted, source))
    for one in _about(wanted, Finding.objects.filter(source__board=wanted.board).select_related("source")):
        kind, address = "Good practice" if one.is_strength else "Finding", _page(wanted, "findings", one)
        title, year, came_again = one.source.title, year_of(one.source.ended_on), not one.is_strength
        mention = Mention(kind, one.text, address, year, "", title, is_learning=came_again, part="found")
        yield from _each(wanted, one, mention)


def _of_source(wanted: Wanted, one: Source) -> Mention:
    address, year = _page(wanted, "sources", one), year_of(one.ended_on)
    return Mention(one.get_kind_display(), one.title, address, year, "", one.title, is_learning=True, part="found")


@tells(Recommendation)
def asked(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    every = Recommendation.objects.filter(source__board=wanted.board).select_related("source")
    for one in _about(wanted, every):
        title, year = one.source.title, year_of(one.source.ended_on)
        address = _page(wanted, "recommendations", one)
        mention = Mention(
            "Recommendation", one.text, address, year, str(became(one)), title, is_learning=True, part="done"
        )
        yield from _each(wanted, one, mention)


@tells(Action)
def done(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    """Actions that carry the theme, and those that answer a recommendation that does, where both may be seen."""
    every = Action.objects.filter(board=wanted.board).select_related("agency")
    asked_ = {one.pk: one for one in _about(wanted, Recommendation.objects.filter(source__board=wanted.board))}
    answering = visible_to(wanted.standing, Act.READ, every.filter(recommendation__in=asked_)).prefetch_related(
        "themes"
    )
    for one in {each.pk: each for each in [*_about(wanted, every), *answering]}.values():
        year = year_of(one.done_on or one.due_on)
        by = one.agency.name if one.agency else one.who
        mention = Mention("Action", one.text, _page(wanted, "actions", one), year, str(state(one)), by, part="done")
        own, of = one.themes.all(), asked_.get(one.recommendation_id) if one.recommendation_id else None
        for theme in {each.pk: each for each in [*own, *(of.themes.all() if of else ())]}.values():
            if wanted.only is None or theme.pk == wanted.only.pk:
                yield theme.pk, mention


@tells(Verdict)
def proved(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    """Verdicts on recommendations that carry the theme."""
    every = Verdict.objects.filter(measure__board=wanted.board).select_related("measure__recommendation__source")
    seen = _about(wanted, every, "measure__recommendation__themes")
    themes = {one.pk: one for one in _with_themes(seen)}
    for verdict in seen:
        asked_ = verdict.measure.recommendation
        address, year = _page(wanted, "verdicts", verdict), year_of(verdict.given_on)
        said, of = str(says(verdict)), str(asked_)
        mention = Mention("Verdict", str(verdict.measure), address, year, said, of, part="proved")
        if asked_ is not None and asked_.pk in themes:
            yield from _each(wanted, themes[asked_.pk], mention)


def _with_themes(verdicts: list[Verdict]) -> list[Recommendation]:
    keys = {one.measure.recommendation_id for one in verdicts if one.measure.recommendation_id}
    return list(Recommendation.objects.filter(pk__in=keys).prefetch_related("themes"))


@tells(ThemeAssurance)
def assured(wanted: Wanted) -> Iterable[tuple[Any, Mention]]:
    """What the Board judged of a theme: where it has not judged yet, nothing is proved."""
    every = ThemeAssurance.objects.filter(board=wanted.board).exclude(judgement="").select_related("theme")
    for one in _about(wanted, every, "theme"):
        address = _page(wanted, "theme-assurances", one)
        title = one.still_needed or one.shown_by or one.theme.name
        words = "What the Board makes of it"
        yield one.theme_id, Mention(words, title, address, one.period, str(judged(one)), part="proved")
