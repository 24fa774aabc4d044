"""`goldenthread create-board` and `create-user`: the first steps of an installation, at the server's own command line."""

from __future__ import annotations

import email
import getpass
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.core.command import Plainly, start_django
from goldenthread.core.errors import NotPossibleNow, Refused

if TYPE_CHECKING:
    from goldenthread.accounts.models import User

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="The installation's folder (or $GOLDENTHREAD_DATA)."
)


def _console() -> Actor:
    return Actor.console(f"{getpass.getuser()} at the command line")


@click.command("create-board", cls=Plainly)
@click.option("--slug", prompt="Its short address, such as luton", help="Its short address: letters, digits, hyphens.")
@click.option("--name", prompt="Its name, such as Luton Safeguarding Adults Board", help="Its whole name.")
@click.option("--short-name", default="", help="As people say it. Its name, if left out.")
@click.option("--area", prompt="The place it serves, such as Luton", help="The place it serves.")
@click.option("--authority", prompt="The council that established it", help="The council that established it.")
@data_option
def create_board(*, slug: str, name: str, short_name: str, area: str, authority: str, data: Path | None) -> None:
    """Begin a Board."""
    start_django(data)
    from django.core.exceptions import ValidationError

    from goldenthread.boards import operations

    try:
        board = operations.create_board(
            slug=slug, name=name, short_name=short_name, area=area, authority=authority, by=_console()
        )
    except ValidationError as error:
        raise Refused("\n".join(error.messages)) from error
    click.echo(f"{board.name} is begun, at the short address “{board.slug}”.")
    click.echo(f"Next, an account for its manager: goldenthread create-user --board {board.slug} --role board_manager")


@click.command("create-user", cls=Plainly)
@click.option("--email", "address", prompt="Their e-mail address at work", help="Their e-mail address at work.")
@click.option("--name", prompt="Their name", help="Their name.")
@click.option("--board", help="The short address of the Board they get a role on.")
@click.option("--role", type=click.Choice([str(role) for role in Role]), help="The role.")
@click.option("--password-stdin", is_flag=True, help="Set the password read from standard input, instead of inviting.")
@data_option
def create_user(
    *, address: str, name: str, board: str | None, role: str | None, password_stdin: bool, data: Path | None
) -> None:
    """Make an account for somebody: they are invited by e-mail, and the link is printed here too."""
    if (board is None) != (role is None):
        raise click.UsageError("Give --board and --role together, or neither.")
    start_django(data)
    from django.db import transaction

    from goldenthread.boards import operations, queries

    by = _console()
    with transaction.atomic():
        on = queries.by_slug(board) if board else None
        user, said = _with_password(address, name, by) if password_stdin else _invited(address, name, by)
        if on is not None and role is not None:
            operations.give_role(user=user, board=on, role=Role(role), by=by)
            said.append(f"They are {Role(role).words.lower()} of {on.name}.")
    for line in said:
        click.echo(line)
    if not password_stdin:
        click.echo(_link_in_mail_to(user.email))


def _invited(address: str, name: str, by: Actor) -> tuple[User, list[str]]:
    from goldenthread.accounts import operations

    user = operations.invite(email=address, name=name, by=by).user
    return user, [f"{user.email} is invited."]


def _with_password(address: str, name: str, by: Actor) -> tuple[User, list[str]]:
    """An account that is open at once. For the first one, and for tests of an installation."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from goldenthread.accounts.models import User
    from goldenthread.trail import operations as trail

    address = address.strip().lower()
    if User.objects.filter(email=address).exists():
        raise NotPossibleNow(f"{address} has an account already. They can set a new password from the sign-in page.")
    password = sys.stdin.readline().rstrip("\n")
    user = User(email=address, name=name.strip())
    try:
        validate_email(address)
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("\n".join(error.messages)) from error
    user.set_password(password)
    user.save()
    trail.record("add", user, by=by)
    return user, [f"{address} has an account, with the password that was given."]


def _link_in_mail_to(address: str) -> str:
    """What they were sent, for somebody who hands it over in another way."""
    from goldenthread.core.models import OutgoingMail

    sent = [mail for mail in OutgoingMail.objects.order_by("-queued_at")[:20] if address in mail.recipients]
    for mail in sent[:1]:
        body = email.message_from_bytes(bytes(mail.message)).get_payload(decode=True)
        if isinstance(body, bytes) and (found := re.search(r"https?://\S+", body.decode())):
            return f"Their link, which opens the account once: {found.group()}"
    return "Their link is in the e-mail."
