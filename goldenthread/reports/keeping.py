"""Keeping drafts of a report, and building files from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.figures import differences, disclosure, frozen
from goldenthread.figures import operations as figures
from goldenthread.figures.models import FrozenSet
from goldenthread.figures.published import Release
from goldenthread.figures.store import latest_release
from goldenthread.reports import drafting, numbers, operations
from goldenthread.reports.document import figures_in
from goldenthread.reports.models import BuiltFile, Draft, Proposal, Report, Section
from goldenthread.reports.numbers import Numbers
from goldenthread.trail import operations as trail

WORDS = ("slug", "title", "number", "finding", "owner", "limbs", "text")
DRAFTS = "drafts"


def words_of(report: Report) -> list[dict[str, Any]]:
    """What the sections say, in order."""
    return [_words(one) for one in report.sections.all()]


def _words(section: Section) -> dict[str, Any]:
    return {name: getattr(section, name) for name in WORDS}


def seal_of(report: Report, release: Release) -> str:
    """A hash of everything a reader would see: the words, the day on the cover, every figure and its definition."""
    figures_ = differences.kept_release(release)
    whole = [words_of(report), report.dated_on.isoformat(), release.rule, release.snapshot.sha256, figures_]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def keep(*, report: Report, by: Actor, why: str = "") -> Draft:
    """Keep the report as it stands as its next draft: words, figures, and the data the figures stand on.

    Where no figures are released yet, the day's data are frozen, so that it can be said later what moved.

    Raises:
        NotPermitted: they may not write in this report.
        NotPossibleNow: it is published, or its figures cannot be protected.
    """
    require(by, Act.EDIT, report)
    if report.status == Report.Status.PUBLISHED:
        raise NotPossibleNow(
            "This report is published, and is kept as it is. Withdraw it before you keep another draft."
        )
    found = numbers.of(report)
    if not found.is_released:
        found = Numbers(_frozen_today(report, by), is_released=False)
    reading = drafting.read(report, found.release)
    used = sorted({one for section in reading.document.sections for one in figures_in(section)})
    return _keep(report, found, used, why, by=by)


def keep_what_was_public(*, report: Report, by: Actor) -> None:
    """Keep what everybody could read of a report that is withdrawn, unless the draft that was agreed to says the very same.

    What was read stays read, so that the audit of a later release knows it (`typed_numbers`).
    """
    agreed = report.proposals.filter(outcome=Proposal.Outcome.AGREED).select_related("draft")
    words = words_of(report)
    if any(one.draft.sections == words for one in agreed):
        return
    release = latest_release(report.board, report.period)
    if release is None:
        return
    draft = _keep(report, Numbers(release, is_released=True), [], "As it was published", by=by)
    draft.was_public = True
    draft.save(update_fields=["was_public"])


def _frozen_today(report: Report, by: Actor) -> Release:
    year = Period.parse(report.period)
    saved = figures.freeze(board=report.board, period=year, out=settings.DATA.frozen, by=by)
    return disclosure.release(frozen.read(Path(saved.folder)), year)


@transaction.atomic
def _keep(report: Report, found: Numbers, used: list[str], why: str, *, by: Actor) -> Draft:
    now = Report.objects.select_for_update().select_related("board").get(pk=report.pk)
    number = (now.drafts.aggregate(last=Max("number"))["last"] or 0) + 1
    release = found.release
    draft = Draft.objects.create(
        report=now,
        number=number,
        why=why.strip()[:200],
        sections=words_of(now),
        figures=differences.kept_release(release),
        used=used,
        rule=release.rule,
        sha256=release.snapshot.sha256,
        is_released=found.is_released,
        seal=seal_of(now, release),
        kept_at=clock.now(),
        kept_by=by.name[:200],
        kept_by_id=by.user_id,
    )
    now.version = f"{now.version.partition('.')[0]}.{number}"
    now.save(update_fields=["version"])
    report.version = now.version
    trail.record("keep a draft", now, by=by, after={"draft": number, "seal": draft.seal}, why=draft.why)
    return draft


def is_as_kept(draft: Draft, release: Release) -> bool:
    """Whether the report still says what a draft of it says."""
    return seal_of(draft.report, release) == draft.seal


def build(*, draft: Draft, formats: Sequence[str], by: Actor) -> list[BuiltFile]:
    """Build files from the newest draft, while the report still says the same.

    Raises:
        NotPermitted: they may not take the report away.
        Refused: a format is not known.
        NarrativeRefused: a section holds a number that is not bound, or something else to put right.
        NotPossibleNow: the report was changed since the draft was kept.
    """
    report = draft.report
    require(by, Act.EXPORT, report)
    wanted = [form for form in formats if not draft.files.filter(form=form).exists()]
    if not formats:
        raise Refused("Choose at least one kind of file.")
    release = _release_of(draft)
    if wanted and not is_as_kept(draft, release):
        raise NotPossibleNow("The report was changed since this draft was kept. Keep another draft, and build that.")
    folder = settings.DATA.root / DRAFTS / report.board.slug / report.period / str(draft.number)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    report.version = f"{report.version.partition('.')[0]}.{draft.number}"
    made = operations.build(report=report, out=folder, formats=wanted, by=by, release=release) if wanted else []
    for path in made:
        path.chmod(0o600)
    _remember(draft, dict(zip(wanted, made, strict=True)), by=by)
    return list(draft.files.filter(form__in=formats))


def _release_of(draft: Draft) -> Release:
    found = numbers.of(draft.report)
    if found.release.snapshot.sha256 != draft.sha256 and not draft.is_released:
        folder = folder_of(draft)
        if folder is not None:
            return disclosure.release(frozen.read(folder), Period.parse(draft.report.period), draft.rule)
    return found.release


def folder_of(draft: Draft) -> Path | None:
    """Where the frozen set of a draft is, while it is there."""
    saved = FrozenSet.objects.filter(board=draft.report.board_id, sha256=draft.sha256).first()
    if saved is None:
        return None
    folder = Path(saved.folder)
    whole = folder if folder.is_absolute() else settings.DATA.frozen / folder
    return whole if whole.is_dir() else None


@transaction.atomic
def _remember(draft: Draft, made: Mapping[str, Path], *, by: Actor) -> None:
    for form, path in made.items():
        data = path.read_bytes()
        BuiltFile.objects.update_or_create(
            draft=draft,
            form=form,
            defaults={
                "folder": str(path.parent.relative_to(settings.DATA.root)),
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "built_at": clock.now(),
                "built_by": by.name[:200],
            },
        )


def path_of(file: BuiltFile) -> Path:
    """Where a built file is.

    Raises:
        NotPossibleNow: it is not there any more, or is not what was built.
    """
    path: Path = settings.DATA.root / file.folder / operations.NAMES[file.form]
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
        raise NotPossibleNow("This file is not as it was built. Build the draft again.")
    return path


def side_of(draft: Draft) -> differences.Side:
    """A draft as one side of a comparison."""
    return differences.Side(draft.figures, draft.rule, folder_of(draft))
