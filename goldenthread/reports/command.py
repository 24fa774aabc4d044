"""`goldenthread report`: build and check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.core.command import FOUND_PROBLEMS, PlainGroup, Plainly, start_django
from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period

if TYPE_CHECKING:
    from goldenthread.reports.models import Report

PATH = click.Path(path_type=Path)


@click.group(cls=PlainGroup)
def report() -> None:
    """Build or check the annual report."""


@report.command(cls=Plainly)
@click.option("--board", required=True, help="The Board's short address, such as luton.")
@click.option("--period", required=True, help="The financial year, such as 2023-24.")
@click.option("--out", required=True, type=PATH, help="Where the files go.")
@click.option("--format", "formats", default="html,pdf,docx", show_default=True, help="Which, separated by commas.")
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def build(*, board: str, period: str, out: Path, formats: str, data: Path | None) -> None:
    """Build the annual report as a web page, an accessible PDF and a Word document."""
    year = Period.parse(period)
    start_django(data)
    from goldenthread.core.actors import Actor
    from goldenthread.reports import operations

    by = Actor.system("the command line")
    wanted = [form.strip() for form in formats.split(",") if form.strip()]
    for file in operations.build(report=_report(board, year), out=out, formats=wanted, by=by):
        click.echo(f"Written: {file}")


@report.command(cls=Plainly)
@click.option("--board", required=True, help="The Board's short address, such as luton.")
@click.option("--period", required=True, help="The financial year, such as 2023-24.")
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def check(*, board: str, period: str, data: Path | None) -> None:
    """Check what the Care Act asks of the report, loose numbers, lost references, and numbers that cannot be true."""
    year = Period.parse(period)
    start_django(data)
    from goldenthread.reports import compliance, contradictions, gather

    found = _report(board, year)
    document = gather.document(found)
    answers = compliance.check(document)
    for answer in answers:
        state = ", ".join(answer.sections) if answer.is_answered else "MISSING: say it, even if it is “none this year”"
        click.echo(f"({answer.limb}) {answer.title}: {state}")
    click.echo("Every number is bound to a figure, and every reference points somewhere.")
    for words in compliance.overdue(document):
        click.echo(f"Was due before the report's own date, so say what became of it: {words}")
    click.echo(f"A copy must go to {'; '.join(compliance.RECIPIENTS)}.")
    wrong = contradictions.of(document)
    for one in wrong:
        click.echo(f"Cannot be true: “{one.quote}”. {one.claim.working}. It needs: {one.claim.advice}")
    if not wrong:
        click.echo("No number in it contradicts another, as far as its words tell.")
    if wrong or not all(answer.is_answered for answer in answers):
        raise SystemExit(FOUND_PROBLEMS)


def _report(slug: str, year: Period) -> Report:
    """A Board's report for a year.

    Raises:
        NotFound: it has none.
    """
    from goldenthread.boards import queries as boards
    from goldenthread.reports.models import Report

    board = boards.by_slug(slug)
    found = Report.objects.filter(board=board, period=year.label).first()
    if found is None:
        raise NotFound(f"{board.name} has no report for {year.label} yet.")
    return found
