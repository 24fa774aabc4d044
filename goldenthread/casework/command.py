"""`goldenthread extract`: check, load, template, codebook."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.casework.findings import About, Checked, Severity
from goldenthread.core.command import FOUND_PROBLEMS, PlainGroup, Plainly, start_django
from goldenthread.core.errors import Refused

if TYPE_CHECKING:
    from goldenthread.casework.operations import Loaded, Named

PATH = click.Path(path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(cls=PlainGroup)
def extract() -> None:
    """Check or load a council's case extract."""


@extract.command(cls=Plainly)
@click.argument("path", type=PATH)
@click.option("--report", type=PATH, help="A folder for the page, the CSV and the JSON of every finding.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def check(*, path: Path, report: Path | None, as_json: bool) -> None:
    """Check an extract: a folder of CSV or Parquet files, or one workbook. Keeps nothing of it."""
    from goldenthread.casework import report as reports
    from goldenthread.casework.check import check as check_extract

    checked = check_extract(path)
    written = reports.write(checked, report, name=path.name) if report else []
    if as_json:
        click.echo(json.dumps(checked.as_json(), ensure_ascii=False))
    else:
        _say(checked)
        for file in written:
            click.echo(f"Written: {file}")
    if not checked.accepted:
        raise SystemExit(FOUND_PROBLEMS)


def _say(checked: Checked) -> None:
    from goldenthread.casework.report import sentence
    from goldenthread.casework.rules import BY_NUMBER

    if checked.about.synthetic:
        click.echo("synthetic: no row describes a real adult")
    click.echo(sentence(checked))
    for finding, count in checked.groups():
        where = finding.file + (f", {finding.column}" if finding.column else "")
        row = f", first in row {finding.row}" if finding.row else ""
        click.echo(
            f"  {finding.severity:8} {finding.check}  {count:>7,} × {BY_NUMBER[finding.check].title} ({where}{row})"
        )
        if finding.severity is not Severity.NOTICE:
            click.echo(f"{'':26}{finding.remedy}")


@extract.command(cls=Plainly)
@click.argument("path", type=PATH)
@click.option("--board", required=True, help="The Board's short address, such as luton.")
@click.option("--accept", type=PATH, help="A CSV of exceptions by name (check, file, row), such as findings.csv.")
@click.option("--accepted-by", help="Who accepts them: a name and a post.")
@click.option("--authority", default="", help="Whose extract it is, where it does not say so.")
@click.option("--period-from", type=DAY, help="Its first day.")
@click.option("--period-to", type=DAY, help="Its last day.")
@click.option("--taken-on", type=DAY, help="The day it was taken.")
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def load(
    *,
    path: Path,
    board: str,
    accept: Path | None,
    accepted_by: str | None,
    authority: str,
    period_from: datetime | None,
    period_to: datetime | None,
    taken_on: datetime | None,
    data: Path | None,
) -> None:
    """Load an extract, whole or not at all."""
    if accept and not (accepted_by or "").strip():
        raise click.UsageError("Say who accepts the exceptions: --accepted-by “name, post”.")
    start_django(data)
    from goldenthread.boards import queries as boards
    from goldenthread.casework import operations
    from goldenthread.core.actors import Actor

    by = Actor.console(accepted_by.strip()) if accepted_by else Actor.system("the command line")
    said = About(authority, _day(period_from), _day(period_to), _day(taken_on))
    exceptions = _exceptions(accept) if accept else []
    _say_loaded(operations.load(path, board=boards.by_slug(board), by=by, said=said, accept=exceptions))


def _say_loaded(loaded: Loaded) -> None:
    if not loaded.is_new:
        click.echo("This extract is already loaded. Nothing was changed.")
        return
    extract = loaded.extract
    rows = ", ".join(f"{count:,} in {file}" for file, count in extract.rows.items())
    click.echo(f"Loaded {extract}: {rows}.")
    left_out = extract.accepted_exceptions.count()
    if left_out:
        click.echo(
            f"{left_out:,} exceptions were accepted by {extract.loaded_by}; their rows were left out and listed."
        )
    for file, change in extract.difference.items():
        click.echo(f"  {file}: {change['added']:,} added, {change['removed']:,} removed, {change['changed']:,} changed")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _exceptions(path: Path) -> list[Named]:
    """Read exceptions by name.

    Raises:
        Refused: the file cannot be read, or lacks the columns check, file and row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            f"{path} cannot be read. Give the findings.csv of a check, or a CSV with check, file, row."
        ) from error
    lines = [line for line in text.splitlines() if not line.startswith("SYNTHETIC")]
    rows = list(csv.DictReader(lines))
    if not rows or not {"check", "file", "row"} <= rows[0].keys():
        raise Refused(f"{path} needs the columns check, file and row, and at least one exception.")
    return [(row["check"], row["file"], int(row["row"])) for row in rows if (row["row"] or "").isdigit()]


@extract.command(cls=Plainly)
@click.argument("out", type=PATH)
def template(*, out: Path) -> None:
    """Write an empty workbook with pick-lists."""
    from goldenthread.casework import template as templates

    templates.write(out)
    click.echo(f"Written: {out}")


@extract.command(cls=Plainly)
@click.argument("out", type=PATH)
def codebook(*, out: Path) -> None:
    """Write the printable codebook: every column, and every check by number."""
    from goldenthread.casework import codebook as codebooks

    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(codebooks.as_html(), encoding="utf-8")
    click.echo(f"Written: {out}")


@extract.command(cls=Plainly)
@click.argument("out", type=PATH)
def schema(*, out: Path) -> None:
    """Write the table schema: every column, type, code and key, for other programs (a Data Package, in JSON)."""
    from goldenthread.casework import table_schema

    table_schema.write(out)
    click.echo(f"Written: {out}")
