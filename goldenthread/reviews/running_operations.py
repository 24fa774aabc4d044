"""What people do with a review that is run here: move it on, let it stand still, begin it from a referral."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Model

from goldenthread.accounts.models import User
from goldenthread.cases import naming
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, require
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import RecordForm
from goldenthread.core.processes import Step
from goldenthread.learning.models import open_actions
from goldenthread.reviews import publishing_gates, running_process
from goldenthread.reviews.models import (
    AppointedReviewer,
    FactCheck,
    FactCorrection,
    FromReferral,
    PanelMeeting,
    ReportVersion,
    Review,
    ReviewPause,
    ReviewStep,
    TermsOfReference,
)
from goldenthread.reviews.running_process import REVIEW
from goldenthread.trail import operations as trail

OF_THE_REPORT = (
    running_process.DRAFT,
    running_process.FACT_CHECK,
    running_process.PANEL_AGREED,
    running_process.BOARD_SIGN_OFF,
    running_process.BEFORE_PUBLICATION,
)
"""Stages at which there is a report, so that what stands before its publication can be worked on."""
CARRIED_OVER = (CasePerson.Sort.ADULT, CasePerson.Sort.RELATIVE)
"""Whom a review is told of by the referral it comes from; members of staff are of the referral alone."""


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update(of=("self",)).get(pk=review.pk)


def pause_of(case_id: UUID) -> ReviewPause | None:
    """The pause a review is in now, if it stands still."""
    return ReviewPause.objects.filter(case_id=case_id, ended_on=None).first()


@transaction.atomic
def take(step: Step, *, review: Review, by: Actor, on: date | None = None, note: str = "") -> Review:
    """Move a review on by a step that one person takes.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is not at that stage, it stands still, or something has to be there first.
        Refused: the day lies ahead, or before the step before.
    """
    if step.takes_two:
        raise NotPossibleNow("This takes two people: ask for it on the page of publication, and somebody else agrees.")
    now = _locked(review)
    require(by, step.act, ReviewStep(case=Case.objects.get(pk=now.pk)))
    _check_ready(step, now)
    return moved(step, now, by=by, on=on or clock.today(), note=note)


def _check_ready(step: Step, review: Review) -> None:
    REVIEW.check(step, review.stage)
    pause = pause_of(review.pk)
    if pause:
        raise NotPossibleNow("The review stands still. Let it go on first.")
    missing = MISSING.get(step.verb)
    words = missing(review) if missing else ""
    if words:
        raise NotPossibleNow(words)


def moved(step: Step, review: Review, *, by: Actor, on: date, note: str = "") -> Review:
    """Keep that a step was taken, and the days it stands for. Whoever calls has checked it, and holds the review's lock."""
    today = clock.today()
    if on > today:
        raise Refused("The day lies ahead. Enter the day on which this was done.")
    before = ReviewStep.objects.filter(case_id=review.pk).order_by("-taken_on").first()
    if before and on < before.taken_on:
        raise Refused(
            f"The step before this one was taken on {before.taken_on:%d/%m/%Y}. Enter that day or a later one."
        )
    person = User.objects.filter(pk=by.user_id).first()  # type: ignore[misc]  # no key is nobody's key
    kept = ReviewStep(
        case_id=review.pk, verb=step.verb, source=review.stage, target=step.target, taken_on=on, note=note[:300]
    )
    kept.taken_by, kept.taken_at = person, clock.now()
    kept.full_clean(exclude=["taken_by"])
    kept.save(force_insert=True)
    was = review.stage
    review.stage = step.target
    for name, value in _days(step, review, on).items():
        setattr(review, name, value)
    review.save()
    told = {"stage": review.stage, "on": on.isoformat()}
    trail.record(step.verb, review, by=by, before={"stage": was}, after=told)
    _follows(step, review, on, by)
    return review


def _days(step: Step, review: Review, on: date) -> dict[str, Any]:
    """What a step says of the review's own days, which its index and the annual report read."""
    if step is running_process.START and review.commissioned_on is None:
        return {"commissioned_on": on, "commissioned_precision": "day"}
    if step is running_process.SIGN_OFF:
        return {"signed_off_on": on, "signed_off_precision": "day"}
    if step in {running_process.PUBLISH, running_process.SUMMARISE}:
        return {"published_on": on, "published_precision": "day", "waiting_for": ""}
    return {}


def _follows(step: Step, review: Review, on: date, by: Actor) -> None:
    if review.stage in OF_THE_REPORT:
        publishing_gates.lay_out(review, by=by)
    if step is running_process.SIGN_OFF:
        publishing_gates.settle(
            review.pk, publishing_gates.BOARD, evidence="Signed off by the Board on this day.", on=on, by=by
        )
    if step is running_process.CLOSE:
        Case.objects.filter(pk=review.pk).update(closed_on=on)


def _terms_and_reviewer(review: Review) -> str:
    if not TermsOfReference.objects.filter(case_id=review.pk).exists():
        return "Agree the terms of reference first, under “Terms of reference”."
    if not AppointedReviewer.objects.filter(case_id=review.pk, declared_on__isnull=False).exists():
        return "Add the reviewer first, with the day on which they declared that they are independent."
    return ""


def _a_version(review: Review) -> str:
    if not ReportVersion.objects.filter(case_id=review.pk).exists():
        return "There is no draft yet. The reviewer adds one under “Report”."
    return ""


def _a_part_shared(review: Review) -> str:
    report = publishing_gates.latest(review.pk)
    version = report.version if report else 0
    if not FactCheck.objects.filter(case_id=review.pk, version=version).exists():
        return "Share a part of the latest version with an agency first, under “Fact check”."
    return ""


def _corrections_and_panel(review: Review) -> str:
    if FactCheck.objects.filter(case_id=review.pk, is_answered=False).exists():
        return "An agency has not finished its fact check yet. It finishes it itself, on its own page."
    if FactCorrection.objects.filter(case_id=review.pk, verdict=FactCorrection.Verdict.WAITING).exists():
        return "Answer every correction first: taken over, or not taken over and why."
    if not PanelMeeting.objects.filter(case_id=review.pk, is_quorate=True).exists():
        return "Add the meeting at which enough of the panel came to agree it."
    return ""


def _no_open_actions(review: Review) -> str:
    number = open_actions(recommendation__source_id=review.source_id).count()
    if number:
        return f"{number} of its actions {'is' if number == 1 else 'are'} still open. Close them first, or say in them why not."
    return ""


MISSING: dict[str, Callable[[Review], str]] = {
    running_process.START.verb: _terms_and_reviewer,
    running_process.DRAFTED.verb: _a_version,
    running_process.CHECK.verb: _a_part_shared,
    running_process.AGREE.verb: _corrections_and_panel,
    running_process.EVALUATE.verb: _no_open_actions,
}
"""What has to be there before a step, by its verb: empty, or what to do about it."""


def missing_for(step: Step, review: Review) -> str:
    """What stands in the way of a step from where the review is; empty where nothing does."""
    found = MISSING.get(step.verb)
    return found(review) if found else ""


@transaction.atomic
def pause(_: RecordForm | None, given: Model, by: Actor) -> Model:
    """Let a review stand still, at the stage it is at.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it is published, or stands still already.
        ValidationError: a field does not hold.
    """
    assert isinstance(given, ReviewPause)  # noqa: S101  (the kind's own model)
    review = _locked(Review.objects.get(pk=given.case_id))
    if ReviewPause.objects.filter(pk=given.pk).exists():
        return trail.add(given, by=by)
    if review.stage not in running_process.CAN_BE_PAUSED:
        raise NotPossibleNow("What is published, or decided, does not stand still any more.")
    if pause_of(review.pk):
        raise NotPossibleNow("The review stands still already. Change that pause, or let the review go on.")
    return trail.add(given, by=by)


@transaction.atomic
def go_on(stopped: ReviewPause, *, by: Actor, on: date | None = None) -> ReviewPause:
    """Let a review go on from where it stood still.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it goes on already.
        Refused: the day lies before the pause, or ahead.
    """
    now = ReviewPause.objects.select_for_update().get(pk=stopped.pk)
    day = on or clock.today()
    if now.ended_on is not None:
        raise NotPossibleNow("The review goes on already.")
    if not now.from_on <= day <= clock.today():
        raise Refused("Enter a day from when the review stood still, and not one that lies ahead.")
    return trail.change(now, {"ended_on": day}, by=by, verb="go on")


@transaction.atomic
def add_version(_: RecordForm | None, given: Model, by: Actor) -> Model:
    """Keep the next version of what is never changed: the terms of reference, or the report.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    assert isinstance(given, TermsOfReference | ReportVersion)  # noqa: S101  (the kinds' own models)
    Case.objects.select_for_update().get(pk=given.case_id)
    kept = type(given)._default_manager.filter(pk=given.pk).first()
    of_this = type(given)._default_manager.filter(case_id=given.case_id)
    given.version = kept.version if kept else (of_this.aggregate(last=Max("version"))["last"] or 0) + 1
    return trail.add(given, by=by)


@transaction.atomic
def come_from(_: RecordForm | None, given: Model, by: Actor) -> Model:
    """Say that a review comes from a referral: whoever stands aside from the one stands aside from the other, and the
    adults and those near them are carried over under the pseudonyms they have, as the same people.

    Raises:
        NotPermitted: they may not add it, or do not work on the referral, whose people would come with it.
        ValidationError: as adding any record.
    """
    assert isinstance(given, FromReferral)  # noqa: S101  (the kind's own model)
    before, after = Case.objects.get(pk=given.referral_id), Case.objects.get(pk=given.case_id)
    standing = standing_of_actor(by)
    may = before.board_id == after.board_id and allow(standing, Act.READ, CasePerson(case=before))
    if not may or before.pk in standing.emergencies:
        raise NotPermitted(
            "The people of a referral come with it. Ask somebody who is named on that referral and on this review to add it."
        )
    kept = trail.add(given, by=by)
    naming.follow(before, after, by=by)
    there = set(CasePerson.objects.filter(case=after).values_list("person_key", flat=True))
    names = set(CasePerson.objects.filter(case=after).values_list("pseudonym", flat=True))
    for one in CasePerson.objects.filter(case=before, sort__in=CARRIED_OVER).exclude(person_key__in=there):
        called = next(
            name for name in (one.pseudonym, *(f"{one.pseudonym} ({n})" for n in range(2, 1000))) if name not in names
        )
        names.add(called)
        same = {name: getattr(one, name) for name in ("sort", "relation", "alive", "age_band", "is_synthetic")}
        carried = CasePerson(case=after, pseudonym=called[:60], person_key=one.person_key, **same)
        carried.full_clean()
        carried.save(force_insert=True)
        trail.record("carry a person over", carried, by=by, after={"from": str(before.pk), "to": str(after.pk)})
    return kept
