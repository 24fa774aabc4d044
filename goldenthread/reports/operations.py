"""What people do with reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.figures import frozen, manifest
from goldenthread.figures.models import FrozenSet
from goldenthread.figures.published import Release
from goldenthread.reports import compliance, gather
from goldenthread.reports.document import Document
from goldenthread.reports.models import Report, Section
from goldenthread.trail.operations import record

NAMES = {"html": "annual-report.html", "pdf": "annual-report.pdf", "docx": "annual-report.docx"}


@dataclass(frozen=True)
class WrittenSection:
    """A section as its owner writes it."""

    slug: str
    title: str
    number: int | None
    finding: str
    owner: str
    limbs: tuple[str, ...]
    text: str


@transaction.atomic
def create(
    *, board: Board, period: Period, sections: Iterable[WrittenSection], version: str, dated_on: date, by: Actor
) -> Report:
    """Begin a year's report with its sections, as a draft."""
    report = Report.objects.create(board=board, period=period.label, version=version, dated_on=dated_on)
    Section.objects.bulk_create(
        Section(
            report=report,
            slug=one.slug,
            order=place,
            number=one.number,
            title=one.title,
            finding=one.finding,
            owner=one.owner,
            limbs=list(one.limbs),
            text=one.text,
        )
        for place, one in enumerate(sections)
    )
    record("begin a report", report, by=by, after={"period": period.label, "version": version})
    return report


@transaction.atomic
def publish(*, report: Report, by: Actor, second: Actor | None = None) -> Report:
    """Let the public see a report. It must answer every limb that the law asks of it.

    This is the deed itself; `publication.agree` is how two people come to it, and `second` is the one who agreed.

    Raises:
        NotPossibleNow: a limb is not answered; names them.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    missing = [answer for answer in compliance.check(gather.document(report)) if not answer.is_answered]
    if missing:
        names = "; ".join(f"({answer.limb}) {answer.title}" for answer in missing)
        raise NotPossibleNow(f"The report cannot be published until it answers: {names}.")
    before, report.status = report.status, Report.Status.PUBLISHED
    report.save(update_fields=["status"])
    record("publish a report", report, by=by, before={"status": before}, after={"status": report.status}, second=second)
    return report


def build(
    *, report: Report, out: Path, formats: Sequence[str], by: Actor, release: Release | None = None
) -> list[Path]:
    """Build the report into a folder, in each format; returns the files. Its figures are those released, unless given.

    Raises:
        Refused: a format is not known, or a section cannot be published.
        NotPossibleNow: no figures have been released for its year.
    """
    unknown = [form for form in formats if form not in NAMES]
    if unknown:
        raise Refused(f"“{unknown[0]}” is not a format. There are: {', '.join(NAMES)}.")
    document = gather.document(report, release)
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for form in formats:
        file = out / NAMES[form]
        file.write_bytes(_rendered(form, document, report))
        files.append(file)
    record("build a report", report, by=by, after={"formats": list(formats), "seal": document.release.snapshot.sha256})
    return files


def _rendered(form: str, document: Document, report: Report) -> bytes:
    proof = manifest.build(document.release, _frozen_manifest(report, document))
    if form == "html":
        from goldenthread.reports import standalone

        return standalone.render(document, proof).encode()
    if form == "docx":
        from goldenthread.reports import word

        return word.render(document, proof)
    from goldenthread.reports import pdf

    return pdf.render(document, proof)


def _frozen_manifest(report: Report, document: Document) -> dict[str, object] | None:
    found = FrozenSet.objects.filter(board=report.board, sha256=document.release.snapshot.sha256).first()
    if found is None:
        return None
    told = frozen.manifest_of(Path(found.folder))
    if found.manifest_sha256 not in {"", told.get(frozen.HASH)}:
        raise Refused(f"{found.folder} cannot be trusted. Its manifest tells something else than when it was frozen.")
    return told
