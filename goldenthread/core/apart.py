"""Work on files from outside, done apart by a child process with little memory and time. Free of the framework."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

MEGABYTE = 1024 * 1024


def ask(module: str, *said: str, seconds: float, given: bytes | None = None) -> dict[str, Any] | None:
    """What a child says of a file; None where it was stopped, or could not answer, within its bounds.

    `given` reaches the child on its standard input, so that it is laid on no disk.
    """
    try:
        answered = subprocess.run(  # noqa: S603 (our own interpreter, our own module, no shell)
            [sys.executable, "-m", module, *said], input=given, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    try:
        found = json.loads(answered.stdout)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def answer(work: Callable[[], dict[str, Any]], *, memory: int, seconds: int) -> None:
    """In the child: work within bounds, and say what came of it as one line of JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = work()
    except MemoryError:
        said = {"found": [["TOO_LONG", "", None, None, ""]]}
    except Exception as error:
        said = {"found": [["UNREADABLE", "", None, None, f"it is damaged ({type(error).__name__})"]]}
    sys.stdout.write(json.dumps(said))
