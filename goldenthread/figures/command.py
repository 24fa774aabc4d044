"""`goldenthread freeze`, `erase`, `verify` and `figures`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.core.command import FOUND_PROBLEMS, Plainly, start_django
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period

if TYPE_CHECKING:
    from goldenthread.figures.datasets import Dataset

PATH = click.Path(path_type=Path)


@click.command(cls=Plainly)
@click.option("--board", required=True, help="The Board's short address, such as luton.")
@click.option("--period", required=True, help="The financial year, such as 2023-24.")
@click.option("--out", required=True, type=PATH, help="Where frozen sets are kept.")
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def freeze(*, board: str, period: str, out: Path, data: Path | None) -> None:
    """Freeze a Board's data for a year, as Parquet with a manifest that proves it."""
    year = Period.parse(period)
    start_django(data)
    from goldenthread.boards import queries as boards
    from goldenthread.core.actors import Actor
    from goldenthread.figures import operations

    by = Actor.system("the command line")
    saved = operations.freeze(board=boards.by_slug(board), period=year, out=out, by=by)
    click.echo(f"Frozen: {saved.folder}")


@click.command(cls=Plainly)
@click.argument("folder", type=PATH)
@click.option("--adult", prompt="The adult’s id in the set", help="Whose rows go. Asked for where it is not given.")
@click.option("--why", required=True, help="The reason, without naming anybody: it stays in the new manifest.")
@click.option("--by", "by_name", required=True, help="Who does it; their name stays in the new manifest.")
@click.option("--out", required=True, type=PATH, help="Where the new set is put.")
@click.option("--board", help="Keep the new set as this Board’s, with an entry in its trail.")
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA), with --board.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def erase(
    *,
    folder: Path,
    adult: str,
    why: str,
    by_name: str,
    out: Path,
    board: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Write a frozen set again without one person's rows, as a set that names the one it replaces.

    Prints which figures are others now: small differences tell of the person, so keep them to yourself.
    """
    if data is not None and board is None:
        raise Refused(
            "--data goes with --board: say whose set it is, to keep the new one as theirs, or leave --data out. "
            "Nothing was written."
        )
    from goldenthread.core import clock
    from goldenthread.figures import erasing, frozen

    made = frozen.Made(by_name, clock.now())
    done = erasing.erase(folder, adult_id=adult, out=out, made=made, why=why)
    if board is not None:
        start_django(data)
        from goldenthread.boards import queries as boards
        from goldenthread.core.actors import Actor
        from goldenthread.figures import successors

        successors.keep(board=boards.by_slug(board), folder=done.folder, why=why, by=Actor.console(by_name))
    if as_json:
        changed = [[one.figure_id, one.key, one.was, one.now, one.period] for one in done.changed]
        click.echo(json.dumps({"folder": str(done.folder), "rows": dict(done.rows), "changed": changed}))
        return
    click.echo(f"Written: {done.folder}")
    click.echo("Taken out: " + ", ".join(f"{number} of {table}" for table, number in done.rows.items()))
    click.echo(f"Numbers that are others now: {len(done.changed)}. Not for publication.")
    for one in done.changed:
        click.echo(
            f"  {one.period}  {one.figure_id + (' ' + one.key if one.key else ''):<60}{_said(one.was)} → {_said(one.now)}"
        )
    click.echo(f"Prove it with: goldenthread verify {done.folder} --before {folder}. Then {folder} can be destroyed.")


def _said(value: float | None) -> str:
    return "none" if value is None else f"{value:,.1f}".removesuffix(".0")


@click.command(cls=Plainly)
@click.argument("path", type=PATH)
@click.option("--frozen", "frozen_folder", type=PATH, help="The frozen set, to compute the figures again.")
@click.option(
    "--before", type=PATH, help="The frozen set that this one replaces, to prove that one person alone is gone."
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def verify(*, path: Path, frozen_folder: Path | None, before: Path | None, as_json: bool) -> None:
    """Prove that a frozen set, the figures of a report (PDF, web page or Word), or a release are unchanged. Works offline."""
    from goldenthread.figures import proving

    proof = proving.of(path, frozen_folder=frozen_folder, before=before)
    if as_json:
        is_proved = None if proof.is_loose and not proof.problems else not proof.problems
        said = {
            "unchanged": is_proved,
            "seal": proof.seal,
            "problems": proof.problems,
            "not_proved": proof.unproved,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        click.echo("\n".join(proof.said))
    if proof.problems:
        raise SystemExit(FOUND_PROBLEMS)


@click.command(cls=Plainly)
@click.option("--board", help="The Board's short address, for its live data.")
@click.option("--frozen", "frozen_folder", type=PATH, help="A frozen set, instead of live data.")
@click.option("--period", required=True, help="The financial year, such as 2023-24.")
@click.option("--explain", "explained", help="Explain one figure, down to what it read.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def figures(
    *,
    board: str | None,
    frozen_folder: Path | None,
    period: str,
    explained: str | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Compute figures. What is printed is not protected: it is for those entitled to the records."""
    if (board is None) == (frozen_folder is None):
        raise click.UsageError("Say either --board or --frozen.")
    from goldenthread.figures import engine
    from goldenthread.figures.explain import explain, value_of

    year = Period.parse(period)
    dataset = _dataset(board, frozen_folder, year, data)
    found = engine.compute(dataset, year, [explained] if explained else None)
    if explained and not as_json:
        click.echo(explain(found[explained], dataset))
        return
    if as_json:
        plain = {
            one.id: {
                "value": one.value,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "rows": {row.key: [row.numerator, row.denominator] for row in one.categories},
            }
            for one in found.values()
        }
        click.echo(json.dumps({"period": year.label, "seal": dataset.snapshot.sha256, "figures": plain}))
        return
    for one in found.values():
        click.echo(f"{one.id:<34}{value_of(one):<26}{one.definition.title}")


def _dataset(board: str | None, frozen_folder: Path | None, year: Period, data: Path | None) -> Dataset:
    if frozen_folder is not None:
        from goldenthread.figures import frozen

        return frozen.read(frozen_folder)
    start_django(data)
    from goldenthread.boards import queries as boards
    from goldenthread.figures import live

    return live.dataset(boards.by_slug(board or ""), year)
