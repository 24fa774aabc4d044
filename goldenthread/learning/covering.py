"""What an evaluation day covers: which sources were looked at, by whom, what came back, and what nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from goldenthread.boards.models import Agency
from goldenthread.boards.themes import Theme
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.standing import Standing
from goldenthread.learning.models import Allocation, EvaluationDay, Source, ThemeAssurance


@dataclass(frozen=True)
class Covered:
    """What a day covers, as far as one person may know of it.

    Args:
        by_source: each source that somebody looks at, with its parts.
        themes: each theme that came back, how many parts brought it, and what the Board makes of it in a view of this day.
        reviews: reviews that had ended by the day, and that nobody was given.
        agencies: agencies that were given nothing.
    """

    parts: Sequence[Allocation]
    by_source: list[tuple[Source, list[Allocation]]]
    themes: list[tuple[Theme, int, ThemeAssurance | None]]
    reviews: list[Source]
    agencies: list[Agency]

    @property
    def words(self) -> str:
        """How much of it is back, in a sentence."""
        total, back = len(self.parts), sum(one.is_back for one in self.parts)
        if not total:
            return "No agency has been given anything to look at yet."
        agencies = len({one.agency_id for one in self.parts})
        given = f"{_so_many(agencies, 'agency was', 'agencies were')} given "
        given += _so_many(len(self.by_source), "source", "sources") + " to look at"
        if back == total:
            return f"{given}. Everything is back."
        return f"{given}. {back} of {total} parts are back."


def _so_many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def covered(day: EvaluationDay, standing: Standing) -> Covered:
    """What a day covers and what it leaves out, of what this person may read."""
    given = Allocation.objects.filter(day=day).select_related("agency", "source").prefetch_related("themes")
    parts = list(visible_to(standing, Act.READ, given).order_by("source__title", "source_id", "agency__name"))
    grouped = groupby(parts, key=lambda one: one.source)
    by_source = [(source, list(those)) for source, those in grouped]
    return Covered(parts, by_source, _themes(day, parts, standing), _reviews(day, standing), _agencies(day, standing))


def _themes(
    day: EvaluationDay, parts: Iterable[Allocation], standing: Standing
) -> list[tuple[Theme, int, ThemeAssurance | None]]:
    views = visible_to(standing, Act.READ, ThemeAssurance.objects.filter(day=day)).select_related("theme")
    made = {one.theme_id: one for one in views}
    found: dict[Theme, int] = {one.theme: 0 for one in made.values()}
    for part in parts:
        for theme in part.themes.all():
            found[theme] = found.get(theme, 0) + 1
    in_order = sorted(found.items(), key=lambda one: (-one[1], one[0].name))
    return [(theme, count, made.get(theme.pk)) for theme, count in in_order]


def _reviews(day: EvaluationDay, standing: Standing) -> list[Source]:
    ended = Source.objects.filter(
        board=day.board_id, kind=Source.Kind.REVIEW, ended_on__lte=day.until_on or day.held_on
    )
    left = ended.exclude(allocations__day=day)
    return list(visible_to(standing, Act.READ, left).order_by("-ended_on", "title"))


def _agencies(day: EvaluationDay, standing: Standing) -> list[Agency]:
    members = Agency.objects.filter(board=day.board_id, kind=Agency.Kind.AGENCY, part_of=None)
    return list(visible_to(standing, Act.READ, members.exclude(allocations__day=day)))
