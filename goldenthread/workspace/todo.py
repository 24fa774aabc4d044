"""What the Board's own records ask people to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from goldenthread.boards.proposals import waiting
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import said
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.figures.wording import in_words
from goldenthread.learning.models import open_actions
from goldenthread.meetings.models import Meeting
from goldenthread.plans.models import BoardRisk, MemberContribution
from goldenthread.reports.told.asks import asked_for_their_report

MOST = 5
"""More than five things to do are a list, and not a page: a first page shows five, and leads to the rest."""
EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""
LOOKED_BACK = timedelta(days=60)


def _page(asked: Asked, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


@tells
def actions_of_the_agency(asked: Asked) -> Iterable[Thing]:
    """What the person's own agency has accepted and not done."""
    open_ = open_actions(board=asked.board_id, agency__in=asked.standing.agencies)
    if not asked.standing.may("actions", Act.EDIT, asked.board_id):
        return
    mine = visible_to(asked.standing, Act.EDIT, open_).select_related("agency", "recommendation__source")
    for one in mine[:EVERY]:
        why = (
            f"It answers recommendation {one.recommendation.number} of {one.recommendation.source}."
            if one.recommendation
            else ""
        )
        words = f"{why} {one.owner} of {one.agency} does it.".strip() if one.owner else why
        mail = f"Say how far an action of {one.agency} is"
        yield Thing(one.text, words, _page(asked, "actions-how-far", pk=one.pk), "Say how far it is", one.due_on, mail)


@tells
def actions_of_nobodys_agency(asked: Asked) -> Iterable[Thing]:
    """What the business unit has to do itself."""
    if not _is_one_of(asked, Role.BOARD_MANAGER, Role.BOARD_OFFICER):
        return
    own = open_actions(board=asked.board_id, agency=None)
    for one in visible_to(asked.standing, Act.EDIT, own)[:EVERY]:
        yield Thing(
            one.text,
            f"{one.owner} does it.",
            _page(asked, "actions-how-far", pk=one.pk),
            "Say how far it is",
            one.due_on,
        )


@tells
def what_members_did(asked: Asked) -> Iterable[Thing]:
    """Returns that the person's agency has not filled in; none where it is asked for its annual report instead."""
    empty = MemberContribution.objects.filter(agency__board=asked.board_id, text="", agency__in=asked.standing.agencies)
    if not asked.standing.may("member_returns", Act.EDIT, asked.board_id):
        return
    is_asked = set(asked_for_their_report(asked.board).values_list("agency_id", "ask__period"))
    for one in visible_to(asked.standing, Act.EDIT, empty).select_related("agency"):
        if (one.agency_id, one.period) in is_asked:
            continue
        why = "The annual report must say what each member did to carry out the plan (Care Act 2014, Schedule 2)."
        address = _page(asked, "member-returns-change", pk=one.pk)
        what = f"Write what {one.agency} did in {one.period}"
        yield Thing(what, why, address, "Write it", in_mail=what)


@tells
def risks_to_look_at(asked: Asked) -> Iterable[Thing]:
    """Risks whose day to be looked at again has come: for the office all, for the chair those the chair holds."""
    if not asked.standing.may("risk_scores", Act.CREATE, asked.board_id):
        return
    due = BoardRisk.objects.filter(board=asked.board_id, status=BoardRisk.Status.OPEN, review_on__lte=asked.today)
    if not asked.standing.may("risk_register", Act.EDIT, asked.board_id):
        due = due.filter(owner__icontains="chair")
    for one in visible_to(asked.standing, Act.READ, due)[:EVERY]:
        address = _page(asked, "risks-score", pk=one.pk)
        yield Thing(
            f"Look again at the risk: {one.title}", f"Scored {one.score} of 25.", address, "Look at it", one.review_on
        )


@tells
def who_came(asked: Asked) -> Iterable[Thing]:
    """Meetings held of late for which nobody wrote down who came."""
    if not asked.standing.may("meetings", Act.CREATE, asked.board_id):
        return
    since = asked.today - LOOKED_BACK
    bare = Meeting.objects.filter(
        group__board=asked.board_id, held_on__range=(since, asked.today), attendance=None, cancelled_on=None
    )
    for one in (
        visible_to(asked.standing, Act.EDIT, bare).select_related("group").prefetch_related("group__names")[:EVERY]
    ):
        why = f"It met on {said(one.held_on)}. Attendance counts in the annual report."
        address = _page(asked, "meetings-attendance", pk=one.pk)
        yield Thing(
            f"Write down who came to the {one.group.name_on(one.held_on)}", why, address, "Write it down", one.held_on
        )


@tells
def roles_to_agree_to(asked: Asked) -> Iterable[Thing]:
    """Roles that somebody else proposed, and that wait for a second person."""
    if not asked.standing.may("memberships", Act.GRANT, asked.board_id):
        return
    for one in waiting(asked.board).exclude(proposed_by=asked.user_id).exclude(user=asked.user_id)[:EVERY]:
        what = f"Agree, or not, to a role: {one.user}, {one.get_role_display().lower()}"
        address = f"{_page(asked, 'accounts')}#proposal-{one.pk}"
        mail = f"Agree, or not, to a role: {one.get_role_display().lower()}"
        yield Thing(what, f"{one.proposed_by} proposed it. {one.why}", address, "Look at it", in_mail=mail)


def headline(subject: str, count: int) -> str:
    """ "Your agency has three things to do"."""
    if count == 0:
        return f"{subject} {'have' if subject == 'You' else 'has'} nothing to do today"
    have = "have" if subject == "You" else "has"
    return f"{subject} {have} {in_words(count)} {'thing' if count == 1 else 'things'} to do"


def _is_one_of(asked: Asked, *roles: Role) -> bool:
    return bool(set(roles) & set(asked.standing.roles_on(asked.board_id)))
