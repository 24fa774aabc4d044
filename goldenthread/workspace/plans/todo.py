"""What the plan, its registers and shared risks ask people to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import said
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.figures.wording import in_words
from goldenthread.plans import checks, facts, queries
from goldenthread.plans.models import ExternalStrategy, Forum, LivedExperience, Policy
from goldenthread.plans.register import sharing

AHEAD = timedelta(days=30)
EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


def _page(asked: Asked, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


@tells
def deliverables_due(asked: Asked) -> Iterable[Thing]:
    """Deliverables that are due within a month: the agency's own, and for the business unit those no agency leads."""
    if not asked.standing.may("plan_progress", Act.CREATE, asked.board_id):
        return
    mine = Q(lead_agency__in=asked.standing.agencies)
    if _runs_the_board(asked):
        mine |= Q(lead_agency=None)
    due = queries.open_deliverables(asked.board_id).filter(mine, due_on__lte=asked.today + AHEAD)
    for one in visible_to(asked.standing, Act.READ, due).select_related("priority")[:EVERY]:
        why = f"The plan promises it, for the priority “{one.priority.name}”."
        yield Thing(
            f"Say how far it is: {one.title}", why, _page(asked, "plan-progress", pk=one.pk), "Say it", one.due_on
        )


@tells
def contradictions(asked: Asked) -> Iterable[Thing]:
    """That something in the plan cannot be right, for whoever runs it."""
    if Role.BOARD_MANAGER not in asked.standing.roles_on(asked.board_id):
        return
    gathered = facts.gather(asked.board, asked.standing, asked.today)
    count = sum(len(some) for _, some in checks.contradictions(gathered))
    if count:
        words = "One thing" if count == 1 else f"{in_words(count).capitalize()} things"
        what = f"{words} in the plan cannot be right"
        why = "Each is a sentence, with the page where it is mended."
        yield Thing(
            what, why, _page(asked, "plan-checks"), "Look at them", in_mail="Something in the plan cannot be right"
        )


@tells
def policies_to_review(asked: Asked) -> Iterable[Thing]:
    """Policies and guidance whose day to be looked at again comes within a month."""
    if not asked.standing.may("procedures", Act.EDIT, asked.board_id) or not _runs_the_board(asked):
        return
    due = Policy.objects.filter(board=asked.board_id, withdrawn_on=None, review_on__lte=asked.today + AHEAD)
    for one in visible_to(asked.standing, Act.EDIT, due.filter(superseded_by=None)).order_by("review_on")[:EVERY]:
        why = f"{one.owner} keeps it." if one.owner else "Nobody is named who keeps it."
        yield Thing(f"Review: {one}", why, _page(asked, "policies-change", pk=one.pk), "Look at it", one.review_on)


@tells
def forums_to_review(asked: Asked) -> Iterable[Thing]:
    """Forums and panels whose day to be reviewed comes within a month, or has passed."""
    if not asked.standing.may("plans", Act.EDIT, asked.board_id) or not _runs_the_board(asked):
        return
    due = Forum.objects.filter(board=asked.board_id, review_on__lte=asked.today + AHEAD).order_by("review_on")
    for one in visible_to(asked.standing, Act.EDIT, due)[:EVERY]:
        why = f"How well it works is looked at every {one.review_every_months} months."
        address = _page(asked, "forums-change", pk=one.pk)
        mail = "Review a forum that the Board looks to"
        yield Thing(f"Review: {one.name}", why, address, "Say when it was reviewed", one.review_on, mail)


@tells
def services_to_check(asked: Asked) -> Iterable[Thing]:
    """Services whose day to be checked comes within a month, or whose link nobody has tried for a year."""
    if not asked.standing.may("plans", Act.EDIT, asked.board_id) or not _runs_the_board(asked):
        return
    for one in visible_to(asked.standing, Act.EDIT, queries.services_to_check(asked.board, asked.today))[:EVERY]:
        if one.link and (one.checked_on is None or one.checked_on <= asked.today - queries.A_YEAR):
            why = (
                f"Its link was last tried on {said(one.checked_on)}."
                if one.checked_on
                else "Nobody has tried its link yet."
            )
        else:
            why = "People are told of it, so it has to be right."
        address = _page(asked, "services-change", pk=one.pk)
        yield Thing(f"Check the service: {one.name}", why, address, "Check it", one.review_on, "Check a service")


@tells
def strategies_to_look_at(asked: Asked) -> Iterable[Thing]:
    """Strategies of others whose day to be looked at again comes within a month."""
    if not asked.standing.may("plans", Act.EDIT, asked.board_id) or not _runs_the_board(asked):
        return
    due = ExternalStrategy.objects.filter(board=asked.board_id, review_on__lte=asked.today + AHEAD)
    for one in visible_to(asked.standing, Act.EDIT, due.order_by("review_on"))[:EVERY]:
        address = _page(asked, "external-strategies-change", pk=one.pk)
        why = f"{one.led_by} leads it, and the Board relies on it."
        yield Thing(
            f"Look again at: {one.name}", why, address, "Look at it", one.review_on, "Look at a strategy of others"
        )


@tells
def agreements_that_end(asked: Asked) -> Iterable[Thing]:
    """What people told, where their agreement ends within a month or has ended, and their words are still here."""
    if not asked.standing.may("lived_experience", Act.EDIT, asked.board_id):
        return
    ending = LivedExperience.objects.filter(
        board=asked.board_id, withdrawn_on=None, agreed_until__lte=asked.today + AHEAD
    )
    for one in visible_to(asked.standing, Act.EDIT, ending.exclude(story="")).order_by("agreed_until")[:EVERY]:
        why = f"Their agreement holds until {said(one.agreed_until)}. Then nothing of it may be used."
        address = _page(asked, "lived-experience-record", pk=one.pk)
        yield Thing(f"Ask again, or take it out: {one.title}", why, address, "Open it", one.agreed_until)


@tells
def issues_unheard_of(asked: Asked) -> Iterable[Thing]:
    """Issues of concern of which the Board heard nothing in twelve months."""
    if Role.BOARD_MANAGER not in asked.standing.roles_on(asked.board_id):
        return
    stale = queries.without_assurance(asked.board, asked.today)
    if stale:
        count = len(stale)
        what = f"Ask for assurance on {in_words(count)} {'issue' if count == 1 else 'issues'} of concern"
        named = f": {stale[0]}" if count == 1 else ""
        why = f"The Board heard nothing of {'it' if count == 1 else 'them'} in twelve months{named}."
        yield Thing(what, why, _page(asked, "issues-of-concern"), "See which", in_mail=what)


@tells
def risks_offered(asked: Asked) -> Iterable[Thing]:
    """Risks that another Board shares, for whoever runs this one."""
    if Role.BOARD_MANAGER not in asked.standing.roles_on(asked.board_id):
        return
    for one in sharing.not_taken(asked.board)[:EVERY]:
        what = f"Take, or leave, a risk of {one.from_board}: {one.title}"
        mail = "Take, or leave, a risk that another Board shares"
        yield Thing(what, one.why, _page(asked, "risks-take", share=one.share_id), "Look at it", in_mail=mail)


def _runs_the_board(asked: Asked) -> bool:
    return bool({Role.BOARD_MANAGER, Role.BOARD_OFFICER} & set(asked.standing.roles_on(asked.board_id)))
