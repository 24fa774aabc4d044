"""Serving an installation: the public site, the workspace and the worker, each a process of its own, under one parent.

They stand or fall together: when one stops by itself the others are stopped too, and whoever runs this (systemd, a
container, a person) is told which it was and decides. Nothing is restarted in silence.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

import click

from goldenthread.config.supervise import Part, stand_together
from goldenthread.core.command import Plainly
from goldenthread.core.errors import Refused

DEFAULT_ADDRESS = "127.0.0.1:8000"
DEFAULT_WORKSPACE_ADDRESS = "localhost:8001"
PARTS = ("public", "workspace", "worker")
TITLES = {"public": "The public site", "workspace": "The workspace", "worker": "The worker"}


def run(
    data: Path,
    address: str = DEFAULT_ADDRESS,
    workspace_address: str = DEFAULT_WORKSPACE_ADDRESS,
    *,
    only: str | None = None,
    workers: int = 2,
) -> int:
    """Serve an installation until it is stopped; the exit code says whether that was asked for.

    Raises:
        Refused: it would not be safe to serve; or something else answers at an address.
    """
    addresses = {"public": address, "workspace": workspace_address}
    chosen = (only,) if only else PARTS
    _set_the_scene(data, addresses)
    _refuse_unsafe(data)
    for part in chosen:
        if part in addresses:
            _refuse_if_taken(addresses[part], "--address" if part == "public" else "--workspace-address")
    os.umask(0o077)
    parts = [Part(TITLES[name], command(name, addresses.get(name, ""), workers), _environment(name)) for name in chosen]
    return stand_together(parts, ready=lambda: _say_where(chosen))


def instead_of_this(data: Path, address: str, workspace_address: str) -> NoReturn:
    """Become `goldenthread serve`. For a command whose own Django was looking at another folder."""
    words = ["serve", "--data", str(data), "--address", address, "--workspace-address", workspace_address]
    sys.stdout.flush()
    kept = {name: value for name, value in os.environ.items() if name != "GOLDENTHREAD_DATA"}
    os.execve(sys.executable, [sys.executable, "-m", "goldenthread", *words], kept)  # noqa: S606  (ourselves, no shell)


def _set_the_scene(data: Path, addresses: dict[str, str]) -> None:
    """Where it is served is where it is, unless the environment says what people type."""
    os.environ["GOLDENTHREAD_DATA"] = str(data.resolve())
    for site, address in addresses.items():
        host, _, port = address.rpartition(":")
        if host not in {"0.0.0.0", "[::]", ""}:  # noqa: S104  (compared with, not bound to)
            os.environ.setdefault(f"GOLDENTHREAD_{site.upper()}_URL", f"http://{host}:{port}")


def _refuse_unsafe(data: Path) -> None:
    from goldenthread.config import choices

    chosen = choices.read()
    if not (data / "db.sqlite3").exists() and not chosen["DATABASE_URL"]:
        raise Refused(
            f"There is no installation in {data}. Make a demonstration with: goldenthread demo\n"
            f"or an empty installation with: goldenthread migrate --data {data}"
        )
    from goldenthread.core.command import start_django

    start_django(data)
    from goldenthread.config import safety

    safety.refuse_unsafe_start()


def command(name: str, address: str, workers: int) -> list[str]:
    """What to run for a part."""
    if name == "worker":
        return [sys.executable, "-m", "goldenthread.config.worker"]
    options = ["--bind", address, "--workers", str(workers), "--config", "python:goldenthread.config.gunicorn_settings"]
    return [sys.executable, "-m", "gunicorn", *options, f"goldenthread.config.wsgi_{name}:application"]


def _environment(name: str) -> dict[str, str]:
    module = "settings_public" if name == "public" else "settings"
    root = str(Path(__file__).resolve().parents[2])
    given = os.environ.get("PYTHONPATH")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": f"goldenthread.config.{module}",
        "PYTHONPATH": f"{root}{os.pathsep}{given}" if given else root,
    }


def _say_where(chosen: tuple[str, ...]) -> None:
    for name in chosen:
        if name != "worker":
            click.echo(f"{TITLES[name]} is at {os.environ[f'GOLDENTHREAD_{name.upper()}_URL'].rstrip('/')}/")
    click.echo("Stop with Ctrl+C.")
    sys.stdout.flush()


def _refuse_if_taken(address: str, option: str) -> None:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise Refused(f"“{address}” is not an address to serve at. Write it as 127.0.0.1:8000.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise Refused(
                f"Something else already answers at {address}. Stop it, or choose another with {option}."
            ) from error


@click.command(cls=Plainly)
@click.option("--data", type=click.Path(path_type=Path), default=None, help="The installation (or $GOLDENTHREAD_DATA).")
@click.option(
    "--public-address", "--address", "address", default=DEFAULT_ADDRESS, show_default=True, help="The public site."
)
@click.option("--workspace-address", default=DEFAULT_WORKSPACE_ADDRESS, show_default=True, help="The workspace.")
@click.option("--only", type=click.Choice(PARTS), help="Serve one part, where each has a machine or a unit of its own.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes for each site.")
def serve(*, data: Path | None, address: str, workspace_address: str, only: str | None, workers: int) -> None:
    """Serve the public site and the workspace, and do their background work."""
    folder = data or Path(os.environ.get("GOLDENTHREAD_DATA", ".demo"))
    raise SystemExit(run(folder, address, workspace_address, only=only, workers=workers))
