"""What a panel does: who sits on it, what follows when it accepts a case, its monthly list, and whether enough came."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.boards.standing import RoleHeld
from goldenthread.cases.models import Part
from goldenthread.core import clock, days
from goldenthread.core.access import Act, allow, require
from goldenthread.core.access.acts import Role
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.panels import beginning
from goldenthread.panels.models import Panel, PanelCase, PanelListing, PanelMeeting, PanelMember
from goldenthread.panels.moving import then
from goldenthread.trail import operations as trail

ROLES = {PanelMember.Part.CHAIR: Role.PANEL_CHAIR, PanelMember.Part.PANEL: Role.PANEL_MEMBER}
"""The role on the Board that somebody holds before they sit on a panel: it says what they may do with its cases."""


@transaction.atomic
def ask_to_name(member: PanelMember, *, by: Actor) -> PanelMember:
    """Ask that somebody sit on a panel. It holds once a second person agrees.

    Raises:
        NotPermitted: they may not say who is named on cases.
        Refused: it is for themselves, or the person does not hold the role yet.
        AlreadyDone: the person sits on it, or it waits already.
    """
    if by.user_id is None:
        raise NotPermitted("Only somebody with an account can ask for this.")
    member.asked_by = User.objects.get(pk=by.user_id)
    member.asked_at = clock.now()
    require(by, Act.GRANT, member)
    if member.user_id == by.user_id:
        raise Refused("Nobody names themselves to a panel. Ask two others who may.")
    wanted = ROLES[PanelMember.Part(member.part)]
    held = RoleHeld.objects.on(clock.today()).filter(user=member.user, board=member.panel.board, role=wanted)
    if not held.exists():
        raise Refused(f"They have to be given the role “{wanted.words}” on this Board first.")
    if PanelMember.objects.on(clock.today()).filter(panel=member.panel, user=member.user, part=member.part).exists():
        raise AlreadyDone("They sit on this panel already, or it waits for a second person.")
    member.full_clean()
    member.save(force_insert=True)
    told = {"user": str(member.user_id), "panel": str(member.panel_id), "part": member.part}
    trail.record("ask to name to a panel", member, by=by, after=told)
    return member


@transaction.atomic
def agree(member: PanelMember, *, by: Actor) -> PanelMember:
    """Agree that somebody sits on a panel; they are named on the cases that are before it.

    Raises:
        NotPermitted: they may not say who is named on cases.
        NotPossibleNow: they asked for it themselves, or it is for them; or whoever asked may not any more, or it is not for
            today: whoever sits on a panel can see its cases at once.
        AlreadyDone: somebody agreed already.
    """
    now = PanelMember.objects.select_for_update(of=("self",)).select_related("panel").get(pk=member.pk)
    require(by, Act.GRANT, now)
    if now.agreed_at is not None:
        raise AlreadyDone("Somebody agreed to this already.")
    if by.user_id is None or by.user_id in {now.asked_by_id, now.user_id}:
        raise NotPossibleNow("It takes a second person, who neither asked for it nor is named by it.")
    first = Actor.person(now.asked_by.name or now.asked_by.email, now.asked_by_id)
    if not allow(standing_of_actor(first), Act.GRANT, now):
        raise NotPossibleNow("Whoever asked for this may not ask for it any more. End it, and ask for it anew.")
    if not PanelMember.objects.on(clock.today()).filter(pk=now.pk).exists():
        raise NotPossibleNow(
            "The seat begins on a later day, or has ended. Agree once it begins: the cases are open from then."
        )
    now.agreed_by, now.agreed_at = User.objects.get(pk=by.user_id), clock.now()
    now.save(update_fields=["agreed_by", "agreed_at"])
    told = {"user": str(now.user_id), "panel": str(now.panel_id)}
    trail.record("name to a panel", now, by=first, after=told, second=by)
    wanted = ("accepted",) if now.part == PanelMember.Part.PANEL else ("referred", "accepted")
    for one in PanelCase.objects.filter(panel=now.panel, state__in=wanted).select_related("case"):
        beginning.name(one.case, now.user_id, Part(now.part), now.agency, by=by)
    return now


@transaction.atomic
def end(member: PanelMember, *, by: Actor) -> PanelMember:
    """End somebody's seat on a panel, from today on. They stay named on its cases until they are taken off those.

    Raises:
        NotPermitted: they may not say who is named on cases.
        AlreadyDone: it has ended.
    """
    now = PanelMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    require(by, Act.GRANT, now)
    last = clock.today() - timedelta(days=1)
    if now.to_on is not None and now.to_on <= last:
        raise AlreadyDone("This has ended already.")
    now.to_on, now.from_on = last, min(now.from_on, last)
    now.save(update_fields=["from_on", "to_on"])
    trail.record("end a seat on a panel", now, by=by, after={"to_on": last.isoformat()})
    return now


def sitting(panel: Panel, part: str, day: date) -> list[PanelMember]:
    """Who sits on a panel on a day, in a part, agreed by two."""
    found = PanelMember.objects.on(day).filter(panel=panel, part=part, agreed_at__isnull=False)
    return list(found.select_related("agency"))


def enrol(head: PanelCase, parts: tuple[str, ...], *, by: Actor) -> None:
    """Name those who sit on the panel today on a case of it."""
    for part in parts:
        for one in sitting(head.panel, part, clock.today()):
            beginning.name(head.case, one.user_id, Part(part), one.agency, by=by)


@transaction.atomic
def refer(head: PanelCase, *, by: Actor) -> PanelCase:
    """Bring a case to a panel. Whoever chairs the panel is named on it, to accept it or not; the others once it is accepted.

    Raises:
        NotPossibleNow: this panel’s cases are held by others.
    """
    if not head.panel.holds_cases:
        raise NotPossibleNow("The Board holds no cases of this panel, only its numbers.")
    if head.panel.ended_on is not None and head.panel.ended_on <= clock.today():
        raise NotPossibleNow("This panel does not meet any more. Choose another.")
    kept = beginning.begin(head, by=by)
    enrol(kept, (PanelMember.Part.CHAIR,), by=by)
    return kept


@then(PanelCase, "accept")
def _accepted(head: PanelCase, by: Actor) -> None:
    """The whole panel is named on what it accepts, the lead agency takes part, and the case comes back within its weeks."""
    from goldenthread.cases import naming

    enrol(head, (PanelMember.Part.CHAIR, PanelMember.Part.PANEL), by=by)
    if head.lead_agency is not None:
        naming.takes_part(head.case, head.lead_agency, by=by)
    if head.review_on is None:
        head.review_on = comes_back_by(head.panel, clock.today())
        head.save(update_fields=["review_on"])


@then(PanelCase, "leave")
def _left(head: PanelCase, _: Actor) -> None:
    """After a death, whether a review is asked for is said before the panel’s part ends (Care Act 2014, section 44)."""
    if head.effect == PanelCase.Effect.DIED and not (head.after_death and head.after_death_why.strip()):
        words = "An adult died. Say whether a Safeguarding Adults Review is asked for, and why or why not."
        raise ValidationError({"after_death": words})


def comes_back_by(panel: Panel, day: date) -> date:
    """The last day on which a case should come back to the panel."""
    return day + timedelta(weeks=panel.review_within)


@transaction.atomic
def put_on_list(listing: PanelListing, *, by: Actor) -> PanelListing:
    """Put a case on the list of a meeting, as far as there is room, and keep when it comes back.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: the case is not before this panel, or the meeting’s list is full.
    """
    require(by, Act.CREATE, listing)
    meeting = PanelMeeting.objects.select_for_update(of=("self",)).select_related("panel").get(pk=listing.meeting_id)
    head = PanelCase.objects.filter(pk=listing.case_id, panel=meeting.panel).first()
    if head is None or head.state != "accepted":
        raise NotPossibleNow("Only a case that is before this panel goes on its list.")
    others = PanelListing.objects.filter(meeting=meeting).exclude(pk=listing.pk).count()
    if others >= meeting.panel.most_cases:
        raise NotPossibleNow(
            f"This meeting’s list is full: the panel takes {meeting.panel.most_cases} at most. Choose another meeting."
        )
    kept = trail.add(listing, by=by)
    _comes_back(kept)
    return kept


@transaction.atomic
def agree_at_meeting(
    listing: PanelListing, values: dict[str, object], *, by: Actor, seen: dict[str, str]
) -> PanelListing:
    """Keep what a meeting agreed about a case, and when it comes back."""
    kept = trail.change(listing, values, by=by, seen=seen)
    _comes_back(kept)
    return kept


def _comes_back(listing: PanelListing) -> None:
    if listing.comes_back_on is not None:
        PanelCase.objects.filter(pk=listing.case_id).update(review_on=listing.comes_back_on)


def next_look(panel: Panel) -> date | None:
    """By when the Board looks again at whether the panel works: so many months after it last did."""
    last = panel.looks.order_by("-looked_on").first()
    return days.months_after(last.looked_on, panel.looked_at_every) if last else None


def is_quorate(came: int, panel: Panel) -> bool:
    return came >= panel.quorum
