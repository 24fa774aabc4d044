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
    received = casework.arrow_tables(board)
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
    lives = {row["adult_id"]: (row["date_of_birth"], row["date_of_death"]) for row in received["adults"].to_pylist()}
    concerns = [_aged_concern(row, lives) for row in received["concerns"].to_pylist()]
    enquiries = [_aged_enquiry(row, lives) for row in received["enquiries"].to_pylist()]
    return {
        "adults": _arrow("adults", received["adults"].to_pylist()),
        "concerns": _arrow("concerns", concerns),
        "enquiries": _arrow("enquiries", enquiries),
        "risks": _arrow("risks", received["risks"].to_pylist()),
    }


Lives = dict[str, tuple[date | None, date | None]]


def _aged_concern(row: Row, lives: Lives) -> Row:
    born, died = lives.get(row["adult_id"], (None, None))
    age = years_old_at_year_end(born, died, row["raised_on"])
    return {**row, "age": age, "age_band": band(age), "under_18": _under_18(born, died, row["raised_on"])}


def _aged_enquiry(row: Row, lives: Lives) -> Row:
    born, died = lives.get(row["adult_id"], (None, None))
    started = years_old_at_year_end(born, died, row["started_on"])
    ended = years_old_at_year_end(born, died, row["concluded_on"]) if row["concluded_on"] else None
    return {
        **row,
        "age_started": started,
        "age_band_started": band(started),
        "age_concluded": ended,
        "age_band_concluded": band(ended) if row["concluded_on"] else None,
        "under_18": _under_18(born, died, row["started_on"]),
    }


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
