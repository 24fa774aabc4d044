"""Making the demonstration, from nothing to its annual report, beside what is there; then swapping."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from goldenthread.config.paths import DEMONSTRATION
from goldenthread.core.errors import Refused

MARKER = DEMONSTRATION
MARKER_WORDS = "This folder holds a demonstration of Golden Thread. It is synthetic, and may be replaced at any time.\n"
Say = Callable[[str], None]


def refuse_what_is_not_ours(data: Path) -> None:
    """Never replace a folder that somebody may need.

    Raises:
        Refused: the folder holds something and no marker of ours.
    """
    if data.exists() and (not data.is_dir() or (any(data.iterdir()) and not (data / MARKER).exists())):
        raise Refused(
            f"{data} holds something that is not a demonstration, so it was left alone. "
            "Choose another folder with --data, or move it away."
        )


@contextmanager
def beside(data: Path) -> Iterator[Path]:
    """A fresh folder beside the old; it takes the old one's place once everything in it is whole."""
    data.parent.mkdir(parents=True, exist_ok=True)
    fresh = data.with_name(f"{data.name}.being-made")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    (fresh / MARKER).write_text(MARKER_WORDS, encoding="utf-8")
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    old = data.with_name(f"{data.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if data.exists():
        data.rename(old)
    fresh.rename(data)
    shutil.rmtree(old, ignore_errors=True)


def fill(data: Path, final: Path, out: Path, say: Say) -> list[Path]:
    """Everything from the empty database to the built report; Django must be looking at `data`.

    `final` is where the folder will stand in the end: paths are kept as they will be.
    """
    from django.conf import settings

    from goldenthread.casework import operations as casework
    from goldenthread.core.actors import Actor
    from goldenthread.demo import luton_extract, narrative, people, records, rooms
    from goldenthread.figures import disclosure, frozen, store
    from goldenthread.figures import operations as figures
    from goldenthread.figures.models import FrozenSet
    from goldenthread.reports import operations as reports
    from goldenthread.reports import skeleton, writing

    by = Actor.system("the demonstration")
    say("Making the database")
    settings.DATA.make()
    _database(data)
    say("Loading the Board: members, groups, plan, meetings, training, money, reviews")
    board = records.load()
    say("Making synthetic case records that reproduce the published totals")
    cohort = luton_extract.write(data / "extracts" / "luton-2021-24")
    say("Checking and loading them")
    loaded = casework.load(data / "extracts" / "luton-2021-24", board=board, by=by)
    records.audit(board, cohort)
    say("Playing the year: what was asked, answered, challenged, learned and done")
    rooms.load(board, by=by)
    say(f"Loaded {sum(loaded.extract.rows.values()):,} rows. Freezing the data of {records.PERIOD}")
    saved = figures.freeze(board=board, period=records.PERIOD, out=data / "frozen", by=by)
    say("Computing figures from the frozen data, and protecting small numbers")
    release = disclosure.release(frozen.read(Path(saved.folder)), records.PERIOD)
    store.save_release(release, board=board, by=by)
    say("Writing the annual report")
    report = reports.create(
        board=board,
        period=records.PERIOD,
        sections=narrative.sections(),
        version="1.0",
        dated_on=date(2024, 9, 1),
        by=by,
    )
    report = reports.publish(report=report, by=by)
    following = records.PERIOD.next()
    sections = skeleton.like(report, following)
    writing.begin(board=board, period=following, sections=sections, dated_on=date(2025, 9, 1), by=by)
    say("Adding the people who work in it, and what lies before them today")
    people.load(board, by=by)
    rooms.finish(board, by=by)
    place = data / "media" / "reports" / board.slug / records.PERIOD.label
    files = reports.build(report=report, out=place, formats=list(reports.NAMES), by=by)
    FrozenSet.objects.filter(pk=saved.pk).update(folder=str(final / Path(saved.folder).relative_to(data)))
    out.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(file, out / file.name)) for file in files]


def _database(data: Path) -> None:
    """The migrated empty database: from the cache where the migrations have not changed."""
    from django.db import connection

    from goldenthread.core.fresh_database import bring_up_to_date

    if connection.vendor != "sqlite":
        bring_up_to_date()
        return
    cached = Path(".cache") / f"empty-{_migrations()}.sqlite3"
    database = data / "db.sqlite3"
    if cached.is_file():
        shutil.copy(cached, database)
        return
    bring_up_to_date()
    connection.close()
    cached.parent.mkdir(exist_ok=True)
    partial = cached.with_suffix(f".{data.name}")
    shutil.copy(database, partial)
    partial.replace(cached)


def _migrations() -> str:
    """A hash of every migration's text, Django's own included by its version."""
    import django

    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(Path(__file__).parent.parent.glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
