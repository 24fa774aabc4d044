"""Versions of a report: each kept as text, and as the file it was sent as; who saw one is read from the trail.

A file is cleaned by the vault's ways before it is kept, so that its properties, remarks and tracked changes go no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from goldenthread.cases.models import Case
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.forms import RecordForm
from goldenthread.reviews import report_reading, running_operations
from goldenthread.reviews.models import FactCheck, ReportVersion
from goldenthread.reviews.report_models import ReportFile
from goldenthread.trail import operations as trail
from goldenthread.trail import queries as trails
from goldenthread.trail.models import Entry
from goldenthread.vault import cleaning, scanning

MOST_BYTES = 10 * 1024 * 1024
READ = "read in a case"
MEDIA = {ending: cleaning.MEDIA[ending] for ending in report_reading.KINDS}


class Sent(Protocol):
    """A file as a browser sends it."""

    name: str | None
    size: int | None

    def read(self) -> bytes: ...


@transaction.atomic
def add(form: RecordForm | None, given: Model, by: Actor) -> Model:
    """Keep the next version of the report, as text, as a file, or both. A file's own words are kept as text where none was
    written, so that it can be compared, checked and scanned.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
        Refused: the file is of another kind, too large, damaged, or holds what cannot be cleaned or read.
        VaultShut: there are no keys to seal it with.
    """
    assert isinstance(given, ReportVersion)  # noqa: S101  (the kind's own model)
    sent: Sent | None = form.cleaned_data.get("file") if form else None
    if sent is None or ReportFile.objects.filter(version=given.pk).exists():
        return running_operations.add_version(form, given, by)
    return add_with_file(given, str(sent.name or ""), _contents(sent), by=by)


def _contents(sent: Sent) -> bytes:
    if not sent.size:
        raise Refused("The file is empty. Choose it again.")
    if sent.size > MOST_BYTES:
        raise Refused("The file is larger than 10 MB. Make its pictures smaller, and send it again.")
    return sent.read()


@transaction.atomic
def add_with_file(given: ReportVersion, name: str, contents: bytes, *, by: Actor) -> ReportVersion:
    """The same, given the file's name and contents."""
    ending = report_reading.ending_of(name)
    cleaned = cleaning.clean(name, contents)
    if not given.text.strip():
        given.text = report_reading.text_of(ending, cleaned.contents)
    given.file_ending, given.file_size = ending, len(cleaned.contents)
    given.file_digest = scanning.digest_of(cleaned.contents)
    given.file_taken_out = ", ".join(cleaned.taken_out)[:500]
    kept = running_operations.add_version(None, given, by)
    assert isinstance(kept, ReportVersion)  # noqa: S101  (what was given)
    file = ReportFile(case_id=kept.case_id, version=kept)
    file.keep(cleaned.contents)
    file.full_clean()
    file.save(force_insert=True)
    told = {"digest": kept.file_digest, "version": kept.version, "case": str(file.case_id)}
    trail.record("keep the file of a report", file, by=by, after=told)
    return kept


@dataclass(frozen=True)
class Seen:
    """Somebody who opened a version: when first, when last, and how often."""

    who: str
    first: datetime
    last: datetime
    times: int


def seen_by(version: ReportVersion, heads: list[str]) -> list[Seen]:
    """Who opened a version, by itself or beside another, the first first. `heads` are the kinds a case is kept in."""
    case = Case.objects.get(pk=version.case_id)
    key = str(version.pk)
    opened: Any = trails.of_case(case.pk, heads).filter(chain=case.board_id, verb=READ)
    opened = opened.filter(Q(after__pk=key) | Q(after__before=key), after__page__startswith="report-versions")
    found: dict[Any, list[Entry]] = {}
    for entry in opened.order_by("number"):
        found.setdefault(entry.by_user_id, []).append(entry)
    return [Seen(one[0].by_name, one[0].at, one[-1].at, len(one)) for one in found.values()]


def sent_to(version: ReportVersion) -> QuerySet[FactCheck]:
    """The parts of a version that agencies were sent, and when."""
    found = FactCheck.objects.filter(case_id=version.case_id, version=version.version)
    return found.select_related("agency").order_by("asked_on", "agency__name")
