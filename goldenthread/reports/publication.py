"""How two people come to publish a report: one proposes a draft, another agrees to exactly that draft."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from goldenthread.core import clock
from goldenthread.core.access import Act, allow, require, standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.reports import keeping, numbers, operations, readiness
from goldenthread.reports.models import Proposal, Report
from goldenthread.trail import operations as trail

CHANGED = "The report was changed after it was proposed, so nothing was published. Look at it, and propose it again."


def propose(*, report: Report, by: Actor) -> Proposal:
    """Ask for the report, as it stands now, to be published. It is kept as a draft; somebody else must agree to that draft.

    Raises:
        NotPermitted: they may not approve reports, or nobody can be told who they are.
        NotPossibleNow: something stands in the way, or it is proposed or published already.
    """
    require(by, Act.APPROVE, report)
    if by.user_id is None:
        raise NotPermitted("Publication is proposed by a person who is signed in.")
    _refuse_published(report)
    if report.proposals.filter(outcome=Proposal.Outcome.OPEN).exists():
        raise NotPossibleNow("This report is proposed already. It waits for a second person.")
    in_the_way = readiness.of(report).in_the_way
    if in_the_way:
        raise NotPossibleNow(f"This report is not ready to be published. {in_the_way[0].words}")
    draft = keeping.keep(report=report, by=by, why="Proposed for publication")
    try:
        with transaction.atomic():
            now = _locked(report)
            _refuse_published(now)
            made = Proposal.objects.create(
                report=now, draft=draft, proposed_at=clock.now(), proposed_by=by.name[:200], proposed_by_id=by.user_id
            )
            trail.record("propose to publish", now, by=by, after={"draft": draft.number, "seal": draft.seal})
    except IntegrityError as error:
        raise NotPossibleNow("Somebody else proposed this report at this very moment. Open it again.") from error
    return made


def agree(*, proposal: Proposal, by: Actor) -> Report:
    """Agree that a proposed draft is published, and publish it with its files.

    Raises:
        NotPermitted: they may not approve reports, or they proposed it themselves.
        NotPossibleNow: it is settled already, or the report is not what was proposed any more.
    """
    report = proposal.report
    require(by, Act.APPROVE, report)
    if by.user_id is None:
        raise NotPermitted("Publication is agreed to by a person who is signed in.")
    if by.user_id == proposal.proposed_by_id:
        raise NotPermitted("You proposed this yourself, so somebody else has to agree: the chair, or another manager.")
    if proposal.outcome != Proposal.Outcome.OPEN:
        raise NotPossibleNow(f"This proposal is settled: {proposal.get_outcome_display().lower()}.")
    if not _still_holds(proposal):
        _settle(proposal, Proposal.Outcome.OVERTAKEN, "The report was changed.", by=by)
        raise NotPossibleNow(CHANGED)
    with _files(report, by) as built:
        published = _publish(proposal, by)
        _put_in_place(built, report.public_folder)
    return published


def _still_holds(proposal: Proposal) -> bool:
    found = numbers.of(proposal.report)
    return found.is_released and keeping.is_as_kept(proposal.draft, found.release)


@transaction.atomic
def _publish(proposal: Proposal, by: Actor) -> Report:
    """Under the report's lock: look again, then do the deed and settle the proposal."""
    report = _locked(proposal.report)
    now = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if now.outcome != Proposal.Outcome.OPEN:
        raise NotPossibleNow(f"This proposal is settled: {now.get_outcome_display().lower()}.")
    if not _still_holds(now):
        raise NotPossibleNow(CHANGED)
    proposer = Actor.person(now.proposed_by, now.proposed_by_id)
    if not allow(standing_of_actor(proposer), Act.APPROVE, report):
        raise NotPossibleNow(
            f"{now.proposed_by}, who proposed this, may not approve reports any more. Propose it anew."
        )
    published = operations.publish(report=report, by=proposer, second=by)
    published.version = _next_whole(published.version)
    published.save(update_fields=["version"])
    now.outcome, now.settled_at = Proposal.Outcome.AGREED, clock.now()
    now.settled_by, now.settled_by_id = by.name[:200], by.user_id
    now.save(update_fields=["outcome", "settled_at", "settled_by", "settled_by_id"])
    return published


def _next_whole(version: str) -> str:
    whole = version.partition(".")[0]
    return f"{int(whole) + 1 if whole.isdigit() else 1}.0"


@contextmanager
def _files(report: Report, by: Actor) -> Iterator[Path]:
    """The files the public will read, built before anything is locked."""
    as_published = Report.objects.select_related("board").get(pk=report.pk)
    as_published.status = Report.Status.PUBLISHED
    as_published.version = _next_whole(report.version)
    settings.DATA.reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=settings.DATA.reports) as folder:
        operations.build(report=as_published, out=Path(folder), formats=list(operations.NAMES), by=by)
        yield Path(folder)


def _put_in_place(built: Path, place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for path in built.iterdir():
        path.replace(place / path.name)


@transaction.atomic
def take_back(*, proposal: Proposal, why: str, by: Actor) -> Proposal:
    """Take a proposal back, or refuse it: nothing is published.

    Raises:
        NotPermitted: they may not approve reports.
        Refused: no reason was given.
        NotPossibleNow: it is settled already.
    """
    require(by, Act.APPROVE, proposal.report)
    if not why.strip():
        raise Refused("Enter the reason, so that the other person knows what to change.")
    _locked(proposal.report)
    return _settle(proposal, Proposal.Outcome.TAKEN_BACK, why.strip(), by=by)


@transaction.atomic
def _settle(proposal: Proposal, outcome: Proposal.Outcome, why: str, *, by: Actor) -> Proposal:
    now = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if now.outcome != Proposal.Outcome.OPEN:
        raise NotPossibleNow(f"This proposal is settled: {now.get_outcome_display().lower()}.")
    now.outcome, now.settled_at, now.why = outcome, clock.now(), why
    now.settled_by, now.settled_by_id = by.name[:200], by.user_id
    now.save(update_fields=["outcome", "settled_at", "why", "settled_by", "settled_by_id"])
    trail.record(f"{outcome.label.lower()}", now.report, by=by, after={"draft": now.draft.number}, why=why)
    return now


@transaction.atomic
def withdraw(*, report: Report, why: str, by: Actor) -> Report:
    """Take a published report from the public site at once: it is a draft again. One person is enough to be careful.

    Raises:
        NotPermitted: they may not approve reports.
        Refused: no reason was given.
        NotPossibleNow: it is not published.
    """
    require(by, Act.APPROVE, report)
    if not why.strip():
        raise Refused("Enter the reason. The trail keeps it with your name.")
    now = _locked(report)
    if now.status != Report.Status.PUBLISHED:
        raise NotPossibleNow("This report is not published, so there is nothing to withdraw.")
    keeping.keep_what_was_public(report=now, by=by)
    before, now.status = now.status, Report.Status.DRAFT
    now.save(update_fields=["status"])
    after = {"status": now.status}
    trail.record("withdraw a report", now, by=by, before={"status": before}, after=after, why=why.strip())
    place = now.public_folder
    transaction.on_commit(lambda: shutil.rmtree(place, ignore_errors=True))
    return now


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("board").get(pk=report.pk)


def _refuse_published(report: Report) -> None:
    if report.status == Report.Status.PUBLISHED:
        raise NotPossibleNow("This report is published already.")
