"""What waits for a group, from the rooms that hold it: each as the one who drafts the agenda may see it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.business import Business, Sitting, Sort, tells
from goldenthread.core.days import said
from goldenthread.core.late import days_late, in_days
from goldenthread.learning.models import Action
from goldenthread.meetings.kinds_of_business import given_to
from goldenthread.meetings.models import AgendaItem, Challenge, Decision, DraftMinutes
from goldenthread.meetings.steps import MinutesState, State
from goldenthread.plans.models import BoardRisk
from goldenthread.reports.models import Report, Section
from goldenthread.reports.steps import State as SectionState

MOST = 20


def _page(sitting: Sitting, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": sitting.board.slug, **more})


@tells
def minutes(sitting: Sitting) -> Iterable[Business]:
    """Minutes of the group's earlier meetings that were sent round."""
    sent = DraftMinutes.objects.filter(
        meeting__group=sitting.group, meeting__held_on__lt=sitting.on, state=MinutesState.CIRCULATED.value
    )
    for one in visible_to(sitting.standing, Act.READ, sent).select_related("meeting__group"):
        words = f"Minutes of {said(one.meeting.held_on)}"
        yield Business(Sort.MINUTES, f"minutes:{one.pk}", words, "", _page(sitting, "minutes-draft", pk=one.pk))


@tells
def carried_over(sitting: Sitting) -> Iterable[Business]:
    """Items of the group's last meeting under which nothing was written down: they were not reached."""
    before = AgendaItem.objects.filter(
        meeting__group=sitting.group,
        meeting__held_on__lt=sitting.on,
        is_confidential=False,
        said="",
        decisions=None,
        carried_to_items=None,
    ).exclude(business__startswith="minutes:")
    seen = visible_to(sitting.standing, Act.READ, before).select_related("meeting__group")
    for one in seen.order_by("-meeting__held_on", "order")[:MOST]:
        why = f"It was on the agenda of {said(one.meeting.held_on)}, and nothing is written down of it."
        yield Business(Sort.CARRIED, f"carried:{one.pk}", one.title, why, _page(sitting, "items-one", pk=one.pk))


@tells
def actions_due(sitting: Sitting) -> Iterable[Business]:
    """What is late now, and what falls due before the meeting: each says which."""
    late = Action.objects.filter(board=sitting.board_id, status__in=Action.OPEN, due_on__lt=sitting.on)
    for one in visible_to(sitting.standing, Act.READ, late).select_related("agency").order_by("due_on")[:MOST]:
        days = days_late(one.due_on, clock.today())
        when = (
            f"due on {said(one.due_on)}, {f'{in_days(days)} late' if days else 'before the meeting'}"
            if one.due_on
            else ""
        )
        why = f"With {one.agency.name if one.agency else one.owner}, {when}."
        address = _page(sitting, "actions-record", pk=one.pk)
        yield Business(Sort.ACTION, f"action:{one.pk}", one.text, why, address, one.due_on)


@tells
def open_challenges(sitting: Sitting) -> Iterable[Business]:
    waiting = Challenge.objects.filter(board=sitting.board_id).exclude(state=State.CLOSED.value)
    for one in visible_to(sitting.standing, Act.READ, waiting).select_related("raised_by")[:MOST]:
        why = f"Raised by {one.who}. {one.get_state_display()}."
        address = _page(sitting, "challenges-record", pk=one.pk)
        yield Business(Sort.CHALLENGE, f"challenge:{one.pk}", one.title, why, address, one.due_on)


@tells
def decisions_to_report_back(sitting: Sitting) -> Iterable[Business]:
    """What this group, or one it asked, was to report back on by then."""
    due = Decision.objects.filter(
        meeting__group=sitting.group, report_back_on__lte=sitting.on, reported_back_on=None, delegated_to__isnull=False
    )
    seen = visible_to(sitting.standing, Act.READ, due).select_related("delegated_to", "meeting__group")
    for one in seen.prefetch_related("delegated_to__names")[:MOST]:
        to = given_to(one)
        words = f"Report back from {to}: {one.text}"
        address = _page(sitting, "decisions-record", pk=one.pk)
        yield Business(Sort.ASK, f"decision:{one.pk}", words, f"{one} gave it to {to}.", address, one.report_back_on)


@tells
def risks(sitting: Sitting) -> Iterable[Business]:
    due = BoardRisk.objects.filter(
        board=sitting.board_id, status=BoardRisk.Status.OPEN, review_on__lte=sitting.on
    ).order_by("review_on")
    for one in visible_to(sitting.standing, Act.READ, due)[:MOST]:
        address = _page(sitting, "risks-record", pk=one.pk)
        yield Business(Sort.RISK, f"risk:{one.pk}", one.title, f"Scored {one.score} of 25.", address, one.review_on)


@tells
def report_sections(sitting: Sitting) -> Iterable[Business]:
    """Annual reports with sections that are ready to be signed off."""
    ready = Section.objects.filter(
        report__board=sitting.board_id, report__status=Report.Status.DRAFT, state=SectionState.READY.value
    )
    periods: dict[str, int] = {}
    for one in visible_to(sitting.standing, Act.READ, ready).select_related("report"):
        periods[one.report.period] = periods.get(one.report.period, 0) + 1
    for period, count in periods.items():
        why = f"{count} {'section is' if count == 1 else 'sections are'} ready to be signed off."
        address = _page(sitting, "reports-one", period=period)
        yield Business(Sort.SIGN_OFF, f"report:{period}", f"Annual report for {period}", why, address)
