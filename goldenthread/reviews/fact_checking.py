"""Sharing parts of a draft with the agencies they speak of, and what becomes of their corrections.

An agency sees the part it was sent, as it stood, and nothing else of the report. Source: boards' own procedures for
representations on a report's content.
"""

from __future__ import annotations

import re
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from goldenthread.cases import naming
from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import RecordForm
from goldenthread.reviews import publishing_gates
from goldenthread.reviews.models import FactCheck, FactCorrection
from goldenthread.trail import operations as trail

BEGINNING = "Before the first heading"
HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)


def parts_of(text: str) -> dict[str, str]:
    """The parts of a report by their headings (lines that begin with ##), in order; two alike are told apart by number."""
    found: dict[str, str] = {}
    pieces = HEADING.split(text)
    if pieces[0].strip():
        found[BEGINNING] = pieces[0].strip()
    for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
        name = next(one for one in (heading, *(f"{heading} ({n})" for n in range(2, 1000))) if one not in found)
        found[name[:200]] = body.strip()
    return found


def public_parts(text: str) -> list[tuple[str, str]]:
    """The same for whoever reads it: what stands before the first heading has none."""
    return [("" if heading == BEGINNING else heading, words) for heading, words in parts_of(text).items()]


def headings(case_id: UUID | None) -> list[str]:
    """The headings of the report as last written."""
    report = publishing_gates.latest(case_id) if case_id else None
    return list(parts_of(report.text)) if report else []


@transaction.atomic
def share(_: RecordForm | None, given: Model, by: Actor) -> Model:
    """Send one part of the report, as last written, to an agency to check. Its leads see that part, and nothing else of the case.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
        NotPossibleNow: there is no report, or no such part.
    """
    assert isinstance(given, FactCheck)  # noqa: S101  (the kind's own model)
    kept = FactCheck.objects.filter(pk=given.pk).first()
    if kept is not None:
        given.version, given.text = kept.version, kept.text
        return trail.add(given, by=by)
    report = publishing_gates.latest(given.case_id)
    if report is None:
        raise NotPossibleNow("There is no report yet. The reviewer adds one under “Report”.")
    parts = parts_of(report.text)
    if given.part not in parts:
        raise NotPossibleNow("The report as last written has no such part. Choose one from the list.")
    given.version, given.text = report.version, parts[given.part]
    given = trail.add(given, by=by)
    naming.is_asked(Case.objects.get(pk=given.case_id), given.agency, by=by)
    return given


@transaction.atomic
def correct(_: RecordForm | None, given: Model, by: Actor) -> Model:
    """Keep what an agency says is wrong in its part.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
        NotPossibleNow: the agency has finished.
    """
    assert isinstance(given, FactCorrection)  # noqa: S101  (the kind's own model)
    check = FactCheck.objects.select_for_update(of=("self",)).get(pk=given.check_of_id)
    if check.is_answered and not FactCorrection.objects.filter(pk=given.pk).exists():
        raise NotPossibleNow("Your agency has finished this check. Ask whoever sent it to send it again.")
    return trail.add(given, by=by)


@transaction.atomic
def finish(check: FactCheck, *, by: Actor) -> FactCheck:
    """The agency's lead says that its check is finished, with corrections or without.

    Raises:
        NotPermitted: they may not for this agency.
        NotPossibleNow: it is finished already.
    """
    now = FactCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    require(by, Act.APPROVE, now)
    if now.is_answered:
        raise NotPossibleNow("This check is finished already.")
    now.is_answered, now.answered_on = True, clock.today()
    now.save(update_fields=["is_answered", "answered_on"])
    trail.record("finish a fact check", now, by=by)
    return now


@transaction.atomic
def answer(correction: FactCorrection, *, verdict: str, why: str, by: Actor) -> FactCorrection:
    """Say what became of a correction.

    Raises:
        NotPermitted: they may not, or only the draft of it.
        Refused: it is not taken over and no reason is given, or nothing was chosen.
        NotPossibleNow: the agency has not finished yet.
    """
    now = FactCorrection.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if not now.check_of.is_answered:
        raise NotPossibleNow("The agency has not finished its check yet; it may still change this.")
    if verdict not in {FactCorrection.Verdict.ACCEPTED, FactCorrection.Verdict.NOT_ACCEPTED}:
        raise Refused("Choose what became of the correction.")
    if verdict == FactCorrection.Verdict.NOT_ACCEPTED and not why.strip():
        raise Refused("Say why it is not taken over. The agency reads this.")
    return trail.change(now, {"verdict": verdict, "verdict_why": why}, by=by, verb="answer a correction")
