"""Questions about meetings: terms in force, quorum, how often groups met, who came, who missed two in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.boards.models import Agency, Board, Group, Seat
from goldenthread.core.access import allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.standing import Standing
from goldenthread.core.periods import Period
from goldenthread.meetings import quorum
from goldenthread.meetings.models import Attendance, Challenge, Meeting, TermsOfReference

MISSES = 2
"""So many meetings missed in a row are worth a telephone call."""


def meetings_of(board: Board, standing: Standing) -> QuerySet[Meeting]:
    """The Board's meetings that somebody may see, with their groups' names."""
    every = Meeting.objects.filter(group__board=board)
    return visible_to(standing, Act.READ, every).select_related("group").prefetch_related("group__names")


def terms_on(group: Group, day: date) -> TermsOfReference | None:
    """The terms of reference in force on a day."""
    return TermsOfReference.objects.filter(group=group, from_on__lte=day).order_by("-from_on", "-number").first()


def terms_in_force(board: Board, day: date) -> dict[UUID, TermsOfReference]:
    """The terms in force on a day, by group."""
    found = TermsOfReference.objects.filter(group__board=board, from_on__lte=day).order_by("from_on", "number")
    return {one.group_id: one for one in found}


def agency_names(board: Board) -> dict[str, str]:
    return dict(Agency.objects.filter(board=board).values_list("slug", "name"))


def quorum_of(meeting: Meeting) -> quorum.Judgement:
    """Whether a meeting was quorate, by the rule in force on its day and who was marked.

    Where nothing is written down of an agency, nothing is concluded from that.
    """
    terms = terms_on(meeting.group, meeting.held_on)
    rule = terms.quorum_rule if terms else []
    came = dict(meeting.attendance.values_list("agency__slug", "status"))
    named = {slug for one in quorum.read(rule) for slug in one.agencies}
    unmarked = sorted({*named, *(one.slug for one in expected_at(meeting))} - set(came))
    return quorum.judge(rule, came, agency_names(meeting.group.board), unmarked)


def expected_at(meeting: Meeting) -> list[Agency]:
    """The agencies to ask about on the page of who came: those with a seat on the day, and those marked already."""
    seats = Seat.objects.filter(board=meeting.group.board_id, agency__isnull=False)
    seated = [one.agency_id for one in seats if _holds(one.from_on, one.to_on, meeting.held_on)]
    marked = list(meeting.attendance.values_list("agency_id", flat=True))
    return list(Agency.objects.filter(pk__in={*seated, *marked}).select_related("part_of"))


def _holds(from_on: date | None, to_on: date | None, day: date) -> bool:
    return (from_on is None or from_on <= day) and (to_on is None or to_on >= day)


@dataclass(frozen=True)
class Cadence:
    """How often a group is to meet in a year, and how often it has met so far."""

    group: Group
    wanted: int | None
    held: int
    planned: int
    due_by_now: int

    @property
    def words(self) -> str:
        so_far = f"{self.held} held, {self.planned} planned"
        return so_far if self.wanted is None else f"{so_far}, of {self.wanted} a year"

    @property
    def is_behind(self) -> bool:
        return self.held < self.due_by_now

    @property
    def is_short(self) -> bool:
        """Whether those held and planned together are fewer than the terms of reference ask for."""
        return self.wanted is not None and self.held + self.planned < self.wanted


def cadence(board: Board, standing: Standing, today: date) -> list[Cadence]:
    """Each group whose meetings somebody may see: due and held in the financial year of today."""
    year = Period.containing(today)
    terms = terms_in_force(board, today)
    every = meetings_of(board, standing).filter(held_on__range=(year.start, year.end), cancelled_on=None)
    by_group: dict[UUID, list[date]] = {}
    for group_id, held_on in every.filter(kind=Meeting.Kind.MEETING).values_list("group_id", "held_on"):
        by_group.setdefault(group_id, []).append(held_on)
    groups = list(board.groups.prefetch_related("names"))
    open_groups = [one for one in groups if _sees(standing, one)]
    found = []
    for one in open_groups:
        days = by_group.get(one.pk, [])
        held = sum(day <= today for day in days)
        its_terms = terms.get(one.pk)
        wanted = its_terms.times_a_year if its_terms else None
        if wanted is None and not days:
            continue
        passed = (today - year.start).days / ((year.end - year.start).days + 1)
        found.append(Cadence(one, wanted, held, len(days) - held, int((wanted or 0) * passed)))
    return found


def _sees(standing: Standing, group: Group) -> bool:
    """Whether somebody may see meetings of this group: asked of a meeting that is not kept."""
    return allow(standing, Act.READ, Meeting(group=group, held_on=date(2000, 1, 1)))


@dataclass
class Line:
    """One organisation's row of the matrix: its mark at each meeting, and how often it came."""

    agency: Agency
    marks: list[Attendance | None]
    is_part: bool = False

    @property
    def counted(self) -> list[Attendance]:
        wanted = {*Attendance.CAME, *Attendance.MISSED}
        return [one for one in self.marks if one is not None and one.status in wanted]

    @property
    def came(self) -> int:
        return sum(one.status in Attendance.CAME for one in self.counted)

    @property
    def themselves(self) -> int:
        return sum(one.status == Attendance.Status.PRESENT for one in self.counted)

    @property
    def share(self) -> float | None:
        return 100 * self.came / len(self.counted) if self.counted else None

    @property
    def share_without_deputies(self) -> float | None:
        return 100 * self.themselves / len(self.counted) if self.counted else None


@dataclass
class Matrix:
    """Organisations by meetings, with the share of places that organisations of a sector took."""

    meetings: list[Meeting]
    lines: list[Line] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        """How many marks are not written down, of agencies with a seat on the day or a mark at another meeting."""
        return sum(mark is None for line in self.lines for mark in line.marks)

    @property
    def sectors(self) -> list[tuple[str, int, int]]:
        """For an organisation that others are part of: its name, places taken, places there were."""
        parents = {one.agency.part_of_id: one.agency.part_of for one in self.lines if one.agency.part_of_id}
        found = []
        for key, parent in parents.items():
            own = [one for one in self.lines if key in {one.agency.part_of_id, one.agency.pk}]
            counted = sum(len(one.counted) for one in own)
            if parent is not None and counted:
                found.append((parent.name, sum(one.came for one in own), counted))
        return sorted(found)


def matrix(meetings: Sequence[Meeting], seats: Iterable[Agency] = ()) -> Matrix:
    """Who came to these meetings; cancelled ones are left out. Names of agencies are open to everybody of the Board.

    Args:
        seats: agencies that have a row also where nothing is written down of them.
    """
    kept = sorted((one for one in meetings if not one.is_cancelled), key=lambda one: one.held_on)
    place = {one.pk: number for number, one in enumerate(kept)}
    lines: dict[UUID, Line] = {}
    marks = Attendance.objects.filter(meeting__in=kept).select_related("agency__part_of")
    for mark in marks.order_by("agency__order", "agency__name"):
        line = lines.setdefault(mark.agency_id, Line(mark.agency, [None] * len(kept), bool(mark.agency.part_of_id)))
        line.marks[place[mark.meeting_id]] = mark
    for agency in seats if kept else ():
        lines.setdefault(agency.pk, Line(agency, [None] * len(kept), bool(agency.part_of_id)))
    return Matrix(kept, sorted(lines.values(), key=lambda one: (one.agency.order, one.agency.name)))


def seated(group: Group, meetings: Sequence[Meeting]) -> list[Agency]:
    """The agencies with a seat on the day of one of these meetings, where it is a meeting that every seat comes to.

    Seats are at the Board, and not everybody with one is asked to its smaller groups: a group counts as everybody's once at
    least half of the seats have been marked at its meetings.
    """
    days = [one.held_on for one in meetings if not one.is_cancelled]
    every = Seat.objects.filter(board=group.board_id, agency__isnull=False).select_related("agency__part_of")
    found = {one.agency_id: one.agency for one in every if any(_holds(one.from_on, one.to_on, day) for day in days)}
    marked = set(Attendance.objects.filter(meeting__group=group).values_list("agency_id", flat=True))
    is_everybody = 2 * len(marked & set(found)) >= len(found)
    return [one for one in found.values() if one is not None] if is_everybody else []


@dataclass(frozen=True)
class TwoMisses:
    """An agency that missed the last meetings of a group, one after the other."""

    agency: Agency
    group: Group
    meetings: tuple[Meeting, ...]

    @property
    def since(self) -> date:
        return self.meetings[0].held_on


def two_misses(board: Board, standing: Standing, today: date) -> list[TwoMisses]:
    """Agencies that missed the last two meetings of a group they were expected at, and were not asked about it since."""
    found: list[TwoMisses] = []
    held = meetings_of(board, standing).filter(held_on__lte=today, cancelled_on=None).order_by("held_on")
    by_group: dict[UUID, list[Meeting]] = {}
    for one in held:
        by_group.setdefault(one.group_id, []).append(one)
    marks = _marks(held)
    for meetings in by_group.values():
        agencies = {agency for one in meetings for agency in marks.get(one.pk, {})}
        for agency in sorted(agencies, key=lambda one: (one.order, one.name)):
            counted = [(one, marks[one.pk][agency]) for one in meetings if agency in marks.get(one.pk, {})]
            last = counted[-MISSES:]
            if len(last) == MISSES and all(status in Attendance.MISSED for _, status in last):
                found.append(TwoMisses(agency, meetings[0].group, tuple(one for one, _ in last)))
    return _not_asked(board, found)


def _marks(meetings: Iterable[Meeting]) -> Mapping[UUID, Mapping[Agency, str]]:
    wanted = [*Attendance.CAME, *Attendance.MISSED]
    rows = Attendance.objects.filter(meeting__in=[one.pk for one in meetings], status__in=wanted)
    found: dict[UUID, dict[Agency, str]] = {}
    for row in rows.select_related("agency"):
        found.setdefault(row.meeting_id, {})[row.agency] = row.status
    return found


def _not_asked(board: Board, found: list[TwoMisses]) -> list[TwoMisses]:
    asked = Challenge.objects.filter(board=board, kind=Challenge.Kind.ATTENDANCE).values_list(
        "replies__agency_id", "raised_on"
    )
    days: dict[UUID, date] = {}
    for agency_id, day in asked:
        if agency_id:
            days[agency_id] = max(day, days.get(agency_id, day))
    return [one for one in found if days.get(one.agency.pk, date.min) < one.meetings[-1].held_on]
