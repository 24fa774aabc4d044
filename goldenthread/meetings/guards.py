"""How meetings are guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.meetings import models

guard(models.Meeting, "meetings", board="group__board_id", group="group_id")
guard(models.Attendance, "meetings", board="meeting__group__board_id", group="meeting__group_id", own="agency_id")
