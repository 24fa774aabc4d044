"""Handing in an agency’s chronology, returning it with a question, taking it back; and what one version says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.reviews import chronology_steps as steps
from goldenthread.reviews.chronology_columns import COLUMNS, PEOPLE
from goldenthread.reviews.chronology_drafting import AT_ONCE, FIELDS, rows_of, values_of
from goldenthread.reviews.chronology_models import (
    ChronologyRow,
    Contradiction,
    DraftRow,
    HandedIn,
    HandedInRow,
    Keeping,
)
from goldenthread.reviews.chronology_steps import CHRONOLOGY
from goldenthread.trail import operations as trail


@transaction.atomic
def hand_in(case: Case, agency: Agency, *, note: str = "", by: Actor, is_synthetic: bool = False) -> HandedIn:
    """Sign off an agency’s draft and hand it in as its next version, which counts from now on. The draft can be worked on.

    Raises:
        NotPermitted: only the agency’s safeguarding lead hands it in.
        NotPossibleNow: there is no row to hand in, or nothing differs from what was handed in last.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    sign = DraftRow(case=case, agency=agency)
    try:
        require(by, Act.APPROVE, sign)
    except NotPermitted as error:
        raise NotPermitted("Only your agency’s safeguarding lead signs a chronology off and hands it in.") from error
    drafted = list(rows_of(case, agency).prefetch_related("people"))
    rows = [row for row in drafted if row.keeping != Keeping.STAYS]
    if not rows:
        raise NotPossibleNow("There is no row to hand in yet. Add a row, or send a file of them.")
    last = HandedIn.objects.filter(case=case, agency=agency).order_by("-number").first()
    counts = last if last is not None and last.state in steps.MERGED else None
    if counts is not None and compare(counts.rows.prefetch_related("people"), rows).is_the_same:
        raise NotPossibleNow("Nothing in your draft differs from the version you handed in. Change it first.")
    if counts is not None:
        CHRONOLOGY.check(steps.REPLACE, counts.state)
        _ends(counts, steps.REPLACE.target)
    version = HandedIn(
        case=case,
        agency=agency,
        number=last.number + 1 if last else 1,
        rows_count=len(rows),
        kept_back=len(drafted) - len(rows),
        handed_in_at=clock.now(),
        handed_in_by_id=by.user_id,
        note=note.strip(),
        is_synthetic=is_synthetic,
    )
    version.full_clean()
    version.save(force_insert=True)
    _copy(version, rows)
    told = {"agency": agency.slug, "version": version.number, "rows": len(rows)}
    trail.record("hand in a chronology", version, by=by, after=told)
    return version


def _copy(version: HandedIn, rows: Iterable[DraftRow]) -> None:
    through: Any = HandedInRow.people.through
    made, ties = [], []
    for row in rows:
        said = {name: getattr(row, name) for name in FIELDS}
        copy = HandedInRow(case=version.case, agency=version.agency, version=version, row_key=row.row_key, **said)
        copy.put_in_order()
        made.append(copy)
        ties += [through(handedinrow_id=copy.pk, caseperson_id=one.pk) for one in row.people.all()]
    HandedInRow.objects.bulk_create(made, batch_size=AT_ONCE)
    through.objects.bulk_create(ties, batch_size=AT_ONCE)


def _ends(version: HandedIn, state: str) -> None:
    """A version counts no more; it is kept as it is."""
    version.state = state
    version.save(update_fields=["state", "taken_back_at", "why_taken_back"])
    HandedInRow.objects.filter(version=version, is_merged=True).update(is_merged=False)


@transaction.atomic
def take_back(version: HandedIn, *, why: str, by: Actor) -> HandedIn:
    """Take a version out of the merged chronology. Those named on the case can still read it as an earlier version.

    Raises:
        NotPermitted: only the agency’s safeguarding lead takes it back.
        NotPossibleNow: it does not count any more.
        Refused: no reason was given.
    """
    now = HandedIn.objects.select_for_update(of=("self",)).select_related("agency", "case").get(pk=version.pk)
    require(by, steps.TAKE_BACK.act, DraftRow(case=now.case, agency=now.agency))
    CHRONOLOGY.check(steps.TAKE_BACK, now.state)
    if not why.strip():
        raise Refused("Say why it is taken back.")
    now.taken_back_at, now.why_taken_back = clock.now(), why.strip()[:300]
    _ends(now, steps.TAKE_BACK.target)
    trail.record("take back a chronology", now, by=by, after={"agency": now.agency.slug, "version": now.number})
    return now


@transaction.atomic
def return_it(version: HandedIn, *, question: str, by: Actor) -> HandedIn:
    """Return a version to its agency with a question. It goes on counting until the agency hands in another.

    Raises:
        NotPermitted: they note nothing on this chronology.
        NotPossibleNow: it was returned, taken back or replaced.
        Refused: nothing is asked.
    """
    now = HandedIn.objects.select_for_update(of=("self",)).select_related("agency", "case").get(pk=version.pk)
    require(by, Act.READ, now)
    require(by, steps.RETURN.act, Contradiction(case=now.case))
    CHRONOLOGY.check(steps.RETURN, now.state)
    if not question.strip():
        raise Refused("Enter what you ask the agency.")
    now.state, now.question = steps.RETURN.target, question.strip()
    now.asked_at, now.asked_by_id = clock.now(), by.user_id
    now.full_clean()
    now.save(update_fields=["state", "question", "asked_at", "asked_by"])
    trail.record("return a chronology", now, by=by, after={"agency": now.agency.slug, "version": now.number})
    return now


@dataclass(frozen=True)
class Change:
    """A row that says something else: as it was, as it is, and in which columns."""

    before: ChronologyRow
    after: ChronologyRow
    columns: list[Any]


@dataclass
class Comparison:
    """What one version says that another does not."""

    added: list[ChronologyRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[ChronologyRow] = field(default_factory=list)

    @property
    def is_the_same(self) -> bool:
        return not (self.added or self.changed or self.gone)


def compare(before: Iterable[ChronologyRow], after: Iterable[ChronologyRow]) -> Comparison:
    """Compare two versions, row by row by their keys. The people of the rows must have been fetched with them."""
    old = {row.row_key: row for row in before}
    found = Comparison()
    for row in after:
        was = old.pop(row.row_key, None)
        if was is None:
            found.added.append(row)
            continue
        then, now = values_of(was), values_of(row)
        columns = [one.heading for one in COLUMNS if then[one.name] != now[one.name]]
        if columns:
            found.changed.append(Change(was, row, columns))
    found.gone = list(old.values())
    return found


def cells(row: ChronologyRow) -> dict[str, str]:
    """A row in words, by heading. Its people must have been fetched with it."""
    shown = {"on": row.when, PEOPLE: "; ".join(one.pseudonym for one in row.people.all())}
    for name in ("precision", "seen", "weight", "keeping"):
        shown[name] = str(getattr(row, f"get_{name}_display")())
    shown["at"] = f"{row.at:%H:%M}" if row.at else ""
    shown["until_on"] = row.until_on.isoformat() if row.until_on else ""
    return {one.heading: shown.get(one.name, str(getattr(row, one.name, ""))) for one in COLUMNS}
