"""`goldenthread account`: what whoever keeps the server does for people who sign in."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.core.actors import Actor
from goldenthread.core.command import PlainGroup, start_django
from goldenthread.core.errors import NotFound

if TYPE_CHECKING:
    from goldenthread.accounts.models import User

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="The installation's folder (or $GOLDENTHREAD_DATA)."
)


def _console() -> Actor:
    return Actor.console(f"{getpass.getuser()} at the command line")


def _user(email: str) -> User:
    from goldenthread.accounts.models import User

    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise NotFound(f"There is no account for {email}. Check the address.")
    return found


@click.group(cls=PlainGroup)
def account() -> None:
    """Agencies’ own sign-in, lost phones, closed accounts, and the keys that secrets are sealed with."""


@account.command("add-agency")
@click.option("--id", "provider_id", required=True, help="A short name for addresses, such as police.")
@click.option("--name", required=True, help="What the button on the sign-in page says after “Sign in with”.")
@click.option("--server", required=True, help="The provider’s address (its issuer), beginning https://.")
@click.option("--client-id", required=True, help="The name by which the provider knows this installation.")
@click.option(
    "--domain", "domains", multiple=True, required=True, help="An e-mail domain of the agency. May be repeated."
)
@click.option("--trust-second-factor", is_flag=True, help="The provider asks everybody for a second factor itself.")
@click.option(
    "--vouches", is_flag=True, help="The provider never calls addresses verified, and hands out only its own."
)
@data_option
def add_agency(
    *,
    provider_id: str,
    name: str,
    server: str,
    client_id: str,
    domains: tuple[str, ...],
    trust_second_factor: bool,
    vouches: bool,
    data: Path | None,
) -> None:
    """Let an agency’s people sign in with the agency’s own accounts. The client’s secret is read from standard input."""
    start_django(data)
    from goldenthread.accounts import mail, operations

    operations.add_provider(
        provider_id=provider_id,
        name=name,
        server=server,
        client_id=client_id,
        secret=sys.stdin.readline().strip(),
        domains=domains,
        trusts_second_factor=trust_second_factor,
        calls_addresses_verified=not vouches,
        by=_console(),
    )
    click.echo(f"People of {name} can sign in with their own accounts, once they are invited.")
    click.echo(f"Give the agency this address to come back to: {mail.link(f'/account/agency/{provider_id}/back/')}")


@account.command("remove-agency")
@click.option("--id", "provider_id", required=True, help="The short name it was added by.")
@data_option
def remove_agency(*, provider_id: str, data: Path | None) -> None:
    """Take an agency’s own sign-in away. Its people sign in with a password, which they set by e-mail."""
    start_django(data)
    from goldenthread.accounts import operations

    operations.remove_provider(provider_id, by=_console())
    click.echo(f"Nobody signs in by “{provider_id}” any more.")


@account.command("reset-second-step")
@click.argument("email")
@data_option
def reset_second_step(*, email: str, data: Path | None) -> None:
    """For somebody who lost phone and recovery codes: they set up a new second step when they next sign in."""
    start_django(data)
    from goldenthread.accounts import operations

    user = _user(email)
    operations.reset_second_factor(user, by=_console())
    click.echo(f"{user.email} is signed out everywhere, and sets up a new second step when they next sign in.")


@account.command()
@click.argument("email")
@data_option
def close(*, email: str, data: Path | None) -> None:
    """Close an account. Its owner is out at their next click."""
    start_django(data)
    from goldenthread.accounts import operations

    user = _user(email)
    operations.disable(user, by=_console())
    click.echo(f"The account of {user.email} is closed.")


@account.command("open")
@click.argument("email")
@data_option
def open_again(*, email: str, data: Path | None) -> None:
    """Open a closed account again."""
    start_django(data)
    from goldenthread.accounts import operations

    user = _user(email)
    operations.enable(user, by=_console())
    click.echo(f"The account of {user.email} is open.")


@account.command("renew-keys")
@data_option
def renew_keys(*, data: Path | None) -> None:
    """Put a new key at the top of keys/secrets, and seal every secret with it."""
    start_django(data)
    from django.conf import settings

    from goldenthread.accounts import keyring, operations

    keyring.add_key(settings.DATA.secrets_file)
    count = operations.reseal_secrets(by=_console())
    click.echo(f"{count} secrets are sealed with a new key. Back up keys/ now; the old key stays for older backups.")
