"""Who came: the page on which it is written down for a whole meeting, and the matrix of organisations and meetings."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.text import slugify

from goldenthread.accounts import kept
from goldenthread.boards.models import Group
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.days import said
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.exports import as_csv, as_workbook
from goldenthread.core.periods import Period
from goldenthread.meetings import operations, queries
from goldenthread.meetings.kinds import came as mark_of
from goldenthread.meetings.models import Attendance, Challenge, Meeting
from goldenthread.meetings.operations import Mark
from goldenthread.trail import operations as trail
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.meetings.finding import at, meeting_of, of_meeting, page

EVERYBODY = "everybody"
"""The button that fills in everybody as present, by its name in the form."""
FILES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@needs("meetings", get=Act.READ, post=Act.EDIT)
def take(request: Any, pk: UUID) -> HttpResponse:
    """Write down who came, for every agency on one page."""
    post = request.method == "POST"
    meeting = meeting_of(request, pk, Act.EDIT if post else Act.READ)
    data = request.POST if post else kept.take(request, request.path)
    everybody = post and EVERYBODY in request.POST and meeting.held_on <= clock.today()
    trouble = ""
    if post and not everybody:
        try:
            changed = operations.take_attendance(meeting, _typed(meeting, request.POST), by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            trouble = str(error)
        else:
            words = f"{changed} {'line was' if changed == 1 else 'lines were'} written down. "
            messages.success(
                request, f"{words if changed else 'Nothing had changed. '}{queries.quorum_of(meeting).words}."
            )
            return HttpResponseRedirect(at(request, "meetings-attendance", pk=meeting.pk))
    rows = _rows(meeting, data)
    context: dict[str, Any] = {
        "rows": rows,
        "filled": _fill(rows) if everybody else None,
        "everybody": EVERYBODY if meeting.held_on <= clock.today() and any(not one["status"] for one in rows) else "",
        "statuses": Attendance.Status.choices,
        "hows": Attendance.How.choices,
        "quorum": queries.quorum_of(meeting),
        "trouble": trouble,
    }
    return of_meeting(request, "attendance", meeting, "meetings-attendance", status=422 if trouble else 200, **context)


def _fill(rows: list[dict[str, Any]]) -> int:
    """Put everybody of whom nothing is written down as present, to be looked over and saved; says how many that were."""
    silent = [one for one in rows if not one["status"]]
    for one in silent:
        one["status"] = Attendance.Status.PRESENT.value
    return len(silent)


def _typed(meeting: Meeting, data: Any) -> dict[Any, Mark]:
    """What was marked, for each agency that was asked about.

    Raises:
        Refused: a mark is none of those there are.
    """
    found = {}
    for agency in queries.expected_at(meeting):
        status, how = str(data.get(f"status-{agency.pk}", "")), str(data.get(f"how-{agency.pk}", ""))
        if status not in {"", *Attendance.Status.values} or how not in {"", *Attendance.How.values}:
            raise Refused(f"Choose from the list whether {agency.name} came.")
        who = str(data.get(f"who-{agency.pk}", "")).replace("\0", "").strip()
        found[agency] = Mark(status, how if status in Attendance.CAME else "", who)
    return found


def _rows(meeting: Meeting, data: Any) -> list[dict[str, Any]]:
    """Each agency with what is written down; what was typed and not saved stands in its place."""
    known = {one.agency_id: one for one in meeting.attendance.all()}
    rows = []
    for agency in queries.expected_at(meeting):
        held = known.get(agency.pk)
        stood = {name: getattr(held, name) if held else "" for name in ("status", "how", "who")}
        if data is not None:
            stood = {name: str(data.get(f"{name}-{agency.pk}", value))[:200] for name, value in stood.items()}
        shown = {"mark": mark_of(held) if held else None, "how_words": held.get_how_display() if held else ""}
        rows.append({"agency": agency, **shown, **stood})
    return rows


def _chosen(request: Any) -> tuple[Group | None, Period | None, list[Group], list[str]]:
    """The group and the year that were asked for, and those there are to choose from."""
    meetings = queries.meetings_of(request.board, request.standing)
    groups = list(Group.objects.filter(pk__in=meetings.values("group")).prefetch_related("names"))
    group = next((one for one in groups if one.slug == request.GET.get("group")), None)
    group = group or (groups[0] if groups else None)
    marked = meetings.filter(group=group, cancelled_on=None, held_on__lte=clock.today()).exclude(attendance=None)
    days = marked.values_list("held_on", flat=True)
    years = sorted({Period.containing(day).label for day in days}, reverse=True)
    asked = request.GET.get("year", "")
    year = asked if asked in years else (years[0] if years else "")
    return group, Period.parse(year) if year else None, groups, years


def _matrix(request: Any, group: Group | None, year: Period | None) -> queries.Matrix:
    if group is None or year is None:
        return queries.Matrix([])
    every = queries.meetings_of(request.board, request.standing).filter(
        group=group, held_on__range=(year.start, min(year.end, clock.today()))
    )
    meetings = list(every)
    return queries.matrix(meetings, queries.seated(group, meetings))


@needs("meetings", get=Act.READ)
def matrix(request: Any) -> HttpResponse:
    """Organisations by meetings, for one group and year."""
    group, year, groups, years = _chosen(request)
    found = _matrix(request, group, year)
    misses = queries.two_misses(request.board, request.standing, clock.today())
    may_ask = request.standing.may("challenges", Act.CREATE, request.board.pk)
    context: dict[str, Any] = {
        "group": group,
        "year": year,
        "groups": [(one.slug, one.name_on(clock.today())) for one in groups],
        "years": years,
        "matrix": found,
        "gaps": found.gaps,
        "lines": [(line, [mark_of(one) if one else None for one in line.marks]) for line in found.lines],
        "misses": [(one, _ask(request, one) if may_ask else "") for one in misses],
        "may_export": request.standing.may("meetings", Act.EXPORT, request.board.pk),
        "asked": f"?group={group.slug}&year={year.label}" if group and year else "",
    }
    return page(request, "matrix", "meetings-matrix", **context)


def _ask(request: Any, missed: queries.TwoMisses) -> str:
    """A challenge that begins with the question, to be read over and sent."""
    days = " and ".join(said(one.held_on) for one in missed.meetings)
    group = missed.group.name_on(missed.meetings[-1].held_on)
    begun = {
        "kind": Challenge.Kind.ATTENDANCE.value,
        "title": f"Attendance of {missed.agency.name}"[:200],
        "question": f"Nobody came for {missed.agency.name} to the {group} on {days}. What stands in the way, and who will come?",
        "to": str(missed.agency.pk),
        "meeting": str(missed.meetings[-1].pk),
        "raised_by_words": "Independent chair",
        "raised_on": clock.today().isoformat(),
    }
    return f"{at(request, 'challenges-new')}?{urlencode(begun)}"


@needs("meetings", get=Act.EXPORT)
def export(request: Any, form: str) -> HttpResponse:
    """The matrix as a file."""
    if form not in FILES:
        raise NotFound(NO_SUCH_PAGE)
    group, year, _, _ = _chosen(request)
    found = _matrix(request, group, year)
    days = [f"{one.held_on:%d %b %Y}" for one in found.meetings]
    headings = ["Organisation", *days, "Came, percent", "Without deputies, percent"]
    lines = [_cells(line) for line in found.lines]
    is_synthetic = request.board.is_demonstration
    if form == "csv":
        made = as_csv(headings, lines, is_synthetic=is_synthetic)
    else:
        made = as_workbook("Attendance", headings, lines, is_synthetic=is_synthetic)
    after = {"kind": "attendance", "rows": len(lines), "form": form}
    trail.record("export", request.board, by=actor_of(request), after=after)
    response = HttpResponse(made, content_type=FILES[form])
    name = slugify(f"attendance {group.slug if group else ''} {year.label if year else ''}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _cells(line: queries.Line) -> list[Any]:
    marks = [one.get_status_display() if one else "" for one in line.marks]
    shares = [round(one) if one is not None else "" for one in (line.share, line.share_without_deputies)]
    return [line.agency.name, *marks, *shares]
