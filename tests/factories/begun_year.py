"""A demonstration as it stands on 1 April 2023, before anything of the year was asked, answered or learned.

Run as a program it fills the folder it is given: the Board, its agencies, groups and people, its priorities, and an annual report
of 2023-24 that holds the blocks its sections are to be filled from. Only where the year has no record to fill a section does
somebody say so: no review ended in it or was under way, and the chair has not written yet.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period

YEAR = Period(2023)
SAID = {"d": "No review ended in the year.", "e": "No review was under way when the year ended."}
"""What a person says under the limbs for which this year has no record; the others are filled by the journey, or not at all."""


def fill(data: Path) -> None:
    """Make the installation in an empty folder."""
    from django.conf import settings

    from goldenthread.demo import build, people, records
    from goldenthread.figures import store
    from goldenthread.reports import skeleton, writing
    from tests.factories.releases import small

    by = Actor.system("the demonstration")
    (data / build.MARKER).write_text(build.MARKER_WORDS, encoding="utf-8")
    settings.DATA.make()
    build._database(data)
    board, _, _ = records.frame()
    people.personas(board, {})
    sections = list(skeleton.plain())
    for one in sections:
        said = [SAID[limb] for limb in one.limbs if limb in SAID] or ([] if one.limbs else ["The year was a busy one."])
        one.text = "\n\n".join([one.text, *said]).strip()
    writing.begin(board=board, period=YEAR, sections=sections, dated_on=date(2024, 9, 1), by=by)
    store.save_release(small(), board=board, by=by)


@contextmanager
def on(day: str) -> Iterator[None]:
    """Commands run in this block take it to be this day."""
    before = os.environ.get("GOLDENTHREAD_DAY")
    os.environ["GOLDENTHREAD_DAY"] = day
    try:
        yield
    finally:
        if before is None:
            del os.environ["GOLDENTHREAD_DAY"]
        else:
            os.environ["GOLDENTHREAD_DAY"] = before


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GOLDENTHREAD_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    import django

    django.setup()
    fill(folder)
