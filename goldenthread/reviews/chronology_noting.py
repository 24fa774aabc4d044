"""What people on a case note on its merged chronology: contradictions between agencies, and lines of enquiry."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.reviews.chronology_models import Contradiction, EnquiryLine, HandedInRow
from goldenthread.trail import operations as trail


@transaction.atomic
def contradict(case: Case, keys: Iterable[UUID], *, words: str, by: Actor) -> Contradiction:
    """Note that rows of different agencies cannot all be right.

    Raises:
        NotPermitted: they note nothing on this chronology.
        Refused: there are fewer than two rows, they are of one agency, or it is not said what does not agree.
    """
    wanted = set(keys)
    rows = HandedInRow.objects.filter(case=case, is_merged=True, row_key__in=wanted)
    found = dict(rows.values_list("row_key", "agency_id"))
    made = Contradiction(case=case, words=words.strip(), rows=sorted(str(one) for one in found))
    made.noticed_at, made.noticed_by_id = clock.now(), by.user_id
    require(by, Act.CREATE, made)
    if len(set(found.values())) < 2 or set(found) != wanted:
        raise Refused("Choose at least one row of another agency that this row does not agree with.")
    if not made.words:
        raise Refused("Enter what does not agree.")
    made.full_clean(exclude=["rows"])
    made.save(force_insert=True)
    trail.record("note a contradiction", made, by=by, after={"rows": len(found)})
    return made


@transaction.atomic
def bears_on(row: HandedInRow, words: str, *, by: Actor) -> EnquiryLine:
    """Say that a row bears on a line of enquiry; said again, nothing happens.

    Raises:
        NotPermitted: they note nothing on this chronology.
        Refused: no line was entered.
    """
    said = " ".join(words.split())[:100]
    made = EnquiryLine(case=row.case, row_key=row.row_key, words=said)
    require(by, Act.CREATE, made)
    if not said:
        raise Refused("Enter the line of enquiry.")
    same = EnquiryLine.objects.filter(case=row.case, words__iexact=said)
    there = same.filter(row_key=row.row_key).first()
    if there is not None:
        return there
    known = same.first()
    made.words = known.words if known is not None else said
    made.save(force_insert=True)
    trail.record("tie a row to a line of enquiry", made, by=by)
    return made


@transaction.atomic
def no_more(line: EnquiryLine, *, by: Actor) -> None:
    """Say that a row does not bear on a line of enquiry after all."""
    require(by, Act.DELETE, line)
    trail.record("untie a row from a line of enquiry", line, by=by)
    line.delete()
