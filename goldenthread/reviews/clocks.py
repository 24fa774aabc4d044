"""When each step of a referral is due, by the times of its Board and the days on which it stood still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.reviews import clocks_rules as rules
from goldenthread.reviews import referring_steps as steps
from goldenthread.reviews.clocks_models import LateReason, StepTime
from goldenthread.reviews.clocks_rules import Clock, Due, Pause, Time, Unit
from goldenthread.reviews.deciding_models import ChairDecision, GroupRecommendation, OutcomeTold, RapidReview
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralMove, ReferralPause
from goldenthread.reviews.scoping_models import InformationRequest
from goldenthread.trail import operations as trail

M = TypeVar("M", bound=Model)
LEFT_SCREENING = {one.verb for one in (steps.SCOPE, steps.MEET, steps.NOT_FOR_US, steps.SEND_ON)}


def times_of(board: Any) -> dict[str, Time]:
    """The time of each step on a Board: its own, or what the program begins with."""
    own = {one.step: Time(one.number, Unit(one.unit)) for one in StepTime.objects.filter(board=board)}
    return {one.slug: own.get(one.slug, one.default) for one in rules.EVERY}


@transaction.atomic
def set_time(board: Board, clock_: Clock, time: Time, *, by: Actor) -> None:
    """Give a step another time on a Board; from now on every referral that is open is counted by it.

    Raises:
        NotPermitted: they may not change how the Board works.
    """
    kept = StepTime.objects.filter(board=board, step=clock_.slug).first()
    if kept is None:
        trail.add(StepTime(board=board, step=clock_.slug, number=time.number, unit=time.unit), by=by)
    else:
        trail.change(kept, {"number": time.number, "unit": time.unit}, by=by)


def dues(referral: Referral) -> list[Due]:
    """The clocks of one referral that have begun, in order."""
    return dues_of([referral])[referral.pk]


def dues_of(referrals: Iterable[Referral]) -> dict[UUID, list[Due]]:
    """The clocks of referrals of one Board. The queries do not grow with them."""
    listed = list(referrals)
    if not listed:
        return {}
    keys, times, today = [one.pk for one in listed], times_of(listed[0].board_id), clock.today()
    found = _Found(keys)
    return {one.pk: _of(one, found, times, today) for one in listed}


class _Found:
    """What happened in some cases, by case."""

    def __init__(self, cases: list[UUID]) -> None:
        self.moves = self._by_case(ReferralMove, cases)
        self.pauses = self._by_case(ReferralPause, cases)
        self.meetings = self._by_case(RapidReview, cases)
        self.recommendations = self._by_case(GroupRecommendation, cases)
        self.decisions = self._by_case(ChairDecision, cases)
        self.told = self._by_case(OutcomeTold, cases)
        self.reasons = self._by_case(LateReason, cases)
        asked = InformationRequest.objects.exclude(state=InformationRequest.State.WITHDRAWN).select_related("response")
        self.requests = self._grouped(asked.filter(case__in=cases))

    @staticmethod
    def _grouped(found: Iterable[M]) -> dict[UUID, list[M]]:
        by_case: dict[UUID, list[M]] = defaultdict(list)
        for one in found:
            by_case[one.case_id].append(one)  # type: ignore[attr-defined]  # each is part of a case
        return by_case

    def _by_case(self, model: type[M], cases: list[UUID]) -> dict[UUID, list[M]]:
        return self._grouped(model._default_manager.filter(case__in=cases))


def _of(referral: Referral, found: _Found, times: dict[str, Time], today: date) -> list[Due]:
    key = referral.pk
    if referral.state == steps.DRAFT or not found.moves[key]:
        return []
    pauses = [Pause(one.from_on, one.to_on) for one in found.pauses[key]]
    revised = {one.step: one.revised_on for one in found.reasons[key]}
    made = []
    for clock_, begun, done in _events(referral, found):
        if begun is None:
            continue
        due_on = rules.pushed(begun, times[clock_.slug], pauses, min(done or today, today))
        made.append(Due(clock_, begun, due_on, done, revised.get(clock_.slug), has_reason=clock_.slug in revised))
    return made


def _events(referral: Referral, found: _Found) -> Iterable[tuple[Clock, date | None, date | None]]:
    """Each clock with the day it began and the day it was done, as far as they have come.

    After a referral was opened again, screening and what follows are counted anew from then.
    """
    key = referral.pk
    moves = found.moves[key]
    again = max((place for place, one in enumerate(moves) if one.verb == steps.REOPEN.verb), default=None)
    now = moves if again is None else moves[again:]
    since = now[0].taken_on
    came = _day(moves, {steps.HAND_IN.verb}) or referral.received_on
    yield rules.ACKNOWLEDGE, came, _day(moves, {steps.ACKNOWLEDGE.verb})
    yield rules.SCREEN, came if again is None else since, _day(now, LEFT_SCREENING)
    asked = [one for one in found.requests[key] if one.asked_on >= since]
    ended = [one.response.ended_at for one in asked if one.response.ended_at is not None]
    last = max(clock.day_of(one) for one in ended) if asked and len(ended) == len(asked) else None
    yield rules.SCOPE, min((one.asked_on for one in asked), default=None), last
    met = [one.held_on for one in found.meetings[key] if one.held_on >= since]
    yield rules.MEET, last if asked else _day(now, {steps.MEET.verb}), min(met, default=None)
    recommended = found.recommendations[key][-1:]
    decided = [one for one in found.decisions[key] if recommended and one.recommendation_id == recommended[0].pk]
    is_current = bool(recommended) and recommended[0].made_on >= since
    yield rules.DECIDE, recommended[0].made_on if is_current else None, decided[0].made_on if decided else None
    latest = found.decisions[key][-1:]
    told = [one.told_on for one in found.told[key] if one.whom == OutcomeTold.Whom.REFERRER]
    after = [day for day in told if latest and day >= latest[0].made_on]
    yield rules.TELL, latest[0].made_on if latest and latest[0].made_on >= since else None, min(after, default=None)


def _day(moves: Iterable[ReferralMove], verbs: set[str]) -> date | None:
    return next((one.taken_on for one in moves if one.verb in verbs), None)


def open_and_late(referral: Referral, slugs: Iterable[str]) -> list[Due]:
    """Of these clocks, those that are past their day, not done, and nobody has said why."""
    today = clock.today()
    wanted = set(slugs)
    return [
        one
        for one in dues(referral)
        if one.clock.slug in wanted and one.done_on is None and one.is_late(today) and not one.has_reason
    ]


def need_a_reason(referral: Referral, *slugs: str) -> None:
    """Whether a step may be taken: late, it needs a reason first.

    Raises:
        Refused: it is late, and nobody has said why.
    """
    late = open_and_late(referral, slugs)
    if late:
        named = ", ".join(f"“{one.clock.words}”" for one in late)
        raise Refused(f"This is later than its day: {named}. Say why first, under “Reasons for delay”.")


def check_new_day(reason: LateReason) -> None:
    """Whether a new day can be promised.

    Raises:
        Refused: it is in the past.
    """
    if reason.revised_on is not None and reason.revised_on < clock.today():
        raise Refused("The new day is in the past. Enter a day that is still to come, or leave it empty.")
