"""What meetings tell in a report: how the groups are built, who came, what was decided, and what was challenged.

Made-up decisions and challenges are left out of a report.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from goldenthread.boards.models import Board, Group
from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.figures import wording
from goldenthread.figures.published import PublishedRow
from goldenthread.figures.store import latest_release
from goldenthread.meetings import queries
from goldenthread.meetings.models import Attendance, Challenge, Decision, Meeting, ScrutinyActivity
from goldenthread.meetings.structure import parents_on
from goldenthread.reports import inlines, tables
from goldenthread.reports.document import Block, Branch, Cell, Inline, Inlines, Items, Paragraph, Tree
from goldenthread.reports.telling import tells

FIGURE = "board.attendance_by_agency"
SHORT = {Attendance.Status.NOT_EXPECTED: "Not expected", Attendance.Status.VACANT: "Vacant"}


def text(words: str) -> Inlines:
    """Words of a record: its dates are marked, and any other digit is the record's own."""
    found, _ = inlines.read(words, lambda said: Inline("reference", said))
    return tuple(
        Inline("reference", one.text, style=one.style)
        if one.kind == "text" and any(character.isdigit() for character in one.text)
        else one
        for one in found
    )


def cell(words: object) -> Cell:
    return Cell(text(str(words) if words else "–"))


def _say(words: str) -> list[Block]:
    return [Paragraph(text(words))]


def _none(words: str) -> list[Block]:
    return [Paragraph(text(words), says_none=True)]


@tells("groups")
def groups(board: Board, period: Period) -> list[Block]:
    """The groups as they stood at the end of the year, each under the one it reported to."""
    every = list(board.groups.prefetch_related("names"))
    parents = parents_on(board, period.end)
    return [Tree("Groups of the Board and who each reports to", _branches(every, parents, None, period.end))]


def _branches(every: list[Group], parents: dict[UUID, UUID | None], above: UUID | None, day: date) -> list[Branch]:
    below = [one for one in every if parents.get(one.pk) == above]
    return [Branch(one.name_on(day), _detail(one, day), _branches(every, parents, one.pk, day)) for one in below]


def _detail(group: Group, day: date) -> str:
    said = [group.purpose]
    if group.joint_with:
        said.append(f"Shared with {group.joint_with}.")
    later = [name.name for name in group.names.all() if name.from_on and name.from_on > day]
    if later:
        said.append(f"Since then called {later[-1]}.")
    return " ".join(said)


@tells("attendance")
def attendance(board: Board, period: Period) -> list[Block]:
    """Organisations by the meetings that the attendance figure counts, with the figure's own shares beside them."""
    release = latest_release(board, period.label)
    figure = release.figures.get(FIGURE) if release else None
    found = Meeting.objects.filter(group__board=board, group__slug="strategic-board", cancelled_on=None)
    held = found.filter(held_on__range=(period.start, min(period.end, clock.today()))).exclude(attendance=None)
    matrix = queries.matrix(list(held.distinct().select_related("group").prefetch_related("group__names")))
    if not matrix.lines:
        return _none("Who came to the year’s meetings was not written down.")
    shares = {row.key: row for row in figure.rows} if figure else {}
    rows = []
    for line in matrix.lines:
        row = [cell(line.agency.name), *(cell(_mark(one)) for one in line.marks)]
        rows.append([*row, _share(shares.get(line.agency.slug))] if shares else row)
    heads = ["Organisation", *_months(matrix.meetings)]
    table = tables.of_records("Who came to each meeting of the Board", [*heads, *(["Came"] if shares else [])], rows)
    table.is_synthetic = all(one.is_synthetic for one in matrix.meetings)
    return [table]


def _months(meetings: Iterable[Meeting]) -> list[str]:
    """The month of each meeting; a second one in the same month says so. A heading holds no digit that is bound to nothing."""
    heads: list[str] = []
    for one in meetings:
        month = f"{one.held_on:%B}"
        heads.append(f"{month}, again" if month in heads else month)
    return heads


def _mark(one: Attendance | None) -> str:
    if one is None:
        return ""
    status = Attendance.Status(one.status)
    return SHORT.get(status, str(status.label))


def _share(row: PublishedRow | None) -> Cell:
    if row is None:
        return Cell((Inline("text", "–"),), is_number=True)
    return tables.bound(wording.say(row.value, "percent", in_table=True), FIGURE, row.key)


def _of_the_year(board: Board, period: Period, *kinds: str) -> list[Challenge]:
    found = Challenge.objects.filter(board=board, kind__in=kinds, is_synthetic=False)
    found = found.filter(raised_on__range=(period.start, period.end)).select_related("raised_by")
    return list(found.prefetch_related("replies__agency").order_by("raised_on", "title"))


def _put_to(one: Challenge) -> str:
    return ", ".join([*(each.agency.name for each in one.replies.all()), *([one.to_board] if one.to_board else [])])


@tells("challenges")
def challenges(board: Board, period: Period) -> list[Block]:
    """How many challenges members raised in the year, and those that the public may read of."""
    found = _of_the_year(board, period, Challenge.Kind.CHALLENGE)
    if not found:
        return _none("No challenge was written down this year.")
    closed = sum(bool(one.outcome) for one in found)
    words = (
        f"{wording.in_words(len(found)).capitalize()} {'challenge was' if len(found) == 1 else 'challenges were'} raised; "
        f"{wording.in_words(closed)} {'was' if closed == 1 else 'were'} closed by the time this was written."
    )
    rows = [
        [cell(one.title), cell(_put_to(one)), cell(one.public_summary), cell(_came_of(one))]
        for one in found
        if one.public_summary
    ]
    heads = ["Challenge", "Put to", "What was asked, and what follows", "What came of it"]
    return [*_say(words), *([tables.of_records("Challenges of the year", heads, rows)] if rows else [])]


def _came_of(one: Challenge) -> str:
    return one.get_outcome_display() if one.outcome else one.get_state_display()


@tells("chairs_asks")
def chairs_asks(board: Board, period: Period) -> list[Block]:
    """What the chair asked in the year, and what was carried into it from the year before."""
    asked = _of_the_year(board, period, Challenge.Kind.CHAIRS_ASK, Challenge.Kind.ATTENDANCE)
    carried = Challenge.objects.filter(board=board, carried_to=period.label, is_synthetic=False)
    earlier = [*carried.exclude(raised_on__gte=period.start).prefetch_related("replies__agency")]
    rows = [
        [cell(one.title), cell(_put_to(one)), cell(one.public_summary or one.question), cell(_until(one))]
        for one in [*earlier, *asked]
    ]
    if not rows:
        return _none("The chair asked nothing more of anybody this year.")
    return [tables.of_records("What the chair asks", ["About", "Put to", "What is asked", "State"], rows)]


def _until(one: Challenge) -> str:
    if one.outcome:
        return one.get_outcome_display()
    return f"To be told of again in the report for {one.carried_to}." if one.carried_to else one.get_state_display()


@tells("decisions")
def decisions(board: Board, period: Period) -> list[Block]:
    """What the Board's meetings decided in the year, and which group carries it out."""
    found = Decision.objects.filter(
        meeting__group__board=board, is_synthetic=False, decided_on__range=(period.start, period.end)
    )
    found = found.select_related("meeting__group", "delegated_to").order_by("decided_on", "number")
    rows = [
        [
            cell(one.text),
            cell(one.meeting.group.name_on(one.decided_on)),
            cell(one.delegated_to.name_on(period.end) if one.delegated_to else ""),
            cell(one.reported_back),
        ]
        for one in found.prefetch_related("meeting__group__names", "delegated_to__names")
    ]
    if not rows:
        return _none("No decision was written down this year.")
    return [tables.of_records("Decisions of the year", ["Decision", "Made by", "Given to", "Reported back"], rows)]


@tells("scrutiny")
def scrutiny(board: Board, period: Period) -> list[Block]:
    """What the chair looked into, and what the chair concluded."""
    found = ScrutinyActivity.objects.filter(board=board, is_synthetic=False).exclude(judgement="")
    found = found.exclude(done_on__gt=period.end).exclude(done_on__lt=period.start)
    runs: list[Inlines] = [(Inline("text", f"{one.question} ", style="strong"), *text(one.judgement)) for one in found]
    return [Items(runs)] if runs else _none("The chair wrote down no judgement this year.")
