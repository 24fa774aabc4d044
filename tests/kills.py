"""Kills writers at random moments, again and again, and looks whether anything that was acknowledged is lost.

python tests/kills.py --kills 200 --writers 6

The database is the one of the environment. Writers keep records with their entries and say so on a pipe after each commit.
Two kinds of writer are there to be caught: one that speaks before it commits, and one that keeps a record and its entry
apart. Prints what it found as JSON; exit 1 where anything is lost or half done.
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
from collections import Counter
from contextlib import suppress
from typing import Any

GOOD, HASTY, APART = "good", "hasty", "apart"
KIND = "plans.boardrisk"
Ack = dict[str, str]


class Writers:
    """Processes that write at once. All speak on one pipe: a line this short arrives whole, or not at all."""

    def __init__(self, number: int, manner: str, seed: int) -> None:
        self.manner, self.seed, self.begun = manner, seed, 0
        self.ear, self.mouth = os.pipe()
        os.set_blocking(self.ear, False)
        self.heard, self.acks, self.last = b"", list[Ack](), 0
        self.running = [self._begin() for _ in range(number)]

    def _begin(self) -> int:
        self.begun += 1
        child = os.fork()
        if child == 0:
            with suppress(KeyboardInterrupt):
                write_for_ever(self.mouth, self.manner, random.Random(f"{self.seed}:{self.begun}"))
            os._exit(1)
        return child

    def listen(self, seconds: float) -> None:
        """Hear what is said for some time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.ear], [], [], left)[0]:
                self._hear()

    def wait_for_a_word(self, seconds: float) -> None:
        if select.select([self.ear], [], [], seconds)[0]:
            self._hear()

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            while True:
                self.heard += os.read(self.ear, 65536)
        *lines, self.heard = self.heard.split(b"\n")
        self.acks += [json.loads(line) for line in lines]
        if lines:
            self.last = int(self.acks[-1]["writer"])

    def kill(self, which: list[int], *, again: bool = True) -> int:
        for child in which:
            os.kill(child, signal.SIGKILL)
        for child in which:
            status = os.waitpid(child, 0)[1]
            if not os.WIFSIGNALED(status):
                raise SystemExit("A writer ended by itself; its error is above.")
            self.running.remove(child)
        if again:
            self.running += [self._begin() for _ in which]
        return len(which)

    def end(self) -> None:
        self.kill(list(self.running), again=False)
        self._hear()


def write_for_ever(mouth: int, manner: str, chance: random.Random) -> None:
    """One operation after another: add a risk, change one, take one away."""
    from goldenthread.boards.models import Board
    from goldenthread.core.actors import Actor
    from goldenthread.core.errors import NotFound

    board, by = Board.objects.get(), Actor.system("try to lose what was acknowledged")
    while True:
        with suppress(NotFound):  # another writer took it away first
            one_operation(board, by, mouth, manner, chance)


def one_operation(board: Any, by: Any, mouth: int, manner: str, chance: random.Random) -> None:
    from django.db import transaction

    from goldenthread.plans.models import BoardRisk
    from goldenthread.trail import operations

    if manner == APART:
        risk = BoardRisk.objects.create(board=board, title="Apart", likelihood=1, impact=1)
        time.sleep(0.01)
        operations.record("add", risk, by=by, after=operations.values.values_of(risk))
        return
    keys = list(BoardRisk.objects.values_list("pk", flat=True)[:40])
    deed = chance.choice(["add", "change", "change", "take away"]) if len(keys) > 10 else "add"
    token = f"{os.getpid()}-{chance.getrandbits(60):x}"
    with transaction.atomic():
        if deed == "add":
            risk = operations.add(BoardRisk(board=board, title=token, likelihood=1, impact=5), by=by)
        else:
            risk = BoardRisk(pk=chance.choice(keys))
        key = str(risk.pk)
        if deed == "change":
            operations.change(risk, {"mitigation": token, "likelihood": chance.randint(1, 5)}, by=by)
        if deed == "take away":
            operations.take_away(risk, by=by, why=token)
        if manner == HASTY:
            say(mouth, deed, key, token)
            time.sleep(0.01)
    if manner != HASTY:
        say(mouth, deed, key, token)


def say(mouth: int, deed: str, key: str, token: str) -> None:
    words = {"writer": str(os.getpid()), "deed": deed, "key": key, "token": token}
    os.write(mouth, json.dumps(words).encode() + b"\n")


def kill_again_and_again(writers: Writers, kills: int, chance: random.Random) -> int:
    """Now one at random, now whoever spoke last, now all of them at once."""
    writers.listen(0.5)
    killed = 0
    while killed < kills:
        if chance.random() < 0.5:
            writers.listen(chance.random() * 0.25)
        else:
            writers.wait_for_a_word(0.5)
        left = kills - killed
        if chance.random() < 0.1 and left >= len(writers.running):
            which = list(writers.running)
        elif writers.last in writers.running and chance.random() < 0.5:
            which = [writers.last]
        else:
            which = [chance.choice(writers.running)]
        killed += writers.kill(which)
    writers.end()
    return killed


def told(entries: list[Any]) -> dict[str, dict[str, Any]]:
    """The records as the trail tells them, from the first entry to the last."""
    records: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.verb == "take away":
            records.pop(entry.subject_id, None)
        else:
            records[entry.subject_id] = {**records.get(entry.subject_id, {}), **entry.after}
    return records


def lost(acks: list[Ack], entries: list[Any]) -> list[Ack]:
    """What was acknowledged, and left no entry."""
    proofs = {"add": "title", "change": "mitigation"}
    kept = {(one.verb, one.subject_id, one.why or one.after.get(proofs.get(one.verb, ""))) for one in entries}
    return [ack for ack in acks if (ack["deed"], ack["key"], ack["token"]) not in kept]


def wait_until_alone() -> None:
    """A server may still be finishing what a killed writer asked of it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.1)
    raise SystemExit("Somebody else is still connected to this database.")


def look(acks: list[Ack]) -> dict[str, Any]:
    """Compare what was acknowledged, what is kept and what the trail tells."""
    from goldenthread.plans.models import BoardRisk
    from goldenthread.trail.models import Entry
    from goldenthread.trail.values import values_of
    from goldenthread.trail.verify import chains, walk

    wait_until_alone()
    entries = list(Entry.objects.filter(subject_kind=KIND).order_by("chain", "number"))
    rows = {str(risk.pk): values_of(risk) for risk in BoardRisk.objects.all()}
    tale = told(entries)
    return {
        "acknowledged": len(acks),
        "entries": len(entries),
        "by_deed": Counter(ack["deed"] for ack in acks),
        "lost": len(lost(acks, entries)),
        "half_done": sum(rows.get(key) != tale.get(key) for key in {*rows, *tale}),
        "problems": [problem.words for chain in chains() for problem in walk(chain).problems],
    }


def prepare() -> None:
    """Make the database and a Board, and let go of the connection before there are children."""
    import django

    django.setup()
    from django.db import connections

    from goldenthread.boards.models import Board
    from goldenthread.core import fresh_database

    fresh_database.bring_up_to_date()
    Board.objects.create(slug="example", name="Example Board", short_name="EB", area="Example", authority="X")
    connections.close_all()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--writers", type=int, default=6)
    asked.add_argument("--manner", choices=[GOOD, HASTY, APART], default=GOOD)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    said = asked.parse_args()
    prepare()
    begun = time.monotonic()
    writers = Writers(said.writers, said.manner, said.seed)
    killed = kill_again_and_again(writers, said.kills, random.Random(said.seed))
    seconds = time.monotonic() - begun
    found = {"seed": said.seed, "kills": killed, "seconds": round(seconds, 1), **look(writers.acks)}
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if found["lost"] or found["half_done"] or found["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
