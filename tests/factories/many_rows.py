"""A chronology of twenty thousand rows of fifteen agencies over eight years, made quickly."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.db import connection, transaction

from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, CasePerson
from goldenthread.reviews.chronology_models import HandedIn, HandedInRow
from tests.factories import people
from tests.factories.records import AT

ROWS, AGENCIES, YEARS = 20_000, 15, 8
START = date(2016, 1, 1)
EVENT = (
    "Practitioner {n} visited at the request of the ward, found the flat cold and noted the name of the landlord. " * 2
)
SEEN = ("alone", "with_others", "not_seen", "not_recorded")


def many_rows(board: Board, case: Case, rows: int = ROWS) -> list[Agency]:
    """Hand in so many rows for the agencies of a case; every tenth tells of its adult."""
    agencies = [people.agency(board, f"agency-{number:02}") for number in range(AGENCIES)]
    versions = [
        HandedIn(case=case, agency=one, number=1, handed_in_at=AT, rows_count=rows // AGENCIES) for one in agencies
    ]
    HandedIn.objects.bulk_create(versions)
    adult = CasePerson.objects.filter(case=case).first() or CasePerson.objects.create(case=case, pseudonym="Adult Q")
    made = [_row(case, versions[n % AGENCIES], n) for n in range(rows)]
    _keep(HandedInRow, made)
    through: Any = HandedInRow.people.through
    _keep(through, [through(handedinrow_id=one.pk, caseperson_id=adult.pk) for one in made[::10]])
    return agencies


def _keep(model: Any, made: list[Any]) -> None:
    """Insert records as they are, in one statement with many values: much quicker than making each by itself."""
    fields = [
        one
        for one in model._meta.local_concrete_fields
        if not (one.primary_key and one.get_internal_type() != "UUIDField")
    ]
    name = connection.ops.quote_name
    columns = ", ".join(name(one.column) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    lines = [[one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields] for row in made]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES ({places})", lines)  # noqa: S608


def _row(case: Case, version: HandedIn, n: int) -> HandedInRow:
    day = START + timedelta(n * YEARS * 365 // ROWS)
    made = HandedInRow(
        case=case,
        agency_id=version.agency_id,
        version=version,
        on=day,
        at=time(n % 24, n % 60) if n % 3 else None,
        precision="month" if n % 97 == 0 else "exact",
        source_record="Case notes",
        event=EVENT.format(n=n),
        seen=SEEN[n % len(SEEN)],
        decision="To call again within the week.",
    )
    if made.precision == "month":
        made.at = None
    made.put_in_order()
    return made
