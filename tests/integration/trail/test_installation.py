"""The trail of a whole installation: many writers at once."""

from __future__ import annotations

from tests.installations import goldenthread, run

Environment = dict[str, str]
WRITERS, EACH = 8, 15


def test_eight_writers_at_once_leave_no_gap_and_no_fork(installation: Environment):
    wrote = run(installation, "tests/integration/trail/writers.py", str(WRITERS), str(EACH))

    assert (wrote.returncode, wrote.stderr) == (0, "")
    done = goldenthread(installation, "trail", "verify")
    assert done.returncode == 0
    assert sorted(done.stdout.splitlines()) == [
        f"example: {WRITERS * EACH} entries, whole.",
        f"the installation: {WRITERS * EACH} entries, whole.",
    ]
