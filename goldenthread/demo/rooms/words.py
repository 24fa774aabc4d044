"""Words that mean the same, so that a search for a short form or a former name finds what is called otherwise now."""

from __future__ import annotations

from pathlib import Path

import yaml

from goldenthread.boards.models import Board
from goldenthread.boards.synonyms import Synonym
from goldenthread.core.actors import Actor
from goldenthread.trail import operations as trail

CONTENT = Path(__file__).parents[1] / "content" / "words.yaml"


def load(board: Board, *, by: Actor) -> None:
    for one in yaml.safe_load(CONTENT.read_text(encoding="utf-8")):
        trail.add(Synonym(board=board, **one), by=by)
