"""The one command, `goldenthread`. Each part is imported only when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from goldenthread import __version__
from goldenthread.core.command import PlainGroup

COMMANDS = {
    "demo": ("goldenthread.demo.command:demo", "Make a fresh demonstration, build its annual report and serve it."),
    "serve": (
        "goldenthread.config.serve:serve",
        "Serve the public site and the workspace, and do their background work.",
    ),
    "migrate": ("goldenthread.config.administer:migrate", "Make or bring up to date the database."),
    "backup": ("goldenthread.config.keep:backup", "Back up the database, every file and the keys."),
    "restore": ("goldenthread.config.keep:restore", "Bring a backup back, after proving every byte of it."),
    "release-mail": ("goldenthread.config.keep:release_mail", "Let mail leave again after a restore."),
    "create-board": ("goldenthread.config.people:create_board", "Begin a Board."),
    "create-user": ("goldenthread.config.people:create_user", "Make an account for somebody."),
    "account": ("goldenthread.accounts.command:account", "Agencies’ own sign-in, lost phones, closed accounts, keys."),
    "extract": ("goldenthread.casework.command:extract", "Check or load a council's case extract."),
    "freeze": ("goldenthread.figures.command:freeze", "Freeze a Board's data for a year."),
    "erase": ("goldenthread.figures.command:erase", "Write a frozen set again without one person's rows."),
    "verify": ("goldenthread.figures.command:verify", "Prove that frozen data, or a report's, are unchanged."),
    "sac": ("goldenthread.national.command:sac", "Compute, validate, publish and lay out the national return."),
    "figures": ("goldenthread.figures.command:figures", "Compute figures, and explain where one comes from."),
    "trail": ("goldenthread.trail.command:trail", "Prove that what was done is written as it was written."),
    "vault": ("goldenthread.vault.command:vault", "Look after the keys of who people in cases are."),
    "check": ("goldenthread.claims.command:check", "Find numbers in any report that cannot be true."),
    "report": ("goldenthread.reports.command:report", "Build or check the annual report."),
}

GUESTS = {"extract": {"example": "goldenthread.demo.example_command:example"}}
"""Commands that a higher room lends to a lower room's group."""


def _called(address: str) -> click.Command:
    module, _, attribute = address.partition(":")
    command = getattr(importlib.import_module(module), attribute)
    if not isinstance(command, click.Command):
        raise TypeError(f"{address} is not a command")
    return command


class Lazily(PlainGroup):
    """A group that knows its commands' names and imports none until asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = _called(COMMANDS[name][0])
        if isinstance(command, click.Group):
            for guest, address in GUESTS.get(name, {}).items():
                command.add_command(_called(address), guest)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(cls=Lazily, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="goldenthread")
def cli() -> None:
    """Golden Thread: runs a Safeguarding Adults Board, every number followed back to its records."""


def main() -> None:
    sys.exit(cli(standalone_mode=True))
