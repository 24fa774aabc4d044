"""Files are looked through and cleaned apart, by a child that may be killed: see `vault.child`. Whoever waits goes on."""

from __future__ import annotations

from typing import Any

from goldenthread.core import apart
from goldenthread.core.errors import Refused

WAIT_SECONDS = 60
TOO_LONG = (
    "This file takes too long to go through, or holds far more than it shows. Nothing was kept of it. Send it in parts."
)


def ask(what: str, ending: str, contents: bytes) -> dict[str, Any]:
    """What the child makes of a file.

    Raises:
        Refused: the child refuses it, had to be stopped, or died of it.
    """
    said = apart.ask("goldenthread.vault.child", what, ending, seconds=WAIT_SECONDS, given=contents)
    if said is None:
        raise Refused(TOO_LONG)
    if "refused" in said:
        raise Refused(str(said["refused"]))
    return said
