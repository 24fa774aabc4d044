"""What people do with extracts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from goldenthread.boards.models import Agency, Board
from goldenthread.casework import keeping
from goldenthread.casework.check import check_into
from goldenthread.casework.contract import SHEETS
from goldenthread.casework.findings import About, Checked, Finding, Severity
from goldenthread.casework.models import BY_SHEET, AcceptedException, Extract
from goldenthread.casework.reading import tables
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail.operations import record

Named = tuple[str, str, int]
"""An exception by name: check, file, row."""

ROWS_AT_A_TIME = 500


@dataclass(frozen=True)
class Loaded:
    """What came of loading: the extract, whether anything changed, and what was checked."""

    extract: Extract
    is_new: bool
    checked: Checked


def load(
    path: Path,
    *,
    board: Board,
    by: Actor,
    said: About | None = None,
    accept: Iterable[Named] = (),
    why: str = "",
    sent_by: Agency | None = None,
) -> Loaded:
    """Check an extract and keep it, whole or not at all.

    Rows whose broken rules are all among `accept` are left out with what hangs on them, and listed under the name of
    `by` with their reason, `why`. The same extract twice changes nothing; another for the same period replaces it, and
    the old one stays. What an agency sent (`sent_by`) replaces only what that agency sent before.

    Raises:
        Refused: the extract cannot be used, or does not say what it is.
        NotPossibleNow: rows break rules that nobody accepted, or it would replace another's extract; nothing was loaded.
    """
    connection = tables.connect()
    try:
        checked = check_into(connection, path, said=said)
        _refuse(checked)
        excepted = _accepted(checked, set(accept))
        keeping.leave_out(connection, excepted)
        rows = {sheet.name: keeping.rows(connection, sheet) for sheet in SHEETS}
    finally:
        connection.close()
    extract = Extract(board=board, sent_by=sent_by, loaded_by=by.name)
    return _keep(extract, checked, rows, excepted, by=by, why=why)


def _refuse(checked: Checked) -> None:
    refused = checked.of(Severity.REFUSED)
    if refused:
        words = " ".join(f"{finding.message} {finding.remedy}" for finding in refused[:3])
        raise Refused(f"The extract was refused and nothing was loaded. {words}")
    about = checked.about
    missing = [name for name in ("authority", "period_from", "period_to", "taken_on") if not getattr(about, name)]
    if missing:
        options = ", ".join("--" + name.replace("_", "-") for name in missing)
        raise Refused(f"The extract does not say what it is. Add extract.json to it, or say {options}.")


def _accepted(checked: Checked, accept: set[Named]) -> list[Finding]:
    errors = checked.of(Severity.ERROR)
    left = [e for e in errors if (e.check, e.file, e.row or 0) not in accept]
    if left:
        first = left[0]
        broken = "one broken rule has" if len(left) == 1 else f"{len(left):,} broken rules have"
        raise NotPossibleNow(
            f"Nothing was loaded: {broken} not been accepted, such as {first.check} in "
            f"{first.file} row {first.row}: {first.message} Put them right, or accept them by name with --accept and "
            "--accepted-by."
        )
    return errors


@transaction.atomic
def _keep(
    extract: Extract,
    checked: Checked,
    rows: dict[str, list[keeping.Row]],
    excepted: list[Finding],
    *,
    by: Actor,
    why: str,
) -> Loaded:
    about, seal = checked.about, keeping.seal(rows)
    period_from, period_to, taken_on = about.period_from, about.period_to, about.taken_on
    if period_from is None or period_to is None or taken_on is None:
        raise Refused("The extract does not say what it is.")
    current = (
        Extract.objects.select_for_update()
        .filter(board_id=extract.board_id, period_from=period_from, period_to=period_to, replaced_by=None)
        .first()
    )
    extract.rows = {sheet.file: len(rows[sheet.name]) for sheet in SHEETS if sheet.file in checked.rows}
    is_same = current is not None and (current.sha256, current.rows) == (seal, extract.rows)
    if current is not None and is_same and current.taken_on == taken_on:
        return Loaded(current, is_new=False, checked=checked)
    if current is not None and extract.sent_by_id is not None and current.sent_by_id != extract.sent_by_id:
        raise NotPossibleNow(
            "Nothing was loaded: an extract for this period is in force that did not come from your agency. "
            "Ask the Board’s analyst to load yours."
        )
    extract.authority, extract.is_synthetic, extract.sha256 = about.authority, about.synthetic, seal
    extract.period_from, extract.period_to, extract.taken_on = period_from, period_to, taken_on
    extract.notices = dict(Counter(notice.check for notice in checked.of(Severity.NOTICE)))
    extract.loaded_at = clock.now()
    if current is not None:
        extract.difference = _difference(current, rows)
        Extract.objects.filter(pk=current.pk).update(replaced_by=extract.pk)
    extract.save(force_insert=True)
    for sheet in SHEETS:
        model = BY_SHEET[sheet.name]
        made = (model(extract=extract, **row) for row in rows[sheet.name])
        model._default_manager.bulk_create(made, batch_size=ROWS_AT_A_TIME)
    _list_exceptions(extract, excepted, by, why)
    held = ", ".join(f"{count:,} in {file}" for file, count in extract.rows.items())
    told = {"rows": held, "replaces": str(current.pk) if current else "", "exceptions": len(excepted)}
    record("load an extract", extract, by=by, after=told, why=why if excepted else "")
    return Loaded(extract, is_new=True, checked=checked)


def _difference(current: Extract, rows: dict[str, list[keeping.Row]]) -> dict[str, dict[str, int]]:
    found = {}
    for sheet in SHEETS:
        names = [column.name for column in sheet.columns]
        before = list(BY_SHEET[sheet.name]._default_manager.filter(extract=current).values(*names))
        found[sheet.file] = keeping.difference(sheet, before, rows[sheet.name])
    return found


def _list_exceptions(extract: Extract, excepted: list[Finding], by: Actor, why: str) -> None:
    AcceptedException.objects.bulk_create(
        AcceptedException(
            extract=extract,
            check_number=finding.check,
            file=finding.file,
            row=finding.row or 0,
            column=finding.column or "",
            message=finding.message[:300],
            why=why,
            accepted_by=by.name,
            accepted_at=extract.loaded_at,
        )
        for finding in excepted
    )
