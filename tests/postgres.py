"""Runs a command beside a PostgreSQL server of its own, on loopback, and stops the server again.

python tests/postgres.py -- python -m pytest tests/integration
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def binaries() -> Path | None:
    """Where the newest PostgreSQL's own programs are, as Debian lays them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(folder: Path, *command: str) -> None:
    """Run as the server's own user: it refuses to be root."""
    as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_server, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A server that lives as long as the block; yields its address.

    Raises:
        SystemExit: PostgreSQL is not installed; says how to install it.
    """
    programs = binaries()
    if programs is None:
        sys.exit("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(
            folder, str(programs / "initdb"), "-D", f"{folder}/data", "-U", "goldenthread", "-A", "trust", "-E", "UTF8"
        )
        control = [str(programs / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
        _run(folder, *control, "-o", options, "start")
        try:
            yield f"postgresql://goldenthread@127.0.0.1:{port}/goldenthread"
        finally:
            _run(folder, *control, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    with server() as address:
        return subprocess.run(command, env=os.environ | {"GOLDENTHREAD_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
