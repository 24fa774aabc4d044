"""What a new Board begins with, so that nobody starts from an empty list."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core.actors import Actor
from goldenthread.trail import operations as trail

THEMES = Path(__file__).with_name("themes.yaml")


@cache
def shipped_themes() -> tuple[dict[str, Any], ...]:
    """The themes the program brings, as `themes.yaml` lists them."""
    return tuple(yaml.safe_load(THEMES.read_text(encoding="utf-8")))


def figures_of(slug: str) -> tuple[str, ...]:
    """The figures that speak of a theme, by the short name of either; after a # stands the one row that is meant."""
    return next((tuple(said.get("figures", ())) for said in shipped_themes() if said["slug"] == slug), ())


@transaction.atomic
def add_themes(board: Board, *, by: Actor) -> list[Theme]:
    """Give a Board the themes that come with the program, apart from those it has already; says which were added.

    Raises:
        NotPermitted: they may not add to the Board's themes.
    """
    known = set(Theme.objects.filter(board=board).values_list("slug", flat=True))
    return [
        trail.add(
            Theme(
                board=board,
                slug=said["slug"],
                name=said["name"],
                other_words=said.get("other_words", ""),
                domain=said["domain"],
                is_of_the_scorecard=said.get("scorecard", False),
                order=order,
            ),
            by=by,
        )
        for order, said in enumerate(shipped_themes())
        if said["slug"] not in known
    ]
