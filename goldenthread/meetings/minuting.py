"""Minutes: drafted from what was written down at the meeting, sent round, approved at a later one, corrected as a new version."""

from __future__ import annotations

import hashlib

from django.db import transaction

from goldenthread.core import clock
from goldenthread.core.access import require
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.meetings import queries, steps, telling
from goldenthread.meetings.models import ApprovedMinutes, Attendance, DraftMinutes, Meeting
from goldenthread.meetings.steps import MinutesState, MinutesStep
from goldenthread.trail import operations as trail


def words_of(meeting: Meeting, actions: list[str]) -> str:
    """The record of a meeting as minutes begin: who came, quorum, each item, decisions, challenges, actions (Markdown).

    Of a confidential item they say only that there was one. `actions` come from the room above that holds them.
    """
    parts = [f"# {meeting.name}, {said(meeting.held_on)}", _frame(meeting), *_attendance(meeting), *_items(meeting)]
    parts += _decisions(meeting)
    challenges = [f"- **{one.title}.** {one.question} Raised by {one.who}." for one in meeting.challenges.all()]
    parts += ["## Challenges", "\n".join(challenges)] if challenges else []
    parts += ["## Actions agreed", "\n".join(f"- {one}" for one in actions)] if actions else []
    return "\n\n".join(part for part in parts if part) + "\n"


def _frame(meeting: Meeting) -> str:
    chair = f" In the chair: {meeting.chaired_by}." if meeting.chaired_by else ""
    place = f" Place: {meeting.place}." if meeting.place else ""
    return f"Held {meeting.mode.lower()}.{place}{chair} {queries.quorum_of(meeting).words}."


def _attendance(meeting: Meeting) -> list[str]:
    marks = meeting.attendance.select_related("agency").order_by("agency__order", "agency__name")
    found = []
    for status in (Attendance.Status.PRESENT, Attendance.Status.DEPUTY, Attendance.Status.APOLOGIES,
                   Attendance.Status.ABSENT, Attendance.Status.VACANT):  # fmt: skip
        named = [f"{one.agency.name}{f' ({one.who})' if one.who else ''}" for one in marks if one.status == status]
        if named:
            found.append(f"- **{status.label}:** {', '.join(named)}")
    return ["## Who came", "\n".join(found)] if found else ["## Who came", "Attendance has not been written down."]


def _items(meeting: Meeting) -> list[str]:
    found = []
    for number, item in enumerate(meeting.items.all(), start=1):
        found.append(f"## {number}. {item.title}")
        if item.is_confidential:
            found.append("This item was confidential. Its record is kept apart.")
            continue
        found.append(item.said or f"For {item.get_purpose_display().lower()}.")
    return found


def _decisions(meeting: Meeting) -> list[str]:
    found = []
    for one in meeting.decisions.order_by("number").select_related("delegated_to").prefetch_related("dissents__agency"):
        to = f" Given to the {one.delegated_to.name_on(meeting.held_on)}." if one.delegated_to else ""
        against = "".join(f" {each.agency.name} did not agree: {each.words}" for each in one.dissents.all())
        found.append(f"- **Decision {one.number}.** {one.text}{to}{against}")
    return ["## Decisions", "\n".join(found)] if found else []


@transaction.atomic
def begin(meeting: Meeting, *, text: str, by: Actor, corrects_why: str = "") -> DraftMinutes:
    """Begin minutes, or a correction of approved ones.

    Raises:
        NotPossibleNow: a draft is open already; or minutes were approved, and no reason is given to correct them.
    """
    if meeting.draft_minutes.exclude(state=MinutesState.APPROVED.value).exists():
        raise NotPossibleNow("There is a draft of these minutes already. Write on in that one.")
    last = meeting.approved_minutes.first()
    if last is not None and not corrects_why.strip():
        raise Refused("Say why the approved minutes are corrected.")
    number = last.number + 1 if last else 1
    return trail.add(DraftMinutes(meeting=meeting, number=number, text=text, corrects_why=corrects_why[:300]), by=by)


@transaction.atomic
def take(step: MinutesStep, draft: DraftMinutes, *, by: Actor, at_meeting: Meeting | None = None) -> DraftMinutes:
    """Send minutes round, take them back to be written in, or approve them. Approved minutes are never changed.

    Raises:
        NotPossibleNow: they do not stand where this step begins, or the meeting that approves them was not a later one
            that has been held.
    """
    now = _ready(step, draft, by)
    if at_meeting is not None:
        _could_approve(now, at_meeting)
    _move(step, now, by)
    if step is steps.CIRCULATE:
        telling.were_sent_round(now, by=by)
    if step is steps.APPROVE:
        _approve(now, at_meeting, by)
    return now


@transaction.atomic
def send_back(draft: DraftMinutes, *, note: str, by: Actor) -> DraftMinutes:
    """Something in them is wrong: they go back to be written in, and whoever wrote them is told.

    Raises:
        Refused: nothing says what is wrong.
        NotPossibleNow: they were not sent round.
    """
    if not note.strip():
        raise Refused("Say what is wrong in them.")
    now = _ready(steps.SEND_BACK, draft, by)
    _move(steps.SEND_BACK, now, by, why=note.strip())
    telling.were_sent_back(now, by=by)
    return now


def _ready(step: MinutesStep, draft: DraftMinutes, by: Actor) -> DraftMinutes:
    now = DraftMinutes.objects.select_for_update(of=("self",)).select_related("meeting__group__board").get(pk=draft.pk)
    require(by, step.act, now)
    steps.check_minutes(step, MinutesState(now.state))
    return now


def _could_approve(draft: DraftMinutes, at_meeting: Meeting) -> None:
    if at_meeting.held_on <= draft.meeting.held_on:
        raise NotPossibleNow("Minutes are approved at a later meeting. Choose one that was held after this.")
    if at_meeting.held_on > clock.today() or at_meeting.is_cancelled:
        raise NotPossibleNow("That meeting has not been held. Minutes are approved at one that was.")


def _move(step: MinutesStep, now: DraftMinutes, by: Actor, *, why: str = "") -> None:
    before, now.state = now.state, step.target.value
    if step is steps.CIRCULATE:
        now.circulated_on = clock.today()
    now.save(update_fields=["state", "circulated_on"])
    trail.record(step.verb, now, by=by, before={"state": before}, after={"state": now.state}, why=why)


def _approve(draft: DraftMinutes, at_meeting: Meeting | None, by: Actor) -> None:
    approved = ApprovedMinutes.objects.create(
        meeting=draft.meeting,
        number=draft.number,
        text=draft.text,
        corrects_why=draft.corrects_why,
        approved_at_meeting=at_meeting,
        approved_on=at_meeting.held_on if at_meeting else clock.today(),
        approved_by=by.name[:200],
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
    )
    trail.record(steps.APPROVE.verb, approved, by=by, after={"number": approved.number, "sha256": approved.sha256})
