"""Questions about extracts: what was sent, what is loaded, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.boards.models import Agency, Board
from goldenthread.casework.contract import BY_NAME, SHEETS
from goldenthread.casework.models import AcceptedException, Extract
from goldenthread.casework.queries import current_extracts
from goldenthread.casework.rules import BY_NUMBER
from goldenthread.core.access import Standing, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period
from goldenthread.figures.models import FrozenSet
from goldenthread.workspace import jobs
from goldenthread.workspace.extracts.models import CheckedExtract
from goldenthread.workspace.models import Job

NO_SUCH_PAGE = "There is no such page, or it is not open to you."
SHOWN = 20


def loaded(standing: Standing, board: Board) -> QuerySet[Extract]:
    """Extracts this person may see, the newest first."""
    return visible_to(standing, Act.READ, Extract.objects.filter(board=board)).select_related("sent_by", "replaced_by")


def sent(standing: Standing, board: Board) -> QuerySet[CheckedExtract]:
    """What was sent, the newest first."""
    return visible_to(standing, Act.READ, CheckedExtract.objects.filter(board=board)).select_related(
        "agency", "extract"
    )


def one_loaded(standing: Standing, board: Board, pk: UUID) -> Extract:
    """An extract, if this person may see it.

    Raises:
        NotFound: there is none, or they may not know of it.
    """
    found = loaded(standing, board).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def one_sent(standing: Standing, board: Board, pk: UUID) -> CheckedExtract:
    """What was sent at one time, if this person may see it.

    Raises:
        NotFound: there is none, or they may not know of it.
    """
    found = sent(standing, board).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def frozen(standing: Standing, board: Board) -> QuerySet[FrozenSet]:
    """Frozen sets this person may see, the newest first."""
    return visible_to(standing, Act.READ, FrozenSet.objects.filter(board=board))


def sends_for(standing: Standing, board: Board) -> list[Agency | None]:
    """For whom this person may send an extract: None is the Board itself; otherwise their own agencies."""
    if allow(standing, Act.CREATE, CheckedExtract(board=board)):
        return [None]
    own = Agency.objects.filter(board=board, pk__in=standing.agencies).order_by("name")
    return [one for one in own if allow(standing, Act.CREATE, CheckedExtract(board=board, agency=one))]


def open_job(checked: CheckedExtract) -> Job | None:
    """The work that is being done on what was sent, if any."""
    jobs.find_lost()
    return Job.objects.filter(ended_at=None, board=checked.board_id, payload__checked=str(checked.pk)).first()


def last_check(checked: CheckedExtract) -> Job | None:
    """The work that checks what was sent, however it stands."""
    return Job.objects.filter(kind="check-extract", board=checked.board_id, payload__checked=str(checked.pk)).first()


def replaces(checked: CheckedExtract) -> Extract | None:
    """The extract in force that this one would replace."""
    same = {"period_from": checked.period_from, "period_to": checked.period_to}
    return current_extracts(checked.board).filter(**same).first() if checked.period_from else None


def years(board: Board) -> list[Period]:
    """The financial years the extracts in force touch, the latest first."""
    found: set[Period] = set()
    for extract in current_extracts(board):
        year = Period.containing(extract.period_from)
        while year.start <= extract.period_to:
            found.add(year)
            year = year.next()
    return sorted(found, reverse=True)


@dataclass(frozen=True)
class Held:
    """One file of an extract: how many rows it held, and how they differ from those it replaced."""

    file: str
    rows: int
    difference: dict[str, int] | None


def held(extract: Extract) -> list[Held]:
    """What an extract holds, file by file."""
    return [Held(s.file, extract.rows.get(s.file, 0), extract.difference.get(s.file)) for s in SHEETS]


@dataclass(frozen=True)
class Left:
    """Faults that somebody accepted: how many rows, which, by whom and why."""

    heading: str
    column: str
    accepted: AcceptedException
    rows: int
    first: tuple[AcceptedException, ...]


def exceptions(extract: Extract) -> list[Left]:
    """Accepted exceptions in groups, the largest first."""
    groups: dict[tuple[str, str, str], list[AcceptedException]] = {}
    for one in extract.accepted_exceptions.order_by("file", "row"):
        groups.setdefault((one.check_number, one.file, one.column), []).append(one)
    found = [_left(key, rows) for key, rows in groups.items()]
    return sorted(found, key=lambda left: -left.rows)


def hung_on_exceptions(extract: Extract) -> int:
    """How many rows broke no rule and were left out all the same, because they hang on one that does."""
    checked = CheckedExtract.objects.filter(extract=extract, state=CheckedExtract.State.LOADED).last()
    counts = checked.counts if checked else {}
    return max(int(counts.get("left_out", 0)) - int(counts.get("faulty_rows", 0)), 0)


def _left(key: tuple[str, str, str], rows: list[AcceptedException]) -> Left:
    check, file, column = key
    count = len({one.row for one in rows})
    words = _title(check)
    heading = f"{count:,} {'row' if count == 1 else 'rows'} of {file}: {words[:1].lower()}{words[1:]}"
    return Left(heading, column, rows[0], count, tuple(rows[:SHOWN]))


def _title(check: str) -> str:
    return BY_NUMBER[check].title if check in BY_NUMBER else f"check {check}"


def notices(extract: Extract) -> list[tuple[str, str, int]]:
    """What was worth a look when it was loaded: title, remedy, how many."""
    found = [
        (BY_NUMBER[check].title, BY_NUMBER[check].remedy, count)
        for check, count in extract.notices.items()
        if check in BY_NUMBER
    ]
    return sorted(found, key=lambda one: -one[2])


def big_numbers(rows: dict[str, int], faulty: dict[str, int]) -> Iterable[tuple[str, int, int]]:
    """The three counts people look for first: words, rows, and rows to put right."""
    for name, words in (("concerns", "Concerns"), ("enquiries", "Enquiries"), ("risks", "Risks of enquiries")):
        file = BY_NAME[name].file
        yield words, rows.get(file, 0), faulty.get(file, 0)


def entries_of(*subjects: Any) -> list[Any]:
    """What was done to some records, newest first."""
    from goldenthread.trail import queries as trails

    found = [entry for subject in subjects for entry in trails.history_of(subject)]
    return sorted(found, key=lambda entry: entry.number, reverse=True)
