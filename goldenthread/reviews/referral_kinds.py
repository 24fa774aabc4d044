"""What belongs to a referral as pages: the rapid review and who was there, reasons for delay, onward use, who was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from goldenthread.cases.models import Sort
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.reviews import clocks, deciding, scoping
from goldenthread.reviews.clocks_models import LateReason
from goldenthread.reviews.deciding_models import OUTCOMES, OutcomeTold, RapidReview, RapidReviewAgency
from goldenthread.reviews.referral_forms import LateForm, MeetingForm, ThereForm, ToldForm, UseForm
from goldenthread.reviews.scoping_models import InformationUse
from goldenthread.trail import operations as trail

IN_REFERRALS = (str(Sort.REFERRAL),)


def _hold(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, RapidReview)  # noqa: S101  (the kind's own model)
    return deciding.hold(given, by=by)


def _put_right(one: Model, values: Mapping[str, Any], by: Actor, seen: Mapping[str, str]) -> Model:
    assert isinstance(one, RapidReview)  # noqa: S101  (the same)
    return deciding.put_right_meeting(one, values, by, seen)


def _there(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, RapidReviewAgency)  # noqa: S101  (the same)
    return deciding.was_there(given, by=by)


def _view(one: Model, values: Mapping[str, Any], by: Actor, seen: Mapping[str, str]) -> Model:
    assert isinstance(one, RapidReviewAgency)  # noqa: S101  (the same)
    return deciding.change_view(one, values, by, seen)


def _late(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, LateReason)  # noqa: S101  (the same)
    clocks.check_new_day(given)
    return trail.add(given, by=by)


def _use(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, InformationUse)  # noqa: S101  (the same)
    return scoping.note_use(given, by=by)


def _told(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, OutcomeTold)  # noqa: S101  (the same)
    return deciding.told(given, by=by)


kind(
    Kind(
        model=RapidReview,
        slug="rapid-reviews",
        one="rapid review",
        many="rapid reviews",
        intro="The meeting that looks at what agencies said, learns what can be learned at once, and recommends to the chair.",
        columns=(
            Column("Held on", lambda one: said(one.held_on), sort="held_on"),
            Column("Who led it", lambda one: one.chaired_by, sort="chaired_by"),
        ),
        rows=(
            Row("Who led it", lambda one: one.chaired_by),
            Row("Quorum", lambda one: deciding.quorum_of(one).words),
            Row("What was looked at", lambda one: one.note, is_long=True),
        ),
        empty="Write the meeting down once it was held: who came for each agency, and what each thinks should follow.",
        form=MeetingForm,
        new_words="Write down a rapid review",
        adds=_hold,
        changes=_put_right,
        search=("chaired_by",),
        filters=(),
        with_them=("case__board",),
        in_cases=IN_REFERRALS,
        parts=(Part("rapid-review-agencies", "meeting", "Who was there, and what they think"),),
        doors=(
            Door(
                "Keep what was learned at once",
                "rapid-reviews-learn",
                "referral_decisions",
                Act.EDIT,
            ),
        ),
    )
)
kind(
    Kind(
        model=RapidReviewAgency,
        slug="rapid-review-agencies",
        one="agency at the rapid review",
        many="agencies at the rapid review",
        heading="Who was at the rapid review",
        intro="Each agency that came, by whom, and what it thinks should follow, with its reasons.",
        columns=(
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Who came for it", lambda one: one.represented_by),
            Column("What it thinks should follow", lambda one: one.get_view_display(), sort="view"),
            Column("Rapid review", lambda one: said(one.meeting.held_on), sort="meeting__held_on"),
        ),
        rows=(
            Row("Rapid review", lambda one: said(one.meeting.held_on)),
            Row("Who came for it", lambda one: one.represented_by),
            Row("What it thinks should follow", lambda one: one.get_view_display()),
            Row("Its reasons", lambda one: one.why, is_long=True),
        ),
        empty="Open the rapid review, and add each agency that came.",
        form=ThereForm,
        new_words="Add an agency that came",
        adds=_there,
        changes=_view,
        search=("agency__name", "represented_by"),
        filters=(Filter("view", "What it thinks", "view", lambda _: OUTCOMES),),
        with_them=("agency", "meeting"),
        part_of="meeting",
        in_cases=IN_REFERRALS,
    )
)
kind(
    Kind(
        model=LateReason,
        slug="delay-reasons",
        one="reason for delay",
        many="reasons for delay",
        intro="Why a step takes, or took, longer than its time. A delay can help as well as harm: say which.",
        columns=(
            Column("Step", lambda one: one.get_step_display(), sort="step"),
            Column("Why", lambda one: one.get_code_display(), sort="code"),
            Column("What the delay does", lambda one: one.get_effect_display(), sort="effect"),
            Column("New day", lambda one: one.revised_on, sort="revised_on"),
        ),
        rows=(
            Row("Why", lambda one: one.get_code_display()),
            Row("In your words", lambda one: one.about, is_long=True),
            Row("What the delay does", lambda one: one.get_effect_display()),
            Row("New day", lambda one: one.revised_on),
        ),
        empty="Nothing has been late so far, or nobody has said why.",
        form=LateForm,
        new_words="Say why a step takes longer",
        adds=_late,
        search=("about",),
        filters=(Filter("code", "Why", "code", lambda _: LateReason.Code.choices),),
        in_cases=IN_REFERRALS,
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=OutcomeTold,
        slug="outcome-told",
        one="person or body that was told",
        many="people and bodies that were told",
        heading="Who was told the outcome",
        intro="Who was told what became of this referral, when, and how.",
        columns=(
            Column("Who", lambda one: one.get_whom_display(), sort="whom"),
            Column("Day", lambda one: one.told_on, sort="told_on"),
            Column("How", lambda one: one.how, sort="how"),
        ),
        rows=(
            Row("Day", lambda one: one.told_on),
            Row("How", lambda one: one.how),
            Row("What was said", lambda one: one.said, is_long=True),
        ),
        empty="Once it is decided, tell the referrer the outcome and why; then write it down here.",
        form=ToldForm,
        new_words="Write down who was told",
        adds=_told,
        search=("how", "said"),
        filters=(Filter("whom", "Who", "whom", lambda _: OutcomeTold.Whom.choices),),
        in_cases=IN_REFERRALS,
        is_never_changed=True,
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=InformationUse,
        slug="information-uses",
        one="onward use",
        many="onward uses",
        heading="Onward use of agencies’ answers",
        intro="What an agency supplied under section 45 is used only for the Board’s functions. Each onward use is kept here.",
        columns=(
            Column("Given to", lambda one: one.given_to, sort="given_to"),
            Column("Day", lambda one: one.used_on, sort="used_on"),
            Column("Whose answer", lambda one: one.request.agency.name, sort="request__agency__name"),
        ),
        rows=(
            Row("Whose answer", lambda one: one.request.agency.name),
            Row("Day", lambda one: one.used_on),
            Row("What for", lambda one: one.used_for, is_long=True),
        ),
        empty="No answer has been given on to anybody.",
        form=UseForm,
        new_words="Write down an onward use",
        adds=_use,
        search=("given_to", "used_for"),
        filters=(),
        with_them=("request__agency",),
        in_cases=tuple(str(one) for one in scoping.ASKED_IN),
        is_never_changed=True,
    )
)
