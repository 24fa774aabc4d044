"""What people do with meetings: put items on agendas, write down who came, decide, cancel, sign documents off."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.business import Business
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.meetings import calendars
from goldenthread.meetings.models import (
    AgendaItem,
    Attendance,
    CalendarFeed,
    ConfidentialPart,
    Decision,
    Dissent,
    KeyDocument,
    Meeting,
    SignOff,
    TermsOfReference,
)
from goldenthread.trail import operations as trail


@dataclass(frozen=True)
class Mark:
    """How one agency was there; an empty status takes no mark."""

    status: str
    how: str = ""
    who: str = ""


@transaction.atomic
def take_attendance(meeting: Meeting, marks: Mapping[Agency, Mark], *, by: Actor) -> int:
    """Write down who came, for the whole meeting at once. What is not marked stays as it was; returns what changed."""
    require(by, Act.EDIT, meeting)
    _may_still_change(meeting)
    known = {one.agency_id: one for one in meeting.attendance.select_for_update(of=("self",))}
    changed = 0
    for agency, mark in marks.items():
        if not mark.status:
            continue
        values = {"status": mark.status, "how": mark.how, "who": mark.who[:200]}
        held = known.get(agency.pk)
        if held is None:
            trail.add(Attendance(meeting=meeting, agency=agency, **values), by=by)
            changed += 1
        elif any(getattr(held, name) != value for name, value in values.items()):
            trail.change(held, values, by=by)
            changed += 1
    return changed


def _may_still_change(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise NotPossibleNow("This meeting was cancelled. Nobody can have come.")


@transaction.atomic
def put_item(item: AgendaItem, *, confidential: Mapping[str, str] | None = None, by: Actor) -> AgendaItem:
    """Put an item at the end of an agenda. What a confidential one is about is kept apart from it."""
    last = item.meeting.items.aggregate(last=Max("order"))["last"] or 0
    item.order = last + 1
    if confidential is None:
        return trail.add(item, by=by)
    item.is_confidential, item.title = True, AgendaItem.CONFIDENTIAL
    item.background = item.said = item.presenter = item.business = ""
    item.theme = None
    kept = trail.add(item, by=by)
    trail.add(ConfidentialPart(item=kept, **confidential), by=by)
    return kept


@transaction.atomic
def draft_agenda(meeting: Meeting, chosen: Iterable[Business], *, by: Actor) -> list[AgendaItem]:
    """Put outstanding business on an agenda; what is there already is not put there twice."""
    there = set(meeting.items.values_list("business", flat=True))
    made = []
    for one in chosen:
        if one.key in there:
            continue
        carried = AgendaItem.objects.filter(pk=one.key.partition(":")[2]).first() if one.sort == "carried" else None
        item = AgendaItem(
            meeting=meeting,
            title=one.words[:300],
            background=one.why,
            purpose=PURPOSES.get(one.sort, AgendaItem.Purpose.DISCUSSION),
            business=one.key,
            carried_from=carried,
        )
        made.append(put_item(item, by=by))
    return made


PURPOSES: dict[str, AgendaItem.Purpose] = {
    "minutes": AgendaItem.Purpose.DECISION,
    "action": AgendaItem.Purpose.DISCUSSION,
    "challenge": AgendaItem.Purpose.CHALLENGE,
    "ask": AgendaItem.Purpose.ASSURANCE,
    "risk": AgendaItem.Purpose.ASSURANCE,
    "sign_off": AgendaItem.Purpose.DECISION,
}


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: Actor) -> None:
    """Change places with the item before or after it."""
    require(by, Act.EDIT, item)
    items = list(AgendaItem.objects.select_for_update(of=("self",)).filter(meeting=item.meeting_id))
    place = [one.pk for one in items].index(item.pk)
    beside = place - 1 if up else place + 1
    if not 0 <= beside < len(items):
        return
    items[place], items[beside] = items[beside], items[place]
    for order, one in enumerate(items, start=1):
        if one.order != order:
            AgendaItem.objects.filter(pk=one.pk).update(order=order)
    trail.record("move an item", item, by=by, before={"place": place + 1}, after={"place": beside + 1})


@transaction.atomic
def decide(decision: Decision, *, dissents: Mapping[Agency, str], by: Actor) -> Decision:
    """Write down what a meeting decided, with whoever did not agree and why. It takes the meeting's next number."""
    last = Decision.objects.filter(meeting=decision.meeting_id).aggregate(last=Max("number"))["last"] or 0
    decision.number = decision.number or last + 1
    kept = trail.add(decision, by=by)
    for agency, words in dissents.items():
        if words.strip():
            trail.add(Dissent(decision=kept, agency=agency, words=words), by=by)
    return kept


@transaction.atomic
def cancel(meeting: Meeting, *, why: str, by: Actor) -> Meeting:
    """Cancel a meeting. It stays in the calendar, and says so.

    Raises:
        NotPossibleNow: somebody is written down as having come.
    """
    if not why.strip():
        raise Refused("Say why it is cancelled.")
    if meeting.attendance.exists():
        raise NotPossibleNow("Who came is written down, so it was held. It cannot be cancelled.")
    values: dict[str, Any] = {"cancelled_on": clock.today(), "cancelled_why": why[:300]}
    return trail.change(meeting, values, by=by, verb="cancel")


@transaction.atomic
def new_terms(terms: TermsOfReference, *, by: Actor) -> TermsOfReference:
    """Keep a new version of a group's terms of reference."""
    last = TermsOfReference.objects.filter(group=terms.group_id).aggregate(last=Max("number"))["last"] or 0
    terms.number = terms.number or last + 1
    return trail.add(terms, by=by)


@transaction.atomic
def list_key_document(document: KeyDocument, *, signers: Iterable[Agency], by: Actor) -> KeyDocument:
    """List a document to be signed off, and by whom."""
    kept = trail.add(document, by=by)
    for agency in signers:
        sign_off, is_new = SignOff.objects.get_or_create(key_document=kept, agency=agency)
        if is_new:
            trail.record("ask", sign_off, by=by, after={"agency": agency.name, "document": str(kept)})
    return kept


@transaction.atomic
def sign(sign_off: SignOff, *, signed_by: str, by: Actor) -> SignOff:
    """Sign a document off for an agency: whoever may for it, or the manager, who says for whom.

    Raises:
        NotPossibleNow: it is signed already.
    """
    now = SignOff.objects.select_for_update(of=("self",)).select_related("key_document").get(pk=sign_off.pk)
    require(by, Act.APPROVE, now)
    if now.signed_on is not None:
        raise NotPossibleNow(f"It was signed off already, by {now.signed_by}.")
    if not signed_by.strip():
        raise Refused("Write who signs it off, with their post.")
    now.signed_on, now.signed_by = clock.today(), signed_by[:200]
    now.save(update_fields=["signed_on", "signed_by"])
    trail.record("sign off a document", now, by=by, after={"signed_on": now.signed_on, "signed_by": now.signed_by})
    return now


@transaction.atomic
def renew_feed(board: Board, *, by: Actor) -> str:
    """Give somebody a new secret address for their calendar; the old one stops at once. Returns the address's token."""
    if by.user_id is None:
        raise NotPossibleNow("Only a person has a calendar of their own.")
    feed = CalendarFeed.objects.select_for_update(of=("self",)).filter(board=board, user_id=by.user_id).first()
    feed = feed or CalendarFeed(board=board, user_id=by.user_id)
    require(by, Act.UPDATE, feed)
    token = secrets.token_urlsafe(32)
    feed.token_digest, feed.made_at = calendars.digest(token), clock.now()
    feed.save()
    trail.record("renew a calendar", feed, by=by)
    return token
