"""`goldenthread vault`: what whoever keeps the server does for the vault. It never shows what is kept there."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.core.command import FOUND_PROBLEMS, PlainGroup, start_django

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="The installation's folder (or $GOLDENTHREAD_DATA)."
)


@click.group(cls=PlainGroup)
def vault() -> None:
    """Look after the keys of who people in cases are. None of these commands shows what the vault holds."""


@vault.command("check")
@data_option
def check(*, data: Path | None) -> None:
    """Open every record of the vault, and say which do not open."""
    start_django(data)
    from goldenthread.vault import rotation

    under, shut = rotation.check()
    for name, count in sorted(under.items()):
        click.echo(f"{count} records are sealed under key {name}.")
    if shut:
        for one in shut:
            click.echo(f"Does not open: {one}")
        click.echo(
            "What to do: put back the keys folder from the backup that this database came from, and check again."
        )
        click.echo(
            "Until then nothing is shown of these records, and nothing is lost. Do not run “vault rotate” or delete a key."
        )
        raise SystemExit(FOUND_PROBLEMS)
    click.echo("Every record of the vault opens." if under else "The vault is empty, and its keys are in order.")


@vault.command("rotate")
@click.option(
    "--forget-old", is_flag=True, help="Take away old keys that nothing is sealed under. Older backups need them."
)
@data_option
def rotate(*, forget_old: bool, data: Path | None) -> None:
    """Make a new key, and seal every record's own key under it. Stopped, it goes on where it was."""
    start_django(data)
    from goldenthread.vault import rotation

    if forget_old:
        gone = rotation.forget_old()
        click.echo(f"Taken away: {', '.join(gone)}." if gone else "There is one key only; nothing was taken away.")
        return
    newest, count = rotation.renew()
    click.echo(f"{count} records are sealed anew under key {newest}. Back up keys/ now.")
    click.echo("Once that is done: goldenthread vault rotate --forget-old. Keep the old key with the older backups.")
