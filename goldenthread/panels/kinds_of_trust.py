"""A position of trust, and what two people wrote down in it, as pages."""

from __future__ import annotations

from django.db.models import Model, Q

from goldenthread.cases.models import Sort
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.panels import trusting
from goldenthread.panels.forms import form_of, told_first
from goldenthread.panels.kinds_of_panel_cases import stands
from goldenthread.panels.models import (
    PositionOfTrust,
    Seconded,
    TrustDisclosure,
    TrustMeeting,
    TrustReferral,
    TrustSetting,
)
from goldenthread.panels.trust_models import Sector

IN = (str(Sort.TRUST),)
ROW = "position_of_trust"
TWO = told_first(
    "What you write counts once a second person who holds this record agrees. It is not changed afterwards: write a new one.",
    "Name nobody.",
)
AGREED = (("yes", "Agreed by a second person"), ("no", "Waits for a second person"))


def counts(one: Seconded) -> Status:
    return Status("ring", "Waits for a second person") if one.seconded_at is None else Status("good", "Agreed by two")


def _write(_: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Seconded)  # noqa: S101  (the kinds' own models)
    return trusting.write(given, by=by)


def _agreed(value: str) -> Q:
    return Q(seconded_at__isnull=value == "no")


def by_two(slug: str) -> Door:
    return Door("Agree to this", f"{slug}-agree", ROW, Act.CREATE, lambda one: one.seconded_at is None)


BY_AGREED = Filter("agreed", "Agreed", "seconded_at", lambda _: AGREED, _agreed)
WRITTEN = (
    Row("Written by", lambda one: one.written_by and one.written_by.name),
    Row("Agreed by", lambda one: one.seconded_by and one.seconded_by.name),
)
WITH = ("written_by", "seconded_by")

kind(
    Kind(
        model=PositionOfTrust,
        slug="trust-record",
        one="allegation against a person in a position of trust",
        many="allegations against people in positions of trust",
        heading="Position of trust",
        intro="How the allegation was handled. Sealed: given to people one by one.",
        columns=(
            Column("Record", lambda one: f"Position of trust {one.case.reference}", sort="case__reference"),
            Column("Stands", stands, sort="state"),
        ),
        rows=(
            Row("Learned of first by", lambda one: one.agency),
            Row("Brought on", lambda one: one.begun_on),
            Row("Sector of the employer", lambda one: one.get_sector_display()),
            Row("What their work is", lambda one: one.role),
            Row("Learned from", lambda one: one.get_learned_from_display()),
            Row("Why it belongs here", lambda one: one.get_criterion_display()),
            Row("What is alleged", lambda one: one.allegation, is_long=True),
            Row("Linked enquiry", lambda one: one.enquiry),
            Row("What was decided about the risk", lambda one: one.risk, is_long=True),
            Row("The employer’s outcome", lambda one: one.get_outcome_display()),
            Row("Looked at again on", lambda one: one.review_on),
        ),
        empty="Two people open a record.",
        search=("role", "allegation"),
        filters=(Filter("stands", "Stands", "state", lambda _: PositionOfTrust.PROCESS.choices()),),
        with_them=("case", "agency"),
        parts=(
            Part("trust-settings", "case_id", "Where else they work"),
            Part("trust-disclosures", "case_id", "Who was told what"),
            Part("trust-meetings", "case_id", "Meetings"),
            Part("trust-referrals", "case_id", "Referrals to others"),
        ),
        in_cases=IN,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=TrustSetting,
        slug="trust-settings",
        one="setting",
        many="settings",
        heading="Where else they work",
        intro="Every place where the person works or volunteers, so that nobody at risk is forgotten.",
        columns=(
            Column("Where", lambda one: one.where, sort="where"),
            Column("Sector", lambda one: one.get_sector_display(), sort="sector"),
            Column("With children", lambda one: one.with_children, sort="with_children"),
            Column("Counts", counts),
        ),
        rows=(
            Row("Sector", lambda one: one.get_sector_display()),
            Row("With children there", lambda one: one.with_children),
            *WRITTEN,
        ),
        empty="Add each place where the person works or volunteers.",
        form=form_of(TrustSetting, "where", "sector", "with_children", base=TWO),
        new_words="Add a setting",
        search=("where",),
        filters=(Filter("sector", "Sector", "sector", lambda _: Sector.choices), BY_AGREED),
        with_them=WITH,
        adds=_write,
        doors=(by_two("trust-settings"),),
        is_never_changed=True,
        in_cases=IN,
    )
)
kind(
    Kind(
        model=TrustDisclosure,
        slug="trust-disclosures",
        one="disclosure",
        many="disclosures",
        heading="Who was told what",
        intro="What was said to whom, on which basis in law, and whether the person was told and answered.",
        columns=(
            Column("Told", lambda one: one.told_to, sort="told_to"),
            Column("On", lambda one: one.told_on, sort="told_on"),
            Column("Basis in law", lambda one: one.get_basis_display(), sort="basis"),
            Column("Counts", counts),
        ),
        rows=(
            Row("What they were told", lambda one: one.what, is_long=True),
            Row("On", lambda one: one.told_on),
            Row("Basis in law", lambda one: one.get_basis_display()),
            Row("Why this, and no more", lambda one: one.proportionate, is_long=True),
            Row("Was the person told?", lambda one: one.get_person_told_display()),
            Row("Why not beforehand", lambda one: one.not_told_why, is_long=True),
            Row("What they answered", lambda one: one.answer, is_long=True),
            *WRITTEN,
        ),
        empty="Add each time somebody was told of the allegation.",
        form=form_of(
            TrustDisclosure, "told_to", "what", "told_on", "basis", "proportionate", "person_told", "not_told_why", "answer",
            base=TWO,
        ),
        new_words="Add who was told",
        search=("told_to", "what"),
        filters=(Filter("basis", "Basis in law", "basis", lambda _: TrustDisclosure.Basis.choices), BY_AGREED),
        with_them=WITH,
        adds=_write,
        doors=(by_two("trust-disclosures"),),
        is_never_changed=True,
        in_cases=IN,
    )
)  # fmt: skip
kind(
    Kind(
        model=TrustMeeting,
        slug="trust-meetings",
        one="meeting about the allegation",
        many="meetings about the allegation",
        heading="Meetings",
        intro="Who came together about the allegation, and what they agreed.",
        columns=(
            Column("Day", lambda one: one.held_on, sort="held_on"),
            Column("What was agreed", lambda one: one.agreed),
            Column("Counts", counts),
        ),
        rows=(
            Row("Who came", lambda one: one.who, is_long=True),
            Row("What was agreed", lambda one: one.agreed, is_long=True),
            *WRITTEN,
        ),
        empty="Add each meeting.",
        form=form_of(TrustMeeting, "held_on", "who", "agreed", base=TWO),
        new_words="Add a meeting",
        search=("who", "agreed"),
        filters=(BY_AGREED,),
        with_them=WITH,
        adds=_write,
        doors=(by_two("trust-meetings"),),
        is_never_changed=True,
        in_cases=IN,
    )
)
kind(
    Kind(
        model=TrustReferral,
        slug="trust-referrals",
        one="referral to a body outside",
        many="referrals to bodies outside",
        heading="Referrals to others",
        intro="Whether the tests for referring the person are met, and what was done.",
        columns=(
            Column("To", lambda one: one.get_to_display(), sort="to"),
            Column("Test is met", lambda one: one.is_met, sort="is_met"),
            Column("On", lambda one: one.referred_on, sort="referred_on"),
            Column("Counts", counts),
        ),
        rows=(
            Row("The test is met", lambda one: one.is_met),
            Row("On", lambda one: one.referred_on),
            Row("Why, or why not", lambda one: one.why, is_long=True),
            *WRITTEN,
        ),
        empty="Add each body that was told, or that it was decided not to tell.",
        form=form_of(TrustReferral, "to", "is_met", "referred_on", "why", base=TWO),
        new_words="Add a referral",
        search=("why",),
        filters=(Filter("to", "To", "to", lambda _: TrustReferral.To.choices), BY_AGREED),
        with_them=WITH,
        adds=_write,
        doors=(by_two("trust-referrals"),),
        is_never_changed=True,
        in_cases=IN,
    )
)
