"""Serving the public site with gunicorn, in the demonstration and for real."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from goldenthread.core.command import Plainly
from goldenthread.core.errors import Refused

DEFAULT_ADDRESS = "127.0.0.1:8000"


def run(data: Path, address: str = DEFAULT_ADDRESS, *, workers: int = 2) -> None:
    """Serve the public site of an installation until it is stopped. Does not return.

    Raises:
        Refused: the folder holds no installation, or something else answers at the address.
    """
    if not (data / "db.sqlite3").exists() and "GOLDENTHREAD_DATABASE_URL" not in os.environ:
        raise Refused(f"There is no installation in {data}. Make a demonstration with: goldenthread demo")
    _refuse_if_taken(address)
    environment = os.environ | {
        "GOLDENTHREAD_DATA": str(data.resolve()),
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings_public",
    }
    click.echo(f"The public site is at http://{address}/   (stop it with Ctrl+C)")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "goldenthread.config.wsgi_public:application"]
    options = ["--bind", address, "--workers", str(workers), "--threads", "4", "--log-level", "warning"]
    os.execve(sys.executable, [*command, *options], environment)  # noqa: S606  (our own interpreter, no shell)


def _refuse_if_taken(address: str) -> None:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise Refused(f"“{address}” is not an address to serve at. Write it as 127.0.0.1:8000.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise Refused(
                f"Something else already answers at {address}. Stop it, or choose another with --address."
            ) from error


@click.command(cls=Plainly)
@click.option("--data", type=click.Path(path_type=Path), default=None, help="The installation (or $GOLDENTHREAD_DATA).")
@click.option("--address", default=DEFAULT_ADDRESS, show_default=True, help="Where to serve.")
def serve(data: Path | None, address: str) -> None:
    """Serve the public site."""
    run(data or Path(os.environ.get("GOLDENTHREAD_DATA", ".demo")), address)
