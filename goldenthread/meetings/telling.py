"""Telling people of meetings and challenges: what was put to their agency, minutes sent round or back, a pack made.

Whoever did it is not told of it. Words go into e-mails: they say that something is there, and the page says what.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.boards.models import Agency, Group
from goldenthread.boards.standing import AgencyMembership, GroupMembership, RoleHeld
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.notices import Way, notice_kind, tell
from goldenthread.meetings import steps
from goldenthread.meetings.models import Challenge, ChallengeReply, DraftMinutes, Pack
from goldenthread.meetings.steps import Level
from goldenthread.trail import queries as trails

PUT = notice_kind("challenges-put", "A challenge is put to your agency", way=Way.NOW)
HIGHER = notice_kind("challenges-higher", "A challenge to your agency is taken higher", way=Way.NOW)
SENT_ROUND = notice_kind("minutes-sent-round", "Minutes of your group are sent round")
SENT_BACK = notice_kind("minutes-sent-back", "Minutes that you wrote come back with a note", way=Way.NOW)
PACK = notice_kind("packs-frozen", "The pack for a meeting of your group is there to read")


def was_put(reply: ChallengeReply, *, by: Actor) -> None:
    """An agency is asked; also when it is asked again."""
    challenge = reply.challenge
    until = f", to be answered by {said(challenge.due_on)}" if challenge.due_on else ""
    tell(
        PUT,
        board=challenge.board,
        to=_others(_people_of([reply.agency]), by),
        words=f"A challenge is put to {reply.agency.name}{until}",
        address=_of_a_reply(reply),
        about=reply,
    )


def was_taken_higher(challenge: Challenge, *, by: Actor) -> None:
    """Each agency that has not answered is told that it went higher; so is the chair, once it stands with the chair."""
    for reply in waiting(challenge):
        tell(
            HIGHER,
            board=challenge.board,
            to=_others(_people_of([reply.agency]), by),
            words=f"A challenge to {reply.agency.name} was taken higher",
            address=_of_a_reply(reply),
            about=reply,
        )
    if challenge.level == Level.CHAIR:
        tell(
            HIGHER,
            board=challenge.board,
            to=_others(_in_role(challenge, Role.CHAIR), by),
            words=f"Challenge {challenge.reference} was taken to the independent chair",
            address=f"/board/{challenge.board.slug}/challenges/{challenge.pk}/",
            about=challenge,
        )


def were_sent_round(draft: DraftMinutes, *, by: Actor) -> None:
    board = draft.meeting.group.board
    tell(
        SENT_ROUND,
        board=board,
        to=_others(_members_of(draft.meeting.group), by),
        words=f"The minutes of the {draft.meeting} were sent round",
        address=f"/board/{board.slug}/minutes/drafts/{draft.pk}/",
        about=draft,
    )


def were_sent_back(draft: DraftMinutes, *, by: Actor) -> None:
    """To whoever began them and whoever sent them round."""
    board = draft.meeting.group.board
    wrote = trails.history_of(draft).filter(verb__in=["add", steps.CIRCULATE.verb])
    tell(
        SENT_BACK,
        board=board,
        to=_others(wrote.values_list("by_user_id", flat=True), by),
        words=f"The minutes of the {draft.meeting} come back with a note",
        address=f"/board/{board.slug}/minutes/drafts/{draft.pk}/",
        about=draft,
    )


def was_frozen(pack: Pack, *, by: Actor) -> None:
    board = pack.meeting.group.board
    again = f", version {pack.number}," if pack.number > 1 else ""
    tell(
        PACK,
        board=board,
        to=_others(_members_of(pack.meeting.group), by),
        words=f"The pack{again} for the {pack.meeting} is there to read",
        address=f"/board/{board.slug}/meetings/{pack.meeting_id}/pack/",
        about=pack,
    )


def waiting(challenge: Challenge) -> list[ChallengeReply]:
    """The agencies whose answer is still missing."""
    return list(challenge.replies.filter(replied_on=None).select_related("agency", "challenge__board"))


def _of_a_reply(reply: ChallengeReply) -> str:
    return f"/board/{reply.challenge.board.slug}/challenge-replies/{reply.pk}/"


def _people_of(agencies: Iterable[Agency]) -> Iterable[UUID]:
    held = AgencyMembership.objects.on(clock.today()).filter(agency__in=list(agencies))
    return held.values_list("user_id", flat=True)


def _members_of(group: Group) -> Iterable[UUID]:
    return GroupMembership.objects.on(clock.today()).filter(group=group).values_list("user_id", flat=True)


def _in_role(challenge: Challenge, role: Role) -> Iterable[UUID]:
    held = RoleHeld.objects.on(clock.today()).filter(board=challenge.board_id, role=str(role))
    return held.values_list("user_id", flat=True)


def _others(people: Iterable[UUID | None], by: Actor) -> list[UUID | None]:
    return [one for one in people if one != by.user_id]
