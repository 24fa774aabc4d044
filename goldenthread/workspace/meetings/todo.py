"""What meetings and challenges ask people to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from goldenthread.core import thematic
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import said
from goldenthread.core.periods import Period
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.meetings import queries
from goldenthread.meetings.models import AgendaItem, Challenge, ChallengeReply, DraftMinutes, Meeting, SignOff
from goldenthread.meetings.steps import MinutesState, State

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""
AHEAD = timedelta(days=21)
"""An agenda is drafted three weeks before the meeting."""


def _page(asked: Asked, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


@tells
def agendas_to_draft(asked: Asked) -> Iterable[Thing]:
    if not asked.standing.may("meetings", Act.CREATE, asked.board_id):
        return
    soon = Meeting.objects.filter(
        group__board=asked.board_id, held_on__range=(asked.today, asked.today + AHEAD), cancelled_on=None, items=None
    )
    for one in (
        visible_to(asked.standing, Act.EDIT, soon).select_related("group").prefetch_related("group__names")[:EVERY]
    ):
        address = _page(asked, "meetings-draft", pk=one.pk)
        why = f"It meets on {said(one.held_on)}. What waits for it is listed."
        yield Thing(f"Draft the agenda of the {one.name}", why, address, "Draft it", one.held_on)


@tells
def minutes_to_approve(asked: Asked) -> Iterable[Thing]:
    if not asked.standing.may("draft_minutes", Act.APPROVE, asked.board_id):
        return
    sent = DraftMinutes.objects.filter(meeting__group__board=asked.board_id, state=MinutesState.CIRCULATED.value)
    seen = visible_to(asked.standing, Act.APPROVE, sent).select_related("meeting__group")
    for one in seen.prefetch_related("meeting__group__names")[:EVERY]:
        words = f"Approve the minutes of the {one.meeting}"
        address = _page(asked, "minutes-draft", pk=one.pk)
        yield Thing(
            words, "They were sent round.", address, "Read them", in_mail="Read minutes that wait to be approved"
        )


@tells
def challenges_to_answer(asked: Asked) -> Iterable[Thing]:
    if not asked.standing.may("challenges", Act.EDIT, asked.board_id):
        return
    open_ = ChallengeReply.objects.filter(
        challenge__board=asked.board_id,
        challenge__state=State.OPEN.value,
        replied_on=None,
        agency__in=asked.standing.agencies,
    )
    seen = visible_to(asked.standing, Act.EDIT, open_).select_related("challenge__raised_by", "agency")
    for one in seen[:EVERY]:
        why = f"{one.challenge.who} asks {one.agency.name}."
        address = _page(asked, "challenge-replies-record", pk=one.pk)
        yield Thing(f"Answer a challenge: {one.challenge.title}", why, address, "Answer it", one.challenge.due_on)


@tells
def challenges_to_judge(asked: Asked) -> Iterable[Thing]:
    if not asked.standing.may("challenges", Act.APPROVE, asked.board_id):
        return
    answered = Challenge.objects.filter(board=asked.board_id, state=State.ANSWERED.value)
    for one in visible_to(asked.standing, Act.APPROVE, answered)[:EVERY]:
        address = _page(asked, "challenges-record", pk=one.pk)
        words = f"Say what came of a challenge: {one.title}"
        mail = "Say what came of a challenge that everybody has answered"
        yield Thing(words, "Everybody asked has answered.", address, "Look at it", in_mail=mail)


@tells
def two_misses(asked: Asked) -> Iterable[Thing]:
    """For the chair and the manager: agencies that missed two meetings in a row."""
    if not {Role.CHAIR, Role.BOARD_MANAGER} & set(asked.standing.roles_on(asked.board_id)):
        return
    for one in queries.two_misses(asked.board, asked.standing, asked.today)[:EVERY]:
        group = one.group.name_on(asked.today)
        why = f"Nobody came on {' or '.join(said(each.held_on) for each in one.meetings)}. Ask what stands in the way."
        words = f"{one.agency.name} missed two meetings of the {group}"
        yield Thing(words, why, f"{_page(asked, 'meetings-matrix')}#misses", "Ask them", in_mail=words)


@tells
def documents_to_sign(asked: Asked) -> Iterable[Thing]:
    if not asked.standing.may("sign_offs", Act.APPROVE, asked.board_id):
        return
    unsigned = SignOff.objects.filter(
        key_document__board=asked.board_id, signed_on=None, agency__in=asked.standing.agencies
    )
    for one in visible_to(asked.standing, Act.APPROVE, unsigned).select_related("key_document", "agency")[:EVERY]:
        address = _page(asked, "key-documents-record", pk=one.key_document_id)
        words = f"Sign off {one.key_document} for {one.agency.name}"
        yield Thing(words, "The statutory partners sign it off together.", address, "Read it", one.key_document.due_on)


@thematic.tells
def about_themes(wanted: thematic.Wanted) -> Iterable[tuple[object, thematic.Mention]]:
    """Challenges and agenda items about a theme."""
    board, standing = wanted.board, wanted.standing
    narrowed = {"theme": wanted.only} if wanted.only else {"theme__isnull": False}
    challenges = visible_to(standing, Act.READ, Challenge.objects.filter(board=board, **narrowed))
    for one in challenges:
        address = reverse("workspace:challenges-record", kwargs={"board": board.slug, "pk": one.pk})
        state = one.get_outcome_display() or one.get_state_display()
        year = Period.containing(one.raised_on).label
        yield one.theme_id, thematic.Mention("Challenge", one.title, address, year, state=state)
    items = visible_to(standing, Act.READ, AgendaItem.objects.filter(meeting__group__board=board, **narrowed))
    for item in items.select_related("meeting__group").prefetch_related("meeting__group__names"):
        address = reverse("workspace:items-one", kwargs={"board": board.slug, "pk": item.pk})
        year = Period.containing(item.meeting.held_on).label
        yield item.theme_id, thematic.Mention("Agenda item", item.title, address, year, came_from=str(item.meeting))
