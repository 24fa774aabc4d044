"""Referrals and reviews as pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, Model, When

from goldenthread.core import references
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.reviews import (
    chronology_kinds,  # noqa: F401  (declares its own)
    forms,
    national_kinds,  # noqa: F401  (the same)
    operations,
    public_kinds,  # noqa: F401  (the same)
    referral_kinds,  # noqa: F401  (the same)
    referring,
    referring_steps,
    running_family_kinds,  # noqa: F401  (the same)
    running_kinds,  # noqa: F401  (the same)
    running_process,
)
from goldenthread.reviews.models import Referral, ReferralFactor, Review
from goldenthread.reviews.referring_steps import REFERRAL
from goldenthread.reviews.running_process import REVIEW

UNDECIDED_FIRST = Case(When(state__in=referring_steps.ENDS, then=1), default=0)
UNPUBLISHED_FIRST = Case(When(stage__in=(running_process.PUBLISHED, running_process.CLOSED), then=1), default=0)
"""What is still worked on comes before what is over."""


def stage(one: Review) -> Status:
    """Where a review stands, as its steps left it."""
    state = REVIEW.state(one.stage)
    return Status(state.shape, state.words)


def published(one: Review) -> str:
    """When a review was published, as exactly as it is known."""
    if one.published_on:
        return as_known(one.published_on, one.published_precision)
    return "Yes, but the day is not known" if one.is_published else ""


def standing_of(one: Referral) -> Status:
    """Where a referral stands between its draft and the chair's decision."""
    state = REFERRAL.state(one.state)
    return Status(state.shape, state.words)


def _enter_earlier(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Referral)  # noqa: S101  (the kind's own model)
    return referring.enter_earlier(given, by=by)


def _begin(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Review)  # noqa: S101  (the kind's own model)
    return operations.begin(given, by=by)


def _put_right(one: Model, values: Mapping[str, Any], by: Actor, seen: Mapping[str, str]) -> Model:
    assert isinstance(one, Review)  # noqa: S101  (the kind's own model)
    return operations.put_right(one, values, by=by, seen=seen)


kind(
    Kind(
        model=Review,
        slug="reviews",
        one="review",
        many="reviews",
        intro="Safeguarding Adults Reviews (Care Act 2014, section 44), under the names they are known by.",
        columns=(
            Column("Review", lambda one: one.pseudonym, sort="pseudonym"),
            Column("What kind", lambda one: one.get_kind_display(), sort="kind"),
            Column(
                "Commissioned",
                lambda one: as_known(one.commissioned_on, one.commissioned_precision),
                sort="commissioned_on",
            ),
            Column("Stage", stage, sort="stage"),
        ),
        rows=(
            Row("What kind", lambda one: one.get_kind_display()),
            Row("Why there is a review", lambda one: one.get_basis_display()),
            Row("How many adults it is about", lambda one: one.people),
            Row("Commissioned", lambda one: as_known(one.commissioned_on, one.commissioned_precision)),
            Row("Signed off", lambda one: as_known(one.signed_off_on, one.signed_off_precision)),
            Row("Published", published),
            Row("Stage", stage),
            Row("What stands between it and publication", lambda one: one.waiting_for, is_long=True),
        ),
        empty="A review is listed here once the Board has commissioned it.",
        form=forms.ReviewForm,
        new_words="Add a review",
        search=("pseudonym",),
        filters=(
            Filter("kind", "What kind", "kind", lambda _: Review.Kind.choices),
            Filter("stage", "Stage", "stage", lambda _: REVIEW.choices()),
        ),
        adds=_begin,
        changes=_put_right,
        order_by=(UNPUBLISHED_FIRST, F("commissioned_on").desc(nulls_last=True), "pseudonym"),
        doors=(Door("Open the review", "reviews-open", "reviews", Act.READ),),
    )
)
kind(
    Kind(
        model=Referral,
        slug="referrals",
        one="referral",
        many="referrals",
        intro="Requests that the Board consider a review. The reference tells a stranger nothing.",
        columns=(
            Column("Reference", lambda one: one.reference, sort="reference"),
            Column("Received", lambda one: as_known(one.received_on, one.received_precision), sort="received_on"),
            Column("How it stands", standing_of, sort="state"),
            Column("Decision", lambda one: one.get_decision_display(), sort="decision"),
            Column("Rapid review", lambda one: one.rapid_review_on, sort="rapid_review_on"),
        ),
        rows=(
            Row("Received", lambda one: as_known(one.received_on, one.received_precision)),
            Row("Referred by", lambda one: one.agency),
            Row("How it stands", standing_of),
            Row("Decision", lambda one: one.get_decision_display()),
            Row("Rapid review held", lambda one: one.rapid_review_on),
        ),
        empty="A referral is listed here once it has been received.",
        form=forms.ReferralForm,
        new_words="Enter an earlier referral",
        adds=_enter_earlier,
        changes=referring.change_index,
        begun=lambda board_id: {"board_id": board_id, "reference": references.make("R")},
        search=("reference",),
        filters=(
            Filter("decision", "Decision", "decision", lambda _: Referral.Decision.choices),
            Filter("state", "How it stands", "state", lambda _: REFERRAL.choices()),
        ),
        order_by=(UNDECIDED_FIRST, "-received_on", "reference"),
        with_them=("agency",),
        has_own_page=True,
        parts=(Part("circumstances", "referral", "What it names"),),
    )
)
kind(
    Kind(
        model=ReferralFactor,
        slug="circumstances",
        one="circumstance",
        many="circumstances",
        heading="Circumstances that referrals name",
        intro="Kinds of suspected abuse, and circumstances of the adult’s life, that referrals name.",
        columns=(
            Column("What is named", lambda one: one.factor, sort="factor"),
            Column("Referral", lambda one: one.referral.reference, sort="referral__reference"),
        ),
        rows=(Row("Referral", lambda one: one.referral),),
        empty="Open a referral, and add what it names.",
        form=forms.CircumstanceForm,
        new_words="Add a circumstance",
        begun=lambda _: {},
        search=("factor", "referral__reference"),
        filters=(Filter("named", "What is named", "factor", lambda _: forms.CIRCUMSTANCES),),
        with_them=("referral",),
        can_be_taken_away=True,
    )
)
