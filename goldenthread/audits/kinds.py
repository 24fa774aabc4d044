"""Case audits as pages: which cases were looked at, by their pseudonyms in the extract."""

from __future__ import annotations

from goldenthread.audits.models import AuditCase, EnquiryAudit
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind

kind(
    Kind(
        model=EnquiryAudit,
        slug="audits",
        one="case audit",
        many="case audits",
        intro="Practice looked at, case by case, against questions.",
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
