"""Forms of meetings and who came."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.meetings.models import Attendance, Meeting


class MeetingForm(RecordForm):
    class Meta:
        model = Meeting
        fields = ("group", "held_on", "kind", "is_online")
        formfield_callback = field_for
        labels = {"held_on": "Day it is held", "kind": "What it is", "is_online": "Held online"}


class AttendanceForm(RecordForm):
    class Meta:
        model = Attendance
        fields = ("meeting", "agency", "status")
        formfield_callback = field_for
        labels = {"status": "Who came"}
