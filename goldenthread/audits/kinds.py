"""Case audits as pages: the year's programme, audits that agencies grade together, and audits of a cohort of enquiries."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from goldenthread.audits import forms, steps
from goldenthread.audits.grading import Conclusion, GradingMeeting
from goldenthread.audits.models import AuditCase, EnquiryAudit
from goldenthread.audits.practice import (
    STATE_CHOICES,
    AuditProgramme,
    AuditQuestion,
    PracticeAudit,
    Risk,
    SampleCase,
)
from goldenthread.boards.offered import agencies, themes
from goldenthread.core.days import as_known
from goldenthread.core.filters import there, years, years_of
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status


def state(one: PracticeAudit) -> Status:
    """How far an audit is."""
    return Status(steps.SHAPES[one.stands], one.stands.words)


def by_audit(model: type[Model]) -> Filter:
    return there(model, "audit", "Audit", "audit", "audit__title", board="audit__board")


def programmes(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(one.pk), one.period) for one in AuditProgramme.objects.filter(board_id=board_id)]


kind(
    Kind(
        model=EnquiryAudit,
        slug="audits",
        one="audit of enquiries",
        many="audits of enquiries",
        intro="Enquiries of one agency followed through: how long they took, and what came after.",
        columns=(
            Column("Audit", lambda one: one.source.title, sort="source__title"),
            Column("Enquiries made by", lambda one: one.made_by.name, sort="made_by__name"),
            Column("Year", lambda one: one.period, sort="period"),
        ),
        rows=(
            Row("Enquiries made by", lambda one: one.made_by),
            Row("Year", lambda one: one.period),
            Row("Learning", lambda one: one.source),
        ),
        empty="An audit that you are named on is listed here.",
        filters=(
            years(EnquiryAudit),
            there(EnquiryAudit, "made_by", "Enquiries made by", "made_by", "made_by__name"),
        ),
        search=("source__title",),
        with_them=("source", "made_by"),
        parts=(Part("audit-cases", "audit", "Cases looked at"),),
    )
)
kind(
    Kind(
        model=AuditCase,
        slug="audit-cases",
        one="audited case",
        many="audited cases",
        intro="Enquiries that were looked at, and those that followed about the same adult.",
        columns=(
            Column("Enquiry", lambda one: one.enquiry_id_in_extract, sort="enquiry_id_in_extract"),
            Column("Adult", lambda one: one.adult_id_in_extract, sort="adult_id_in_extract"),
            Column("Part", lambda one: one.get_role_display(), sort="role"),
        ),
        rows=(
            Row("Adult, as the extract names them", lambda one: one.adult_id_in_extract),
            Row("Part", lambda one: one.get_role_display()),
        ),
        empty="Cases of an audit are listed here.",
        search=("enquiry_id_in_extract",),
        filters=(Filter("part", "Part", "role", lambda _: AuditCase.Role.choices),),
        with_them=("audit",),
    )
)


kind(
    Kind(
        model=AuditProgramme,
        slug="audit-programmes",
        one="audit programme",
        many="audit programmes",
        intro="What the Board means to look at in a year.",
        columns=(
            Column("Year", lambda one: one.period, sort="period"),
            Column("What the audits are for", lambda one: one.aim),
            Column("Agreed on", lambda one: one.agreed_on, sort="agreed_on"),
        ),
        rows=(
            Row("What the audits are for", lambda one: one.aim, is_long=True),
            Row("Agreed on", lambda one: one.agreed_on),
        ),
        empty="Add the year, then the audits planned for it.",
        form=forms.ProgrammeForm,
        new_words="Add a year’s programme",
        filters=(years(AuditProgramme),),
        parts=(Part("practice-audits", "programme", "Audits in it"),),
    )
)
kind(
    Kind(
        model=PracticeAudit,
        slug="practice-audits",
        one="audit",
        many="audits",
        heading="Multi-agency audits",
        intro="Several agencies look at the same cases, grade their own part, and agree the grades together.",
        columns=(
            Column("Audit", lambda one: one.title, sort="title"),
            Column("Year", lambda one: one.period, sort="programme__period"),
            Column("Theme", lambda one: one.theme.name if one.theme else "", sort="theme__name"),
            Column("Planned for", lambda one: as_known(one.planned_on, one.planned_precision), sort="planned_on"),
            Column("How far it is", state, sort="status"),
        ),
        rows=(),
        empty="Plan an audit: what it is about, and when.",
        form=forms.PlanForm,
        changing_form=forms.ProtocolForm,
        new_words="Plan an audit",
        search=("title", "purpose", "theme__name"),
        order_by=("-programme__period", "planned_on"),
        filters=(
            Filter("state", "How far it is", "status", lambda _: STATE_CHOICES),
            Filter("year", "Year", "programme", programmes),
            Filter("theme", "Theme", "theme", themes),
        ),
        with_them=("programme", "theme"),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=SampleCase,
        slug="audit-samples",
        part_of="audit",
        one="case of an audit",
        many="cases of audits",
        intro="Cases that were chosen, by pseudonym. Who each is, only the agency that put it forward knows.",
        columns=(
            Column("Case", lambda one: one.pseudonym, sort="pseudonym"),
            Column("Audit", lambda one: one.audit.title, sort="audit__title"),
            Column("Put forward by", lambda one: one.nominated_by.name, sort="nominated_by__name"),
            Column("Chosen at risk", lambda one: one.get_sampled_as_display()),
            Column("Found at risk", lambda one: one.get_found_as_display()),
        ),
        rows=(
            Row("Audit", lambda one: one.audit),
            Row("Put forward by", lambda one: one.nominated_by),
            Row("Chosen at risk", lambda one: one.get_sampled_as_display()),
            Row("Found at risk", lambda one: one.get_found_as_display()),
            Row("How the agencies know it", lambda one: one.about, is_long=True),
        ),
        empty="Add the cases of an audit from the audit’s own page.",
        form=forms.CaseForm,
        new_words="Add a case",
        begun=lambda _: {},
        search=("pseudonym", "audit__title"),
        filters=(
            by_audit(SampleCase),
            Filter("agency", "Put forward by", "nominated_by", agencies),
            Filter("risk", "Found at risk", "found_as", lambda _: Risk.choices),
        ),
        with_them=("audit", "nominated_by"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=AuditQuestion,
        slug="audit-questions",
        part_of="audit",
        one="question of an audit",
        many="questions of audits",
        intro="What was asked of each case.",
        columns=(
            Column("Question", lambda one: one.words, sort="words"),
            Column("Belongs to", lambda one: one.heading, sort="heading"),
            Column("Audit", lambda one: one.audit.title, sort="audit__title"),
        ),
        rows=(
            Row("Audit", lambda one: one.audit),
            Row("Belongs to", lambda one: one.heading),
            Row("What to look for", lambda one: one.hint, is_long=True),
            Row("From the bank of questions", lambda one: one.bank),
        ),
        empty="Choose questions from the audit’s own page.",
        form=forms.QuestionForm,
        new_words="Add a question of your own",
        begun=lambda _: {},
        search=("words", "heading", "audit__title"),
        filters=(
            by_audit(AuditQuestion),
            there(AuditQuestion, "heading", "Belongs to", "heading", "heading", board="audit__board"),
        ),
        with_them=("audit",),
    )
)
kind(
    Kind(
        model=GradingMeeting,
        slug="audit-meetings",
        one="audit meeting",
        many="audit meetings",
        intro="Meetings at which agencies agreed grades, chaired by somebody whose work was not graded.",
        columns=(
            Column("Audit", lambda one: one.audit.title, sort="audit__title"),
            Column(
                "Held on", lambda one: as_known(one.held_on, "day" if one.is_day_known else "month"), sort="held_on"
            ),
            Column("How", lambda one: one.get_mode_display(), sort="mode"),
            Column("Chaired by", lambda one: one.chaired_by, sort="chaired_by"),
        ),
        rows=(
            Row("Held on", lambda one: as_known(one.held_on, "day" if one.is_day_known else "month")),
            Row("How", lambda one: one.get_mode_display()),
            Row("Chaired by", lambda one: one.chaired_by),
            Row("Agencies that came", lambda one: ", ".join(each.agency.name for each in one.present.all())),
        ),
        empty="Write a meeting down from the audit’s own page, while grades are agreed.",
        search=("audit__title", "chaired_by"),
        filters=(by_audit(GradingMeeting), years_of(GradingMeeting, "held_on", board="audit__board")),
        with_them=("audit",),
        before=("present__agency",),
    )
)
kind(
    Kind(
        model=Conclusion,
        slug="audit-conclusions",
        part_of="audit",
        one="conclusion of an audit",
        many="conclusions of audits",
        intro="What audits conclude. Once an audit is reported, each is answered under Learning.",
        columns=(
            Column("Conclusion", lambda one: one.text, sort="text"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Audit", lambda one: one.audit.title, sort="audit__title"),
        ),
        rows=(
            Row("Audit", lambda one: one.audit),
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Where it lies", lambda one: one.get_level_display()),
            Row("Theme", lambda one: one.theme),
        ),
        empty="Write down what an audit concludes from the audit’s own page.",
        form=forms.ConclusionForm,
        new_words="Add a conclusion",
        begun=lambda _: {},
        search=("text", "audit__title"),
        filters=(Filter("kind", "What it is", "kind", lambda _: Conclusion.Kind.choices),),
        with_them=("audit", "theme"),
        can_be_taken_away=True,
    )
)
