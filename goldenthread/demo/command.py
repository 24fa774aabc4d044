"""`goldenthread demo`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from goldenthread.core.command import Plainly, start_django


@click.command(cls=Plainly)
@click.option(
    "--data", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True, help="Where to make it."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Where the report goes."
)
@click.option("--no-serve", is_flag=True, help="Stop after building.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve the public site.")
@click.option("--workspace-address", default="localhost:8001", show_default=True, help="Where to serve the workspace.")
def demo(*, data: Path, out: Path, no_serve: bool, address: str, workspace_address: str) -> None:
    """Make a fresh demonstration Board, build its annual report, and serve its public site and its workspace."""
    from goldenthread.demo import build

    data, out = data.resolve(), out.resolve()
    build.refuse_what_is_not_ours(data)
    steps = iter(range(1, 100))

    def say(words: str) -> None:
        click.echo(f"{next(steps)}. {words} …")

    with build.beside(data) as fresh:
        os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
        start_django(fresh)
        files = build.fill(fresh, data, out, say)
        _let_go()
    click.echo("The annual report is built:")
    for file in files:
        click.echo(f"  {file}")
    if no_serve:
        return
    from goldenthread.config import serve

    serve.instead_of_this(data, address, workspace_address)


def _let_go() -> None:
    """Close the database before its folder moves."""
    from django.db import connections

    connections.close_all()
