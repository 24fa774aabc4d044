"""A Spark of our own for tests and benchmarks: a standalone master and two workers, which listen to this machine alone."""

from __future__ import annotations

import importlib.util
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS = 2
PATIENCE = 120
"""Seconds after which a cluster that has not come up is given up."""


@contextmanager
def cluster(memory: str = "1g") -> Iterator[str]:
    """Start it, give its address such as spark://127.0.0.1:17077, and end it afterwards."""
    with ExitStack() as ending, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port = _free_port()
        address = f"spark://127.0.0.1:{port}"
        said = folder / "master.log"
        _start(ending, folder, said, "master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        _wait(said, r"I have been elected leader", 1)
        for number in range(WORKERS):
            _start(
                ending, folder, folder / f"worker{number}.log", "worker.Worker", "--host", "127.0.0.1", "-c", "1", "-m", memory,
                "--webui-port", "0", "-d", str(folder / f"work{number}"), address,
            )  # fmt: skip
        _wait(said, r"Registering worker", WORKERS)
        yield address


def _start(ending: ExitStack, folder: Path, log: Path, part: str, *options: str) -> None:
    found = importlib.util.find_spec("pyspark")
    assert found
    assert found.submodule_search_locations
    home = Path(next(iter(found.submodule_search_locations)))
    environment = {
        **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_DAEMON_MEMORY": "256m",
    }  # fmt: skip
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{part}", *options]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream)
    ending.callback(_end, process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(log: Path, words: str, times: int) -> None:
    until = time.monotonic() + PATIENCE
    while len(re.findall(words, log.read_text())) < times:
        if time.monotonic() > until:
            raise TimeoutError(log.read_text()[-2000:])
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
