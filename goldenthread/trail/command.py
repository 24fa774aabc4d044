"""`goldenthread trail`: verify, checkpoint, export."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from goldenthread.core.command import FOUND_PROBLEMS, PlainGroup, start_django
from goldenthread.core.errors import NotFound, Refused

if TYPE_CHECKING:
    from goldenthread.trail.checkpoint import Checkpoint
    from goldenthread.trail.verify import Walked

PATH = click.Path(path_type=Path)
SHOWN = 20
"""So many problems of one chain are printed; the rest are counted. `--json` has them all."""

board_option = click.option("--board", help="Only this Board’s chain, by its short address.")
data_option = click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")


@click.group(cls=PlainGroup)
def trail() -> None:
    """Prove that what was done is written as it was written."""


@trail.command()
@board_option
@click.option("--against", type=PATH, help="A checkpoint: prove that the chains still hold what it says.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@data_option
def verify(*, board: str | None, against: Path | None, as_json: bool, data: Path | None) -> None:
    """Walk every chain and say what is wrong, and at which entry. Exit 1 where anything is."""
    start_django(data)
    wanted = _wanted(board)
    checkpoint = _read(against)
    if checkpoint is not None and board is None:
        wanted = sorted({*wanted, *(mark.chain for mark in checkpoint.marks)})
    walked = [_walk(chain, checkpoint) for chain in wanted]
    click.echo(_as_json(walked) if as_json else _in_words(walked, checkpoint))
    if any(one.problems for one in walked):
        raise SystemExit(FOUND_PROBLEMS)


@trail.command()
@click.option("--out", required=True, type=PATH, help="Where to write it. Keep it somewhere else.")
@data_option
def checkpoint(*, out: Path, data: Path | None) -> None:
    """Write down how far each chain has come, sealed, to be kept away from this machine."""
    start_django(data)
    from goldenthread.trail import checkpoint as checkpoints
    from goldenthread.trail.verify import walk

    made = checkpoints.make(walk(chain) for chain in _wanted(None))
    out.write_text(made.text(), encoding="utf-8")
    chains = "1 chain" if len(made.marks) == 1 else f"{len(made.marks)} chains"
    click.echo(f"Written to {out}: {chains}. Keep it where this machine’s administrators cannot change it.")


@trail.command()
@board_option
@click.option("--out", type=PATH, help="Write to this file, and not to the screen.")
@data_option
def export(*, board: str | None, out: Path | None, data: Path | None) -> None:
    """Write the trail as JSON lines. They say who did what: keep them as you keep the records."""
    start_django(data)
    from goldenthread.trail.export import lines

    found = lines(_wanted(board))
    if out is None:
        for line in found:
            click.echo(line)
        return
    with out.open("w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in found)
    click.echo(f"Written to {out}.")


def _wanted(board: str | None) -> list[UUID]:
    from goldenthread.core.access.asking import board_named
    from goldenthread.trail.verify import chains

    if board is None:
        return chains()
    found = board_named(board)
    if found is None:
        known = ", ".join(sorted(_names().values())) or "none yet"
        raise NotFound(f"There is no Board “{board}” here. There is: {known}.")
    return [found.pk]


def _read(against: Path | None) -> Checkpoint | None:
    from goldenthread.trail import checkpoint as checkpoints

    if against is None:
        return None
    if not against.is_file():
        raise Refused(f"There is no checkpoint at {against}.")
    return checkpoints.read(against.read_text(encoding="utf-8"))


def _walk(chain: UUID, checkpoint: Checkpoint | None) -> Walked:
    from goldenthread.trail import checkpoint as checkpoints
    from goldenthread.trail.verify import walk

    return walk(chain) if checkpoint is None else checkpoints.walk_to(chain, checkpoint)


def _names() -> Mapping[UUID, str]:
    """Boards by key, asked for by name: the trail stands below the room they live in."""
    from django.apps import apps

    return dict(apps.get_model("boards.Board")._default_manager.values_list("pk", "slug"))


def _name(chain: UUID, names: Mapping[UUID, str]) -> str:
    from goldenthread.trail.links import INSTALLATION

    return "the installation" if chain == INSTALLATION else names.get(chain, f"a Board that is not here ({chain})")


def _in_words(walked: list[Walked], checkpoint: Checkpoint | None) -> str:
    names, said = _names(), []
    for one in walked:
        state = "whole" if not one.problems else f"{len(one.problems):,} found wrong"
        said.append(f"{_name(one.chain, names)}: {one.entries:,} entries, {state}.")
        said += [f"  {problem.words}" for problem in one.problems[:SHOWN]]
        if len(one.problems) > SHOWN:
            said.append(f"  And {len(one.problems) - SHOWN:,} more; --json lists them all.")
    if not walked:
        said.append("There are no entries yet.")
    if checkpoint is not None and not any(one.problems for one in walked):
        said.append(f"The checkpoint of {checkpoint.at} still holds.")
    return "\n".join(said)


def _as_json(walked: list[Walked]) -> str:
    names = _names()
    found: list[dict[str, Any]] = [
        {
            "chain": str(one.chain),
            "name": _name(one.chain, names),
            "entries": one.entries,
            "problems": [vars(problem) for problem in one.problems],
        }
        for one in walked
    ]
    return json.dumps({"whole": not any(one.problems for one in walked), "chains": found}, ensure_ascii=False)
