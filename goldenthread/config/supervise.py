"""Several processes that stand or fall together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

import click

LOOK_EVERY = 0.2
PATIENCE = 30.0
SETTLES_IN = 1.0
TELL_ME_WHEN_MY_PARENT_DIES = 1
"""prctl(PR_SET_PDEATHSIG): without it, a parent that is killed would leave its children holding the ports."""


@dataclass(frozen=True)
class Part:
    """A process to run: what people call it, its command and its environment."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str]


class Asked:
    """Whether somebody asked us to stop."""

    def __init__(self) -> None:
        self.to_stop = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)

    def stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.to_stop = True


def stand_together(parts: Sequence[Part], *, ready: Callable[[], None]) -> int:
    """Run them until asked to stop (0), or until one stops by itself (1, after stopping the rest)."""
    asked = Asked()
    running = [(part, _start(part)) for part in parts]
    began = time.monotonic()
    is_said = False
    try:
        while not asked.to_stop:
            for part, process in running:
                if (code := process.poll()) is not None:
                    how = f"was killed by signal {-code}" if code < 0 else f"stopped by itself (exit code {code})"
                    click.echo(f"{part.title} {how}, so everything is being stopped.", err=True)
                    return 1
            if not is_said and time.monotonic() - began > SETTLES_IN:
                is_said = True
                ready()
            time.sleep(LOOK_EVERY)
        return 0
    finally:
        _stop([process for _, process in running])


def _start(part: Part) -> subprocess.Popen[bytes]:
    # The parent has one thread, so what runs between fork and exec is safe.
    return subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
        list(part.command),
        env=dict(part.environment),
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509
    )


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_ME_WHEN_MY_PARENT_DIES, signal.SIGTERM)


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each to finish what it is doing; after half a minute, insist."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
