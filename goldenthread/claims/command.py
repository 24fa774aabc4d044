"""`goldenthread check FILE`: find what a report says that cannot be true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goldenthread.claims.checking import Checked

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print every statement as JSON.")
@click.option("--html", "out", type=PATH, help="Write a copy of the document with notes in its margin.")
@click.option("--all", "everything", is_flag=True, help="Also print what is right, and what could not be checked.")
@click.option(
    "--fail-on",
    type=click.Choice(["wrong", "doubtful"]),
    default="wrong",
    show_default=True,
    help="Exit with 1 on this or worse.",
)
def check(*, file: Path, as_json: bool, out: Path | None, everything: bool, fail_on: str) -> None:
    """Find numbers in a report that contradict each other or arithmetic. Changes nothing, asks no network.

    FILE is a .txt, .md, .html, .docx or .pdf.
    """
    from goldenthread.claims import checking, telling
    from goldenthread.claims.reading import Unreadable

    try:
        checked = checking.check(file)
    except Unreadable as error:
        raise click.UsageError(str(error)) from error
    if out is not None:
        _write(out, checked)
    if as_json:
        click.echo(json.dumps(checked.as_data(), ensure_ascii=False, indent=1))
    else:
        for line in telling.lines(checked, everything=everything):
            click.echo(line)
        if out is not None:
            click.echo(f"Written: {out}")
    raise SystemExit(checking.exit_code(checked, also_doubtful=fail_on == "doubtful"))


def _write(out: Path, checked: Checked) -> None:
    from goldenthread.claims import annotated

    try:
        out.write_text(annotated.page(checked), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"“{out}” cannot be written: {error.strerror}.") from error
