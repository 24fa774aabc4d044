"""The scorecard of the demonstration: who lives here from the census, and made-up words and places that say so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import PERIOD, content
from goldenthread.figures.measures import PlannedMeasure
from goldenthread.scorecard.models import AdultPopulation, ComparedValue, IndicatorCommentary, KnownChange, PeopleByAge
from goldenthread.trail import operations as trail


def load(board: Board, *, by: Actor) -> None:
    said = content("scorecard")
    people = said["people"]
    for group, number in people["groups"].items():
        trail.add(
            AdultPopulation(
                board=board, group=group, people=number, ages=people["ages"], year=2021, source=people["source"]
            ),
            by=by,
        )
    for one in said["changes"]:
        trail.add(KnownChange(board=board, **one), by=by)
    themes = {theme.slug: theme for theme in Theme.objects.filter(board=board)}
    for one in said["wanted"]:
        fields = {**one, "theme": themes.get(one["theme"]), "why": f"{one['why']} {said['made_up']}"}
        trail.add(PlannedMeasure(board=board, **fields), by=by)
    _people_by_age(board, said["people_by_age"], by=by)
    for name in ("compared", "compared_rates"):
        _compared(board, said[name], by=by)


def _people_by_age(board: Board, said: Mapping[str, Any], *, by: Actor) -> None:
    """Made-up people by age, here and in England."""
    firsts = said["ages"]
    bands = list(zip(firsts, [*(first - 1 for first in firsts[1:]), None], strict=True))
    for area in PeopleByAge.Area.values:
        for sex, numbers in said[area].items():
            for (first, last), people in zip(bands, numbers, strict=True):
                row = PeopleByAge(
                    board=board,
                    area=area,
                    year=said["year"],
                    sex=sex,
                    first_age=first,
                    last_age=last,
                    people=people,
                    source=said["source"],
                    definition=said["definition"],
                    is_synthetic=True,
                )
                trail.add(row, by=by)


def _compared(board: Board, said: Mapping[str, Any], *, by: Actor) -> None:
    """Made-up places beside ours."""
    for place, numerator, denominator in said["places"]:
        value = ComparedValue(
            board=board,
            indicator=said["indicator"],
            period=PERIOD.label,
            place=place,
            numerator=numerator,
            denominator=denominator,
            source=said["source"],
            definition=said["definition"],
            is_ours=place == said["ours"],
            is_synthetic=True,
        )
        trail.add(value, by=by)


def finish(board: Board, *, by: Actor) -> None:
    """What the Board makes of the last quarters; nobody published such words."""
    said = content("scorecard")
    for one in said["commentaries"]:
        commentary = IndicatorCommentary(
            board=board,
            indicator=one["indicator"],
            period=PERIOD.label,
            quarter=one["quarter"],
            means=f"{one['means']} {said['made_up']}",
            doing=one.get("doing", ""),
            by_on=clock.today() + timedelta(one["by"]) if "by" in one else None,
            written_by="Scrutiny and Performance (synthetic)",
        )
        trail.add(commentary, by=by)
