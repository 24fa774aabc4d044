"""What runs in the killable child: looks through a file, or takes out of it what is hidden. Free of the framework.

python -m goldenthread.vault.child read|clean ENDING

The file comes in on standard input, so that it is never laid on a disk. Answers one line of JSON: what was read, the
cleaned file, or {"refused": a sentence for whoever sent it}.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from typing import Any

from goldenthread.core.apart import MEGABYTE, answer
from goldenthread.core.errors import Refused
from goldenthread.vault import cleaning, reading
from goldenthread.vault.apart import TOO_LONG

MEMORY = 1024 * MEGABYTE
SECONDS = 40
MOST_TEXT = 4_000_000
"""Characters of the whole file: ten times the longest report that was ever published."""
TOO_MUCH = f"This file holds more than {MOST_TEXT // 1_000_000} million letters. Send it in parts."
DAMAGED = "This file is damaged. Open it, save it again under a new name, and send that."


def read(ending: str, contents: bytes) -> dict[str, Any]:
    """Every text of a file, and what in it could not be read."""
    found = reading.read_here(ending, contents)
    if sum(len(one.text) for one in found.passages) > MOST_TEXT:
        raise Refused(TOO_MUCH)
    return {"passages": [[one.place, one.text, one.is_name] for one in found.passages], "unread": found.unread}


def clean(ending: str, contents: bytes) -> dict[str, Any]:
    """The file without what is hidden in it."""
    made = cleaning.clean_here(ending, contents)
    return {"contents": base64.b64encode(made.contents).decode(), "taken_out": made.taken_out}


def answered(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What came of it; whatever a file does to the libraries that open it, its sender gets a sentence."""
    try:
        return work()
    except Refused as error:
        return {"refused": str(error)}
    except (MemoryError, RecursionError):
        return {"refused": TOO_LONG}
    except Exception:
        return {"refused": DAMAGED}


def main() -> None:
    work = {"read": read, "clean": clean}[sys.argv[1]]
    answer(lambda: answered(lambda: work(sys.argv[2], sys.stdin.buffer.read())), memory=MEMORY, seconds=SECONDS)


if __name__ == "__main__":
    main()
