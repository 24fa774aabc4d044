"""The scorecard of the demonstration: who lives here from the census, and made-up words and places that say so."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import PERIOD, content
from goldenthread.figures.measures import PlannedMeasure
from goldenthread.scorecard.models import AdultPopulation, ComparedValue, IndicatorCommentary, KnownChange
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
    compared = said["compared"]
    for place, numerator, denominator in compared["places"]:
        value = ComparedValue(
            board=board,
            indicator=compared["indicator"],
            period=PERIOD.label,
            place=place,
            numerator=numerator,
            denominator=denominator,
            source=compared["source"],
            definition=compared["definition"],
            is_ours=place == compared["ours"],
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
