"""The live dataset: records in the database as Arrow tables, with ages in place of birth dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from goldenthread.audits.models import AuditCase
from goldenthread.boards.models import Board
from goldenthread.casework import queries as casework
from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.figures import live_cases
from goldenthread.figures.ages import band, completed_years, years_old_at_year_end
from goldenthread.figures.datasets import Dataset, of_tables
from goldenthread.figures.tables import SCHEMAS
from goldenthread.meetings.models import Attendance, Meeting
from goldenthread.training.models import Session

Row = dict[str, Any]


def dataset(board: Board, period: Period) -> Dataset:
    """Everything figures may read about a Board, as it stands now."""
    received = casework.arrow_tables(board, with_keys=False)
    tables = {**_casework(received), **{name: _arrow(name, rows(board)) for name, rows in _OF_THE_BOARD.items()}}
    extracts = list(casework.current_extracts(board))
    return of_tables(
        tables,
        board=board.slug,
        period=period.label,
        taken_at=clock.now(),
        is_synthetic=any(extract.is_synthetic for extract in extracts),
        spans=tuple((extract.period_from, extract.period_to) for extract in extracts),
    )


def _arrow(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    schema = SCHEMAS[name]
    given = list(rows)
    ordered = sorted(given, key=lambda row: [str(row[column]) for column in schema])
    return pa.table({c: pa.array([row[c] for row in ordered], kind) for c, kind in schema.items()})


def _casework(received: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The extract's tables without birth and death dates: an age, a band, and whether under 18, in their place."""
    born_and_died = zip(*(received["adults"][name].to_pylist() for name in LIVED), strict=True)
    lives = {adult: (born, died) for adult, born, died in born_and_died}
    return {
        "adults": _in_order("adults", received["adults"]),
        "concerns": _in_order("concerns", _aged(received["concerns"], lives, "raised_on", ends={"": "raised_on"})),
        "enquiries": _in_order(
            "enquiries",
            _aged(
                received["enquiries"],
                lives,
                "started_on",
                ends={"_started": "started_on", "_concluded": "concluded_on"},
            ),
        ),
        "risks": _in_order("risks", received["risks"]),
    }


Lives = dict[str, tuple[date | None, date | None]]
LIVED = ("adult_id", "date_of_birth", "date_of_death")


def _aged(table: pa.Table, lives: Lives, day: str, *, ends: Mapping[str, str]) -> pa.Table:
    """A table with whether its adults were under 18 on a day, and their age and band by other days; none without that day.

    Args:
        ends: the day that each age is by, by what its columns end with.
    """
    nobody: tuple[None, None] = (None, None)
    adults = [lives.get(adult, nobody) for adult in table["adult_id"].to_pylist()]
    for ending, by in ends.items():
        days = table[by].to_pylist()
        known = zip(adults, days, strict=True)
        ages = [years_old_at_year_end(born, died, on) if on else None for (born, died), on in known]
        bands = [band(age) if on else None for age, on in zip(ages, days, strict=True)]
        table = table.append_column(f"age{ending}", pa.array(ages, pa.int64()))
        table = table.append_column(f"age_band{ending}", pa.array(bands, pa.string()))
    under = [_under_18(born, died, on) for (born, died), on in zip(adults, table[day].to_pylist(), strict=True)]
    return table.append_column("under_18", pa.array(under, pa.bool_()))


def _in_order(name: str, table: pa.Table) -> pa.Table:
    """A table in the order of its ids, which comes first in its schema: the same rows are always the same bytes."""
    ids = table[next(iter(SCHEMAS[name]))].to_pylist()
    if len(set(ids)) < len(ids):
        return _arrow(name, table.to_pylist())
    order = pa.array(sorted(range(len(ids)), key=ids.__getitem__), pa.int64())
    return pa.table(
        {column: table[column].take(order).combine_chunks().cast(kind) for column, kind in SCHEMAS[name].items()}
    )


def _under_18(born: date | None, died: date | None, day: date) -> bool:
    return born is not None and completed_years(born, min(day, died) if died else day) < 18


def _year_start(period: str) -> date:
    return Period.parse(period).start


def _audit_cases(board: Board) -> Iterable[Row]:
    for one in AuditCase.objects.filter(audit__board=board).select_related("audit", "audit__source"):
        yield {
            "audit": one.audit.source.slug,
            "period": one.audit.period,
            "adult_id": one.adult_id_in_extract,
            "enquiry_id": one.enquiry_id_in_extract,
            "role": one.role,
        }


def _meetings(board: Board) -> Iterable[Row]:
    """Those that were not cancelled."""
    for one in Meeting.objects.filter(group__board=board, cancelled_on=None).select_related("group"):
        yield {"meeting_id": _meeting_id(one), "group_slug": one.group.slug, "held_on": one.held_on, "kind": one.kind}


def _attendance(board: Board) -> Iterable[Row]:
    """Who came and who missed it: nobody misses what they were not expected at, and an empty seat misses nothing."""
    counted = Attendance.objects.filter(status__in=[*Attendance.CAME, *Attendance.MISSED])
    for one in counted.filter(meeting__group__board=board).select_related("agency", "meeting__group"):
        yield {
            "meeting_id": _meeting_id(one.meeting),
            "agency_slug": one.agency.slug,
            "agency": one.agency.name,
            "status": one.status,
        }


def _meeting_id(meeting: Meeting) -> str:
    return f"{meeting.group.slug} {meeting.held_on}"


def _training(board: Board) -> Iterable[Row]:
    sessions = Session.objects.filter(course__board=board).select_related("course")
    for number, one in enumerate(sessions.order_by("course__slug", "held_on", "delegates", "views"), start=1):
        yield {
            "session_id": f"{one.course.slug} {number}",
            "course_slug": one.course.slug,
            "course": one.course.title,
            "course_order": one.course.order,
            "is_webinar": one.course.is_webinar,
            "held_on": one.held_on,
            "delegates": one.delegates,
            "views": one.views,
        }


def _contributions(board: Board) -> Iterable[Row]:
    for one in board.contributions.select_related("agency"):
        start, pounds = _year_start(one.period), one.pence / 100
        yield {"agency_slug": one.agency.slug, "agency": one.agency.name, "year_start": start, "pounds": pounds}


def _expenditure(board: Board) -> Iterable[Row]:
    for one in board.expenditure.all():
        yield {"line": one.line, "year_start": _year_start(one.period), "pounds": one.pence / 100}


def _undertakings(board: Board) -> Iterable[Row]:
    for one in board.undertakings.all():
        start = _year_start(one.period)
        yield {"kind": one.kind, "year_start": start, "number": one.number, "outcome": one.outcome}


def _context(board: Board) -> Iterable[Row]:
    for one in board.context_facts.all():
        yield {
            "code": one.code,
            "heading": one.heading,
            "statement": f"{one.statement}, {one.geography}" if one.geography else one.statement,
            "value": float(one.value),
            "unit": one.unit,
            "as_of": one.as_of,
        }


def _standards(board: Board) -> Iterable[Row]:
    yield {"name": "enquiry_days", "value": board.timeliness_days}


_OF_THE_BOARD: dict[str, Callable[[Board], Iterable[Row]]] = {
    "referrals": live_cases.referrals,
    "referral_factors": live_cases.referral_factors,
    "reviews": live_cases.reviews,
    "review_themes": live_cases.review_themes,
    "review_steps": live_cases.review_steps,
    "publication_gates": live_cases.publication_gates,
    "review_people": live_cases.review_people,
    "audit_cases": _audit_cases,
    "meetings": _meetings,
    "attendance": _attendance,
    "training_sessions": _training,
    "contributions": _contributions,
    "expenditure": _expenditure,
    "undertakings": _undertakings,
    "context_facts": _context,
    "standards": _standards,
}
