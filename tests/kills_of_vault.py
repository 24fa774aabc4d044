"""Kills the renewing of the vault's key, again and again, and looks whether everything still opens.

python tests/kills_of_vault.py --kills 12

The database and the keys are those of the environment. It is killed at each place where something is half done, and then at
random moments. Two careless ways to write the keys are played after that, and have to be caught: one that writes the new key
without the old ones, and one that empties the file first. Prints what it found as JSON; exit 1 where anything does not open,
or is not done in the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

GOOD, ALONE, EMPTIED = "good", "alone", "emptied"
PATIENCE = 60
PLACES = (
    "a key is made",
    "it is beside the others",
    "nothing is sealed",
    "a record is half done",
    "keys are forgotten",
)
Kept = dict[str, dict[str, Any]]


def careless(manner: str) -> None:
    """Write the file of keys in a way that a kill would make into a loss."""
    from goldenthread.vault import keys

    if manner == ALONE:
        whole = keys._write
        keys._write = lambda file, text: whole(file, text.split("\n", 1)[0] + "\n")
    if manner == EMPTIED:

        def emptied(file: Any, text: str) -> None:
            with file.open("w", encoding="ascii") as written:
                os.fsync(written.fileno())
                written.write(text)

        keys._write = emptied


def stops_at(place: str, after: int, mouth: int) -> None:
    """Make whoever renews say that they came to a place, and wait there to be killed."""
    from django.db import connection

    from goldenthread.vault import keys, rotation

    left = after

    def here() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.write(mouth, b"!")
            time.sleep(PATIENCE)

    def first(there: Callable[..., Any]) -> Callable[..., Any]:
        def stopped(*given: Any, **named: Any) -> Any:
            here()
            return there(*given, **named)

        return stopped

    def half_done(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith("UPDATE"):
            here()
        return answer

    if place == PLACES[0]:
        keys.fresh_line = first(keys.fresh_line)
    elif place in {PLACES[1], PLACES[4]}:
        os.fsync = first(os.fsync)
    elif place == PLACES[2]:
        rotation._renewed = first(rotation._renewed)
    elif place == PLACES[3]:
        connection.execute_wrappers.append(half_done)


def begin(manner: str, place: str, after: int) -> tuple[int, int]:
    """Renew, or forget, in a process of its own; returns it and where it speaks."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        from goldenthread.vault import rotation

        careless(manner)
        if place:
            stops_at(place, after, mouth)
        (rotation.forget_old if place == PLACES[4] else rotation.renew)()
        os._exit(0)
    os.close(mouth)
    return child, ear


def kill(child: int) -> bool:
    """Whether it was killed, and had not ended by itself before."""
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("Whoever renewed ended by itself; the error is above.")
    return os.WIFSIGNALED(status)


def kill_at(manner: str, place: str, after: int) -> None:
    child, ear = begin(manner, place, after)
    came = bool(select.select([ear], [], [], PATIENCE)[0]) and os.read(ear, 1) == b"!"
    os.close(ear)
    kill(child)
    if not came:
        raise SystemExit(f"Nobody came to the place “{place}”.")


def prepare(records: int) -> Kept:
    """A case with people and sealed items, on a database of its own; and what each of them holds."""
    import django

    django.setup()
    from goldenthread.core import fresh_database

    fresh_database.bring_up_to_date()
    from goldenthread.cases.models import Case
    from goldenthread.reviews.models import Review
    from goldenthread.vault.models import Identity, SealedItem
    from tests.factories import people
    from tests.factories.records import make

    board = people.board("ours")
    case = Case.objects.get(pk=make(Review, board).pk)
    for number in range(records):
        make(Identity, board, case=case, who={"names": f"Person Number {number}"})
        make(SealedItem, board, case=case, text=f"Place {number}, Elsewhere")
    return opened()[0]


def opened() -> tuple[Kept, int]:
    """What every record holds, by its key, and how many do not open."""
    from goldenthread.vault import rotation
    from goldenthread.vault.errors import VaultShut

    found: Kept = {}
    shut = 0
    for model in rotation.models():
        for one in model._default_manager.all():
            try:
                found[str(one.pk)] = one.contents()
            except VaultShut:
                shut += 1
    return found, shut


def look(before: Kept) -> tuple[int, int]:
    """How many records do not open, and how many hold something else than they did."""
    from django.db import connections

    from tests.kills import wait_until_alone

    wait_until_alone()
    found, shut = opened()
    connections.close_all()
    return shut, sum(found.get(key, held) != held for key, held in before.items())


def play(kills: int, before: Kept, chance: random.Random) -> dict[str, Any]:
    """Kill at each place, then at random; after each, look; in the end, finish."""
    from django.db import connections

    shut, changed, done = 0, 0, 0
    connections.close_all()
    for place in PLACES[:4]:
        kill_at(GOOD, place, chance.randrange(len(before)) if place == PLACES[3] else 0)
        found = look(before)
        shut, changed = shut + found[0], changed + found[1]
    whole = time.monotonic()
    finish()
    whole = time.monotonic() - whole
    for _ in range(kills):
        child, ear = begin(GOOD, "", 0)
        time.sleep(chance.random() * whole)
        done += kill(child)
        os.close(ear)
        found = look(before)
        shut, changed = shut + found[0], changed + found[1]
    finish()
    kill_at(GOOD, PLACES[4], 0)
    found = look(before)
    return {"killed": done + len(PLACES), "shut": shut + found[0], "changed": changed + found[1], **ended(before)}


def caught(manner: str, place: str, before: Kept) -> int:
    """How many records do not open after a careless way was killed; the keys are put back afterwards."""
    from django.conf import settings
    from django.db import connections

    file = settings.DATA.vault_keys_file
    text = file.read_text(encoding="ascii")
    connections.close_all()
    kill_at(manner, place, 0)
    shut, _ = look(before)
    file.write_text(text, encoding="ascii")
    return shut


def finish() -> None:
    from django.db import connections

    from goldenthread.vault import rotation

    rotation.renew()
    connections.close_all()


def ended(before: Kept) -> dict[str, Any]:
    """Renew and forget to the end: one key, everything under it, everything as it was."""
    from goldenthread.vault import keys, rotation

    newest, _ = rotation.renew()
    rotation.forget_old()
    held = rotation.under()
    return {
        "keys": len(keys.ring().keys),
        "under_newest": held[newest],
        "records": held.total(),
        "as_it_was": opened()[0] == before,
    }


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=12)
    asked.add_argument("--records", type=int, default=30)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    said = asked.parse_args()
    before = prepare(said.records)
    found = {"seed": said.seed, **play(said.kills, before, random.Random(said.seed))}
    found["careless"] = {ALONE: caught(ALONE, PLACES[2], before), EMPTIED: caught(EMPTIED, PLACES[1], before)}
    sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["shut"] == found["changed"] == 0 and found["as_it_was"] else 1


if __name__ == "__main__":
    sys.exit(main())
