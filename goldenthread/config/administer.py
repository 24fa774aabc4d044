"""Keeping the database in step with the program."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.core.command import Plainly, start_django


@click.command(cls=Plainly)
@click.option("--data", type=click.Path(path_type=Path), help="The installation's folder (or $GOLDENTHREAD_DATA).")
@click.option("--check", is_flag=True, help="Only say whether the models have changes that no migration holds.")
def migrate(*, data: Path | None, check: bool) -> None:
    """Make or bring up to date the database."""
    start_django(data)
    from django.conf import settings
    from django.core.management import call_command

    from goldenthread.core import fresh_database

    settings.DATA.make()
    if check:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
        click.echo("Every model has its migration.")
        return
    fresh_database.bring_up_to_date()
    click.echo("The database is up to date.")
