"""Files are opened apart: by a child process that has little memory and time, and may be killed. Whoever waits goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from goldenthread.core.errors import Refused

WAIT_SECONDS = 60
TOO_LONG = (
    "This file takes too long to go through, or holds far more than it shows. Nothing was kept of it. Send it in parts."
)


def ask(what: str, ending: str, contents: bytes) -> dict[str, Any]:
    """What the child makes of a file: see `vault.child`.

    Raises:
        Refused: the child refuses it, had to be stopped, or died of it.
    """
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter, our own module, no shell)
            [sys.executable, "-m", "goldenthread.vault.child", what, ending],
            input=contents,
            capture_output=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise Refused(TOO_LONG) from error
    if "refused" in said:
        raise Refused(str(said["refused"]))
    found: dict[str, Any] = said
    return found
