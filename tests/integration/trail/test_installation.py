"""The trail of a whole installation: its migration, and many writers at once."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

from tests.installations import goldenthread, run

Environment = dict[str, str]
WRITERS, EACH = 8, 15
SETUP = "import django\ndjango.setup()\nfrom django.core.management import call_command\n"


def python(installation: Environment, program: str) -> str:
    done = run(installation, "-c", SETUP + dedent(program))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_eight_writers_at_once_leave_no_gap_and_no_fork(installation: Environment):
    wrote = run(installation, "tests/integration/trail/writers.py", str(WRITERS), str(EACH))

    assert (wrote.returncode, wrote.stderr) == (0, "")
    done = goldenthread(installation, "trail", "verify")
    assert done.returncode == 0
    assert sorted(done.stdout.splitlines()) == [
        f"example: {WRITERS * EACH} entries, whole.",
        f"the installation: {WRITERS * EACH} entries, whole.",
    ]


OLD = """
call_command("migrate", "trail", "0001", verbosity=0)
from django.db import connection
from django.db.migrations.loader import MigrationLoader
apps = MigrationLoader(connection).project_state([("trail", "0001_initial")]).apps
from datetime import UTC, datetime, timedelta
for number in range(3):
    apps.get_model("trail", "Entry").objects.create(
        at=datetime(2024, 5, 1, tzinfo=UTC) - timedelta(days=number), by_kind="person", by_name="Sam", verb=f"deed {number}",
        subject_kind="boards.board", subject_id="1", after={"number": number, "words": "Zoë"},
    )
"""
AS_KEPT = """
import json
from goldenthread.trail.models import Entry
print(json.dumps([[entry.number, entry.verb, entry.after["number"]] for entry in Entry.objects.all()]))
"""
REFUSED = """
from django.db import IntegrityError
from django.db.models import QuerySet
from goldenthread.trail.models import Entry
for attempt in (lambda: QuerySet(Entry).update(verb="x"), lambda: QuerySet(Entry).delete()):
    try:
        attempt()
    except IntegrityError:
        print("refused")
"""


def test_entries_from_before_the_chain_are_put_in_one_in_the_order_of_their_time(installation: Environment):
    python(installation, OLD)

    assert goldenthread(installation, "migrate").returncode == 0

    kept: list[list[Any]] = json.loads(python(installation, AS_KEPT))
    assert kept == [[1, "deed 2", 2], [2, "deed 1", 1], [3, "deed 0", 0]]
    assert goldenthread(installation, "trail", "verify").stdout == "the installation: 3 entries, whole.\n"
    assert python(installation, REFUSED).split() == ["refused", "refused"]
