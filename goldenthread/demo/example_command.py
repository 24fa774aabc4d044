"""`goldenthread extract example`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from goldenthread.core.command import Plainly


@click.command(cls=Plainly)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--concerns", type=click.IntRange(min=1), default=1000, show_default=True, help="How many, in all years.")
@click.option("--years", default="2023-24", show_default=True, help="One year, or 2021-22..2023-24.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same rows.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "parquet"]), default="csv", show_default=True)
def example(*, out: Path, concerns: int, years: str, seed: int, form: str) -> None:
    """Write a synthetic extract of any size. No row describes anybody."""
    from goldenthread.demo import example_extract

    covered = example_extract.Years.parse(years)
    made = example_extract.make(concerns, covered, seed)
    example_extract.write(made, out, covered, cast(example_extract.Format, form))
    rows = ", ".join(f"{len(table):,} {name}" for name, table in made.items())
    click.echo(f"Wrote a synthetic extract to {out}: {rows}.")
