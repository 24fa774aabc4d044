"""`goldenthread backup`, `restore` and `release-mail`."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import click

from goldenthread.core.command import Plainly, start_django
from goldenthread.core.errors import Refused

PATH = click.Path(path_type=Path)
passphrase_option = click.option(
    "--passphrase-file",
    type=PATH,
    help="A file that holds the passphrase and only you can read. Asked for if not given.",
)


def _passphrase(file: Path | None, *, again: bool) -> str:
    """The passphrase: from a closed file, or asked for; when a backup is made, asked for twice.

    Raises:
        Refused: the file cannot be read, or others can read it; or nobody is there to ask.
    """
    if file is None:
        if not sys.stdin.isatty():
            raise Refused("Say where the passphrase is: --passphrase-file FILE.")
        return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=again))
    try:
        mode, text = file.stat().st_mode, file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file} cannot be read, so there is no passphrase.") from error
    if stat.S_IMODE(mode) & 0o077:
        raise Refused(f"{file} can be read by others. Close it with: chmod 600 {file}")
    return text.strip()


@click.command(cls=Plainly)
@click.option("--out", type=PATH, required=True, help="The file to write. Keep it, and the passphrase, elsewhere.")
@passphrase_option
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def backup(*, out: Path, passphrase_file: Path | None, data: Path | None) -> None:
    """Back up the database, every file and the keys, sealed with a passphrase. People may go on working."""
    passphrase = _passphrase(passphrase_file, again=True)
    start_django(data)
    from django.conf import settings

    from goldenthread.config import backup as backups
    from goldenthread.core import health

    made = backups.make(out, passphrase)
    health.seen("backup")
    click.echo(f"Backed up to {made.file}: {made.rows:,} rows, {made.files:,} files, {made.bytes / 2**20:.1f} MB.")
    if settings.CHOSEN["SECRET_KEY"]:
        click.echo("The secret key comes from the environment and is not in it. Keep that as well.")


@click.command(cls=Plainly)
@click.argument("file", type=PATH)
@click.option("--data", type=PATH, required=True, help="Where to restore to: a new or an empty folder.")
@passphrase_option
@click.option("--accept-broken-trail", is_flag=True, help="Restore although the trail in it does not hold.")
def restore(*, file: Path, data: Path, passphrase_file: Path | None, accept_broken_trail: bool) -> None:
    """Bring a backup back, after proving every byte of it. Mail is held until it is released."""
    from goldenthread.config.restore import restore as bring_back

    restored = bring_back(
        file, data, _passphrase(passphrase_file, again=False), accept_broken_trail=accept_broken_trail
    )
    click.echo(
        f"Restored to {data} as it was at {restored.made_at:%d %B %Y, %H:%M} UTC: {restored.rows:,} rows, "
        f"{restored.files:,} files, {restored.entries:,} entries of the trail, all proved."
    )
    if restored.was_brought_up_to_date:
        click.echo("It was of an older version, and its database was brought up to date.")
    click.echo(f"Mail is held. When this is the copy people use: goldenthread release-mail --data {data}")


@click.command("release-mail", cls=Plainly)
@click.option("--data", type=PATH, help="The installation's folder (or $GOLDENTHREAD_DATA).")
def release_mail(*, data: Path | None) -> None:
    """Let mail leave again after a restore."""
    start_django(data)
    from django.conf import settings

    from goldenthread.core import outbox

    if not outbox.is_held():
        click.echo("Mail was not held.")
        return
    settings.DATA.mail_is_held.unlink(missing_ok=True)
    click.echo(f"Mail leaves again. Messages that wait: {outbox.waiting().count()}.")
