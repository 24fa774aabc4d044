"""Shared manners of the command line: exit codes, plain errors, Django only where it is needed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from goldenthread.core.errors import GoldenThreadError

DONE, FOUND_PROBLEMS, CALLED_WRONGLY = 0, 1, 2


class PlainError(click.ClickException):
    """A refusal with a reason: exit 1, one sentence, no traceback."""

    exit_code = FOUND_PROBLEMS

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), file=file, err=file is None)


class Plainly(click.Command):
    """A command whose refusals are read by people."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GoldenThreadError as error:
            raise PlainError(str(error)) from error
        except Exception as error:
            if _is_behind(error):
                raise PlainError(
                    "The database is not up to date, or is none of ours. Run: goldenthread migrate"
                ) from error
            raise


def _is_behind(error: Exception) -> bool:
    """Whether the database, a table or a column is missing: it was made by an older program, or by none."""
    if type(error).__module__ != "django.db.utils":
        return False
    missing = ("no such table", "no such column", "does not exist", "unable to open database file")
    return any(words in str(error) for words in missing)


class PlainGroup(click.Group):
    """A group whose commands speak plainly."""

    command_class = Plainly


def start_django(data: Path | None = None) -> None:
    """Make the records reachable. Call it inside a command, never at import."""
    if data is not None:
        os.environ["GOLDENTHREAD_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django

    django.setup()
