"""How meetings, and what hangs on them, are guarded."""

from typing import Any

from goldenthread.core.access.guards import guard
from goldenthread.meetings import models

OF_A_MEETING: dict[str, Any] = {"board": "meeting__group__board_id", "group": "meeting__group_id"}
OF_AN_ITEM: dict[str, Any] = {"board": "item__meeting__group__board_id", "group": "item__meeting__group_id"}
OF_A_GROUP: dict[str, Any] = {"board": "group__board_id", "group": "group_id"}

guard(models.Meeting, "meetings", **OF_A_GROUP)
guard(models.Attendance, "meetings", own="agency_id", **OF_A_MEETING)
guard(models.AgendaItem, "meetings", **OF_A_MEETING)
guard(models.Paper, "meetings", **OF_AN_ITEM)
guard(models.ConfidentialPart, "restricted_papers", **OF_AN_ITEM)
guard(models.RestrictedPaper, "restricted_papers", **OF_AN_ITEM)
guard(models.GroupPaper, "group_papers", **OF_A_GROUP)
guard(models.Pack, "packs", **OF_A_MEETING)
guard(models.DraftMinutes, "draft_minutes", **OF_A_MEETING)
guard(models.ApprovedMinutes, "minutes", **OF_A_MEETING)
guard(models.Decision, "meetings", **OF_A_MEETING)
guard(models.Dissent, "meetings", board="decision__meeting__group__board_id", group="decision__meeting__group_id")
guard(models.KeyDocument, "sign_offs")
guard(models.SignOff, "sign_offs", board="key_document__board_id", own="agency_id")
guard(models.Challenge, "challenges", own="raised_by_id")
guard(models.ChallengeReply, "challenges", board="challenge__board_id", own="agency_id")
guard(models.Escalation, "challenges", board="challenge__board_id", own="challenge__raised_by_id")
guard(models.ScrutinyActivity, "challenges")
guard(models.TermsOfReference, "governance", board="group__board_id")
guard(models.ReportingLine, "governance", board="group__board_id")
guard(models.CalendarFeed, "own_account", self="user_id", draft={})
