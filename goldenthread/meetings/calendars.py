"""Meetings as an iCalendar (RFC 5545), which calendars of every make subscribe to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from goldenthread.meetings.models import Meeting

HERE = ZoneInfo("Europe/London")
LASTS = timedelta(hours=2)
"""How long a meeting is shown where only its beginning is known."""


@dataclass(frozen=True)
class Entry:
    """A meeting as a calendar shows it. `sequence` grows with each change, so that calendars take the newer."""

    meeting: Meeting
    address: str
    agenda: tuple[str, ...]
    sequence: int
    changed_at: datetime


def digest(token: str) -> str:
    """What is kept of a calendar's secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


def write(name: str, entries: Iterable[Entry], *, domain: str) -> bytes:
    """The calendar as a file. Times are given in UTC, so that no calendar has to know when our clocks change."""
    made = Calendar()
    made.add("prodid", "-//Golden Thread//Meetings//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for one in entries:
        made.add_component(_event(one, domain))
    return bytes(made.to_ical())


def _event(one: Entry, domain: str) -> Event:
    meeting, made = one.meeting, Event()
    made.add("uid", f"{meeting.pk}@{domain}")
    made.add("sequence", one.sequence)
    made.add("dtstamp", one.changed_at)
    made.add("last-modified", one.changed_at)
    made.add("summary", f"Cancelled: {meeting.name}" if meeting.is_cancelled else meeting.name)
    made.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    for name, value in zip(("dtstart", "dtend"), _when(meeting), strict=True):
        made.add(name, value)
    where = ", ".join(part for part in (meeting.place, "Online" if meeting.is_online else "") if part)
    if where:
        made.add("location", where)
    made.add("url", one.address)
    made.add("description", _words(one))
    return made


def _when(meeting: Meeting) -> tuple[date | datetime, date | datetime]:
    """From when until when; the whole day where no hour is known."""
    if meeting.begins is None:
        return meeting.held_on, meeting.held_on + timedelta(days=1)
    begins = _moment(meeting.held_on, meeting.begins)
    return begins, _moment(meeting.held_on, meeting.ends) if meeting.ends else begins + LASTS


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, HERE).astimezone(UTC)


def _words(one: Entry) -> str:
    lines = [one.meeting.cancelled_why] if one.meeting.is_cancelled else []
    lines += [f"{number}. {title}" for number, title in enumerate(one.agenda, start=1)]
    return "\n".join([*lines, f"Papers: {one.address}"])


def sequences(changes: Iterable[tuple[str, datetime]]) -> Mapping[UUID, tuple[int, datetime]]:
    """How often each meeting was changed, and when last; from (key, moment) of each entry in the trail."""
    found: dict[UUID, tuple[int, datetime]] = {}
    for key, at in changes:
        number, last = found.get(UUID(key), (-1, at))
        found[UUID(key)] = (number + 1, max(last, at))
    return found
