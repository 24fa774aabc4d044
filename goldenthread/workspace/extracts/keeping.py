"""Where what was sent stands until it is loaded or thrown away: a folder of its own, under our names, for nobody else to read.

media/extracts/incoming/<id>/files/adults.csv …   what was sent
media/extracts/incoming/<id>/findings.json        every finding of the check
media/extracts/incoming/<id>/groups.json          the same in groups, as the page shows it
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from goldenthread.casework.findings import Finding, Severity
from goldenthread.core import clock
from goldenthread.core.errors import Refused
from goldenthread.workspace.extracts import grouping
from goldenthread.workspace.extracts.models import CheckedExtract, incoming
from goldenthread.workspace.extracts.receiving import BROKEN, Part

FILES, FINDINGS, GROUPS = "files", "findings.json", "groups.json"
KEPT_FOR = timedelta(days=14)
"""So long somebody has to load what they sent; then its files are deleted."""
ORPHANED_AFTER = 24 * 3600.0
CHUNK = 1024 * 1024


def files_of(checked: CheckedExtract) -> Path:
    """The folder that the check reads."""
    return checked.folder / FILES


def store(checked: CheckedExtract, parts: Iterable[Part]) -> None:
    """Keep the files, all or none.

    Raises:
        Refused: one of them is damaged, or there is no room.
    """
    folder = files_of(checked)
    folder.mkdir(parents=True, mode=0o700)
    for one in (incoming(), checked.folder):
        one.chmod(0o700)
    try:
        for part in parts:
            _copy(part, folder / part.name)
    except BaseException:
        discard(checked)
        raise


def _copy(part: Part, to: Path) -> None:
    with part.opened() as stream, _own(to) as out:
        while chunk := _read_on(part, stream):
            try:
                out.write(chunk)
            except OSError as error:
                raise Refused(
                    "There is no room here for these files, so none was kept. Tell who runs the server."
                ) from error


def _read_on(part: Part, stream: IO[bytes]) -> bytes:
    try:
        return stream.read(CHUNK)
    except BROKEN as error:
        raise Refused(f"“{part.called}” is damaged and cannot be read to its end. Send it again.") from error


def _own(path: Path) -> Any:
    """A new file that only we may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def discard(checked: CheckedExtract) -> None:
    """Delete all that was kept of it. Nothing left is good."""
    shutil.rmtree(checked.folder, ignore_errors=True)


def write_answer(checked: CheckedExtract, findings: Iterable[Finding], groups: list[dict[str, Any]]) -> None:
    """Keep the answer to the check beside the files."""
    for name, said in ((FINDINGS, [asdict(finding) for finding in findings]), (GROUPS, groups)):
        fresh = checked.folder / f"{name}.new"
        fresh.unlink(missing_ok=True)
        with _own(fresh) as out:
            out.write(json.dumps(said, ensure_ascii=False).encode())
        fresh.replace(checked.folder / name)


def findings_of(checked: CheckedExtract) -> list[Finding]:
    """Every finding; empty where they are no longer kept."""
    said = _read(checked.folder / FINDINGS)
    return [Finding(**{**one, "severity": Severity(one["severity"])}) for one in said]


def groups_of(checked: CheckedExtract) -> list[dict[str, Any]]:
    """The findings in groups, as the page shows them."""
    return _read(checked.folder / GROUPS)


def named(checked: CheckedExtract, accepted: Iterable[str]) -> list[tuple[str, str, int]]:
    """The exceptions of some groups one by one, as loading asks for them."""
    wanted = set(accepted)
    return [
        (one.check, one.file, one.row or 0)
        for one in findings_of(checked)
        if grouping.key(one.check, one.file, one.column) in wanted
    ]


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(path.read_bytes())
    except FileNotFoundError:
        return []
    return found


def forget() -> int:
    """Delete the files of what was sent long ago and never loaded, and whatever no record names; returns how many."""
    now = clock.now()
    old = CheckedExtract.objects.filter(
        state__in=[CheckedExtract.State.SENT, CheckedExtract.State.CHECKED], sent_at__lt=now - KEPT_FOR
    )
    count = 0
    for checked in old:
        discard(checked)
        count += (
            type(checked)
            .objects.filter(pk=checked.pk, state=checked.state)
            .update(state=CheckedExtract.State.FORGOTTEN, ended_at=now)
        )
    return count + _forget_orphans()


def _forget_orphans() -> int:
    """Folders that no open record names: what a process left that was killed between the files and the record."""
    if not incoming().is_dir():
        return 0
    open_ = {
        str(pk) for pk in CheckedExtract.objects.filter(state__in=["sent", "checked"]).values_list("pk", flat=True)
    }
    count = 0
    for folder in incoming().iterdir():
        if folder.name not in open_ and clock.now().timestamp() - folder.stat().st_mtime > ORPHANED_AFTER:
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count
