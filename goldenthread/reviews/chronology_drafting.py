"""What an agency does with the draft of its chronology: rows by form, rows by file, rows taken out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case, CaseAgency, CaseMembership, CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.access.rule import visible_to
from goldenthread.core.access.standing import Standing
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.reviews.chronology_columns import COLUMNS, PEOPLE, Choices, Values
from goldenthread.reviews.chronology_days import WORDS, Precision
from goldenthread.reviews.chronology_models import ChronologyRow, DraftRow, Keeping, Seen, SentFile, Weight
from goldenthread.trail import operations as trail

FIELDS = tuple(one.name for one in COLUMNS if one.name != PEOPLE)
AT_ONCE = 500


def agencies_of(standing: Standing, case: Case) -> QuerySet[Agency]:
    """The agencies somebody drafts a chronology for: their own, where it takes part in the case."""
    if standing.user_id is None:
        return Agency.objects.none()
    today = clock.today()
    part = CaseAgency.objects.filter(case=case, from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gte=today))
    named = CaseMembership.objects.on(today).filter(case=case, user_id=standing.user_id).exclude(agency=None)
    own = Agency.objects.filter(pk__in=standing.agencies, board=case.board_id)
    return own.filter(Q(pk__in=part.values("agency_id")) | Q(pk__in=named.values("agency_id"))).order_by("name")


def rows_of(case: Case, agency: Agency) -> QuerySet[DraftRow]:
    return DraftRow.objects.filter(case=case, agency=agency)


def choices_for(standing: Standing, case: Case) -> Choices:
    """What can be written in a file where there is a choice, and who is in the case as far as this person may know."""
    people = visible_to(standing, Act.READ, CasePerson.objects.filter(case=case))
    listed = {
        "precision": [(str(one), WORDS[one]) for one in Precision],
        "seen": Seen.choices,
        "weight": Weight.choices,
        "keeping": Keeping.choices,
    }
    return Choices(listed, {pseudonym: str(pk) for pk, pseudonym in people.values_list("pk", "pseudonym")})


def values_of(row: ChronologyRow) -> Values:
    """What a row says, as a file's row says it. Its people must have been fetched with it."""
    said: Values = {}
    for name in FIELDS:
        value = getattr(row, name)
        said[name] = (
            f"{value:%H:%M}" if isinstance(value, time) else value.isoformat() if isinstance(value, date) else value
        )
    return {**said, PEOPLE: sorted(str(one.pk) for one in row.people.all())}


@transaction.atomic
def add(row: DraftRow, *, by: Actor, standing: Standing) -> DraftRow:
    """Keep a row of a draft.

    Raises:
        NotPermitted: it is not their own agency’s, or the agency takes no part in the case.
        ValidationError, Stale: as adding any record.
    """
    if not agencies_of(standing, row.case).filter(pk=row.agency_id).exists():
        raise NotPermitted(
            "You can add rows for your own agency, once it takes part in this case. Ask the Board’s manager."
        )
    return trail.add(row, by=by)


@transaction.atomic
def take_out(row: DraftRow, *, why: str, by: Actor) -> None:
    """Take a row out of the draft. Versions that were handed in keep it.

    Raises:
        NotPermitted: it is not their own agency’s.
        Refused: no reason was given.
    """
    require(by, Act.EDIT, row)
    if not why.strip():
        raise Refused("Say why it is taken out.")
    trail.record("take out of a draft", row, by=by, before={"agency": row.agency.slug}, why=why)
    row.delete()


@dataclass
class Plan:
    """What a file would do to a draft: rows that are new, changed (the row as it is, what it would say, which columns), and
    rows that would go; `same` are already there.
    """

    new: list[Values] = field(default_factory=list)
    changed: list[tuple[DraftRow, Values, list[str]]] = field(default_factory=list)
    gone: list[DraftRow] = field(default_factory=list)
    same: int = 0

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.changed or self.gone)

    @property
    def seal(self) -> str:
        """A digest of what would be done, so that only what was looked at is done."""
        said = [
            self.new,
            [[str(row.pk), values_of(row), values] for row, values, _ in self.changed],
            sorted(str(row.pk) for row in self.gone),
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def plan(sent: SentFile) -> Plan:
    """What this file would do to the draft as it stands. A row is the same row by its number, or else by all it says."""
    there = list(DraftRow.objects.filter(case_id=sent.case_id, agency_id=sent.agency_id).prefetch_related("people"))
    numbered = {row.own_number: row for row in there if row.own_number}
    alike = {_content(values_of(row)): row for row in there}
    found, met = Plan(), set()
    for said in sent.rows:
        row = numbered.get(said["own_number"]) if said["own_number"] else alike.get(_content(said))
        if row is None:
            found.new.append(said)
            continue
        met.add(row.pk)
        now = values_of(row)
        values = {**said, "own_number": said["own_number"] or now["own_number"]}
        differing = [name for name in (one.name for one in COLUMNS) if now[name] != values[name]]
        if differing:
            found.changed.append((row, values, differing))
        else:
            found.same += 1
    if sent.is_whole:
        found.gone = [row for row in there if row.pk not in met]
    return found


def _content(values: Values) -> str:
    return json.dumps({name: one for name, one in values.items() if name != "own_number"}, sort_keys=True)


@transaction.atomic
def bring(sent: SentFile, *, by: Actor) -> SentFile:
    """Keep a file that was read and found right, for somebody to look at. Earlier files that nobody looked at are left aside.

    Raises:
        NotPermitted: it is not their own agency’s.
        AlreadyDone: all it says is in the draft already.
    """
    require(by, Act.CREATE, sent)
    if plan(sent).does_nothing:
        raise AlreadyDone(f"Everything in “{sent.name}” is in your draft already. Nothing was changed.")
    waiting = SentFile.objects.filter(case_id=sent.case_id, agency_id=sent.agency_id, state=SentFile.State.WAITING)
    waiting.update(state=SentFile.State.LEFT, rows=[])
    sent.sent_at, sent.sent_by_id = clock.now(), by.user_id
    sent.full_clean()
    sent.save(force_insert=True)
    told = {"agency": sent.agency.slug, "rows": len(sent.rows), "sha256": sent.sha256}
    trail.record("send a file of rows", sent, by=by, after=told)
    return sent


@transaction.atomic
def keep(sent: SentFile, *, seal: str, by: Actor) -> Plan:
    """Do to the draft what the file says: all of it, or nothing.

    Raises:
        NotPermitted: it is not their own agency’s.
        NotPossibleNow: it was kept or left aside meanwhile, or the draft changed since somebody looked.
    """
    now = SentFile.objects.select_for_update(of=("self",)).select_related("agency", "case").get(pk=sent.pk)
    require(by, Act.EDIT, now)
    if now.state != SentFile.State.WAITING:
        raise NotPossibleNow("This file was dealt with already. Look at your chronology, or send the file again.")
    list(rows_of(now.case, now.agency).order_by("pk").select_for_update().values_list("pk", flat=True))
    found = plan(now)
    if found.seal != seal:
        raise NotPossibleNow(
            "Your draft was changed since this page was opened. Look again at what the file would change."
        )
    DraftRow.objects.filter(pk__in=[row.pk for row in found.gone]).delete()
    _keep_new(now, found.new)
    ties: Any
    for row, values, _ in found.changed:
        _set(row, values)
        row.save()
        ties = row.people
        ties.set([UUID(one) for one in values[PEOPLE]])
    now.state, now.rows = SentFile.State.KEPT, []
    now.save(update_fields=["state", "rows"])
    told = {"new": len(found.new), "changed": len(found.changed), "taken out": len(found.gone)}
    trail.record("take in a file of rows", now, by=by, after={"agency": now.agency.slug, **told})
    return found


@transaction.atomic
def leave(sent: SentFile, *, by: Actor) -> None:
    """Leave a file aside that was looked at; the draft stays as it is."""
    require(by, Act.EDIT, sent)
    SentFile.objects.filter(pk=sent.pk, state=SentFile.State.WAITING).update(state=SentFile.State.LEFT, rows=[])
    trail.record("leave a file of rows aside", sent, by=by)


def _keep_new(sent: SentFile, rows: Iterable[Values]) -> None:
    made, ties = [], []
    through: Any = DraftRow.people.through
    for values in rows:
        row = DraftRow(case_id=sent.case_id, agency_id=sent.agency_id)
        _set(row, values)
        made.append(row)
        ties += [through(draftrow_id=row.pk, caseperson_id=UUID(one)) for one in values[PEOPLE]]
    DraftRow.objects.bulk_create(made, batch_size=AT_ONCE)
    through.objects.bulk_create(ties, batch_size=AT_ONCE)


def _set(row: DraftRow, values: Values) -> None:
    """Put what a file says into a row. The file was checked cell by cell when it came."""
    for name in FIELDS:
        setattr(row, name, values[name])
    row.on = date.fromisoformat(values["on"])
    row.until_on = date.fromisoformat(values["until_on"]) if values["until_on"] else None
    row.at = time.fromisoformat(values["at"]) if values["at"] else None
    row.put_in_order()
