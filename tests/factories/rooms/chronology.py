"""Chronologies as tests make them: dull and fixed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.reviews import chronology_models as chronology
from tests.factories import people
from tests.factories.records import AT, agency_of, makes, slug
from tests.factories.rooms.cases import case_of

DAY = date(2024, 3, 5)


def _near(on: Board, fields: dict[str, Any]) -> dict[str, Any]:
    fields = {name: one for name, one in fields.items() if one is not None}
    fields.setdefault("case", case_of(on))
    return fields


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """What a row says; its day is given as `day`, since `on` is the Board."""
    return {"on": fields.pop("day", DAY), "source_record": "Visit notes", "event": "A nurse visited.", **fields}


@makes(chronology.DraftRow)
def _draft(on: Board, **fields: Any) -> Model:
    given = _said(_near(on, fields))
    given.setdefault("agency", agency_of(on))
    row = chronology.DraftRow(**given)
    row.put_in_order()
    row.save()
    return row


@makes(chronology.ChronologyAsk)
def _ask(on: Board, **fields: Any) -> Model:
    """An agency is asked once in a case: a further ask is another agency's."""
    given = _near(on, fields)
    given.setdefault("agency", agency_of(on))
    if chronology.ChronologyAsk.objects.filter(case=given["case"], agency=given["agency"]).exists():
        given["agency"] = people.agency(on, slug())
    return chronology.ChronologyAsk.objects.create(**{"asked_on": DAY, "due_on": DAY, **given})


def handed_in(on: Board, **fields: Any) -> chronology.HandedIn:
    """The version that counts of an agency in a case: the one there is, or a first."""
    given = _near(on, fields)
    given.setdefault("agency", agency_of(on))
    there = chronology.HandedIn.objects.filter(case=given["case"], agency=given["agency"])
    found = there.filter(state__in=("handed_in", "returned")).first()
    return found or chronology.HandedIn.objects.create(
        **{"number": there.count() + 1, "handed_in_at": AT, **given},
    )


@makes(chronology.HandedIn)
def _handed_in(on: Board, **fields: Any) -> Model:
    """One version of an agency counts, so that a further one is an earlier version."""
    given = _near(on, fields)
    given.setdefault("agency", agency_of(on))
    there = chronology.HandedIn.objects.filter(case=given["case"], agency=given["agency"])
    if there.exists() and "state" not in given:
        given["state"] = "replaced"
    return chronology.HandedIn.objects.create(**{"number": there.count() + 1, "handed_in_at": AT, **given})


@makes(chronology.HandedInRow)
def _row(on: Board, **fields: Any) -> Model:
    given = _said(_near(on, fields))
    version = given.setdefault("version", handed_in(on, case=given["case"], agency=given.get("agency")))
    row = chronology.HandedInRow(**{"agency": version.agency, **given})
    row.put_in_order()
    row.save()
    return row


@makes(chronology.SentFile)
def _file(on: Board, **fields: Any) -> Model:
    given = {"name": "rows.xlsx", "sha256": "0" * 64, "sent_at": AT, **_near(on, fields)}
    given.setdefault("agency", agency_of(on))
    return chronology.SentFile.objects.create(**given)


@makes(chronology.KeyEpisode)
def _episode(on: Board, **fields: Any) -> Model:
    return chronology.KeyEpisode.objects.create(**{"title": "The first winter", "from_on": DAY, **_near(on, fields)})


@makes(chronology.Contradiction)
def _contradiction(on: Board, **fields: Any) -> Model:
    return chronology.Contradiction.objects.create(**{"words": "Who saw them?", "noticed_at": AT, **_near(on, fields)})


@makes(chronology.EnquiryLine)
def _line(on: Board, **fields: Any) -> Model:
    return chronology.EnquiryLine.objects.create(**{"words": "Self-neglect", "row_key": uuid4(), **_near(on, fields)})
